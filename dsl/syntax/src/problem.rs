//! What was wrong with a text, as data.

use crate::source::Span;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `DLY001`.
    pub id: &'static str,
    /// `syntax-error`.
    pub name: &'static str,
    pub span: Span,
    /// One clause, lower case, no full stop.
    pub message: String,
    /// Other places that explain it.
    pub labels: Vec<(Span, String)>,
    /// Why it matters to people.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

/// A kind of mistake: its number and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(pub &'static str, pub &'static str);

pub const SYNTAX_ERROR: Code = Code("DLY001", "syntax-error");
pub const UNCLOSED_BRACKET: Code = Code("DLY002", "unclosed-bracket");
pub const UNCLOSED_TEXT: Code = Code("DLY003", "unclosed-text");
pub const BIDIRECTIONAL: Code = Code("DLY004", "bidirectional-control");
pub const UNREADABLE: Code = Code("DLY005", "unreadable-character");
pub const TOO_DEEP: Code = Code("DLY006", "too-deep");
pub const BAD_DATE: Code = Code("DLY007", "bad-date");
pub const BAD_NUMBER: Code = Code("DLY009", "bad-number");
pub const TOO_LONG: Code = Code("DLY010", "too-long");
pub const MIXED: Code = Code("DLY008", "mixed-and-or");

impl Problem {
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { id: code.0, name: code.1, span, message, labels: Vec::new(), why: None, help: None }
    }

    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }

    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
