//! Words that mix letters of several scripts.

use std::collections::{BTreeMap, BTreeSet};

use unicode_security::MixedScript;

use super::{Cx, Lint, Run, look_alike_name};
use crate::diagnostic::Severity;
use crate::source::Place;

pub(super) const LINT: Lint = Lint {
    code: "DLY132",
    name: "mixed-script-name",
    severity: Severity::Error,
    page: include_str!("mixed_script_name.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    let mut found: Vec<(&str, &str, Place)> = Vec::new();
    for (name, at) in cx.names() {
        // Each part stands for itself: two words of two scripts may be joined.
        if let Some(word) = name.split(['-', '_']).find(|it| !it.is_ascii() && !it.is_single_script()) {
            found.push((name, word, at));
        }
    }
    if found.is_empty() {
        return;
    }
    // What looks like another name is reported as that.
    let mut said: BTreeSet<Place> = BTreeSet::new();
    for names in look_alike_name::alike(cx) {
        let plain = names.first().map(|it| it.1);
        let others = names.iter().filter(|it| Some(it.1) != plain);
        said.extend(others.map(|it| it.2));
    }
    for (name, word, at) in found.into_iter().filter(|(.., at)| !said.contains(at)) {
        let message = format!("`{name}` mixes letters of several scripts in one word");
        cx.report(
            LINT.at(at, message)
                .note(rare_letters(word))
                .why("it can be made to look like another name, so that readers trust a rule that does not exist")
                .help("write each word with the letters of one script"),
        );
    }
}

/// The letters of the script that has the fewest, by their numbers.
fn rare_letters(word: &str) -> String {
    let mut scripts: BTreeMap<String, Vec<char>> = BTreeMap::new();
    for letter in word.chars().filter(|it| it.is_alphabetic()) {
        let script = format!("{:?}", letter.to_string().as_str().resolve_script_set());
        let letters = scripts.entry(script).or_default();
        if !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    let rare = scripts.into_values().min_by_key(Vec::len).unwrap_or_default();
    let words: Vec<String> = rare.iter().map(|&it| format!("{it} (U+{:04X})", u32::from(it))).collect();
    format!("among others it is written with {}", words.join(", "))
}
