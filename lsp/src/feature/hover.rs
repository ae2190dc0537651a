//! What a name under the pointer means.

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Hover, HoverParams};

use crate::convert;
use crate::state::State;

pub(crate) async fn hover(state: &State, params: HoverParams) -> Result<Option<Hover>> {
    let Some((seen, point)) = super::point(state, &params.text_document_position_params).await? else {
        return Ok(None);
    };
    let takes_markdown = state.abilities().takes.hover_markdown;
    let found = seen.analysis().hover(point);
    Ok(found.map(|it| convert::hover(&it, seen.range(it.span), takes_markdown)))
}
