//! What can be folded away.

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{FoldingRange, FoldingRangeParams};

use crate::convert::folds;
use crate::state::State;

pub(crate) async fn folds(state: &State, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
    let Some(seen) = state.read(&params.text_document.uri).await? else { return Ok(None) };
    let found = seen.analysis().folds(seen.file).into_iter().map(|(span, kind)| (seen.range(span), kind));
    Ok(Some(folds::folds(&found.collect::<Vec<_>>(), state.abilities().takes.folds)))
}
