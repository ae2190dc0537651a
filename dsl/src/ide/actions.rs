//! The reading desk, actions: what would mend what was found.
//!
//! Asked on every move of the cursor, so first only what could be done is said; what is chosen is tried before its
//! edits are given, and what does not mend what it says is not given.

use super::Edit;
use crate::Analysis;
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
    /// What to hand to [`Analysis::resolve_action`] of the same analysis.
    pub id: String,
    /// In the author's words: ``put in the missing step `assess` ``.
    pub title: String,
    pub kind: ActionKind,
    /// Numbers of [`Analysis::diagnostics`] that it solves: what is named here is gone once the edits are made.
    /// Empty where something is left for a person to do. It was tried only if `ready`.
    pub solves: Vec<usize>,
    /// Numbers of [`Analysis::diagnostics`] that it is about, solved or not.
    pub about: Vec<usize>,
    /// The one that most would choose; at most one of those offered for a diagnostic.
    pub preferred: bool,
    /// Nothing that a person has to decide is decided by it: no duty, actor or time changes.
    pub safe: bool,
    /// Whether the edits are here. If not, [`Analysis::resolve_action`] works them out and tries them.
    pub ready: bool,
    /// What to change; the new texts are snippets where `snippet` says so. Empty unless `ready`.
    pub edits: Vec<Edit>,
    /// Whether the texts hold places to fill in, written as in [`super::Offer::snippet`].
    pub snippet: bool,
}

impl Analysis {
    /// What can be done about a stretch of text. Cheap: nothing is decided anew for it.
    #[must_use]
    pub fn actions(&self, _file: FileId, _within: Span) -> Vec<Action> {
        Vec::new()
    }

    /// The same action with its edits, tried on the texts; first the one that most would choose, then other ways to
    /// the same end. Takes as long as deciding some requirements anew.
    ///
    /// # Errors
    /// A sentence that says why it cannot be done, to be shown as it is.
    pub fn resolve_action(&self, _id: &str, _stop: &dyn Fn() -> bool) -> Result<Vec<Action>, String> {
        Err("nothing here would mend this".to_owned())
    }

    /// All safe changes of a file at once, none overlapping another; nothing if there are none.
    #[must_use]
    pub fn fix_all(&self, _file: FileId) -> Vec<Edit> {
        Vec::new()
    }
}
