//! Where runs go at all: what is come to, which ways are taken, and where runs go round for ever.
//!
//! Nothing is watched for here; it is what the verdicts and the lints about procedures stand on.

mod round;

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::rc::Rc;

use super::explore::{Explorer, Move, Moved, OFTEN, State, Watched};
use super::monitor::{Monitor, Pattern, Reading};
use super::study::{Lived, Study};
use crate::facts::{Era, FactSpace, Shown};
use crate::graph::{Graph, NodeId, Way};
use crate::logic::{QuickMap, Set};
use crate::model::{Id, Instance, Model, Procedure};
use crate::source::Place;

/// More moves than this are too many to follow.
const MOST_MOVES: usize = 2_000_000;

/// Where the runs of one life go, or of all lives of an entity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow {
    /// The statements and outcomes that stand in the life.
    pub(crate) present: BTreeSet<Place>,
    /// Those that some run comes to.
    pub(crate) reached: BTreeSet<Place>,
    /// The ways on, as statement and number of the way, that some run can take.
    pub(crate) taken: BTreeSet<(Place, usize)>,
    /// Those with a condition that does not hold for some run.
    pub(crate) missed: BTreeSet<(Place, usize)>,
    /// Rounds that some run cannot leave.
    pub(crate) rounds: Vec<Round>,
    /// The facts of the start under which a run may come to where no end can be reached any more.
    pub(crate) trapped: Option<Set>,
    /// Not everything could be followed: then all of it counts as reached, and as trapped.
    pub(crate) incomplete: bool,
}

/// One life of a registered subject.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    pub(crate) procedures: Vec<Id<Procedure>>,
    /// Whether it begins whatever is not stated.
    pub(crate) is_certain: bool,
    pub(crate) flow: Flow,
}

/// A round without an end.
#[derive(Clone, Debug)]
pub(crate) struct Round {
    /// The jump that closes it.
    pub(crate) jump: Place,
    /// Facts under which nothing leads out of it.
    pub(crate) facts: Shown,
    /// The stops of one round, from where the jump leads.
    pub(crate) stops: Vec<(String, Place)>,
}

/// The facts under which a life can begin.
#[derive(Clone, Copy)]
struct Start {
    all: Set,
    /// The same, as far as its course depends on them: the runs are followed under these.
    seen: Set,
}

/// One move between two states, by their numbers.
struct Link {
    other: usize,
    set: Set,
    what: Moved,
}

/// States to follow, in the order of the text as far as there is one.
type Queue = BinaryHeap<Reverse<(u32, usize)>>;

/// The states of one life.
#[derive(Default)]
struct States {
    /// Each with the facts under which it is reached, and those not yet followed.
    all: Vec<(Rc<State>, Set, Set)>,
    known: QuickMap<Rc<State>, usize>,
    on: Vec<Vec<Link>>,
    back: Vec<Vec<Link>>,
}

