//! Which parts a clause takes.

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{SignatureHelp, SignatureHelpParams};

use crate::convert::signature;
use crate::state::State;

pub(crate) async fn signature(state: &State, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
    let Some((seen, point)) = super::point(state, &params.text_document_position_params).await? else {
        return Ok(None);
    };
    Ok(seen.analysis().signature(point).map(|it| signature::help(&it, &state.abilities().takes)))
}
