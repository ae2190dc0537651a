//! Procedures: a main one, perhaps one that it runs, one that follows it, and a second entry.

use super::Maker;
use crate::world::{By, Cond, Field, Outcome, Procedure, Step, Stmt, Value};

/// Where in a procedure statements are made.
#[derive(Clone, Debug, Default)]
struct Spot {
    depth: usize,
    together: bool,
    on: bool,
    /// Decisions that conditions may ask about, with the outcomes they have.
    decided: Vec<(usize, Vec<usize>)>,
    /// The procedure that may be run from here.
    callee: Option<usize>,
    /// How many statements may still be made.
    budget: usize,
    /// The life may be ended here.
    may_end: bool,
}

impl Maker<'_> {
    pub(super) fn procedures(&mut self) {
        let callee = self.random.chance(25);
        let main =
            Spot { callee: callee.then_some(1), budget: self.random.within(3, 8), may_end: true, ..Spot::default() };
        let head = if self.random.chance(8) { Some(self.cond()) } else { None };
        self.add(Some(head), Vec::new(), main);
        if callee {
            let spot = Spot { budget: self.random.within(1, 3), may_end: true, ..Spot::default() };
            self.add(None, Vec::new(), spot);
        }
        if self.random.chance(15) {
            for _ in 0..self.random.within(1, 2) {
                let head = if self.random.chance(30) && !self.profile.triggers { Some(self.cond()) } else { None };
                let spot = Spot { budget: self.random.within(1, 3), ..Spot::default() };
                self.add(Some(head), vec![0], spot);
            }
        }
        if self.random.chance(12) {
            let spot = Spot { budget: self.random.within(1, 4), may_end: true, ..Spot::default() };
            self.add(Some(None), Vec::new(), spot);
        }
    }

    fn add(&mut self, head: Option<Option<Cond>>, after: Vec<usize>, mut spot: Spot) {
        // A procedure that is run twice is two copies; only a single one may ask about its own decisions.
        let asks = head.is_some();
        let mut body = self.block(&mut spot);
        if !asks {
            strip_decided(&mut body);
        }
        self.aim(&mut body);
        self.world.procedures.push(Procedure { head, after, body });
    }

    fn block(&mut self, spot: &mut Spot) -> Vec<Stmt> {
        let wanted = if spot.depth == 0 { spot.budget } else { self.random.within(1, 3) };
        let mut body = Vec::new();
        for _ in 0..wanted {
            if spot.budget == 0 {
                break;
            }
            spot.budget -= 1;
            body.push(self.statement(spot));
        }
        let leaves = !spot.together && !spot.on && spot.depth > 0;
        if leaves && self.random.chance(30) {
            body.push(if spot.may_end && self.random.chance(35) { Stmt::End } else { Stmt::GoTo(usize::MAX) });
        }
        body
    }

    fn inner(&mut self, spot: &mut Spot, together: bool, on: bool) -> Vec<Stmt> {
        let (was_together, was_on) = (spot.together, spot.on);
        spot.depth += 1;
        spot.together |= together;
        spot.on |= on;
        let body = self.block(spot);
        spot.depth -= 1;
        (spot.together, spot.on) = (was_together, was_on);
        body
    }

    fn statement(&mut self, spot: &mut Spot) -> Stmt {
        let deep = spot.depth >= 2;
        match self.random.below(100) {
            0..=11 if !deep => {
                let cond = self.guard(spot);
                let then = self.inner(spot, false, false);
                let otherwise = self.random.chance(40).then(|| self.inner(spot, false, false));
                Stmt::When { cond, then, otherwise }
            }
            12..=23 if !deep => self.decide(spot),
            24..=30 if !deep && !spot.together && !self.profile.timed => self.together(spot),
            31..=37 if !deep && !spot.together => {
                let every = *self.random.pick(&[15, 20, 28]);
                Stmt::Repeat { every, body: self.inner(spot, false, false) }
            }
            38..=45 => match spot.callee {
                Some(callee) => Stmt::Run(callee),
                None => Stmt::Step(self.step()),
            },
            46..=65 if self.profile.triggers && !spot.on && !spot.together && !deep => {
                let triggers = self.random.some(self.world.triggers.len(), 1, 1);
                Stmt::On { triggers, body: self.inner(spot, false, true) }
            }
            _ => Stmt::Step(self.step()),
        }
    }

    fn together(&mut self, spot: &mut Spot) -> Stmt {
        let mut members = Vec::new();
        let was = (spot.together, spot.depth);
        (spot.together, spot.depth) = (true, spot.depth + 1);
        for _ in 0..self.random.within(2, 3) {
            spot.budget = spot.budget.saturating_sub(1);
            members.push(self.statement(spot));
        }
        (spot.together, spot.depth) = was;
        Stmt::Together(members)
    }

    fn decide(&mut self, spot: &mut Spot) -> Stmt {
        let mut step = self.step();
        step.optional = false;
        if self.random.chance(20) {
            step.action = None;
            step.fields.clear();
        }
        let names = self.random.some(3, 1, 3);
        let mut outcomes = Vec::new();
        for &name in &names {
            let when = self.random.chance(20).then(|| self.cond());
            let body = if self.random.chance(40) { Vec::new() } else { self.inner(spot, false, false) };
            outcomes.push(Outcome { name, when, body });
        }
        spot.decided.push((step.id, names));
        Stmt::Decide { step, outcomes }
    }

    /// A condition on facts, or on what was decided.
    fn guard(&mut self, spot: &Spot) -> Cond {
        if !spot.decided.is_empty() && self.random.chance(50) {
            let (step, outcomes) = self.random.pick(&spot.decided).clone();
            let asked = Cond::Decided { step, outcome: *self.random.pick(&outcomes), not: self.random.chance(25) };
            return if self.random.chance(20) { Cond::And(vec![asked, self.atom()]) } else { asked };
        }
        self.cond()
    }

    fn step(&mut self) -> Step {
        let id = self.next_step;
        self.next_step += 1;
        let action = self.random.within(1, self.world.actions.len() - 1);
        let by = match self.random.below(10) {
            0..=1 => By::Unstated,
            2 if self.world.roles.len() > 1 => By::Roles(self.random.some(self.world.roles.len(), 2, 2)),
            3 if self.world.roles.len() > 1 => By::Either(self.cond(), 0, 1),
            _ => By::Roles(vec![self.random.below(self.world.roles.len())]),
        };
        let optional = self.random.chance(15);
        let within = (self.profile.timed && self.random.chance(65)).then(|| *self.random.pick(&[0, 10, 14, 30]));
        Step { id, optional, action: Some(action), by, fields: self.fields(), within }
    }

    /// Some of the fields of actions, with values.
    pub(super) fn fields(&mut self) -> Vec<(usize, Value)> {
        let mut stated = Vec::new();
        for field in 0..self.world.fields.len() {
            if self.random.chance(55) {
                let topics = self.world.topics.len();
                let value = match self.world.fields[field] {
                    Field::YesNo => Value::YesNo(self.random.chance(60)),
                    Field::Level => Value::Term(self.random.below(3)),
                    Field::One => Value::Term(self.random.below(topics)),
                    Field::Some | Field::Scope => Value::List(self.random.some(topics, 1, 3)),
                    Field::Number => Value::Number(self.random.within(1, 4)),
                };
                stated.push((field, value));
            }
        }
        stated
    }

    /// Points each `go to` at a step it may go to, and drops those that may go nowhere.
    fn aim(&mut self, body: &mut Vec<Stmt>) {
        let mut steps = Vec::new();
        targets(body, &mut Vec::new(), &mut steps);
        self.aim_in(body, &mut Vec::new(), &steps);
    }

    fn aim_in(&mut self, body: &mut Vec<Stmt>, inside: &mut Vec<(usize, usize)>, steps: &Targets) {
        for stmt in body.iter_mut() {
            match stmt {
                Stmt::GoTo(to) => {
                    let may =
                        |(_, outcomes): &&(usize, Vec<(usize, usize)>)| outcomes.iter().all(|it| inside.contains(it));
                    let fit: Vec<usize> = steps.iter().filter(may).map(|(step, _)| *step).collect();
                    *to = if fit.is_empty() { usize::MAX } else { *self.random.pick(&fit) };
                }
                Stmt::When { then, otherwise, .. } => {
                    self.aim_in(then, inside, steps);
                    if let Some(otherwise) = otherwise {
                        self.aim_in(otherwise, inside, steps);
                    }
                }
                Stmt::Decide { step, outcomes } => {
                    for outcome in outcomes {
                        inside.push((step.id, outcome.name));
                        self.aim_in(&mut outcome.body, inside, steps);
                        inside.pop();
                    }
                }
                Stmt::Repeat { body, .. } => self.aim_in(body, inside, steps),
                Stmt::Step(_) | Stmt::Together(_) | Stmt::On { .. } | Stmt::Run(_) | Stmt::End => {}
            }
        }
        body.retain(|it| *it != Stmt::GoTo(usize::MAX));
    }
}

