//! A Code Quality report for GitLab, which shows in a merge request what it brings and what it takes away.

use std::io::{self, Write};

use duly_dsl::Severity;
use serde::Serialize;

use super::fingerprint::fingerprints;
use super::report::Report;
use super::spot::{Spot, Unit};
use crate::clean;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes a list of all findings.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let analysis = report.analysis;
    let issues = analysis.diagnostics.iter().zip(fingerprints(analysis, report.root)).map(|(it, fingerprint)| {
        let spot = Spot::of(&analysis.files, it.at, Unit::Char);
        Issue {
            description: clean::line(&it.message).into_owned(),
            check_name: &it.code.id,
            fingerprint,
            severity: severity(it.severity),
            location: Location {
                path: report.root.path(spot.file),
                lines: Lines { begin: spot.start.0, end: spot.end.0 },
            },
        }
    });
    serde_json::to_writer_pretty(&mut *out, &issues.collect::<Vec<_>>())?;
    writeln!(out)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
