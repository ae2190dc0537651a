//! Departures: what a side departs from by a waiver that counts, and until when.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::held::Found;
use super::rules::Ready;
use super::{Relation, moved};
use crate::check::flaws_of_waiver;
use crate::facts::words;
use crate::model::{Id, Requirement, Value, Waiver};
use crate::source::Place;

/// A waiver that counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Departure {
    /// Its name.
    pub waiver: String,
    /// What it is called.
    pub title: Option<String>,
    /// The requirement it departs from, as `guidance/name`.
    pub requirement: Option<String>,
    /// Who approved it.
    pub by: Vec<String>,
    /// Since when.
    pub on: Option<Date>,
    /// The last day on which it counts.
    pub until: Option<Date>,
    /// Why.
    pub reason: Option<String>,
    /// What is done instead.
    pub instead: Vec<String>,
    /// Where it is declared.
    pub at: Place,
}

impl Found<'_> {
    /// The waivers of an entity that count.
    pub(super) fn waivers(&self) -> Vec<&Waiver> {
        let all = self.model.waivers.iter().map(|(_, it)| it);
        let own = all.filter(|it| self.entity() == Some(it.entity));
        own.filter(|it| flaws_of_waiver(self.model, it, self.analysis.today).is_empty()).collect()
    }

    /// Those that depart from a requirement.
    pub(super) fn departures(&self, requirement: Id<Requirement>) -> Vec<Departure> {
        let name = |role: &Id<crate::model::Role>| words(self.model, &Value::Role(*role));
        let of = self.waivers().into_iter().filter(|it| it.requirement == Some(requirement));
        of.map(|it| Departure {
            waiver: it.name.clone(),
            title: it.title.clone(),
            requirement: it.requirement.map(|id| self.model.requirement_name(id)),
            by: it.by.iter().map(name).collect(),
            on: it.on,
            until: it.until,
            reason: it.reason.clone(),
            instead: it.instead.iter().map(|&term| self.model.terms[term].name.clone()).collect(),
            at: it.at,
        })
        .collect()
    }
}

/// How two sets of departures from the same requirement stand to each other: whose last longer.
pub(super) fn between(subject: &[Departure], measure: &[Departure]) -> Relation {
    let last = |all: &[Departure]| all.iter().filter_map(|it| it.until).max();
    match last(subject).cmp(&last(measure)) {
        Ordering::Less => Relation::Stronger,
        Ordering::Equal => Relation::Equal,
        Ordering::Greater => Relation::Weaker,
    }
}

/// How what two entities depart from one requirement for stands to each other: whose waivers hold under more facts.
pub(super) fn by_facts(ready: &mut Ready<'_>, requirement: &str) -> Relation {
    let mut relation = Relation::Equal;
    for of in ready.departing(requirement) {
        let less = ready.is_within(of.subject, of.measure);
        let more = ready.is_within(of.measure, of.subject);
        let here = match (less, more) {
            (true, true) => Relation::Equal,
            (true, false) => Relation::Stronger,
            (false, true) => Relation::Weaker,
            (false, false) => Relation::Incomparable,
        };
        relation = moved::both(relation, here);
    }
    relation
}
