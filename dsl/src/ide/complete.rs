//! The reading desk, complete: what can be written at a point.

use super::Point;
use crate::Analysis;
use crate::source::Span;

/// What kind of word is offered; an editor chooses its picture by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfferKind {
    Keyword,
    Field,
    Term,
    Value,
    Role,
    Step,
    Procedure,
    Requirement,
    Entity,
    Guidance,
    Snippet,
}

/// A word, or several lines, that can be written at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is shown in the list.
    pub label: String,
    /// A few words behind it: the owner, the vocabulary.
    pub detail: String,
    pub kind: OfferKind,
    /// What is written, as a snippet: `${1:name}` is a place to fill in, `$0` where writing goes on; `$`, `}` and `\\` of the text are escaped.
    pub snippet: String,
    /// The same for editors that know no snippets.
    pub plain: String,
    /// What it means, as Markdown.
    pub markdown: String,
    /// Offers are shown in this order.
    pub rank: u32,
}

/// What can be written at a point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// The word that is being written, which an offer replaces.
    pub replaces: Span,
    pub offers: Vec<Offer>,
}

impl Analysis {
    /// What can be written at a point, and nothing that cannot.
    #[must_use]
    pub fn complete(&self, _at: Point) -> Offers {
        Offers::default()
    }
}
