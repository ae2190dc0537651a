//! Where else in this text a name stands.

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};

use crate::state::State;

pub(crate) async fn highlights(
    state: &State,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>> {
    let Some((seen, point)) = super::point(state, &params.text_document_position_params).await? else {
        return Ok(None);
    };
    let found = seen.analysis().highlights(point).into_iter();
    let told: Vec<DocumentHighlight> = found
        .map(|(span, declares)| {
            let kind = if declares { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ };
            DocumentHighlight { range: seen.range(span), kind: Some(kind) }
        })
        .collect();
    Ok((!told.is_empty()).then_some(told))
}
