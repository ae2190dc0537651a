//! The list as tables in Markdown.

use std::io::{self, Write};

use duly_dsl::{Expectation, Rulebook};

use super::{Report, heading, level, short, stages, unasked};
use crate::render::markdown::{code, head, row, words};

/// Writes the tables.
pub(crate) fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    for (at, book) in report.books.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "# {}", words(&heading(book)))?;
        if report.trace.is_some() { trace(out, report, book)? } else { list(out, book)? }
    }
    Ok(())
}

fn list(out: &mut dyn Write, book: &Rulebook) -> io::Result<()> {
    for (stage, rules) in stages(book) {
        writeln!(out, "\n## {}\n", words(stage.unwrap_or("At no stage")))?;
        head(out, &["Requirement", "Number", "Level", "What it asks", "Expectations"])?;
        for rule in rules {
            let title = rule.title.as_deref().unwrap_or("");
            let answers = rule.answers.len().to_string();
            row(
                out,
                &[
                    code(short(book, &rule.name)),
                    words(&rule.numbers.join(", ")),
                    words(&level(rule)),
                    words(title),
                    answers,
                ],
            )?;
        }
    }
    Ok(())
}

fn trace(out: &mut dyn Write, report: &Report, book: &Rulebook) -> io::Result<()> {
    writeln!(out, "\n{}.\n\n{}.", words(&report.counts(book)), words(&report.examples_counted(book)))?;
    if !book.expectations.is_empty() {
        writeln!(out, "\n## What was asked for, and what came of it\n")?;
        head(out, &["Expectation", "Level", "What is expected", "Source", "Requirement", "Broken in", "Kept in"])?;
        for expectation in &book.expectations {
            rows(out, report, book, expectation)?;
        }
    }
    if unasked(book).next().is_some() {
        writeln!(out, "\n## Requirements that answer none of these\n")?;
        head(out, &["Requirement", "Level", "What it asks", "Source", "Broken in", "Kept in"])?;
        for rule in unasked(book) {
            let title = rule.title.as_deref().unwrap_or("");
            let [broken, kept] = examples(report, &rule.name);
            row(
                out,
                &[
                    code(short(book, &rule.name)),
                    words(&level(rule)),
                    words(title),
                    words(&rule.sources.join("; ")),
                    broken,
                    kept,
                ],
            )?;
        }
    }
    Ok(())
}

/// A row for each requirement that answers it; all but the first only say what they belong to.
fn rows(out: &mut dyn Write, report: &Report, book: &Rulebook, it: &Expectation) -> io::Result<()> {
    let (level, title) = (it.level.as_deref().unwrap_or(""), it.title.as_deref().unwrap_or(""));
    let mut about = [code(&it.name), words(level), words(title), words(&it.sources.join("; "))];
    for name in &it.answered_by {
        let [broken, kept] = examples(report, name);
        let [id, level, title, sources] = about;
        row(out, &[id.clone(), level, title, sources, code(short(book, name)), broken, kept])?;
        about = [id, String::new(), String::new(), String::new()];
    }
    let reason = match (&it.because, it.answered_by.is_empty()) {
        (Some(because), _) => format!("none: {}", words(because)),
        (None, true) => "none, and nobody says why not".to_owned(),
        (None, false) => return Ok(()),
    };
    let [id, level, title, sources] = about;
    row(out, &[id, level, title, sources, reason, String::new(), String::new()])
}

fn examples(report: &Report, requirement: &str) -> [String; 2] {
    let shown = report.shown(requirement);
    [&shown.broken, &shown.kept].map(|it| it.as_deref().map_or_else(|| "nowhere".to_owned(), code))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn drawn(report: &Report) -> String {
        let mut out = Vec::new();
        write(&mut out, report).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_list_has_a_table_for_each_stage() {
        let expected = "\
# Ours

## look

| Requirement | Number | Level | What it asks | Expectations |
| --- | --- | --- | --- | --- |
| `look-first` | A-1 | must, not waivable | Look before you buy, and look once more before anybody else does | 1 |

## At no stage

| Requirement | Number | Level | What it asks | Expectations |
| --- | --- | --- | --- | --- |
| `tell` | | should | | 0 |
";
        assert_eq!(drawn(&sample::list()), expected);
    }

    #[test]
    fn a_trace_is_one_table_and_what_is_left() {
        let expected = "\
# Ours

3 expectations: 1 answered, 1 with a reason why not, 1 with neither.

2 requirements: 1 broken in an example, 1 kept in one.

## What was asked for, and what came of it

| Expectation | Level | What is expected | Source | Requirement | Broken in | Kept in |
| --- | --- | --- | --- | --- | --- | --- |
| `E1` | must | Look \\| first | Hearing, \"a\"; Hearing, b | `look-first` | `cases/broken` | `=kept` |
| `E2` | | | | none: It is a duty of the State. | | |
| `E3` | may | | | none, and nobody says why not | | |

## Requirements that answer none of these

| Requirement | Level | What it asks | Source | Broken in | Kept in |
| --- | --- | --- | --- | --- | --- |
| `tell` | should | | Charter 4 | nowhere | nowhere |
";
        assert_eq!(drawn(&sample::trace()), expected);
    }
}
