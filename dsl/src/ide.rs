//! The reading desk: what an editor may ask about a text and a point in it.
//!
//! Takes an [`Analysis`]; gives plain data in bytes and Markdown, one kind of question to a file. Knows nothing of any
//! protocol. What hangs on the text alone is answered at once; what hangs on verdicts is empty until there are some.

mod class; // what a subject is classified as, and why
mod point; // the word under the pointer
mod prose; // words from texts as Markdown
mod tally; // how many requirements stand how

mod actions; // what would mend what was found
mod calls; // which procedure runs which
mod complete; // what can be written at a point
mod define; // where a name is declared, and what else it leads to
mod folds; // what can be folded away
mod format; // a text in house style
mod hints; // what follows and is not written
mod hover; // what a name under the pointer means
mod kinds; // broader and narrower words
mod lenses; // how a procedure stands, above its first line
mod links; // what in a text can be opened
mod references; // where else a name stands
mod register; // what is registered, and who departs from what
mod rename; // another name for the same thing, in every file
mod selections; // from a word to all that stands around it
mod signature; // which parts a clause takes
mod suggest; // the steps a requirement proposes, for one organization
mod symbols; // the table of contents
mod tokens; // what each word is, for colouring
mod typing; // what a key sets right while one types
mod words; // what the language itself is made of

pub use actions::{Action, ActionKind, Tries};
pub use calls::Procedure;
pub use complete::{Offer, OfferKind, Offers};
pub use define::Target;
pub use folds::FoldKind;
pub use hints::Hint;
pub use hover::Hover;
pub use kinds::Kind;
pub use lenses::{Lens, LensAsks};
pub use links::{Link, LinkTo};
pub use register::{Classed, ClassedRow, Registered, Waived};
pub use signature::Signature;
pub use symbols::{Found, Symbol, SymbolKind};
pub use tokens::{SemanticToken, TokenKind};
pub use words::{LanguageWord, WordClass, words};

use crate::source::{FileId, Place};

/// A point in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The file.
    pub file: FileId,
    /// Bytes from its start, between two characters; past the end means the end.
    pub offset: u32,
}

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; of no length where something is put in.
    pub at: Place,
    /// What stands there afterwards.
    pub text: String,
    /// Whether a person had better look at it first: it changes prose.
    pub confirm: bool,
}

#[cfg(test)]
mod tests;
