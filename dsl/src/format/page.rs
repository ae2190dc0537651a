//! The page that is set: where each piece goes.
//!
//! The author's line ends are kept. Only those are moved that hide what belongs together: a brace stands at the end
//! of the line it opens on, and a block that runs over several lines has its braces on lines of their own.

use super::members::Member;
use super::pieces::Piece;
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

/// What stands before a piece on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    /// Line ends.
    pub(super) lines: usize,
    /// Blanks, after the last line end if there is one.
    pub(super) blanks: usize,
}

/// Pieces and their places.
#[derive(Debug)]
pub(super) struct Page<'t> {
    pub(super) pieces: Vec<Piece<'t>>,
    /// One for each piece.
    pub(super) spots: Vec<Spot>,
}

impl<'t> Page<'t> {
    /// The page as the author broke it into lines, with nothing indented yet.
    pub(super) fn new(pieces: Vec<Piece<'t>>) -> Self {
        let mut page = Self { spots: vec![Spot::default(); pieces.len()], pieces };
        let broken = page.broken();
        let mut open: Vec<usize> = Vec::new();
        for at in 0..page.pieces.len() {
            if page.pieces[at].closes() {
                open.pop();
            }
            let lines = if at == 0 { 0 } else { page.lines_before(at, &broken, open.last().copied()) };
            page.spots[at] = Spot { lines, blanks: page.gap(at) };
            if page.pieces[at].opens() {
                open.push(at);
            }
        }
        page
    }

    pub(super) fn begins_line(&self, at: usize) -> bool {
        at == 0 || self.spots[at].lines > 0
    }

    /// The first piece after the line that begins with this one.
    pub(super) fn line_end(&self, start: usize) -> usize {
        (start + 1..self.pieces.len()).find(|&at| self.begins_line(at)).unwrap_or(self.pieces.len())
    }

    fn lines_before(&self, at: usize, broken: &[bool], open: Option<usize>) -> usize {
        let piece = &self.pieces[at];
        let wished = piece.breaks.min(if open.is_none() { 3 } else { 2 });
        if piece.is_comment() && wished == 0 {
            return 0;
        }
        let before = &self.pieces[at - 1];
        if before.opens() && before.kind != Kind::ParenOpen && broken[at - 1] {
            return 1;
        }
        if piece.closes() && piece.kind != Kind::ParenClose && piece.pair.is_some_and(|open| broken[open]) {
            return 1;
        }
        let alone = piece.member.is_some_and(Member::stands_alone) && open.is_none_or(|open| broken[open]);
        if before.is_comment() || alone {
            return wished.max(1);
        }
        let after_block = before.pair.is_some_and(|open| broken[open]) && self.follows_block(at);
        if self.is_joined(at) || after_block { 0 } else { wished }
    }

    /// Whether a piece stays on the line of what it belongs to, unless a comment stands between.
    fn is_joined(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let joins = matches!(piece.kind, Kind::Open | Kind::Comma | Kind::Colon | Kind::Dot);
        joins || self.pieces[at - 1].kind == Kind::Dot && !piece.is_comment()
    }

    /// Whether a piece goes on after a block, on the line of its last brace if that has a line of its own.
    pub(super) fn follows_block(&self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at).filter(|piece| piece.member.is_none()) else { return false };
        self.pieces[at - 1].kind == Kind::Close && (piece.is(Word::Otherwise) || piece.is(Word::Because))
    }

    /// For each opening bracket, whether a line ends anywhere in it.
    fn broken(&self) -> Vec<bool> {
        let mut broken = vec![false; self.pieces.len()];
        let mut open: Vec<usize> = Vec::new();
        for at in 0..self.pieces.len() {
            let piece = &self.pieces[at];
            let after_comment = at > 0 && self.pieces[at - 1].is_comment();
            if piece.breaks > 0
                && (after_comment || !(at > 0 && self.is_joined(at)))
                && let Some(&inner) = open.last()
            {
                broken[inner] = true;
            }
            if piece.closes() {
                let inner = open.pop();
                if let (Some(inner), Some(&outer)) = (inner, open.last()) {
                    broken[outer] |= broken[inner];
                }
            } else if piece.opens() {
                open.push(at);
            }
        }
        broken
    }

    /// The blanks before a piece that stands on the same line as the piece before it.
    pub(super) fn gap(&self, at: usize) -> usize {
        let Some(before) = at.checked_sub(1).and_then(|before| self.pieces.get(before)) else { return 0 };
        let piece = &self.pieces[at];
        if piece.is_comment() {
            return if piece.breaks == 0 { piece.gap.max(1) } else { 1 };
        }
        match (before.kind, piece.kind) {
            (_, Kind::Comma | Kind::Dot | Kind::Colon | Kind::ListClose | Kind::ParenClose) => 0,
            (Kind::Dot | Kind::ListOpen | Kind::ParenOpen, _) => 0,
            (Kind::Open, _) => 1,
            (Kind::Close, _) if piece.member == Some(Member::Outcome) => self.as_written(at),
            (_, _) => match piece.member {
                Some(Member::Flag | Member::Term) => self.as_written(at),
                Some(_) => 2,
                None => 1,
            },
        }
    }

    /// One blank or two between two neighbours, as the author has it.
    fn as_written(&self, at: usize) -> usize {
        let piece = &self.pieces[at];
        if piece.breaks > 0 { 2 } else { piece.gap.clamp(1, 2) }
    }
}
