//! Whether everything else still means what it meant: the changed texts are read again, and held against the old.

use std::collections::{BTreeMap, BTreeSet};

use super::by_file;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Mention};
use crate::source::{FileId, Place, Span};
use crate::{Analysis, Analyst, Workspace};

/// The number of the first lint; what is told before it is told in reading.
const FIRST_LINT: &str = "DLY130";

impl Analysis {
    /// Reads everything with the new name in its places; nothing may mean anything else than before.
    ///
    /// # Errors
    /// A sentence that says what would mean something else.
    pub(super) fn still_means_the_same(&self, places: &BTreeSet<Place>, old: &str, name: &str) -> Result<(), String> {
        let changes = by_file(places);
        let mut workspace = Workspace::new(self.today);
        for (number, file) in (0..).zip(&self.files).filter(|(_, it)| !it.shipped) {
            let spans = changes.get(&FileId(number)).map_or(&[][..], Vec::as_slice);
            workspace.set(file.path.clone(), replaced(&file.text, spans, name));
        }
        let after = Analyst::new().read(&workspace);
        let moved = Moved { changes: &changes, longer: name.len() as i64 - old.len() as i64 };
        let clash = self.first_difference(&after, &moved);
        match clash {
            None => Ok(()),
            Some(at) => {
                let word = self.text_of(at);
                let file = self.files.get(at.file.0 as usize);
                let place =
                    file.map_or(String::new(), |it| format!("`{}`, line {}", it.path, it.position(at.span.start).line));
                Err(format!("with the name `{name}`, `{word}` in {place} would mean something else"))
            }
        }
    }

    /// The first name that would mean something else, or of which something else would be told.
    fn first_difference(&self, after: &Analysis, moved: &Moved<'_>) -> Option<Place> {
        let mention = |it: &Mention| (moved.place(it.at), moved.place(it.declared));
        let new: BTreeSet<(Place, Place)> = after.read.mentions.iter().map(|it| (it.at, it.declared)).collect();
        let old: BTreeMap<(Place, Place), Place> = self.read.mentions.iter().map(|it| (mention(it), it.at)).collect();
        let lost = old.iter().find(|(it, _)| !new.contains(it)).map(|(_, at)| *at);
        let gained = new.iter().find(|it| !old.contains_key(it)).map(|it| moved.back(it.0));
        let told = |it: &Diagnostic, at: Place| (at, it.code.id.clone());
        // What was decided is no part of what is read again.
        let mut before: Vec<(Place, String)> = self.read_problems().map(|it| told(it, moved.place(it.at))).collect();
        let mut now: Vec<(Place, String)> = after.read_problems().map(|it| told(it, it.at)).collect();
        before.sort();
        now.sort();
        let news = now.into_iter().find(|it| before.binary_search(it).is_err()).map(|it| moved.back(it.0));
        let things = || {
            let files = (0..).map(FileId).take(self.files.len());
            files.flat_map(|it| self.read.catalogue().in_file(it).iter().zip(after.read.catalogue().in_file(it)))
        };
        let differs =
            |(one, other): &(&Declared, &Declared)| one.thing != other.thing || moved.place(one.name) != other.name;
        let other = things().find(differs).map(|it| it.0.name);
        lost.or(gained).or(news).or(other)
    }

    /// What is told of names and of what could not be read; the rest hangs on verdicts.
    fn read_problems(&self) -> impl Iterator<Item = &Diagnostic> {
        let reading = |it: &&Diagnostic| it.code.id.starts_with("DLY") && it.code.id.as_str() < FIRST_LINT;
        self.diagnostics.iter().filter(reading)
    }
}

/// Where things stand after the change.
struct Moved<'a> {
    changes: &'a BTreeMap<FileId, Vec<Span>>,
    /// By how many bytes the new name is longer.
    longer: i64,
}

impl Moved<'_> {
    fn place(&self, at: Place) -> Place {
        let spans = self.changes.get(&at.file).map_or(&[][..], Vec::as_slice);
        let before = |offset: u32| spans.partition_point(|it| it.end <= offset);
        Place {
            span: Span {
                start: shift(at.span.start, before(at.span.start), self.longer),
                end: shift(at.span.end, before(at.span.end), self.longer),
            },
            ..at
        }
    }

    /// The place before the change, as near as it can be told.
    fn back(&self, at: Place) -> Place {
        let spans = self.changes.get(&at.file).map_or(&[][..], Vec::as_slice);
        let before = |offset: u32| {
            spans.iter().enumerate().take_while(|(number, it)| shift(it.end, number + 1, self.longer) <= offset).count()
        };
        Place {
            span: Span {
                start: shift(at.span.start, before(at.span.start), -self.longer),
                end: shift(at.span.end, before(at.span.end), -self.longer),
            },
            ..at
        }
    }
}

fn shift(offset: u32, times: usize, by: i64) -> u32 {
    let moved = i64::from(offset) + i64::try_from(times).unwrap_or(0) * by;
    u32::try_from(moved.max(0)).unwrap_or(u32::MAX)
}

/// A text with something else in some of its places, which are in order and do not overlap.
fn replaced(text: &str, spans: &[Span], name: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for span in spans {
        out.push_str(text.get(from..span.start as usize).unwrap_or(""));
        out.push_str(name);
        from = span.end as usize;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}
