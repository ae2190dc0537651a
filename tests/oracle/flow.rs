//! Procedures laid out flat: one [`Node`] for each thing that can be done next, with what comes after it.
//!
//! A procedure that is `run` is copied to where it is run. A `together` becomes a choice between all orders of
//! its members. A step keeps its place in the text ([`Place`]) in all copies that an order makes.

use std::collections::BTreeMap;

use crate::world::{Asked, Cond, Days, Procedure, Step, Stmt, World};

/// Where in the text: the procedure that begins a life or follows, and the place in it, counted from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) text: usize,
    pub(crate) at: usize,
}

/// A stretch of one text, from `from` up to but not including `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Stretch {
    pub(crate) text: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Stretch {
    pub(crate) fn holds(&self, place: Place) -> bool {
        place.text == self.text && (self.from..self.to).contains(&place.at)
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Node<'a> {
    Step {
        step: &'a Step,
        place: Place,
        next: usize,
    },
    /// The run comes to where conditions choose the way.
    Fork {
        asks: Vec<Asked>,
        place: Place,
        next: usize,
    },
    When {
        cond: &'a Cond,
        then: usize,
        otherwise: usize,
    },
    /// Outcome, its condition, and what it leads to.
    Decide {
        step: &'a Step,
        place: Place,
        outcomes: Vec<(usize, Option<&'a Cond>, usize)>,
        next: usize,
    },
    Choose(Vec<usize>),
    /// To a step. What stands in `back` is done anew.
    Jump {
        to: usize,
        back: Option<Stretch>,
    },
    /// Into the first lap of a `repeat`.
    Begin {
        every: Days,
        body: usize,
    },
    /// The end of a lap: another lap, or out.
    Lap {
        body: usize,
        stretch: Stretch,
        every: Days,
        next: usize,
    },
    /// From here on, a block waits for its triggers.
    Open {
        block: usize,
        next: usize,
    },
    /// The life is over.
    End,
    /// The last statement of a life's procedure was passed.
    Finished,
    /// The end of a block's body.
    Resume,
}

#[derive(Clone, Debug)]
pub(crate) struct Block<'a> {
    pub(crate) triggers: &'a [usize],
    pub(crate) body: usize,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Flow<'a> {
    pub(crate) nodes: Vec<Node<'a>>,
    pub(crate) blocks: Vec<Block<'a>>,
    /// The first node of each procedure that has a `for`.
    pub(crate) entries: BTreeMap<usize, usize>,
    /// The decisions that a condition asks about.
    pub(crate) asked: Vec<usize>,
}

impl<'a> Flow<'a> {
    pub(crate) fn of(world: &'a World) -> Self {
        let mut flow = Self::default();
        for (text, procedure) in world.procedures.iter().enumerate() {
            if procedure.head.is_some() {
                let mut layout = Layout { world, flow, text, at: 0 };
                let finished = layout.add(Node::Finished);
                let end = layout.add(Node::End);
                let first = layout.procedure(procedure, finished, end);
                flow = layout.flow;
                flow.entries.insert(text, first);
            }
        }
        flow
    }
}

/// The layout of one text.
struct Layout<'a> {
    world: &'a World,
    flow: Flow<'a>,
    text: usize,
    /// The next free place.
    at: usize,
}

/// What statements of one copy of a procedure need to know of it.
#[derive(Clone, Debug)]
struct Copy {
    /// Where `end` leads to.
    end: usize,
    /// The jumps met so far: node, step to go to, own place.
    jumps: Vec<(usize, usize, usize)>,
    /// The steps met so far: node and place.
    steps: BTreeMap<usize, (usize, usize)>,
}

impl<'a> Layout<'a> {
    fn add(&mut self, node: Node<'a>) -> usize {
        self.flow.nodes.push(node);
        self.flow.nodes.len() - 1
    }

    /// One copy of a procedure; gives its first node.
    fn procedure(&mut self, procedure: &'a Procedure, next: usize, end: usize) -> usize {
        let mut copy = Copy { end, jumps: Vec::new(), steps: BTreeMap::new() };
        let first = self.block(&procedure.body, next, &mut copy);
        for (node, step, from) in std::mem::take(&mut copy.jumps) {
            let (to, place) = copy.steps[&step];
            let stretch = Stretch { text: self.text, from: place, to: self.at };
            self.flow.nodes[node] = Node::Jump { to, back: (place <= from).then_some(stretch) };
        }
        first
    }

    /// Statements one after the other. Places are given from first to last, so each statement is laid out with
    /// a node to leave by, and these are joined afterwards.
    fn block(&mut self, body: &'a [Stmt], next: usize, copy: &mut Copy) -> usize {
        let mut parts = Vec::new();
        for stmt in body {
            let leave = self.add(Node::Choose(Vec::new()));
            parts.push((self.statement(stmt, leave, copy), leave));
        }
        let mut first = next;
        for (enter, leave) in parts.into_iter().rev() {
            self.flow.nodes[leave] = Node::Choose(vec![first]);
            first = enter;
        }
        first
    }

