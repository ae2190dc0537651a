//! Workflow commands, by which GitHub Actions marks lines of a pull request. The report for people follows them.

use std::fmt::Write as _;
use std::io::{self, Write};

use duly_dsl::Severity;

use super::report::Report;
use super::spot::{Spot, Unit};
use super::summary::{WEIGHTS, number};
use crate::clean;

/// So many of each weight GitHub shows for one step; the rest it drops without a word.
const SHOWN: usize = 10;

/// Writes a command for each finding and each file that could not be read, the gravest first.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    for failure in report.failures {
        let (file, why) =
            (property(&report.root.path(&failure.what)), data(&format!("cannot read it: {}", failure.why)));
        writeln!(out, "::error title=duly,file={file}::{why}")?;
    }
    for weight in WEIGHTS {
        for diagnostic in report.analysis.diagnostics.iter().filter(|it| it.severity == weight) {
            let spot = Spot::of(&report.analysis.files, diagnostic.at, Unit::Char);
            let title = property(&format!("duly ({})", diagnostic.code.id));
            let file = property(&report.root.path(spot.file));
            let ((line, col), (end_line, end_col)) = (spot.start, spot.end);
            write!(out, "::{} title={title},file={file},line={line}", command(weight))?;
            // Columns are taken only where the first line is the last.
            if line == end_line {
                write!(out, ",col={col},endLine={end_line},endColumn={end_col}")?;
            } else {
                write!(out, ",endLine={end_line}")?;
            }
            writeln!(out, "::{}", data(&diagnostic.message))?;
        }
    }
    match left_out(report) {
        Some(words) => writeln!(out, "{words}"),
        None => Ok(()),
    }
}

/// What GitHub will not show, in words.
pub(crate) fn left_out(report: &Report<'_>) -> Option<String> {
    let mut words = String::new();
    for weight in WEIGHTS {
        let found = report.summary.findings.get(&weight).copied().unwrap_or(0);
        let all = found + if weight == Severity::Error { report.failures.len() } else { 0 };
        if all > SHOWN {
            let room = if words.is_empty() { "" } else { " and " };
            let _never_fails = write!(words, "{room}{}", number(all - SHOWN, weight.word()));
        }
    }
    let rest = "not shown at its line, because GitHub shows ten of each kind for one step; the report has all";
    (!words.is_empty()).then(|| format!("{words} {rest}"))
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// What follows the command.
fn data(text: &str) -> String {
    clean::words(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What follows a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_gets_out_of_its_property() {
        assert_eq!(property("a,line=1::b\n::c%0A\r"), "a%2Cline=1%3A%3Ab%0A%3A%3Ac%250A?");
        assert_eq!(data("100 %: a,\nb"), "100 %25: a,%0Ab");
    }
}
