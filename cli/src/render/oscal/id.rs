//! Ids: for machines one that follows from names, for people and references one that can be read.

use uuid::Uuid;

/// All of Duly's ids are made under this one. It never changes.
const DULY: Uuid = Uuid::from_u128(0x5d0b_1c6e_3a57_4f0e_9a41_7c0f_2b8e_64d1);

/// The id of what these names lead to. Each name counts by itself: `a`, `bc` is not `ab`, `c`.
pub(super) fn uuid(names: &[&str]) -> String {
    let mut all = Vec::new();
    for name in names {
        all.extend_from_slice(&(name.len() as u64).to_be_bytes());
        all.extend_from_slice(name.as_bytes());
    }
    Uuid::new_v5(&DULY, &all).hyphenated().to_string()
}

/// A name as a token of OSCAL. Two names never give the same: what a token may not hold is written as its number, and so
/// is what could be taken for such a number. A full stop never comes out of it, so that parts can be named after it.
pub(super) fn token(name: &str) -> String {
    let mut token = String::new();
    for (at, c) in name.char_indices() {
        let rest = name.get(at + c.len_utf8()..).unwrap_or("");
        let kept = match c {
            '_' => !rest.starts_with('x'),
            '-' | '0'..='9' => at > 0,
            _ => is_letter(c),
        };
        if kept {
            token.push(c);
        } else {
            token.push_str(&format!("_x{:x}_", u32::from(c)));
        }
    }
    if token.is_empty() { "_x_".to_owned() } else { token }
}

/// Letters that every reader of OSCAL takes for letters; the readers differ on the rest.
fn is_letter(c: char) -> bool {
    let known = matches!(c,
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}'
        | '\u{370}'..='\u{373}' | '\u{386}' | '\u{388}'..='\u{3f5}' | '\u{3f7}'..='\u{481}' | '\u{48a}'..='\u{52f}'
        | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}'
        | '\u{4e00}'..='\u{9fa5}' | '\u{ac00}'..='\u{d7a3}');
    known && c.is_alphabetic()
}

/// The words of a requirement.
pub(super) fn statement(control: &str) -> String {
    format!("{}.smt", token(control))
}

/// Why a requirement asks what it asks.
pub(super) fn guidance(control: &str) -> String {
    format!("{}.gdn", token(control))
}

/// A stage.
pub(super) fn stage(name: &str) -> String {
    format!("stage.{}", token(name))
}

/// A reference to something in the same document.
pub(super) fn reference(uuid: &str) -> String {
    format!("#{uuid}")
}

/// Where the export of a guidance lies, for whoever writes it beside this one under this name.
pub(super) fn file(model: &str, name: &str) -> String {
    format!("{}.{model}.json", address(name))
}

/// Anything as a part of an address.
pub(super) fn address(text: &str) -> String {
    let mut address = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_names_have_the_same_token() {
        let parts = ["a", "_", "x", "2", "-", ".", "_x2e_", "é", "猫", " ", "\u{301}", "X", ":"];
        let mut names: BTreeSet<String> = BTreeSet::from([String::new()]);
        for _ in 0..3 {
            let longer: Vec<String> =
                names.iter().flat_map(|it| parts.iter().map(move |part| format!("{it}{part}"))).collect();
            names.extend(longer);
        }
        let tokens: BTreeSet<String> = names.iter().map(|it| token(it)).collect();
        assert_eq!(tokens.len(), names.len());
        for token in &tokens {
            assert!(!token.contains('.') && !token.starts_with(|c: char| c == '-' || c.is_ascii_digit()), "{token}");
            assert!(token.chars().all(|c| c == '_' || c == '-' || c.is_alphanumeric()), "{token}");
        }
        assert_eq!(token("prüfe-zuerst"), "prüfe-zuerst");
    }

    #[test]
    fn an_id_follows_from_names_one_by_one() {
        assert_eq!(uuid(&["a", "b"]), uuid(&["a", "b"]));
        assert_ne!(uuid(&["a", "bc"]), uuid(&["ab", "c"]));
        assert_eq!(uuid(&["a"]).as_bytes().get(14), Some(&b'5'));
    }
}
