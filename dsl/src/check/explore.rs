//! All runs of a life at once: every state with the exact set of facts under which it is reached.

mod answer;
mod begin;
mod course;
mod group;
mod known;
mod stop;
mod trigger;
mod watched;

pub(crate) use course::{Course, course};
pub(super) use stop::Happens;
pub(super) use watched::{Marks, Watched};

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

use known::Known;

use super::monitor::{Clock, Monitor, Watch};
use crate::facts::{Era, FactSpace, View};
use crate::graph::{Graph, Kind, NodeId, Way};
use crate::logic::{QuickMap, Set};

/// More moves than this in one question are too many: it is then undecided.
const MOST_MOVES: usize = 600_000;

/// After so many states it is asked whether to stop.
pub(super) const OFTEN: usize = 512;

/// Where a run stands, and what it remembers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct State {
    pub(super) node: NodeId,
    pub(super) watch: Watch,
    /// Whether a trigger has been: then the facts are those chosen anew.
    pub(super) era: Era,
    /// Which triggers can be answered from here on.
    open: u64,
    /// Which members of the groups around are done, outermost first.
    masks: Vec<u64>,
    /// For each remembered decision, the stop that was taken, plus one.
    memory: Vec<u32>,
    /// While a trigger is being answered: where the run resumes.
    pub(super) back: Option<Back>,
}

/// Where a run resumes once a trigger is answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Back {
    To(Rc<Resume>),
    /// Wherever triggers fired that are answered alike, by number.
    Each(usize),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Resume {
    node: NodeId,
    masks: Vec<u64>,
    clock: Clock,
}

/// One move of a run.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub(super) state: State,
    /// The facts under which it is made.
    pub(super) set: Set,
    /// Whether the pattern is broken by it.
    pub(super) broken: bool,
    /// Whether the pattern asked for something by it.
    pub(super) asked: bool,
    /// Whether nothing more can happen to the pattern after it.
    pub(super) settled: bool,
    pub(super) what: Moved,
    /// How the run came to where that happens: by leaving something out, or by a jump.
    pub(super) way: Moved,
}

/// What a reader sees of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Moved {
    Silently,
    /// A stop is made, or the run comes to a fork that is watched for.
    To(NodeId),
    /// The optional step at this node is left out.
    Left(NodeId),
    /// The `go to` at this node is followed.
    Jumped(NodeId),
    /// A trigger fires, and this block answers it.
    Fired(usize),
    Ended,
}

/// Follows the runs of one life.
pub(super) struct Explorer<'a, 'm> {
    pub(super) facts: &'a mut FactSpace<'m>,
    pub(super) graph: &'a Graph,
    watched: &'a Watched,
    pub(super) monitor: Monitor,
    /// Every optional step is taken.
    take_all: bool,
    marks: QuickMap<(u32, Era), Happens>,
    applies: [Set; 2],
    /// The facts that may be chosen anew.
    anew: Set,
    guards: QuickMap<(usize, Era, Vec<u32>), Set>,
    relevant: Vec<u64>,
    pub(super) moves: usize,
}

/// What was found, as far as it is possible: whoever uses it must know what is.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The facts of the start under which some run breaks the pattern.
    pub(super) broken: Set,
    /// Those under which some run makes it ask for something.
    pub(super) asked: Set,
    /// For what is kept apart: those under which the one happens, and those under which the other does.
    pub(super) halves: Vec<[Set; 2]>,
    /// Those under which one does without any trigger.
    pub(super) plainly: Set,
    /// For each block that answers a trigger, the facts of the start under which some run reaches it.
    pub(super) opened: Vec<Set>,
    /// Not everything could be followed.
    pub(super) undecided: bool,
}

impl Found {
    pub(super) fn nothing() -> Self {
        let none = Set::NONE;
        Self { broken: none, asked: none, halves: Vec::new(), plainly: none, opened: Vec::new(), undecided: false }
    }
}

