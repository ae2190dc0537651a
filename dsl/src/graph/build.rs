//! From statements to nodes.

mod statement;

use std::collections::{BTreeMap, BTreeSet};

use super::{Edge, Graph, Group, Guard, Kind, Member, Node, NodeId, Way};
use crate::facts::{Collector, Formula};
use crate::model::{Condition, Duration, Id, Model, Procedure, Step};
use crate::source::Place;

/// More nodes than this in one life are too many to decide about.
const MOST_NODES: usize = 400_000;
/// Triggers that are answered in more places than this are too many.
const MOST_BLOCKS: usize = 64;
/// Procedures that run one another deeper than this are too deep.
const MOST_RUNNING: usize = 100;
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
    /// The member of the outermost `together` around, by number.
    member: Option<usize>,
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
            forks: Vec::new(),
            slots: 0,
            without: BTreeSet::new(),
            order: Vec::new(),
            alive: Vec::new(),
            incomplete: None,
        };
        let mut builder = Self { model: collector.model(), collector, graph, position: 0, asked, running: Vec::new() };
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
        self.graph.forks.sort_by_key(|it| it.node);
        self.graph.settle();
        self.graph
    }

    /// A procedure as a whole: where it begins. It goes on to `next` when its last statement is done.
    pub(super) fn procedure(&mut self, id: Id<Procedure>, next: NodeId, depth: usize) -> NodeId {
        let end = self.end();
        self.copy_of(id, next, end, depth, None, false, None)
    }

    #[expect(clippy::too_many_arguments, reason = "they are what a statement stands inside of")]
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
            member: None,
        };
        let model = self.model;
        self.running.push(id);
        let entry = self.statements(&model.procedures[id].body, next, &mut spot);
        self.running.pop();
        entry
    }

    /// A group whose members are added later, with the node at which it begins.
    pub(super) fn group(&mut self, exit: NodeId, together: bool, depth: usize) -> (usize, NodeId, NodeId) {
        let group = self.graph.groups.len();
        self.graph.groups.push(Group { members: Vec::new(), exit: Some(exit), together });
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
        let done = self.push(Node { kind: Kind::Done { group, member }, edges: Vec::new(), ..template });
        self.edge(done, hub, None, Way::Onward);
        let entry = make(self, done);
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let nodes = number(first)..number(self.graph.nodes.len());
        self.graph.groups[group].members.push(Member { entry, nodes, guard, needs, total: None });
    }

    /// A guard on an edge or member, or none where the condition plainly holds.
    pub(super) fn guard_on_facts(&mut self, formula: Formula) -> Option<usize> {
        if formula.is_true() {
            return None;
        }
        self.graph.guards.push(Guard { formula, slots: Vec::new() });
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
            member: None,
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
            (node.block, node.in_repeat, node.since_fork) = (spot.block, spot.in_repeat, spot.since_fork);
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
}
