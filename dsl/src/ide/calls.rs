//! The reading desk, calls: which procedure runs which.

use super::Point;
use crate::Analysis;
use crate::source::{Place, Span};

/// A procedure, as one end of a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Procedure {
    pub name: String,
    pub title: String,
    /// All of it.
    pub whole: Place,
    /// Its name.
    pub at: Place,
}

impl Analysis {
    /// The procedure that is named at a point, or that the point stands in.
    #[must_use]
    pub fn procedure_at(&self, _at: Point) -> Option<Procedure> {
        None
    }

    /// Which procedures run the one whose name stands there, each with the places in it where they do.
    #[must_use]
    pub fn runs_to(&self, _procedure: Place) -> Vec<(Procedure, Vec<Span>)> {
        Vec::new()
    }

    /// Which procedures it runs, each with the places where it does.
    #[must_use]
    pub fn runs_from(&self, _procedure: Place) -> Vec<(Procedure, Vec<Span>)> {
        Vec::new()
    }
}
