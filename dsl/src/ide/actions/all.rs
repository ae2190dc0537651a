//! Actions: everything at once that can be mended without asking anybody.

use super::bench::{Bench, made};
use super::choose::{IN_PASSING, offers};
use super::desk::Desk;
use crate::Analysis;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ide::Edit;
use crate::source::{FileId, Place, Span};

/// One mend may uncover the next; after so many times around it is enough.
const ROUNDS: usize = 6;
/// So many notices of a file are mended at once.
const MOST: usize = 200;

/// The safe changes of a file, tried together; what does harm is not among them.
pub(super) fn fix_all(analysis: &Analysis, file: FileId, stop: &dyn Fn() -> bool) -> Vec<Edit> {
    let mut last: Option<Analysis> = None;
    for _ in 0..ROUNDS {
        match once(last.as_ref().unwrap_or(analysis), file, stop) {
            Some(after) => last = Some(after),
            None => break,
        }
    }
    let text = last.as_ref().and_then(|it| it.files.get(file.0 as usize));
    text.filter(|_| !stop()).map(|it| difference(analysis, file, &it.text)).unwrap_or_default()
}

/// The answer after everything that can be mended in one go; nothing if there is nothing or it does harm.
fn once(analysis: &Analysis, file: FileId, stop: &dyn Fn() -> bool) -> Option<Analysis> {
    let bench = Bench::new(Desk::new(analysis), stop);
    bench.fill(IN_PASSING);
    let edits = round(&bench, file);
    if edits.is_empty() {
        return None;
    }
    let tried = bench.whole(&edits)?;
    // What could not be read hid what is decided now; else nothing may be decided otherwise.
    let harmless = match bench.was_readable() {
        true => bench.keeps_verdicts(&tried) && bench.broken_by(&tried).is_empty(),
        false => bench.is_readable(&tried.after),
    };
    harmless.then_some(tried.after)
}

/// What can be mended in one go.
fn round(bench: &Bench<'_>, file: FileId) -> Vec<Edit> {
    let desk = bench.desk;
    let mut edits: Vec<Edit> = Vec::new();
    let here = |it: &&Diagnostic| it.at.file == file && it.finding.is_none();
    // What seems to be used nowhere may be used in what could not be read.
    let told = |it: &&Diagnostic| bench.was_readable() || it.severity == Severity::Error;
    for notice in desk.analysis.diagnostics.iter().filter(here).filter(told).take(MOST) {
        let safe = offers(desk, notice).into_iter().filter(|it| it.safe);
        let Some(draft) = safe.flat_map(|it| it.drafts()).next() else { continue };
        let together = [edits.clone(), draft.edits].concat();
        if made(desk.analysis, &together).is_some() {
            edits = together;
        }
    }
    edits.sort();
    edits.dedup();
    if edits.is_empty() || bench.read(&edits).is_some() { edits } else { one_by_one(bench, &edits) }
}

/// Where not all of them can be made together, as many as can.
fn one_by_one(bench: &Bench<'_>, all: &[Edit]) -> Vec<Edit> {
    let mut kept: Vec<Edit> = Vec::new();
    for edit in all {
        let together = [kept.clone(), vec![edit.clone()]].concat();
        if bench.read(&together).is_some() {
            kept = together;
        }
    }
    kept
}

/// One change that makes a file what it should be, and touches no line that stays.
fn difference(analysis: &Analysis, file: FileId, new: &str) -> Vec<Edit> {
    let Some(old) = analysis.files.get(file.0 as usize) else { return Vec::new() };
    let old: &str = &old.text;
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let head = before.iter().zip(&after).take_while(|(left, right)| left == right).count();
    let rest = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(left, right)| left == right).count();
    let length = |lines: &[&str]| lines.iter().map(|it| it.len()).sum::<usize>();
    let start = length(before.get(..head).unwrap_or(&[]));
    let end = old.len() - length(before.get(before.len() - tail..).unwrap_or(&[]));
    let text = after.get(head..after.len() - tail).unwrap_or(&[]).concat();
    if start == end && text.is_empty() {
        return Vec::new();
    }
    vec![Edit { at: Place { file, span: Span::new(start, end) }, text, confirm: false }]
}
