//! Where else a name stands.

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Location, ReferenceParams};

use crate::state::State;

pub(crate) async fn references(state: &State, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
    let Some((seen, point)) = super::point(state, &params.text_document_position).await? else {
        return Ok(None);
    };
    let found = seen.analysis().references(point, params.context.include_declaration);
    let told: Vec<Location> = found.into_iter().filter_map(|it| seen.snapshot.location(it)).collect();
    Ok((!told.is_empty()).then_some(told))
}
