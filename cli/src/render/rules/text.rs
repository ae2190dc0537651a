//! The list for a terminal.

use std::io::{self, Write};

use duly_dsl::{Expectation, Rule, Rulebook};

use super::{Report, Shown, heading, level, rule, short, stages, unasked};
use crate::clean;
use crate::render::Style;
use crate::render::paint::Paint;
use crate::render::summary::number;
use crate::render::wrap::wrap;

/// Writes the list.
pub(crate) fn write(out: &mut dyn Write, report: &Report, style: Style) -> io::Result<()> {
    let mut list = List { out, paint: Paint(style.color), width: style.width };
    for (at, book) in report.books.iter().enumerate() {
        if at > 0 {
            writeln!(list.out)?;
        }
        list.line(0, &heading(book), Paint::strong)?;
        if report.trace.is_some() { list.trace(report, book)? } else { list.rules(book)? }
    }
    Ok(())
}

struct List<'o> {
    out: &'o mut dyn Write,
    paint: Paint,
    width: usize,
}

impl List<'_> {
    /// One line, broken where it has to be; what follows stands two columns further right.
    fn line(&mut self, room: usize, text: &str, paint: fn(Paint, &str) -> String) -> io::Result<()> {
        let text = clean::line(text);
        if text.is_empty() {
            return Ok(());
        }
        let width = self.width.saturating_sub(room + 2).max(20);
        for (at, line) in wrap(&text, 0, width).iter().enumerate() {
            let room = if at == 0 { room } else { room + 2 };
            writeln!(self.out, "{:room$}{}", "", paint(self.paint, line))?;
        }
        Ok(())
    }

    fn rules(&mut self, book: &Rulebook) -> io::Result<()> {
        let mut counts = number(book.rules.len(), "requirement");
        if !book.expectations.is_empty() {
            counts.push_str(&format!(", {}", number(book.expectations.len(), "expectation")));
        }
        self.line(0, &counts, plain)?;
        for (stage, rules) in stages(book) {
            writeln!(self.out)?;
            self.line(0, stage.unwrap_or("at no stage"), Paint::strong)?;
            for rule in rules {
                self.rule(book, rule)?;
            }
        }
        Ok(())
    }

    fn rule(&mut self, book: &Rulebook, rule: &Rule) -> io::Result<()> {
        let mut parts = vec![short(book, &rule.name).to_owned()];
        parts.extend(rule.numbers.iter().cloned());
        parts.push(level(rule));
        parts.extend((!rule.answers.is_empty()).then(|| number(rule.answers.len(), "expectation")));
        self.line(2, &parts.join(" · "), Paint::quote)?;
        rule.title.iter().try_for_each(|title| self.line(4, title, plain))
    }

    fn trace(&mut self, report: &Report, book: &Rulebook) -> io::Result<()> {
        self.line(0, &report.counts(book), plain)?;
        self.line(0, &report.examples_counted(book), plain)?;
        for expectation in &book.expectations {
            writeln!(self.out)?;
            self.expectation(report, book, expectation)?;
        }
        if unasked(book).next().is_some() {
            writeln!(self.out)?;
            self.line(0, "Requirements that answer none of these", Paint::strong)?;
        }
        for rule in unasked(book) {
            writeln!(self.out)?;
            self.answer(report, book, &rule.name)?;
            self.line(4, &rule.sources.join("; "), Paint::faint)?;
        }
        Ok(())
    }

    fn expectation(&mut self, report: &Report, book: &Rulebook, it: &Expectation) -> io::Result<()> {
        let parts: Vec<&str> =
            [Some(it.name.as_str()), it.level.as_deref(), it.title.as_deref()].into_iter().flatten().collect();
        self.line(0, &parts.join(" · "), Paint::strong)?;
        self.line(2, &it.sources.join("; "), Paint::faint)?;
        for name in &it.answered_by {
            self.answer(report, book, name)?;
        }
        match (&it.because, it.answered_by.is_empty()) {
            (Some(because), _) => self.line(2, &format!("no requirement: {because}"), plain),
            (None, true) => self.line(2, "no requirement, and nobody says why not", plain),
            (None, false) => Ok(()),
        }
    }

    /// A requirement and its examples.
    fn answer(&mut self, report: &Report, book: &Rulebook, name: &str) -> io::Result<()> {
        let title = rule(book, name).and_then(|it| it.title.as_deref()).unwrap_or("");
        let dash = if title.is_empty() { "" } else { " · " };
        self.line(2, &format!("{}{dash}{title}", short(book, name)), Paint::quote)?;
        let Shown { broken, kept } = report.shown(name);
        let place = |it: &Option<String>| it.clone().unwrap_or_else(|| "nowhere".to_owned());
        self.line(4, &format!("broken: {}", place(broken)), plain)?;
        self.line(4, &format!("kept: {}", place(kept)), plain)
    }
}

fn plain(_: Paint, text: &str) -> String {
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn drawn(report: &Report) -> String {
        let mut out = Vec::new();
        write(&mut out, report, Style { color: false, width: 60 }).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_list_reads_by_stage() {
        let expected = "\
Ours
2 requirements, 3 expectations

look
  look-first · A-1 · must, not waivable · 1 expectation
    Look before you buy, and look once more before anybody
      else does

at no stage
  tell · should
";
        assert_eq!(drawn(&sample::list()), expected);
    }

    #[test]
    fn a_trace_leads_from_what_was_asked_for_to_examples() {
        let expected = "\
Ours
3 expectations: 1 answered, 1 with a reason why not, 1
  with neither
2 requirements: 1 broken in an example, 1 kept in one

E1 · must · Look | first
  Hearing, \"a\"; Hearing, b
  look-first · Look before you buy, and look once more
    before anybody else does
    broken: cases/broken
    kept: =kept

E2
  no requirement: It is a duty of the State.

E3 · may
  no requirement, and nobody says why not

Requirements that answer none of these

  tell
    broken: nowhere
    kept: nowhere
    Charter 4
";
        assert_eq!(drawn(&sample::trace()), expected);
    }

    #[test]
    fn nothing_reaches_a_terminal_that_it_would_obey() {
        let mut report = sample::trace();
        report.books[0].title = Some("a\u{1b}[2Jb\u{202e}".to_owned());
        let drawn = drawn(&report);
        assert!(drawn.starts_with("a?[2Jb\u{fffd}\n"), "{drawn}");
    }
}
