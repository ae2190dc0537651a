//! The reading desk, signature: which parts a clause takes.

use super::Point;
use crate::Analysis;

/// The shape of the clause at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// `step NAME "Title": ACTION by ROLE { … }`
    pub label: String,
    /// What it is, as Markdown.
    pub markdown: String,
    /// The parts, as stretches of bytes of the label, and what each is.
    pub parts: Vec<(std::ops::Range<usize>, String)>,
    /// The part that is being written, if it is one of them.
    pub active: Option<usize>,
}

impl Analysis {
    /// The shape of the clause at a point.
    #[must_use]
    pub fn signature(&self, _at: Point) -> Option<Signature> {
        None
    }
}
