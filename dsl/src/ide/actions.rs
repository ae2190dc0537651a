//! The reading desk, actions: what would mend what was found.
//!
//! What is said to solve something was tried on a copy of the texts before it is said. Asked on every move of the
//! cursor, so it is tried once for an analysis, and no longer than somebody waits; the rest is looked for when asked.

mod all;
mod bench;
mod choose;
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
use crate::source::{FileId, Place, Span};
use bench::Bench;
pub use choose::Tries;
use choose::{Offered, Way, ways};
use desk::Desk;

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
    /// Numbers of [`Analysis::diagnostics`] that it solves: that was tried, and they are gone once the edits are made.
    /// Empty where something is left for a person to do, or is still to be looked for.
    pub solves: Vec<usize>,
    /// Numbers of [`Analysis::diagnostics`] that it is about, solved or not.
    pub about: Vec<usize>,
    /// The one that most would choose; at most one of those offered for a diagnostic.
    pub preferred: bool,
    /// Nothing that a person has to decide is decided by it: no duty, actor or time changes.
    pub safe: bool,
    /// Whether the edits are here. If not, [`Analysis::resolve_action`] looks for them.
    pub ready: bool,
    /// What to change; the new texts are snippets where `snippet` says so. Empty unless `ready`.
    pub edits: Vec<Edit>,
    /// Whether the texts hold places to fill in, written as in [`super::Offer::snippet`].
    pub snippet: bool,
}

/// So many notices are worked on for one list.
const MOST_AT_ONCE: usize = 6;

impl Analysis {
    /// What can be done about a stretch of text, what most would choose before the rest. Works until it is told to
    /// stop; what it did not come to is offered to be looked for. What was tried before is not tried again.
    #[must_use]
    pub fn actions(&self, file: FileId, within: Span, tries: &Tries, stop: &dyn Fn() -> bool) -> Vec<Action> {
        let desk = Desk::new(self);
        let touched = |at: Place| at.file == file && at.span.start <= within.end && within.start <= at.span.end;
        let bench = Bench::new(desk, stop);
        let mut actions = Vec::new();
        let mut tried = 0;
        for (number, notice) in self.diagnostics.iter().enumerate().filter(|(_, it)| touched(it.at)) {
            let known = tries.known(number);
            if known.is_none() {
                tried += 1;
            }
            let found = match known {
                Some(known) => known.clone(),
                None if tried > MOST_AT_ONCE => choose::Found::nothing_yet(),
                None => tries.keep(number, ways(&bench, number, choose::QUICK)),
            };
            let ways = found.ways.iter().enumerate();
            actions.extend(ways.map(|(nth, way)| mended(number, nth, way, nth == 0)));
            if !found.is_all && choose::is_mendable(desk, notice) {
                actions.push(looking(number, &notice.code.name));
            }
            let left = choose::offers(desk, notice).into_iter().filter_map(Offered::left);
            actions.extend((0..).zip(left).map(|(nth, draft)| to_fill_in(number, nth, draft)));
        }
        choose::told_apart(self, actions)
    }

    /// The offer to look for what would mend a notice, by its number; nothing if there is none of that number.
    #[must_use]
    pub fn look_for(&self, number: usize) -> Option<Action> {
        Some(looking(number, &self.diagnostics.get(number)?.code.name))
    }

    /// An action that is not ready, looked for at leisure: the ways to its end, that which most would choose first.
    /// Ends early once it is told to stop.
    ///
    /// # Errors
    /// A sentence that says why it cannot be done, to be shown as it is.
    pub fn resolve_action(&self, id: &str, stop: &dyn Fn() -> bool) -> Result<Vec<Action>, String> {
        let gone = || "this was offered for a text that has changed since".to_owned();
        let number: usize = id.split_once('/').and_then(|(number, _)| number.parse().ok()).ok_or_else(gone)?;
        let desk = Desk::new(self);
        desk.diagnostic(number).ok_or_else(gone)?;
        let bench = Bench::new(desk, stop);
        let found = ways(&bench, number, choose::AT_LEISURE);
        if found.ways.is_empty() {
            return Err(if stop() {
                "this was broken off, because something else was asked".to_owned()
            } else {
                "no change was found that mends it by itself".to_owned()
            });
        }
        Ok(found.ways.iter().enumerate().map(|(nth, way)| mended(number, nth, way, nth == 0)).collect())
    }

    /// All safe changes of a file at once, none overlapping another; nothing if there are none.
    #[must_use]
    pub fn fix_all(&self, file: FileId, stop: &dyn Fn() -> bool) -> Vec<Edit> {
        all::fix_all(self, file, stop)
    }
}

/// A way that was tried.
fn mended(number: usize, nth: usize, way: &Way, first: bool) -> Action {
    Action {
        id: format!("{number}/{nth}"),
        title: way.draft.title.clone(),
        kind: ActionKind::QuickFix,
        solves: way.solves.clone(),
        about: vec![number],
        preferred: first && way.preferred,
        safe: way.safe,
        ready: true,
        edits: way.draft.edits.clone(),
        snippet: false,
    }
}

/// What a person completes.
fn to_fill_in(number: usize, nth: usize, draft: mend::Draft) -> Action {
    Action {
        id: format!("{number}/left/{nth}"),
        title: draft.title,
        kind: ActionKind::QuickFix,
        solves: Vec::new(),
        about: vec![number],
        preferred: false,
        safe: false,
        ready: true,
        edits: draft.edits,
        snippet: true,
    }
}

/// What was not tried yet.
fn looking(number: usize, name: &str) -> Action {
    Action {
        id: format!("{number}/look"),
        title: format!("look for a change that settles `{name}`"),
        kind: ActionKind::QuickFix,
        solves: Vec::new(),
        about: vec![number],
        preferred: false,
        safe: false,
        ready: false,
        edits: Vec::new(),
        snippet: false,
    }
}
