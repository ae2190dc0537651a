//! What the grammar reads: the tokens that matter, and the way back from them to the text.

use super::token::{Kind, Token};
use super::words::{Class, Word};
use crate::ast::Name;
use crate::source::Span;

/// The tokens that matter, as separate columns so that the grammar sees kinds only.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    pub kinds: Vec<Kind>,
    pub places: Vec<Place>,
}

/// Where a token of the [`Stream`] comes from.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub span: Span,
    /// Its number among all tokens.
    pub index: u32,
    /// First of its line.
    pub begins_line: bool,
    /// What stands here was reported already: an unreadable character before it, or a bracket that is not written.
    pub excused: bool,
}

impl Stream {
    pub(crate) fn push(&mut self, kind: Kind, place: Place) {
        self.kinds.push(kind);
        self.places.push(place);
    }
}

/// A text being read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    pub stream: &'t Stream,
}

impl<'t> Reading<'t> {
    pub(crate) fn kind(&self, at: usize) -> Option<Kind> {
        self.stream.kinds.get(at).copied()
    }

    /// Whether this word stands there.
    pub(crate) fn is(&self, at: usize, word: Word) -> bool {
        self.kind(at) == Some(Kind::Word(word))
    }

    pub(crate) fn is_name(&self, at: usize) -> bool {
        self.kind(at).is_some_and(Kind::is_name)
    }

    /// Where a token stands; after the last one, the end of the text.
    pub(crate) fn span(&self, at: usize) -> Span {
        let end = Span::new(self.text.len(), self.text.len());
        self.stream.places.get(at).map_or(end, |place| place.span)
    }

    pub(crate) fn text(&self, at: usize) -> &'t str {
        self.text.get(self.span(at).range()).unwrap_or("")
    }

    pub(crate) fn name(&self, at: usize) -> Name {
        Name { text: self.text(at).to_owned(), span: self.span(at) }
    }

    /// The bytes of the tokens `start..end`; of none, the place before `start`.
    pub(crate) fn bytes(&self, start: usize, end: usize) -> Span {
        if start < end {
            return self.span(start).to(self.span(end - 1));
        }
        let after = start.checked_sub(1).map_or(0, |before| self.span(before).end);
        Span { start: after, end: after }
    }

    pub(crate) fn begins_line(&self, at: usize) -> bool {
        self.stream.places.get(at).is_none_or(|place| place.begins_line)
    }

    pub(crate) fn is_excused(&self, at: usize) -> bool {
        self.stream.places.get(at).is_some_and(|place| place.excused)
    }

    /// The `///` lines directly above a token, without their slashes.
    pub(crate) fn doc_above(&self, at: usize) -> Option<String> {
        let index = self.stream.places.get(at)?.index as usize;
        let above = self.tokens.get(..index)?.iter().rev();
        let trivia = above.take_while(|token| token.kind.is_trivia());
        let docs = trivia.filter(|token| token.kind == Kind::Doc);
        let mut lines: Vec<&str> = docs.map(|doc| self.doc_line(doc.span)).collect();
        lines.reverse();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn doc_line(&self, span: Span) -> &'t str {
        let line = self.text.get(span.range()).unwrap_or("").trim_start_matches('/');
        line.strip_prefix(' ').unwrap_or(line).trim_end()
    }

    /// Whether reading can begin anew here after something that made no sense.
    pub(crate) fn can_begin(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(Kind::Word(word)) if begins_statement(word) => true,
            Some(kind) if kind.is_word() => {
                let declares = matches!(kind, Kind::Word(word) if word.class() == Class::Declares);
                let next = self.kind(at + 1);
                self.begins_line(at) || next == Some(Kind::Colon) || declares && next.is_some_and(Kind::is_name)
            }
            _ => false,
        }
    }
}

/// Reserved words that begin something of their own.
fn begins_statement(word: Word) -> bool {
    use Word::{
        After, Applies, Because, Before, Between, Each, End, Go, Never, On, Optional, Otherwise, Repeat, Require, Run,
        Step, Suggest, Together, When,
    };
    matches!(
        word,
        After
            | Applies
            | Because
            | Before
            | Between
            | Each
            | End
            | Go
            | Never
            | On
            | Optional
            | Otherwise
            | Repeat
            | Require
            | Run
            | Step
            | Suggest
            | Together
            | When
    )
}
