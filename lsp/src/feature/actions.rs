//! What would mend what was found.
//!
//! A list comes with every move of the cursor. It holds what was tried and mends what it says; what there was no time
//! for is worked out when a person chooses it, or at once for an editor that cannot ask twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use duly_dsl::{Action, ActionKind, Edit, FileId, Place, Span};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command, Diagnostic, Url, WorkspaceEdit,
};

use crate::convert::actions;
use crate::diagnostics::shape;
use crate::state::State;
use crate::state::snapshot::{Seen, Snapshot};

/// What all safe changes together are called.
const FIX_ALL: &str = "mend everything that needs no decision";

/// So long a person waits for a list; what was not tried by then is looked for when it is chosen.
const LONGEST: Duration = Duration::from_secs(2);

pub(crate) async fn actions(state: &State, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let uri = params.text_document.uri;
    let Some(seen) = state.decided(&uri).await? else { return Ok(None) };
    let only = params.context.only.as_deref();
    let takes = state.abilities().takes.actions;
    if !takes.literals {
        let wanted = !seen.analysis().diagnostics.is_empty();
        return Ok(wanted.then(|| vec![CodeActionOrCommand::Command(fix_all_command(&uri))]));
    }
    let fingerprints = shape::fingerprints(&seen.snapshot);
    let mut told = Vec::new();
    let (file, span) = (seen.file, seen.span(params.range));
    let wanted = actions::wanted(only, ActionKind::QuickFix) || actions::wanted(only, ActionKind::Rewrite);
    let offered = if wanted { offered(state, &seen.snapshot, file, span).await? } else { Vec::new() };
    for action in offered {
        if !actions::wanted(only, action.kind) || !(action.ready || takes.resolves_edits) {
            continue;
        }
        let about = if action.solves.is_empty() { &action.about } else { &action.solves };
        let solves = about.iter().filter_map(|&it| own(&seen, &fingerprints, it, &params.context.diagnostics));
        let mut bare = actions::action(&action, solves.collect(), takes.preferred, None);
        if action.ready {
            let Ok(change) = worked_out(state, &seen, action).await else { continue };
            bare.edit = Some(change);
        } else {
            let mark = action.about.first().and_then(|&it| fingerprints.get(it));
            bare.data = Some(json!({"uri": uri, "fingerprint": mark}));
        }
        told.push(CodeActionOrCommand::CodeAction(bare));
    }
    if actions::wanted(only, ActionKind::FixAll) {
        told.extend(everything(state, &seen).await?.map(CodeActionOrCommand::CodeAction));
    }
    Ok(Some(told))
}

/// The action that a person chose, with its edits.
pub(crate) async fn resolve(state: &State, mut bare: CodeAction) -> Result<CodeAction> {
    let gone = || super::refusal("the text has changed since this was offered; ask again");
    let data = bare.data.take().unwrap_or(Value::Null);
    let uri: Option<Url> = data.get("uri").and_then(Value::as_str).and_then(|it| it.parse().ok());
    let Some(uri) = uri else { return Ok(bare) };
    let seen = state.decided(&uri).await?.ok_or_else(gone)?;
    let action = again(&seen, &data).ok_or_else(gone)?;
    bare.edit = Some(worked_out(state, &seen, action).await?);
    Ok(bare)
}

/// What is offered for a stretch of text, tried as far as a person waits for it.
async fn offered(state: &State, snapshot: &Arc<Snapshot>, file: FileId, span: Span) -> Result<Vec<Action>> {
    let begun = Instant::now();
    aside(state, snapshot, move |it, stop| {
        let enough = || stop.load(Ordering::Relaxed) || begun.elapsed() > LONGEST;
        it.analysis.actions(file, span, &it.tries, &enough)
    })
    .await
}

