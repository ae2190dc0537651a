//! The reading desk, prose: words from texts as Markdown, whatever they hold, and never too many of them.

/// So many characters of one title or remark are shown.
const TITLE: usize = 120;
/// So many characters of a longer text.
const DOC: usize = 700;
/// So many names of a list.
const LISTED: usize = 12;

/// A title or a remark, on one line.
pub(super) fn line(text: &str) -> String {
    escaped(&cut(&plain(text), TITLE))
}

/// A longer text, in its paragraphs.
pub(super) fn paragraphs(text: &str) -> String {
    let mut left = DOC;
    let mut shown: Vec<String> = Vec::new();
    for paragraph in text.replace("\r\n", "\n").split("\n\n").map(plain).filter(|it| !it.is_empty()) {
        if left == 0 {
            break;
        }
        let part = cut(&paragraph, left);
        left = left.saturating_sub(part.chars().count());
        shown.push(escaped(&part));
    }
    shown.join("\n\n")
}

/// A name or a few words as they are written.
pub(super) fn code(text: &str) -> String {
    let plain = cut(&plain(text), TITLE).replace('`', "'");
    if plain.is_empty() { String::new() } else { format!("`{plain}`") }
}

/// Names with commas between them; of many, the first and how many more.
pub(super) fn listed(names: impl IntoIterator<Item = String>) -> String {
    let mut names: Vec<String> = names.into_iter().collect();
    let more = names.len().saturating_sub(LISTED);
    names.truncate(LISTED);
    let shown = names.join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// Lines of Duly, not too many of them. The fence is longer than any that is quoted.
pub(super) fn quoted(text: &str, most: usize) -> String {
    let mut lines: Vec<String> = text.lines().take(most).map(|it| cut(&visible(it), 4 * TITLE)).collect();
    if text.lines().nth(most).is_some() {
        lines.push("…".to_owned());
    }
    let text = lines.join("\n");
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    if text.trim().is_empty() { String::new() } else { format!("{fence}duly\n{text}\n{fence}") }
}

/// `1 step`, `2 steps`
pub(super) fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        number => format!("{number} {noun}s"),
    }
}

/// The first characters of a text; it is said that there are more.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let shown: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", shown.trim_end())
}

/// On one line, with single spaces.
pub(super) fn plain(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without what cannot be seen and changes how the rest is seen.
fn visible(text: &str) -> String {
    let hidden = |it: char| {
        it.is_control() && !it.is_whitespace()
            || matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().filter(|&it| !hidden(it)).collect()
}

/// Nothing in it is a mark, a link, a picture or HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(it);
            }
            _ => out.push(it),
        }
    }
    // What would be a list or a rule at the start of a line, and what would be taken for an address.
    if out.starts_with(['-', '+', '=']) {
        out.insert(0, '\\');
    } else if let Some(at) = list_mark(&out) {
        out.insert(at, '\\');
    }
    out.replace("://", ":\\//").replace("www.", "www\\.").replace('@', "\\@")
}

/// Where the mark behind a number stands that would make it the first of a list.
fn list_mark(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(|it: char| it.is_ascii_digit());
    let at = text.len() - rest.len();
    (at > 0 && rest.starts_with(['.', ')'])).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_quoted_is_a_link_a_picture_or_html() {
        let hostile = "![x](http://evil) <script> `code` [a](command:run) *b* _c_ # d | e \u{202e}f";
        // What is escaped is no mark.
        let shown = line(hostile).replace("\\]", "").replace("\\(", "");
        for mark in ["![", "](", "<script", " *b", " _c", "://", "\u{202e}"] {
            assert!(!shown.contains(mark), "{mark}: {shown}");
        }
        assert_eq!(line("1. x"), "1\\. x");
        assert_eq!(line("- x"), "\\- x");
        assert!(!code("a`b`c").trim_matches('`').contains('`'));
        assert!(quoted("```\nx", 9).starts_with("````duly\n"));
    }

    #[test]
    fn what_is_long_is_cut_and_says_so() {
        let long = "word ".repeat(10_000);
        assert!(line(&long).chars().count() <= TITLE + 1);
        assert!(paragraphs(&long).ends_with('…'));
        assert!(quoted(&"x\n".repeat(99), 3).contains("…"));
    }
}
