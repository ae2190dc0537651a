//! Where runs go at all: what is come to, which ways are taken, and where runs go round for ever.
//!
//! Nothing is watched for here; it is what the verdicts and the lints about procedures stand on.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap, VecDeque};
use std::rc::Rc;

use super::explore::{Explorer, Move, Moved, State, Watched};
use super::monitor::{Monitor, Pattern, Reading};
use super::study::Study;
use crate::facts::{Era, Shown};
use crate::graph::{Graph, Kind, NodeId, Way};
use crate::logic::Set;
use crate::model::{Id, Model, Step};
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
    known: HashMap<Rc<State>, usize>,
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
            Some(lived) => {
                let watched = Watched::nothing();
                let monitor =
                    Monitor { pattern: Pattern::Never, reading: Reading::Against, calendar: None, each: false };
                let mut explorer = Explorer::new(&mut self.facts, &lived.graph, &watched, monitor, false);
                explorer.flow(self.model, &lived.graph, start)
            }
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

    /// The facts under which a life can begin: any, and what registers claim.
    fn start_of(&mut self, life: usize) -> Set {
        let Some(lived) = self.lives.get(life) else {
            return Set::NONE;
        };
        let (begins, only) = (lived.begins.clone(), lived.life.only);
        let mut start = if only.is_none() { self.facts.anything() } else { Set::NONE };
        let of_life = self.registered.iter().filter(|(_, lives)| lives.contains(&life));
        for id in of_life.map(|(&id, _)| id).collect::<Vec<_>>() {
            if only.is_some() || !self.model.instances[id].classed.is_empty() {
                let facts = self.facts.of_instance(id);
                start = self.facts.space.or(start, facts);
            }
        }
        let begins = self.facts.fact_set(&begins, Era::Start);
        self.facts.space.and(start, begins)
    }
}

impl Explorer<'_, '_> {
    fn flow(&mut self, model: &Model, graph: &Graph, start: Set) -> Flow {
        let present = graph.nodes.iter().filter_map(|it| it.at).collect();
        let mut flow = Flow { present, ..Flow::default() };
        if graph.incomplete.is_some() {
            flow.take_for_granted(graph);
            return flow;
        }
        let mut walk =
            Walk { graph, explorer: self, flow: &mut flow, states: States::default(), has_rounds: jumps_back(graph) };
        if walk.follow(start) {
            walk.look_for_rounds(model, start);
        } else {
            flow.take_for_granted(graph);
        }
        flow
    }
}

impl Flow {
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
        let mut count = 0_usize;
        loop {
            count += moves.len();
            for step in std::mem::take(&mut moves) {
                self.arrive(from, step, &mut queue);
            }
            if count > MOST_MOVES || self.explorer.facts.space.exhausted() {
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

    fn look_for_rounds(&mut self, model: &Model, start: Set) {
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

fn jumps_back(graph: &Graph) -> bool {
    (0..graph.nodes.len()).filter_map(|it| u32::try_from(it).ok()).any(|it| is_jump_back(graph, NodeId(it)))
}

fn is_jump_back(graph: &Graph, id: NodeId) -> bool {
    let node = graph.node(id);
    node.edges.iter().any(|edge| edge.way == Way::Jump && graph.jumped_to(edge.to) <= node.position)
}
