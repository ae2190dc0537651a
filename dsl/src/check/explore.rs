//! All runs of a life at once: every state with the exact set of facts under which it is reached.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::rc::Rc;

use super::matching::Match;
use super::monitor::{Clock, Hit, Monitor, Part, Pattern, Reading, Watch};
use crate::facts::{Era, FactSpace, Formula};
use crate::graph::{Graph, Kind, NodeId, Way};
use crate::logic::Set;

/// More moves than this in one question are too many: it is then undecided.
const MOST_MOVES: usize = 3_000_000;

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
    back: Option<Rc<Resume>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Resume {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    Silently,
    /// A stop is made.
    To(NodeId),
    /// The optional step at this node is left out.
    Left(NodeId),
    /// The `go to` at this node is followed.
    Jumped(NodeId),
    /// A trigger fires, and this block answers it.
    Fired(usize),
    Ended,
}

/// Where E, S and T happen, as formulas.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    pub(super) e: Match,
    pub(super) s: Match,
    pub(super) t: Match,
}

impl Marks {
    pub(super) fn none() -> Self {
        Self {
            e: Match::no(),
            s: Match::no(),
            t: Match::no(),
        }
    }

    pub(super) fn is_none(&self) -> bool {
        self.e.is_never() && self.s.is_never() && self.t.is_never()
    }

    fn get(&self, index: usize) -> &Match {
        match index {
            0 => &self.e,
            1 => &self.s,
            _ => &self.t,
        }
    }
}

/// What one clause watches for in one life.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    pub(super) pattern: Pattern,
    pub(super) applies: Formula,
    /// By number of the node.
    pub(super) stops: HashMap<u32, Marks>,
    /// By number of the block.
    pub(super) blocks: HashMap<usize, Marks>,
    /// What a register records, oldest first, with the time to the next (and at last to today).
    pub(super) history: Vec<(Marks, crate::model::Duration)>,
}

impl Watched {
    /// Nothing is watched for: every run to its end will do.
    pub(super) fn nothing() -> Self {
        let (stops, blocks) = (HashMap::new(), HashMap::new());
        Self {
            pattern: Pattern::Exists,
            applies: Formula::TRUE,
            stops,
            blocks,
            history: Vec::new(),
        }
    }
}

/// Follows the runs of one life.
pub(super) struct Explorer<'a, 'm> {
    pub(super) facts: &'a mut FactSpace<'m>,
    graph: &'a Graph,
    watched: &'a Watched,
    pub(super) monitor: Monitor,
    /// Every optional step is taken.
    take_all: bool,
    marks: HashMap<(u32, Era), [Set; 3]>,
    applies: [Set; 2],
    guards: HashMap<(usize, Era, Vec<u32>), Set>,
    relevant: Vec<u64>,
    pub(super) moves: usize,
}

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The facts of the start under which some run breaks the pattern.
    pub(super) broken: Set,
    /// Those under which some run makes it ask for something.
    pub(super) asked: Set,
    /// For each block that answers a trigger, the facts of the start under which some run reaches it.
    pub(super) opened: Vec<Set>,
    /// Not everything could be followed.
    pub(super) undecided: bool,
}

impl<'a, 'm> Explorer<'a, 'm> {
    pub(super) fn new(
        facts: &'a mut FactSpace<'m>,
        graph: &'a Graph,
        watched: &'a Watched,
        monitor: Monitor,
        take_all: bool,
    ) -> Self {
        let applies = [Era::Start, Era::Anew].map(|era| facts.fact_set(&watched.applies, era));
        let mut explorer = Self {
            facts,
            graph,
            watched,
            monitor,
            take_all,
            marks: HashMap::new(),
            applies,
            guards: HashMap::new(),
            relevant: Vec::new(),
            moves: 0,
        };
        explorer.relevant = graph
            .groups
            .iter()
            .map(|group| explorer.relevant_members(group))
            .collect();
        explorer
    }

