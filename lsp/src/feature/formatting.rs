//! House style.

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit,
};

use crate::state::State;

/// Nothing is changed in a text with a mistake in it.
pub(crate) async fn whole(state: &State, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let Some(seen) = state.read(&params.text_document.uri).await? else { return Ok(None) };
    Ok(Some(super::text_edits(&seen, &seen.analysis().format(seen.file))))
}

pub(crate) async fn range(state: &State, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let Some(seen) = state.read(&params.text_document.uri).await? else { return Ok(None) };
    let edits = seen.analysis().format_range(seen.file, seen.span(params.range));
    Ok(Some(super::text_edits(&seen, &edits)))
}

pub(crate) async fn after_key(state: &State, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let Some((seen, point)) = super::point(state, &params.text_document_position).await? else {
        return Ok(None);
    };
    let key = params.ch.chars().next();
    let edits = key.map(|key| seen.analysis().after_key(point, key)).unwrap_or_default();
    Ok(Some(super::text_edits(&seen, &edits)))
}
