//! Definitions and requirements.

use super::Maker;
use crate::world::{
    Alternative, Asked, Clause, Constraint, Define, Event, Field, Pattern, Requirement, Scope, Stmt, Test, What,
};

impl Maker<'_> {
    pub(super) fn rules(&mut self) {
        if self.random.chance(30) {
            let first = (self.defined(), None);
            let when = self.random.chance(60).then(|| self.cond());
            let last = (self.defined(), when);
            self.world.defines.push(Define { alternatives: vec![first, last] });
        }
        for _ in 0..self.random.within(1, 3) {
            let applies = self.random.chance(35).then(|| self.cond());
            let clauses = (0..if self.random.chance(20) { 2 } else { 1 }).map(|_| self.clause()).collect();
            let waivable = self.random.chance(85);
            self.world.requirements.push(Requirement { waivable, applies, clauses });
        }
    }

    fn clause(&mut self) -> Clause {
        let pattern = self.pattern();
        let possible = matches!(pattern, Pattern::Possible(_));
        let apart = matches!(pattern, Pattern::KeepApart(_));
        let mut scope = match self.random.below(if possible {
            3
        } else if apart {
            1
        } else {
            10
        }) {
            0..=1 => Scope::Globally,
            2..=3 => Scope::After(self.edge()),
            4..=6 => Scope::Before(self.edge()),
            7..=8 => Scope::Between(self.edge(), self.edge()),
            _ => Scope::AfterUntil(self.edge(), self.edge()),
        };
        let Pattern::Require { event, mut within, mut every } = pattern else { return Clause { scope, pattern } };
        let mut event = event;
        if self.profile.timed {
            self.time(&mut scope, &mut event, &mut within, &mut every);
        }
        Clause { scope, pattern: Pattern::Require { event, within, every } }
    }

    /// Makes a `require` speak of time, as its scope allows.
    fn time(&mut self, scope: &mut Scope, event: &mut Event, within: &mut Option<u32>, every: &mut Option<u32>) {
        let bound = *self.random.pick(&[5, 10, 15, 20, 28]);
        match scope {
            Scope::Globally | Scope::After(_) => {
                *scope = Scope::After(self.edge());
                if self.random.chance(60) {
                    *within = Some(bound);
                } else {
                    *every = Some(bound);
                }
            }
            Scope::AfterUntil(..) => *within = Some(bound),
            Scope::Before(_) => {
                let only_actions = event.0.iter().all(|it| matches!(it.what, What::Action(_)));
                if let (true, Some(last)) = (only_actions, event.0.last_mut()) {
                    last.constraints.push(Constraint::Age(bound));
                }
            }
            Scope::Between(..) => {}
        }
    }

    fn pattern(&mut self) -> Pattern {
        match self.random.below(if self.profile.timed { 9 } else { 18 }) {
            0..=8 => Pattern::Require { event: self.done(), within: None, every: None },
            9..=11 => Pattern::Never(self.done()),
            12..=13 => {
                let event = self.event();
                let must = (0..self.random.within(1, 2)).map(|_| self.constraint(true)).collect();
                Pattern::Each(event, must)
            }
            // A demand cannot begin with the word `step`.
            14..=15 => Pattern::Possible(self.event_of(false)),
            _ => {
                let count = if self.random.chance(20) { 3 } else { 2 };
                let mut events: Vec<Event> = (0..count).map(|_| self.event()).collect();
                events.dedup();
                if events.len() < 2 { Pattern::Never(events.remove(0)) } else { Pattern::KeepApart(events) }
            }
        }
    }

    /// What may be required or forbidden: now and then that the way is chosen.
    fn done(&mut self) -> Event {
        if self.random.chance(7) {
            return Event(vec![Alternative { what: self.branch(), constraints: Vec::new() }]);
        }
        self.event()
    }

    fn event(&mut self) -> Event {
        self.event_of(true)
    }

    fn event_of(&mut self, whole: bool) -> Event {
        let count = if self.random.chance(20) { 2 } else { 1 };
        Event((0..count).map(|_| self.alternative(whole)).collect())
    }

    /// An event that opens or closes a scope: may be a trigger.
    fn edge(&mut self) -> Event {
        let triggers = self.world.triggers.len();
        if triggers > 0 && self.random.chance(40) {
            let what = What::Trigger(self.random.below(triggers));
            return Event(vec![Alternative { what, constraints: Vec::new() }]);
        }
        if self.random.chance(18) {
            return Event(vec![Alternative { what: self.branch(), constraints: Vec::new() }]);
        }
        self.event()
    }

    /// A place where conditions choose the way: mostly one that asks about something that is asked somewhere.
    fn branch(&mut self) -> What {
        let mut asked = Vec::new();
        for procedure in &self.world.procedures {
            asked_in(&procedure.body, &mut asked);
        }
        match asked.is_empty() || self.random.chance(25) {
            true => What::Branch(None),
            false => What::Branch(Some(*self.random.pick(&asked))),
        }
    }

    /// What a definition of the guidance may say: it names no role.
    fn defined(&mut self) -> Alternative {
        let mut it = self.alternative(false);
        it.constraints.retain(|it| !matches!(it, Constraint::Actor(_)));
        it
    }

    fn alternative(&mut self, whole: bool) -> Alternative {
        let what = match self.random.below(20) {
            0 if whole => What::AnyStep,
            1..=4 if whole && !self.world.defines.is_empty() => What::Define(0),
            _ => What::Action(self.action()),
        };
        let constraints = match what {
            What::Define(_) | What::Trigger(_) | What::Branch(_) => Vec::new(),
            What::AnyStep => vec![self.constraint(false)],
            What::Action(_) if self.random.chance(30) => vec![self.constraint(true)],
            What::Action(_) => Vec::new(),
        };
        Alternative { what, constraints }
    }

    /// Mostly one that a step has, sometimes one above it, sometimes any.
    fn action(&mut self) -> usize {
        let taken = self.actions_taken();
        if taken.is_empty() || self.random.chance(15) {
            return self.random.below(self.world.actions.len());
        }
        let action = *self.random.pick(&taken);
        let above = &self.world.actions.above[action];
        match above.first() {
            Some(&above) if above != 0 && self.random.chance(25) => above,
            _ => action,
        }
    }

    fn constraint(&mut self, fields: bool) -> Constraint {
        let roles = self.world.roles.len();
        match self.random.below(10) {
            0..=4 if fields => {
                let field = self.random.below(self.world.fields.len());
                Constraint::Field(field, self.test(self.world.fields[field]))
            }
            5 | 6 => Constraint::Actor(self.random.some(roles, 1, 2)),
            7 if fields => Constraint::Outcome(self.random.some(3, 1, 2)),
            _ => Constraint::Independence(self.test(Field::Level)),
        }
    }

    fn test(&mut self, field: Field) -> Test {
        if self.random.chance(12) {
            return Test::Stated;
        }
        let topics = self.world.topics.len();
        match field {
            Field::YesNo => Test::YesNo(self.random.chance(60)),
            Field::Level if self.random.chance(25) => Test::Any(self.random.some(3, 1, 2)),
            Field::Level => Test::Compare(self.compare(), self.random.below(3)),
            Field::Number => Test::Compare(self.compare(), self.random.within(1, 4)),
            Field::One if self.random.chance(30) => Test::None(self.random.some(topics, 1, 2)),
            Field::One => Test::Any(self.random.some(topics, 1, 2)),
            Field::Some if self.random.chance(20) => Test::None(self.random.some(topics, 1, 2)),
            Field::Some if self.random.chance(40) => Test::Any(self.random.some(topics, 2, 2)),
            Field::Some | Field::Scope => Test::All(self.random.some(topics, 1, 2)),
        }
    }
}

/// What is asked about where conditions choose the way.
fn asked_in(body: &[Stmt], asked: &mut Vec<Asked>) {
    for stmt in body {
        match stmt {
            Stmt::When { cond, then, otherwise } => {
                asked.extend(cond.asks());
                asked_in(then, asked);
                asked_in(otherwise.as_deref().unwrap_or_default(), asked);
            }
            Stmt::Decide { outcomes, .. } => {
                for outcome in outcomes {
                    asked.extend(outcome.when.iter().flat_map(|it| it.asks()));
                    asked_in(&outcome.body, asked);
                }
            }
            Stmt::Together(body) | Stmt::Repeat { body, .. } | Stmt::On { body, .. } => asked_in(body, asked),
            Stmt::Step(_) | Stmt::Run(_) | Stmt::GoTo(_) | Stmt::End => {}
        }
    }
}
