//! The highlighting grammar is made of the word list of the language.
//!
//! ```sh
//! DULY_WRITE=1 cargo test -p duly-tests --test editors grammar
//! ```
//! writes it anew.

use std::collections::BTreeSet;
use std::fs;

use duly_dsl::{WordClass, words};
use duly_tests::repository::{read, root};

const TEMPLATE: &str = "editors/code/syntaxes/duly.tmLanguage.template.json";
const GRAMMAR: &str = "editors/code/syntaxes/duly.tmLanguage.json";

/// A letter, a digit, `_` or `-`: where one of these stands beside it, a word is part of a longer one.
const WITHIN: &str = r"[\\p{L}\\p{N}\\p{M}_-]";
const NAME: &str = r"[\\p{L}\\p{N}_][\\p{L}\\p{N}\\p{M}_-]*";

#[test]
fn the_grammar_is_made_of_the_words_of_the_language() {
    let made = made(&read(TEMPLATE));
    if std::env::var_os("DULY_WRITE").is_some() {
        fs::write(root().join(GRAMMAR), &made).expect("the grammar can be written");
    }
    let written = fs::read_to_string(root().join(GRAMMAR)).unwrap_or_default();
    assert!(written == made, "{GRAMMAR} is not what its template and the words of the language make: write it anew");
}

#[test]
fn every_word_of_the_language_is_coloured() {
    let grammar = made(&read(TEMPLATE));
    let coloured: BTreeSet<&str> = grammar.split(|it: char| !it.is_ascii_lowercase()).collect();
    for word in words() {
        assert!(coloured.contains(word.text), "`{}` is in no pattern", word.text);
    }
}

#[test]
fn a_pattern_names_only_words_of_the_language() {
    let template = read(TEMPLATE);
    assert!(named(&template).len() > 30);
    for word in named(&template) {
        assert!(words().iter().any(|it| it.text == word), "`{word}` is no word of the language");
    }
}

/// The template with the words put in.
fn made(template: &str) -> String {
    let mut parts = template.split("<<");
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (asked, after) = part.split_once(">>").expect("what is opened by << is closed by >>");
        made += &put_in(asked);
        made += after;
    }
    let note = "information_for_contributors";
    let lines = made.lines().map(|line| match line.contains(note) {
        true => format!("  \"{note}\": \"Made of duly.tmLanguage.template.json by tests/editors/grammar.rs.\","),
        false => line.to_owned(),
    });
    lines.map(|it| it + "\n").collect()
}

fn put_in(asked: &str) -> String {
    match asked.split_once(' ') {
        Some(("only", words)) => words.replace(' ', "|"),
        Some(("all", class)) => of(class),
        _ if asked == "name" => NAME.to_owned(),
        _ if asked == "begin" => format!("(?<!{WITHIN})"),
        _ if asked == "end" => format!("(?!{WITHIN})"),
        // Shown, not asked for: the note at the top.
        _ => String::new(),
    }
}

/// The words of a class, the longer ones first.
fn of(name: &str) -> String {
    let class = match name {
        "reserved" => WordClass::Reserved,
        "declares" => WordClass::Declares,
        "contextual" => WordClass::Contextual,
        _ => panic!("there is no class `{name}`"),
    };
    let words = words();
    let mut texts: Vec<&str> = words.iter().filter(|it| it.class == class).map(|it| it.text).collect();
    texts.sort_by_key(|it| (std::cmp::Reverse(it.len()), *it));
    texts.join("|")
}

/// The words that the patterns name one by one.
fn named(template: &str) -> BTreeSet<String> {
    let patterns = template.lines().filter(|it| !it.contains("information_for_contributors"));
    let only = patterns.flat_map(|line| line.split("<<only ").skip(1));
    let lists = only.filter_map(|it| it.split(">>").next());
    lists.flat_map(str::split_whitespace).map(str::to_owned).collect()
}