impl Study<'_> {
    /// Where the runs of a life go.
    pub(crate) fn flow(&mut self, life: usize) -> Rc<Flow> {
        if let Some(known) = self.flows.get(&life) {
            return Rc::clone(known);
        }
        let start = self.start_of(life);
        let flow = Rc::new(match self.lives.get(life) {
            Some(lived) => follow(self.model, &mut self.facts, lived, start),
            None => Flow { incomplete: true, ..Flow::default() },
        });
        self.flows.insert(life, Rc::clone(&flow));
        flow
    }

    /// Where the runs of all lives go.
    pub(crate) fn flow_of_all(&mut self) -> Flow {
        let mut all = Flow::default();
        for life in 0..self.lives.len() {
            self.facts.space.refill(400_000);
            let flow = self.flow(life);
            all.present.extend(&flow.present);
            all.reached.extend(&flow.reached);
            all.taken.extend(&flow.taken);
            all.missed.extend(&flow.missed);
            for round in &flow.rounds {
                if all.rounds.iter().all(|it| it.jump != round.jump) {
                    all.rounds.push(round.clone());
                }
            }
        }
        all
    }

    /// Where the runs of a registered subject go under the facts that are stated, for each life that it may have.
    pub(crate) fn courses_of(&mut self, instance: Id<Instance>) -> Vec<Course> {
        let lives = self.registered.get(&instance).cloned().unwrap_or_default();
        let mut found = Vec::new();
        for lived in lives.into_iter().filter_map(|it| self.lives.get(it)) {
            self.facts.space.refill(400_000);
            let all = self.facts.of_instance(instance);
            let begins = self.facts.fact_set(&lived.begins, Era::Start);
            let seen = self.facts.seen(all, &lived.view);
            let start = Start { all: self.facts.space.and(all, begins), seen: self.facts.space.and(seen, begins) };
            found.push(Course {
                procedures: lived.life.procedures.clone(),
                is_certain: start.all == all,
                flow: follow(self.model, &mut self.facts, lived, start),
            });
        }
        found
    }

    /// The facts under which a life can begin: any, and what registers claim.
    fn start_of(&mut self, life: usize) -> Start {
        let none = Start { all: Set::NONE, seen: Set::NONE };
        let Some(lived) = self.lives.get(life) else {
            return none;
        };
        let only = lived.life.only;
        let mut parts = Vec::new();
        if only.is_none() {
            parts.push(self.facts.anything());
        }
        let of_life = self.registered.iter().filter(|(_, lives)| lives.contains(&life));
        for id in of_life.map(|(&id, _)| id).collect::<Vec<_>>() {
            if only.is_some() || !self.model.instances[id].classed.is_empty() {
                parts.push(self.facts.of_instance(id));
            }
        }
        let begins = self.facts.fact_set(&lived.begins, Era::Start);
        parts.into_iter().fold(none, |start, part| {
            let (part, seen) = (self.facts.space.and(part, begins), self.facts.seen(part, &lived.view));
            let seen = self.facts.space.and(seen, begins);
            Start { all: self.facts.space.or(start.all, part), seen: self.facts.space.or(start.seen, seen) }
        })
    }
}

fn follow<'m>(model: &'m Model, facts: &mut FactSpace<'m>, lived: &Lived, start: Start) -> Flow {
    let watched = Watched::nothing();
    let monitor = Monitor { pattern: Pattern::Never, reading: Reading::Against, calendar: None, each: false };
    let explorer = Explorer::new(facts, &lived.graph, &watched, monitor, false);
    explorer.seeing(&lived.view).flow(model, &lived.graph, start)
}

impl Explorer<'_, '_> {
    fn flow(mut self, model: &Model, graph: &Graph, start: Start) -> Flow {
        let present = graph.nodes.iter().filter_map(|it| it.at).collect();
        let mut flow = Flow { present, ..Flow::default() };
        if graph.incomplete.is_some() {
            flow.take_for_granted(graph);
            return flow;
        }
        let mut walk = Walk {
            graph,
            explorer: &mut self,
            flow: &mut flow,
            states: States::default(),
            has_rounds: jumps_back(graph),
        };
        if walk.follow(start.seen) {
            walk.look_for_rounds(model, start.all);
        } else {
            flow.take_for_granted(graph);
        }
        flow
    }
}

impl Flow {
    /// Goes where another goes, too.
    pub(crate) fn add(&mut self, other: &Self) {
        self.present.extend(&other.present);
        self.reached.extend(&other.reached);
        self.taken.extend(&other.taken);
        self.missed.extend(&other.missed);
        self.incomplete |= other.incomplete;
    }

    /// What could not be followed is not spoken of.
    fn take_for_granted(&mut self, graph: &Graph) {
        self.incomplete = true;
        self.trapped = Some(Set::ALL);
        self.rounds.clear();
        for node in &graph.nodes {
            let Some(at) = node.at else { continue };
            self.reached.insert(at);
            for number in 0..node.edges.len() {
                self.taken.insert((at, number));
                self.missed.insert((at, number));
            }
        }
    }
}

