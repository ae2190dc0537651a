//! Notices in the order in which they are read, each once, and no more than anybody would read.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{FileId, Place};
use crate::syntax::Problem;

/// What was wrong with a text, for the reader.
pub(super) fn notice(file: FileId, problem: &Problem) -> Diagnostic {
    let place = |span| Place { file, span };
    let mut notice =
        Diagnostic::new(problem.id, problem.name, Severity::Error, place(problem.span), problem.message.clone());
    notice.labels = problem.labels.iter().map(|(span, text)| Label { at: place(*span), text: text.clone() }).collect();
    (notice.why, notice.help) = (problem.why.clone(), problem.help.clone());
    notice
}

/// By file and place; files stand in the order of their paths, and the same thing is said once.
pub(super) fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort();
    diagnostics.dedup();
    bounded(diagnostics)
}

/// So many notices of one kind are told for one file; after that, how many more there are.
const MOST_OF_A_KIND: usize = 200;

fn bounded(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<(FileId, String), (usize, usize)> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        let kind = (diagnostic.at.file, diagnostic.code.id.clone());
        let (count, last) = counts.entry(kind).or_insert((0, kept.len()));
        *count += 1;
        if *count <= MOST_OF_A_KIND {
            *last = kept.len();
            kept.push(diagnostic);
        }
    }
    for (count, last) in counts.into_values().filter(|(count, _)| *count > MOST_OF_A_KIND) {
        if let Some(last) = kept.get_mut(last) {
            last.notes.push(format!("there are {} more of this kind in this file", count - MOST_OF_A_KIND));
        }
    }
    kept
}
