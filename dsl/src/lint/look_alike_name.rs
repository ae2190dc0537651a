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
    let mut alike: BTreeMap<String, BTreeSet<Looked<'a>>> = BTreeMap::new();
    for (name, at) in cx.names() {
        let looks = skeleton(name).collect();
        let own = cx.is_own(at);
        alike.entry(looks).or_default().insert((own, name, at));
    }
    let differ = |names: &BTreeSet<Looked<'a>>| {
        let first = names.first().map(|it| it.1);
        names.iter().any(|it| Some(it.1) != first)
    };
    alike.into_values().filter(differ).collect()
}

/// The letters of a name that the other one does not have, by their numbers.
fn differing(name: &str, plain: &str) -> Option<String> {
    let others: BTreeSet<char> = name.chars().filter(|&it| !plain.contains(it)).collect();
    let words: Vec<String> = others.iter().map(|&it| format!("{it} (U+{:04X})", u32::from(it))).collect();
    (!words.is_empty()).then(|| format!("it is written with {}", words.join(", ")))
}
