//! Own rules against own rules: what the procedures of one side let through and those of the other do not.

mod declared; // what is stated outside of procedures
mod direction; // which way less is
mod follow; // one course along another
mod import; // from one registry into another
mod merged; // both sides as one registry
mod pairing; // which step is which
mod ready; // both sides made ready, over one space of facts
mod runs; // procedures against procedures
mod spoken; // whether both sides let the same through of what a requirement speaks of
mod stated; // what is stated on one side less than on the other

pub(super) use merged::merged;
pub(super) use ready::Ready;

use super::{Both, Case, Relation};
use crate::source::Place;

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Changed {
    /// A step that is done, may be left out, or is gone.
    Step,
    /// What comes before what.
    Order,
    /// How long something may take, or how often it comes back.
    Time,
    /// Who does it.
    Actor,
    /// What is stated of a step.
    Field,
    /// What a decision may choose, and what follows from that.
    Outcome,
    /// What happens is answered.
    Trigger,
    /// A way in.
    Entry,
    /// What the entity states of itself, its channels, policies and roles.
    Declared,
}

/// What one side's own rules let through and those of the other do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How the subject's rule stands to the measure's: stronger, weaker, added, missing, incomparable, unknown or undecided.
    pub relation: Relation,
    /// What it is about.
    pub what: Changed,
    /// One clause in the reader's words.
    pub message: String,
    /// The procedure, by name.
    pub procedure: Both<Option<String>>,
    /// The step, by name.
    pub step: Both<Option<String>>,
    /// The very words that make the difference.
    pub places: Both<Option<Place>>,
    /// What each side says, where it is a value: `10 days`, `20 days`.
    pub values: Both<Option<String>>,
    /// The facts and the run that show it.
    pub case: Option<Case>,
}

impl Ready<'_> {
    /// What changed from the measure to the subject, in the order of the measure's texts.
    pub(super) fn changes(mut self) -> Vec<Change> {
        let mut found = runs::changes(&mut self);
        found.append(&mut self.declared);
        found.sort_by_key(|it| (it.places.measure, it.places.subject, it.relation));
        found.dedup();
        found
    }
}
