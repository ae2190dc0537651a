//! How a procedure stands, above its first line.
//!
//! The rows come at once, since they hang on the text alone, so that no line jumps under the pointer; their words come
//! when everything is decided.

use duly_dsl::{LensAsks, Point};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{CodeLens, CodeLensParams};

use crate::convert::lenses::{self, Click};
use crate::diagnostics::shape;
use crate::state::State;

pub(crate) async fn lenses(state: &State, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    if !state.world().settings.code_lens {
        return Ok(None);
    }
    let uri = params.text_document.uri;
    let Some(seen) = state.read(&uri).await? else { return Ok(None) };
    let found = seen.analysis().lenses(seen.file);
    let rows = found.iter().enumerate().map(|(number, it)| lenses::row(seen.range(it.at), &uri, number));
    Ok(Some(rows.collect()))
}

pub(crate) async fn resolve(state: &State, mut row: CodeLens) -> Result<CodeLens> {
    let Some((uri, number)) = lenses::row_of(&row) else { return Ok(row) };
    let Some(seen) = state.decided(&uri).await? else { return Ok(row) };
    let found = seen.analysis().lenses(seen.file);
    // The text may have changed; then the row is asked for anew in a moment.
    let Some(lens) = found.get(number).filter(|it| seen.range(it.at) == row.range) else {
        row.command = Some(lenses::unclickable("…"));
        return Ok(row);
    };
    let gravest = match &lens.asks {
        LensAsks::Run { diagnostics } => diagnostics.first(),
        _ => None,
    };
    let fingerprint = gravest.and_then(|&it| shape::fingerprints(&seen.snapshot).into_iter().nth(it));
    let point = Point { file: seen.file, offset: lens.at.start };
    let at = seen.snapshot.position(point);
    let shows_uses = state.abilities().options.shows.uses && lens.asks == LensAsks::Uses;
    let found = if shows_uses { seen.analysis().references(point, false) } else { Vec::new() };
    let uses = found.into_iter().filter_map(|it| seen.snapshot.location(it)).collect();
    row.command = Some(lenses::command(&lens.title, &lens.asks, &Click { url: &uri, at, fingerprint, uses }));
    Ok(row)
}