/// The same offer in the newest text, where the finding may have moved.
fn again(seen: &Seen, data: &Value) -> Option<Action> {
    let mark = data.get("fingerprint").and_then(Value::as_str)?;
    let number = shape::fingerprints(&seen.snapshot).iter().position(|it| it == mark)?;
    seen.analysis().look_for(number)
}

/// The edits of an action, tried on the texts. That takes a while, so it is done beside everything else.
async fn worked_out(state: &State, seen: &Seen, action: Action) -> Result<WorkspaceEdit> {
    let action = if action.ready {
        action
    } else {
        let found = aside(state, &seen.snapshot, move |snapshot, stop| {
            snapshot.analysis.resolve_action(&action.id, &|| stop.load(Ordering::Relaxed))
        });
        let first = found.await?.map_err(super::refusal)?.into_iter().next();
        first.ok_or_else(|| super::refusal("nothing here would mend this"))?
    };
    let takes = state.abilities().takes.edits;
    let change = super::change(&seen.snapshot, &action.edits, action.snippet, takes);
    change.ok_or_else(|| super::refusal("that file cannot be changed from here"))
}

/// All safe changes of a text as one action; nothing if there are none.
async fn everything(state: &State, seen: &Seen) -> Result<Option<CodeAction>> {
    let edits = fix_all(state, &seen.snapshot, seen.file).await?;
    let takes = state.abilities().takes.edits;
    let edits = (!edits.is_empty()).then_some(edits);
    let edit = edits.and_then(|it| super::workspace_edit(&seen.snapshot, &it, takes));
    Ok(edit.map(|edit| CodeAction {
        title: FIX_ALL.to_owned(),
        kind: Some(actions::fix_all()),
        edit: Some(edit),
        ..CodeAction::default()
    }))
}

/// All safe changes of a file.
pub(crate) async fn fix_all(state: &State, snapshot: &Arc<Snapshot>, file: FileId) -> Result<Vec<Edit>> {
    aside(state, snapshot, move |snapshot, stop| snapshot.analysis.fix_all(file, &|| stop.load(Ordering::Relaxed)))
        .await
}

/// For an editor that knows nothing but commands.
fn fix_all_command(uri: &Url) -> Command {
    let arguments = Some(vec![json!({"uri": uri})]);
    Command { title: FIX_ALL.to_owned(), command: "duly.fixAll".to_owned(), arguments }
}

/// The client's own copy of a finding, or ours, of the file that was asked about.
fn own(seen: &Seen, fingerprints: &[String], number: usize, theirs: &[Diagnostic]) -> Option<Diagnostic> {
    let mark = fingerprints.get(number)?;
    let marked = |it: &&Diagnostic| {
        let theirs = it.data.as_ref().and_then(|it| it.get("fingerprint")).and_then(Value::as_str);
        theirs == Some(mark)
    };
    if let Some(found) = theirs.iter().find(marked) {
        return Some(found.clone());
    }
    let ours = seen.snapshot.diagnostics().get(&seen.file)?;
    ours.iter().find(marked).cloned()
}

/// Does something slow beside everything else. If the request is given up, so is the work.
async fn aside<T: Send + 'static>(
    state: &State,
    snapshot: &Arc<Snapshot>,
    work: impl FnOnce(&Snapshot, &AtomicBool) -> T + Send + 'static,
) -> Result<T> {
    struct GivenUp(Arc<AtomicBool>);
    impl Drop for GivenUp {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let stop = Arc::new(AtomicBool::new(false));
    let _given_up = GivenUp(Arc::clone(&stop));
    let snapshot = Arc::clone(snapshot);
    let done = state.runtime.spawn_blocking(move || work(&snapshot, &stop)).await;
    done.map_err(|_| Error::internal_error())
}

/// Where a finding is, by its mark.
pub(crate) fn marked(snapshot: &Snapshot, mark: &str) -> Option<(usize, Place)> {
    let number = shape::fingerprints(snapshot).iter().position(|it| it == mark)?;
    Some((number, snapshot.analysis.diagnostics.get(number)?.at))
}
