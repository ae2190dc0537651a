//! The reading desk, tokens: what each word is, for colouring.

use crate::Analysis;
use crate::source::{FileId, Span};

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    Keyword,
    /// `and`, `or`, `at least`: words that join or compare.
    Operator,
    Comment,
    Text,
    Number,
    /// A day or a length of time.
    Date,
    Guidance,
    Entity,
    Subject,
    Instance,
    Field,
    Vocabulary,
    Term,
    /// A term that is an action or a trigger.
    Action,
    Role,
    Procedure,
    Step,
    Outcome,
    Requirement,
    Clause,
    Definition,
    /// A classification or one of its levels.
    Level,
    Record,
    /// A name that means nothing.
    Unknown,
}

/// A stretch of text on one line, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    pub span: Span,
    pub kind: TokenKind,
    /// It is declared here.
    pub declares: bool,
    /// What it names came along with the program.
    pub shipped: bool,
    /// It may be left out of a run.
    pub optional: bool,
}

impl Analysis {
    /// What the words of a file are, in order; they never overlap.
    #[must_use]
    pub fn semantic_tokens(&self, _file: FileId) -> Vec<SemanticToken> {
        Vec::new()
    }
}
