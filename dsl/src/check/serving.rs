//! Which requirements each step could help to keep: those that require something which the step can be.
//!
//! A step serves a requirement if it is of an action that one of its clauses requires, and nothing that is said of the
//! step is against it. Whether the requirement is kept is another question, and hangs on all runs.

use std::collections::BTreeMap;

use super::matching::{Happening, Matcher};
use crate::facts::Collector;
use crate::model::{
    Alternative, Entity, Event, Id, Model, Pattern, Requirement, Statement, Step, Term, What, each_statement,
};

/// For each step the requirements it could help to keep, in the order in which its entity is held to them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Serving {
    by_step: BTreeMap<Id<Step>, Vec<Id<Requirement>>>,
    by_requirement: BTreeMap<Id<Requirement>, Vec<Id<Step>>>,
}

/// What is required of an entity, by the action that is named.
type Required<'m> = BTreeMap<Id<Term>, Vec<(Id<Requirement>, &'m Alternative)>>;

impl Serving {
    pub(crate) fn new(model: &Model) -> Self {
        let mut serving = Self::default();
        for entity in model.entities.ids() {
            let required = required(model, entity);
            let own = model.procedures.iter().filter(|(_, it)| it.entity == entity);
            for (_, procedure) in own {
                each_statement(&procedure.body, &mut |it| match it {
                    Statement::Step(step) => serving.step(model, entity, &required, *step, &[]),
                    Statement::Decide { step, outcomes } => {
                        let names: Vec<&str> = outcomes.iter().map(|it| it.name.as_str()).collect();
                        serving.step(model, entity, &required, *step, &names);
                    }
                    _ => {}
                });
            }
        }
        serving
    }

    /// The requirements that a step could help to keep.
    pub(crate) fn of_step(&self, step: Id<Step>) -> &[Id<Requirement>] {
        self.by_step.get(&step).map_or(&[], Vec::as_slice)
    }

    /// The steps that could help to keep a requirement.
    pub(crate) fn of_requirement(&self, requirement: Id<Requirement>) -> &[Id<Step>] {
        self.by_requirement.get(&requirement).map_or(&[], Vec::as_slice)
    }

    fn step(&mut self, model: &Model, entity: Id<Entity>, required: &Required<'_>, step: Id<Step>, outcomes: &[&str]) {
        let Some(action) = model.steps[step].action else { return };
        let mut collector = Collector::new(model, entity);
        let mut matcher = Matcher { model, entity, collector: &mut collector };
        let chosen = outcomes.iter().map(|it| Some(*it)).chain(outcomes.is_empty().then_some(None));
        let chosen: Vec<Happening<'_>> = chosen.map(|it| Happening::step(model, step, it)).collect();
        let mut served: Vec<Id<Requirement>> = Vec::new();
        for (requirement, alternative) in model.above(action).iter().filter_map(|it| required.get(it)).flatten() {
            if served.contains(requirement) {
                continue;
            }
            let event = Event { alternatives: vec![(*alternative).clone()] };
            if chosen.iter().any(|it| !matcher.event(&event, it).is_never()) {
                served.push(*requirement);
                self.by_requirement.entry(*requirement).or_default().push(step);
            }
        }
        served.sort();
        self.by_step.insert(step, served);
    }
}

fn required(model: &Model, entity: Id<Entity>) -> Required<'_> {
    let mut required = Required::new();
    for id in model.requirements_of(entity) {
        for clause in &model.requirements[id].clauses {
            let (Pattern::Require { event, .. } | Pattern::Possible(event)) = &clause.pattern else {
                continue;
            };
            for alternative in &event.alternatives {
                if let What::Action(term) = alternative.what {
                    required.entry(term).or_default().push((id, alternative));
                }
            }
        }
    }
    required
}
