//! What requirements come to beside one another, worked out once for all lints that tell of it.

use std::rc::Rc;

use super::Cx;
use crate::entail::{Clash, Idle, Reasoner, seen_from};
use crate::model::{Id, Model, Owner, Requirement};
use crate::source::Place;

/// More owners of requirements than this are not looked at.
const MOST_OWNERS: usize = 32;
/// More requirements of one owner than this are not held against each other.
const MOST_REQUIREMENTS: usize = 400;
/// More terms than this are too many to look at.
const MOST_TERMS: usize = 6_000;

/// What was found of the user's own requirements.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) idle: Vec<(Id<Requirement>, Idle)>,
    pub(super) unkeepable: Vec<(Id<Requirement>, Clash)>,
    /// The one that is told of, and the one it contradicts.
    pub(super) contradictory: Vec<(Id<Requirement>, Id<Requirement>, Clash)>,
    /// The one that is told of, the one it follows from, and whether that one follows from it too.
    pub(super) implied: Vec<(Id<Requirement>, Id<Requirement>, bool)>,
}

impl Cx<'_> {
    /// What the user's own requirements come to beside one another.
    pub(super) fn compared(&mut self) -> Rc<Compared> {
        if let Some(known) = &self.compared {
            return Rc::clone(known);
        }
        let is_own = |at: Place| self.is_own(at) && !self.is_mistaken(at);
        let found = Rc::new(compare(self.model, &is_own, &|at| self.is_mistaken(at)));
        self.compared = Some(Rc::clone(&found));
        found
    }
}

/// Looks at every owner's requirements; told of are those whose place is the user's own.
pub(super) fn compare(model: &Model, is_own: &dyn Fn(Place) -> bool, is_mistaken: &dyn Fn(Place) -> bool) -> Compared {
    let mut found = Compared::default();
    if model.terms.len() > MOST_TERMS {
        return found;
    }
    let guidance = model.guidances.ids().map(Owner::Guidance);
    let owners = guidance.chain(model.entities.ids().map(Owner::Entity));
    let told = |owner: Owner| -> Vec<Id<Requirement>> {
        let of = model.requirements.iter().filter(|(id, it)| it.owner == owner && !is_copy(model, *id));
        of.filter(|(_, it)| is_own(it.at)).map(|(id, _)| id).collect()
    };
    let owners = owners.map(|owner| (owner, told(owner))).filter(|(_, told)| !told.is_empty());
    for (owner, told) in owners.take(MOST_OWNERS) {
        let all = match owner {
            Owner::Entity(entity) => model.requirements_of(entity),
            Owner::Guidance(_) => {
                model.requirements.iter().filter(|(_, it)| it.owner == owner).map(|(id, _)| id).collect()
            }
        };
        let all: Vec<Id<Requirement>> = all.into_iter().filter(|&id| !is_mistaken(model.requirements[id].at)).collect();
        if all.len() <= MOST_REQUIREMENTS {
            of_owner(model, owner, &told, &all, &mut found);
        }
    }
    found
}

/// Whether a profile took it over from its base.
fn is_copy(model: &Model, id: Id<Requirement>) -> bool {
    let it = &model.requirements[id];
    model.requirements.iter().take(id.index()).any(|(_, other)| other.at == it.at)
}

fn of_owner(model: &Model, owner: Owner, told: &[Id<Requirement>], all: &[Id<Requirement>], found: &mut Compared) {
    let (seen, entity) = seen_from(model, owner);
    let mut reasoner = Reasoner::new(&seen, entity, all);
    let mut sound: Vec<Id<Requirement>> = Vec::new();
    for &id in all {
        let idle = reasoner.idle(id);
        let clash = if idle.is_empty() { reasoner.unkeepable(id) } else { None };
        if idle.is_empty() && clash.is_none() {
            sound.push(id);
        }
        if told.contains(&id) {
            found.idle.extend(idle.into_iter().map(|it| (id, it)));
            found.unkeepable.extend(clash.map(|it| (id, it)));
        }
    }
    let at = |id: Id<Requirement>| (!told.contains(&id), model.requirements[id].at, id);
    for &id in sound.iter().filter(|id| told.contains(id)) {
        // Of two that are told of, the later one is.
        let others = sound.iter().copied().filter(|&other| other != id);
        let earlier: Vec<Id<Requirement>> =
            others.clone().filter(|&other| !told.contains(&other) || at(other) < at(id)).collect();
        for other in earlier.iter().copied() {
            found.contradictory.extend(reasoner.contradict(other, id).map(|clash| (id, other, clash)));
        }
        for other in others {
            if reasoner.implies(other, id) {
                let same = reasoner.implies(id, other);
                if !same || earlier.contains(&other) {
                    found.implied.push((id, other, same));
                    break;
                }
            }
        }
    }
}
