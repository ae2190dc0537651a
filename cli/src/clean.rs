//! Text made safe for terminals.
//!
//! A text may hold characters that a terminal obeys instead of showing: it could hide a line of a report, or
//! reorder its words. They are replaced. Knows nothing of what the text means.

use std::borrow::Cow;

/// The text of a file, character for character and byte for byte as long as before, so that places still hold.
///
/// Line ends and tabs stay. What else ends a line for some programs (form feed, U+2028 …) does not stay,
/// so that a line here is a line in [`duly_dsl::SourceFile`].
pub(crate) fn source(text: &str) -> Cow<'_, str> {
    replace(text, |c| !matches!(c, '\n' | '\r' | '\t') && is_unsafe(c), stand_in)
}

/// Words of several lines: line ends stay.
pub(crate) fn words(text: &str) -> Cow<'_, str> {
    replace(text, |c| c != '\n' && is_unsafe(c), |c| if c == '\t' { ' ' } else { stand_in(c) })
}

/// One line: a path, a title, a message.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    replace(text, is_unsafe, |c| if matches!(c, '\n' | '\t') { ' ' } else { stand_in(c) })
}

fn replace(text: &str, bad: impl Fn(char) -> bool, by: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().any(&bad) {
        text.chars().map(|c| if bad(c) { by(c) } else { c }).collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// Controls, line separators, and what turns the direction of writing.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A character that can be seen, of as many bytes.
fn stand_in(c: char) -> char {
    match c.len_utf8() {
        1 => '?',
        2 => '¿',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_hold_in_what_is_cleaned() {
        let text = "a\u{1b}[31m\u{85}\u{61c}\u{202e}\u{2028}\u{7f}é😀\r\n\tb\u{c}";
        let clean = source(text);
        let shape = |text: &str| text.chars().map(char::len_utf8).collect::<Vec<_>>();
        assert_eq!(shape(text), shape(&clean));
        assert_eq!(clean, "a?[31m¿¿\u{fffd}\u{fffd}?é😀\r\n\tb?");
    }

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(line("a\nb\tc\rd"), "a b c?d");
        assert_eq!(words("a\nb\tc\rd"), "a\nb c?d");
        assert!(matches!(line("كاف, кот, 猫"), Cow::Borrowed(_)));
    }
}
