//! The texts that pictures are drawn from, each prepared once.
//!
//! A picture shows as much of a line as there is room for. Lines are cut on the right, once for all pictures;
//! a line with a mark far to the right is cut on the left too, for that picture only.
//! Places are told in lines and columns, which hold for all of these.

use std::collections::BTreeMap;

use ariadne::{Cache, Source};
use duly_dsl::{FileId, SourceFile};

use super::marks::{Mark, byte_at, columns, shift};
use crate::clean;

/// Where two marks on a line are further apart than this, what is between them is not shown for their sake.
const LONG: usize = 1000;

/// No terminal shows this character and no cleaned text holds it: it stands around the number of a part.
pub(super) const STAND_IN: char = '\0';

/// Texts cut on the right, as they are needed.
pub(super) struct Shelf<'a> {
    files: &'a [SourceFile],
    columns: usize,
    cut: BTreeMap<FileId, Source<String>>,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(files: &'a [SourceFile], width: usize) -> Self {
        Self { files, columns: columns(width), cut: BTreeMap::new() }
    }

    /// What the picture of these marks is drawn from.
    pub(super) fn desk(&mut self, marks: &[Mark]) -> Desk<'_> {
        for mark in marks {
            if let Some(file) = self.files.get(mark.file.0 as usize) {
                self.cut.entry(mark.file).or_insert_with(|| cut(&file.text, self.columns));
            }
        }
        let shelf = &*self;
        let mut sheets = BTreeMap::new();
        for mark in marks {
            sheets.entry(mark.part).or_insert_with(|| shelf.sheet(mark.file, marks, mark.part));
        }
        Desk { sheets }
    }

    fn sheet(&self, file: FileId, marks: &[Mark], part: usize) -> Option<Sheet<'_>> {
        let (file, shared) = (self.files.get(file.0 as usize)?, self.cut.get(&file)?);
        let mut windows = BTreeMap::<usize, Window>::new();
        for mark in marks.iter().filter(|mark| mark.part == part) {
            let window = Window::around(mark, self.columns);
            windows.entry(mark.line).and_modify(|other| other.widen(&window)).or_insert(window);
        }
        let fits = |window: &Window| window.from == 0 && window.to <= self.columns;
        if windows.values().all(fits) {
            return Some(Sheet::Shared(shared));
        }
        let last = windows.keys().next_back().copied().unwrap_or(0);
        let mut text = String::new();
        for line in 0..=last {
            if let Some(window) = windows.get(&line) {
                window.show(file.line(line + 1).unwrap_or(""), &mut text);
            }
            text.push('\n');
        }
        let missing = windows.into_iter().map(|(line, window)| (line, window.missing())).collect();
        Some(Sheet::Own(Source::from(text), missing))
    }
}

/// A whole text, cleaned, its lines cut on the right.
fn cut(text: &str, columns: usize) -> Source<String> {
    let window = Window { from: 0, to: columns };
    let clean = clean::source(text);
    let mut cut = String::with_capacity(clean.len());
    for line in clean.split_inclusive(['\n', '\r']) {
        let body = line.trim_end_matches(['\n', '\r']);
        window.show(body, &mut cut);
        cut.push_str(&line[body.len()..]);
    }
    Source::from(cut)
}

/// The texts of one picture, by its parts.
pub(super) struct Desk<'a> {
    sheets: BTreeMap<usize, Option<Sheet<'a>>>,
}

impl Desk<'_> {
    /// Where a mark is, in characters from the beginning of its text.
    pub(super) fn span(&self, mark: &Mark) -> Option<(usize, std::ops::Range<usize>)> {
        let sheet = self.sheets.get(&mark.part)?.as_ref()?;
        let from = sheet.offset(mark.line, mark.from)?;
        let to = sheet.offset(mark.line, mark.to)?;
        Some((mark.part, from..to.max(from)))
    }
}

impl Cache<usize> for &Desk<'_> {
    type Storage = String;

    fn fetch(&mut self, part: &usize) -> Result<&Source<String>, impl std::fmt::Debug> {
        self.sheets.get(part).and_then(Option::as_ref).map(Sheet::source).ok_or("no such text")
    }

    fn display<'a>(&self, part: &'a usize) -> Option<impl std::fmt::Display + 'a> {
        Some(format!("{STAND_IN}{part}{STAND_IN}"))
    }
}

enum Sheet<'a> {
    /// As every picture has it.
    Shared(&'a Source<String>),
    /// Only the lines of this picture, and for each how many columns are missing in front.
    Own(Source<String>, BTreeMap<usize, usize>),
}

impl Sheet<'_> {
    fn source(&self) -> &Source<String> {
        match self {
            Self::Shared(source) => source,
            Self::Own(source, _) => source,
        }
    }

    /// A line or column that is not there stands for the nearest that is.
    fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let source = self.source();
        let missing = match self {
            Self::Shared(_) => 0,
            Self::Own(_, missing) => missing.get(&line).copied().unwrap_or(0),
        };
        let (column, there) = match source.line(line) {
            Some(there) => (column.saturating_sub(missing), there),
            None => (usize::MAX, source.lines().last()?),
        };
        let length = source.get_line_text(there)?.trim_end_matches(['\r', '\n']).chars().count();
        Some(there.offset() + column.min(length))
    }
}

/// The columns of a line that are shown.
struct Window {
    from: usize,
    to: usize,
}

impl Window {
    fn around(mark: &Mark, columns: usize) -> Self {
        let from = shift(mark, columns);
        Self { from, to: from + columns }
    }

    /// Takes in another, unless they are far apart.
    fn widen(&mut self, other: &Self) {
        let both = Self { from: self.from.min(other.from), to: self.to.max(other.to) };
        if both.to - both.from <= LONG {
            *self = both;
        }
    }

    /// The sign that something is missing takes a column itself.
    fn missing(&self) -> usize {
        self.from.saturating_sub(1)
    }

    /// Adds what is to be seen of a line.
    fn show(&self, line: &str, to: &mut String) {
        let from = if self.missing() > 0 { self.from } else { 0 };
        if from > 0 {
            to.push('…');
        }
        let start = byte_at(line, from);
        let rest = line.get(start..).unwrap_or("");
        let end = byte_at(rest, self.to - from);
        let (shown, hidden) = rest.split_at(end);
        to.push_str(shown);
        // One more character takes no more room than the sign that it is missing.
        to.push_str(if hidden.chars().nth(1).is_none() { hidden } else { "…" });
    }
}
