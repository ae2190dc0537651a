//! The words of a text that use a name or a word of the language, found without the help of the reader.

use std::collections::BTreeSet;

/// A word, and what stands around it.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) text: String,
    /// The sign or word before it.
    pub(crate) before: String,
    /// The sign after it.
    pub(crate) after: char,
    /// The words that opened the brackets around it, innermost last.
    pub(crate) within: Vec<String>,
    pub(crate) begins_line: bool,
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '-' || sign == '_'
}

/// All words outside of texts and comments.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let (mut within, mut statement, mut before) = (Vec::new(), String::new(), String::new());
    let mut begins_line = true;
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if sign == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if is_word(sign) {
            rest.find(|it| !is_word(it)).unwrap_or(rest.len())
        } else {
            sign.len_utf8()
        };
        let piece = &rest[..length];
        if sign.is_whitespace() || piece.starts_with("//") {
            begins_line |= sign == '\n';
            at += length;
            continue;
        }
        if is_word(sign) {
            if begins_line {
                statement = piece.to_owned();
            }
            if !sign.is_numeric() {
                let after = rest[length..].trim_start().chars().next().unwrap_or(' ');
                let (text, before, within) = (piece.to_owned(), before.clone(), within.clone());
                found.push(Word { start: at, text, before, after, within, begins_line });
            }
        }
        match sign {
            '{' | '[' => within.push(std::mem::take(&mut statement)),
            '}' | ']' => drop(within.pop()),
            _ => {}
        }
        before = piece.to_owned();
        begins_line = false;
        at += length;
    }
    found
}

/// Words that come before the name of something new.
pub(crate) fn declarers(texts: &[&str]) -> BTreeSet<String> {
    let fixed = "guidance subject field vocabulary define classify requirement expectation entity role procedure record \
                 judgement waiver step decide";
    let mut all: BTreeSet<String> = fixed.split_whitespace().map(str::to_owned).collect();
    for text in texts {
        let kinds = words(text).into_iter().filter(|it| matches!(it.before.as_str(), "subject" | "vocabulary"));
        all.extend(kinds.map(|it| it.text));
    }
    all
}

/// Whether a word is one that the author chose freely: the name of something new.
pub(crate) fn is_new(word: &Word, declarers: &BTreeSet<String>) -> bool {
    let last = word.within.last().map_or("", String::as_str);
    let starts_term = word.within.iter().any(|it| it == "vocabulary")
        && word.before != "is"
        && word.before != "of"
        && word.before != ":"
        && word.before != ","
        && word.text != "field"
        && word.text != "is";
    let level = last == "classify" && matches!(word.before.as_str(), "[" | ",");
    let known = ["stage", "source", "note", "default", "id", "answers"];
    let in_requirement = matches!(last, "requirement" | "for" | "must" | "should" | "when");
    let label = word.after == ':' && in_requirement && word.begins_line && !known.contains(&word.text.as_str());
    let fixed_by = word.before == "by" && word.within.is_empty();
    declarers.contains(&word.before) && word.after != ',' || starts_term || level || label || fixed_by
}
