//! The Diagnostic Format of reviewdog. It counts columns in bytes and takes paths from where it runs.

use std::io::{self, Write};

use duly_dsl::{Analysis, Diagnostic, Severity};
use serde::Serialize;

use super::spot::{Spot, Unit};
use crate::clean;

#[derive(Serialize)]
struct Whole<'a> {
    source: Source,
    diagnostics: Vec<One<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct One<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

/// Writes all findings.
pub(crate) fn write<'a>(out: &mut dyn Write, analysis: &'a Analysis) -> io::Result<()> {
    let position = |(line, column)| Position { line, column };
    let one = |it: &'a Diagnostic| {
        let Diagnostic { at, message, severity, code, .. } = it;
        let spot = Spot::of(&analysis.files, *at, Unit::Byte);
        let range = Range { start: position(spot.start), end: position(spot.end) };
        One {
            message: clean::line(message).into_owned(),
            location: Location { path: spot.file, range },
            severity: word(*severity),
            code: Code { value: &code.id },
        }
    };
    let whole = Whole { source: Source { name: "duly" }, diagnostics: analysis.diagnostics.iter().map(one).collect() };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}
