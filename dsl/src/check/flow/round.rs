//! Rounds that some run cannot leave: under which facts, and what stands in them.

use std::collections::VecDeque;

use super::{Round, Walk, is_jump_back};
use crate::check::explore::Moved;
use crate::facts::Era;
use crate::graph::{Kind, NodeId};
use crate::logic::Set;
use crate::model::{Id, Model, Step};
use crate::source::Place;

impl Walk<'_, '_, '_> {
    pub(super) fn look_for_rounds(&mut self, model: &Model, start: Set) {
        if !self.has_rounds {
            return;
        }
        let ends = self.that_end();
        for (index, ends) in ends.into_iter().enumerate() {
            let Some((state, reached, _)) = self.states.all.get(index) else {
                continue;
            };
            let (node, era, reached) = (state.node, state.era, *reached);
            let caught = self.explorer.facts.space.without(reached, ends);
            if caught.is_none() {
                continue;
            }
            let caught = self.in_full(caught, start, era);
            let facts = self.explorer.facts.at_start(caught);
            let before = self.flow.trapped.unwrap_or(Set::NONE);
            self.flow.trapped = Some(self.explorer.facts.space.or(before, facts));
            let told = |at: &Place| self.flow.rounds.iter().any(|it| it.jump == *at);
            let at = self.graph.node(node).at.filter(|at| !told(at));
            if let Some(at) = at.filter(|_| is_jump_back(self.graph, node)) {
                self.tell_round(model, start, index, (at, era), caught);
            }
        }
    }

    /// The facts of a state, told apart by those too that its course does not depend on.
    fn in_full(&mut self, seen: Set, start: Set, era: Era) -> Set {
        let facts = &mut *self.explorer.facts;
        let possible = if era == Era::Start { Set::ALL } else { facts.possible(era) };
        let all = facts.space.and(start, possible);
        facts.space.and(seen, all)
    }

    /// Notes a round, if the jump in this state is one that closes it.
    fn tell_round(&mut self, model: &Model, start: Set, index: usize, (at, era): (Place, Era), caught: Set) {
        let facts = &mut *self.explorer.facts;
        let Some(case) = facts.plainest(caught) else {
            return;
        };
        let (first, later) = (facts.set_of(&case, Era::Start), facts.set_of(&case, Era::Anew));
        let point = facts.space.and(first, later);
        let Some(stops) = self.round(index, point) else {
            return;
        };
        let facts = &mut *self.explorer.facts;
        let among = if era == Era::Start { start } else { facts.possible(era) };
        let facts = facts.essential(&case, caught, among, era);
        let stops = stops.into_iter().filter_map(|id| self.stop(model, id)).collect();
        self.flow.rounds.push(Round { jump: at, facts, stops });
    }

    fn stop(&self, model: &Model, id: NodeId) -> Option<(String, Place)> {
        let node = self.graph.node(id);
        let Kind::Stop { step, outcome } = &node.kind else {
            return None;
        };
        let step: Id<Step> = *step;
        let name = &model.steps[step].name;
        let words = outcome.as_ref().map_or_else(|| name.clone(), |it| format!("{name}: {it}"));
        node.at.map(|at| (words, at))
    }

    /// For each state, the facts under which some run ends from there.
    fn that_end(&mut self) -> Vec<Set> {
        let mut ends = vec![Set::NONE; self.states.all.len()];
        let mut queue = VecDeque::new();
        for (index, (state, reached, _)) in self.states.all.iter().enumerate() {
            if matches!(self.graph.node(state.node).kind, Kind::End | Kind::Return) {
                if let Some(end) = ends.get_mut(index) {
                    *end = *reached;
                }
                queue.push_back(index);
            }
        }
        while let Some(index) = queue.pop_front() {
            let here = ends.get(index).copied().unwrap_or(Set::NONE);
            for link in self.states.back.get(index).into_iter().flatten() {
                let set = self.explorer.facts.space.and(link.set, here);
                let Some(known) = ends.get_mut(link.other) else {
                    continue;
                };
                if !self.explorer.facts.space.within(set, *known) {
                    *known = self.explorer.facts.space.or(*known, set);
                    queue.push_back(link.other);
                }
            }
        }
        ends
    }

    /// The stops of a shortest way from a state back to itself under one case.
    fn round(&mut self, from: usize, point: Set) -> Option<Vec<NodeId>> {
        let mut came: Vec<Option<(usize, Moved)>> = vec![None; self.states.all.len()];
        let mut queue = VecDeque::from([from]);
        while let Some(index) = queue.pop_front() {
            for link in self.states.on.get(index).into_iter().flatten() {
                let possible = !self.explorer.facts.space.and(link.set, point).is_none();
                if !possible {
                    continue;
                }
                let Some(known) = came.get_mut(link.other) else {
                    continue;
                };
                if known.is_none() {
                    *known = Some((index, link.what));
                    queue.push_back(link.other);
                }
                if link.other == from {
                    return Some(stops_back(&came, from));
                }
            }
        }
        None
    }
}

fn stops_back(came: &[Option<(usize, Moved)>], from: usize) -> Vec<NodeId> {
    let mut stops = Vec::new();
    let mut at = from;
    while let Some(Some((before, what))) = came.get(at) {
        if let Moved::To(node) = what {
            stops.push(*node);
        }
        at = *before;
        if at == from || stops.len() > 10_000 {
            break;
        }
    }
    stops.reverse();
    stops
}
