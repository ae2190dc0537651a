//! The facts of the entity itself: one way for every subject and at every time, though nobody may have said which.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{FactSpace, Meaning};
use crate::logic::{Attribute, Set};
use crate::model::{Field, Id, Model};

const OF_THE_ENTITY: &str = " of the organisation";

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

    /// Whether anything is asked about the entity that it does not state.
    pub(crate) fn asks_about_the_entity(&self) -> bool {
        self.own > 0
    }

    /// What nobody says of the entity and decides whether anything at all is in the set, in a few words each.
    pub(crate) fn open_about_the_entity(&mut self, start: Set, set: Set) -> Vec<String> {
        let (possible, reached) = (self.own_part(start), self.own_part_within(start, set));
        self.open_among(0..self.own, possible, reached)
    }

    /// What these facts leave open of a subject or of the entity and decides which of them are in the set.
    pub(crate) fn open_facts(&mut self, among: Set, set: Set) -> Vec<String> {
        let all = u32::try_from(self.meanings.len()).unwrap_or(u32::MAX);
        // What belongs to the subject comes first: whoever registered it can say it.
        let found = self.open_among(0..all, among, set);
        let (own, rest): (Vec<String>, Vec<String>) = found.into_iter().partition(|it| it.contains(OF_THE_ENTITY));
        [rest, own].concat()
    }

    fn open_among(&mut self, attributes: Range<Attribute>, among: Set, set: Set) -> Vec<String> {
        // What the set does not depend on decides nothing in it.
        let of = self.space.attributes_of(set);
        let mut open: Vec<Attribute> =
            attributes.clone().filter(|it| of.contains(it)).filter(|&it| self.decides(it, among, set)).collect();
        if open.is_empty() {
            // Only together do they decide: all that may have several values.
            let decided = self.space.within(among, set);
            let several = if decided { BTreeSet::new() } else { self.space.undetermined(among) };
            open = attributes.filter(|it| several.contains(it)).collect();
        }
        let mut found = Vec::new();
        for attribute in open {
            let field = self.meanings.get(attribute as usize).and_then(|it| self.field_of(it));
            let words = field.map(|field| {
                let whose = if attribute < self.own { OF_THE_ENTITY } else { "" };
                format!("`{}`{whose} is not stated", self.model.fields[field].name)
            });
            found.extend(words.filter(|words| !found.contains(words)));
        }
        found
    }

    /// Whether two values of an attribute, all else being possible and equal, differ in what is in the set.
    fn decides(&mut self, attribute: Attribute, among: Set, set: Set) -> bool {
        let inside = self.space.and(among, set);
        let cases: Vec<(Set, Set)> = (0..self.space.size(attribute))
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

/// The attributes about the entity itself first, then those of each kind of subject together: what always holds of one
/// kind says nothing of another, so they add up and do not multiply. So do those of one field, which bind each other
/// most. Says how many are about the entity.
pub(super) fn own_first(
    model: &Model,
    meanings: Vec<Meaning>,
    field_of: impl Fn(&Meaning) -> Option<Id<Field>>,
) -> (Vec<Meaning>, u32) {
    let mut turns: BTreeMap<Id<Field>, usize> = BTreeMap::new();
    for field in meanings.iter().filter_map(&field_of) {
        let turn = turns.len();
        turns.entry(field).or_insert(turn);
    }
    let turn = |it: &Meaning| field_of(it).and_then(|field| turns.get(&field).copied()).unwrap_or(usize::MAX);
    let (mut own, mut rest): (Vec<Meaning>, Vec<Meaning>) =
        meanings.into_iter().partition(|it| field_of(it).is_some_and(|field| is_own(model, field)));
    let count = u32::try_from(own.len()).unwrap_or(u32::MAX);
    own.sort_by_key(turn);
    // What is no field stays last: claims are forgotten by forgetting all from the first of them on.
    let subject = |it: &Meaning| field_of(it).and_then(|field| subject_with(model, field)).unwrap_or(usize::MAX);
    rest.sort_by_cached_key(|it| (subject(it), turn(it)));
    own.extend(rest);
    (own, count)
}

/// The kind of subject that has a field.
fn subject_with(model: &Model, field: Id<Field>) -> Option<usize> {
    model.subjects.iter().position(|(_, it)| it.fields.contains(&field))
}
