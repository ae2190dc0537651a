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
    let mut alike: BTreeMap<String, BTreeSet<(&str, Place)>> = BTreeMap::new();
    for (name, at) in cx.names() {
        let looks = skeleton(name).collect();
        alike.entry(looks).or_default().insert((name, at));
    }
    for names in alike.into_values() {
        let names: Vec<(&str, Place)> = names.into_iter().collect();
        // Sorted: what is written in plain letters comes first, and is what others look like.
        let Some(&(plain, first)) = names.first() else {
            continue;
        };
        for &(name, at) in names.iter().filter(|(name, _)| *name != plain) {
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

/// The letters of a name that the other one does not have, by their numbers.
fn differing(name: &str, plain: &str) -> Option<String> {
    let others: BTreeSet<char> = name.chars().filter(|&it| !plain.contains(it)).collect();
    let words: Vec<String> = others
        .iter()
        .map(|&it| format!("{it} (U+{:04X})", u32::from(it)))
        .collect();
    (!words.is_empty()).then(|| format!("it is written with {}", words.join(", ")))
}
