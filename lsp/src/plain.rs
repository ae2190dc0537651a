//! The reader's voice: Markdown for editors that show it as it stands.
//!
//! Takes Markdown as this program writes it; gives the words without the marks. What stands between code marks is kept
//! to the letter.

/// The words of a page, without marks.
pub(crate) fn plain(markdown: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        match fence {
            Some(marks) if line.trim_start().starts_with(marks) && closes(line) => fence = None,
            Some(_) => lines.push(format!("    {line}").trim_end().to_owned()),
            None => match opens(line) {
                Some(marks) => fence = Some(marks),
                None => lines.extend(block(line)),
            },
        }
    }
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}

fn opens(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let length = line.len() - line.trim_start_matches('`').len();
    if length < 3 { None } else { line.get(..length) }
}

fn closes(line: &str) -> bool {
    line.trim().chars().all(|it| it == '`')
}

/// A line outside of code; nothing for one that only draws.
fn block(line: &str) -> Option<String> {
    let text = line.trim_start();
    let indent = &line[..line.len() - text.len()];
    let drawn = text.len() >= 3 && text.chars().all(|it| matches!(it, '-' | '*' | '_' | '|' | ':' | ' '));
    if drawn {
        return if text.contains('|') { None } else { Some(String::new()) };
    }
    if let Some(row) = text.strip_prefix("| ").and_then(|it| it.strip_suffix('|')) {
        let cells: Vec<String> = cells(row).iter().map(|it| inline(it.trim())).collect();
        return Some(cells.join(" · "));
    }
    let heading = text.trim_start_matches('#');
    let text = if heading.len() < text.len() && heading.starts_with(' ') { heading.trim_start() } else { text };
    let text = text.strip_prefix("> ").unwrap_or(text);
    Some(format!("{indent}{}", inline(text)))
}

/// The cells of a row of a table; a bar after a backslash does not part them.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for it in row.chars() {
        if it == '|' && !escaped {
            cells.push(String::new());
            continue;
        }
        escaped = it == '\\' && !escaped;
        if let Some(cell) = cells.last_mut() {
            cell.push(it);
        }
    }
    cells
}

/// Emphasis, code, links, escapes and entities within a line.
fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        rest = match first {
            '\\' if after.starts_with(|it: char| it.is_ascii_punctuation()) => {
                out.push_str(&after[..1]);
                &after[1..]
            }
            '`' => code(rest, &mut out),
            '*' | '_' if marks(&out, after) => after.trim_start_matches(first),
            '[' => match link(after) {
                Some((words, after)) => {
                    out.push_str(&inline(words));
                    after
                }
                None => push(first, after, &mut out),
            },
            '&' => match entity(after) {
                Some((sign, after)) => push(sign, after, &mut out),
                None => push(first, after, &mut out),
            },
            _ => push(first, after, &mut out),
        };
    }
    out
}

fn push<'t>(sign: char, after: &'t str, out: &mut String) -> &'t str {
    out.push(sign);
    after
}

/// Whether a star or a stroke marks emphasis: it does not stand inside a word, nor by itself.
fn marks(before: &str, after: &str) -> bool {
    let word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    let after = after.trim_start_matches(['*', '_']);
    let blank = |it: Option<char>| it.is_none_or(char::is_whitespace);
    let (left, right) = (before.chars().next_back(), after.chars().next());
    !(word(left) && word(right) || blank(left) && blank(right))
}

/// What stands between code marks, to the letter.
fn code<'t>(text: &'t str, out: &mut String) -> &'t str {
    let after = text.trim_start_matches('`');
    let marks = &text[..text.len() - after.len()];
    match after.split_once(marks) {
        Some((inside, after)) => {
            let padded = inside.strip_prefix(' ').and_then(|it| it.strip_suffix(' '));
            out.push_str(padded.filter(|it| !it.trim().is_empty()).unwrap_or(inside));
            after
        }
        None => {
            out.push_str(marks);
            after
        }
    }
}

/// `words](address)`: the words, and what comes after.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, after) = text.split_once("](")?;
    let (_, after) = after.split_once(')')?;
    (!words.contains(['[', ']'])).then_some((words, after))
}

fn entity(text: &str) -> Option<(char, &str)> {
    let known = [("lt;", '<'), ("gt;", '>'), ("amp;", '&'), ("quot;", '"'), ("nbsp;", ' ')];
    known.iter().find_map(|(name, sign)| Some((*sign, text.strip_prefix(name)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_and_words_are_kept() {
        let page = "# Assess *before* committing\n\n`un-hrdd/assess` · **must**\n\n- one\n  - [two](file:///a)\n";
        assert_eq!(plain(page), "Assess before committing\n\nun-hrdd/assess · must\n\n- one\n  - two");
    }

    #[test]
    fn code_is_kept_to_the_letter() {
        assert_eq!(plain("```duly\nstep a: *b* // `c`\n```\nend"), "    step a: *b* // `c`\nend");
        assert_eq!(plain("say `a*b_c*` and `` a`b ``"), "say a*b_c* and a`b");
        assert_eq!(plain("````\n```\n````"), "    ```");
    }

    #[test]
    fn escapes_and_signs_stand_for_themselves() {
        assert_eq!(plain(r"\*not\* \[this\] &lt;b&gt; a \\ b"), r"*not* [this] <b> a \ b");
        assert_eq!(
            plain("2 * 3 = 6 and snake_case_word and 50 % & more"),
            "2 * 3 = 6 and snake_case_word and 50 % & more"
        );
    }

    #[test]
    fn a_table_becomes_lines() {
        assert_eq!(plain("| a | b |\n| --- | --- |\n| `x` | y \\| z |"), "a · b\nx · y | z");
    }

    #[test]
    fn anything_at_all_can_be_said() {
        for text in ["`", "```", "[", "](", "\\", "*", "&", "# ", "| |", "|", "", "é\\é*é`", "`` ` ", "> "] {
            for wrapped in [text.to_owned(), format!("a{text}"), format!("{text}b\n{text}")] {
                plain(&wrapped);
            }
        }
    }
}
