//! The reading desk, hover: what a name under the pointer means.

use super::Point;
use crate::Analysis;
use crate::source::Span;

/// What is shown beside the pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// The words, as Markdown.
    pub markdown: String,
}

impl Analysis {
    /// What the name at a point means; nothing where no name stands.
    #[must_use]
    pub fn hover(&self, _at: Point) -> Option<Hover> {
        None
    }
}
