//! Demands on declared things: each use, each role, the entity.

use super::Reasoner;
use super::idle::demand;
use super::ready::Ready;
use super::value::{Demand as Asked, Slot, View};
use crate::model::{Constraint, Demand, Id, Pattern, Subject};

/// What is demanded of which things.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Things {
    Of(Id<Subject>),
    Roles,
    Procedures,
    Waivers,
    Entity,
}

fn things<'m>(clause: &Ready<'m>) -> Option<(Things, &'m [Demand])> {
    match &clause.clause.pattern {
        Pattern::EachThing { subject, must } => Some((Things::Of(*subject), must)),
        Pattern::EachRole { must } => Some((Things::Roles, must)),
        Pattern::EachProcedure { must } => Some((Things::Procedures, must)),
        Pattern::EachWaiver { must } => Some((Things::Waivers, must)),
        Pattern::Entity { must } => Some((Things::Entity, must)),
        _ => None,
    }
}

fn constraints(must: &[Demand]) -> impl Iterator<Item = &Constraint> {
    must.iter().filter_map(|it| if let Demand::Constraint(constraint) = it { Some(constraint) } else { None })
}

impl<'m> Reasoner<'m> {
    /// Whether everything that has what the one requirement demands has what the clause demands.
    pub(super) fn things_follow(&mut self, given: &[Ready<'m>], asked: &Ready<'m>) -> bool {
        let Some((of, must)) = things(asked) else { return false };
        let known: Vec<&'m Demand> =
            given.iter().filter_map(things).filter(|(it, _)| *it == of).flat_map(|(_, must)| must).collect();
        must.iter().all(|it| match it {
            Demand::Constraint(constraint) => {
                let same = |it: &&'m Demand| match it {
                    Demand::Constraint(known) => Some(known),
                    _ => None,
                };
                let known: Vec<&'m Constraint> = known.iter().filter_map(same).collect();
                self.constraint_follows(&known, constraint, View::Written)
            }
            Demand::Record { action, constraints, .. } => known.iter().any(|it| {
                let Demand::Record { action: known, constraints: stated, .. } = it else { return false };
                let stated: Vec<&'m Constraint> = stated.iter().collect();
                self.below.is(*known, *action)
                    && constraints.iter().all(|it| self.constraint_follows(&stated, it, View::Written))
            }),
        })
    }

    /// Whether what meets all of these meets that.
    fn constraint_follows(&mut self, given: &[&'m Constraint], asked: &'m Constraint, view: View) -> bool {
        let Some(slot) = Slot::of(self.model, asked.on) else { return false };
        // How old a record is, is known whether or not anybody says.
        let view = if slot == Slot::Age { View::Done } else { view };
        let same = |it: &&&'m Constraint| Slot::of(self.model, it.on).as_ref() == Some(&slot);
        let all: Vec<&'m Constraint> = [asked].into_iter().chain(given.iter().filter(same).copied()).collect();
        let demands: Vec<Asked<'m>> = all.iter().map(|it| demand(it)).collect();
        let keys: Vec<String> = all.iter().map(|it| super::key(&it.held)).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let known = (1..demands.len()).fold(0_u64, |bits, at| bits | 1 << at);
        let ways = self.ways(&slot, &demands, &keys, view);
        known != 0 && ways.is_some_and(|ways| ways.iter().all(|it| it.sure & known != known || it.sure & 1 == 1))
    }

    /// Whether nothing can have all that two clauses demand of the same things.
    pub(super) fn things_clash(&mut self, one: &Ready<'m>, other: &Ready<'m>) -> Option<bool> {
        let ((of, left), (same, right)) = (things(one)?, things(other)?);
        if of != same {
            return Some(false);
        }
        let all: Vec<&'m Constraint> = constraints(left).chain(constraints(right)).collect();
        self.excludes_itself(&all)
    }
}