impl<'a, 'm> Explorer<'a, 'm> {
    pub(super) fn new(
        facts: &'a mut FactSpace<'m>,
        graph: &'a Graph,
        watched: &'a Watched,
        monitor: Monitor,
        take_all: bool,
    ) -> Self {
        let monitor = Monitor { each: watched.each, ..monitor };
        let applies = [Era::Start, Era::Anew].map(|era| facts.fact_set(&watched.applies, era));
        let anew = facts.possible(Era::Anew);
        let mut explorer = Self {
            facts,
            graph,
            watched,
            monitor,
            take_all,
            marks: QuickMap::default(),
            applies,
            anew,
            guards: QuickMap::default(),
            relevant: Vec::new(),
            moves: 0,
        };
        explorer.relevant = graph.groups.iter().map(|group| explorer.relevant_members(group)).collect();
        explorer
    }

    /// Facts that are not looked at are not told apart. What is found then holds as far as it is possible at all.
    pub(super) fn seeing(mut self, view: &View) -> Self {
        let possible = self.facts.possible(Era::Anew);
        self.anew = self.facts.seen(possible, view);
        self
    }

    /// Follows every run that begins under these facts.
    pub(super) fn explore(&mut self, start: Set) -> Found {
        let opened = vec![Set::NONE; self.graph.blocks.len()];
        let mut found = Found { opened, undecided: self.graph.incomplete.is_some(), ..Found::nothing() };
        if found.undecided {
            return found;
        }
        let mut known = Known::default();
        let mut queue = BinaryHeap::new();
        let mut next = self.beginnings(start);
        let mut followed = 0_usize;
        loop {
            while let Some(mut step) = next.pop() {
                self.moves += 1;
                self.note(&step, &mut found);
                if step.settled || step.broken {
                    continue;
                }
                if matches!(step.what, Moved::Fired(_)) {
                    self.answer_once(&mut step, &mut known, &mut next);
                }
                if let Some(index) = known.reach(self.facts, step) {
                    queue.push(Reverse((known.order(self.graph, index), index)));
                }
            }
            let Some(Reverse((_, index))) = queue.pop() else {
                break;
            };
            followed += 1;
            let stopped = followed.is_multiple_of(OFTEN) && self.facts.is_stopped();
            if stopped || self.moves > MOST_MOVES || self.facts.space.exhausted() {
                found.undecided = true;
                break;
            }
            let Some((state, set)) = known.take(index) else {
                continue;
            };
            if self.graph.node(state.node).kind == Kind::Return {
                self.resume_all(index, &state, set, &mut known, &mut next);
            }
            self.successors(&state, set, &mut next);
        }
        found.undecided |= self.facts.space.exhausted();
        found
    }

    fn note(&mut self, step: &Move, found: &mut Found) {
        if let Kind::Open(block) = self.graph.node(step.state.node).kind
            && let Some(opened) = found.opened.get_mut(block)
        {
            let start = self.facts.at_start(step.set);
            *opened = self.facts.space.or(*opened, start);
        }
        if step.asked && self.watched.can_ask {
            let start = self.facts.at_start(step.set);
            found.asked = self.facts.space.or(found.asked, start);
        }
        if step.broken {
            let start = self.facts.at_start(step.set);
            found.broken = self.facts.space.or(found.broken, start);
            if step.state.era == Era::Start {
                found.plainly = self.facts.space.or(found.plainly, start);
            }
        }
    }

