//! How much of a thing is asked, and how much is done: for periods, the shortest that is kept.

use super::held::Found;
use super::{Both, Relation};
use crate::model::{Id, Requirement};

/// A quantity that a requirement names, and what is done of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The words before it: `within`, `every`, `at most`.
    pub name: String,
    /// As much is asked: `12 months`.
    pub asked: String,
    /// As much is kept on each side, where that was found out.
    pub kept: Both<Option<String>>,
}

/// What is kept on each side of the quantities that a requirement names.
pub(super) fn measured(_sides: &Both<Option<Found<'_>>>, _ids: &Both<Option<Id<Requirement>>>) -> Vec<Measured> {
    Vec::new()
}

/// What quantities say of a row in which the verdicts are the same.
pub(super) fn between(_measured: &[Measured]) -> Relation {
    Relation::Equal
}
