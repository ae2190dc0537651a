//! What can be folded away.

use std::cmp::Reverse;

use duly_dsl::FoldKind;
use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind, Range};

use crate::takes::Folds;

/// Folds of several lines, no more than the editor takes: then the widest are kept, for they hide most.
pub(crate) fn folds(folds: &[(Range, FoldKind)], takes: Folds) -> Vec<FoldingRange> {
    let told = folds.iter().filter(|(range, kind)| hides_something(range, *kind, takes));
    let told: Vec<FoldingRange> = told.map(|it| fold(it, takes)).collect();
    let mut widest: Vec<&FoldingRange> = told.iter().collect();
    widest.sort_by_key(|it| Reverse(width(it)));
    widest.truncate(takes.at_most.map_or(usize::MAX, |it| it as usize));
    widest.sort_by_key(|it| (it.start_line, it.start_character));
    widest.into_iter().cloned().collect()
}

/// An editor that folds whole lines hides the last one too, so that a block ends a line earlier: its closing bracket
/// stays in sight.
fn hides_something(range: &Range, kind: FoldKind, takes: Folds) -> bool {
    let bracket = u32::from(takes.whole_lines && kind == FoldKind::Block);
    range.end.line > range.start.line + bracket
}

fn width(fold: &FoldingRange) -> u32 {
    fold.end_line - fold.start_line
}

fn fold((range, kind): &(Range, FoldKind), takes: Folds) -> FoldingRange {
    let bracket = u32::from(takes.whole_lines && *kind == FoldKind::Block);
    FoldingRange {
        start_line: range.start.line,
        start_character: (!takes.whole_lines).then_some(range.start.character),
        end_line: range.end.line - bracket,
        end_character: (!takes.whole_lines).then_some(range.end.character),
        kind: (*kind == FoldKind::Comment).then_some(FoldingRangeKind::Comment),
        collapsed_text: None,
    }
}

#[cfg(test)]
mod tests {
    use tower_lsp::lsp_types::Position;

    use super::*;

    fn lines(start: u32, end: u32) -> (Range, FoldKind) {
        (Range::new(Position::new(start, 4), Position::new(end, 1)), FoldKind::Block)
    }

    #[test]
    fn an_editor_that_folds_lines_keeps_the_closing_bracket_in_sight() {
        let takes = Folds { whole_lines: true, at_most: None };
        let told = folds(&[lines(0, 5), lines(1, 1), lines(2, 3)], takes);
        let told: Vec<_> = told.iter().map(|it| (it.start_line, it.end_line, it.start_character)).collect();
        assert_eq!(told, [(0, 4, None)]);
    }

    #[test]
    fn of_too_many_the_widest_are_kept_in_the_order_of_the_text() {
        let takes = Folds { whole_lines: false, at_most: Some(2) };
        let told = folds(&[lines(0, 2), lines(3, 9), lines(10, 12), lines(13, 18)], takes);
        assert_eq!(told.iter().map(|it| it.start_line).collect::<Vec<_>>(), [3, 13]);
    }
}