    /// Every way on from a state.
    pub(super) fn successors(&mut self, state: &State, set: Set, out: &mut Vec<Move>) {
        let graph = self.graph;
        let node = graph.node(state.node);
        match &node.kind {
            Kind::Hub(group) => self.choose(state, *group, set, out),
            Kind::Done { member, .. } => {
                let mut state = state.clone();
                if let Some(mask) = state.masks.last_mut() {
                    *mask |= 1 << member;
                }
                self.along(&state, set, out);
            }
            Kind::Fork(_) => {
                let mut state = state.clone();
                state.masks.push(0);
                self.along(&state, set, out);
            }
            Kind::Open(block) => {
                let mut state = state.clone();
                state.open |= 1 << block;
                self.along(&state, set, out);
                if state.back.is_none() {
                    self.fire_all(&state, set, out);
                }
                return;
            }
            Kind::Return => self.resume(state, set, out),
            Kind::Branch | Kind::Stop { .. } | Kind::Lap | Kind::End => self.along(state, set, out),
        }
        if state.back.is_none() && state.open != 0 && !matches!(node.kind, Kind::Fork(_) | Kind::Done { .. }) {
            self.fire_all(state, set, out);
        }
    }

    fn along(&mut self, state: &State, set: Set, out: &mut Vec<Move>) {
        let graph = self.graph;
        for edge in &graph.node(state.node).edges {
            if self.take_all && edge.way == Way::Leave {
                continue;
            }
            let guard = edge.guard.map_or(Set::ALL, |guard| self.guard(guard, state));
            let set = self.facts.space.and(set, guard);
            if set.is_none() {
                continue;
            }
            let mut next = state.clone();
            let position = match edge.way {
                Way::Jump => graph.jumped_to(edge.to),
                _ => graph.node(edge.to).position,
            };
            let what = match edge.way {
                Way::Leave => Moved::Left(state.node),
                Way::Jump => Moved::Jumped(state.node),
                Way::Onward | Way::Again | Way::Retire => Moved::Silently,
            };
            match edge.way {
                Way::Jump if position > graph.node(state.node).position => {}
                Way::Jump | Way::Again => next.watch = self.monitor.jump(state.watch, position),
                Way::Retire => next.watch = self.monitor.retire(state.watch),
                Way::Onward | Way::Leave => {}
            }
            self.enter(next, edge.to, set, false, what, out);
        }
    }

    /// The set of facts under which an edge may be taken, given what was decided.
    pub(super) fn guard(&mut self, guard: usize, state: &State) -> Set {
        let Some(it) = self.graph.guards.get(guard) else {
            return Set::NONE;
        };
        let remembered: Vec<u32> =
            it.slots.iter().map(|&(_, slot)| state.memory.get(slot).copied().unwrap_or(0)).collect();
        let key = (guard, state.era, remembered);
        if let Some(&set) = self.guards.get(&key) {
            return set;
        }
        let chosen = |step, outcomes: &[String]| {
            let slot = it.slots.iter().position(|&(of, _)| of == step);
            let stop = slot.and_then(|index| key.2.get(index).copied()).unwrap_or(0);
            let kind =
                (stop as usize).checked_sub(1).and_then(|index| self.graph.nodes.get(index)).map(|node| &node.kind);
            matches!(kind, Some(Kind::Stop { outcome: Some(name), .. }) if outcomes.contains(name))
        };
        let set = self.facts.set(&it.formula, state.era, &chosen);
        self.guards.insert(key, set);
        set
    }

    /// Arrives at a node.
    fn enter(&mut self, mut state: State, to: NodeId, set: Set, asked: bool, what: Moved, out: &mut Vec<Move>) {
        let node = self.graph.node(to);
        state.masks.truncate(node.depth);
        if node.block.is_none() {
            state.back = None;
        }
        state.node = to;
        self.graph.forget_dead(to, &mut state.memory);
        let mut step = Move { state, set, broken: false, asked, settled: false, what: Moved::Silently, way: what };
        match &node.kind {
            Kind::Stop { .. } => return self.stop(step, out),
            Kind::Branch if self.watched.stops.contains_key(&to.0) => return self.fork(step, out),
            Kind::Lap => {
                step.state.watch = self.monitor.arrive(step.state.watch, node.within);
                step.broken = self.monitor.is_late(step.state.watch);
            }
            Kind::End => {
                step.broken = self.monitor.ends_broken(step.state.watch);
                step.what = Moved::Ended;
            }
            _ => {}
        }
        out.push(step);
    }
}
