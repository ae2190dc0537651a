//! What every page is made of. The words come from files that anybody may have written, so none of them may mark.

use std::fmt::Write;

use duly_dsl::Verdict;

/// Nobody reads more of one sentence.
const MOST: usize = 600;

/// Words that mark nothing.
pub(super) fn words(text: &str) -> String {
    let mut safe = String::new();
    let mut rest = text.chars().take(MOST).peekable();
    while let Some(it) = rest.next() {
        match it {
            // An address that somebody wrote is no link.
            ':' if rest.peek() == Some(&'/') => safe.push_str("\\:"),
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            _ if it.is_control() => safe.push(' '),
            _ if is_hidden(it) => {}
            '`' | '*' | '_' | '[' | ']' | '#' | '|' | '\\' | '~' | '$' => {
                safe.push('\\');
                safe.push(it);
            }
            _ => safe.push(it),
        }
    }
    if text.chars().nth(MOST).is_some() {
        safe.push('…');
    }
    safe
}

/// Advice: a sentence, and under it what to write, which is shown as it is to be written. Both stand within a list.
pub(super) fn advice(text: &str) -> String {
    let (sentence, write) = text.split_once('\n').unwrap_or((text, ""));
    let write: Vec<&str> = write.lines().filter(|it| !it.trim().is_empty()).take(40).collect();
    let indent = write.iter().map(|it| it.len() - it.trim_start().len()).min().unwrap_or(0);
    let mut page = format!("{}\n", message(sentence));
    if !write.is_empty() {
        let fence = "`".repeat(write.join("\n").split(|it| it != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
        let lines = write.iter().map(|it| format!("\n    {}", it.get(indent..).unwrap_or(it)));
        page.push_str(&format!("\n    {fence}duly{}\n    {fence}\n", lines.collect::<String>()));
    }
    page
}

/// A message, in which names stand in backticks: the names as code, the rest as words.
pub(super) fn message(text: &str) -> String {
    let mut safe = String::new();
    let mut parts = text.split('`').enumerate().peekable();
    while let Some((number, part)) = parts.next() {
        let closed = number % 2 == 1 && parts.peek().is_some();
        safe.push_str(&if closed && !part.is_empty() { code(part) } else { words(part) });
    }
    safe
}

/// A name.
pub(super) fn code(name: &str) -> String {
    let clean = |it: char| if it.is_control() || it == '`' || it == '|' { ' ' } else { it };
    let name: String = name.chars().filter(|it| !is_hidden(*it)).take(MOST).map(clean).collect();
    format!("`{}`", name.trim())
}

/// Signs that turn the direction of writing, or take no room.
fn is_hidden(it: char) -> bool {
    matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The worst first, as they are to be read.
pub(super) const VERDICTS: [Verdict; 8] = [
    Verdict::Broken,
    Verdict::Unknown,
    Verdict::Undecided,
    Verdict::ToBeJudged,
    Verdict::KeptIfOptional,
    Verdict::Waived,
    Verdict::Kept,
    Verdict::NeverApplies,
];

/// `4 broken · 2 to be judged · 31 kept`
pub(super) fn counts(verdicts: impl Iterator<Item = Verdict> + Clone) -> String {
    let mut line = String::new();
    for verdict in VERDICTS {
        let count = verdicts.clone().filter(|it| *it == verdict).count();
        if count > 0 {
            let before = if line.is_empty() { "" } else { " · " };
            let _cannot_fail = write!(line, "{before}{count} {}", verdict.words());
        }
    }
    if line.is_empty() { "nothing was decided".to_owned() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::plain;

    #[test]
    fn words_of_others_mark_nothing() {
        let hostile = "<img src=x onerror=alert(1)> **bold** [a](command:x) # h\n| `c` \u{202e}x";
        let safe = words(hostile);
        assert!(!safe.contains('<') && !safe.contains('\n') && !safe.contains("**") && safe.contains("\\](command"));
        assert_eq!(plain(&words("a*b_c `d` [e](f) g|h")), "a*b_c `d` [e](f) g|h");
        assert!(words(&"x".repeat(100_000)).len() < 1_000);
    }

    #[test]
    fn names_in_a_message_stay_names() {
        assert_eq!(message("`assess` is <missing> in `a|b`"), "`assess` is &lt;missing&gt; in `a b`");
        assert_eq!(message("one ` alone"), "one  alone");
    }

    #[test]
    fn what_is_to_be_written_is_shown_as_it_is_to_be_written() {
        let shown = advice("put in:\n  step a: b by _ {\n    covers: `x`\n  }");
        assert_eq!(shown, "put in:\n\n    ```duly\n    step a: b by _ {\n      covers: `x`\n    }\n    ```\n");
        assert!(advice("a\n```\n").contains("````duly"));
    }

    #[test]
    fn the_worst_is_counted_first_and_what_is_not_there_is_not_counted() {
        let all = [Verdict::Kept, Verdict::Broken, Verdict::Kept];
        assert_eq!(counts(all.into_iter()), "1 broken · 2 kept");
    }
}
