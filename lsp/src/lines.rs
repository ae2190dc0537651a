//! Bytes to positions and back, in the units that were agreed upon.
//!
//! A line ends with LF, CRLF or a lone CR and with nothing else. A position that is not there means the nearest that is.

use std::ops::Range;

use duly_dsl::Span;
use tower_lsp::lsp_types::{Position, PositionEncodingKind, Range as LspRange};

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// The one that costs least, of those that a client knows.
    pub(crate) fn choose(offered: &[PositionEncodingKind]) -> Self {
        if offered.contains(&PositionEncodingKind::UTF8) {
            Self::Utf8
        } else if offered.contains(&PositionEncodingKind::UTF32) {
            Self::Utf32
        } else {
            Self::Utf16
        }
    }

    /// Its name on the wire.
    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many units a character takes.
    pub(crate) fn units(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// How many units a text takes.
    pub(crate) fn length(self, text: &str) -> u32 {
        let units = match self {
            Self::Utf8 => text.len(),
            _ if text.is_ascii() => text.len(),
            _ => text.chars().map(|c| self.units(c)).sum(),
        };
        u32::try_from(units).unwrap_or(u32::MAX)
    }
}

/// Where the lines of a text begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let mut starts = vec![0];
        push_starts(text.as_bytes(), 0..text.len(), &mut starts);
        Self { starts }
    }

    /// Keeps up with a text in which `old` was replaced by `new` bytes; `text` is the text afterwards.
    pub(crate) fn edit(&mut self, text: &str, old: Range<usize>, new: usize) {
        // A line end is made of up to two characters, so the line before may end otherwise now.
        let first = self.line_of(clamp(old.start.saturating_sub(1)));
        let after = self.starts.partition_point(|&start| start as usize <= old.end);
        let shift = |start: u32| clamp((start as usize + new).saturating_sub(old.len()));
        let rest: Vec<u32> = self.starts[after..].iter().map(|&start| shift(start)).collect();
        let end = rest.first().map_or(text.len(), |&start| start as usize);
        let begin = self.starts[first] as usize;
        self.starts.truncate(first + 1);
        push_starts(text.as_bytes(), begin..end, &mut self.starts);
        if self.starts.last() == rest.first() && !rest.is_empty() {
            self.starts.pop();
        }
        self.starts.extend(rest);
    }

    /// The byte that a position means.
    pub(crate) fn offset(&self, text: &str, at: Position, encoding: Encoding) -> usize {
        let Some(&start) = self.starts.get(at.line as usize) else { return text.len() };
        let next = self.starts.get(at.line as usize + 1).map_or(text.len(), |&next| next as usize);
        let line = text.get(start as usize..next).unwrap_or("");
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        start as usize + column(line, at.character as usize, encoding)
    }

    /// The position of a byte; within a character, of its beginning.
    pub(crate) fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(clamp(offset));
        let before = text.get(self.starts[line] as usize..offset).unwrap_or("");
        // Between the two characters of a line end is no position; it means the end of the line.
        let before = before.strip_suffix('\r').unwrap_or(before);
        Position { line: clamp(line), character: encoding.length(before) }
    }

    /// The stretch that a range means, whichever end comes first.
    pub(crate) fn span(&self, text: &str, range: LspRange, encoding: Encoding) -> Span {
        let (a, b) = (self.offset(text, range.start, encoding), self.offset(text, range.end, encoding));
        Span::new(a.min(b), a.max(b))
    }

    /// The range of a stretch.
    pub(crate) fn range(&self, text: &str, span: Span, encoding: Encoding) -> LspRange {
        let position = |at: u32| self.position(text, at as usize, encoding);
        LspRange { start: position(span.start), end: position(span.end) }
    }

    fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

/// How many bytes of a line lie before a column.
fn column(line: &str, column: usize, encoding: Encoding) -> usize {
    if encoding == Encoding::Utf8 || line.is_ascii() {
        let mut at = column.min(line.len());
        while !line.is_char_boundary(at) {
            at -= 1;
        }
        return at;
    }
    let mut units = 0;
    for (at, c) in line.char_indices() {
        units += encoding.units(c);
        if units > column {
            return at;
        }
    }
    line.len()
}

/// The line starts that follow from the line ends within a stretch.
fn push_starts(bytes: &[u8], within: Range<usize>, starts: &mut Vec<u32>) {
    for at in within {
        let lone_cr = bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        if bytes[at] == b'\n' || lone_cr {
            starts.push(clamp(at + 1));
        }
    }
}

fn clamp(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
