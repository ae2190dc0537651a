//! For programs: one object that says which shape it has.
//!
//! Lines and columns count from 1, columns in characters; offsets count bytes from 0.

use std::io::{self, Write};

use duly_dsl::{Analysis, Date, Diagnostic, Finding, Label, Place, Row, Severity, SourceFile, Stop, Verdict, Witness};
use serde::{Serialize, Serializer};

use super::summary::{ORDER, Summary, WEIGHTS};

/// Changes when a field changes its meaning or goes; not when one is added.
const SCHEMA: &str = "duly-check/1";

/// Writes the object.
pub(crate) fn write(out: &mut dyn Write, analysis: &Analysis, today: Date, summary: &Summary) -> io::Result<()> {
    let files = Files(&analysis.files);
    let report = Report {
        schema: SCHEMA,
        today: today.to_string(),
        diagnostics: analysis.diagnostics.iter().map(|it| files.diagnostic(it)).collect(),
        verdicts: analysis.verdicts.iter().map(verdict).collect(),
        summary: Counts::of(summary),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

/// Writes each finding as an object on a line of its own, in the shape that it has in the whole.
pub(crate) fn write_lines(out: &mut dyn Write, analysis: &Analysis) -> io::Result<()> {
    let files = Files(&analysis.files);
    for diagnostic in &analysis.diagnostics {
        serde_json::to_writer(&mut *out, &files.diagnostic(diagnostic))?;
        writeln!(out)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    today: String,
    diagnostics: Vec<Entry<'a>>,
    verdicts: Vec<Decided<'a>>,
    summary: Counts,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
    related: Vec<Related<'a>>,
    notes: &'a [String],
    why: Option<&'a str>,
    sources: &'a [String],
    help: Option<&'a str>,
    #[serde(flatten)]
    about: Option<About<'a>>,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    offset: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
}

/// What is said of a requirement only.
#[derive(Serialize)]
struct About<'a> {
    requirement: &'a str,
    level: &'a str,
    stage: Option<&'a str>,
    entity: &'a str,
    subject: &'a str,
    also: &'a [String],
    verdict: &'static str,
    witness: Option<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(serialize_with = "in_order")]
    facts: &'a [(String, Vec<String>)],
    run: Vec<Stopped<'a>>,
}

#[derive(Serialize)]
struct Stopped<'a> {
    step: &'a str,
    #[serde(flatten)]
    at: At<'a>,
}

#[derive(Serialize)]
struct Decided<'a> {
    requirement: &'a str,
    level: &'a str,
    stage: Option<&'a str>,
    entity: &'a str,
    subject: &'a str,
    verdict: &'static str,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Counts {
    files: usize,
    unread: usize,
    #[serde(serialize_with = "in_order")]
    diagnostics: Vec<(&'static str, usize)>,
    #[serde(serialize_with = "in_order")]
    requirements: Vec<(&'static str, usize)>,
}

impl Counts {
    /// Every weight and verdict is there, also those that did not occur.
    fn of(summary: &Summary) -> Self {
        let found = |severity: &Severity| summary.findings.get(severity).copied().unwrap_or(0);
        let decided = |verdict: &Verdict| summary.verdicts.get(verdict).copied().unwrap_or(0);
        Self {
            files: summary.files,
            unread: summary.unread,
            diagnostics: WEIGHTS.iter().map(|it| (it.word(), found(it))).collect(),
            requirements: ORDER.iter().map(|it| (it.words(), decided(it))).collect(),
        }
    }
}

/// An object whose keys keep their order.
fn in_order<S: Serializer, V: Serialize, K: Serialize>(pairs: &impl AsRef<[(K, V)]>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(pairs.as_ref().iter().map(|(key, value)| (key, value)))
}

struct Files<'a>(&'a [SourceFile]);

impl<'a> Files<'a> {
    fn diagnostic(&self, diagnostic: &'a Diagnostic) -> Entry<'a> {
        Entry {
            code: &diagnostic.code.id,
            name: &diagnostic.code.name,
            severity: diagnostic.severity.word(),
            message: &diagnostic.message,
            at: self.at(diagnostic.at),
            related: diagnostic.labels.iter().map(|label| self.related(label)).collect(),
            notes: &diagnostic.notes,
            why: diagnostic.why.as_deref(),
            sources: &diagnostic.sources,
            help: diagnostic.help.as_deref(),
            about: diagnostic.finding.as_ref().map(|finding| self.about(finding)),
        }
    }

    fn related(&self, label: &'a Label) -> Related<'a> {
        Related { message: &label.text, at: self.at(label.at) }
    }

    fn about(&self, finding: &'a Finding) -> About<'a> {
        About {
            requirement: &finding.requirement,
            level: &finding.level,
            stage: finding.stage.as_deref(),
            entity: &finding.entity,
            subject: &finding.subject,
            also: &finding.also,
            verdict: finding.verdict.words(),
            witness: finding.witness.as_ref().map(|witness| self.shown(witness)),
        }
    }

    fn shown(&self, witness: &'a Witness) -> Shown<'a> {
        let stopped = |stop: &'a Stop| Stopped { step: &stop.step, at: self.at(stop.at) };
        Shown { facts: &witness.facts, run: witness.run.iter().map(stopped).collect() }
    }

    fn at(&self, place: Place) -> At<'a> {
        let file = self.0.get(place.file.0 as usize);
        let point = |offset: u32| {
            let at = file.map(|file| file.position(offset));
            Point { line: at.map_or(1, |at| at.line), column: at.map_or(1, |at| at.column), offset }
        };
        let range = Range { start: point(place.span.start), end: point(place.span.end) };
        At { file: file.map_or("", |file| &file.path), range }
    }
}

fn verdict(row: &Row) -> Decided<'_> {
    let finding = &row.finding;
    Decided {
        requirement: &finding.requirement,
        level: &finding.level,
        stage: finding.stage.as_deref(),
        entity: &finding.entity,
        subject: &finding.subject,
        verdict: finding.verdict.words(),
        reason: row.reason.as_deref(),
    }
}

#[cfg(test)]
mod tests;
