//! How a session begins, and what a person sets in it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tower_lsp::lsp_types::notification::{DidChangeWatchedFiles, Notification};
use tower_lsp::lsp_types::*;

use crate::settings::Settings;
use crate::state::State;
use crate::tell;
use crate::{parent, progress};

/// How long it takes at most until a new day is noticed.
const NAP: Duration = Duration::from_secs(20);

/// Where the client works; it is told nothing before it is ready to hear.
pub(crate) fn begin(state: &Arc<State>, params: InitializeParams) {
    if let Some(process) = params.process_id {
        parent::watch(process);
    }
    #[allow(deprecated, reason = "older clients know nothing else")]
    let root = params.root_uri.or_else(|| Url::from_file_path(params.root_path?).ok());
    let folders = params.workspace_folders.filter(|it| !it.is_empty());
    let folders = folders.map(|it| it.into_iter().map(|folder| folder.uri).collect());
    state.keep_for_later(folders.unwrap_or_else(|| Vec::from_iter(root)));
}

/// From here on the client can be asked.
pub(crate) fn initialized(state: &Arc<State>) {
    apply(state, &state.abilities().options.settings);
    for uri in state.kept() {
        state.add_folder(&uri);
    }
    let asking = Arc::clone(state);
    if state.abilities().configuration {
        state.runtime.spawn(async move { pull(&asking).await });
    }
    if state.abilities().progress && state.has_folders() {
        state.runtime.spawn(progress::tell(Arc::clone(state)));
    }
    let waking = Arc::clone(state);
    state.runtime.spawn(async move {
        loop {
            tokio::time::sleep(NAP).await;
            waking.dawn();
        }
    });
    let asking = Arc::clone(state);
    if state.abilities().watches {
        state.runtime.spawn(async move {
            let _it_refuses = asking.client.register_capability(vec![watchers()]).await;
        });
    }
}

/// Folders came or went.
pub(crate) fn folders(state: &State, event: &WorkspaceFoldersChangeEvent) {
    for folder in &event.removed {
        state.remove_folder(&folder.uri);
    }
    for folder in &event.added {
        state.add_folder(&folder.uri);
    }
}

/// Settings changed: those that came along, or those the client gives when it is asked.
pub(crate) fn configure(state: &Arc<State>, settings: Value) {
    if state.abilities().configuration {
        let state = Arc::clone(state);
        let runtime = state.runtime.clone();
        runtime.spawn(async move { pull(&state).await });
    } else {
        apply(state, &settings);
    }
}

async fn pull(state: &State) {
    let item = ConfigurationItem { scope_uri: None, section: Some("duly".to_owned()) };
    if let Ok(values) = state.client.configuration(vec![item]).await {
        apply(state, values.first().unwrap_or(&Value::Null));
    }
}

fn apply(state: &State, section: &Value) {
    let (settings, wrong) = Settings::read(section);
    state.set(settings);
    if !wrong.is_empty() {
        let words = format!("settings: {}", wrong.join("; "));
        tell::show(&state.client, MessageType::WARNING, words);
    }
}

fn watchers() -> Registration {
    let watch = |glob: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None };
    let watchers = vec![watch("**/*.duly"), watch("**/.gitignore"), watch("**/.ignore")];
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    Registration {
        id: "duly-files".to_owned(),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}
