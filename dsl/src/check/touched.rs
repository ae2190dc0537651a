//! Which requirements could hang on a step: those that speak of anything it could be.

use super::subject::events_of;
use crate::model::{Alternative, Entity, Id, Model, Requirement, Step, What};

/// The requirements of an entity whose answer could be another if nothing were done at a step.
pub(crate) fn touched(model: &Model, entity: Id<Entity>, step: Id<Step>) -> Vec<Id<Requirement>> {
    let speaks = |id: &Id<Requirement>| speaks_of(model, entity, *id, step);
    model.requirements_of(entity).into_iter().filter(speaks).collect()
}

/// Whether a requirement speaks of anything that a step could be, or a waiver of it promises that instead.
pub(crate) fn speaks_of(model: &Model, entity: Id<Entity>, requirement: Id<Requirement>, step: Id<Step>) -> bool {
    let action = model.steps[step].action;
    // Of a step that cannot be read, nobody can say what it could be.
    let is = |it: &Alternative| match it.what {
        What::Action(term) => action.is_none_or(|action| model.is_a(action, term)),
        What::AnyStep | What::Unreadable => true,
        What::Trigger(_) | What::Branch => false,
    };
    let waivers = model.waivers.iter().map(|(_, it)| it);
    let of = waivers.filter(|it| it.entity == entity && it.requirement == Some(requirement));
    let mut promised = of.flat_map(|it| &it.instead);
    let mut events = model.requirements[requirement].clauses.iter().flat_map(events_of);
    events.any(|it| it.alternatives.iter().any(is))
        || promised.any(|&it| action.is_none_or(|action| model.is_a(action, it)))
}
