//! The reading desk, actions: what would mend what was found.
//!
//! Asked on every move of the cursor, so first only what could be done is said; what is chosen is tried before its
//! edits are given, and what does not mend what it says is not given.

mod all;
mod bench;
mod depart;
mod desk;
mod fields;
mod home;
mod ignore;
mod mend;
mod near;
mod page;
mod reading;
mod tidy;

use super::Edit;
use crate::Analysis;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Place, Span};
use bench::{Bench, Tried};
use desk::Desk;
use mend::{Draft, Strategy};

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionKind {
    /// Mends something that was found.
    QuickFix,
    /// Changes the writing and not the meaning.
    Rewrite,
    /// All that can be mended without asking.
    FixAll,
}

/// A change that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What to hand to [`Analysis::resolve_action`] of the same analysis.
    pub id: String,
    /// In the author's words: ``put in the missing step `assess` ``.
    pub title: String,
    pub kind: ActionKind,
    /// Numbers of [`Analysis::diagnostics`] that it solves: what is named here is gone once the edits are made.
    /// Empty where something is left for a person to do. It was tried only if `ready`.
    pub solves: Vec<usize>,
    /// Numbers of [`Analysis::diagnostics`] that it is about, solved or not.
    pub about: Vec<usize>,
    /// The one that most would choose; at most one of those offered for a diagnostic.
    pub preferred: bool,
    /// Nothing that a person has to decide is decided by it: no duty, actor or time changes.
    pub safe: bool,
    /// Whether the edits are here. If not, [`Analysis::resolve_action`] works them out and tries them.
    pub ready: bool,
    /// What to change; the new texts are snippets where `snippet` says so. Empty unless `ready`.
    pub edits: Vec<Edit>,
    /// Whether the texts hold places to fill in, written as in [`super::Offer::snippet`].
    pub snippet: bool,
}

/// What is offered for one notice, before it is tried.
struct Offered {
    title: String,
    way: Way,
    safe: bool,
}

/// How an offer comes to its edits.
enum Way {
    /// They are looked for.
    Mend(Strategy),
    /// The first of these that helps.
    Tried(Vec<Draft>),
    /// Something is left for a person to fill in; it solves nothing by itself.
    Left(Draft),
}

impl Offered {
    /// Something that solves it, once it was tried.
    fn tried(drafts: Vec<Draft>) -> Option<Self> {
        let title = drafts.first()?.title.clone();
        Some(Self { title, way: Way::Tried(drafts), safe: false })
    }

    /// The same, where nothing is decided by it that a person has to decide.
    fn safe(self) -> Self {
        Self { safe: true, ..self }
    }

    fn left(draft: Draft) -> Self {
        Self { title: draft.title.clone(), way: Way::Left(draft), safe: false }
    }

    fn is_preferred(&self) -> bool {
        match &self.way {
            Way::Mend(strategy) => strategy.is_preferred(),
            Way::Tried(_) => true,
            Way::Left(_) => false,
        }
    }

    fn solves(&self) -> bool {
        !matches!(self.way, Way::Left(_))
    }
}

