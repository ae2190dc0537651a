//! The archive: the texts that were given, and places in them.
//!
//! Takes file names and texts; gives [`Place`]s, and lines and columns for them.
//! Knows nothing of what the texts mean. Every offset is a byte offset.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// One text among those given; an index into the files of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of one text, in bytes: `start..end`, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The stretch `start..end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The smallest stretch that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes it covers, for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A stretch of a particular file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
}

impl Hash for Place {
    /// As one number of a kind that nothing else is: so a sum can be made of something wherever it stands.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Span { start, end } = self.span;
        state.write_u128(u128::from(self.file.0) << 64 | u128::from(start) << 32 | u128::from(end));
    }
}

/// A line and a column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A text under the name it was given with.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as the caller wrote it, `/`-separated. Guidance that ships has a path that begins with `guidance:`.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    /// Whether it came along with the program rather than from the caller.
    pub shipped: bool,
    lines: Vec<u32>,
}

impl SourceFile {
    /// Keeps a text, and notes where its lines begin.
    #[must_use]
    pub fn new(path: Arc<str>, text: Arc<str>, shipped: bool) -> Self {
        let lines = line_starts(&text);
        Self { path, text, shipped, lines }
    }

    /// Line and column of a byte offset. Offsets past the end mean the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(Span::new(0, self.text.len()).end);
        let line = self.lines.partition_point(|&start| start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start as usize..offset as usize).unwrap_or("");
        Position { line, column: before.chars().count() + 1 }
    }

    /// The text of a line, from 1, without its line end.
    #[must_use]
    pub fn line(&self, line: usize) -> Option<&str> {
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let end = self.lines.get(line).map_or(self.text.len(), |&next| next as usize);
        Some(self.text.get(start as usize..end)?.trim_end_matches(['\r', '\n']))
    }

    /// The text of a stretch; empty if it does not lie on character boundaries.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

/// A line ends with LF, CRLF or a lone CR, as editors count.
fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (at, &byte) in bytes.iter().enumerate() {
        let lone_cr = byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        if byte == b'\n' || lone_cr {
            starts.push(Span::new(at + 1, at + 1).start);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_every_line_end_counts_once() {
        let file = SourceFile::new("a".into(), "é1\r\nb\rc\n".into(), false);
        let at = |offset| {
            let p = file.position(offset);
            (p.line, p.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(2), (1, 2));
        assert_eq!(at(5), (2, 1));
        assert_eq!(at(7), (3, 1));
        assert_eq!(at(99), (4, 1));
    }

    #[test]
    fn a_line_comes_without_its_end() {
        let file = SourceFile::new("a".into(), "é1\r\nb\rc\n".into(), false);
        let lines: Vec<_> = (0..6).map(|line| file.line(line)).collect();
        assert_eq!(lines, [None, Some("é1"), Some("b"), Some("c"), Some(""), None]);
    }
}
