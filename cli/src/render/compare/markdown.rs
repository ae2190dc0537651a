//! A comparison for a pull request. Text from files is escaped, so that it can neither format nor link.

mod registers;

use std::io::{self, Write};

use duly_dsl::{Case, Compared, Relation, Which};

use super::{Pair, Report, facts, verdicts};
use crate::render::markdown::{self, code};

/// Writes each comparison as a table of counts, then what matters, each row folded away under its title.
pub(crate) fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    for pair in &report.pairs {
        one(out, report, pair)?;
    }
    Ok(())
}

fn one(out: &mut dyn Write, report: &Report, pair: &Pair) -> io::Result<()> {
    writeln!(out, "## {} held against {}\n", code(&pair.name(Which::Subject)), code(&pair.name(Which::Measure)))?;
    writeln!(out, "{}\n", words(&pair.counts()))?;
    for (relation, rows) in pair.rows(report.all) {
        let mut head = relation.words().to_owned();
        if let Some(first) = head.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        writeln!(out, "### {head} ({})\n", rows.len())?;
        for row in rows {
            item(out, pair, row)?;
        }
        writeln!(out)?;
    }
    if !pair.comparison.changes.is_empty() {
        writeln!(out, "### Own rules\n")?;
        for change in &pair.comparison.changes {
            writeln!(out, "- **{}**: {}", change.relation.words(), words(&change.message))?;
            for side in [Which::Measure, Which::Subject] {
                if let Some(at) = *change.places.of(side) {
                    let value = change.values.of(side).as_ref().map(|it| format!(": {}", words(it)));
                    writeln!(out, "  - {}{}", code(&pair.place(side, at)), value.unwrap_or_default())?;
                }
            }
        }
        writeln!(out)?;
    }
    registers::write(out, pair)
}

fn item(out: &mut dyn Write, pair: &Pair, row: &Compared) -> io::Result<()> {
    let title = row.title.as_deref().unwrap_or(&row.requirement);
    writeln!(out, "- **{}** ({}, {})", words(title), code(&row.requirement), words(&row.level))?;
    if matches!(row.relation, Relation::Equal | Relation::NeverApplies) {
        return Ok(());
    }
    if let Some(verdicts) = verdicts(row) {
        writeln!(out, "  - {}", words(&verdicts))?;
    }
    for departure in row.departures.subject.iter().chain(&row.departures.measure) {
        let until = departure.until.map(|it| format!(" until {it}")).unwrap_or_default();
        let why = departure.reason.as_deref().unwrap_or("no reason is stated");
        writeln!(out, "  - waiver {}{until}: {}", code(&departure.waiver), words(why))?;
    }
    if let (Relation::ToBeJudged, Some(question)) = (row.relation, &row.question) {
        writeln!(out, "  - {}", words(question))?;
    }
    if let Some(reason) = &row.reason {
        writeln!(out, "  - {}", words(reason))?;
    }
    if let Some(case) = &row.case {
        shown(out, pair, case)?;
    }
    if let Some(because) = row.because.as_ref().filter(|_| row.relation != Relation::Stronger) {
        writeln!(out, "  - why: {}", words(because))?;
    }
    Ok(())
}

fn shown(out: &mut dyn Write, pair: &Pair, case: &Case) -> io::Result<()> {
    writeln!(out, "  - {}", words(&case.message))?;
    if !case.witness.facts.is_empty() {
        writeln!(out, "    - facts: {}", words(&facts(&case.witness.facts)))?;
    }
    for (at, stop) in case.witness.run.iter().enumerate() {
        writeln!(out, "    {}. {} ({})", at + 1, words(&stop.step), code(&pair.place(case.side, stop.at)))?;
    }
    Ok(())
}

/// Words that format nothing, and that call nobody.
fn words(text: &str) -> String {
    markdown::unlinked(&markdown::at_start(markdown::words_and(text, "!+=@^{}")))
}
