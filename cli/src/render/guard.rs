//! What is printed in a pipeline is read by the machine that runs it, and some of it is obeyed: GitHub obeys a line that
//! begins with `::`, and GitHub and Azure obey `##[…]` and `##vso[…]` anywhere. Text of a file never gets to say that.

use std::io::{self, Write};

/// What is written, and so how a sign can be written otherwise without saying anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// For people: a space is put in.
    Words,
    /// `#` stands in strings only, and may be written by its number there.
    Json,
    /// The same holds of attributes and text.
    Xml,
}

/// Takes what is written, and passes it on line by line.
pub(crate) struct Guard<'a> {
    out: &'a mut dyn Write,
    kind: Kind,
    line: Vec<u8>,
}

impl<'a> Guard<'a> {
    /// Guards all that is written meanwhile.
    pub(crate) fn around(
        out: &'a mut dyn Write,
        kind: Kind,
        draw: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut guard = Self { out, kind, line: Vec::new() };
        draw(&mut guard)?;
        guard.pass()
    }

    fn pass(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        match std::str::from_utf8(&line) {
            Ok(text) if text.contains("##") || text.contains("::") => {
                self.out.write_all(harmless(text, self.kind).as_bytes())
            }
            _ => self.out.write_all(&line),
        }
    }
}

impl Write for Guard<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.pass()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A line, or lines, that no runner obeys.
pub(crate) fn harmless(text: &str, kind: Kind) -> String {
    match kind {
        Kind::Json => text.replace("##", "#\\u0023"),
        Kind::Xml => text.replace("##", "#&#35;"),
        Kind::Words => text.split_inclusive('\n').map(words).collect(),
    }
}

fn words(line: &str) -> String {
    let line = line.replace("##[", "# #[").replace("##vso[", "# #vso[");
    let rest = line.trim_start();
    let (before, _) = line.split_at(line.len() - rest.len());
    match rest.strip_prefix("::") {
        Some(rest) => format!("{before}: :{rest}"),
        None => line.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_a_runner_obeys() {
        let obeyed = "::add-mask::x\n \u{3000}::stop-commands::x\na ##[add-mask]x ##vso[task.setvariable]y\n";
        let said = harmless(obeyed, Kind::Words);
        assert_eq!(said, ": :add-mask::x\n \u{3000}: :stop-commands::x\na # #[add-mask]x # #vso[task.setvariable]y\n");
    }

    #[test]
    fn programs_read_what_they_would_have_read() {
        let json = serde_json::to_string("### ##[x] \\##").unwrap();
        let written = harmless(&json, Kind::Json);
        assert!(!written.contains("##"), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), "### ##[x] \\##");
        let xml = harmless("&lt;###[x]", Kind::Xml);
        assert!(!xml.contains("##"), "{xml}");
        assert_eq!(quick_xml::escape::unescape(&xml).unwrap(), "<###[x]");
    }

    #[test]
    fn lines_come_through_in_whatever_pieces_they_are_written() {
        let mut out = Vec::new();
        Guard::around(&mut out, Kind::Words, |out| "a\n:|:b\nc #|#[".split('|').try_for_each(|it| write!(out, "{it}")))
            .unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a\n: :b\nc # #[");
    }
}
