//! Where runs go at all: what is reached, which branches are taken, and where runs go round for ever.
//!
//! Nothing is watched for here; it is what the verdicts and the lints about procedures stand on.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::explore::{Explorer, Move, Moved, State, Watched};
use super::monitor::{Monitor, Pattern, Reading};
use super::study::Study;
use crate::facts::Era;
use crate::graph::{Kind, NodeId};
use crate::logic::Set;

/// More moves than this are too many to follow.
const MOST_MOVES: usize = 2_000_000;

/// Where the runs of one life go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow {
    /// The nodes that some run comes to.
    pub(crate) reached: BTreeMap<NodeId, ()>,
    /// The edges that some run takes, as node and place among its edges.
    pub(crate) taken: BTreeMap<(NodeId, usize), ()>,
    /// The facts of the start under which a run may come to where no end can be reached any more.
    pub(crate) trapped: Option<Trap>,
    /// Not everything could be followed: nothing can be concluded from what is absent.
    pub(crate) incomplete: bool,
}

/// Somewhere to go round for ever.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trap {
    pub(crate) facts: Set,
    /// Where it is noticed: the node of the ring that stands first in the text.
    pub(crate) node: NodeId,
}

impl Study<'_> {
    /// Where the runs of a life go.
    pub(crate) fn flow(&mut self, life: usize) -> Flow {
        let Some(lived) = self.lives.get(life) else { return Flow { incomplete: true, ..Flow::default() } };
        if lived.graph.incomplete.is_some() {
            return Flow { incomplete: true, ..Flow::default() };
        }
        let anything = self.facts.possible(Era::Start);
        let begins = self.facts.fact_set(&lived.begins, Era::Start);
        let start = self.facts.space.and(anything, begins);
        let watched = Watched::nothing();
        let monitor = Monitor { pattern: Pattern::Never, reading: Reading::Against, calendar: None };
        Explorer::new(&mut self.facts, &lived.graph, &watched, monitor, false).flow(start)
    }
}

/// A state, the facts under which it is reached, and the states that lead to it.
struct Seen {
    state: State,
    set: Set,
    from: Vec<(usize, Set)>,
}

impl Explorer<'_, '_> {
    fn flow(&mut self, start: Set) -> Flow {
        let mut flow = Flow::default();
        let Some(seen) = self.everywhere(start) else { return Flow { incomplete: true, ..flow } };
        for it in &seen {
            flow.reached.insert(it.state.node, ());
            let edges = self.graph.node(it.state.node).edges.iter().enumerate();
            for (index, edge) in edges.map(|(index, edge)| (index, edge.guard)).collect::<Vec<_>>() {
                let guard = edge.map_or(Set::ALL, |guard| self.guard(guard, &it.state));
                if !self.facts.space.and(it.set, guard).is_none() {
                    flow.taken.insert((it.state.node, index), ());
                }
            }
        }
        flow.trapped = self.trap(&seen);
        flow.incomplete = self.facts.space.exhausted();
        flow
    }

    fn everywhere(&mut self, start: Set) -> Option<Vec<Seen>> {
        let mut known: HashMap<State, usize> = HashMap::new();
        let mut seen: Vec<Seen> = Vec::new();
        let mut queue = VecDeque::new();
        let mut next: Vec<Move> = self.beginnings(start);
        let mut from = None;
        let mut moves = 0;
        loop {
            for step in next.drain(..) {
                moves += 1;
                let index = *known.entry(step.state).or_insert_with_key(|state| {
                    seen.push(Seen { state: state.clone(), set: Set::NONE, from: Vec::new() });
                    seen.len() - 1
                });
                let it = seen.get_mut(index)?;
                // That a trigger fires is no way out of a ring: nobody can count on it.
                if let (Some(from), false) = (from, matches!(step.what, Moved::Fired(_))) {
                    it.from.push((from, step.set));
                }
                let more = self.facts.space.without(step.set, it.set);
                if !more.is_none() {
                    it.set = self.facts.space.or(it.set, more);
                    queue.push_back((index, more));
                }
            }
            let Some((index, set)) = queue.pop_front() else { return Some(seen) };
            if moves > MOST_MOVES || self.facts.space.exhausted() {
                return None;
            }
            from = Some(index);
            let state = seen.get(index)?.state.clone();
            self.successors(&state, set, &mut next);
        }
    }

    /// Works back from where runs end; what is reached and not met on the way back is a trap.
    fn trap(&mut self, seen: &[Seen]) -> Option<Trap> {
        let mut ends: Vec<Set> = seen.iter().map(|_| Set::NONE).collect();
        let ended = |it: &Seen| matches!(self.graph.node(it.state.node).kind, Kind::End | Kind::Return);
        let mut work: VecDeque<usize> = (0..seen.len()).filter(|&index| ended(&seen[index])).collect();
        for &index in &work {
            ends[index] = Set::ALL;
        }
        while let Some(index) = work.pop_front() {
            for &(from, set) in &seen[index].from {
                let here = self.facts.space.and(set, ends[index]);
                let both = self.facts.space.or(ends[from], here);
                if both != ends[from] {
                    ends[from] = both;
                    work.push_back(from);
                }
            }
        }
        let mut trap: Option<Trap> = None;
        for (it, &end) in seen.iter().zip(&ends) {
            let lost = self.facts.space.without(it.set, end);
            if lost.is_none() {
                continue;
            }
            let facts = self.facts.at_start(lost);
            let first = |left: NodeId, right: NodeId| {
                if self.graph.node(right).position < self.graph.node(left).position { right } else { left }
            };
            trap = Some(match trap {
                None => Trap { facts, node: it.state.node },
                Some(known) => {
                    Trap { node: first(known.node, it.state.node), facts: self.facts.space.or(known.facts, facts) }
                }
            });
        }
        trap
    }
}
