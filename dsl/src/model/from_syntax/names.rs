//! The index of names: what is called what, and who may see it.

use std::collections::BTreeMap;

use super::super::{Field, Id, Model, Owner, Subject, Term, Vocabulary};
use crate::source::Place;

/// What a name can be the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Guidance,
    Entity,
    Subject,
    Vocabulary,
    Term(Id<Vocabulary>),
    Classification,
    Definition,
    Requirement,
    Expectation,
    Role,
    Instance(Id<Subject>),
    Procedure,
    Record,
    Judgement,
    Waiver,
}

/// One declaration of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// `None`: everybody sees it.
    pub(super) owner: Option<Owner>,
    /// The place on its shelf.
    pub(super) index: usize,
    pub(super) at: Place,
}

/// What carries a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holder {
    Subject(Id<Subject>),
    Term(Id<Term>),
}

#[derive(Default)]
pub(super) struct Names {
    by_name: BTreeMap<String, Vec<Entry>>,
    fields: BTreeMap<String, Vec<(Holder, Id<Field>)>>,
    /// For each owner the owners it sees, sorted.
    visible: BTreeMap<Owner, Vec<Owner>>,
    nothing: Vec<Owner>,
}

impl Names {
    /// Works out who sees whom; call it when guidance and entities are linked.
    pub(super) fn link(&mut self, model: &Model) {
        let guidances = model.guidances.ids().map(Owner::Guidance);
        for owner in guidances.chain(model.entities.ids().map(Owner::Entity)) {
            let mut seen = model.visible(owner);
            seen.sort();
            self.visible.insert(owner, seen);
        }
    }

    /// Whom an owner sees, sorted.
    pub(super) fn visible(&self, owner: Owner) -> &[Owner] {
        self.visible.get(&owner).unwrap_or(&self.nothing)
    }

    /// Whether `who` sees what belongs to `owner`.
    pub(super) fn sees(&self, who: Owner, owner: Owner) -> bool {
        self.visible(who).binary_search(&owner).is_ok()
    }

    pub(super) fn add(&mut self, name: &str, entry: Entry) {
        self.by_name.entry(name.to_owned()).or_default().push(entry);
    }

    pub(super) fn add_field(&mut self, name: &str, holder: Holder, field: Id<Field>) {
        self.fields.entry(name.to_owned()).or_default().push((holder, field));
    }

    /// Everything of that name.
    pub(super) fn all(&self, name: &str) -> &[Entry] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// All fields of that name.
    pub(super) fn fields(&self, name: &str) -> &[(Holder, Id<Field>)] {
        self.fields.get(name).map_or(&[], Vec::as_slice)
    }

    /// Everything, by name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.by_name.iter().flat_map(|(name, entries)| entries.iter().map(move |it| (name.as_str(), it)))
    }

    /// What `who` may mean by a name. What it declares itself comes before what it shares.
    pub(super) fn seen(&self, who: Owner, name: &str, accepts: impl Fn(Kind) -> bool) -> Vec<Entry> {
        let mut found: Vec<Entry> = Vec::new();
        for entry in self.all(name).iter().filter(|it| accepts(it.kind)) {
            let known = found.iter().any(|it| (it.kind, it.index) == (entry.kind, entry.index));
            if !known && entry.owner.is_none_or(|owner| self.sees(who, owner)) {
                found.push(*entry);
            }
        }
        if found.len() > 1 && found.iter().any(|it| it.owner == Some(who)) {
            found.retain(|it| it.owner == Some(who));
        }
        found
    }
}

/// The name nearest to a misspelt one, if any is near enough to be meant.
pub(super) fn nearest<'n>(name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    const LONGEST: usize = 80;
    let limit = (name.chars().count() / 3).max(1);
    if name.len() > LONGEST {
        return None;
    }
    candidates
        .filter(|it| it.len() <= LONGEST && it.len().abs_diff(name.len()) <= limit * 4)
        .map(|it| (strsim::osa_distance(name, it), it))
        .filter(|&(distance, it)| distance > 0 && distance <= limit && distance < it.chars().count())
        .min()
        .map(|(_, it)| it)
}
