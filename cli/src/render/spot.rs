//! Places as numbers: lines and columns from 1, in what each reader counts.

use duly_dsl::{Place, SourceFile};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Characters, as people do.
    Char,
    /// Bytes of UTF-8.
    Byte,
    /// Units of UTF-16.
    Utf16,
}

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot<'a> {
    pub(crate) file: &'a str,
    /// Line and column.
    pub(crate) start: (usize, usize),
    /// Line and column after it.
    pub(crate) end: (usize, usize),
}

impl<'a> Spot<'a> {
    /// Counts.
    pub(crate) fn of(files: &'a [SourceFile], place: Place, unit: Unit) -> Self {
        let Some(file) = files.get(place.file.0 as usize) else {
            return Self { file: "", start: (1, 1), end: (1, 1) };
        };
        let point = |offset| {
            let at = file.position(offset);
            let before = file.line(at.line).unwrap_or("").chars().take(at.column - 1);
            let column = match unit {
                Unit::Char => before.count(),
                Unit::Byte => before.map(char::len_utf8).sum(),
                Unit::Utf16 => before.map(char::len_utf16).sum(),
            };
            (at.line, column + 1)
        };
        Self { file: &file.path, start: point(place.span.start), end: point(place.span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;
    use duly_dsl::{FileId, Span};

    #[test]
    fn each_reader_counts_otherwise() {
        let files = [sample::file("a.duly", "x\r\né😀﷽ y\r\nz")];
        let at = files[0].text.find('y').unwrap();
        let spot = |unit| Spot::of(&files, Place { file: FileId(0), span: Span::new(at, at + 1) }, unit);
        assert_eq!((spot(Unit::Char).start, spot(Unit::Char).end), ((2, 5), (2, 6)));
        assert_eq!(spot(Unit::Utf16).start, (2, 6));
        assert_eq!(spot(Unit::Byte).start, (2, 11));
    }
}
