//! Two steps that stand in one place: what the one says less, or more, than the other.

use super::super::{Both, Relation};
use super::Changed;
use crate::check::meets;
use crate::facts::{duration_words, words};
use crate::model::{Comparison, Duration, Entity, Field, Held, Id, Model, Role, Stated, Step, Value};
use crate::source::Place;

/// What one step, or one declared thing, says less or more.
pub(super) struct Difference {
    pub(super) what: Changed,
    pub(super) relation: Relation,
    pub(super) message: String,
    pub(super) places: Both<Option<Place>>,
    pub(super) values: Both<Option<String>>,
}

/// How long a lap is, if that is said, and where.
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
        let roles = |step: &Step| step.actors.all().collect::<Vec<_>>();
        found.extend(self.actors(name, (&roles(one), one.at), (&roles(other), other.at)));
        found.extend(self.within(name, (one.within, one.whole), (other.within, other.whole)));
        found.extend(self.fields(name, Changed::Field, (&one.fields, one.at), (&other.fields, other.at)));
        found
    }

    fn action(&self, subject: Id<Step>, measure: Id<Step>) -> Option<Difference> {
        let (one, other) = (&self.model.steps[subject], &self.model.steps[measure]);
        let (here, there) = (one.action?, other.action?);
        if here == there {
            return None;
        }
        let relation = match (self.model.is_a(here, there), self.model.is_a(there, here)) {
            (true, false) => Relation::Stronger,
            (false, true) => Relation::Weaker,
            _ => Relation::Incomparable,
        };
        let term = |it| self.model.terms[it].name.clone();
        Some(Difference {
            what: Changed::Step,
            relation,
            message: format!("`{}` is `{}`, and was `{}` in the measure", one.name, term(here), term(there)),
            places: Both { subject: Some(one.at), measure: Some(other.at) },
            values: Both { subject: Some(term(here)), measure: Some(term(there)) },
        })
    }

    fn actors(&self, name: &str, one: (&[Id<Role>], Place), other: (&[Id<Role>], Place)) -> Option<Difference> {
        let as_strong = |all: &[Id<Role>], than: &[Id<Role>]| {
            than.is_empty()
                || !all.is_empty() && all.iter().all(|&it| than.iter().any(|&role| self.is_as_strong(it, role)))
        };
        let relation = match (as_strong(one.0, other.0), as_strong(other.0, one.0)) {
            (true, true) => return None,
            (true, false) => Relation::Stronger,
            (false, true) => Relation::Weaker,
            (false, false) => Relation::Incomparable,
        };
        let names = |all: &[Id<Role>]| {
            let names: Vec<&str> = all.iter().map(|&it| self.model.roles[it].name.as_str()).collect();
            if names.is_empty() { "nobody in particular".to_owned() } else { names.join(" or ") }
        };
        Some(Difference {
            what: Changed::Actor,
            relation,
            message: format!("`{name}` is done by {}; the measure has it done by {}", names(one.0), names(other.0)),
            places: Both { subject: Some(one.1), measure: Some(other.1) },
            values: Both { subject: Some(names(one.0)), measure: Some(names(other.0)) },
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

    fn within(
        &self,
        name: &str,
        one: (Option<Duration>, Place),
        other: (Option<Duration>, Place),
    ) -> Option<Difference> {
        let limit = |it: Option<Duration>| it.map_or_else(|| "no limit of time".to_owned(), duration_words);
        let relation = match (one.0, other.0) {
            (None, None) => return None,
            (None, Some(_)) => Relation::Weaker,
            (Some(_), None) => Relation::Stronger,
            (Some(here), Some(there)) => self.durations(here, there)?,
        };
        Some(Difference {
            what: Changed::Time,
            relation,
            message: format!("`{name}` has {}; the measure has {}", limit(one.0), limit(other.0)),
            places: Both { subject: Some(one.1), measure: Some(other.1) },
            values: Both { subject: Some(limit(one.0)), measure: Some(limit(other.0)) },
        })
    }

    /// How often what is repeated comes back.
    pub(super) fn laps(&self, name: &str, laps: (Option<Lap>, Option<Lap>)) -> Option<Difference> {
        let (Some(one), Some(other)) = laps else { return None };
        let every = |it: Option<Duration>| it.map_or_else(|| "no certain time".to_owned(), duration_words);
        let relation = match (one.0, other.0) {
            (None, None) => return None,
            (None, Some(_)) => Relation::Weaker,
            (Some(_), None) => Relation::Stronger,
            (Some(here), Some(there)) => self.durations(here, there)?,
        };
        Some(Difference {
            what: Changed::Time,
            relation,
            message: format!("`{name}` comes back after {}; in the measure after {}", every(one.0), every(other.0)),
            places: Both { subject: Some(one.1), measure: Some(other.1) },
            values: Both { subject: Some(every(one.0)), measure: Some(every(other.0)) },
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
        match (fits(here, there), fits(there, here)) {
            (Some(true), Some(true)) => None,
            (Some(true), _) => Some(Relation::Stronger),
            (_, Some(true)) => Some(Relation::Weaker),
            _ => Some(Relation::Incomparable),
        }
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
                _ => None,
            };
            let Some(relation) = relation else { continue };
            let message = match &here {
                None => format!("`{name}` no longer says `{}`", label(wanted.field)),
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
            (Value::Duration(here), Value::Duration(there)) => return self.durations(*here, *there),
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
        match (left, right) {
            (true, true) => None,
            (true, false) => Some(Relation::Stronger),
            (false, true) => Some(Relation::Weaker),
            (false, false) => Some(Relation::Incomparable),
        }
    }

    fn meets(&self, field: Id<Field>, value: &Value, held: &Held) -> bool {
        meets(self.model, self.entity, Some(field), value, held) == Some(true)
    }
}
