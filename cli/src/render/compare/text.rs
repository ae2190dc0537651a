//! A comparison for reading in a terminal.

use std::io::{self, Write};

use duly_dsl::{Case, Change, Compared, Relation, Severity, Which};

use super::{Pair, Report, facts, verdicts};
use crate::clean;
use crate::render::Style;
use crate::render::paint::Paint;
use crate::render::wrap::wrap;

/// Where what is said of a row begins.
const INDENT: usize = 4;

/// Writes each comparison: what matters most first, and a line of counts.
pub(crate) fn write(out: &mut dyn Write, report: &Report, style: Style) -> io::Result<()> {
    for (at, pair) in report.pairs.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        one(out, report, pair, style)?;
    }
    Ok(())
}

fn one(out: &mut dyn Write, report: &Report, pair: &Pair, style: Style) -> io::Result<()> {
    let paint = Paint(style.color);
    let head = format!("{} held against {}", pair.name(Which::Subject), pair.name(Which::Measure));
    writeln!(out, "{}", paint.strong(&clean::line(&head)))?;
    for (relation, rows) in pair.rows(report.all) {
        writeln!(out)?;
        for row in rows {
            line(out, relation, row, style)?;
            details(out, pair, row, style)?;
        }
    }
    if !pair.comparison.changes.is_empty() {
        writeln!(out, "\n{}", paint.strong("own rules"))?;
        for change in &pair.comparison.changes {
            changed(out, pair, change, style)?;
        }
    }
    writeln!(out, "\n{}", pair.counts())
}

fn weight(relation: Relation) -> Severity {
    match relation {
        Relation::Missing | Relation::Weaker => Severity::Error,
        Relation::Unknown | Relation::Undecided | Relation::Incomparable => Severity::Warning,
        _ => Severity::Info,
    }
}

fn line(out: &mut dyn Write, relation: Relation, row: &Compared, style: Style) -> io::Result<()> {
    let paint = Paint(style.color);
    let title = row.title.as_deref().unwrap_or(&row.requirement);
    let word = format!("{:<12}", relation.words());
    let words = clean::line(title);
    for (at, part) in wrap(&words, 13, style.width).iter().enumerate() {
        match at {
            0 => writeln!(out, "{} {}", paint.weight(weight(relation), &word), paint.strong(part))?,
            _ => writeln!(out, "{:13}{part}", "")?,
        }
    }
    let stage = row.stage.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
    let name = format!("{} ({}{stage})", row.requirement, row.level);
    said(out, &name, style)
}

fn said(out: &mut dyn Write, words: &str, style: Style) -> io::Result<()> {
    for part in wrap(&clean::words(words), 0, style.width.saturating_sub(INDENT)) {
        writeln!(out, "{:INDENT$}{part}", "")?;
    }
    Ok(())
}

fn details(out: &mut dyn Write, pair: &Pair, row: &Compared, style: Style) -> io::Result<()> {
    let plain = matches!(row.relation, Relation::Equal | Relation::NeverApplies | Relation::Stronger);
    if let (false, Some(verdicts)) = (plain, verdicts(row)) {
        let of = row.of.subject.as_ref().or(row.of.measure.as_ref());
        let of = of.map(|it| format!(" for {it}")).unwrap_or_default();
        said(out, &format!("{verdicts}{of}"), style)?;
    }
    for departure in row.departures.subject.iter().chain(&row.departures.measure) {
        let until = departure.until.map(|it| format!(" until {it}")).unwrap_or_default();
        let by = if departure.by.is_empty() { String::new() } else { format!(", by {}", departure.by.join(" and ")) };
        let why = departure.reason.as_ref().map(|it| format!(": {it}")).unwrap_or_default();
        said(out, &format!("waiver {}{until}{by}{why}", departure.waiver), style)?;
    }
    if let (Relation::ToBeJudged, Some(question)) = (row.relation, &row.question) {
        said(out, question, style)?;
    }
    if let Some(reason) = row.reason.as_ref().filter(|_| !plain) {
        said(out, reason, style)?;
    }
    if let Some(case) = &row.case {
        shown(out, pair, case, style)?;
    }
    let because = row.because.as_ref().filter(|_| !plain && row.relation != Relation::ToBeJudged);
    if let Some(because) = because {
        said(out, &format!("why: {because}"), style)?;
    }
    Ok(())
}

fn shown(out: &mut dyn Write, pair: &Pair, case: &Case, style: Style) -> io::Result<()> {
    said(out, &case.message, style)?;
    if !case.witness.facts.is_empty() {
        said(out, &format!("facts: {}", facts(&case.witness.facts)), style)?;
    }
    for stop in &case.witness.run {
        let words = format!("→ {}  {}", stop.step, pair.place(case.side, stop.at));
        writeln!(out, "{:INDENT$}{}", "", Paint(style.color).quote(&clean::line(&words)))?;
    }
    Ok(())
}

fn changed(out: &mut dyn Write, pair: &Pair, change: &Change, style: Style) -> io::Result<()> {
    let paint = Paint(style.color);
    let word = format!("{:<12}", change.relation.words());
    for (at, part) in wrap(&clean::line(&change.message), 13, style.width).iter().enumerate() {
        match at {
            0 => writeln!(out, "{} {part}", paint.weight(weight(change.relation), &word))?,
            _ => writeln!(out, "{:13}{part}", "")?,
        }
    }
    for side in [Which::Measure, Which::Subject] {
        if let Some(at) = *change.places.of(side) {
            let value = change.values.of(side).as_ref().map(|it| format!("  {it}")).unwrap_or_default();
            said(out, &format!("{}{value}", pair.place(side, at)), style)?;
        }
    }
    if let Some(case) = &change.case {
        shown(out, pair, case, style)?;
    }
    Ok(())
}
