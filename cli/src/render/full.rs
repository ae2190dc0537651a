//! For reading: the message, a picture of the lines it is about, why it matters and what to do.

use std::io::{self, Write};

use ariadne::{Color, Config, IndexType, Label, LabelAttach, Report, ReportKind};
use duly_dsl::{Analysis, Diagnostic, Severity, SourceFile};
use unicode_width::UnicodeWidthStr;

use super::Style;
use super::concise::code;
use super::marks::{Mark, marks};
use super::paint::Paint;
use super::shelf::{Desk, STAND_IN, Shelf};
use super::wrap::wrap;
use crate::clean;

/// Where what is said below a picture begins.
const INDENT: usize = 14;

/// ariadne draws in light grey what no label covers, which cannot be read on white.
const PALE: &str = "\x1b[38;5;249m";

/// Writes every finding, with a blank line after each.
pub(crate) fn write(out: &mut dyn Write, analysis: &Analysis, style: Style) -> io::Result<()> {
    let mut shelf = Shelf::new(&analysis.files, style.width);
    for diagnostic in &analysis.diagnostics {
        let marks = marks(diagnostic, &analysis.files, style.width);
        head(out, diagnostic, style)?;
        picture(out, diagnostic, &marks, &shelf.desk(&marks), &analysis.files, style)?;
        words(out, diagnostic, style)?;
        writeln!(out)?;
    }
    Ok(())
}

/// `error[DLY101 unknown-name] message`
fn head(out: &mut dyn Write, diagnostic: &Diagnostic, style: Style) -> io::Result<()> {
    let paint = Paint(style.color);
    let kind = format!("{}[{}]", diagnostic.severity.word(), code(&diagnostic.code));
    let message = clean::line(&diagnostic.message);
    let lines = wrap(&message, kind.width() + 1, style.width);
    write!(out, "{}", paint.weight(diagnostic.severity, &kind))?;
    for (index, line) in lines.iter().enumerate() {
        let room = if index == 0 { " " } else { "  " };
        writeln!(out, "{room}{}", paint.strong(line))?;
    }
    Ok(())
}

fn picture(
    out: &mut dyn Write,
    diagnostic: &Diagnostic,
    marks: &[Mark],
    desk: &Desk<'_>,
    files: &[SourceFile],
    style: Style,
) -> io::Result<()> {
    let main = marks.iter().find(|mark| mark.main).and_then(|mark| desk.span(mark));
    let Some(main) = main else { return Ok(()) };
    let label = |mark: &Mark| {
        let color = if mark.main { color(diagnostic.severity) } else { Color::Cyan };
        Some(Label::new(desk.span(mark)?).with_message(&mark.text).with_color(color))
    };
    // Spans are given in characters: in byte mode, ariadne 0.6 takes the character offset of a label in a second file
    // for a byte offset, names the wrong line, and may slice through a character.
    let config =
        Config::new().with_index_type(IndexType::Char).with_label_attach(LabelAttach::Start).with_color(style.color);
    let report = Report::build(ReportKind::Custom("", Color::Primary), main)
        .with_config(config)
        .with_labels(marks.iter().filter_map(label))
        .finish();
    let mut drawn = Vec::new();
    report.write(desk, &mut drawn)?;
    let drawn = unpaled(&String::from_utf8_lossy(&drawn));
    // The first line is ariadne's own head, which has nothing to say here.
    for line in drawn.lines().skip(1) {
        writeln!(out, "{}", named(line.trim_end(), |part| place(part, diagnostic, marks, files)))?;
    }
    Ok(())
}

/// Takes the paleness, and its end, from around every character that has it.
fn unpaled(drawn: &str) -> String {
    let mut parts = drawn.split(PALE);
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |all, part| all + &part.replacen("\x1b[0m", "", 1))
}

/// Puts the place of a part of a picture where only its number stands.
///
/// The line and column that were drawn there count what is left of a text after it was cut.
fn named(line: &str, place: impl Fn(usize) -> String) -> String {
    let mut pieces = line.splitn(3, STAND_IN);
    match (pieces.next(), pieces.next(), pieces.next()) {
        (Some(before), Some(part), Some(after)) => {
            let after = after.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
            format!("{before}{}{after}", place(part.parse().unwrap_or(0)))
        }
        _ => line.to_owned(),
    }
}

/// `path:line:col` of what is told at the top of a picture, and where each further part begins.
fn place(part: usize, diagnostic: &Diagnostic, marks: &[Mark], files: &[SourceFile]) -> String {
    let first = marks.iter().find(|mark| mark.part == part);
    let (id, line, column) = first.map_or((diagnostic.at.file, 0, 0), |mark| (mark.file, mark.line, mark.from));
    let Some(file) = files.get(id.0 as usize) else {
        return String::new();
    };
    let path = clean::line(&file.path);
    if part == 0 && id == diagnostic.at.file {
        let at = file.position(diagnostic.at.span.start);
        return format!("{path}:{}:{}", at.line, at.column);
    }
    format!("{path}:{}:{}", line + 1, column + 1)
}

fn color(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Info => Color::Blue,
    }
}

/// What is said below the picture: facts and remarks, why it matters, on what authority, what to do.
fn words(out: &mut dyn Write, diagnostic: &Diagnostic, style: Style) -> io::Result<()> {
    for note in facts(diagnostic).iter().chain(&diagnostic.notes) {
        match note.strip_prefix("facts: ") {
            Some(facts) => entry(out, "facts", facts, style)?,
            None => entry(out, "note", note, style)?,
        }
    }
    if let Some(why) = &diagnostic.why {
        entry(out, "why", why, style)?;
    }
    if !diagnostic.sources.is_empty() {
        entry(out, "source", &diagnostic.sources.join(", "), style)?;
    }
    if let Some(help) = &diagnostic.help {
        entry(out, "what to do", help, style)?;
    }
    Ok(())
}

/// The facts of a run, if no note tells them.
fn facts(diagnostic: &Diagnostic) -> Option<String> {
    let told = diagnostic.notes.iter().any(|note| note.starts_with("facts: "));
    let facts = &diagnostic.finding.as_ref()?.witness.as_ref()?.facts;
    let one = |(field, values): &(String, Vec<String>)| format!("{field}: {}", values.join(", "));
    let all = facts.iter().map(one).collect::<Vec<_>>().join("; ");
    (!told && !facts.is_empty()).then(|| format!("facts: {all}"))
}

fn entry(out: &mut dyn Write, title: &str, text: &str, style: Style) -> io::Result<()> {
    let paint = Paint(style.color);
    let title = paint.faint(&format!("{title:width$}", width = INDENT - 2));
    for (index, line) in wrap(&clean::words(text), 0, style.width - INDENT).iter().enumerate() {
        match (index, line.as_str()) {
            (0, _) => writeln!(out, "  {title}{line}")?,
            (_, "") => writeln!(out)?,
            _ => writeln!(out, "{:INDENT$}{line}", "")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
