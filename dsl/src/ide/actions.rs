//! The reading desk, actions: what would mend what was found.

use crate::Analysis;
use super::Edit;
use crate::source::{FileId, Span};

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionKind {
    /// Mends something that was found.
    QuickFix,
    /// Changes the writing and not the meaning.
    Rewrite,
    /// All that can be mended without asking.
    FixAll,
}

/// A change that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// In the author's words: ``put in the missing step `assess` ``.
    pub title: String,
    pub kind: ActionKind,
    /// Numbers of [`Analysis::diagnostics`] that it solves. What is named here is gone once the edits are made.
    pub solves: Vec<usize>,
    /// The one that most would choose; at most one of those offered for a diagnostic.
    pub preferred: bool,
    /// Nothing that a person has to decide is decided by it: no duty, actor or time changes.
    pub safe: bool,
    /// What to change; the new texts are snippets where `snippet` says so.
    pub edits: Vec<Edit>,
    /// Whether the texts hold places to fill in, written as in [`super::Offer::snippet`].
    pub snippet: bool,
}

impl Analysis {
    /// What can be done about a stretch of text.
    #[must_use]
    pub fn actions(&self, _file: FileId, _within: Span) -> Vec<Action> {
        Vec::new()
    }

    /// All safe changes of a file at once, none overlapping another; nothing if there are none.
    #[must_use]
    pub fn fix_all(&self, _file: FileId) -> Vec<Edit> {
        Vec::new()
    }
}
