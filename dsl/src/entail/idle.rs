//! Whether a requirement asks for anything at all.

use super::ready::{Alternative, Asks, Ready, Watched};
use super::search::{Duty, Search, Watcher};
use super::value::View;
use super::{Facts, Reasoner};
use crate::model::{Id, Requirement};
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
        let asks =
            matches!(clause.asks, Asks::Possible(_)) || watched.iter().any(|it| self.asks(it, applies) != Some(false));
        if asks { Vec::new() } else { vec![Idle::Clause(clause.clause.at)] }
    }

    /// Whether some run makes it ask for something; breaking it counts.
    fn asks(&mut self, watched: &Watched, applies: usize) -> Option<bool> {
        let soon = self.asks_under(watched, applies, Facts::OneCase);
        if soon == Some(true) { soon } else { self.asks_under(watched, applies, Facts::Any) }
    }

    fn asks_under(&mut self, watched: &Watched, applies: usize, facts: Facts) -> Option<bool> {
        let alphabet = self.alphabet(&[watched], &[applies], View::Done, facts)?;
        let watcher = Watcher { watched, applies, duty: Duty::Watch, asks: true };
        Search::new(&alphabet, &[watcher], View::Done).finds(None, &mut self.spent)
    }

    /// Whether what is named can never happen: its condition never holds, or what it asks of one field excludes itself.
    fn is_impossible(&mut self, it: &Alternative) -> bool {
        self.set(it.when).is_none() || self.excludes_itself(&it.met)
    }

    /// Whether nothing can meet all of these demands.
    pub(super) fn excludes_itself(&mut self, numbers: &[usize]) -> bool {
        let slots = self.demands.by_slot(numbers);
        let excluded = |(_, numbers): (_, Vec<usize>)| {
            let all = (0..numbers.len()).fold(0_u64, |bits, at| bits | 1 << at);
            numbers.len() < 64
                && self.ways(&numbers, View::Done).is_some_and(|ways| !ways.iter().any(|it| it.sure & all == all))
        };
        slots.into_iter().any(excluded)
    }
}