    /// Follows every run that begins under these facts.
    pub(super) fn explore(&mut self, start: Set) -> Found {
        let opened = vec![Set::NONE; self.graph.blocks.len()];
        let mut found = Found {
            broken: Set::NONE,
            asked: Set::NONE,
            opened,
            undecided: self.graph.incomplete.is_some(),
        };
        if found.undecided {
            return found;
        }
        let mut known: HashMap<State, usize> = HashMap::new();
        let mut states: Vec<(State, Set, Set)> = Vec::new();
        let mut queue = BinaryHeap::new();
        let mut next = self.beginnings(start);
        loop {
            for step in next.drain(..) {
                self.moves += 1;
                self.note(&step, &mut found);
                if step.settled || step.broken {
                    continue;
                }
                let index = *known.entry(step.state).or_insert_with_key(|state| {
                    states.push((state.clone(), Set::NONE, Set::NONE));
                    states.len() - 1
                });
                let Some((state, reached, todo)) = states.get_mut(index) else {
                    continue;
                };
                let more = self.facts.space.without(step.set, *reached);
                if !more.is_none() {
                    if todo.is_none() {
                        queue.push(Reverse((self.graph.order(state.node), index)));
                    }
                    *reached = self.facts.space.or(*reached, more);
                    *todo = self.facts.space.or(*todo, more);
                }
            }
            let Some(Reverse((_, index))) = queue.pop() else {
                break;
            };
            if self.moves > MOST_MOVES || self.facts.space.exhausted() {
                found.undecided = true;
                break;
            }
            let Some((state, _, todo)) = states.get_mut(index) else {
                continue;
            };
            let set = std::mem::replace(todo, Set::NONE);
            let state = state.clone();
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
        if step.asked {
            let start = self.facts.at_start(step.set);
            found.asked = self.facts.space.or(found.asked, start);
        }
        if step.broken {
            let start = self.facts.at_start(step.set);
            found.broken = self.facts.space.or(found.broken, start);
        }
    }

    /// The first moves: what is recorded stands before the run.
    pub(super) fn beginnings(&mut self, start: Set) -> Vec<Move> {
        let start = if self.monitor.pattern.applies_at_start() {
            self.facts.space.and(start, self.applies[0])
        } else {
            start
        };
        let mut moves = Vec::new();
        let mut begun = vec![(self.monitor.begin(), start, false)];
        let watched = self.watched;
        for (marks, time) in &watched.history {
            let sets = self.mark_sets(marks, Era::Start);
            let mut later = Vec::new();
            for (watch, set, asked) in begun {
                for (set, hit) in self.split(set, &sets, Era::Start) {
                    let step = self.monitor.meet(watch, hit, 0);
                    let watch = self.monitor.arrive(step.watch, Some(*time));
                    if step.broken || step.settled {
                        moves.push(self.ended(
                            watch,
                            set,
                            step.broken,
                            asked || step.asked,
                            step.settled,
                        ));
                    } else {
                        later.push((watch, set, asked || step.asked));
                    }
                }
            }
            begun = later;
        }
        for (watch, set, asked) in begun {
            if set.is_none() {
                continue;
            }
            let asked = asked || self.monitor.pattern.applies_at_start();
            if self.monitor.is_late(watch) {
                moves.push(self.ended(watch, set, true, asked, false));
                continue;
            }
            let state = self.state(watch);
            self.enter(
                state,
                self.graph.start,
                set,
                asked,
                Moved::Silently,
                &mut moves,
            );
        }
        moves
    }

    fn state(&self, watch: Watch) -> State {
        let node = self.graph.start;
        let memory = vec![0; self.graph.slots];
        State {
            node,
            watch,
            era: Era::Start,
            open: 0,
            masks: Vec::new(),
            memory,
            back: None,
        }
    }

    fn ended(&self, watch: Watch, set: Set, broken: bool, asked: bool, settled: bool) -> Move {
        Move {
            state: self.state(watch),
            set,
            broken,
            asked,
            settled,
            what: Moved::Silently,
            way: Moved::Silently,
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
            }
            Kind::Return => self.resume(state, set, out),
            Kind::Branch | Kind::Stop { .. } | Kind::Lap | Kind::End => self.along(state, set, out),
        }
        if state.back.is_none()
            && state.open != 0
            && !matches!(node.kind, Kind::Open(_) | Kind::Fork(_) | Kind::Done { .. })
        {
            self.fire_all(state, set, out);
        }
    }

