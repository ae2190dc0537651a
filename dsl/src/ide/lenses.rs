//! The reading desk, lenses: how a procedure stands, above its first line.

use crate::Analysis;
use crate::source::{FileId, Span};

/// A line above the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The name it stands above.
    pub at: Span,
    /// Its words: `31 kept · 4 broken · 2 to judge`.
    pub title: String,
    /// What a click asks for.
    pub asks: LensAsks,
}

/// What a click on a lens asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensAsks {
    /// The table of verdicts of an entity.
    Verdicts { entity: String },
    /// The run that breaks a requirement: numbers of [`Analysis::diagnostics`], the gravest first.
    Run { diagnostics: Vec<usize> },
    /// Where the name is used.
    Uses,
}

impl Analysis {
    /// The lenses of a file, in the order of the text. Their places hang on the text alone, so that lines do not jump.
    #[must_use]
    pub fn lenses(&self, _file: FileId) -> Vec<Lens> {
        Vec::new()
    }
}
