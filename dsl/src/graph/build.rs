//! From statements to nodes.

use std::collections::{BTreeMap, BTreeSet};

use super::{Block, Edge, Graph, Group, Guard, Kind, Member, Node, NodeId, Way};
use crate::facts::{Collector, Formula};
use crate::model::{Condition, Duration, Id, Model, Outcome, Procedure, Statement, Step};
use crate::source::Place;

/// More nodes than this in one life are too many to decide about.
const MOST_NODES: usize = 400_000;
/// Triggers that are answered in more places than this are too many.
const MOST_BLOCKS: usize = 64;
/// So many members fit in one group.
const MOST_MEMBERS: usize = 64;

/// Builds one graph.
pub(crate) struct Builder<'a, 'm> {
    model: &'m Model,
    collector: &'a mut Collector<'m>,
    graph: Graph,
    position: u32,
    /// The decisions that some condition asks about.
    asked: BTreeSet<Id<Step>>,
    running: Vec<Id<Procedure>>,
}

/// Where a statement stands: which copy of its procedure, and inside what.
struct Spot {
    labels: BTreeMap<Id<Step>, NodeId>,
    slots: BTreeMap<Id<Step>, usize>,
    /// Where `end` leads.
    end: NodeId,
    depth: usize,
    block: Option<usize>,
    in_repeat: bool,
    /// Inside a `together`: the time since it began, as far as it is stated.
    since_fork: Option<Option<Duration>>,
}

impl<'a, 'm> Builder<'a, 'm> {
    /// An empty graph, with its end.
    pub(crate) fn new(collector: &'a mut Collector<'m>, asked: BTreeSet<Id<Step>>) -> Self {
        let graph = Graph {
            nodes: Vec::new(),
            start: NodeId(0),
            guards: Vec::new(),
            groups: Vec::new(),
            blocks: Vec::new(),
            slots: 0,
            order: Vec::new(),
            alive: Vec::new(),
            incomplete: None,
        };
        let mut builder = Self {
            model: collector.model(),
            collector,
            graph,
            position: 0,
            asked,
            running: Vec::new(),
        };
        let end = builder.fresh(0, None);
        builder.graph.nodes[end.index()].kind = Kind::End;
        builder
    }

    /// The node where lives end.
    pub(super) fn end(&self) -> NodeId {
        NodeId(0)
    }

    /// The finished graph.
    pub(super) fn finish(mut self, start: NodeId) -> Graph {
        self.graph.start = start;
        self.graph.settle();
        self.graph
    }

