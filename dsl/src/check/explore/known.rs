//! The states that were reached, and what is still to be followed from them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Move, Resume, State};
use crate::facts::FactSpace;
use crate::graph::Graph;
use crate::logic::{QuickMap, Set};

/// One state, with the facts under which it is reached.
struct Reached {
    state: Rc<State>,
    set: Set,
    /// Those of them under which it was not followed yet.
    todo: Set,
}

/// The states of one life, in the order in which they were first reached.
#[derive(Default)]
pub(super) struct Known {
    numbers: QuickMap<Rc<State>, usize>,
    all: Vec<Reached>,
    pub(super) answers: Vec<Answer>,
    pub(super) answered: QuickMap<State, usize>,
}

/// Triggers that are answered alike.
#[derive(Default)]
pub(super) struct Answer {
    /// Where they fired, and under which facts.
    pub(super) fired: BTreeMap<Rc<Resume>, Set>,
    /// The states in which the answer ends, by number.
    pub(super) ends: BTreeSet<usize>,
}

impl Known {
    /// Notes that a state is reached; gives its number if there was nothing to follow from it, and now is.
    pub(super) fn reach(&mut self, facts: &mut FactSpace<'_>, step: Move) -> Option<usize> {
        let index = match self.numbers.get(&step.state) {
            Some(&known) => known,
            None => {
                let state = Rc::new(step.state);
                self.numbers.insert(Rc::clone(&state), self.all.len());
                self.all.push(Reached { state, set: Set::NONE, todo: Set::NONE });
                self.all.len() - 1
            }
        };
        let reached = self.all.get_mut(index)?;
        let more = facts.space.without(step.set, reached.set);
        if more.is_none() {
            return None;
        }
        let waits = !reached.todo.is_none();
        reached.set = facts.space.or(reached.set, more);
        reached.todo = facts.space.or(reached.todo, more);
        (!waits).then_some(index)
    }

    /// What is to be followed from a state: it will have been.
    pub(super) fn take(&mut self, index: usize) -> Option<(Rc<State>, Set)> {
        let reached = self.all.get_mut(index)?;
        Some((Rc::clone(&reached.state), std::mem::replace(&mut reached.todo, Set::NONE)))
    }

    /// A state, and the facts under which it is reached so far.
    pub(super) fn get(&self, index: usize) -> Option<(Rc<State>, Set)> {
        self.all.get(index).map(|it| (Rc::clone(&it.state), it.set))
    }

    /// When its turn comes: what stands first is followed first.
    pub(super) fn order(&self, graph: &Graph, index: usize) -> u32 {
        self.all.get(index).map_or(u32::MAX, |it| graph.order(it.state.node))
    }
}
