//! Guidance against guidance: whether what one asks follows from what the other asks.

use std::collections::BTreeMap;

use super::held::Found;
use super::{Both, Compared, Relation, kept};
use crate::entail::{Reasoner, seen_from};
use crate::model::{Id, Owner, Requirement};

/// One row for each requirement that either asks.
pub(super) fn rows(sides: &Both<Found<'_>>) -> Vec<Compared> {
    let (subject, measure) = (&sides.subject, &sides.measure);
    let of = |side: &Found<'_>| -> BTreeMap<String, Id<Requirement>> {
        side.requirements().into_iter().map(|id| (side.key(id), id)).collect()
    };
    let (held, asked) = (of(subject), of(measure));
    let mut judge = Judge::new(sides);
    let mut rows = Vec::new();
    for id in measure.requirements() {
        let other = held.get(&measure.key(id)).copied();
        let mut row = kept::row(measure, id);
        row.places.measure = Some(measure.model.requirements[id].at);
        row.places.subject = other.map(|it| subject.model.requirements[it].at);
        row.relation = match other {
            Some(other) => judge.relation(other, id),
            None => Relation::Missing,
        };
        rows.push(row);
    }
    for id in subject.requirements().into_iter().filter(|&id| !asked.contains_key(&subject.key(id))) {
        let mut row = kept::row(subject, id);
        row.places.subject = Some(subject.model.requirements[id].at);
        row.relation = Relation::Added;
        rows.push(row);
    }
    rows
}

/// Says whether one requirement follows from another, where both stand in one registry.
struct Judge<'a> {
    sides: &'a Both<Found<'a>>,
    together: bool,
}

impl<'a> Judge<'a> {
    fn new(sides: &'a Both<Found<'a>>) -> Self {
        Self { sides, together: std::ptr::eq(sides.subject.model, sides.measure.model) }
    }

    fn relation(&mut self, subject: Id<Requirement>, measure: Id<Requirement>) -> Relation {
        if self.is_same_text(subject, measure) {
            return Relation::Equal;
        }
        if !self.together {
            return Relation::Undecided;
        }
        // What a profile asks is read in the words of the profile, which has those of its base.
        let from = self.sides.subject.owner;
        match (self.follows(from, subject, measure), self.follows(from, measure, subject)) {
            (true, true) => Relation::Equal,
            (true, false) => Relation::Stronger,
            (false, true) => Relation::Weaker,
            (false, false) => Relation::Incomparable,
        }
    }

    fn follows(&self, from: Owner, one: Id<Requirement>, other: Id<Requirement>) -> bool {
        let (seen, entity) = seen_from(self.sides.subject.model, from);
        Reasoner::new(&seen, entity, &[one, other]).implies(one, other)
    }

    /// Whether both are the same declaration, and nothing was changed of it.
    fn is_same_text(&self, subject: Id<Requirement>, measure: Id<Requirement>) -> bool {
        let (one, other) =
            (&self.sides.subject.model.requirements[subject], &self.sides.measure.model.requirements[measure]);
        let plain = |it: &Requirement| {
            format!("{:?}", (it.level, &it.cases, it.waivable, &it.applies, &it.clauses, it.subject.map(Id::index)))
        };
        self.together && plain(one) == plain(other)
    }
}
