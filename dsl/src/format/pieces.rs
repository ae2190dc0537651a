//! The pieces of a text: its words, signs and comments, each with the white space the author put before it.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::members::Member;
use crate::source::Span;
use crate::syntax::token::Kind;
use crate::syntax::{Token, words::Word};

/// How far a tab goes, where one is met.
const TAB: usize = 4;

/// A token that is no white space.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    pub(super) kind: Kind,
    /// Where it stands; without the blanks at the end, if it is a comment.
    pub(super) span: Span,
    pub(super) text: &'t str,
    /// Line ends before it.
    pub(super) breaks: usize,
    /// Columns between it and what stands before it on its line.
    pub(super) gap: usize,
    /// The column it begins in, from 0.
    pub(super) column: usize,
    /// How many columns it takes; of a text of several lines, the first of them.
    pub(super) width: usize,
    /// What begins with it, if anything does.
    pub(super) member: Option<Member>,
    /// The bracket at the other end.
    pub(super) pair: Option<usize>,
}

impl Piece<'_> {
    pub(super) fn is_comment(&self) -> bool {
        matches!(self.kind, Kind::Comment | Kind::Doc)
    }

    pub(super) fn is(&self, word: Word) -> bool {
        self.kind == Kind::Word(word)
    }

    pub(super) fn opens(&self) -> bool {
        self.kind.closer().is_some()
    }

    pub(super) fn closes(&self) -> bool {
        self.kind.is_closer()
    }

    /// Whether it is a quoted text of several lines.
    pub(super) fn is_tall(&self) -> bool {
        self.kind == Kind::Text && self.text.contains(['\n', '\r'])
    }
}

/// All pieces of a text, in order.
pub(super) fn pieces<'t>(text: &'t str, tokens: &[Token]) -> Vec<Piece<'t>> {
    let mut out: Vec<Piece<'t>> = Vec::with_capacity(tokens.len() / 2);
    let (mut breaks, mut gap, mut column) = (0, 0, 0);
    let mut open: Vec<usize> = Vec::new();
    for token in tokens {
        let slice = text.get(token.span.range()).unwrap_or("");
        if token.kind == Kind::Space {
            let (ends, after) = white(slice, column);
            if ends > 0 {
                gap = 0;
            }
            (breaks, gap, column) = (breaks + ends, gap + after - if ends > 0 { 0 } else { column }, after);
            continue;
        }
        let mut piece = piece(token, slice);
        (piece.breaks, piece.gap, piece.column) = (breaks, gap, column);
        if piece.closes() {
            piece.pair = open.pop();
            if let Some(opener) = piece.pair {
                out[opener].pair = Some(out.len());
            }
        } else if piece.opens() {
            open.push(out.len());
        }
        column = match slice.rfind(['\n', '\r']) {
            Some(end) => slice.get(end + 1..).unwrap_or("").width(),
            None => column + piece.width,
        };
        (breaks, gap) = (0, 0);
        out.push(piece);
    }
    out
}

/// A piece by itself; of a comment, without the blanks at its end.
fn piece<'t>(token: &Token, slice: &'t str) -> Piece<'t> {
    let comment = matches!(token.kind, Kind::Comment | Kind::Doc);
    let text = if comment { slice.trim_end_matches([' ', '\t']) } else { slice };
    let start = token.span.start as usize;
    let span = Span::new(start, start + text.len());
    let first = if token.kind == Kind::Text { text.split(['\n', '\r']).next().unwrap_or("") } else { text };
    let (kind, width) = (token.kind, first.width());
    Piece { kind, span, text, breaks: 0, gap: 0, column: 0, width, member: None, pair: None }
}

/// How many line ends there are in white space, and the column after it.
fn white(slice: &str, mut column: usize) -> (usize, usize) {
    let (mut ends, mut before) = (0, ' ');
    for c in slice.chars() {
        match c {
            '\n' if before == '\r' => {}
            '\n' | '\r' => (ends, column) = (ends + 1, 0),
            '\t' => column = (column / TAB + 1) * TAB,
            c => column += c.width().unwrap_or(0),
        }
        before = c;
    }
    (ends, column)
}
