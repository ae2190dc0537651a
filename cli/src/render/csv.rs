//! What is written into a table for spreadsheets: comma-separated values.

use std::io::{self, Write};

use crate::clean;

/// A row.
pub(crate) fn row(out: &mut dyn Write, cells: &[&str]) -> io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|it| cell(it)).collect();
    writeln!(out, "{}", cells.join(","))
}

/// A cell in quotes. What a spreadsheet would take for a formula begins with an apostrophe.
fn cell(text: &str) -> String {
    let text = clean::line(text);
    let begins = text.trim_start().chars().next();
    let formula = matches!(begins, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    let apostrophe = if formula { "'" } else { "" };
    format!("\"{apostrophe}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "\u{ff1d}1"] {
            assert!(cell(text).starts_with("\"'"), "{text}");
        }
        assert_eq!(cell("a\r\n\"=b"), "\"a? \"\"=b\"");
    }
}
