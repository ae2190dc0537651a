//! Markdown for a pull request or the summary of a step. Text of files is escaped, so that it can neither format nor link.

use std::io::{self, Write};

use duly_dsl::Diagnostic;

use super::markdown::{code, unlinked, words, words_and};
use super::report::Report;
use super::spot::{Spot, Unit};
use super::summary::{WEIGHTS, number};

/// Room for the line that says how much was left out.
const TAIL: usize = 200;

/// Writes how things stand, then the findings of each weight, as many as there is room for in so many bytes.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>, most: usize) -> io::Result<()> {
    let mut text = Vec::new();
    writeln!(text, "## Duly\n")?;
    let mut counts = Vec::new();
    report.summary.write(&mut counts)?;
    writeln!(text, "{}", words(&String::from_utf8_lossy(&counts)))?;
    for failure in report.failures {
        writeln!(text, "\n- **not read**: {}: {}", code(&failure.what), words(&failure.why))?;
    }
    let mut left = 0;
    for weight in WEIGHTS {
        let found: Vec<_> = report.analysis.diagnostics.iter().filter(|it| it.severity == weight).collect();
        if found.is_empty() {
            continue;
        }
        let mut head = weight.word().to_owned();
        if let Some(first) = head.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        left += fill(&mut text, &format!("\n### {head} ({})\n\n", found.len()), TAIL, most)?;
        for diagnostic in found {
            left += fill(&mut text, &item(report, diagnostic)?, TAIL, most)?;
        }
    }
    if left > 0 {
        fill(
            &mut text,
            &format!("\nMore was found than there is room for here: {}.\n", number(left, "entry")),
            0,
            most,
        )?;
    }
    out.write_all(&text)
}

/// Adds what there is room for; says whether there was none.
fn fill(text: &mut Vec<u8>, part: &str, spare: usize, most: usize) -> io::Result<usize> {
    if text.len() + part.len() + spare > most {
        return Ok(1);
    }
    text.write_all(part.as_bytes())?;
    Ok(0)
}

fn item(report: &Report<'_>, diagnostic: &Diagnostic) -> io::Result<String> {
    let mut text = Vec::new();
    let spot = Spot::of(&report.analysis.files, diagnostic.at, Unit::Char);
    let place = format!("{}:{}", spot.file, spot.start.0);
    let name = super::concise::code(&diagnostic.code);
    writeln!(text, "- **{}** {}: {}", words(&name), code(&place), framed(&diagnostic.message))?;
    for note in &diagnostic.notes {
        writeln!(text, "  - {}", framed(note))?;
    }
    if let Some(why) = &diagnostic.why {
        writeln!(text, "  - why: {}", framed(why))?;
    }
    if let Some(help) = &diagnostic.help {
        writeln!(text, "  - what to do: {}", framed(help))?;
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Words in which names stand in backticks. Whatever is between two of them is a name, and nothing else is Markdown.
pub(crate) fn framed(text: &str) -> String {
    let parts: Vec<_> = text.split('`').collect();
    if parts.len() % 2 == 0 {
        return sentence(text);
    }
    let part = |(nth, part): (usize, &&str)| match (nth % 2, part.trim().is_empty()) {
        (0, _) => spaced(part),
        (_, true) => format!("\\`{part}\\`"),
        (_, false) => code(part),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Words that call nobody and lead nowhere.
fn sentence(text: &str) -> String {
    unlinked(&words_and(text, "@"))
}

/// The same, with the room before and after it, which a name stands in.
fn spaced(part: &str) -> String {
    let before = if part.starts_with(char::is_whitespace) { " " } else { "" };
    let after = if part.ends_with(char::is_whitespace) && !part.trim().is_empty() { " " } else { "" };
    format!("{before}{}{after}", sentence(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_framed_and_nothing_else_is_markdown() {
        assert_eq!(framed("`a*b` is <b>, `c|d` not @me"), "`a*b` is \\<b\\>, c\\|d not \\@\u{2060}me");
        assert_eq!(framed("a ` b"), "a \\` b");
        assert_eq!(framed("see https://x.y"), "see https:\u{2060}//x.y");
    }
}
