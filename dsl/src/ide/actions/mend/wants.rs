//! Mends: what a requirement asks to be done, and how, read from its clauses.

use super::Case;
use super::suggest::Piece;
use crate::check::meets;
use crate::facts::words;
use crate::ide::actions::fields::Set;
use crate::ide::actions::home::{Spot, step_of};
use crate::model::{
    Actors, Clause, Comparison, Constraint, Demand, Event, Field, FieldType, Held, Id, Model, On, Pattern, Role, Scope,
    Step, Term, Value, What,
};
use crate::source::Place;

/// So many roles are tried for one step.
const MOST_ROLES: usize = 6;

/// One thing that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Want<'a> {
    pub(super) what: What,
    pub(super) constraints: Vec<&'a Constraint>,
}

impl Want<'_> {
    /// Whether a step with this action is meant.
    pub(super) fn is_about(&self, model: &Model, action: Id<Term>) -> bool {
        match self.what {
            What::Action(wanted) => model.is_a(action, wanted),
            What::AnyStep => true,
            What::Trigger(_) | What::Branch | What::Unreadable => false,
        }
    }
}

/// What could be written so that a demand on a field is met.
pub(super) enum Answer {
    Set(Set),
    /// Any of these would do.
    OneOf(Vec<Set>),
    /// It has to be thought of.
    Nothing,
}

