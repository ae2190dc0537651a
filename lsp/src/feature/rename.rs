//! Another name for the same thing.

use duly_dsl::Point;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

use crate::state::State;
use crate::state::snapshot::Seen;

pub(crate) async fn prepare(
    state: &State,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>> {
    let Some((seen, point)) = super::point(state, &params).await? else { return Ok(None) };
    match seen.analysis().prepare_rename(point) {
        Ok(span) => {
            let placeholder = seen.text().get(span.range()).unwrap_or("").to_owned();
            let range = seen.range(span);
            Ok(Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder }))
        }
        Err(why) => refuse(&seen, point, why),
    }
}

pub(crate) async fn rename(state: &State, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
    let Some((seen, point)) = super::point(state, &params.text_document_position).await? else {
        return Ok(None);
    };
    let edits = match seen.analysis().rename(point, &params.new_name) {
        Ok(edits) => edits,
        Err(why) => return refuse(&seen, point, why),
    };
    let change = super::workspace_edit(&seen.snapshot, &edits, state.abilities().takes.edits);
    change.map(Some).ok_or_else(|| super::refusal("the name also stands in a file that cannot be changed from here"))
}

/// Where no name stands there is nothing to refuse.
fn refuse<T>(seen: &Seen, point: Point, why: String) -> Result<Option<T>> {
    let is_name = !seen.analysis().highlights(point).is_empty() || !seen.analysis().definitions(point).is_empty();
    if is_name { Err(super::refusal(why)) } else { Ok(None) }
}
