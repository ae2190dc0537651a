//! The reading desk, folds: what can be folded away.

use crate::Analysis;
use crate::source::{FileId, Span};

/// What a fold hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    Block,
    Comment,
}

impl Analysis {
    /// Stretches of several lines that can be folded, in the order of the text.
    #[must_use]
    pub fn folds(&self, _file: FileId) -> Vec<(Span, FoldKind)> {
        Vec::new()
    }
}
