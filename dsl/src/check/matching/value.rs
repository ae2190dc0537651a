//! Values held against demands.

use super::{Happening, Match, Matcher};
use crate::facts::{compares, duration_words, words};
use crate::model::{
    Comparison, Constraint, Duration, Field, FieldType, Fits, Held, Id, Owner, Reference, Stated, Value, compare,
};

impl<'m> Matcher<'_, 'm> {
    pub(super) fn value(&mut self, field: Option<Id<Field>>, value: &Value, held: &Held, it: &Happening<'m>) -> Match {
        let scope = field.is_some_and(|field| matches!(self.model.fields[field].ty, Some(FieldType::ScopeOf(_))));
        match held {
            Held::Stated => Match::constant(true),
            Held::All(wanted) => Match::constant(wanted.iter().all(|wanted| self.meets(value, wanted, scope))),
            Held::Any(wanted) => Match::constant(wanted.iter().any(|wanted| self.meets(value, wanted, scope))),
            Held::None(wanted) => Match::constant(!wanted.iter().any(|wanted| self.meets(value, wanted, scope))),
            Held::Compare(comparison, wanted) => self.compare(value, *comparison, wanted),
            Held::CompareWith(comparison, reference) => self.compare_with(value, *comparison, *reference, it),
            Held::SomeOf(reference) => self.refer(value, *reference, scope, true, it),
            Held::AllOf(reference) => self.refer(value, *reference, scope, false, it),
            Held::Nested(constraints) => self.nested(value, constraints, it),
            Held::Roles(roles) => Match::constant(matches!(value, Value::Role(role) if roles.contains(role))),
            Held::Same => Match::unknown(format!("it is not said what `{}` shares with the other step", it.name)),
            Held::Outcomes(_) | Held::Topics(_) => Match::constant(false),
        }
    }

    pub(super) fn nested(&mut self, value: &Value, constraints: &[Constraint], it: &Happening<'m>) -> Match {
        let model = self.model;
        match value {
            Value::Role(role) => self.role(*role, &Held::Nested(constraints.to_vec()), it),
            Value::Thing(thing) => {
                let thing = &model.instances[*thing];
                let of_thing = Happening { name: &thing.name, fields: &thing.fields, ..it.clone() };
                self.constraints(constraints, &of_thing)
            }
            Value::List(values) => {
                let all: Vec<Match> = values.iter().map(|value| self.nested(value, constraints, it)).collect();
                all.into_iter().fold(Match::constant(true), Match::and)
            }
            _ => Match::constant(false),
        }
    }

    /// Whether a stated value is what was asked for.
    pub(super) fn meets(&self, stated: &Value, wanted: &Value, scope: bool) -> bool {
        match (stated, wanted) {
            (Value::List(values), _) if scope => {
                values.iter().any(|it| self.meets(it, wanted, scope)) || self.narrower_all_met(stated, wanted)
            }
            (Value::List(values), _) => values.iter().any(|it| self.meets(it, wanted, scope)),
            (Value::Term(term), Value::Term(wanted)) => {
                self.model.is_a(*term, *wanted) && (!scope || term == wanted)
                    || scope && self.model.is_a(*wanted, *term)
            }
            _ => compares(None, stated, wanted).unwrap_or(stated == wanted),
        }
    }

    /// All terms directly below the one asked for are covered, and there are some.
    pub(super) fn narrower_all_met(&self, stated: &Value, wanted: &Value) -> bool {
        let Value::Term(wanted) = wanted else {
            return false;
        };
        let visible = self.model.visible(Owner::Entity(self.entity));
        let vocabulary = &self.model.vocabularies[self.model.terms[*wanted].vocabulary];
        let mut narrower = vocabulary
            .terms
            .iter()
            .filter(|&&it| {
                self.model.terms[it].parents.contains(wanted) && visible.contains(&self.model.terms[it].owner)
            })
            .peekable();
        narrower.peek().is_some() && narrower.all(|&it| self.meets(stated, &Value::Term(it), true))
    }

    pub(super) fn compare(&self, stated: &Value, comparison: Comparison, wanted: &Value) -> Match {
        match (stated, wanted) {
            (Value::List(values), _) => {
                let all = values.iter().map(|it| self.compare(it, comparison, wanted));
                all.reduce(Match::or).unwrap_or_else(Match::no)
            }
            (Value::Term(stated), Value::Term(wanted)) => {
                let ranks = self.model.terms[*stated].rank.zip(self.model.terms[*wanted].rank);
                Match::constant(ranks.is_some_and(|(left, right)| comparison.holds(&left, &right)))
            }
            (Value::Duration(stated), Value::Duration(wanted)) => self.durations(*stated, comparison, *wanted),
            _ => match compares(Some(comparison), stated, wanted) {
                Some(holds) => Match::constant(holds),
                None => Match::unknown(format!(
                    "{} does not compare with {}",
                    words(self.model, stated),
                    words(self.model, wanted)
                )),
            },
        }
    }

    pub(super) fn durations(&self, stated: Duration, comparison: Comparison, wanted: Duration) -> Match {
        let calendar = self.model.entities[self.entity].calendar;
        let fits = match comparison {
            Comparison::AtMost => compare(stated, wanted, calendar),
            Comparison::AtLeast => compare(wanted, stated, calendar),
            Comparison::LessThan => opposite(compare(wanted, stated, calendar)),
            Comparison::MoreThan => opposite(compare(stated, wanted, calendar)),
        };
        match fits {
            Fits::Surely => Match::constant(true),
            Fits::Not => Match::constant(false),
            Fits::Unknown => {
                let (stated, wanted) = (duration_words(stated), duration_words(wanted));
                Match::unknown(format!("{stated} does not compare with {wanted} without a working week"))
            }
        }
    }

    pub(super) fn compare_with(
        &mut self,
        stated: &Value,
        comparison: Comparison,
        reference: Reference,
        it: &Happening<'m>,
    ) -> Match {
        if let Reference::Fact(field) = reference {
            let model = self.model;
            if let Value::Term(term) = stated {
                let rank = model.terms[*term].rank;
                let holds = self.collector.among(field, |fact| match fact {
                    Value::Term(fact) => {
                        rank.zip(model.terms[*fact].rank).is_some_and(|(a, b)| comparison.holds(&a, &b))
                    }
                    _ => false,
                });
                return Match::yes(holds);
            }
            return Match::yes(self.collector.fact_compares(field, flipped(comparison), stated));
        }
        match self.referred(reference, it) {
            Some(values) if !values.is_empty() => {
                let all = values.iter().map(|value| self.compare(stated, comparison, value));
                all.reduce(Match::and).unwrap_or_else(Match::no)
            }
            _ => Match::unknown(format!("it is not said what `{}` is to be compared with", it.name)),
        }
    }

    pub(super) fn refer(
        &mut self,
        stated: &Value,
        reference: Reference,
        scope: bool,
        some: bool,
        it: &Happening<'m>,
    ) -> Match {
        if let Reference::Fact(field) = reference {
            let universe = self.collector.universe(field);
            let met: Vec<bool> = universe.iter().map(|fact| self.meets(stated, fact, scope)).collect();
            let index = |fact: &Value| {
                universe.iter().position(|it| it == fact).and_then(|at| met.get(at).copied()).unwrap_or(false)
            };
            let holds = if some {
                self.collector.among(field, index)
            } else {
                self.collector.among(field, |fact| !index(fact)).negate()
            };
            return Match::yes(holds);
        }
        match self.referred(reference, it) {
            Some(values) => {
                let mut met = values.iter().map(|value| self.meets(stated, value, scope));
                Match::constant(if some { met.any(|it| it) } else { met.all(|it| it) })
            }
            None => Match::unknown(format!("it is not said what `{}` is to be compared with", it.name)),
        }
    }

    /// The values that a reference stands for, where the files say.
    pub(super) fn referred(&self, reference: Reference, it: &Happening<'m>) -> Option<Vec<Value>> {
        let entity = &self.model.entities[self.entity].fields;
        let find =
            |fields: &[Stated], field| fields.iter().find(|it| it.field == field).and_then(|it| it.value.clone());
        let values = match reference {
            Reference::Fact(_) => return None,
            Reference::Entity(field) => vec![find(entity, field)?],
            Reference::Role { role, field } => vec![find(&self.model.roles[role].fields, field)?],
            Reference::RoleField { through, field } => {
                let of_procedure = it.procedure.and_then(|id| find(&self.model.procedures[id].fields, through));
                let roles = of_procedure.or_else(|| find(entity, through))?;
                let roles = if let Value::List(roles) = roles { roles } else { vec![roles] };
                let values = roles.iter().map(|role| match role {
                    Value::Role(role) => find(&self.model.roles[*role].fields, field),
                    _ => None,
                });
                values.collect::<Option<Vec<_>>>()?
            }
        };
        Some(values.into_iter().flat_map(|it| if let Value::List(all) = it { all } else { vec![it] }).collect())
    }
}

fn flipped(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::MoreThan => Comparison::LessThan,
        Comparison::LessThan => Comparison::MoreThan,
    }
}

fn opposite(fits: Fits) -> Fits {
    match fits {
        Fits::Surely => Fits::Not,
        Fits::Not => Fits::Surely,
        Fits::Unknown => Fits::Unknown,
    }
}
