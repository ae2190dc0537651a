//! One file after the other, with its findings below its name.

use std::io::{self, Write};

use duly_dsl::Analysis;

use super::concise::code;
use super::spot::{Spot, Unit};
use crate::clean;

/// Writes the name of each file that has findings, then these, then a blank line.
pub(crate) fn write(out: &mut dyn Write, analysis: &Analysis) -> io::Result<()> {
    for of_file in analysis.diagnostics.chunk_by(|a, b| a.at.file == b.at.file) {
        for (nth, diagnostic) in of_file.iter().enumerate() {
            let spot = Spot::of(&analysis.files, diagnostic.at, Unit::Char);
            if nth == 0 {
                writeln!(out, "{}:", clean::line(spot.file))?;
            }
            let (line, column) = spot.start;
            let message = clean::line(&diagnostic.message);
            writeln!(out, "  {line}:{column}: {}[{}] {message}", diagnostic.severity.word(), code(&diagnostic.code))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
