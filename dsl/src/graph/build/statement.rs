//! Each form of statement as nodes.

use super::{Builder, MOST_BLOCKS, MOST_RUNNING, Spot};
use crate::facts::Formula;
use crate::graph::{Block, Fork, Guard, IN_A_RING, Kind, NodeId, Way};
use crate::model::{Atom, Condition, Duration, Id, Operand, Outcome, Statement, Step};
use crate::source::Place;

impl<'m> Builder<'_, 'm> {
    pub(super) fn statements(&mut self, statements: &'m [Statement], next: NodeId, spot: &mut Spot) -> NodeId {
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
    pub(super) fn entry(&mut self, statement: &Statement, spot: &mut Spot) -> NodeId {
        match statement {
            Statement::Step(step) | Statement::Decide { step, .. } => {
                let id = self.label(*step, spot);
                let node = &mut self.graph.nodes[id.index()];
                (node.depth, node.block, node.in_repeat, node.since_fork, node.member) =
                    (spot.depth, spot.block, spot.in_repeat, spot.since_fork, spot.member);
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

    pub(super) fn statement(&mut self, statement: &'m Statement, entry: NodeId, next: NodeId, spot: &mut Spot) {
        self.position += 1;
        self.graph.nodes[entry.index()].position = self.position;
        match statement {
            Statement::Step(step) => self.step(*step, entry, next, spot),
            Statement::When { condition, then, otherwise, at } => {
                self.fork(entry, *at, std::iter::once(condition));
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
            Statement::Repeat { every, body, at } => self.repeat(*every, body, *at, entry, next, spot),
            Statement::Run(runs) => {
                if self.running.len() > MOST_RUNNING {
                    self.graph.incomplete = Some("its procedures run one another too deeply");
                    return;
                }
                if self.running.contains(&runs.procedure) {
                    self.graph.incomplete = Some(IN_A_RING);
                    return;
                }
                let entered =
                    self.copy_of(runs.procedure, next, next, spot.depth, spot.block, spot.in_repeat, spot.since_fork);
                self.edge(entry, entered, None, Way::Onward);
            }
            Statement::GoTo(jump) => {
                let to = self.label(jump.step, spot);
                // A trigger may fire after the jump and before what is jumped to.
                let landing = self.node_in(spot, jump.at);
                self.edge(entry, landing, None, Way::Jump);
                self.edge(landing, to, None, Way::Onward);
            }
            Statement::On { triggers, body, at } => {
                let block = self.graph.blocks.len();
                if block >= MOST_BLOCKS {
                    self.graph.incomplete = Some("triggers are answered in more than 64 places");
                    return;
                }
                let position = self.position;
                self.graph.blocks.push(Block { triggers: triggers.clone(), entry, position, at: *at });
                self.graph.nodes[entry.index()].kind = Kind::Open(block);
                self.edge(entry, next, None, Way::Onward);
                self.answer(block, body, *at, spot);
            }
            Statement::End { .. } => self.edge(entry, spot.end, None, Way::Onward),
        }
    }

    /// Notes that conditions choose the way from a node, if there are any.
    fn fork<'c>(&mut self, node: NodeId, at: Place, conditions: impl Iterator<Item = &'c Condition>) {
        let mut conditions = conditions.peekable();
        if conditions.peek().is_none() || self.graph.incomplete.is_some() {
            return;
        }
        let mut atoms = Vec::new();
        let at = conditions.peek().and_then(|first| place_of(first)).unwrap_or(at);
        conditions.for_each(|it| atoms_of(it, &mut atoms));
        let mut asks: Vec<Operand> = Vec::new();
        for atom in atoms {
            if !asks.contains(&atom.operand) {
                asks.push(atom.operand);
            }
        }
        self.graph.forks.push(Fork { node, asks: asks.into(), at });
    }

    pub(super) fn guard(&mut self, formula: Formula, spot: &mut Spot) -> Option<usize> {
        if formula.is_true() {
            return None;
        }
        let mut decisions = Vec::new();
        formula.decisions(&mut decisions);
        let slots = decisions.into_iter().map(|step| (step, self.slot(step, spot))).collect();
        self.graph.guards.push(Guard { formula, slots });
        Some(self.graph.guards.len() - 1)
    }

    pub(super) fn slot(&mut self, step: Id<Step>, spot: &mut Spot) -> usize {
        *spot.slots.entry(step).or_insert_with(|| {
            self.graph.slots += 1;
            self.graph.slots - 1
        })
    }

    pub(super) fn step(&mut self, step: Id<Step>, entry: NodeId, next: NodeId, spot: &mut Spot) {
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

    pub(super) fn stop(&mut self, node: NodeId, step: Id<Step>, outcome: Option<String>, spot: &mut Spot) {
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
        it.member = spot.member;
        it.slot = slot;
    }

    /// Inside a `together`, what follows a step begins when its time is up.
    pub(super) fn pass(&mut self, step: Id<Step>, spot: &mut Spot) {
        let within = self.model.steps[step].within;
        spot.since_fork = spot.since_fork.map(|so_far| sum(so_far, within));
    }

    pub(super) fn decide(
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
        let at = self.model.steps[step].at;
        self.fork(entry, at, outcomes.iter().filter_map(|it| it.when.as_ref()));
        let mut none = Vec::new();
        for outcome in outcomes {
            let formula = outcome.when.as_ref().map_or(Formula::TRUE, |when| self.formula(when));
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

    pub(super) fn together(
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
        let outer = (spot.since_fork, spot.member);
        self.graph.nodes[hub.index()].since_fork = outer.0;
        let begun = outer.0.unwrap_or(Some(Duration::default()));
        spot.depth += 1;
        for (index, member) in members.iter().enumerate() {
            spot.since_fork = Some(begun);
            spot.member = if outer.0.is_none() { Some(index) } else { None };
            self.member(group, hub, None, 0, |builder, done| {
                builder.statements(std::slice::from_ref(member), done, spot)
            });
            if let Some(member) = self.graph.groups[group].members.get_mut(index) {
                member.total = spot.since_fork.flatten();
            }
        }
        spot.depth -= 1;
        let longest = self.graph.groups[group].longest(None);
        (spot.since_fork, spot.member) = (outer.0.map(|_| longest), outer.1);
    }

    pub(super) fn repeat(
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

    pub(super) fn answer(&mut self, block: usize, body: &'m [Statement], at: Place, spot: &mut Spot) {
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

/// Everything a condition asks, in the order of the text.
fn atoms_of<'c>(condition: &'c Condition, found: &mut Vec<&'c Atom>) {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().for_each(|it| atoms_of(it, found)),
        Condition::Not(part) => atoms_of(part, found),
        Condition::Atom(atom) => found.push(atom),
        Condition::Unreadable => {}
    }
}

/// From the first thing a condition asks to the last.
fn place_of(condition: &Condition) -> Option<Place> {
    let mut atoms = Vec::new();
    atoms_of(condition, &mut atoms);
    let (first, last) = (atoms.first()?.at, atoms.last()?.at);
    Some(Place { file: first.file, span: first.span.to(last.span) })
}

/// Both times together; not known if either is not.
fn sum(left: Option<Duration>, right: Option<Duration>) -> Option<Duration> {
    left.zip(right).map(|(left, right)| left.plus(right))
}
