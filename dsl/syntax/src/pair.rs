//! Pairs brackets before anything is read, so that the grammar only ever meets whole pairs.
//!
//! One pass over the tokens. A bracket that is never closed is reported where it opens and closed
//! where the layout suggests; one that closes nothing is reported and left out; what is nested
//! deeper than [`MAX_DEPTH`] is reported and left out. So no tree is deeper, and nothing that
//! walks or drops one needs a guard of its own.

use super::fault::too_deep;
use super::problem::{self, Problem};
use super::reading::{Place, Stream};
use super::token::{Kind, Token};
use super::words::{Class, Word};
use crate::source::Span;

/// How many brackets may stand within each other.
pub(crate) const MAX_DEPTH: usize = 64;

/// How many brackets left open are reported: after a few, the reader knows.
const MOST_UNCLOSED: usize = 8;

/// What pairing found wrong, and where brackets were left out that closed nothing.
#[derive(Debug, Default)]
pub(crate) struct Pairing {
    pub(crate) stream: Stream,
    pub(crate) problems: Vec<Problem>,
    /// Closing brackets that closed nothing; reported unless a missing opening one is.
    pub(crate) stray: Vec<Span>,
}

/// Pairs the brackets among the tokens that matter.
pub(crate) fn pair(text: &str, stream: &Stream) -> Pairing {
    let surplus = Surplus::count(&stream.kinds);
    let mut pairing = Pairer { text, input: stream, surplus, ..Pairer::default() };
    pairing.run();
    pairing.out
}

/// Leaves out trivia, and settles the words whose next word decides what they are.
pub(crate) fn significant(text: &str, tokens: &[Token]) -> Stream {
    let mut out = Stream::default();
    let (mut begins_line, mut excused) = (true, false);
    for (index, token) in (0u32..).zip(tokens) {
        if token.kind == Kind::Space {
            let space = text.get(token.span.range()).unwrap_or("");
            begins_line |= space.contains(['\n', '\r']);
        }
        excused |= token.kind == Kind::Unreadable;
        if token.kind.is_trivia() {
            continue;
        }
        let unclosed = token.kind == Kind::UnclosedText;
        let kind = if unclosed { Kind::Text } else { token.kind };
        settle(&mut out.kinds, kind);
        out.push(kind, Place { span: token.span, index, begins_line, excused });
        (begins_line, excused) = (false, unclosed);
    }
    settle(&mut out.kinds, Kind::Close);
    out
}

/// `because` is a keyword before a text, `suggest` before a brace, `applies` before `when`; else they are names.
fn settle(kinds: &mut [Kind], next: Kind) {
    let Some(last) = kinds.last_mut() else { return };
    let keeps = match last {
        Kind::Word(Word::Because) => next == Kind::Text,
        Kind::Word(Word::Suggest) => next == Kind::Open,
        Kind::Word(Word::Applies) => next == Kind::Word(Word::When),
        _ => true,
    };
    if !keeps {
        *last = Kind::Name;
    }
}

/// Which side has brackets to spare when layout is not looked at.
#[derive(Clone, Copy, Debug, Default)]
struct Surplus {
    open: bool,
    close: bool,
}

impl Surplus {
    fn count(kinds: &[Kind]) -> Self {
        let mut stack = Vec::new();
        let mut surplus = Self::default();
        for &kind in kinds {
            if let Some(closer) = kind.closer() {
                stack.push(closer);
            } else if kind.is_closer() {
                while stack.last().is_some_and(|&open| open != kind) && kind == Kind::Close {
                    surplus.open = true;
                    stack.pop();
                }
                surplus.close |= stack.pop_if(|open| *open == kind).is_none();
            }
        }
        surplus.open |= !stack.is_empty();
        surplus
    }

    fn any(self) -> bool {
        self.open || self.close
    }
}

#[derive(Clone, Copy, Debug)]
struct Opener {
    closer: Kind,
    span: Span,
    indent: usize,
    line: usize,
    depth: usize,
    /// How many `otherwise when` the statements inside hang from just now: each nests one deeper.
    chain: usize,
    /// Whether something stands after it on its line, or deeper below it: then what is not deeper is outside.
    filled: bool,
}

struct Pairer<'t> {
    text: &'t str,
    input: &'t Stream,
    surplus: Surplus,
    out: Pairing,
    stack: Vec<Opener>,
    line: usize,
    indent: usize,
    told_too_deep: bool,
    unclosed: usize,
}

impl Default for Pairer<'_> {
    fn default() -> Self {
        const EMPTY: &Stream = &Stream { kinds: Vec::new(), places: Vec::new() };
        Self {
            text: "",
            input: EMPTY,
            surplus: Surplus::default(),
            out: Pairing::default(),
            stack: Vec::new(),
            line: 0,
            indent: 0,
            told_too_deep: false,
            unclosed: 0,
        }
    }
}

