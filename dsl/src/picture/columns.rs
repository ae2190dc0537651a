//! Parts of the picture while it is laid out, and how the ways on from a choice stand side by side.

use super::layout::{BESIDE, SMALL, WIDTH};
use super::measure::{width, wrap};
use super::plan::{Mark, Number, Way};

const LANE: i32 = 96;

/// A part that was laid out with its axis at 0 and its top at 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) height: i32,
    pub(super) first: Number,
    /// Where it goes on; nothing if it never does.
    pub(super) last: Option<Number>,
    pub(super) from: Mark,
    pub(super) to: Mark,
}

/// One way on from a choice.
pub(super) struct Column {
    pub(super) way: Way,
    pub(super) label: Vec<String>,
    /// How much room the words take.
    pub(super) label_width: i32,
    pub(super) piece: Option<Piece>,
}

pub(super) fn label(way: Way, words: &str) -> Column {
    let lines = wrap(words, SMALL, WIDTH - 20, 4);
    let label_width = lines.iter().map(|it| width(it, SMALL)).max().unwrap_or(0) + 12;
    Column { way, label: lines, label_width, piece: None }
}

/// How far a way on reaches to both sides.
pub(super) fn extent(column: &Column) -> (i32, i32) {
    let half = (column.label_width.max(LANE - BESIDE) + 1) / 2;
    column.piece.map_or((-half, half), |it| (it.left.min(-half), it.right.max(half)))
}

/// Where the ways on stand. One of them goes straight down if there is a plain one; else they stand around the middle.
pub(super) fn places(columns: &[Column], extents: &[(i32, i32)]) -> Vec<i32> {
    let mut x = 0;
    let mut places = Vec::new();
    for &(left, right) in extents {
        places.push(x - left);
        x += right - left + BESIDE;
    }
    let goes_on = |it: &Column| it.piece.is_some_and(|it| it.last.is_some());
    let is_question = columns.iter().all(|it| matches!(it.way, Way::Asked(..)));
    let with_steps = columns.iter().position(goes_on);
    let empty = columns.iter().position(|it| it.piece.is_none());
    let both = columns.iter().filter(|it| it.piece.is_some()).count() > 1;
    let straight = if is_question && !both { with_steps.or(empty) } else { empty.filter(|_| !is_question) };
    let middle = match straight.and_then(|it| places.get(it)) {
        Some(&place) => place,
        None => (x - BESIDE) / 2,
    };
    places.iter().map(|it| it - middle).collect()
}
