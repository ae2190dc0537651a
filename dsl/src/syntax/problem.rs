//! What was wrong with a text, as data.

use crate::source::Span;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// `DLY001`.
    pub(crate) id: &'static str,
    /// `syntax-error`.
    pub(crate) name: &'static str,
    pub(crate) span: Span,
    /// One clause, lower case, no full stop.
    pub(crate) message: String,
    /// Other places that explain it.
    pub(crate) labels: Vec<(Span, String)>,
    /// Why it matters to people.
    pub(crate) why: Option<String>,
    /// What to do.
    pub(crate) help: Option<String>,
}

/// A kind of mistake: its number and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code(pub(crate) &'static str, pub(crate) &'static str);

pub(crate) const SYNTAX_ERROR: Code = Code("DLY001", "syntax-error");
pub(crate) const UNCLOSED_BRACKET: Code = Code("DLY002", "unclosed-bracket");
pub(crate) const UNCLOSED_TEXT: Code = Code("DLY003", "unclosed-text");
pub(crate) const BIDIRECTIONAL: Code = Code("DLY004", "bidirectional-control");
pub(crate) const UNREADABLE: Code = Code("DLY005", "unreadable-character");
pub(crate) const TOO_DEEP: Code = Code("DLY006", "too-deep");
pub(crate) const BAD_DATE: Code = Code("DLY007", "bad-date");
pub(crate) const BAD_NUMBER: Code = Code("DLY009", "bad-number");
pub(crate) const TOO_LONG: Code = Code("DLY010", "too-long");
pub(crate) const MIXED: Code = Code("DLY008", "mixed-and-or");

impl Problem {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { id: code.0, name: code.1, span, message, labels: Vec::new(), why: None, help: None }
    }

    pub(crate) fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }

    pub(crate) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
