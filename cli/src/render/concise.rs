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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn every_finding_has_one_line() {
        let mut analysis = sample::analysis();
        analysis.diagnostics[2].message = "two\nlines, \u{1b}[2J and \u{202e}a turn".to_owned();
        let mut out = Vec::new();
        write(&mut out, &analysis).unwrap();
        let expected = "\
agency/adopt-tool.duly:28:3: error[un-hrdd/assess-before-commitment] the contract for a high-risk use can be awarded although nobody has assessed what it does to people
agency/adopt-tool.duly:29:95: error[DLY101 unknown-name] no role is called `registration-clerk`
agency/adopt-tool.duly:32:16: warning[DLY305 long-interval] two lines, ?[2J and \u{fffd}a turn
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
