//! The reading desk, selections: from a word to all that stands around it.

use super::Point;
use crate::Analysis;
use crate::source::Span;

impl Analysis {
    /// What a selection at a point grows to, step by step: the word first, the file last, each inside the next.
    #[must_use]
    pub fn selections(&self, _at: Point) -> Vec<Span> {
        Vec::new()
    }
}