    fn along(&mut self, state: &State, set: Set, out: &mut Vec<Move>) {
        let graph = self.graph;
        for edge in &graph.node(state.node).edges {
            if self.take_all && edge.way == Way::Leave {
                continue;
            }
            let guard = edge
                .guard
                .map_or(Set::ALL, |guard| self.guard(guard, state));
            let set = self.facts.space.and(set, guard);
            if set.is_none() {
                continue;
            }
            let mut next = state.clone();
            let position = graph.node(edge.to).position;
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
    fn guard(&mut self, guard: usize, state: &State) -> Set {
        let Some(it) = self.graph.guards.get(guard) else {
            return Set::NONE;
        };
        let remembered: Vec<u32> = it
            .slots
            .iter()
            .map(|&(_, slot)| state.memory.get(slot).copied().unwrap_or(0))
            .collect();
        let key = (guard, state.era, remembered);
        if let Some(&set) = self.guards.get(&key) {
            return set;
        }
        let chosen = |step, outcomes: &[String]| {
            let slot = it.slots.iter().position(|&(of, _)| of == step);
            let stop = slot
                .and_then(|index| key.2.get(index).copied())
                .unwrap_or(0);
            let kind = (stop as usize)
                .checked_sub(1)
                .and_then(|index| self.graph.nodes.get(index))
                .map(|node| &node.kind);
            matches!(kind, Some(Kind::Stop { outcome: Some(name), .. }) if outcomes.contains(name))
        };
        let set = self.facts.set(&it.formula, state.era, &chosen);
        self.guards.insert(key, set);
        set
    }

    /// Arrives at a node.
    fn enter(
        &mut self,
        mut state: State,
        to: NodeId,
        set: Set,
        asked: bool,
        what: Moved,
        out: &mut Vec<Move>,
    ) {
        let node = self.graph.node(to);
        state.masks.truncate(node.depth);
        if node.block.is_none() {
            state.back = None;
        }
        state.node = to;
        self.graph.forget_dead(to, &mut state.memory);
        let mut step = Move {
            state,
            set,
            broken: false,
            asked,
            settled: false,
            what: Moved::Silently,
            way: what,
        };
        match &node.kind {
            Kind::Stop { .. } => return self.stop(step, out),
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

    fn stop(&mut self, mut step: Move, out: &mut Vec<Move>) {
        let graph = self.graph;
        let id = step.state.node;
        let node = graph.node(id);
        step.what = Moved::To(id);
        if let Some(slot) = node.slot.and_then(|slot| step.state.memory.get_mut(slot)) {
            *slot = id.0 + 1;
        }
        let before = step.state.watch;
        let recurs = matches!(
            self.monitor.pattern,
            Pattern::Responds { every: Some(_), .. }
        );
        let arrived = match node.since_fork {
            _ if recurs && node.in_repeat => before,
            Some(since_fork) => self.monitor.arrive(before, since_fork),
            None => self.monitor.arrive(before, node.within),
        };
        // Inside a group the clock stays at the beginning of the group: its members run side by side.
        let keep = |after: Watch| match node.since_fork {
            Some(_) if after.clock == arrived.clock && after.clock != Clock::Over => Watch {
                clock: before.clock,
                ..after
            },
            _ => after,
        };
        if self.monitor.is_late(arrived) {
            step.broken = true;
            out.push(step);
            return;
        }
        let Some(marks) = self.watched.stops.get(&id.0) else {
            step.state.watch = keep(arrived);
            out.push(step);
            return;
        };
        let era = step.state.era;
        let sets = self.cached_marks(id.0, marks, era);
        for (set, hit) in self.split(step.set, &sets, era) {
            let met = self.monitor.meet(arrived, hit, node.position);
            let state = State {
                watch: keep(met.watch),
                ..step.state.clone()
            };
            let asked = step.asked || met.asked;
            out.push(Move {
                state,
                set,
                broken: met.broken,
                asked,
                settled: met.settled,
                what: step.what,
                way: step.way,
            });
        }
    }

    fn cached_marks(&mut self, node: u32, marks: &Marks, era: Era) -> [Set; 3] {
        if let Some(&sets) = self.marks.get(&(node, era)) {
            return sets;
        }
        let sets = self.mark_sets(marks, era);
        self.marks.insert((node, era), sets);
        sets
    }

    fn mark_sets(&mut self, marks: &Marks, era: Era) -> [Set; 3] {
        let parts = self.monitor.pattern.parts();
        let mut sets = [Set::NONE; 3];
        for (index, part) in parts.into_iter().enumerate() {
            let mark = marks.get(index);
            sets[index] = match (mark.unreadable, part, self.monitor.reading) {
                (true, Part::Demanded, _) => Set::ALL,
                (true, Part::Demanding, _) => Set::NONE,
                (_, Part::Demanded, Reading::Against) | (_, Part::Demanding, Reading::Favour) => {
                    self.facts.fact_set(&mark.sure, era)
                }
                (_, Part::Demanded, Reading::Favour) | (_, Part::Demanding, Reading::Against) => {
                    self.facts.fact_set(&mark.possible, era)
                }
            };
        }
        sets
    }

    /// Divides a set of facts by what happens under them.
    fn split(&mut self, set: Set, sets: &[Set; 3], era: Era) -> Vec<(Set, Hit)> {
        let applies = if self.monitor.pattern.applies_at_start() {
            Set::ALL
        } else {
            self.applies[era as usize]
        };
        let mut parts = vec![(set, Hit::default())];
        for (index, &here) in [applies, sets[0], sets[1], sets[2]].iter().enumerate() {
            let mut divided = Vec::with_capacity(parts.len());
            for (set, hit) in parts {
                let inside = self.facts.space.and(set, here);
                let outside = self.facts.space.without(set, here);
                if !inside.is_none() {
                    let mut hit = hit;
                    *[&mut hit.applies, &mut hit.e, &mut hit.s, &mut hit.t][index] = true;
                    divided.push((inside, hit));
                }
                if !outside.is_none() {
                    divided.push((outside, hit));
                }
            }
            parts = divided;
        }
        parts
    }

    /// The next member of a group. Members that cannot matter go first, in the order of the text.
    fn choose(&mut self, state: &State, group: usize, set: Set, out: &mut Vec<Move>) {
        let Some(it) = self.graph.groups.get(group) else {
            return;
        };
        let done = state.masks.last().copied().unwrap_or(0);
        let relevant = self.relevant.get(group).copied().unwrap_or(u64::MAX);
        let open = |index: usize| done >> index & 1 == 0 && it.members[index].needs & !done == 0;
        let open: Vec<usize> = (0..it.members.len()).filter(|&index| open(index)).collect();
        if open.is_empty() {
            let Some(exit) = it.exit else { return };
            let mut next = state.clone();
            next.masks.pop();
            if it.together {
                next.watch = self.monitor.arrive(state.watch, it.longest);
            }
            return self.enter(next, exit, set, false, Moved::Silently, out);
        }
        let plain = open
            .iter()
            .copied()
            .find(|&index| relevant >> index & 1 == 0);
        let chosen = plain.map_or(open, |index| vec![index]);
        for index in chosen {
            let member = &it.members[index];
            let guard = member
                .guard
                .map_or(Set::ALL, |guard| self.guard(guard, state));
            let (inside, outside) = (
                self.facts.space.and(set, guard),
                self.facts.space.without(set, guard),
            );
            if !inside.is_none() {
                self.enter(
                    state.clone(),
                    member.entry,
                    inside,
                    false,
                    Moved::Silently,
                    out,
                );
            }
            if !outside.is_none() {
                let mut skipped = state.clone();
                if let Some(mask) = skipped.masks.last_mut() {
                    *mask |= 1 << index;
                }
                out.push(Move {
                    state: skipped,
                    set: outside,
                    broken: false,
                    asked: false,
                    settled: false,
                    what: Moved::Silently,
                    way: Moved::Silently,
                });
            }
        }
    }

    /// The members of a group whose place in the order can matter to what is watched.
    fn relevant_members(&self, group: &crate::graph::Group) -> u64 {
        let matters = |range: &std::ops::Range<u32>| {
            range.clone().any(|index| {
                let Some(node) = self.graph.nodes.get(index as usize) else {
                    return false;
                };
                let leaves = node.edges.iter().any(|edge| !range.contains(&edge.to.0));
                let leaves = leaves && !matches!(node.kind, Kind::Done { .. });
                self.watched.stops.contains_key(&index)
                    || node.slot.is_some()
                    || matches!(node.kind, Kind::Open(_))
                    || leaves
            })
        };
        let bits = group
            .members
            .iter()
            .enumerate()
            .filter(|(_, member)| matters(&member.nodes));
        bits.fold(0, |mask, (index, _)| mask | 1 << index)
    }

    fn fire_all(&mut self, state: &State, set: Set, out: &mut Vec<Move>) {
        let graph = self.graph;
        let start = self.facts.at_start(set);
        let possible = self.facts.possible(Era::Anew);
        let set = self.facts.space.and(start, possible);
        for (index, block) in graph
            .blocks
            .iter()
            .enumerate()
            .filter(|(index, _)| state.open >> index & 1 == 1)
        {
            let sets = match self.watched.blocks.get(&index) {
                Some(marks) => self.mark_sets(marks, Era::Anew),
                None => [Set::NONE; 3],
            };
            for (set, hit) in self.split(set, &sets, Era::Anew) {
                let met =
                    self.monitor
                        .meet(self.monitor.interrupted(state.watch), hit, block.position);
                let back = Resume {
                    node: state.node,
                    masks: state.masks.clone(),
                    clock: state.watch.clock,
                };
                let next = State {
                    watch: met.watch,
                    era: Era::Anew,
                    back: Some(Rc::new(back)),
                    masks: Vec::new(),
                    ..state.clone()
                };
                let fired = Moved::Fired(index);
                if met.broken || met.settled {
                    out.push(Move {
                        state: next,
                        set,
                        broken: met.broken,
                        asked: met.asked,
                        settled: met.settled,
                        what: fired,
                        way: Moved::Silently,
                    });
                } else {
                    let answering = State {
                        node: block.entry,
                        ..next
                    };
                    out.push(Move {
                        state: answering,
                        set,
                        broken: false,
                        asked: met.asked,
                        settled: false,
                        what: fired,
                        way: Moved::Silently,
                    });
                }
            }
        }
    }

    fn resume(&mut self, state: &State, set: Set, out: &mut Vec<Move>) {
        let Some(back) = &state.back else { return };
        let watch = self.monitor.resumed(state.watch, back.clock);
        let next = State {
            node: back.node,
            masks: back.masks.clone(),
            watch,
            back: None,
            ..state.clone()
        };
        let ended = self.graph.node(back.node).kind == Kind::End;
        let broken = ended && self.monitor.ends_broken(watch);
        let what = if ended { Moved::Ended } else { Moved::Silently };
        out.push(Move {
            state: next,
            set,
            broken,
            asked: false,
            settled: false,
            what,
            way: Moved::Silently,
        });
    }
}