/// The runs of one life, being followed.
struct Walk<'w, 'e, 'm> {
    graph: &'w Graph,
    explorer: &'w mut Explorer<'e, 'm>,
    flow: &'w mut Flow,
    states: States,
    has_rounds: bool,
}

impl Walk<'_, '_, '_> {
    /// Follows every run; says whether that could be done to the end.
    fn follow(&mut self, start: Set) -> bool {
        let mut queue = BinaryHeap::new();
        let mut moves = self.explorer.beginnings(start);
        let mut from = None;
        let (mut count, mut followed) = (0_usize, 0_usize);
        loop {
            count += moves.len();
            for step in std::mem::take(&mut moves) {
                self.arrive(from, step, &mut queue);
            }
            followed += 1;
            let stopped = followed.is_multiple_of(OFTEN) && self.explorer.facts.is_stopped();
            if stopped || count > MOST_MOVES || self.explorer.facts.space.exhausted() {
                return false;
            }
            let Some(Reverse((_, index))) = queue.pop() else {
                return true;
            };
            let Some((state, _, todo)) = self.states.all.get_mut(index) else {
                continue;
            };
            let (state, set) = (Rc::clone(state), std::mem::replace(todo, Set::NONE));
            self.ways(&state, set);
            self.explorer.successors(&state, set, &mut moves);
            from = Some(index);
        }
    }

    fn arrive(&mut self, from: Option<usize>, step: Move, queue: &mut Queue) {
        let states = &mut self.states;
        let node = step.state.node;
        let index = match states.known.get(&step.state) {
            Some(&known) => known,
            None => {
                let index = states.all.len();
                self.flow.reached.extend(self.graph.node(node).at);
                let state = Rc::new(step.state);
                states.known.insert(Rc::clone(&state), index);
                states.all.push((state, Set::NONE, Set::NONE));
                states.on.push(Vec::new());
                states.back.push(Vec::new());
                index
            }
        };
        if let Some((_, reached, todo)) = states.all.get_mut(index) {
            let space = &mut self.explorer.facts.space;
            let more = space.without(step.set, *reached);
            if !more.is_none() {
                if todo.is_none() {
                    queue.push(Reverse((self.graph.order(node), index)));
                }
                *reached = space.or(*reached, more);
                *todo = space.or(*todo, more);
            }
        }
        // That a trigger fires is no way out of a round: nobody can count on it.
        let counts = self.has_rounds && !matches!(step.what, Moved::Fired(_));
        if let Some(from) = from.filter(|_| counts) {
            let link = |other| Link { other, set: step.set, what: step.what };
            if let Some(on) = states.on.get_mut(from) {
                on.push(link(index));
            }
            if let Some(back) = states.back.get_mut(index) {
                back.push(link(from));
            }
        }
    }

    /// Notes which conditions hold, and which do not, where a run stands.
    fn ways(&mut self, state: &State, set: Set) {
        let node = self.graph.node(state.node);
        let Some(at) = node.at else { return };
        for (number, edge) in node.edges.iter().enumerate() {
            let Some(guard) = edge.guard else {
                self.flow.taken.insert((at, number));
                continue;
            };
            let guard = self.explorer.guard(guard, state);
            let space = &mut self.explorer.facts.space;
            if !space.and(set, guard).is_none() {
                self.flow.taken.insert((at, number));
            }
            if !space.without(set, guard).is_none() {
                self.flow.missed.insert((at, number));
            }
        }
    }
}

fn jumps_back(graph: &Graph) -> bool {
    (0..graph.nodes.len()).filter_map(|it| u32::try_from(it).ok()).any(|it| is_jump_back(graph, NodeId(it)))
}

fn is_jump_back(graph: &Graph, id: NodeId) -> bool {
    let node = graph.node(id);
    node.edges.iter().any(|edge| edge.way == Way::Jump && graph.jumped_to(edge.to) <= node.position)
}
