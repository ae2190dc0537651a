//! How far in each line begins: two blanks for each block, two for what goes on from the line above.

use super::page::Page;
use super::pieces::Piece;
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

/// How far in what a block holds stands.
pub(super) const STEP: usize = 2;

/// An open bracket, or the whole text.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    /// What opened it; nothing for the whole text.
    opener: Option<Kind>,
    /// Where what it holds begins.
    content: usize,
    /// Where what closes it stands.
    closer: usize,
    /// Where the line began on which the newest member began.
    member: usize,
    /// Whether a brace in it hangs from its line, not from where the member began.
    hangs: bool,
    /// Whether the newest line is one that goes on from the line above.
    goes_on: bool,
    /// Whether a line that goes on holds a `when`: then `and` and `or` below it stand deeper.
    under_when: bool,
}

impl Level {
    /// Where a line begins that goes on with this piece.
    fn continues(&self, piece: &Piece<'_>, before: Option<Kind>) -> usize {
        let after_block = before == Some(Kind::Close);
        match (self.opener, piece.kind) {
            _ if piece.member.is_some() => self.content,
            (Some(Kind::ListOpen | Kind::ParenOpen), _) => self.content,
            (_, Kind::Open) => self.member,
            (_, Kind::Word(Word::Otherwise)) if after_block => self.member,
            (_, Kind::Word(Word::And | Word::Or)) if self.under_when => self.member + 2 * STEP,
            _ => self.member + STEP,
        }
    }
}

/// The brackets that are open, innermost last.
#[derive(Debug)]
struct Levels(Vec<Level>);

impl Levels {
    fn new() -> Self {
        Self(vec![Level::default()])
    }

    fn top(&self) -> Level {
        self.0.last().copied().unwrap_or_default()
    }

    /// Goes past a piece. `begins` says whether it begins a line, `line` how far in its line is.
    fn pass(&mut self, piece: &Piece<'_>, begins: bool, line: usize) {
        let Some(top) = self.0.last_mut() else { return };
        if begins {
            top.goes_on |= !piece.is_comment() && !piece.closes();
        }
        if let Some(member) = piece.member {
            (top.member, top.hangs, top.goes_on, top.under_when) = (line, member.hangs(), false, false);
        } else if piece.is(Word::When) {
            top.under_when |= top.goes_on;
        }
        if piece.opens() {
            let hangs = piece.kind != Kind::Open || top.hangs;
            let closer = if hangs { line } else { top.member };
            let content = closer + STEP;
            self.0.push(Level { opener: Some(piece.kind), content, closer, member: content, ..Level::default() });
        } else if piece.closes() && self.0.len() > 1 {
            self.0.pop();
        }
    }
}

/// How far in a line should begin that stands below these pieces, as they are indented now.
pub(super) fn below(pieces: &[Piece<'_>], line: Option<&Piece<'_>>) -> usize {
    let (mut levels, mut indent) = (Levels::new(), 0);
    for (at, piece) in pieces.iter().enumerate() {
        let begins = at == 0 || piece.breaks > 0;
        if begins {
            indent = piece.column;
        }
        levels.pass(piece, begins, indent);
    }
    let top = levels.top();
    let last = pieces.iter().rev().find(|piece| !piece.is_comment());
    match line {
        Some(piece) if piece.closes() => top.closer,
        Some(piece) if last.is_some_and(asks_for_more) => top.continues(piece, last.map(|it| it.kind)),
        None if last.is_some_and(asks_for_more) && !matches!(top.opener, Some(Kind::ListOpen | Kind::ParenOpen)) => {
            top.member + STEP
        }
        _ => top.content,
    }
}

/// Whether something has to follow a piece, so that the next line goes on with it.
fn asks_for_more(piece: &Piece<'_>) -> bool {
    use Word::{After, And, Before, Between, By, Each, Includes, Is, Never, Not, Of, On, Or, Require, Until, When};
    match piece.kind {
        Kind::Comma | Kind::Colon | Kind::Dot => true,
        Kind::Word(word) => matches!(
            word,
            After
                | And
                | Before
                | Between
                | By
                | Each
                | Includes
                | Is
                | Never
                | Not
                | Of
                | On
                | Or
                | Require
                | Until
                | When
        ),
        _ => false,
    }
}

impl Page<'_> {
    /// Indents every line.
    pub(super) fn indent(&mut self) {
        let mut levels = Levels::new();
        let (mut line, mut before) = (0, None);
        let next = self.next_code();
        for at in 0..self.pieces.len() {
            let begins = self.begins_line(at);
            let piece = &self.pieces[at];
            if begins {
                let next = next[at].map(|next| &self.pieces[next]);
                line = line_indent(piece, before, next, &levels.top());
                self.spots[at].blanks = line;
            }
            levels.pass(piece, begins, line);
            if !piece.is_comment() {
                before = Some(piece.kind);
            }
        }
    }

    /// For each piece, the first one from there on that is no comment.
    fn next_code(&self) -> Vec<Option<usize>> {
        let mut next = vec![None; self.pieces.len()];
        let mut code = None;
        for (at, piece) in self.pieces.iter().enumerate().rev() {
            if !piece.is_comment() {
                code = Some(at);
            }
            next[at] = code;
        }
        next
    }
}

fn line_indent(piece: &Piece<'_>, before: Option<Kind>, next: Option<&Piece<'_>>, top: &Level) -> usize {
    match next {
        _ if piece.closes() => top.closer,
        Some(code) if !piece.is_comment() || !code.closes() && code.kind != Kind::Open => top.continues(code, before),
        _ => top.content,
    }
}
