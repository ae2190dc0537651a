//! Names that look like others and are not.

use std::collections::{BTreeMap, BTreeSet};

use unicode_security::confusable_detection::skeleton;

use super::{Cx, Lint, Run};
use crate::diagnostic::Severity;
use crate::source::Place;

pub(super) const LINT: Lint = Lint {
    code: "DLY131",
    name: "look-alike-name",
    severity: Severity::Error,
    page: include_str!("look_alike_name.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    for names in alike(cx) {
        let Some(&(_, plain, first)) = names.first() else {
            continue;
        };
        for &(_, name, at) in names.iter().filter(|(_, name, _)| *name != plain) {
            let message = format!("`{name}` looks like `{plain}` and is another name");
            let mut diagnostic = LINT
                .at(at, message)
                .label(first, "it looks like this")
                .why("a reader takes one for the other, and what is promised of one is not kept of the other")
                .help("write it with the same letters, or give it a name that looks different");
            if let Some(note) = differing(name, plain) {
                diagnostic = diagnostic.note(note);
            }
            cx.report(diagnostic);
        }
    }
}

/// Whether the user wrote it, the name, its place.
pub(super) type Looked<'a> = (bool, &'a str, Place);

/// Names that look the same. First comes what the others look like: what ships, then what is written in plain letters.
pub(super) fn alike<'a>(cx: &Cx<'a>) -> Vec<BTreeSet<Looked<'a>>> {
    let mut places: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for (name, at) in cx.names() {
        places.entry(name).or_default().push(at);
    }
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut plain: BTreeMap<char, String> = BTreeMap::new();
    for name in places.keys() {
        alike.entry(looks_of(name, &mut plain)).or_default().push(name);
    }
    let looked = |name: &'a str| {
        let at = places.get(name).into_iter().flatten();
        at.map(move |&at| (cx.is_own(at), name, at))
    };
    let several = alike.into_values().filter(|it| it.len() > 1);
    several.map(|names| names.into_iter().flat_map(looked).collect()).collect()
}

/// What a name looks like. Of plain letters each looks the same wherever it stands, so that is asked once.
fn looks_of(name: &str, plain: &mut BTreeMap<char, String>) -> String {
    if !name.is_ascii() {
        return skeleton(name).collect();
    }
    let mut looks = String::with_capacity(name.len());
    for letter in name.chars() {
        let of = plain.entry(letter).or_insert_with(|| skeleton(letter.encode_utf8(&mut [0; 4])).collect());
        looks.push_str(of);
    }
    looks
}

/// The letters of a name that the other one does not have, by their numbers.
fn differing(name: &str, plain: &str) -> Option<String> {
    let others: BTreeSet<char> = name.chars().filter(|&it| !plain.contains(it)).collect();
    let words: Vec<String> = others.iter().map(|&it| format!("{it} (U+{:04X})", u32::from(it))).collect();
    (!words.is_empty()).then(|| format!("it is written with {}", words.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_letters_look_the_same_wherever_they_stand() {
        let letters: String = (' '..='~').collect();
        let twice = format!("{letters}{}", letters.chars().rev().collect::<String>());
        for name in [letters.as_str(), &twice, "rn-m", "Il1|0O", "naïve"] {
            assert_eq!(looks_of(name, &mut BTreeMap::new()), skeleton(name).collect::<String>());
        }
    }
}
