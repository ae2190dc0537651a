//! What the client can do, and what it wishes, as it said when it introduced itself.

use serde::Deserialize;
use serde_json::Value;
use tower_lsp::lsp_types::{InitializeParams, PositionEncodingKind};

use crate::lines::Encoding;
use crate::takes::Takes;

/// What the client can do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Abilities {
    pub(crate) encoding: Encoding,
    /// It asks for diagnostics itself.
    pub(crate) pulls: bool,
    /// It takes diagnostics of other files along with those it asked for.
    pub(crate) takes_related: bool,
    /// It can be told to ask for diagnostics again.
    pub(crate) refreshes: bool,
    /// The same for lenses, and for hints.
    pub(crate) refreshes_lenses: bool,
    pub(crate) refreshes_hints: bool,
    /// It tells what changes on disk.
    pub(crate) watches: bool,
    /// It can be asked for settings.
    pub(crate) configuration: bool,
    pub(crate) progress: bool,
    pub(crate) options: Options,
    pub(crate) takes: Takes,
}

/// `initializationOptions`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Options {
    pub(crate) shows: Shows,
    /// Whether `duly/status` is wanted.
    pub(crate) status: bool,
    pub(crate) settings: Value,
}

/// What the client shows itself when a command gives it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shows {
    pub(crate) pictures: bool,
    pub(crate) pages: bool,
    /// Whether it knows `editor.action.showReferences`.
    pub(crate) uses: bool,
}

impl Abilities {
    pub(crate) fn of(params: &InitializeParams) -> Self {
        let client = &params.capabilities;
        let (text, workspace) = (client.text_document.as_ref(), client.workspace.as_ref());
        let diagnostic = text.and_then(|it| it.diagnostic.as_ref());
        let watched = workspace.and_then(|it| it.did_change_watched_files.as_ref());
        let refresh = workspace.and_then(|it| it.diagnostic.as_ref());
        let options = params.initialization_options.clone().unwrap_or(Value::Null);
        let offered: &[PositionEncodingKind] =
            client.general.as_ref().and_then(|it| it.position_encodings.as_deref()).unwrap_or_default();
        Self {
            encoding: Encoding::choose(offered),
            pulls: diagnostic.is_some(),
            takes_related: diagnostic.and_then(|it| it.related_document_support).unwrap_or(false),
            refreshes: refresh.and_then(|it| it.refresh_support).unwrap_or(false),
            refreshes_lenses: workspace.and_then(|it| it.code_lens.as_ref()?.refresh_support).unwrap_or(false),
            refreshes_hints: workspace.and_then(|it| it.inlay_hint.as_ref()?.refresh_support).unwrap_or(false),
            watches: watched.and_then(|it| it.dynamic_registration).unwrap_or(false),
            configuration: workspace.and_then(|it| it.configuration).unwrap_or(false),
            progress: client.window.as_ref().and_then(|it| it.work_done_progress).unwrap_or(false),
            options: serde_json::from_value(options).unwrap_or_default(),
            takes: Takes::of(client),
        }
    }
}
