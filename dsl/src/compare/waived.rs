//! Departures: what a side departs from by a waiver that counts, and until when.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::held::Found;
use super::rules::Ready;
use super::{Relation, moved};
use crate::check::flaws_of_waiver;
use crate::facts::words;
use crate::model::{Id, Model, Requirement, Stated, Value, Waiver};
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
    /// What is stated of it besides: `shown: published`.
    pub stated: Vec<String>,
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
        let of = self.waivers().into_iter().filter(|it| it.requirement == Some(requirement));
        of.map(|it| Departure::of(self.model, it)).collect()
    }
}

impl Departure {
    /// What a waiver says.
    pub(crate) fn of(model: &Model, it: &Waiver) -> Self {
        let stated = |it: &Stated| {
            let value = it.value.as_ref().map_or_else(|| "not readable".to_owned(), |it| words(model, it));
            format!("{}: {value}", model.fields[it.field].name)
        };
        Self {
            waiver: it.name.clone(),
            title: it.title.clone(),
            requirement: it.requirement.map(|id| model.requirement_name(id)),
            by: it.by.iter().map(|&role| words(model, &Value::Role(role))).collect(),
            on: it.on,
            until: it.until,
            reason: it.reason.clone(),
            instead: it.instead.iter().map(|&term| model.terms[term].name.clone()).collect(),
            stated: it.fields.iter().map(stated).collect(),
            at: it.at,
        }
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

/// Whether both promise the same for it: what is done instead, and what else is stated. Which of two promises is worth
/// more, nobody can say; but to promise nothing is less.
pub(super) fn by_promises(subject: &[Departure], measure: &[Departure]) -> Relation {
    let promised = |all: &[Departure]| -> BTreeSet<Vec<String>> {
        let one = |it: &Departure| {
            let mut words: Vec<String> = it.instead.iter().chain(&it.stated).cloned().collect();
            words.sort();
            words
        };
        all.iter().map(one).collect()
    };
    let (here, there) = (promised(subject), promised(measure));
    let nothing = |all: &BTreeSet<Vec<String>>| all.iter().all(Vec::is_empty);
    match (nothing(&here), nothing(&there)) {
        _ if here == there => Relation::Equal,
        (true, false) => Relation::Weaker,
        (false, true) => Relation::Stronger,
        _ => Relation::Incomparable,
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
