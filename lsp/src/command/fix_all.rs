//! All safe changes of a file, made at once.

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::MessageType;

use super::{Told, needed};
use crate::feature::{actions, refusal, workspace_edit};
use crate::state::State;
use crate::tell;

pub(super) async fn fix_all(state: &State, told: Told) -> Result<Option<Value>> {
    let uri = needed(told.uri, "which file is meant")?;
    let takes = state.abilities().takes.edits;
    if !takes.on_request {
        return Err(refusal("this editor does not let anybody else change a text"));
    }
    let Some(seen) = state.decided(&uri).await? else { return Ok(None) };
    let edits = actions::fix_all(state, &seen.snapshot, seen.file).await?;
    if edits.is_empty() {
        tell::show(&state.client, MessageType::INFO, "nothing here can be mended without a decision of yours");
        return Ok(None);
    }
    let Some(change) = workspace_edit(&seen.snapshot, &edits, takes) else { return Ok(None) };
    // The answer is waited for elsewhere: an editor may only give it once it has ours.
    let client = state.client.clone();
    state.runtime.spawn(async move {
        let applied = client.apply_edit(change).await;
        if let Some(why) = applied.ok().filter(|it| !it.applied).and_then(|it| it.failure_reason) {
            tell::show(&client, MessageType::WARNING, format!("the editor did not make the change: {why}"));
        }
    });
    Ok(None)
}
