//! From a word to all that stands around it.

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Position, Range, SelectionRange, SelectionRangeParams};

use crate::state::State;
use crate::state::snapshot::Seen;

pub(crate) async fn selections(state: &State, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
    let Some(seen) = state.read(&params.text_document.uri).await? else { return Ok(None) };
    Ok(Some(params.positions.into_iter().map(|it| around(&seen, it)).collect()))
}

/// Each within the next; an editor refuses anything else. There is one answer for each position, however little it says.
fn around(seen: &Seen, at: Position) -> SelectionRange {
    let mut ranges: Vec<Range> = Vec::new();
    for span in seen.analysis().selections(seen.point(at)) {
        let range = seen.range(span);
        let grows =
            ranges.last().is_none_or(|last| *last != range && range.start <= last.start && last.end <= range.end);
        if grows {
            ranges.push(range);
        }
    }
    let outwards = ranges.into_iter().rev();
    let found = outwards.fold(None, |parent, range| Some(SelectionRange { range, parent: boxed(parent) }));
    found.unwrap_or(SelectionRange { range: Range { start: at, end: at }, parent: None })
}

fn boxed(parent: Option<SelectionRange>) -> Option<Box<SelectionRange>> {
    parent.map(Box::new)
}
