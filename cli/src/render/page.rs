//! A page of explanation, made plain for a terminal: it is written in Markdown, and only its marks are touched.

use std::io::{self, Write};

use super::Style;
use super::paint::Paint;
use super::wrap::wrap;
use crate::clean;

/// Writes a page for reading.
pub(crate) fn write(out: &mut dyn Write, markdown: &str, style: Style) -> io::Result<()> {
    let clean = clean::words(markdown);
    let mut page = Page { out, paint: Paint(style.color), width: style.width, paragraph: String::new() };
    let mut code = false;
    for line in clean.lines() {
        if line.trim_start().starts_with("```") {
            page.flush()?;
            code = !code;
        } else if code {
            page.code(line)?;
        } else {
            page.line(line)?;
        }
    }
    page.flush()
}

struct Page<'a> {
    out: &'a mut dyn Write,
    paint: Paint,
    width: usize,
    /// Lines that will be wrapped as one.
    paragraph: String,
}

impl Page<'_> {
    fn line(&mut self, line: &str) -> io::Result<()> {
        let body = line.trim();
        if body.is_empty() {
            self.flush()?;
            writeln!(self.out)
        } else if let Some(title) = heading(body) {
            self.flush()?;
            writeln!(self.out, "{}", self.paint.strong(title))
        } else if body.starts_with('|') {
            self.flush()?;
            writeln!(self.out, "{line}")
        } else {
            if starts_item(body) {
                self.flush()?;
            }
            // The room in front of a list within a list stays.
            let next = if self.paragraph.is_empty() { line.trim_end() } else { body };
            if !self.paragraph.is_empty() {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(next);
            Ok(())
        }
    }

    fn code(&mut self, line: &str) -> io::Result<()> {
        let text = if line.is_empty() { String::new() } else { format!("    {}", self.paint.quote(line)) };
        writeln!(self.out, "{text}")
    }

    fn flush(&mut self) -> io::Result<()> {
        let text = std::mem::take(&mut self.paragraph);
        if text.is_empty() {
            return Ok(());
        }
        let hang = if starts_item(text.trim_start()) { 2 } else { 0 };
        let mut quoted = false;
        for (index, line) in wrap(&without_stars(&text), 0, self.width - hang).iter().enumerate() {
            let room = if index == 0 { 0 } else { hang };
            writeln!(self.out, "{:room$}{}", "", self.spans(line, &mut quoted))?;
        }
        Ok(())
    }

    /// `code` in its colour, or with its marks where there is none.
    fn spans(&self, line: &str, quoted: &mut bool) -> String {
        let mut painted = String::new();
        for (index, part) in line.split('`').enumerate() {
            if index > 0 {
                *quoted = !*quoted;
                painted.push_str(if self.paint.0 { "" } else { "`" });
            }
            if *quoted && !part.is_empty() {
                painted.push_str(&self.paint.quote(part));
            } else {
                painted.push_str(part);
            }
        }
        painted
    }
}

/// Bold words without their stars; in code, stars stay.
fn without_stars(text: &str) -> String {
    let outside = |(index, part): (usize, &str)| {
        if index % 2 == 0 { part.replace("**", "") } else { part.to_owned() }
    };
    text.split('`').enumerate().map(outside).collect::<Vec<_>>().join("`")
}

fn heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    (title.len() < line.len()).then(|| title.strip_prefix(' ')).flatten()
}

fn starts_item(line: &str) -> bool {
    let numbered = || line.split_once(". ").is_some_and(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()));
    line.starts_with("- ") || line.starts_with("* ") || line.starts_with("> ") || numbered()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(markdown: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, markdown, Style { color: false, width: 40 }).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_page_reads_without_its_marks() {
        let page = "# unreachable-step\n\nA step that **no run** reaches is a promise\nnobody can keep: see `go to`.\n\n\
                    - first, which is long enough for two lines\n- second\n\n```duly\nprocedure buy {\n  end\n}\n```\n";
        let expected = "unreachable-step\n\nA step that no run reaches is a promise\nnobody can keep: see `go to`.\n\n\
                        - first, which is long enough for two\n  lines\n- second\n\n    procedure buy {\n      end\n    }\n";
        assert_eq!(plain(page), expected);
    }

    #[test]
    fn no_page_reaches_the_terminal_with_a_control_character() {
        assert_eq!(plain("a\u{1b}[2Jb"), "a?[2Jb\n");
    }
}
