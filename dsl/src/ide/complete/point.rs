//! The word at a point, and the text around it made ready to be read up to there.

use super::reader::Reader;
use crate::Analysis;
use crate::ide::Point;
use crate::source::Span;
use crate::syntax::token::{Kind, Token};
use crate::syntax::{Draft, draft};

/// What a point stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// Where something can be written.
    Free,
    Text,
    Comment,
}

/// A point, and what surrounds it.
pub(super) struct Around<'a> {
    pub(super) text: &'a str,
    /// The word that is being written; of no length where none is.
    pub(super) word: Span,
    pub(super) stands: Stands,
    pub(super) draft: Draft,
    /// The names before the word, with dots behind them.
    pub(super) qualifiers: Vec<&'a str>,
    /// The first token that is not read: the word, or its first qualifier.
    end: usize,
}

impl<'a> Around<'a> {
    pub(super) fn look(analysis: &'a Analysis, at: Point) -> Option<Self> {
        let file = analysis.files.get(at.file.0 as usize)?;
        let parse = analysis.read.parses.get(at.file.0 as usize)?;
        let text: &str = &file.text;
        let offset = at.offset.min(Span::new(text.len(), text.len()).start);
        let (word, stands) = word_at(&parse.tokens, offset);
        let draft = draft(text, &parse.tokens, stretch(analysis, at, offset), word);
        let mut around = Self { text, word, stands, end: draft.at, draft, qualifiers: Vec::new() };
        around.take_qualifiers();
        Some(around)
    }

    fn take_qualifiers(&mut self) {
        let stream = &self.draft.stream;
        let kind = |at: Option<usize>| at.and_then(|at| stream.kinds.get(at)).copied();
        while kind(self.end.checked_sub(1)) == Some(Kind::Dot)
            && let Some(name) = self.end.checked_sub(2)
            && kind(Some(name)).is_some_and(Kind::is_word)
        {
            let span = stream.places.get(name).map(|it| it.span).unwrap_or_default();
            self.qualifiers.insert(0, self.text.get(span.range()).unwrap_or(""));
            self.end = name;
        }
    }

    pub(super) fn read(&'a self) -> Reader<'a> {
        Reader::read(self.text, &self.draft, self.end)
    }

    /// The word that is being written.
    pub(super) fn typed(&self) -> &'a str {
        self.text.get(self.word.range()).unwrap_or("")
    }

    /// What stands after the word on its line, without what is remarked there.
    pub(super) fn rest_of_line(&self) -> &'a str {
        let after = self.text.get(self.word.end as usize..).unwrap_or("");
        let line = after.split(['\n', '\r']).next().unwrap_or("");
        line.split("//").next().unwrap_or("").trim()
    }

    /// Whether only blanks stand before the word on its line.
    pub(super) fn begins_line(&self) -> bool {
        let before = self.text.get(..self.word.start as usize).unwrap_or("");
        let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
        line.chars().all(char::is_whitespace)
    }

    /// How far the line of the word is indented.
    pub(super) fn indent(&self) -> &'a str {
        let before = self.text.get(..self.word.start as usize).unwrap_or("");
        let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
        let blanks = line.len() - line.trim_start().len();
        line.get(..blanks).unwrap_or("")
    }

    /// The number that stands right before the word, if one does.
    pub(super) fn number_before(&self) -> Option<&'a str> {
        let at = self.draft.at.checked_sub(1)?;
        let place = self.draft.stream.places.get(at)?;
        let is_number = self.draft.stream.kinds.get(at) == Some(&Kind::Number);
        is_number.then(|| self.text.get(place.span.range()).unwrap_or(""))
    }

    /// The keys that follow between the same braces.
    pub(super) fn keys_after(&self) -> Vec<&'a str> {
        let stream = &self.draft.stream;
        let mut keys = Vec::new();
        let mut open = 0usize;
        for at in self.draft.at + 1..stream.kinds.len() {
            let kind = stream.kinds.get(at).copied();
            if kind.is_some_and(Kind::is_closer) {
                if open == 0 {
                    break;
                }
                open -= 1;
            }
            open += usize::from(kind.and_then(Kind::closer).is_some());
            let key = open == 0 && kind.is_some_and(Kind::is_word) && stream.kinds.get(at + 1) == Some(&Kind::Colon);
            if key && let Some(place) = stream.places.get(at) {
                keys.push(self.text.get(place.span.range()).unwrap_or(""));
            }
        }
        keys
    }
}

/// The word at a point, up to whose end the point may be; and what the point stands in.
fn word_at(tokens: &[Token], offset: u32) -> (Span, Stands) {
    let nothing = Span { start: offset, end: offset };
    let at = tokens.partition_point(|token| token.span.end < offset);
    let Some(token) = tokens.get(at).filter(|it| it.span.start < offset) else {
        return (nothing, Stands::Free);
    };
    match token.kind {
        Kind::Comment | Kind::Doc => (nothing, Stands::Comment),
        Kind::UnclosedText => (token.span, Stands::Text),
        Kind::Text if offset < token.span.end => (token.span, Stands::Text),
        Kind::Number | Kind::Date | Kind::BadValue => (token.span, Stands::Free),
        kind if kind.is_word() => (token.span, Stands::Free),
        Kind::Unreadable if offset < token.span.end => (nothing, Stands::Comment),
        _ => (nothing, Stands::Free),
    }
}

/// The declarations around a point: no more than these has to be read.
fn stretch(analysis: &Analysis, at: Point, offset: u32) -> Span {
    let all = Span { start: 0, end: u32::MAX };
    let Some(parse) = analysis.read.parses.get(at.file.0 as usize) else {
        return all;
    };
    let items = &parse.file.items;
    let after = items.partition_point(|it| it.span.start < offset);
    let start = after.checked_sub(1).and_then(|it| items.get(it)).map_or(0, |it| it.span.start);
    let end = items.get(after).map_or(u32::MAX, |it| it.span.end);
    Span { start, end }
}