impl Pairer<'_> {
    fn run(&mut self) {
        let input = self.input;
        let mut at = 0;
        while let (Some(&kind), Some(&place)) = (input.kinds.get(at), input.places.get(at)) {
            if place.begins_line {
                self.line += 1;
                self.indent = self.column(place.span);
            }
            if self.surplus.any() {
                self.close_before(at, kind, place);
            }
            self.count_chain(at, kind);
            if kind.is_closer() {
                self.close(kind, place);
            } else if let Some(closer) = kind.closer() {
                at = self.open(at, closer, kind, place);
            } else {
                self.out.stream.push(kind, place);
            }
            at += 1;
        }
        while let Some(opener) = self.stack.pop() {
            self.report_unclosed(opener);
            self.supply(opener.closer);
        }
    }

    fn column(&self, span: Span) -> usize {
        let before = self.text.get(..span.start as usize).unwrap_or("");
        before.len() - before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
    }

    /// `otherwise when` nests, though it has no bracket of its own.
    fn count_chain(&mut self, at: usize, kind: Kind) {
        let Some(top) = self.stack.last_mut() else {
            return;
        };
        let after = at.checked_sub(1).and_then(|before| self.input.kinds.get(before));
        match kind {
            Kind::Word(Word::When) if after == Some(&Kind::Word(Word::Otherwise)) => top.chain += 1,
            Kind::Word(Word::Step | Word::When | Word::Optional | Word::Together | Word::Repeat | Word::On) => {
                top.chain = 0;
            }
            _ => {}
        }
    }

    /// Takes an opening bracket; gives the number of the last token that was dealt with.
    fn open(&mut self, at: usize, closer: Kind, kind: Kind, place: Place) -> usize {
        let depth = self.stack.last().map_or(0, |top| top.depth + top.chain) + 1;
        if depth <= MAX_DEPTH {
            let (indent, line) = (self.indent, self.line);
            self.stack.push(Opener { closer, span: place.span, indent, line, depth, chain: 0, filled: false });
            self.out.stream.push(kind, place);
            return at;
        }
        if !self.told_too_deep {
            self.told_too_deep = true;
            self.out.problems.push(too_deep(place.span));
        }
        let end = self.matching(at);
        self.out.stream.push(kind, Place { excused: true, ..place });
        self.supply(closer);
        end
    }

    /// The bracket that closes the one at `at`, by counting alone.
    fn matching(&self, at: usize) -> usize {
        let mut open = 0usize;
        for (index, kind) in self.input.kinds.iter().enumerate().skip(at) {
            if kind.closer().is_some() {
                open += 1;
            } else if kind.is_closer() {
                open -= 1;
            }
            if open == 0 {
                return index;
            }
        }
        self.input.kinds.len()
    }

    fn close(&mut self, kind: Kind, place: Place) {
        let has = |stack: &[Opener]| stack.iter().any(|opener| opener.closer == kind);
        if kind == Kind::Close && has(&self.stack) {
            self.close_inner_brackets();
            if self.surplus.any() && !self.settle_by_layout(place) {
                self.out.stray.push(place.span);
                return;
            }
        }
        match self.stack.last() {
            Some(top) if top.closer == kind => {
                self.stack.pop();
                self.out.stream.push(kind, place);
            }
            _ => self.out.stray.push(place.span),
        }
    }

    /// A brace closes the lists and brackets that were left open inside it.
    fn close_inner_brackets(&mut self) {
        while let Some(opener) = self.stack.pop_if(|top| top.closer != Kind::Close) {
            self.report_unclosed(opener);
            self.supply(opener.closer);
        }
    }

    /// Where braces do not match up, the layout says which one is missing. False: this one closes nothing.
    fn settle_by_layout(&mut self, place: Place) -> bool {
        let Some(&top) = self.stack.last() else {
            return false;
        };
        if !place.begins_line {
            return top.line == self.line || !self.surplus.close || self.surplus.open;
        }
        let same_indent = self.stack.iter().rposition(|opener| opener.indent == self.indent);
        let Some(same) = same_indent else {
            return !self.surplus.close || top.indent >= self.indent;
        };
        if self.surplus.open {
            while self.stack.len() > same + 1 {
                self.close_one();
            }
        }
        true
    }

    fn close_one(&mut self) {
        if let Some(opener) = self.stack.pop() {
            self.report_unclosed(opener);
            self.supply(opener.closer);
        }
    }

    /// Closes what cannot hold the token that comes next.
    fn close_before(&mut self, at: usize, kind: Kind, place: Place) {
        let key = kind.is_word() && self.input.kinds.get(at + 1) == Some(&Kind::Colon);
        while let Some(top) = self.stack.last().filter(|top| top.closer != Kind::Close) {
            let outdented = place.begins_line && !kind.is_closer() && self.indent <= top.indent;
            if !(key || outdented || kind == Kind::Open) {
                break;
            }
            self.close_one();
        }
        if !place.begins_line {
            return self.fill();
        }
        let declares = matches!(kind, Kind::Word(word) if word.class() == Class::Declares);
        let named = self.input.kinds.get(at + 1).copied().is_some_and(Kind::is_name);
        let outside = declares && named && !self.surplus.close;
        while self.surplus.open && !kind.is_closer() {
            match self.stack.last() {
                Some(top) if top.indent >= self.indent && (top.filled || outside) => self.close_one(),
                _ => break,
            }
        }
        self.fill();
    }

    /// Notes that something stands inside the innermost bracket.
    fn fill(&mut self) {
        let (line, indent) = (self.line, self.indent);
        if let Some(top) = self.stack.last_mut() {
            top.filled |= top.line == line || top.indent < indent;
        }
    }

    fn report_unclosed(&mut self, opener: Opener) {
        self.unclosed += 1;
        if self.unclosed > MOST_UNCLOSED || self.told_too_deep && self.unclosed > 1 {
            return;
        }
        let (opening, closing) = match opener.closer {
            Kind::Close => ("{", "}"),
            Kind::ListClose => ("[", "]"),
            _ => ("(", ")"),
        };
        let message = format!("this `{opening}` is never closed");
        let problem = Problem::new(problem::UNCLOSED_BRACKET, opener.span, message);
        self.out.problems.push(problem.help(format!("put `{closing}` where it ends")));
    }

    /// Adds a bracket that is not written.
    fn supply(&mut self, kind: Kind) {
        let last = self.out.stream.places.last();
        let (end, index) = last.map_or((0, 0), |place| (place.span.end, place.index + 1));
        let span = Span { start: end, end };
        self.out.stream.push(kind, Place { span, index, begins_line: false, excused: true });
    }
}