    fn place(&mut self) -> Place {
        self.at += 1;
        Place { text: self.text, at: self.at - 1 }
    }

    fn statement(&mut self, stmt: &'a Stmt, next: usize, copy: &mut Copy) -> usize {
        match stmt {
            Stmt::Step(step) => self.step(step, next, copy),
            Stmt::When { cond, then, otherwise } => {
                asked(cond, &mut self.flow.asked);
                let place = self.place();
                let then = self.block(then, next, copy);
                let otherwise = otherwise.as_ref().map_or(next, |it| self.block(it, next, copy));
                let next = self.add(Node::When { cond, then, otherwise });
                self.add(Node::Fork { asks: cond.asks(), place, next })
            }
            Stmt::Decide { .. } => self.decide(stmt, next, copy),
            Stmt::Together(members) => self.together(members, next, copy),
            Stmt::Repeat { every, body } => {
                let from = self.at;
                let lap = self.add(Node::Choose(Vec::new()));
                let body = self.block(body, lap, copy);
                let stretch = Stretch { text: self.text, from, to: self.at };
                self.flow.nodes[lap] = Node::Lap { body, stretch, every: *every, next };
                self.add(Node::Begin { every: *every, body })
            }
            Stmt::Run(procedure) => self.procedure(&self.world.procedures[*procedure], next, next),
            Stmt::GoTo(step) => {
                let place = self.place();
                let node = self.add(Node::Choose(Vec::new()));
                copy.jumps.push((node, *step, place.at));
                node
            }
            Stmt::On { triggers, body } => {
                let resume = self.add(Node::Resume);
                let body = self.block(body, resume, copy);
                self.flow.blocks.push(Block { triggers, body });
                self.add(Node::Open { block: self.flow.blocks.len() - 1, next })
            }
            Stmt::End => copy.end,
        }
    }

    fn step(&mut self, step: &'a Step, next: usize, copy: &mut Copy) -> usize {
        let place = self.place();
        let node = self.add(Node::Step { step, place, next });
        copy.steps.insert(step.id, (node, place.at));
        node
    }

    fn decide(&mut self, stmt: &'a Stmt, next: usize, copy: &mut Copy) -> usize {
        let Stmt::Decide { step, outcomes } = stmt else { return next };
        let place = self.place();
        let node = self.add(Node::Choose(Vec::new()));
        copy.steps.insert(step.id, (node, place.at));
        let mut branches = Vec::new();
        for outcome in outcomes {
            let body = self.block(&outcome.body, next, copy);
            branches.push((outcome.name, outcome.when.as_ref(), body));
        }
        let asks: Vec<Asked> = outcomes.iter().filter_map(|it| it.when.as_ref()).flat_map(Cond::asks).collect();
        let decide = Node::Decide { step, place, outcomes: branches, next };
        self.flow.nodes[node] = match asks.is_empty() {
            true => decide,
            false => Node::Fork { asks, place, next: self.add(decide) },
        };
        node
    }

    /// Every order of the members, each a chain of its own, at the same places.
    fn together(&mut self, members: &'a [Stmt], next: usize, copy: &mut Copy) -> usize {
        let starts = self.starts(members, copy);
        let end = self.at;
        let mut chains = Vec::new();
        for order in orders(members.len()) {
            let mut first = next;
            for &member in order.iter().rev() {
                self.at = starts[member];
                first = self.statement(&members[member], first, copy);
            }
            chains.push(first);
        }
        self.at = end;
        self.add(Node::Choose(chains))
    }

    /// Where each member begins in the text: lays them out once for that, and drops what was laid out.
    fn starts(&mut self, members: &'a [Stmt], copy: &Copy) -> Vec<usize> {
        let (nodes, mut scratch) = (self.flow.nodes.len(), copy.clone());
        let mut starts = Vec::new();
        for member in members {
            starts.push(self.at);
            self.statement(member, copy.end, &mut scratch);
        }
        self.flow.nodes.truncate(nodes);
        starts
    }
}

fn asked(cond: &Cond, steps: &mut Vec<usize>) {
    match cond {
        Cond::And(all) | Cond::Or(all) => all.iter().for_each(|it| asked(it, steps)),
        Cond::Not(it) => asked(it, steps),
        Cond::Decided { step, .. } => steps.push(*step),
        Cond::Yes { .. } | Cond::Is { .. } | Cond::Includes { .. } | Cond::Compare { .. } | Cond::Class { .. } => {}
    }
}

/// All orders of `0..count`.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for one in 0..count {
        all = all.iter().flat_map(|order: &Vec<usize>| (0..=order.len()).map(|at| inserted(order, at, one))).collect();
    }
    all
}

fn inserted(order: &[usize], at: usize, one: usize) -> Vec<usize> {
    let mut longer = order.to_vec();
    longer.insert(at, one);
    longer
}

#[test]
fn three_members_have_six_orders() {
    let mut all = orders(3);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 6);
}
