//! Actions: which of the changes that could be made are offered, and in which order.

use std::sync::OnceLock;

use super::Action;
use super::bench::{Bench, Purse, Tried};
use super::desk::Desk;
use super::mend::{self, Draft};
use super::{depart, ignore, near, reading, tidy};
use crate::Analysis;
use crate::diagnostic::Diagnostic;

/// What is spent on a notice while somebody waits for the list.
pub(super) const QUICK: Purse = Purse { reads: 24, each: 24, wholes: 7, ways: 4 };
/// What is spent once somebody asks for it.
pub(super) const AT_LEISURE: Purse = Purse { reads: 24, each: 60, wholes: 12, ways: 4 };
/// What is spent on a notice where everything is to be mended at once.
pub(super) const IN_PASSING: Purse = Purse { reads: 200, each: 0, wholes: 8, ways: 1 };

/// A change that was tried, and solves what it is offered for.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) draft: Draft,
    pub(super) solves: Vec<usize>,
    pub(super) preferred: bool,
    pub(super) safe: bool,
}

/// The ways that were found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) ways: Vec<Way>,
    /// Whether there was time for all that is tried.
    pub(super) is_all: bool,
}

impl Found {
    pub(super) fn nothing_yet() -> Self {
        Self::default()
    }
}

/// What was tried for the notices of one analysis, so that it is not tried again.
#[derive(Debug, Default)]
pub struct Tries(Vec<OnceLock<Found>>);

impl Tries {
    /// Nothing was tried yet.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Self {
        Self(analysis.diagnostics.iter().map(|_| OnceLock::new()).collect())
    }

    pub(super) fn known(&self, number: usize) -> Option<&Found> {
        self.0.get(number)?.get()
    }

    /// Keeps what was found, if all was tried.
    pub(super) fn keep(&self, number: usize, found: Found) -> Found {
        if let Some(place) = self.0.get(number).filter(|_| found.is_all) {
            place.get_or_init(|| found.clone());
        }
        found
    }
}

/// What is offered for one notice without looking for it.
pub(super) struct Offered {
    what: What,
    pub(super) safe: bool,
}

enum What {
    /// The first of these that helps.
    Tried(Vec<Draft>),
    /// Something is left for a person to fill in; it solves nothing by itself.
    Left(Draft),
}

impl Offered {
    /// Something that solves it, once it was tried.
    pub(super) fn tried(drafts: Vec<Draft>) -> Option<Self> {
        (!drafts.is_empty()).then_some(Self { what: What::Tried(drafts), safe: false })
    }

    /// The same, where nothing is decided by it that a person has to decide.
    pub(super) fn safe(self) -> Self {
        Self { safe: true, ..self }
    }

    pub(super) fn to_fill_in(draft: Draft) -> Self {
        Self { what: What::Left(draft), safe: false }
    }

    pub(super) fn left(self) -> Option<Draft> {
        match self.what {
            What::Left(draft) => Some(draft),
            What::Tried(_) => None,
        }
    }

    pub(super) fn drafts(self) -> Vec<Draft> {
        match self.what {
            What::Tried(drafts) => drafts,
            What::Left(_) => Vec::new(),
        }
    }
}

/// What is offered for a notice besides changes of a procedure, in the order in which most would choose.
pub(super) fn offers(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Offered> {
    if !desk.is_own(notice.at.file) {
        return Vec::new();
    }
    if notice.finding.is_some() {
        return depart::offers(desk, notice);
    }
    let mut offers = near::offers(desk, notice);
    offers.extend(reading::offers(desk, notice));
    offers.extend(tidy::offers(desk, notice));
    offers.extend(ignore::offer(desk, notice));
    offers
}

/// Whether there is anything to try for a notice.
pub(super) fn is_mendable(desk: Desk<'_>, notice: &Diagnostic) -> bool {
    match &notice.finding {
        Some(_) => desk.is_own(notice.at.file) && !mend::strategies(desk, notice).is_empty(),
        None => offers(desk, notice).into_iter().any(|it| !it.drafts().is_empty()),
    }
}

/// The changes that solve a notice: those that cost nothing before one that brings something else.
pub(super) fn ways(bench: &Bench<'_>, number: usize, purse: Purse) -> Found {
    let Some(notice) = bench.desk.diagnostic(number) else { return Found::default() };
    bench.fill(purse);
    let ways = match &notice.finding {
        Some(_) if bench.desk.is_own(notice.at.file) => mend::mend(bench, notice, purse.ways),
        Some(_) => Vec::new(),
        None => plain(bench, number, notice, purse.ways),
    };
    Found { ways, is_all: !bench.is_stopped() }
}

/// What makes a notice go away and brings nothing else, of what is known to do so.
fn plain(bench: &Bench<'_>, number: usize, notice: &Diagnostic, most: usize) -> Vec<Way> {
    // Only what is told of a text by itself can be seen without deciding anything.
    let is_lint = notice.code.id.starts_with("DLY9") || crate::lint::LINTS.iter().any(|it| it.code == notice.code.id);
    let holds = |draft: &Draft| -> Option<Tried> {
        let tried = bench.read(&draft.edits)?;
        if !is_lint {
            return bench.is_gone(notice, &tried).then_some(tried);
        }
        let tried = bench.whole(&draft.edits)?;
        (bench.is_gone(notice, &tried) && bench.broken_by(&tried).is_empty()).then_some(tried)
    };
    let mut ways: Vec<Way> = Vec::new();
    for offered in offers(bench.desk, notice) {
        let safe = offered.safe;
        for draft in offered.drafts() {
            if ways.len() >= most || bench.is_stopped() {
                return ways;
            }
            if ways.iter().any(|it| it.draft.title == draft.title) {
                continue;
            }
            if let Some(tried) = holds(&draft) {
                let solves = if tried.after.decided { bench.solved(&tried) } else { vec![number] };
                ways.push(Way { solves, draft, preferred: true, safe });
            }
        }
    }
    ways
}

/// One action for each change; where two would read alike, it is said what each is for.
pub(super) fn told_apart(analysis: &Analysis, actions: Vec<Action>) -> Vec<Action> {
    let mut all: Vec<Action> = Vec::new();
    for action in actions {
        let same = |it: &&mut Action| it.ready && action.ready && it.edits == action.edits;
        match all.iter_mut().find(same) {
            Some(known) => {
                known.solves.extend(&action.solves);
                known.about.extend(&action.about);
                for numbers in [&mut known.solves, &mut known.about] {
                    numbers.sort_unstable();
                    numbers.dedup();
                }
            }
            None => all.push(action),
        }
    }
    let titles: Vec<String> = all.iter().map(|it| it.title.clone()).collect();
    for action in &mut all {
        let alike = titles.iter().filter(|it| **it == action.title).count() > 1;
        let about = action.about.first().and_then(|&it| analysis.diagnostics.get(it));
        if let Some(notice) = about.filter(|_| alike) {
            action.title.push_str(&format!(" (for `{}`)", notice.code.name));
        }
    }
    // Whoever reads could not choose between these.
    let mut titles: Vec<String> = Vec::new();
    all.retain(|it| {
        let fresh = !titles.contains(&it.title);
        titles.push(it.title.clone());
        fresh
    });
    all
}
