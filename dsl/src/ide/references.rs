//! The reading desk, references: where else a name stands.

use super::Point;
use crate::Analysis;
use crate::source::{Place, Span};

impl Analysis {
    /// All places that mean the same as the name at a point, by file and place.
    #[must_use]
    pub fn references(&self, _at: Point, _with_declaration: bool) -> Vec<Place> {
        Vec::new()
    }

    /// The same within the file, and whether it is declared there.
    #[must_use]
    pub fn highlights(&self, _at: Point) -> Vec<(Span, bool)> {
        Vec::new()
    }
}
