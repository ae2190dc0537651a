//! One line each: `path:line:col: error[DLY101 unknown-name] message`.

use std::io::{self, Write};

use duly_dsl::{Analysis, Code, Diagnostic};

use crate::clean;

/// Writes every finding on a line of its own.
pub(crate) fn write(out: &mut dyn Write, analysis: &Analysis) -> io::Result<()> {
    analysis.diagnostics.iter().try_for_each(|diagnostic| line(out, analysis, diagnostic))
}

fn line(out: &mut dyn Write, analysis: &Analysis, diagnostic: &Diagnostic) -> io::Result<()> {
    if let Some(file) = analysis.files.get(diagnostic.at.file.0 as usize) {
        let at = file.position(diagnostic.at.span.start);
        write!(out, "{}:{}:{}: ", clean::line(&file.path), at.line, at.column)?;
    }
    let message = clean::line(&diagnostic.message);
    writeln!(out, "{}[{}] {message}", diagnostic.severity.word(), code(&diagnostic.code))
}

/// The number and the name, or one if they are the same.
pub(super) fn code(code: &Code) -> String {
    let both = if code.id == code.name { code.id.clone() } else { format!("{} {}", code.id, code.name) };
    clean::line(&both).into_owned()
}
