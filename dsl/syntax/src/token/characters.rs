//! Which characters make up words, and which deceive the eye.

use unicode_security::GeneralSecurityProfile;

/// Controls that turn the direction of writing: they can make a text look like another.
pub(crate) fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Marks of direction without a beginning or an end: harmless in quotes, out of place elsewhere.
pub(super) fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}')
}

/// Whether a word may contain it. Scripts that join letters with marks or joiners need those too.
pub(super) fn continues_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_' || c == '-';
    }
    if c.is_alphanumeric() || matches!(c, '\u{200C}' | '\u{200D}') {
        return true;
    }
    !matches!(c, '\u{2000}'..='\u{206F}') && c.identifier_allowed()
}

/// Whether a word may begin with it.
pub(super) fn begins_word(c: char) -> bool {
    !matches!(c, '-' | '\u{200C}' | '\u{200D}') && continues_word(c)
}

/// Line ends that editors do not agree on.
pub(super) fn is_odd_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{0B}' | '\u{0C}')
}

/// What to write instead of signs that other notations use.
pub(super) fn instead_of(signs: &str) -> Option<&'static str> {
    Some(match signs {
        ">=" | "=>" | "≥" => "write `at least`",
        "<=" | "=<" | "≤" => "write `at most`",
        ">" => "write `above` or `more than`",
        "<" => "write `below` or `less than`",
        "=" | "==" => "write `is`, or `:` after the name of a field",
        "!=" | "<>" | "≠" => "write `is not`",
        "!" => "write `not`",
        "&&" | "&" => "write `and`",
        "||" | "|" => "write `or`",
        ";" => "leave it out; a new line or a space is enough",
        "'" | "‘" | "’" | "`" => "put texts in straight double quotes: `\"…\"`",
        "“" | "”" | "„" | "«" | "»" => "put texts in straight double quotes: `\"…\"`",
        "#" | "/*" | "*/" | "/**" => "a remark begins with `//`",
        "–" | "—" => "join words with a plain hyphen: `-`",
        "->" | "→" => "write `go to`",
        _ => return None,
    })
}
