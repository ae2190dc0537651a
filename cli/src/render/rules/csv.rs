//! The list for spreadsheets: comma-separated values.

use std::io::{self, Write};

use super::{Report, level, rule, unasked};
use crate::render::csv::row;

/// Writes the rows, a line for each.
pub(crate) fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    if report.trace.is_some() { trace(out, report) } else { list(out, report) }
}

fn list(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    row(out, &["guidance", "stage", "requirement", "number", "level", "title", "expectations"])?;
    for book in &report.books {
        for rule in &book.rules {
            let (stage, title) = (rule.stage.as_deref().unwrap_or(""), rule.title.as_deref().unwrap_or(""));
            let (numbers, level, count) = (rule.numbers.join(", "), level(rule), rule.answers.len().to_string());
            row(out, &[&book.name, stage, &rule.name, &numbers, &level, title, &count])?;
        }
    }
    Ok(())
}

/// A row for each expectation and each requirement that answers it. Every row says everything, so that it can be sorted.
fn trace(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let about = ["guidance", "expectation", "level", "what is expected", "source"];
    let came = ["requirement", "requirement level", "what it asks", "broken in", "kept in", "why none"];
    row(out, &[&about[..], &came[..]].concat())?;
    for book in &report.books {
        for it in &book.expectations {
            let (level, title) = (it.level.as_deref().unwrap_or(""), it.title.as_deref().unwrap_or(""));
            let sources = it.sources.join("; ");
            let because = it.because.as_deref().unwrap_or("");
            let about = [book.name.as_str(), &it.name, level, title, &sources];
            for name in &it.answered_by {
                answer(out, report, &about, name, because)?;
            }
            if it.answered_by.is_empty() {
                row(out, &[&about[..], &["", "", "", "", "", because]].concat())?;
            }
        }
        for it in unasked(book) {
            let sources = it.sources.join("; ");
            answer(out, report, &[book.name.as_str(), "", "", "", &sources], &it.name, "")?;
        }
    }
    Ok(())
}

fn answer(out: &mut dyn Write, report: &Report, about: &[&str], name: &str, because: &str) -> io::Result<()> {
    let found = report.books.iter().find_map(|book| rule(book, name));
    let (level, title) = (found.map(level).unwrap_or_default(), found.and_then(|it| it.title.as_deref()).unwrap_or(""));
    let shown = report.shown(name);
    let place = |it: &'_ Option<String>| it.clone().unwrap_or_default();
    row(out, &[about, &[name, &level, title, &place(&shown.broken), &place(&shown.kept), because]].concat())
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn drawn(report: &Report) -> Vec<String> {
        let mut out = Vec::new();
        write(&mut out, report).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_list_has_a_line_for_each_requirement() {
        let lines = drawn(&sample::list());
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[2], r#""ours","","ours/tell","","should","","0""#);
    }

    #[test]
    fn a_trace_says_everything_in_every_line() {
        let lines = drawn(&sample::trace());
        let expected = [
            r#""ours","E1","must","Look | first","Hearing, ""a""; Hearing, b","ours/look-first","must, not waivable","Look before you buy, and look once more before anybody else does","cases/broken","'=kept","""#,
            r#""ours","E2","","","","","","","","","It is a duty of the State.""#,
            r#""ours","E3","may","","","","","","","","""#,
            r#""ours","","","","Charter 4","ours/tell","should","","","","""#,
        ];
        assert_eq!(lines[1..], expected);
        let cells = |line: &String| line.matches("\",\"").count();
        assert_eq!(lines.iter().map(cells).collect::<Vec<_>>(), [10; 5]);
    }
}
