//! Actions: a change made on a copy of the texts, and what is then found.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::desk::{Desk, is_told};
use crate::diagnostic::{Diagnostic, Severity, Verdict};
use crate::ide::Edit;
use crate::lint::LINTS;
use crate::source::FileId;
use crate::{Analysis, Analyst, Workspace};

/// How often one requirement is decided anew for one action.
const TRIALS: u32 = 60;
/// How often everything is.
const WHOLE_TRIALS: u32 = 6;

/// Where changes are tried.
pub(super) struct Bench<'a> {
    pub(super) desk: Desk<'a>,
    stop: &'a dyn Fn() -> bool,
    analyst: RefCell<Analyst>,
    trials: Cell<u32>,
    whole: Cell<u32>,
}

/// What a change leads to, looked at as far as it was asked.
#[derive(Debug)]
pub(super) struct Tried {
    pub(super) after: Analysis,
}

impl<'a> Bench<'a> {
    pub(super) fn new(desk: Desk<'a>, stop: &'a dyn Fn() -> bool) -> Self {
        let analyst = RefCell::new(Analyst::new());
        Self { desk, stop, analyst, trials: Cell::new(TRIALS), whole: Cell::new(WHOLE_TRIALS) }
    }

    /// Whether nothing more may be tried.
    pub(super) fn is_spent(&self) -> bool {
        self.trials.get() == 0 || self.is_stopped()
    }

    pub(super) fn is_stopped(&self) -> bool {
        (self.stop)()
    }

    /// Reads the changed texts; nothing if that brings a mistake that was not there.
    pub(super) fn read(&self, edits: &[Edit]) -> Option<Tried> {
        let workspace = self.changed(edits)?;
        spend(&self.trials)?;
        let after = self.analyst.borrow_mut().read(&workspace);
        (!self.is_stopped() && self.is_readable(&after)).then_some(Tried { after })
    }

    /// Decides one requirement on the changed texts; nothing if that brings a mistake that was not there.
    pub(super) fn about(&self, edits: &[Edit], requirement: &str) -> Option<Tried> {
        let mut workspace = self.changed(edits)?;
        spend(&self.trials)?;
        workspace.ask_alone(requirement);
        let after = self.analyst.borrow_mut().analyze(&workspace, self.stop)?;
        self.is_readable(&after).then_some(Tried { after })
    }

    /// Decides everything on the changed texts.
    pub(super) fn whole(&self, edits: &[Edit]) -> Option<Tried> {
        let workspace = self.changed(edits)?;
        spend(&self.whole)?;
        let after = self.analyst.borrow_mut().analyze(&workspace, self.stop)?;
        Some(Tried { after })
    }

    fn changed(&self, edits: &[Edit]) -> Option<Workspace> {
        let analysis = self.desk.analysis;
        let texts = made(analysis, edits)?;
        let mut workspace = analysis.asked.clone()?;
        for (id, text) in texts {
            workspace.set(analysis.files.get(id.0 as usize)?.path.clone(), text);
        }
        Some(workspace)
    }

    fn is_readable(&self, after: &Analysis) -> bool {
        let before = mistakes(self.desk.analysis);
        mistakes(after).iter().all(|(key, count)| before.get(key).is_some_and(|it| it >= count))
    }

    /// Whether a notice is gone, and nothing else of its requirement has come in its place.
    pub(super) fn is_gone(&self, notice: &Diagnostic, tried: &Tried) -> bool {
        let before = self.desk.analysis;
        match &notice.finding {
            Some(_) => {
                let known: Vec<&str> = family(before, notice).into_iter().map(clause).collect();
                let mine = clause(notice);
                family(&tried.after, notice).into_iter().map(clause).all(|it| it != mine && known.contains(&it))
            }
            None => count(&tried.after, notice) < count(before, notice),
        }
    }

    /// What is worse after a change than before it, in the words for it.
    pub(super) fn broken_by(&self, tried: &Tried) -> Vec<String> {
        let before = self.desk.analysis;
        let mut broken = Vec::new();
        let known = verdicts(before);
        for (key, verdict) in verdicts(&tried.after) {
            if is_told(verdict) && known.get(&key).is_none_or(|it| *it < verdict) && !broken.contains(&key.0) {
                broken.push(key.0);
            }
        }
        let known = notices(before);
        for (key, number) in notices(&tried.after) {
            if known.get(&key).is_none_or(|it| *it < number) && !broken.contains(&key.0) {
                broken.push(key.0);
            }
        }
        broken
    }

