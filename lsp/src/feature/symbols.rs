//! The table of contents of a text, and what is found by its name.

use std::collections::BTreeSet;

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{DocumentSymbolParams, DocumentSymbolResponse, SymbolInformation, WorkspaceSymbolParams};

use crate::convert::symbols;
use crate::state::State;

/// More than anybody reads; an editor asks again with every letter.
const MOST_FOUND: usize = 500;

pub(crate) async fn contents(state: &State, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
    let uri = params.text_document.uri;
    let Some(seen) = state.read(&uri).await? else { return Ok(None) };
    let found = seen.analysis().symbols(seen.file);
    Ok(Some(symbols::contents(&found, &uri, &|span| seen.range(span), &state.abilities().takes)))
}

pub(crate) async fn find(state: &State, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
    let (mut told, mut places) = (Vec::new(), BTreeSet::new());
    for snapshot in state.all_read().await? {
        for found in snapshot.analysis.find_symbols(&params.query).into_iter().take(MOST_FOUND) {
            let Some(location) = snapshot.location(found.at) else { continue };
            // A folder within a folder is open twice.
            let (start, place) = (location.range.start, location.uri.to_string());
            if places.insert((place, start.line, start.character)) {
                told.push(symbols::found(&found, location, &state.abilities().takes));
            }
        }
    }
    told.truncate(MOST_FOUND);
    Ok(Some(told))
}
