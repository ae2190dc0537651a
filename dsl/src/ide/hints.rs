//! The reading desk, hints: what follows and is not written.

use crate::Analysis;
use crate::source::{FileId, Place, Span};

/// A few grey words beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where they stand, in bytes.
    pub at: u32,
    /// The words.
    pub label: String,
    /// More about them, as Markdown.
    pub markdown: String,
    /// Where they come from, if that is one place.
    pub from: Option<Place>,
}

impl Analysis {
    /// What can be said beside the text of a stretch: the derived risk of a use, how many requirements a step keeps.
    #[must_use]
    pub fn hints(&self, _file: FileId, _within: Span) -> Vec<Hint> {
        Vec::new()
    }
}
