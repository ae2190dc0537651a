//! Actions: a change made on a copy of the texts, and what is then found.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::desk::{Desk, is_told};
use crate::diagnostic::{Diagnostic, Severity, Verdict};
use crate::ide::Edit;
use crate::lint::LINTS;
use crate::source::FileId;
use crate::{Analysis, Analyst, Workspace};

/// What may be spent on one notice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purse {
    /// How often the texts are read.
    pub(super) reads: u32,
    /// How often the requirement is decided anew for each kind of change.
    pub(super) each: u32,
    /// How often everything is.
    pub(super) wholes: u32,
    /// How many ways are wanted.
    pub(super) ways: usize,
}

/// Where changes are tried.
pub(super) struct Bench<'a> {
    pub(super) desk: Desk<'a>,
    stop: &'a dyn Fn() -> bool,
    analyst: RefCell<Analyst>,
    before: OnceCell<Before>,
    purse: Cell<Purse>,
    trials: Cell<u32>,
}

/// What was found before any change, counted.
struct Before {
    mistakes: Counted,
    notices: Counted,
    verdicts: BTreeMap<Asked, Verdict>,
}

/// What a change leads to, looked at as far as it was asked.
#[derive(Debug)]
pub(super) struct Tried {
    pub(super) after: Analysis,
}

impl<'a> Bench<'a> {
    pub(super) fn new(desk: Desk<'a>, stop: &'a dyn Fn() -> bool) -> Self {
        let purse = Purse { reads: 0, each: 0, wholes: 0, ways: 0 };
        let analyst = RefCell::new(Analyst::after(desk.analysis));
        Self { desk, stop, analyst, before: OnceCell::new(), purse: Cell::new(purse), trials: Cell::new(0) }
    }

    pub(super) fn fill(&self, purse: Purse) {
        self.purse.set(purse);
    }

    /// Another kind of change may be tried as often as the one before.
    pub(super) fn begin_kind(&self) {
        self.trials.set(self.purse.get().each);
    }

    /// Whether nothing more of this kind may be tried.
    pub(super) fn is_spent(&self) -> bool {
        self.trials.get() == 0 || self.purse.get().wholes == 0 || self.is_stopped()
    }

    pub(super) fn is_stopped(&self) -> bool {
        (self.stop)()
    }

    fn before(&self) -> &Before {
        let of = self.desk.analysis;
        self.before.get_or_init(|| Before { mistakes: mistakes(of), notices: notices(of), verdicts: verdicts(of) })
    }

    /// Reads the changed texts; nothing if that brings a mistake that was not there.
    pub(super) fn read(&self, edits: &[Edit]) -> Option<Tried> {
        let workspace = self.changed(edits)?;
        let purse = self.purse.get();
        self.purse.set(Purse { reads: purse.reads.checked_sub(1)?, ..purse });
        let after = self.analyst.borrow_mut().read(&workspace);
        (!self.is_stopped() && self.is_readable(&after)).then_some(Tried { after })
    }

    /// Decides one requirement on the changed texts; nothing if that brings a mistake that was not there.
    pub(super) fn about(&self, edits: &[Edit], notice: &Diagnostic) -> Option<Tried> {
        let workspace = self.changed(edits)?;
        let finding = notice.finding.as_ref()?;
        self.trials.set(self.trials.get().checked_sub(1)?);
        let readable = |after: &Analysis| self.is_readable(after);
        let asked = (finding.entity.as_str(), finding.requirement.as_str());
        let after = self.analyst.borrow_mut().about(&workspace, asked, &readable, self.stop)?;
        Some(Tried { after })
    }

    /// Decides everything on the changed texts.
    pub(super) fn whole(&self, edits: &[Edit]) -> Option<Tried> {
        let workspace = self.changed(edits)?;
        let purse = self.purse.get();
        self.purse.set(Purse { wholes: purse.wholes.checked_sub(1)?, ..purse });
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

    /// Whether nothing is misread that was not before.
    pub(super) fn is_readable(&self, after: &Analysis) -> bool {
        let before = &self.before().mistakes;
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
        let Before { verdicts: known, notices: known_notices, .. } = self.before();
        let mut broken = Vec::new();
        for (key, verdict) in verdicts(&tried.after) {
            if is_told(verdict) && known.get(&key).is_none_or(|it| *it < verdict) && !broken.contains(&key.0) {
                broken.push(key.0);
            }
        }
        for (key, number) in notices(&tried.after) {
            if known_notices.get(&key).is_none_or(|it| *it < number) && !broken.contains(&key.0) {
                broken.push(key.0);
            }
        }
        broken
    }

    /// Whether every verdict is what it was before.
    pub(super) fn keeps_verdicts(&self, tried: &Tried) -> bool {
        self.before().verdicts == verdicts(&tried.after)
    }

    /// Whether everything could be read and resolved before any change.
    pub(super) fn was_readable(&self) -> bool {
        self.before().mistakes.is_empty()
    }

    /// The numbers of the notices that are gone after a change, looked at as a whole.
    pub(super) fn solved(&self, tried: &Tried) -> Vec<usize> {
        let all = self.desk.analysis.diagnostics.iter().enumerate();
        all.filter(|(_, it)| self.is_gone(it, tried)).map(|(number, _)| number).collect()
    }
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

/// Notices by name and message, and how many there are.
type Counted = BTreeMap<(String, String), usize>;

/// What could not be read or resolved, counted.
fn mistakes(analysis: &Analysis) -> Counted {
    let is_mistake = |it: &&Diagnostic| {
        it.finding.is_none() && it.severity == Severity::Error && !LINTS.iter().any(|lint| lint.code == it.code.id)
    };
    counted(analysis.diagnostics.iter().filter(is_mistake))
}

/// What is told besides requirements, counted.
fn notices(analysis: &Analysis) -> Counted {
    counted(analysis.diagnostics.iter().filter(|it| it.finding.is_none()))
}

fn counted<'a>(notices: impl Iterator<Item = &'a Diagnostic>) -> Counted {
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
