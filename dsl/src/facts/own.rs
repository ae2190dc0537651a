//! The facts of the entity itself: one way for every subject and at every time, though nobody may have said which.

use std::collections::BTreeSet;

use super::{FactSpace, Meaning};
use crate::logic::{Attribute, Set};
use crate::model::{Field, Id, Model};

/// Whether it is a field of the entity, and not of what its procedures run for.
pub(super) fn is_own(model: &Model, field: Id<Field>) -> bool {
    model.subjects.iter().any(|(_, it)| it.name == "entity" && it.fields.contains(&field))
}

impl FactSpace<'_> {
    /// Whether, however the entity is, some of the facts that are possible to begin with are in the set.
    pub(crate) fn whatever_the_entity(&mut self, start: Set, set: Set) -> bool {
        let (possible, reached) = (self.own_part(start), self.own_part_within(start, set));
        !reached.is_none() && self.space.within(possible, reached)
    }

    /// Whether, for some way the entity may be, none of these facts is in the set.
    pub(crate) fn spared_by_the_entity(&mut self, start: Set, set: Set) -> bool {
        let (possible, reached) = (self.own_part(start), self.own_part_within(start, set));
        !self.space.within(possible, reached)
    }

    /// What nobody says of the entity and decides whether anything at all is in the set.
    pub(crate) fn open_about_the_entity(&mut self, start: Set, set: Set) -> Vec<String> {
        let (possible, reached) = (self.own_part(start), self.own_part_within(start, set));
        self.deciding_own(possible, reached)
    }

    /// What nobody says of the entity and decides which of these facts are in the set.
    pub(crate) fn deciding_own(&mut self, among: Set, set: Set) -> Vec<String> {
        let mut names = BTreeSet::new();
        for attribute in 0..self.own {
            let field = self.meanings.get(attribute as usize).and_then(|it| self.field_of(it));
            if let Some(field) = field
                && self.decides(attribute, among, set)
            {
                names.insert(self.model.fields[field].name.clone());
            }
        }
        names.into_iter().map(|name| format!("`{name}` of the organisation is not stated")).collect()
    }

    /// Whether two values of an attribute, all else being possible and equal, differ in what is in the set.
    fn decides(&mut self, attribute: Attribute, among: Set, set: Set) -> bool {
        let inside = self.space.and(among, set);
        let size = self.space.size(attribute);
        let cases: Vec<(Set, Set)> = (0..size)
            .map(|value| (self.space.at(among, attribute, value), self.space.at(inside, attribute, value)))
            .collect();
        cases.iter().any(|&(all, here)| {
            cases.iter().any(|&(others, there)| {
                let (here, there) = (self.space.and(here, others), self.space.and(there, all));
                here != there
            })
        })
    }

    fn own_part(&mut self, set: Set) -> Set {
        self.space.forget(set, self.own)
    }

    fn own_part_within(&mut self, start: Set, set: Set) -> Set {
        let both = self.space.and(start, set);
        self.own_part(both)
    }
}

/// The attributes about the entity itself first; says how many they are.
pub(super) fn own_first(
    model: &Model,
    meanings: Vec<Meaning>,
    field_of: impl Fn(&Meaning) -> Option<Id<Field>>,
) -> (Vec<Meaning>, u32) {
    let (mut own, rest): (Vec<Meaning>, Vec<Meaning>) =
        meanings.into_iter().partition(|it| field_of(it).is_some_and(|field| is_own(model, field)));
    let count = u32::try_from(own.len()).unwrap_or(u32::MAX);
    own.extend(rest);
    (own, count)
}
