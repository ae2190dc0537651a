//! A run that breaks a requirement: found breadth first, then replayed step by step.

use std::collections::VecDeque;

use super::explore::{Explorer, Move, Moved, OFTEN, State};
use crate::facts::{Case, Era};
use crate::graph::NodeId;
use crate::logic::{QuickMap, Set};

/// More moves than this are too many to look for a run to show.
const MOST_MOVES: usize = 600_000;

/// One thing on the way of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Happened {
    Stop(NodeId),
    Left(NodeId),
    Jumped(NodeId),
    /// A trigger fires; the facts from here on are those of the case.
    Fired {
        block: usize,
        case: Option<Case>,
    },
    Ended,
}

/// A run that was replayed.
///
/// INVARIANT (replayed): each move follows the one before under the facts of the case, and the last one breaks
/// the pattern. [`Explorer::witness`] is the only constructor.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    happened: Vec<Happened>,
}

impl Run {
    /// Its stops, in order.
    pub(super) fn stops(&self) -> impl Iterator<Item = NodeId> {
        self.happened.iter().filter_map(|it| if let Happened::Stop(node) = it { Some(*node) } else { None })
    }

    /// What happens on it, in order.
    pub(crate) fn happened(&self) -> &[Happened] {
        &self.happened
    }
}

struct Entry {
    step: Move,
    parent: Option<usize>,
}

impl Explorer<'_, '_> {
    /// The shortest run under the facts of a case that breaks the pattern.
    pub(super) fn witness(&mut self, case: &Case) -> Option<Run> {
        let start = self.facts.set_of(case, Era::Start);
        let possible = self.facts.possible(Era::Start);
        let start = self.facts.space.and(start, possible);
        let entries = self.search(start)?;
        let chain = self.chain(&entries);
        let sets = self.concrete(&chain)?;
        self.replay(&chain, &sets, start).then(|| Run { happened: self.tell(&chain, &sets) })
    }

    /// Breadth first; the last entry is the first move that breaks the pattern.
    fn search(&mut self, start: Set) -> Option<Vec<Entry>> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut known: QuickMap<State, Set> = QuickMap::default();
        let mut queue = VecDeque::new();
        let mut next = self.beginnings(start);
        let mut parent = None;
        loop {
            for mut step in next.drain(..) {
                if step.broken {
                    entries.push(Entry { step, parent });
                    return Some(entries);
                }
                if step.settled {
                    continue;
                }
                let reached = known.entry(step.state.clone()).or_insert(Set::NONE);
                step.set = self.facts.space.without(step.set, *reached);
                if step.set.is_none() {
                    continue;
                }
                *reached = self.facts.space.or(*reached, step.set);
                queue.push_back(entries.len());
                entries.push(Entry { step, parent });
            }
            let index = queue.pop_front()?;
            let stopped = index.is_multiple_of(OFTEN) && self.facts.is_stopped();
            if stopped || entries.len() > MOST_MOVES || self.facts.space.exhausted() {
                return None;
            }
            let Entry { step, .. } = entries.get(index)?;
            let (state, set) = (step.state.clone(), step.set);
            parent = Some(index);
            self.successors(&state, set, &mut next);
        }
    }

    fn chain<'e>(&self, entries: &'e [Entry]) -> Vec<&'e Move> {
        let mut chain = Vec::new();
        let mut at = entries.len().checked_sub(1);
        while let Some(entry) = at.and_then(|index| entries.get(index)) {
            chain.push(&entry.step);
            at = entry.parent;
        }
        chain.reverse();
        chain
    }

    /// For each move, one case of its facts, such that each follows from the one before.
    fn concrete(&mut self, chain: &[&Move]) -> Option<Vec<Set>> {
        let mut sets = Vec::new();
        let mut later: Option<Case> = None;
        for (index, step) in chain.iter().enumerate().rev() {
            let fires = matches!(chain.get(index + 1).map(|it| it.what), Some(Moved::Fired(_)));
            let case = match later.take() {
                Some(case) if !fires => case,
                _ => self.facts.plainest(step.set)?,
            };
            let (start, anew) = (self.facts.set_of(&case, Era::Start), self.facts.set_of(&case, Era::Anew));
            let point = match step.state.era {
                Era::Start => start,
                Era::Anew => self.facts.space.and(start, anew),
            };
            sets.push(self.facts.space.and(point, step.set));
            later = Some(case);
        }
        sets.reverse();
        Some(sets)
    }

    /// Walks the run again, one case at a time: every move must be one that can be made, and the last must break the pattern.
    fn replay(&mut self, chain: &[&Move], sets: &[Set], start: Set) -> bool {
        let mut moves = self.beginnings(start);
        for (step, &set) in chain.iter().zip(sets) {
            let same = |it: &&Move| {
                it.state == step.state && it.broken == step.broken && it.what == step.what && it.way == step.way
            };
            let found = moves.iter().filter(same).any(|it| !self.facts.space.and(it.set, set).is_none());
            if set.is_none() || !found {
                return false;
            }
            moves.clear();
            self.successors(&step.state, set, &mut moves);
        }
        chain.last().is_some_and(|it| it.broken)
    }

    fn tell(&mut self, chain: &[&Move], sets: &[Set]) -> Vec<Happened> {
        let mut happened = Vec::new();
        for (step, &set) in chain.iter().zip(sets) {
            match step.way {
                Moved::Left(node) => happened.push(Happened::Left(node)),
                Moved::Jumped(node) => happened.push(Happened::Jumped(node)),
                Moved::Silently | Moved::To(_) | Moved::Fired(_) | Moved::Ended => {}
            }
            match step.what {
                Moved::To(node) => happened.push(Happened::Stop(node)),
                Moved::Fired(block) => happened.push(Happened::Fired { block, case: self.facts.plainest(set) }),
                Moved::Ended => happened.push(Happened::Ended),
                Moved::Silently | Moved::Left(_) | Moved::Jumped(_) => {}
            }
        }
        happened
    }
}
