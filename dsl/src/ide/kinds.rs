//! The reading desk, kinds: broader and narrower words.

use super::Point;
use crate::Analysis;
use crate::source::Place;

/// A word of a vocabulary, as one end of "is a".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    pub name: String,
    pub title: String,
    pub vocabulary: String,
    /// Its name where it is declared.
    pub at: Place,
}

impl Analysis {
    /// The word that is named at a point.
    #[must_use]
    pub fn kind_at(&self, _at: Point) -> Option<Kind> {
        None
    }

    /// The words directly above the one declared there.
    #[must_use]
    pub fn broader(&self, _kind: Place) -> Vec<Kind> {
        Vec::new()
    }

    /// The words directly below.
    #[must_use]
    pub fn narrower(&self, _kind: Place) -> Vec<Kind> {
        Vec::new()
    }
}
