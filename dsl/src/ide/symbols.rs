//! The reading desk, symbols: the table of contents.

use crate::Analysis;
use crate::source::{FileId, Place, Span};

/// What kind of thing a symbol is; an editor chooses its picture by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SymbolKind {
    Guidance,
    Subject,
    Field,
    Vocabulary,
    Term,
    Table,
    Definition,
    Requirement,
    Clause,
    Expectation,
    Entity,
    Role,
    /// A registered subject.
    Instance,
    Procedure,
    Step,
    Decision,
    Outcome,
    /// `when`, `together`, `repeat`, `on`.
    Block,
    Record,
    Judgement,
    Waiver,
}

/// One entry of the table of contents of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name, or the words of a block.
    pub name: String,
    /// Its title, or what else tells it apart.
    pub detail: String,
    pub kind: SymbolKind,
    /// All of it.
    pub whole: Span,
    /// Its name.
    pub at: Span,
    /// What stands inside.
    pub inside: Vec<Symbol>,
}

/// A symbol that was searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub name: String,
    /// Its title.
    pub detail: String,
    pub kind: SymbolKind,
    /// What it stands in.
    pub inside: String,
    pub at: Place,
}

impl Analysis {
    /// The table of contents of a file.
    #[must_use]
    pub fn symbols(&self, _file: FileId) -> Vec<Symbol> {
        Vec::new()
    }

    /// Symbols of the caller's own files whose names or titles hold the letters of the query in order, best first.
    #[must_use]
    pub fn find_symbols(&self, _query: &str) -> Vec<Found> {
        Vec::new()
    }
}