    /// A procedure as a whole: where it begins. It goes on to `next` when its last statement is done.
    pub(super) fn procedure(&mut self, id: Id<Procedure>, next: NodeId, depth: usize) -> NodeId {
        let end = self.end();
        self.copy_of(id, next, end, depth, None, false, None)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "they are what a statement stands inside of"
    )]
    fn copy_of(
        &mut self,
        id: Id<Procedure>,
        next: NodeId,
        end: NodeId,
        depth: usize,
        block: Option<usize>,
        in_repeat: bool,
        since_fork: Option<Option<Duration>>,
    ) -> NodeId {
        let mut spot = Spot {
            labels: BTreeMap::new(),
            slots: BTreeMap::new(),
            end,
            depth,
            block,
            in_repeat,
            since_fork,
        };
        let model = self.model;
        self.running.push(id);
        let entry = self.statements(&model.procedures[id].body, next, &mut spot);
        self.running.pop();
        entry
    }

    /// A group whose members are added later, with the node at which it begins.
    pub(super) fn group(
        &mut self,
        exit: NodeId,
        together: bool,
        depth: usize,
    ) -> (usize, NodeId, NodeId) {
        let group = self.graph.groups.len();
        self.graph.groups.push(Group {
            members: Vec::new(),
            exit: Some(exit),
            longest: None,
            together,
        });
        let fork = self.fresh(depth, None);
        let hub = self.fresh(depth + 1, None);
        self.graph.nodes[fork.index()].kind = Kind::Fork(group);
        self.graph.nodes[hub.index()].kind = Kind::Hub(group);
        self.edge(fork, hub, None, Way::Onward);
        (group, fork, hub)
    }

    /// Adds a member to a group; `make` is given the node it leads to.
    pub(super) fn member(
        &mut self,
        group: usize,
        hub: NodeId,
        guard: Option<usize>,
        needs: u64,
        make: impl FnOnce(&mut Self, NodeId) -> NodeId,
    ) {
        let member = self.graph.groups[group].members.len();
        if member >= MOST_MEMBERS {
            self.graph.incomplete = Some("more than 64 things may happen in any order");
            return;
        }
        let first = self.graph.nodes.len();
        let template = self.graph.nodes[hub.index()].clone();
        let done = self.push(Node {
            kind: Kind::Done { group, member },
            edges: Vec::new(),
            ..template
        });
        self.edge(done, hub, None, Way::Onward);
        let entry = make(self, done);
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let nodes = number(first)..number(self.graph.nodes.len());
        self.graph.groups[group].members.push(Member {
            entry,
            nodes,
            guard,
            needs,
        });
    }

    /// A guard on an edge or member, or none where the condition plainly holds.
    pub(super) fn guard_on_facts(&mut self, formula: Formula) -> Option<usize> {
        if formula.is_true() {
            return None;
        }
        self.graph.guards.push(Guard {
            formula,
            slots: Vec::new(),
        });
        Some(self.graph.guards.len() - 1)
    }

    /// The formula of a condition.
    pub(super) fn formula(&mut self, condition: &Condition) -> Formula {
        self.collector.formula(condition)
    }

    fn push(&mut self, node: Node) -> NodeId {
        if self.graph.nodes.len() >= MOST_NODES {
            self.graph.incomplete = Some("its procedures together have too many steps");
            return NodeId(0);
        }
        self.graph.nodes.push(node);
        NodeId(u32::try_from(self.graph.nodes.len() - 1).unwrap_or(u32::MAX))
    }

    fn fresh(&mut self, depth: usize, at: Option<Place>) -> NodeId {
        self.push(Node {
            kind: Kind::Branch,
            edges: Vec::new(),
            position: 0,
            within: None,
            since_fork: None,
            depth,
            block: None,
            in_repeat: false,
            slot: None,
            at,
        })
    }

    fn node_in(&mut self, spot: &Spot, at: Place) -> NodeId {
        let id = self.fresh(spot.depth, Some(at));
        let node = &mut self.graph.nodes[id.index()];
        if node.kind != Kind::End {
            (node.block, node.in_repeat, node.since_fork) =
                (spot.block, spot.in_repeat, spot.since_fork);
        }
        id
    }

    fn edge(&mut self, from: NodeId, to: NodeId, guard: Option<usize>, way: Way) {
        let node = &mut self.graph.nodes[from.index()];
        if node.kind != Kind::End {
            node.edges.push(Edge { to, guard, way });
        }
    }

    fn label(&mut self, step: Id<Step>, spot: &mut Spot) -> NodeId {
        if let Some(&node) = spot.labels.get(&step) {
            return node;
        }
        let at = self.model.steps[step].at;
        let node = self.node_in(spot, at);
        spot.labels.insert(step, node);
        node
    }

    fn statements(&mut self, statements: &'m [Statement], next: NodeId, spot: &mut Spot) -> NodeId {
        let entries: Vec<NodeId> = statements.iter().map(|it| self.entry(it, spot)).collect();
        for (index, statement) in statements.iter().enumerate() {
            let after = entries.get(index + 1).copied().unwrap_or(next);
            if self.graph.incomplete.is_some() {
                break;
            }
            self.statement(statement, entries[index], after, spot);
        }
        entries.first().copied().unwrap_or(next)
    }

    /// The node at which a statement begins. A step that is jumped to from before has one already, with the
    /// surroundings of the jump; those of its own place are what count.
    fn entry(&mut self, statement: &Statement, spot: &mut Spot) -> NodeId {
        match statement {
            Statement::Step(step) | Statement::Decide { step, .. } => {
                let id = self.label(*step, spot);
                let node = &mut self.graph.nodes[id.index()];
                (node.depth, node.block, node.in_repeat, node.since_fork) =
                    (spot.depth, spot.block, spot.in_repeat, spot.since_fork);
                id
            }
            Statement::When { at, .. }
            | Statement::Together { at, .. }
            | Statement::Repeat { at, .. }
            | Statement::On { at, .. }
            | Statement::End { at } => self.node_in(spot, *at),
            Statement::Run(runs) => self.node_in(spot, runs.at),
            Statement::GoTo(jump) => self.node_in(spot, jump.at),
        }
    }

    fn statement(
        &mut self,
        statement: &'m Statement,
        entry: NodeId,
        next: NodeId,
        spot: &mut Spot,
    ) {
        self.position += 1;
        self.graph.nodes[entry.index()].position = self.position;
        match statement {
            Statement::Step(step) => self.step(*step, entry, next, spot),
            Statement::When {
                condition,
                then,
                otherwise,
                ..
            } => {
                let formula = self.formula(condition);
                let otherwise_guard = self.guard(formula.clone().negate(), spot);
                let guard = self.guard(formula, spot);
                let then = self.statements(then, next, spot);
                let otherwise = self.statements(otherwise, next, spot);
                self.edge(entry, then, guard, Way::Onward);
                self.edge(entry, otherwise, otherwise_guard, Way::Onward);
            }
            Statement::Decide { step, outcomes } => self.decide(*step, outcomes, entry, next, spot),
            Statement::Together { members, at } => self.together(members, *at, entry, next, spot),
            Statement::Repeat { every, body, at } => {
                self.repeat(*every, body, *at, entry, next, spot)
            }
            Statement::Run(runs) => {
                if self.running.contains(&runs.procedure) {
                    self.graph.incomplete = Some("its procedures run one another in a ring");
                    return;
                }
                let entered = self.copy_of(
                    runs.procedure,
                    next,
                    next,
                    spot.depth,
                    spot.block,
                    spot.in_repeat,
                    spot.since_fork,
                );
                self.edge(entry, entered, None, Way::Onward);
            }
            Statement::GoTo(jump) => {
                let to = self.label(jump.step, spot);
                self.edge(entry, to, None, Way::Jump);
            }
            Statement::On { triggers, body, at } => {
                let block = self.graph.blocks.len();
                if block >= MOST_BLOCKS {
                    self.graph.incomplete = Some("triggers are answered in more than 64 places");
                    return;
                }
                let position = self.position;
                self.graph.blocks.push(Block {
                    triggers: triggers.clone(),
                    entry,
                    position,
                    at: *at,
                });
                self.graph.nodes[entry.index()].kind = Kind::Open(block);
                self.edge(entry, next, None, Way::Onward);
                self.answer(block, body, *at, spot);
            }
            Statement::End { .. } => self.edge(entry, spot.end, None, Way::Onward),
        }
    }

    fn guard(&mut self, formula: Formula, spot: &mut Spot) -> Option<usize> {
        if formula.is_true() {
            return None;
        }
        let mut decisions = Vec::new();
        formula.decisions(&mut decisions);
        let slots = decisions
            .into_iter()
            .map(|step| (step, self.slot(step, spot)))
            .collect();
        self.graph.guards.push(Guard { formula, slots });
        Some(self.graph.guards.len() - 1)
    }

    fn slot(&mut self, step: Id<Step>, spot: &mut Spot) -> usize {
        *spot.slots.entry(step).or_insert_with(|| {
            self.graph.slots += 1;
            self.graph.slots - 1
        })
    }

    fn step(&mut self, step: Id<Step>, entry: NodeId, next: NodeId, spot: &mut Spot) {
        let stop = if self.model.steps[step].optional {
            let stop = self.node_in(spot, self.model.steps[step].at);
            self.edge(entry, stop, None, Way::Onward);
            self.edge(entry, next, None, Way::Leave);
            stop
        } else {
            entry
        };
        self.stop(stop, step, None, spot);
        self.edge(stop, next, None, Way::Onward);
        self.pass(step, spot);
    }

    fn stop(&mut self, node: NodeId, step: Id<Step>, outcome: Option<String>, spot: &mut Spot) {
        let within = self.model.steps[step].within;
        let slot = self.asked.contains(&step).then(|| self.slot(step, spot));
        let position = self.position;
        let it = &mut self.graph.nodes[node.index()];
        if it.kind == Kind::End {
            return;
        }
        it.kind = Kind::Stop { step, outcome };
        it.position = position;
        it.within = within;
        it.since_fork = spot.since_fork.map(|so_far| sum(so_far, within));
        it.slot = slot;
    }

    /// Inside a `together`, what follows a step begins when its time is up.
    fn pass(&mut self, step: Id<Step>, spot: &mut Spot) {
        let within = self.model.steps[step].within;
        spot.since_fork = spot.since_fork.map(|so_far| sum(so_far, within));
    }

    fn decide(
        &mut self,
        step: Id<Step>,
        outcomes: &'m [Outcome],
        entry: NodeId,
        next: NodeId,
        spot: &mut Spot,
    ) {
        if outcomes.is_empty() {
            return self.step(step, entry, next, spot);
        }
        let mut none = Vec::new();
        for outcome in outcomes {
            let formula = outcome
                .when
                .as_ref()
                .map_or(Formula::TRUE, |when| self.formula(when));
            none.push(formula.clone().negate());
            let guard = self.guard(formula, spot);
            let stop = self.node_in(spot, outcome.at);
            self.stop(stop, step, Some(outcome.name.clone()), spot);
            self.edge(entry, stop, guard, Way::Onward);
            let before = spot.since_fork;
            self.pass(step, spot);
            let body = self.statements(&outcome.body, next, spot);
            spot.since_fork = before;
            self.edge(stop, body, None, Way::Onward);
        }
        let none = Formula::all(none);
        if !none.is_false() {
            let guard = self.guard(none, spot);
            self.edge(entry, next, guard, Way::Onward);
        }
        self.pass(step, spot);
    }

    fn together(
        &mut self,
        members: &'m [Statement],
        at: Place,
        entry: NodeId,
        next: NodeId,
        spot: &mut Spot,
    ) {
        let (group, fork, hub) = self.group(next, true, spot.depth);
        for node in [fork, hub] {
            let node = &mut self.graph.nodes[node.index()];
            (node.block, node.in_repeat, node.at, node.position) =
                (spot.block, spot.in_repeat, Some(at), self.position);
        }
        self.edge(entry, fork, None, Way::Onward);
        let outer = spot.since_fork;
        let begun = outer.unwrap_or(Some(Duration::default()));
        let mut longest = Some(Some(Duration::default()));
        spot.depth += 1;
        for member in members {
            spot.since_fork = Some(begun);
            self.member(group, hub, None, 0, |builder, done| {
                builder.statements(std::slice::from_ref(member), done, spot)
            });
            longest = longest.map(|so_far| later(so_far, spot.since_fork.flatten()));
        }
        spot.depth -= 1;
        let longest = longest.flatten();
        self.graph.groups[group].longest = longest;
        spot.since_fork = outer.map(|_| longest);
    }

    fn repeat(
        &mut self,
        every: Option<Duration>,
        body: &'m [Statement],
        at: Place,
        entry: NodeId,
        next: NodeId,
        spot: &mut Spot,
    ) {
        let node = &mut self.graph.nodes[entry.index()];
        node.kind = Kind::Lap;
        node.within = every;
        let over = self.node_in(spot, at);
        let around = std::mem::replace(&mut spot.in_repeat, true);
        let body = self.statements(body, over, spot);
        spot.in_repeat = around;
        self.edge(entry, body, None, Way::Onward);
        self.edge(over, entry, None, Way::Again);
        self.edge(over, next, None, Way::Retire);
    }

    fn answer(&mut self, block: usize, body: &'m [Statement], at: Place, spot: &mut Spot) {
        let outer = (spot.depth, spot.block, spot.in_repeat, spot.since_fork);
        (spot.depth, spot.block, spot.in_repeat, spot.since_fork) = (0, Some(block), false, None);
        let back = self.node_in(spot, at);
        self.graph.nodes[back.index()].kind = Kind::Return;
        let begin = self.node_in(spot, at);
        let entry = self.statements(body, back, spot);
        self.edge(begin, entry, None, Way::Onward);
        self.graph.blocks[block].entry = begin;
        (spot.depth, spot.block, spot.in_repeat, spot.since_fork) = outer;
    }
}

/// Both times together; not known if either is not.
fn sum(left: Option<Duration>, right: Option<Duration>) -> Option<Duration> {
    left.zip(right).map(|(left, right)| left.plus(right))
}

/// The longer time, part by part; not known if either is not.
fn later(left: Option<Duration>, right: Option<Duration>) -> Option<Duration> {
    left.zip(right).map(|(left, right)| Duration {
        months: left.months.max(right.months),
        hours: left.hours.max(right.hours),
        working_days: left.working_days.max(right.working_days),
    })
}
