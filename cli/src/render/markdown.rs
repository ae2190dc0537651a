//! What is written into Markdown: words that are only words, names, tables.

use std::io::{self, Write};

use crate::clean;

/// The heads of a table.
pub(crate) fn head(out: &mut dyn Write, cells: &[&str]) -> io::Result<()> {
    writeln!(out, "| {} |", cells.join(" | "))?;
    writeln!(out, "| {} |", vec!["---"; cells.len()].join(" | "))
}

/// A row of it.
pub(crate) fn row(out: &mut dyn Write, cells: &[String]) -> io::Result<()> {
    let mut line = String::from("|");
    for cell in cells {
        line.push(' ');
        line.push_str(cell);
        line.push_str(if cell.is_empty() { "|" } else { " |" });
    }
    writeln!(out, "{line}")
}

/// Words that mean nothing to Markdown.
pub(crate) fn words(text: &str) -> String {
    words_and(text, "")
}

/// The same, with signs that are escaped besides: some readers of Markdown give a meaning to more than others.
pub(crate) fn words_and(text: &str, more: &str) -> String {
    let mut plain = String::new();
    for c in clean::line(text).trim().chars() {
        let means = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '$');
        if means || more.contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

/// Escaped words that call nobody and lead nowhere: many readers make addresses and `@name` links, escaped or not.
pub(crate) fn unlinked(plain: &str) -> String {
    plain.replace("://", ":\u{2060}//").replace("www.", "www\u{2060}.").replace('@', "@\u{2060}")
}

/// Escaped words that mean nothing at the beginning of a line either.
pub(crate) fn at_start(mut plain: String) -> String {
    let rest = plain.trim_start_matches(|it: char| it.is_ascii_digit());
    let at = plain.len() - rest.len();
    if at == 0 && rest.starts_with(['-', '+', '=']) || at > 0 && rest.starts_with(['.', ')']) {
        plain.insert(at, '\\');
    }
    plain
}

/// A name; one that would break its frame or its cell stands without a frame.
pub(crate) fn code(name: &str) -> String {
    let name = clean::line(name);
    if name.is_empty() || name.contains(['`', '|', '\\']) { words(&name) } else { format!("`{name}`") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_is_more_than_words() {
        assert_eq!(words("a\n| <b> [c](d) \u{1b}"), "a \\| \\<b\\> \\[c\\](d) ?");
        assert_eq!(code("a`|b"), "a\\`\\|b");
    }

    #[test]
    fn nothing_at_the_beginning_of_a_line_is_more_than_words() {
        for (text, safe) in
            [("- a", "\\- a"), ("1. a", "1\\. a"), ("12) a", "12\\) a"), ("a - b", "a - b"), ("1 a", "1 a")]
        {
            assert_eq!(at_start(words(text)), safe);
        }
    }
}
