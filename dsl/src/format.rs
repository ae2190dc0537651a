//! The setting room: a text in house style.
//!
//! Takes a text and what was read of it; gives the changes of white space that set it in house style. No word, sign or
//! comment is changed, moved or lost, and a text with a mistake in it is left alone: what cannot be read cannot be set.

mod columns;
mod edits;
mod fit;
mod indent;
mod members;
mod page;
mod pieces;

pub(crate) use edits::Change;
use page::Page;

use crate::source::Span;
use crate::syntax::token::Kind;
use crate::syntax::{self, Parse};

/// What came of setting a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formatted {
    /// The text in house style, which it may have been in before.
    Text(String),
    /// It was left alone, since something in it cannot be read.
    LeftAlone {
        /// Where that is.
        at: Span,
        /// What is wrong there.
        message: String,
    },
}

/// A text in house style.
#[must_use]
pub fn format(text: &str) -> Formatted {
    let parse = syntax::parse(text);
    match parse.problems.first() {
        Some(problem) => Formatted::LeftAlone { at: problem.span, message: problem.message.clone() },
        None => Formatted::Text(edits::apply(text, &changes(text, &parse))),
    }
}

/// What changes when a text is set in house style, in the order of the text; nothing if there is a mistake in it, or
/// if it would become too long.
pub(crate) fn changes(text: &str, parse: &Parse) -> Vec<Change> {
    if !parse.problems.is_empty() {
        return Vec::new();
    }
    let mut pieces = pieces::pieces(text, &parse.tokens);
    members::mark(&mut pieces, &parse.file);
    let mut page = Page::new(pieces);
    page.fit();
    page.line_up();
    let changes = page.changes(text);
    let grown: usize = changes.iter().map(|(_, new)| new.len()).sum();
    let gone: usize = changes.iter().map(|(span, _)| span.range().len()).sum();
    // A file that can be read must not become one that is too long to be.
    let fits = text.len() + grown - gone <= syntax::MOST_BYTES as usize;
    if fits { changes } else { Vec::new() }
}

/// What sets the indent of the line at an offset, going by what stands above it; for a text that is being typed, which
/// may have mistakes. Nothing where a text or a comment would be changed.
pub(crate) fn indent_line(text: &str, parse: &Parse, offset: usize) -> Option<Change> {
    let start = text.get(..offset)?.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let rest = text.get(start..)?;
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let mut pieces = pieces::pieces(text, &parse.tokens);
    members::mark(&mut pieces, &parse.file);
    let at = pieces.partition_point(|piece| (piece.span.start as usize) < start);
    let (above, below) = pieces.split_at_checked(at)?;
    let inside = above.last().is_some_and(|last| last.span.end as usize > start || last.kind == Kind::UnclosedText);
    if inside {
        return None;
    }
    let line = below.first().filter(|piece| piece.span.start as usize == start + blanks);
    let wanted = " ".repeat(indent::below(above, line));
    let span = Span::new(start, start + blanks);
    (text.get(span.range())? != wanted).then_some((span, wanted))
}

/// Those of the changes that change nothing outside of the lines a stretch touches.
pub(crate) fn within(text: &str, mut changes: Vec<Change>, range: Span) -> Vec<Change> {
    let before = text.get(..range.start as usize).unwrap_or(text);
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let after = text.get(range.end as usize..).unwrap_or("");
    let end = text.len() - after.len() + after.find(['\n', '\r']).unwrap_or(after.len());
    let lines = Span::new(start, end);
    changes.retain(|(span, _)| lines.start <= span.start && span.end <= lines.end);
    changes
}

#[cfg(test)]
mod tests;
