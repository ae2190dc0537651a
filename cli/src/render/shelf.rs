//! The texts that pictures are drawn from, each prepared once.
//!
//! A picture of a very long line would be as long as the line, so such a line is cut to what is around the marks.
//! Places are told in lines and columns, which hold for both.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use ariadne::{Cache, Source};
use duly_dsl::{FileId, SourceFile};

use super::marks::Mark;
use crate::clean;

/// Bytes in a line that is shown whole.
const LONG: usize = 1000;

/// Columns shown on either side of a mark in a line that is not.
const AROUND: usize = 200;

/// No terminal shows this character and no cleaned text holds it: it stands around the number of a file.
pub(super) const STAND_IN: char = '\0';

/// Whole texts, as they are needed.
pub(super) struct Shelf<'a> {
    files: &'a [SourceFile],
    whole: BTreeMap<FileId, Source<Arc<str>>>,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(files: &'a [SourceFile]) -> Self {
        Self { files, whole: BTreeMap::new() }
    }

    /// What the picture of these marks is drawn from.
    pub(super) fn desk(&mut self, marks: &[Mark]) -> Desk<'_> {
        for mark in marks {
            if let (false, Some(file)) = (self.whole.contains_key(&mark.file), self.files.get(mark.file.0 as usize)) {
                self.whole.insert(mark.file, prepare(&file.text));
            }
        }
        let mut sheets = BTreeMap::new();
        for mark in marks {
            if let Some(whole) = self.whole.get(&mark.file) {
                sheets.entry(mark.file).or_insert_with(|| Sheet::new(whole, mark.file, marks));
            }
        }
        Desk { sheets }
    }
}

fn prepare(text: &Arc<str>) -> Source<Arc<str>> {
    Source::from(match clean::source(text) {
        Cow::Borrowed(_) => Arc::clone(text),
        Cow::Owned(clean) => clean.into(),
    })
}

/// The texts of one picture.
pub(super) struct Desk<'a> {
    sheets: BTreeMap<FileId, Sheet<'a>>,
}

impl Desk<'_> {
    /// Where a mark is, in characters from the beginning of its text.
    pub(super) fn span(&self, mark: &Mark) -> Option<(FileId, std::ops::Range<usize>)> {
        let sheet = self.sheets.get(&mark.file)?;
        let from = sheet.offset(mark.line, mark.from)?;
        let to = sheet.offset(mark.line, mark.to)?;
        Some((mark.file, from..to.max(from)))
    }
}

impl Cache<FileId> for &Desk<'_> {
    type Storage = Arc<str>;

    fn fetch(&mut self, id: &FileId) -> Result<&Source<Arc<str>>, impl std::fmt::Debug> {
        self.sheets.get(id).map(Sheet::source).ok_or("no such text")
    }

    fn display<'a>(&self, id: &'a FileId) -> Option<impl std::fmt::Display + 'a> {
        Some(format!("{STAND_IN}{}{STAND_IN}", id.0))
    }
}

enum Sheet<'a> {
    Whole(&'a Source<Arc<str>>),
    /// With its long lines cut, and for each line how many columns are missing in front.
    Cut(Source<Arc<str>>, BTreeMap<usize, usize>),
}

impl<'a> Sheet<'a> {
    fn new(whole: &'a Source<Arc<str>>, file: FileId, marks: &[Mark]) -> Self {
        let here = || marks.iter().filter(|mark| mark.file == file);
        let text = |line| whole.line(line).and_then(|line| whole.get_line_text(line)).unwrap_or("");
        if here().all(|mark| text(mark.line).len() <= LONG) {
            return Self::Whole(whole);
        }
        let mut lines = BTreeMap::<usize, Window>::new();
        for mark in here() {
            lines.entry(mark.line).and_modify(|window| window.widen(mark)).or_insert_with(|| Window::around(mark));
        }
        let last = lines.keys().next_back().copied().unwrap_or(0);
        let mut cut = String::new();
        let mut missing = BTreeMap::new();
        for line in 0..=last {
            if let Some(window) = lines.get(&line) {
                missing.insert(line, window.show(text(line), &mut cut));
            }
            cut.push('\n');
        }
        Self::Cut(Source::from(Arc::from(cut)), missing)
    }

    fn source(&self) -> &Source<Arc<str>> {
        match self {
            Self::Whole(source) => source,
            Self::Cut(source, _) => source,
        }
    }

    /// A line or column that is not there stands for the nearest that is.
    fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let source = self.source();
        let missing = match self {
            Self::Whole(_) => 0,
            Self::Cut(_, missing) => missing.get(&line).copied().unwrap_or(0),
        };
        let (column, there) = match source.line(line) {
            Some(there) => (column.saturating_sub(missing), there),
            None => (usize::MAX, source.lines().last()?),
        };
        let length = source.get_line_text(there)?.trim_end_matches(['\r', '\n']).chars().count();
        Some(there.offset() + column.min(length))
    }
}

/// The columns of a long line that are shown.
struct Window {
    from: usize,
    to: usize,
}

impl Window {
    fn around(mark: &Mark) -> Self {
        let to = mark.to.min(mark.from + AROUND);
        Self { from: mark.from.saturating_sub(AROUND), to: to + AROUND }
    }

    /// Takes in another mark if that does not make it long again.
    fn widen(&mut self, mark: &Mark) {
        let other = Self::around(mark);
        let both = Self { from: self.from.min(other.from), to: self.to.max(other.to) };
        if both.to - both.from <= LONG {
            *self = both;
        }
    }

    /// Adds what is to be seen of a line, and says how many columns are missing in front.
    fn show(&self, line: &str, to: &mut String) -> usize {
        let line = line.trim_end_matches(['\r', '\n']);
        if line.len() <= LONG {
            to.push_str(line);
            return 0;
        }
        // The sign that something is missing takes a column itself.
        let missing = self.from.saturating_sub(1);
        if missing > 0 {
            to.push('…');
        }
        let before = if missing > 0 { self.from } else { 0 };
        let mut rest = line.chars().skip(before);
        to.extend(rest.by_ref().take(self.to - before));
        if rest.next().is_some() {
            to.push('…');
        }
        missing
    }
}
