//! Which requirements could hang on a step: those that speak of anything it could be.

use super::subject::events_of;
use crate::model::{Alternative, Entity, Id, Model, Requirement, Step, What};

/// The requirements of an entity whose answer could be another if nothing were done at a step.
pub(crate) fn touched(model: &Model, entity: Id<Entity>, step: Id<Step>) -> Vec<Id<Requirement>> {
    let action = model.steps[step].action;
    // Of a step that cannot be read, nobody can say what it could be.
    let is = |it: &Alternative| match it.what {
        What::Action(term) => action.is_none_or(|action| model.is_a(action, term)),
        What::AnyStep | What::Unreadable => true,
        What::Trigger(_) | What::Branch => false,
    };
    let promised = |id: Id<Requirement>| {
        let of = model.waivers.iter().filter(|(_, it)| it.entity == entity && it.requirement == Some(id));
        of.flat_map(|(_, it)| &it.instead).any(|&it| action.is_none_or(|action| model.is_a(action, it)))
    };
    let speaks = |id: &Id<Requirement>| {
        let clauses = model.requirements[*id].clauses.iter();
        clauses.flat_map(events_of).flat_map(|it| &it.alternatives).any(is) || promised(*id)
    };
    model.requirements_of(entity).into_iter().filter(speaks).collect()
}