/// Steps one may go to, with the outcomes they stand in.
type Targets = Vec<(usize, Vec<(usize, usize)>)>;

fn targets(body: &[Stmt], inside: &mut Vec<(usize, usize)>, steps: &mut Targets) {
    for stmt in body {
        match stmt {
            Stmt::Step(step) => steps.push((step.id, inside.clone())),
            Stmt::When { then, otherwise, .. } => {
                targets(then, inside, steps);
                targets(otherwise.as_deref().unwrap_or_default(), inside, steps);
            }
            Stmt::Decide { step, outcomes } => {
                steps.push((step.id, inside.clone()));
                for outcome in outcomes {
                    inside.push((step.id, outcome.name));
                    targets(&outcome.body, inside, steps);
                    inside.pop();
                }
            }
            Stmt::Repeat { body, .. } => targets(body, inside, steps),
            Stmt::Together(_) | Stmt::On { .. } | Stmt::Run(_) | Stmt::GoTo(_) | Stmt::End => {}
        }
    }
}

/// Takes out every `when` that asks about a decision, and keeps what it guards.
fn strip_decided(body: &mut Vec<Stmt>) {
    let mut kept = Vec::new();
    for mut stmt in std::mem::take(body) {
        match &mut stmt {
            Stmt::When { cond, then, otherwise } => {
                strip_decided(then);
                if let Some(otherwise) = otherwise {
                    strip_decided(otherwise);
                }
                if asks(cond) {
                    kept.append(then);
                    continue;
                }
            }
            Stmt::Decide { outcomes, .. } => outcomes.iter_mut().for_each(|it| strip_decided(&mut it.body)),
            Stmt::Together(_) | Stmt::Repeat { .. } | Stmt::On { .. } => {}
            Stmt::Step(_) | Stmt::Run(_) | Stmt::GoTo(_) | Stmt::End => {}
        }
        kept.push(stmt);
    }
    *body = kept;
}

fn asks(cond: &Cond) -> bool {
    match cond {
        Cond::And(all) | Cond::Or(all) => all.iter().any(asks),
        Cond::Not(it) => asks(it),
        Cond::Decided { .. } => true,
        _ => false,
    }
}
