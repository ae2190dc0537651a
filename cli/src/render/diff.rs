//! The difference of two texts, as `diff -u` has it, with nothing in it that a terminal obeys.

use std::io::{self, Write};
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use crate::clean;

/// How long the shortest difference is searched for; after that, one that is not the shortest will do.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) fn write(out: &mut dyn Write, name: &str, old: &str, new: &str) -> io::Result<()> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let mut diff = diff.unified_diff();
    let name = clean::line(name);
    writeln!(out, "--- {name}\n+++ {name}")?;
    for hunk in diff.context_radius(3).iter_hunks() {
        writeln!(out, "{}", hunk.header())?;
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            line(out, sign, change.value())?;
        }
    }
    Ok(())
}

fn line(out: &mut dyn Write, sign: char, text: &str) -> io::Result<()> {
    let (line, end) = match text.strip_suffix("\r\n") {
        Some(line) => (line, "\r\n"),
        None => (text.trim_end_matches(['\r', '\n']), "\n"),
    };
    // What is left of line ends within a line would take the terminal back to its beginning.
    let line = clean::source(line).replace('\r', "?");
    write!(out, "{sign}{line}{end}")?;
    if text.ends_with(['\r', '\n']) { Ok(()) } else { writeln!(out, "\\ No newline at end of file") }
}

#[cfg(test)]
mod tests {
    fn diff(old: &str, new: &str) -> String {
        let mut out = Vec::new();
        super::write(&mut out, "a\u{1b}.duly", old, new).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn looks_like_any_other_difference() {
        assert_eq!(
            diff("a\nb", "a\nc\n"),
            "--- a?.duly\n+++ a?.duly\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n"
        );
    }

    #[test]
    fn holds_nothing_that_a_terminal_obeys() {
        let out = diff("a\u{1b}[2Jb\u{202e}\r\nx\rhidden\n", "a\r\n\u{85}\n");
        assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{85}']), "{out:?}");
        assert!(out.replace("\r\n", "\n").lines().all(|line| !line.contains('\r')), "{out:?}");
    }
}
