//! The course of a life: every way through it as states and the passages between them, with no trigger fired.
//!
//! Nothing is watched for, and nothing is left out because its order could not matter: whoever holds two courses
//! against each other wants all of both.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::{Explorer, Move, Moved, State, Watched};
use crate::check::monitor::{Monitor, Pattern, Reading};
use crate::facts::{Era, FactSpace};
use crate::graph::{Graph, Kind, NodeId};
use crate::logic::{QuickMap, Set};

/// More states than this are too many to hold against others.
const MOST_STATES: usize = 20_000;

/// A way on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passage {
    pub(crate) to: usize,
    /// What is seen of it, and how the run comes to where that happens.
    pub(crate) what: Moved,
    pub(crate) way: Moved,
    /// The facts under which it is gone.
    pub(crate) set: Set,
}

impl Passage {
    /// The stop that is made there, if one is.
    pub(crate) fn stop(&self) -> Option<NodeId> {
        match self.what {
            Moved::To(node) => Some(node),
            _ => None,
        }
    }
}

/// A place on the course.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    pub(crate) node: NodeId,
    /// Whether it is over here.
    pub(crate) ends: bool,
    pub(crate) ways: Vec<Passage>,
}

/// Every way through a life, or through the answer to a trigger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Course {
    pub(crate) spots: Vec<Spot>,
    /// Where nothing has happened yet, and under which facts it can begin.
    pub(crate) begins: Vec<(usize, Set)>,
    /// Not everything could be followed.
    pub(crate) incomplete: bool,
}

/// Follows every run of a graph that begins under these facts; of the answer to a trigger, if one is named.
pub(crate) fn course(facts: &mut FactSpace<'_>, graph: &Graph, block: Option<usize>, start: Set) -> Course {
    let watched = Watched::nothing();
    let monitor = Monitor { pattern: Pattern::Never, reading: Reading::Against, calendar: None, each: false };
    let mut explorer = Explorer::new(facts, graph, &watched, monitor, false);
    explorer.relevant.iter_mut().for_each(|it| *it = u64::MAX);
    let mut course = Course { incomplete: graph.incomplete.is_some(), ..Course::default() };
    if course.incomplete {
        return course;
    }
    let moves = match block {
        None => explorer.beginnings(start),
        Some(block) => explorer.answers(block, start),
    };
    Walk { explorer: &mut explorer, course: &mut course, known: QuickMap::default(), states: Vec::new() }.follow(moves);
    course
}

impl Explorer<'_, '_> {
    /// The first moves of the answer to a trigger, wherever it fired.
    fn answers(&mut self, block: usize, start: Set) -> Vec<Move> {
        let Some(entry) = self.graph.blocks.get(block).map(|it| it.entry) else { return Vec::new() };
        let mut state = self.state(self.monitor.begin());
        state.masks = vec![0; self.graph.node(entry).depth];
        let mut moves = Vec::new();
        self.enter(state, entry, start, false, Moved::Silently, &mut moves);
        moves
    }
}

/// Where to, what is seen of it, and how.
type Key = (usize, Moved, Moved);

struct Walk<'w, 'e, 'm> {
    explorer: &'w mut Explorer<'e, 'm>,
    course: &'w mut Course,
    known: QuickMap<Rc<State>, usize>,
    states: Vec<(Rc<State>, Set, Set)>,
}

impl Walk<'_, '_, '_> {
    fn follow(mut self, begins: Vec<Move>) {
        let mut queue = VecDeque::new();
        let mut ways: Vec<BTreeMap<Key, Set>> = Vec::new();
        let (mut first, mut all) = (Vec::new(), Set::NONE);
        for step in begins {
            let Move { what, way, set, .. } = step;
            if let Some(to) = self.arrive(step, &mut queue) {
                first.push(Passage { to, what, way, set });
                all = self.explorer.facts.space.or(all, set);
            }
        }
        while let Some(from) = queue.pop_front() {
            if self.states.len() > MOST_STATES || self.explorer.facts.space.exhausted() {
                self.course.incomplete = true;
                break;
            }
            let Some((state, _, todo)) = self.states.get_mut(from) else { continue };
            let (state, set) = (Rc::clone(state), std::mem::replace(todo, Set::NONE));
            if self.is_over(&state) {
                continue;
            }
            let mut moves = Vec::new();
            self.explorer.successors(&state, set, &mut moves);
            for step in moves.into_iter().filter(|it| !matches!(it.what, Moved::Fired(_)) && it.state.era == Era::Start)
            {
                let Move { what, way, set, .. } = step;
                let Some(to) = self.arrive(step, &mut queue) else { continue };
                ways.resize(self.states.len().max(ways.len()), BTreeMap::new());
                if let Some(known) = ways.get_mut(from) {
                    let known = known.entry((to, what, way)).or_insert(Set::NONE);
                    *known = self.explorer.facts.space.or(*known, set);
                }
            }
        }
        self.lay_out(ways, first, all);
    }

    /// A life is over at its end, an answer where the run would resume.
    fn is_over(&self, state: &State) -> bool {
        matches!(self.explorer.graph.node(state.node).kind, Kind::End | Kind::Return)
    }

    fn arrive(&mut self, step: Move, queue: &mut VecDeque<usize>) -> Option<usize> {
        let mut state = step.state;
        // Which triggers could be answered is no part of where a run stands here.
        state.open = 0;
        let index = match self.known.get(&state) {
            Some(&known) => known,
            None => {
                let state = Rc::new(state);
                self.known.insert(Rc::clone(&state), self.states.len());
                self.states.push((state, Set::NONE, Set::NONE));
                self.states.len() - 1
            }
        };
        let (_, reached, todo) = self.states.get_mut(index)?;
        let space = &mut self.explorer.facts.space;
        let more = space.without(step.set, *reached);
        if !more.is_none() {
            if todo.is_none() {
                queue.push_back(index);
            }
            *reached = space.or(*reached, more);
            *todo = space.or(*todo, more);
        }
        Some(index)
    }

    fn lay_out(self, mut ways: Vec<BTreeMap<Key, Set>>, first: Vec<Passage>, all: Set) {
        ways.resize(self.states.len(), BTreeMap::new());
        for ((state, ..), ways) in self.states.iter().zip(ways) {
            let ways = ways.into_iter().map(|((to, what, way), set)| Passage { to, what, way, set }).collect();
            self.course.spots.push(Spot { node: state.node, ends: self.is_over(state), ways });
        }
        // Before everything, so that a stop that is made at once is seen too.
        self.course.begins.push((self.course.spots.len(), all));
        self.course.spots.push(Spot { node: self.explorer.graph.start, ends: false, ways: first });
    }
}