    /// The numbers of the notices that are gone after a change, looked at as a whole.
    pub(super) fn solved(&self, tried: &Tried) -> Vec<usize> {
        let all = self.desk.analysis.diagnostics.iter().enumerate();
        all.filter(|(_, it)| self.is_gone(it, tried)).map(|(number, _)| number).collect()
    }
}

fn spend(left: &Cell<u32>) -> Option<()> {
    left.set(left.get().checked_sub(1)?);
    Some(())
}

/// The changed texts; nothing if two changes are in each other's way.
pub(super) fn made(analysis: &Analysis, edits: &[Edit]) -> Option<BTreeMap<FileId, Arc<str>>> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|it| (it.at.file, it.at.span.start, it.at.span.end));
    let overlap = sorted.windows(2).any(|pair| match pair {
        [left, right] => left.at.file == right.at.file && left.at.span.end > right.at.span.start,
        _ => false,
    });
    if overlap {
        return None;
    }
    let mut texts: BTreeMap<FileId, Arc<str>> = BTreeMap::new();
    for file in sorted.iter().map(|it| it.at.file).collect::<std::collections::BTreeSet<_>>() {
        let old = analysis.files.get(file.0 as usize).filter(|it| !it.shipped)?;
        let (mut text, mut at) = (String::with_capacity(old.text.len()), 0);
        for edit in sorted.iter().filter(|it| it.at.file == file) {
            let range = edit.at.span.range();
            text.push_str(old.text.get(at..range.start)?);
            text.push_str(&edit.text);
            at = range.end;
        }
        text.push_str(old.text.get(at..)?);
        texts.insert(file, text.into());
    }
    Some(texts)
}

/// What could not be read or resolved, counted.
fn mistakes(analysis: &Analysis) -> BTreeMap<(String, String), usize> {
    let is_mistake = |it: &&Diagnostic| {
        it.finding.is_none() && it.severity == Severity::Error && !LINTS.iter().any(|lint| lint.code == it.code.id)
    };
    counted(analysis.diagnostics.iter().filter(is_mistake))
}

/// What is told besides requirements, counted.
fn notices(analysis: &Analysis) -> BTreeMap<(String, String), usize> {
    counted(analysis.diagnostics.iter().filter(|it| it.finding.is_none()))
}

fn counted<'a>(notices: impl Iterator<Item = &'a Diagnostic>) -> BTreeMap<(String, String), usize> {
    let mut found = BTreeMap::new();
    for it in notices {
        *found.entry((it.code.name.clone(), it.message.clone())).or_insert(0) += 1;
    }
    found
}

fn count(analysis: &Analysis, notice: &Diagnostic) -> usize {
    let same = |it: &&Diagnostic| it.code.id == notice.code.id && it.message == notice.message;
    analysis.diagnostics.iter().filter(same).count()
}

/// The notices about the same requirement of the same entity.
pub(super) fn family<'a>(analysis: &'a Analysis, notice: &Diagnostic) -> Vec<&'a Diagnostic> {
    let entity = notice.finding.as_ref().map(|it| &it.entity);
    let same = |it: &&Diagnostic| it.code.id == notice.code.id && it.finding.as_ref().map(|it| &it.entity) == entity;
    analysis.diagnostics.iter().filter(same).collect()
}

/// Which clause a notice is about, as it is written before the colon.
pub(super) fn clause(notice: &Diagnostic) -> &str {
    notice.message.split(": ").next().unwrap_or("")
}

type Asked = (String, String, String);

fn verdicts(analysis: &Analysis) -> BTreeMap<Asked, Verdict> {
    let mut found = BTreeMap::new();
    for it in analysis.verdicts.iter().map(|it| &it.finding) {
        let key = (it.requirement.clone(), it.entity.clone(), it.subject.clone());
        let known = found.entry(key).or_insert(it.verdict);
        *known = it.verdict.max(*known);
    }
    found
}
