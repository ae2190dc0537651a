//! Whether a requirement asks for anything at all.

use super::Reasoner;
use super::ready::{Alternative, Asks, Ready, Watched};
use super::search::{Duty, Search, Watcher};
use super::value::{Demand, Slot, View};
use crate::model::{Constraint, Id, On, Requirement};
use crate::source::Place;

/// What asks for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Idle {
    /// The requirement: it applies under no facts.
    Requirement,
    /// What is named there can never happen.
    Event(Place),
    /// The clause there: what would make it ask can never happen where the requirement applies.
    Clause(Place),
}

impl<'m> Reasoner<'m> {
    /// What in a requirement asks for nothing, whatever happens.
    pub(crate) fn idle(&mut self, id: Id<Requirement>) -> Vec<Idle> {
        if self.readable(id).is_none() {
            return Vec::new();
        }
        let asked = std::mem::take(&mut self.asked);
        let mut found = Vec::new();
        if let Some(it) = asked.get(&id) {
            if self.set(it.applies).is_none() {
                found.push(Idle::Requirement);
            } else {
                for clause in &it.clauses {
                    found.extend(self.idle_clause(clause, it.applies));
                }
            }
        }
        self.asked = asked;
        if self.is_weary() { Vec::new() } else { found }
    }

    fn idle_clause(&mut self, clause: &Ready<'m>, applies: usize) -> Vec<Idle> {
        let watched = match &clause.asks {
            Asks::Runs(watched) => watched.as_slice(),
            Asks::Possible(watched) => std::slice::from_ref(watched),
            Asks::Things | Asks::Judge(_) | Asks::Silent => return Vec::new(),
        };
        let mut places: Vec<Place> = Vec::new();
        for alternative in watched.iter().flat_map(Watched::events).flatten() {
            if !places.contains(&alternative.at) && self.is_impossible(alternative) {
                places.push(alternative.at);
            }
        }
        if !places.is_empty() {
            return places.into_iter().map(Idle::Event).collect();
        }
        let asks = matches!(clause.asks, Asks::Possible(_)) || watched.iter().any(|it| self.asks(it, applies) != Some(false));
        if asks { Vec::new() } else { vec![Idle::Clause(clause.clause.at)] }
    }

    /// Whether some run makes it ask for something; breaking it counts.
    fn asks(&mut self, watched: &Watched<'m>, applies: usize) -> Option<bool> {
        let alphabet = self.alphabet(&[watched], &[applies], View::Done)?;
        let watcher = Watcher { watched, applies, duty: Duty::Watch, asks: true };
        Search::new(&alphabet, &[watcher], View::Done).finds(None, &mut self.spent)
    }

    /// Whether what is named can never happen: its condition never holds, or what it asks of one field excludes itself.
    fn is_impossible(&mut self, it: &Alternative<'m>) -> bool {
        self.set(it.when).is_none() || self.excludes_itself(&it.met) == Some(true)
    }

    /// Whether no step can meet all of these.
    pub(super) fn excludes_itself(&mut self, constraints: &[&'m Constraint]) -> Option<bool> {
        let mut slots: Vec<Slot> = Vec::new();
        for constraint in constraints {
            let slot = Slot::of(self.model, constraint.on)?;
            if !slots.contains(&slot) {
                slots.push(slot);
            }
        }
        for slot in slots {
            let here: Vec<&'m Constraint> =
                constraints.iter().copied().filter(|it| Slot::of(self.model, it.on).as_ref() == Some(&slot)).collect();
            let demands: Vec<Demand<'m>> = here.iter().map(|it| demand(it)).collect();
            let keys: Vec<String> = here.iter().map(|it| super::key(&it.held)).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let all = (0..demands.len()).fold(0_u64, |bits, at| bits | 1 << at);
            if let Some(ways) = self.ways(&slot, &demands, &keys, View::Done)
                && !ways.iter().any(|it| it.sure & all == all)
            {
                return Some(true);
            }
        }
        Some(false)
    }
}

pub(super) fn demand(constraint: &Constraint) -> Demand<'_> {
    let field = if let On::Field(field) = constraint.on { Some(field) } else { None };
    Demand { field, held: &constraint.held }
}