impl<'a> Case<'a> {
    /// What has to be done, and how.
    pub(super) fn wants(&self) -> Vec<Want<'a>> {
        let mut wants = Vec::new();
        for clause in &self.requirement.clauses {
            match &clause.pattern {
                Pattern::Require { event, .. } | Pattern::Possible(event) => plain(event, &mut wants),
                Pattern::Each { event, must } => {
                    for (alternative, must) in event.alternatives.iter().zip(must) {
                        let constraints = alternative.constraints.iter().chain(must).collect();
                        wants.push(Want { what: alternative.what, constraints });
                    }
                }
                Pattern::KeepApart(events) => events.iter().for_each(|it| plain(it, &mut wants)),
                _ => {}
            }
        }
        wants
    }

    /// Whether it is asked who does something, or that two do not do both.
    pub(super) fn asks_who(&self) -> bool {
        let apart = |it: &Pattern| matches!(it, Pattern::KeepApart(_));
        self.requirement.clauses.iter().any(|it| apart(&it.pattern))
            || self.wants().iter().any(|it| it.constraints.iter().any(|it| it.on == On::Actor))
    }

    /// Whether it is asked what comes before or after what.
    pub(super) fn asks_when(&self) -> bool {
        let in_order =
            |it: &Clause| matches!(it.pattern, Pattern::Require { .. }) && !matches!(it.scope, Scope::Globally);
        self.requirement.clauses.iter().any(in_order)
    }

    /// What is demanded of declared things.
    pub(super) fn demands(&self) -> Vec<&'a Constraint> {
        let patterns = self.requirement.clauses.iter().map(|it| &it.pattern);
        let demands = patterns.flat_map(|it| match it {
            Pattern::EachThing { must, .. }
            | Pattern::EachRole { must }
            | Pattern::EachProcedure { must }
            | Pattern::EachWaiver { must }
            | Pattern::Entity { must } => must.as_slice(),
            _ => &[],
        });
        let constraint = |it: &'a Demand| match it {
            Demand::Constraint(it) => Some(it),
            Demand::Record { .. } => None,
        };
        demands.filter_map(constraint).collect()
    }

    /// The step with its name at a place.
    pub(super) fn model_step(&self, at: Place) -> Option<&'a Step> {
        self.desk.model().steps.iter().find(|(_, it)| it.at == at).map(|(_, it)| it)
    }

    /// Who could do the steps of some pieces, the likeliest first: who does the like already, then who stands next to it.
    pub(super) fn likely_roles(&self, set: &[&Piece], spot: Spot) -> Vec<String> {
        if set.iter().all(|it| it.has_no_blank()) {
            return vec![String::new()];
        }
        let model = self.desk.model();
        let done = set.iter().flat_map(|it| &it.acts).map(|it| it.action.as_str());
        let actions: Vec<Id<Term>> = done.flat_map(|it| self.desk.actions(it)).collect();
        let neighbours = self.neighbours(spot);
        let mut roles: Vec<(usize, &Role)> = Vec::new();
        for (id, role) in self.desk.roles(self.entity).into_iter().filter(|&(id, _)| self.may(id, &actions)) {
            let does = |it: &Step, same: &dyn Fn(Id<Term>) -> bool| {
                it.action.is_some_and(same) && matches!(&it.actors, Actors::Roles(roles) if roles.contains(&id))
            };
            let alike = |action: Id<Term>| actions.iter().any(|&it| model.is_a(action, it) || model.is_a(it, action));
            let rank = if model.steps.iter().any(|(_, it)| does(it, &alike)) {
                0
            } else if neighbours.contains(&role.name) {
                1
            } else {
                2 + usize::from(role.external)
            };
            roles.push((rank, role));
        }
        roles.sort_by_key(|(rank, _)| *rank);
        roles.into_iter().take(MOST_ROLES).map(|(_, it)| it.name.clone()).collect()
    }

    fn neighbours(&self, spot: Spot) -> Vec<String> {
        let Some(home) = self.homes.get(spot.home) else { return Vec::new() };
        let near = [spot.index.checked_sub(1), Some(spot.index)].into_iter().flatten();
        let steps = near.filter_map(|it| step_of(home.block.statements.get(it)?));
        let roles = steps.flat_map(|it| &it.by).flat_map(|it| &it.cases).flat_map(|it| &it.roles);
        roles.filter_map(|it| it.names.last()).map(|it| it.text.clone()).collect()
    }

    /// Whether a role is one that may do these actions, as far as the requirement says.
    pub(super) fn may(&self, role: Id<Role>, actions: &[Id<Term>]) -> bool {
        let model = self.desk.model();
        let wants = self.wants();
        let about = wants.iter().filter(|it| actions.iter().any(|&action| it.is_about(model, action)));
        let demands: Vec<Vec<&Constraint>> =
            about.map(|it| it.constraints.iter().copied().filter(|it| it.on == On::Actor).collect()).collect();
        let fits = |it: &Vec<&Constraint>| {
            it.iter().all(|it| meets(model, self.entity, None, &Value::Role(role), &it.held) == Some(true))
        };
        demands.is_empty() || demands.iter().any(fits)
    }

    /// What could be written for a demand on a field.
    pub(super) fn answer(&self, constraint: &Constraint) -> Answer {
        let model = self.desk.model();
        match constraint.on {
            On::Within => match &constraint.held {
                Held::Compare(Comparison::AtMost, value @ Value::Duration(_)) => {
                    Answer::Set(Set { key: "within".to_owned(), value: words(model, value), joins: false })
                }
                _ => Answer::Nothing,
            },
            On::Field(field) => self.field_answer(field, &constraint.held),
            _ => Answer::Nothing,
        }
    }

    fn field_answer(&self, field: Id<Field>, held: &Held) -> Answer {
        let model = self.desk.model();
        let it = &model.fields[field];
        let joins = matches!(it.ty, Some(FieldType::SomeOf(_) | FieldType::ScopeOf(_)));
        let set = |value: String| Set { key: it.name.clone(), value, joins };
        let text = |values: &[Value]| match values {
            [one] => words(model, one),
            several => {
                let each: Vec<String> = several.iter().map(|it| words(model, it)).collect();
                format!("[{}]", each.join(", "))
            }
        };
        match held {
            Held::All(values) if !values.is_empty() => Answer::Set(set(text(values))),
            Held::Any(values) => Answer::OneOf(values.iter().map(|it| set(words(model, it))).collect()),
            Held::Compare(Comparison::AtLeast | Comparison::AtMost, value) => Answer::Set(set(words(model, value))),
            Held::Stated | Held::Nested(_) | Held::Roles(_) | Held::CompareWith(..) => {
                let is_role = matches!(it.ty, Some(FieldType::OneOf(r) | FieldType::SomeOf(r)) if r == crate::model::Range::Roles);
                if !is_role {
                    return Answer::Nothing;
                }
                let roles = self.desk.roles(self.entity).into_iter();
                let fit = roles
                    .filter(|(id, _)| meets(model, self.entity, Some(field), &Value::Role(*id), held) != Some(false));
                Answer::OneOf(fit.map(|(_, it)| set(it.name.clone())).collect())
            }
            _ => Answer::Nothing,
        }
    }
}

fn plain<'a>(event: &'a Event, wants: &mut Vec<Want<'a>>) {
    for it in &event.alternatives {
        wants.push(Want { what: it.what, constraints: it.constraints.iter().collect() });
    }
}
