//! Own rules against own rules: what the procedures of one side let through and those of the other do not.

mod alike; // what a step says less than another
mod declared; // what is stated outside of procedures
mod follow; // one course along another
mod import; // one registry for both sides
mod pairing; // which step is which
mod runs; // procedures against procedures

use super::held::Found;
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
    /// What an entity asks of itself.
    Requirement,
}

/// What one side's own rules let through and those of the other do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How the subject's rule stands to the measure's: stronger, weaker, added, missing, incomparable or undecided.
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

/// What changed from the measure to the subject.
pub(super) fn changes(sides: &Both<Found<'_>>) -> Vec<Change> {
    let Some(merged) = import::merged(&sides.subject, &sides.measure) else { return Vec::new() };
    let mut found = declared::changes(&merged);
    found.extend(runs::changes(&merged));
    found.sort_by(|one, other| {
        let key = |it: &Change| (it.places.measure, it.places.subject, it.relation);
        key(one).cmp(&key(other))
    });
    found.dedup_by(|one, other| one == other);
    found
}
