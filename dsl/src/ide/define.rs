//! The reading desk, define: where a name is declared, and what else it leads to.

use super::Point;
use crate::Analysis;
use crate::source::{Place, Span};

/// Somewhere to go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The name one comes from, in the file that was asked about.
    pub origin: Span,
    /// The name one goes to.
    pub name: Place,
    /// All of what is declared there.
    pub whole: Place,
}

impl Analysis {
    /// Where the name at a point is declared.
    #[must_use]
    pub fn definitions(&self, _at: Point) -> Vec<Target> {
        Vec::new()
    }

    /// What kind of thing it is: of a step its action, of a use its subject, of a field the vocabulary of its values.
    #[must_use]
    pub fn type_definitions(&self, _at: Point) -> Vec<Target> {
        Vec::new()
    }

    /// What carries it out: of a requirement the steps that serve it, of an action its steps, of an expectation the
    /// requirements that answer it.
    #[must_use]
    pub fn implementations(&self, _at: Point) -> Vec<Target> {
        Vec::new()
    }
}
