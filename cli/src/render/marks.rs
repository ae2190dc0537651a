//! The places a picture points at, and the words at each.
//!
//! A mark never spans lines and no two share a place, so that no arrow crosses another.
//! Knows nothing of how marks are drawn.

use std::collections::BTreeMap;

use duly_dsl::{Diagnostic, FileId, Place, SourceFile, Witness};
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
    /// The part of the picture it is in; a part goes down one file.
    pub(super) part: usize,
}

/// The marks of a diagnostic, in the order in which they are read: a run as it goes, everything else from the top.
pub(super) fn marks(diagnostic: &Diagnostic, files: &[SourceFile], width: usize) -> Vec<Mark> {
    let main = Spot::of(diagnostic.at, files);
    let is_main = |spot: &Spot| main.as_ref().is_some_and(|main| main.touches(spot));
    let spots = labels(diagnostic).into_iter().filter_map(|(place, text)| Some((Spot::of(place, files)?, text)));
    let mut marks: Vec<_> = spots.map(|(spot, text)| spot.mark(text, is_main(&spot))).collect();
    // A place with no words at it would not be shown where there is no colour.
    if let Some(main) = main.as_ref().filter(|_| !marks.iter().any(|mark| mark.main)) {
        marks.insert(0, main.mark("here".to_owned(), true));
    }
    if witness(diagnostic).is_none() {
        from_the_top(&mut marks, diagnostic.at.file);
    }
    let mut marks = in_parts(marks);
    for mark in &mut marks {
        if let Some(file) = files.get(mark.file.0 as usize) {
            shorten(mark, file, width);
        }
    }
    marks
}

fn witness(diagnostic: &Diagnostic) -> Option<&Witness> {
    diagnostic.finding.as_ref().and_then(|finding| finding.witness.as_ref())
}

/// The labels as given; those of a run are numbered in the order of the run.
fn labels(diagnostic: &Diagnostic) -> Vec<(Place, String)> {
    let clean = |text: &str| clean::line(text).into_owned();
    let Some(witness) = witness(diagnostic) else {
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

/// The file it is about first, then each in the order of its first label.
fn from_the_top(marks: &mut [Mark], first: FileId) {
    let mut ranks = BTreeMap::from([(first, 0)]);
    for mark in &*marks {
        let next = ranks.len();
        ranks.entry(mark.file).or_insert(next);
    }
    marks.sort_by_key(|mark| (ranks.get(&mark.file).copied(), mark.line, mark.from));
}

/// Begins a new part of the picture where the next mark is in another file or further up.
/// Within a part, what is said of one place is said there once.
fn in_parts(marks: Vec<Mark>) -> Vec<Mark> {
    let mut parted = Vec::<Mark>::new();
    for mut mark in marks {
        let (part, turns) = match parted.last() {
            Some(last) => (last.part, last.file != mark.file || last.line > mark.line),
            None => (0, false),
        };
        mark.part = part + usize::from(turns);
        match parted.iter_mut().find(|other| other.is_at(&mark)) {
            Some(other) => {
                other.text = format!("{}; {}", other.text, mark.text);
                other.main |= mark.main;
            }
            None => parted.push(mark),
        }
    }
    parted
}

impl Mark {
    fn is_at(&self, other: &Self) -> bool {
        (self.part, self.line, self.from, self.to) == (other.part, other.line, other.from, other.to)
    }
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

    /// Whether a reader who is shown one is shown the other.
    fn touches(&self, other: &Self) -> bool {
        let overlap = self.from == other.from || (self.from < other.to && other.from < self.to);
        self.file == other.file && self.line == other.line && overlap
    }

    fn mark(&self, text: String, main: bool) -> Mark {
        Mark { file: self.file, line: self.line, from: self.from, to: self.to, text, main, part: 0 }
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
    let columns = columns(width);
    let shift = shift(mark, columns);
    // The arrow and a blank stand between.
    let room = columns.saturating_sub(mark.text.width() + 4) + shift;
    if mark.to <= room {
        return;
    }
    let Some(line) = file.line(mark.line + 1) else {
        return;
    };
    let covered = line.get(byte_at(line, mark.from)..).unwrap_or("");
    let within = (mark.from..mark.to).zip(covered.chars()).skip(1);
    let ends: Vec<_> = within.filter(|(_, c)| *c == ' ').map(|(at, _)| at).collect();
    let fitting = ends.iter().rev().find(|&&end| end <= room).or(ends.first());
    mark.to = fitting.copied().unwrap_or(mark.to);
}

/// The byte at which a column of a line begins; its end, if the line is shorter.
pub(super) fn byte_at(line: &str, column: usize) -> usize {
    // Where nothing but ASCII stands before, which is quickly seen, columns are bytes.
    match line.as_bytes().get(..=column) {
        Some(before) if before.is_ascii() => column,
        _ => line.char_indices().nth(column).map_or(line.len(), |(at, _)| at),
    }
}

/// Columns there are for the text itself, beside its line numbers.
pub(super) fn columns(width: usize) -> usize {
    width.saturating_sub(8).max(32)
}

/// How many columns in front of a mark are left out, so that it and its words can be seen.
pub(super) fn shift(mark: &Mark, columns: usize) -> usize {
    if mark.from > columns * 2 / 3 { mark.from - columns / 4 } else { 0 }
}
