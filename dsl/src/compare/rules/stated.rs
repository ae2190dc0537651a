//! Two steps that stand in one place: what the one says less, or more, than the other.

use std::cmp::Ordering;

use super::super::{Both, Relation};
use super::{Changed, direction};
use crate::check::meets;
use crate::facts::{duration_words, words};
use crate::model::{Comparison, Duration, Entity, Field, Held, Id, Model, Role, Stated, Step, Term, Value};
use crate::source::Place;

/// What one step, or one declared thing, says less or more.
pub(super) struct Difference {
    pub(super) what: Changed,
    pub(super) relation: Relation,
    pub(super) message: String,
    pub(super) places: Both<Option<Place>>,
    pub(super) values: Both<Option<String>>,
}

/// Who does something on each side under some facts.
pub(super) type Meeting = Both<Vec<Id<Role>>>;

/// How long something may take, or a lap is, if that is said; and where.
pub(super) type Lap = (Option<Duration>, Place);

/// Holds what is stated on one side against what is stated on the other, both in one registry.
pub(super) struct Holder<'m> {
    pub(super) model: &'m Model,
    pub(super) entity: Id<Entity>,
}

impl Holder<'_> {
    /// What the subject's step says less, or more, than the measure's.
    pub(super) fn steps(&self, subject: Id<Step>, measure: Id<Step>) -> Vec<Difference> {
        let (one, other) = (&self.model.steps[subject], &self.model.steps[measure]);
        let name = &one.name;
        let mut found = Vec::new();
        found.extend(self.action(subject, measure));
        found.extend(self.within(name, (one.within, one.whole), (other.within, other.whole)));
        found.extend(self.fields(name, Changed::Field, (&one.fields, one.at), (&other.fields, other.at)));
        found
    }

    fn action(&self, subject: Id<Step>, measure: Id<Step>) -> Option<Difference> {
        let (one, other) = (&self.model.steps[subject], &self.model.steps[measure]);
        let relation = match (one.action, other.action) {
            (here, there) if here == there => return None,
            (Some(here), Some(there)) => match (self.model.is_a(here, there), self.model.is_a(there, here)) {
                (true, false) => Relation::Stronger,
                (false, true) => Relation::Weaker,
                _ => Relation::Incomparable,
            },
            // What cannot be read may be anything.
            _ => Relation::Unknown,
        };
        let term = |it: Option<_>| it.map_or_else(|| "nothing that can be read".to_owned(), |it| self.words_of(it));
        let (here, there) = (term(one.action), term(other.action));
        Some(Difference {
            what: Changed::Step,
            relation,
            message: format!("`{}` is {here}; the measure has {there}", one.name),
            places: Both { subject: Some(one.at), measure: Some(other.at) },
            values: Both { subject: Some(here), measure: Some(there) },
        })
    }

    fn words_of(&self, term: Id<Term>) -> String {
        format!("`{}`", self.model.terms[term].name)
    }

    /// Who does it on each side, wherever both sides say who under the same facts.
    pub(super) fn actors(&self, subject: Id<Step>, measure: Id<Step>, meet: &[Meeting]) -> Option<Difference> {
        let as_strong = |all: &[Id<Role>], than: &[Id<Role>]| {
            than.is_empty()
                || !all.is_empty() && all.iter().all(|&it| than.iter().any(|&role| self.is_as_strong(it, role)))
        };
        let stands = |it: &Meeting| (as_strong(&it.subject, &it.measure), as_strong(&it.measure, &it.subject));
        let all: Vec<(bool, bool)> = meet.iter().map(stands).collect();
        let relation = relation_of(all.iter().all(|it| it.0), all.iter().all(|it| it.1))?;
        let other = meet.iter().zip(&all).find(|(_, it)| **it != (true, true)).map(|(meeting, _)| meeting)?;
        let names = |all: &[Id<Role>]| {
            let names: Vec<&str> = all.iter().map(|&it| self.model.roles[it].name.as_str()).collect();
            if names.is_empty() { "nobody in particular".to_owned() } else { names.join(" or ") }
        };
        let (here, there) = (names(&other.subject), names(&other.measure));
        let name = &self.model.steps[subject].name;
        Some(Difference {
            what: Changed::Actor,
            relation,
            message: format!("`{name}` is done by {here}; the measure has it done by {there}"),
            places: Both { subject: Some(self.model.steps[subject].at), measure: Some(self.model.steps[measure].at) },
            values: Both { subject: Some(here), measure: Some(there) },
        })
    }

    /// Whether a role has all that is stated of the other. What is changed of a role itself is told where it is declared.
    fn is_as_strong(&self, one: Id<Role>, other: Id<Role>) -> bool {
        let (here, there) = (&self.model.roles[one], &self.model.roles[other]);
        let same_name = here.name == there.name;
        let has = |wanted: &Stated| {
            let stated = here.fields.iter().find(|it| it.field == wanted.field);
            let (Some(value), Some(wanted_value)) = (stated.and_then(|it| it.value.as_ref()), &wanted.value) else {
                return wanted.value.is_none();
            };
            matches!(self.values(wanted.field, value, wanted_value), None | Some(Relation::Stronger))
        };
        same_name || (here.external || !there.external) && there.fields.iter().all(has)
    }

    fn within(&self, name: &str, one: Lap, other: Lap) -> Option<Difference> {
        let limit = |it: Option<Duration>| it.map_or_else(|| "no limit of time".to_owned(), duration_words);
        self.times(one, other, limit, |here, there| format!("`{name}` has {here}; the measure has {there}"))
    }

    /// How often what is repeated comes back.
    pub(super) fn laps(&self, name: &str, laps: (Option<Lap>, Option<Lap>)) -> Option<Difference> {
        let (one, other) = (laps.0?, laps.1?);
        let every = |it: Option<Duration>| it.map_or_else(|| "no certain time".to_owned(), duration_words);
        let words = |here: &str, there: &str| format!("`{name}` comes back after {here}; in the measure after {there}");
        self.times(one, other, every, words)
    }

    fn times(
        &self,
        one: Lap,
        other: Lap,
        say: impl Fn(Option<Duration>) -> String,
        message: impl Fn(&str, &str) -> String,
    ) -> Option<Difference> {
        let relation = match (one.0, other.0) {
            (None, None) => return None,
            (None, Some(_)) => Relation::Weaker,
            (Some(_), None) => Relation::Stronger,
            (Some(here), Some(there)) => self.durations(here, there)?,
        };
        let (here, there) = (say(one.0), say(other.0));
        Some(Difference {
            what: Changed::Time,
            relation,
            message: message(&here, &there),
            places: Both { subject: Some(one.1), measure: Some(other.1) },
            values: Both { subject: Some(here), measure: Some(there) },
        })
    }

    fn durations(&self, here: Duration, there: Duration) -> Option<Relation> {
        let fits = |one, other| {
            meets(
                self.model,
                self.entity,
                None,
                &Value::Duration(one),
                &Held::Compare(Comparison::AtMost, Value::Duration(other)),
            )
        };
        relation_of(fits(here, there) == Some(true), fits(there, here) == Some(true))
    }

    /// What is stated of a thing on both sides, and on one side only.
    pub(super) fn fields(
        &self,
        name: &str,
        what: Changed,
        one: (&[Stated], Place),
        other: (&[Stated], Place),
    ) -> Vec<Difference> {
        let mut found = Vec::new();
        let of = |all: &[Stated], field: Id<Field>| all.iter().find(|it| it.field == field).cloned();
        let shown = |it: &Stated| it.value.as_ref().map(|value| words(self.model, value));
        let label = |field: Id<Field>| self.model.fields[field].name.clone();
        for wanted in other.0 {
            let here = of(one.0, wanted.field);
            let relation = match (&here, &wanted.value) {
                (None, _) => Some(Relation::Weaker),
                (Some(Stated { value: Some(value), .. }), Some(there)) => self.values(wanted.field, value, there),
                (Some(Stated { value: None, .. }), None) => None,
                // What cannot be read may be anything.
                (Some(_), _) => Some(Relation::Unknown),
            };
            let Some(relation) = relation else { continue };
            let message = match &here {
                None => format!("`{name}` no longer says `{}`", label(wanted.field)),
                Some(_) if relation == Relation::Unknown => {
                    format!("what `{name}` says of `{}` cannot be read on one side", label(wanted.field))
                }
                Some(_) => format!("`{name}` says something else of `{}` than the measure", label(wanted.field)),
            };
            let places = Both { subject: Some(here.as_ref().map_or(one.1, |it| it.at)), measure: Some(wanted.at) };
            let values = Both { subject: here.as_ref().and_then(shown), measure: shown(wanted) };
            found.push(Difference { what, relation, message, places, values });
        }
        for here in one.0.iter().filter(|it| of(other.0, it.field).is_none()) {
            found.push(Difference {
                what,
                relation: Relation::Stronger,
                message: format!("`{name}` says `{}`, and the measure does not", label(here.field)),
                places: Both { subject: Some(here.at), measure: Some(other.1) },
                values: Both { subject: shown(here), measure: None },
            });
        }
        found
    }

    /// How a value stands to another of the same field; nothing if as much is said.
    fn values(&self, field: Id<Field>, here: &Value, there: &Value) -> Option<Relation> {
        let all = |value: &Value| match value {
            Value::List(values) => values.clone(),
            value => vec![value.clone()],
        };
        let (left, right) = match (here, there) {
            (one, other) if one == other => return None,
            // A longer notice is more, a longer delay less; only what guidance asks can say.
            (Value::Duration(here), Value::Duration(there)) => {
                let shorter = self.durations(*here, *there)?;
                return Some(match direction::better(self.model, field) {
                    Some(Ordering::Less) => shorter,
                    Some(Ordering::Greater) => shorter.mirrored(),
                    _ => Relation::Incomparable,
                });
            }
            // Nobody can tell more from less in words, days and names.
            (Value::Text(_), Value::Text(_)) => return None,
            (Value::Term(one), Value::Term(other))
                if self.model.terms[*one].rank.is_some() && self.model.terms[*other].rank.is_some() =>
            {
                let at_least = |value: &Value| Held::Compare(Comparison::AtLeast, value.clone());
                (self.meets(field, here, &at_least(there)), self.meets(field, there, &at_least(here)))
            }
            (Value::Term(_) | Value::List(_), Value::Term(_) | Value::List(_)) => {
                let each = |value: &Value| Held::All(all(value));
                (self.meets(field, here, &each(there)), self.meets(field, there, &each(here)))
            }
            // A role of the same name is the same role, whatever is changed of it.
            (Value::Role(one), Value::Role(other)) => {
                (self.is_as_strong(*one, *other), self.is_as_strong(*other, *one))
            }
            _ => (false, false),
        };
        relation_of(left, right)
    }

    fn meets(&self, field: Id<Field>, value: &Value, held: &Held) -> bool {
        meets(self.model, self.entity, Some(field), value, held) == Some(true)
    }
}

/// How two things stand, of which it is known whether each is as strong as the other; nothing if they are alike.
fn relation_of(as_strong: bool, as_weak: bool) -> Option<Relation> {
    match (as_strong, as_weak) {
        (true, true) => None,
        (true, false) => Some(Relation::Stronger),
        (false, true) => Some(Relation::Weaker),
        (false, false) => Some(Relation::Incomparable),
    }
}
