//! The places a picture points at, and the words at each.
//!
//! A mark never spans lines and no two share a place, so that no arrow crosses another.
//! Knows nothing of how marks are drawn.

use std::collections::BTreeMap;

use duly_dsl::{Diagnostic, FileId, Place, SourceFile};
use unicode_width::UnicodeWidthStr;

use crate::clean;

/// Words at a stretch of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) file: FileId,
    /// Line, from 0.
    pub(super) line: usize,
    /// First column, in characters from 0.
    pub(super) from: usize,
    /// One past the last column.
    pub(super) to: usize,
    pub(super) text: String,
    /// Whether it is the place the whole is about.
    pub(super) main: bool,
}

/// The marks of a diagnostic: its own file first, and in each file from the top.
pub(super) fn marks(diagnostic: &Diagnostic, files: &[SourceFile], width: usize) -> Vec<Mark> {
    let main = Spot::of(diagnostic.at, files);
    let mut marks = Vec::<Mark>::new();
    for (place, text) in labels(diagnostic) {
        let Some(spot) = Spot::of(place, files) else { continue };
        let is_main = main.as_ref().is_some_and(|main| main.touches(&spot));
        match marks.iter_mut().find(|mark| spot.is_at(mark)) {
            Some(mark) => mark.text = format!("{}; {text}", mark.text),
            None => marks.push(spot.mark(text, is_main)),
        }
    }
    // A place with no words at it would not be shown where there is no colour.
    if let Some(main) = main.filter(|_| !marks.iter().any(|mark| mark.main)) {
        marks.push(main.mark("here".to_owned(), true));
    }
    in_order(&mut marks, diagnostic.at.file);
    for mark in &mut marks {
        if let Some(file) = files.get(mark.file.0 as usize) {
            shorten(mark, file, width);
        }
    }
    marks
}

/// The labels as given; those of a run are numbered in the order of the run.
fn labels(diagnostic: &Diagnostic) -> Vec<(Place, String)> {
    let clean = |text: &str| clean::line(text).into_owned();
    let witness = diagnostic.finding.as_ref().and_then(|finding| finding.witness.as_ref());
    let Some(witness) = witness else {
        return diagnostic.labels.iter().map(|label| (label.at, clean(&label.text))).collect();
    };
    let stops: Vec<_> = if diagnostic.labels.is_empty() {
        witness.run.iter().map(|stop| (stop.at, &stop.step)).collect()
    } else {
        diagnostic.labels.iter().map(|label| (label.at, &label.text)).collect()
    };
    let numbered = |(number, (at, text)): (usize, (Place, &String))| (at, format!("{}. {}", number + 1, clean(text)));
    stops.into_iter().enumerate().map(numbered).collect()
}

fn in_order(marks: &mut [Mark], first: FileId) {
    let mut ranks = BTreeMap::from([(first, 0)]);
    for mark in &*marks {
        let next = ranks.len();
        ranks.entry(mark.file).or_insert(next);
    }
    marks.sort_by_key(|mark| (ranks.get(&mark.file).copied(), mark.line, mark.from));
}

/// A place on one line of a text that holds it.
struct Spot {
    file: FileId,
    line: usize,
    from: usize,
    to: usize,
}

impl Spot {
    /// The first line of a place, kept within the text and between its characters.
    fn of(place: Place, files: &[SourceFile]) -> Option<Self> {
        let file = files.get(place.file.0 as usize)?;
        let start = boundary(&file.text, place.span.start as usize);
        let end = boundary(&file.text, place.span.end as usize).max(start);
        let covered = file.text.get(start..end)?;
        let first = covered.split(['\n', '\r']).next().unwrap_or("").trim_end();
        let at = file.position(u32::try_from(start).ok()?);
        let from = at.column - 1;
        Some(Self { file: place.file, line: at.line - 1, from, to: from + first.chars().count() })
    }

    fn is_at(&self, mark: &Mark) -> bool {
        (self.file, self.line, self.from, self.to) == (mark.file, mark.line, mark.from, mark.to)
    }

    /// Whether a reader who is shown one is shown the other.
    fn touches(&self, other: &Self) -> bool {
        let apart = self.to <= other.from && self.from != other.from || other.to <= self.from && self.from != other.from;
        self.file == other.file && self.line == other.line && !apart
    }

    fn mark(&self, text: String, main: bool) -> Mark {
        Mark { file: self.file, line: self.line, from: self.from, to: self.to, text, main }
    }
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Words stand after the end of what they are about. Where that leaves no room, fewer words are underlined.
fn shorten(mark: &mut Mark, file: &SourceFile, width: usize) {
    /// Line number, margin and arrow.
    const AROUND: usize = 12;
    let room = width.saturating_sub(AROUND + mark.text.width());
    if mark.to <= room || mark.to - mark.from < 2 {
        return;
    }
    let Some(line) = file.text.split_inclusive('\n').nth(mark.line) else { return };
    let ends: Vec<usize> = (mark.from + 1..mark.to).zip(line.chars().skip(mark.from + 1)).filter(|(_, c)| *c == ' ').map(|(at, _)| at).collect();
    let fitting = ends.iter().rev().find(|&&end| end <= room).or(ends.first());
    mark.to = fitting.copied().unwrap_or(mark.to);
}