/// What is offered for a notice, in the order in which most would choose.
fn offers(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Offered> {
    if !desk.is_own(notice.at.file) {
        return Vec::new();
    }
    let mut offers = Vec::new();
    if notice.finding.is_some() {
        let strategies = mend::strategies(desk, notice).into_iter();
        offers.extend(strategies.map(|(it, title)| Offered { title, way: Way::Mend(it), safe: false }));
        offers.extend(depart::offers(desk, notice));
        return offers;
    }
    offers.extend(near::offers(desk, notice));
    offers.extend(reading::offers(desk, notice));
    offers.extend(tidy::offers(desk, notice));
    offers.extend(ignore::offer(desk, notice));
    offers
}

impl Analysis {
    /// What can be done about a stretch of text. Cheap: nothing is decided anew for it.
    #[must_use]
    pub fn actions(&self, file: FileId, within: Span) -> Vec<Action> {
        let desk = Desk::new(self);
        let touched = |at: Place| at.file == file && at.span.start <= within.end && within.start <= at.span.end;
        let notices = self.diagnostics.iter().enumerate().filter(|(_, it)| touched(it.at));
        let mut actions = Vec::new();
        for (number, notice) in notices {
            let offers = offers(desk, notice);
            let first = offers.iter().position(Offered::is_preferred);
            let all = offers.into_iter().enumerate();
            actions.extend(all.map(|(nth, it)| action(number, nth, it, first == Some(nth))));
        }
        actions
    }

    /// The same action with its edits, tried on the texts; first the one that most would choose, then other ways to
    /// the same end. Takes as long as deciding some requirements anew, and ends early once it is told to stop.
    ///
    /// # Errors
    /// A sentence that says why it cannot be done, to be shown as it is.
    pub fn resolve_action(&self, id: &str, stop: &dyn Fn() -> bool) -> Result<Vec<Action>, String> {
        let gone = || "this was offered for a text that has changed since".to_owned();
        let (number, nth) = id.split_once('/').ok_or_else(gone)?;
        let (number, nth): (usize, usize) = number.parse().ok().zip(nth.parse().ok()).ok_or_else(gone)?;
        let desk = Desk::new(self);
        let notice = desk.diagnostic(number).ok_or_else(gone)?;
        let offers = offers(desk, notice);
        let first = offers.iter().position(Offered::is_preferred);
        let offer = offers.into_iter().nth(nth).ok_or_else(gone)?;
        let bench = Bench::new(desk, stop);
        let found = match &offer.way {
            Way::Left(_) => return Ok(vec![action(number, nth, offer, false)]),
            Way::Mend(strategy) => mend::mend(&bench, notice, *strategy)?,
            Way::Tried(drafts) => tried(&bench, notice, drafts)?,
        };
        let plain = Action { ready: true, ..action(number, nth, offer, first == Some(nth)) };
        let ways = found.into_iter().enumerate().map(|(way, (draft, tried))| Action {
            title: draft.title,
            edits: draft.edits,
            solves: if tried.after.decided { bench.solved(&tried) } else { vec![number] },
            preferred: plain.preferred && way == 0,
            ..plain.clone()
        });
        Ok(ways.collect())
    }

    /// All safe changes of a file at once, none overlapping another; nothing if there are none.
    #[must_use]
    pub fn fix_all(&self, file: FileId, stop: &dyn Fn() -> bool) -> Vec<Edit> {
        all::fix_all(self, file, stop)
    }
}

/// An offer as an action.
fn action(number: usize, nth: usize, offer: Offered, preferred: bool) -> Action {
    let solves = if offer.solves() { vec![number] } else { Vec::new() };
    let (edits, snippet) = match offer.way {
        Way::Left(draft) => (draft.edits, true),
        Way::Mend(_) | Way::Tried(_) => (Vec::new(), false),
    };
    Action {
        id: format!("{number}/{nth}"),
        title: offer.title,
        kind: ActionKind::QuickFix,
        solves,
        about: vec![number],
        preferred,
        safe: offer.safe,
        ready: snippet,
        edits,
        snippet,
    }
}

/// The first drafts that make a notice go away and bring nothing else.
fn tried(bench: &Bench<'_>, notice: &Diagnostic, drafts: &[Draft]) -> Result<Vec<(Draft, Tried)>, String> {
    // Only what is told of a text by itself can be seen without deciding anything.
    let is_lint = notice.code.id.starts_with("DLY9") || crate::lint::LINTS.iter().any(|it| it.code == notice.code.id);
    let mut found = Vec::new();
    for draft in drafts {
        let Some(read) = bench.read(&draft.edits) else { continue };
        if !is_lint {
            if bench.is_gone(notice, &read) {
                found.push((draft.clone(), read));
            }
            continue;
        }
        let Some(whole) = bench.whole(&draft.edits) else { continue };
        if bench.is_gone(notice, &whole) && bench.broken_by(&whole).is_empty() {
            found.push((draft.clone(), whole));
        }
    }
    if found.is_empty() {
        return Err("this would not mend it without something else going wrong".to_owned());
    }
    Ok(found)
}
