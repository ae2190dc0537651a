//! Demands on declared things: each use, each role, the entity.

use super::Reasoner;
use super::ready::Ready;
use super::value::{Slot, View};
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
                self.constraint_follows(&known, constraint)
            }
            Demand::Record { action, constraints, .. } => known.iter().any(|it| {
                let Demand::Record { action: known, constraints: stated, .. } = it else { return false };
                let stated: Vec<&'m Constraint> = stated.iter().collect();
                self.below.is(*known, *action) && constraints.iter().all(|it| self.constraint_follows(&stated, it))
            }),
        })
    }

    /// Whether what meets all of these meets that.
    fn constraint_follows(&mut self, given: &[&'m Constraint], asked: &'m Constraint) -> bool {
        let model = self.model;
        let Some(asked) = self.demands.number(model, asked) else { return false };
        let slot = self.demands.slot(asked).cloned();
        // How old a record is, is known whether or not anybody says.
        let view = if slot == Some(Slot::Age) { View::Done } else { View::Written };
        let mut numbers = Vec::new();
        for known in given.iter().filter_map(|it| self.demands.number(model, it)).collect::<Vec<_>>() {
            if self.demands.slot(known).cloned() == slot && !numbers.contains(&known) {
                numbers.push(known);
            }
        }
        let known = (0..numbers.len()).fold(0_u64, |bits, at| bits | 1 << at);
        let at = numbers.iter().position(|it| *it == asked).unwrap_or(numbers.len());
        if at == numbers.len() {
            numbers.push(asked);
        }
        let ways = if numbers.len() < 64 { self.ways(&numbers, view) } else { None };
        known != 0 && ways.is_some_and(|ways| ways.iter().all(|it| it.sure & known != known || it.sure >> at & 1 == 1))
    }

    /// Whether nothing can have all that two clauses demand of the same things.
    pub(super) fn things_clash(&mut self, one: &Ready<'m>, other: &Ready<'m>) -> Option<bool> {
        let ((of, left), (same, right)) = (things(one)?, things(other)?);
        if of != same {
            return Some(false);
        }
        let mut numbers = Vec::new();
        for constraint in constraints(left).chain(constraints(right)) {
            let number = self.demands.number(self.model, constraint)?;
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        Some(self.excludes_itself(&numbers))
    }
}
