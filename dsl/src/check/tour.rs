//! Every run of every life, watched for nothing: what is come to at all, which ways are taken, what goes round for ever.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap, VecDeque};
use std::rc::Rc;

use super::Study;
use super::explore::{Explorer, Move, Moved, State, Watched};
use super::monitor::{Monitor, Pattern, Reading};
use crate::facts::{Era, Shown};
use crate::graph::{Graph, Kind, NodeId, Way};
use crate::logic::Set;
use crate::source::Place;

/// More moves than this in one life are too many: then it is taken to be all in order.
const MOST_MOVES: usize = 1_000_000;

/// What the runs of an entity's lives come to.
#[derive(Debug, Default)]
pub(crate) struct Tour {
    /// The statements and outcomes that stand in some life.
    pub(crate) present: BTreeSet<Place>,
    /// Those that some run comes to.
    pub(crate) reached: BTreeSet<Place>,
    /// Where a way on depends on a condition: the statement and the number of the way, where it holds for some run.
    pub(crate) taken: BTreeSet<(Place, usize)>,
    /// The same, where it does not hold for some run.
    pub(crate) missed: BTreeSet<(Place, usize)>,
    /// Rounds that some run cannot leave.
    pub(crate) rounds: Vec<Round>,
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
    /// A trigger was answered: facts were chosen anew.
    fired: bool,
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

/// Follows every run of every life of an entity.
pub(crate) fn tour(study: &mut Study<'_>) -> Tour {
    let mut tour = Tour::default();
    for number in 0..study.lives.len() {
        let start = start_of(study, number);
        let Study { model, facts, lives, .. } = study;
        let Some(lived) = lives.get(number) else {
            continue;
        };
        let graph = &lived.graph;
        tour.present.extend(graph.nodes.iter().filter_map(|it| it.at));
        if graph.incomplete.is_some() || start.is_none() && facts.space.exhausted() {
            tour.take_for_granted(graph);
            continue;
        }
        facts.space.refill(400_000);
        let nothing = Watched::nothing();
        let monitor = Monitor { pattern: Pattern::Reaches { after: false }, reading: Reading::Favour, calendar: None };
        let mut explorer = Explorer::new(facts, graph, &nothing, monitor, false);
        let mut life = Walked {
            graph,
            explorer: &mut explorer,
            tour: &mut tour,
            states: States::default(),
            has_rounds: jumps_back(graph),
        };
        if life.follow(start) {
            life.look_for_rounds(start, &|step, outcome| {
                let name = &model.steps[step].name;
                outcome.map_or_else(|| name.clone(), |it| format!("{name}: {it}"))
            });
        } else {
            tour.take_for_granted(graph);
        }
    }
    tour
}

/// The facts under which a life can begin: any, and what registers claim.
fn start_of(study: &mut Study<'_>, number: usize) -> Set {
    let Some(lived) = study.lives.get(number) else {
        return Set::NONE;
    };
    let (begins, only) = (lived.begins.clone(), lived.life.only);
    let mut start = if only.is_none() { study.facts.anything() } else { Set::NONE };
    let registered: Vec<_> =
        study.registered.iter().filter(|(_, lives)| lives.contains(&number)).map(|(&id, _)| id).collect();
    for id in registered {
        if only.is_none() && study.model.instances[id].classed.is_empty() {
            continue;
        }
        let facts = study.facts.of_instance(id);
        start = study.facts.space.or(start, facts);
    }
    let begins = study.facts.fact_set(&begins, Era::Start);
    study.facts.space.and(start, begins)
}

impl Tour {
    /// What could not be followed is not spoken of.
    fn take_for_granted(&mut self, graph: &Graph) {
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

struct Walked<'w, 'e, 'm> {
    graph: &'e Graph,
    explorer: &'w mut Explorer<'e, 'm>,
    tour: &'w mut Tour,
    states: States,
    has_rounds: bool,
}

impl Walked<'_, '_, '_> {
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
                self.tour.reached.extend(self.graph.node(node).at);
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
        if let Some(from) = from.filter(|_| self.has_rounds) {
            let fired = matches!(step.what, Moved::Fired(_));
            let link = |other| Link { other, set: step.set, fired, what: step.what };
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
                self.tour.taken.insert((at, number));
                continue;
            };
            let guard = self.explorer.guard(guard, state);
            let space = &mut self.explorer.facts.space;
            if !space.and(set, guard).is_none() {
                self.tour.taken.insert((at, number));
            }
            if !space.without(set, guard).is_none() {
                self.tour.missed.insert((at, number));
            }
        }
    }

    fn look_for_rounds(
        &mut self,
        start: Set,
        name: &dyn Fn(crate::model::Id<crate::model::Step>, Option<&str>) -> String,
    ) {
        if !self.has_rounds {
            return;
        }
        let ends = self.that_end();
        let mut seen: BTreeSet<Place> = self.tour.rounds.iter().map(|it| it.jump).collect();
        for (index, ends) in ends.into_iter().enumerate() {
            let Some((state, reached, _)) = self.states.all.get(index) else {
                continue;
            };
            let (node, era, reached) = (state.node, state.era, *reached);
            let Some(at) = self.graph.node(node).at.filter(|it| !seen.contains(it)) else {
                continue;
            };
            if !is_jump_back(self.graph, node) {
                continue;
            }
            let trapped = self.explorer.facts.space.without(reached, ends);
            let Some(case) = self.explorer.facts.plainest(trapped) else {
                continue;
            };
            let (first, later) =
                (self.explorer.facts.set_of(&case, Era::Start), self.explorer.facts.set_of(&case, Era::Anew));
            let point = self.explorer.facts.space.and(first, later);
            let Some(stops) = self.round(index, point) else {
                continue;
            };
            seen.insert(at);
            let possible = self.explorer.facts.possible(era);
            let among = match era {
                Era::Start => start,
                Era::Anew => possible,
            };
            let facts = self.explorer.facts.essential(&case, trapped, among, era);
            let stops = stops.into_iter().filter_map(|id| {
                let node = self.graph.node(id);
                match &node.kind {
                    Kind::Stop { step, outcome } => node.at.map(|at| (name(*step, outcome.as_deref()), at)),
                    _ => None,
                }
            });
            let stops = stops.collect();
            self.tour.rounds.push(Round { jump: at, facts, stops });
        }
    }

    /// For each state, the facts under which some run ends from there.
    fn that_end(&mut self) -> Vec<Set> {
        let mut ends = vec![Set::NONE; self.states.all.len()];
        let mut queue = VecDeque::new();
        for (index, (state, reached, _)) in self.states.all.iter().enumerate() {
            if self.graph.node(state.node).kind == Kind::End {
                if let Some(end) = ends.get_mut(index) {
                    *end = *reached;
                }
                queue.push_back(index);
            }
        }
        while let Some(index) = queue.pop_front() {
            let here = ends.get(index).copied().unwrap_or(Set::NONE);
            for link in self.states.back.get(index).into_iter().flatten() {
                let mut set = self.explorer.facts.space.and(link.set, here);
                if link.fired {
                    set = self.explorer.facts.at_start(set);
                }
                let Some((_, reached, _)) = self.states.all.get(link.other) else {
                    continue;
                };
                set = self.explorer.facts.space.and(set, *reached);
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
                if link.fired || !possible {
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
    node.edges.iter().any(|edge| edge.way == Way::Jump && graph.node(edge.to).position <= node.position)
}
