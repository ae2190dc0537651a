//! Colours for terminals, or none.

use duly_dsl::Severity;

/// Paints, if asked to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint(pub(super) bool);

impl Paint {
    /// For what matters most.
    pub(super) fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    /// For what is there to guide the eye.
    pub(super) fn faint(self, text: &str) -> String {
        self.with("38;5;246", text)
    }

    /// For what was written in Duly.
    pub(super) fn quote(self, text: &str) -> String {
        self.with("36", text)
    }

    /// In the colour of its weight.
    pub(super) fn weight(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Info => "1;34",
        };
        self.with(code, text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
