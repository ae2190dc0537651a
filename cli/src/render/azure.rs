//! Logging commands, by which Azure Pipelines lists what was found. The report for people follows them.

use std::io::{self, Write};

use duly_dsl::Severity;

use super::report::Report;
use super::spot::{Spot, Unit};
use crate::clean;

/// Writes a command for each finding and each file that could not be read. Azure knows errors and warnings only.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    for failure in report.failures {
        let (file, why) =
            (property(&report.root.path(&failure.what)), data(&format!("cannot read it: {}", failure.why)));
        writeln!(out, "##vso[task.logissue type=error;sourcepath={file};]{why}")?;
    }
    for diagnostic in &report.analysis.diagnostics {
        let spot = Spot::of(&report.analysis.files, diagnostic.at, Unit::Char);
        let kind = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        let file = property(&report.root.path(spot.file));
        let ((line, column), code) = (spot.start, property(&diagnostic.code.id));
        write!(out, "##vso[task.logissue type={kind};sourcepath={file};linenumber={line};columnnumber={column};")?;
        writeln!(out, "code={code};]{}", data(&diagnostic.message))?;
    }
    Ok(())
}

/// What follows the command.
fn data(text: &str) -> String {
    clean::words(text).replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What follows a `=`.
fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_gets_out_of_its_property() {
        assert_eq!(property("a;type=x]b\n##vso[c%"), "a%3Btype=x%5Db%0A##vso[c%AZP25");
    }
}
