//! What can be asked about, and under which names.

use std::collections::BTreeSet;

use super::item::Declared;
use super::{Desk, code, expectation, item, requirement, term};
use crate::model::{Expectation, Id, Requirement, Term};
use crate::source::Place;

/// How many near names are offered.
const OFFERED: usize = 5;

/// Longer names are not compared: nobody types them, and comparing takes time.
const LONGEST: usize = 80;

/// Something that can be asked about.
pub(super) struct Entry<'a> {
    names: Vec<String>,
    what: What<'a>,
}

enum What<'a> {
    Requirement(Id<Requirement>),
    Expectation(Id<Expectation>),
    Term(Id<Term>),
    Item(Declared<'a>),
}

impl Entry<'_> {
    /// Names are compared as written; of a catalogue number only the letters matter.
    pub(super) fn answers_to(&self, asked: &str) -> bool {
        self.names.iter().any(|it| it == asked)
    }

    pub(super) fn title(&self, desk: &Desk<'_>) -> String {
        match &self.what {
            What::Requirement(id) => requirement::title(desk, *id),
            What::Expectation(id) => expectation::title(desk, *id),
            What::Term(id) => term::title(desk, *id),
            What::Item(declared) => declared.title(),
        }
    }

    pub(super) fn page(&self, desk: &Desk<'_>) -> String {
        match &self.what {
            What::Requirement(id) => requirement::page(desk, *id),
            What::Expectation(id) => expectation::page(desk, *id),
            What::Term(id) => term::page(desk, *id),
            What::Item(declared) => item::page(desk, declared),
        }
    }
}

/// Requirements and expectations first, then terms, then everything else that has a name.
pub(super) fn all<'a>(desk: &Desk<'a>) -> Vec<Entry<'a>> {
    let model = desk.model;
    let mut told: BTreeSet<Place> = BTreeSet::new();
    let mut entries = Vec::new();
    for (id, it) in model.requirements.iter() {
        told.insert(it.at);
        entries.push(Entry { names: requirement_names(desk, id), what: What::Requirement(id) });
    }
    for (id, it) in model.expectations.iter() {
        told.insert(it.at);
        let names = qualified(model.owner_name(it.owner), &it.name);
        entries.push(Entry { names, what: What::Expectation(id) });
    }
    for (id, it) in model.terms.iter() {
        told.insert(it.at);
        let vocabulary = &model.vocabularies[it.vocabulary].name;
        entries.push(Entry { names: qualified(vocabulary, &it.name), what: What::Term(id) });
    }
    for declared in item::all(desk) {
        if told.insert(declared.at) {
            entries.push(Entry { names: vec![declared.name.to_owned()], what: What::Item(declared) });
        }
    }
    entries
}

fn requirement_names(desk: &Desk<'_>, id: Id<Requirement>) -> Vec<String> {
    let it = &desk.model.requirements[id];
    let mut names = qualified(desk.model.owner_name(it.owner), &it.name);
    names.extend(requirement::catalogue_ids(it).map(str::to_owned));
    names
}

/// `name`, `owner/name`, `owner.name`
fn qualified(owner: &str, name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    if !owner.is_empty() {
        names.extend([format!("{owner}/{name}"), format!("{owner}.{name}")]);
    }
    names
}

/// The names nearest to one that nothing has, best first.
pub(super) fn near(asked: &str, known: &[Entry<'_>]) -> Vec<String> {
    if asked.len() > LONGEST {
        return Vec::new();
    }
    let own = known.iter().flat_map(|it| it.names.iter().map(String::as_str));
    let limit = (asked.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = own
        .chain(code::names())
        .filter(|it| it.len() <= LONGEST)
        .map(|it| (distance(asked, it), it))
        .filter(|&(distance, _)| distance <= limit)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(OFFERED).map(|(_, it)| it.to_owned()).collect()
}

/// Capitals do not count, and half a name is near the whole.
fn distance(asked: &str, known: &str) -> usize {
    let (asked, known) = (asked.to_lowercase(), known.to_lowercase());
    if asked.len() > 2 && known.contains(&asked) {
        return 1;
    }
    strsim::osa_distance(&asked, &known)
}
