//! Requirements made ready: each clause as what is watched for, each condition as a number.

use super::demand::Demands;
use super::speaks::Speaks;
use super::terms::Below;
use super::value::Slot;
use crate::check::{Events, Part, Pattern, subject_of};
use crate::facts::{Collector, Formula};
use crate::model::Pattern as Written;
use crate::model::{
    Clause, Condition, Constraint, Event, Held, Id, Level, Model, On, Requirement, Subject, Term, Test, What,
};
use crate::source::Place;

/// A requirement made ready.
#[derive(Debug)]
pub(super) struct Asked<'m> {
    /// Where it applies, by the number of the condition.
    pub(super) applies: usize,
    /// Its levels by case: the first whose condition holds, else the last.
    pub(super) levels: Vec<(Level, usize)>,
    pub(super) waivable: bool,
    pub(super) clauses: Vec<Ready<'m>>,
    /// Whether all of it could be read and has a meaning that depends on nobody in particular.
    pub(super) readable: bool,
}

/// A clause made ready.
#[derive(Debug)]
pub(super) struct Ready<'m> {
    pub(super) clause: &'m Clause,
    pub(super) subject: Option<Id<Subject>>,
    pub(super) asks: Asks<'m>,
    pub(super) speaks: Speaks,
}

#[derive(Debug)]
pub(super) enum Asks<'m> {
    /// All of these hold of every run.
    Runs(Vec<Watched>),
    /// Some run reaches this.
    Possible(Watched),
    /// It is about declared things.
    Things,
    Judge(&'m str),
    /// Nothing is said about it.
    Silent,
}

/// What is watched for.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    pub(super) pattern: Pattern,
    pub(super) each: bool,
    /// Time runs from the beginning.
    pub(super) from_start: bool,
    /// E and what it is kept apart from count only where one and the same role acts.
    pub(super) by_one: bool,
    /// Whether it asks for all that is written, or for less (`same` is left out).
    pub(super) exact: bool,
    pub(super) e: Spoken,
    pub(super) s: Spoken,
    pub(super) t: Spoken,
    pub(super) about: Spoken,
    pub(super) ageless: Spoken,
}

impl Watched {
    pub(super) fn events(&self) -> [&Spoken; 5] {
        [&self.e, &self.s, &self.t, &self.about, &self.ageless]
    }

    /// Of what must be possible: that it is asked for at all, from the beginning or once the stretch has begun.
    pub(super) fn opening(self) -> Self {
        match self.pattern {
            Pattern::Reaches { after: true } => {
                Self { pattern: Pattern::Reaches { after: false }, e: self.s.clone(), s: Vec::new(), ..self }
            }
            _ => Self { pattern: Pattern::Exists, ..self },
        }
    }
}

/// The alternatives of an event.
pub(super) type Spoken = Vec<Alternative>;

#[derive(Clone, Debug)]
pub(super) struct Alternative {
    pub(super) kind: Kind,
    /// The number of its condition.
    pub(super) when: usize,
    /// Demands that are all met, by their numbers.
    pub(super) met: Vec<usize>,
    /// Not all of these are met.
    pub(super) lacks: Option<Vec<usize>>,
    pub(super) at: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Action(Id<Term>),
    AnyStep,
    Trigger(Id<Term>),
    /// Where conditions choose the way.
    Branch,
}

/// Makes requirements ready, and numbers their conditions.
pub(super) struct Preparer<'p, 'm> {
    pub(super) model: &'m Model,
    pub(super) below: &'p Below,
    pub(super) collector: &'p mut Collector<'m>,
    pub(super) formulas: Vec<Formula>,
    pub(super) demands: Demands<'m>,
}

impl<'m> Preparer<'_, 'm> {
    pub(super) fn asked(&mut self, id: Id<Requirement>) -> Asked<'m> {
        let model = self.model;
        let it = &model.requirements[id];
        let mut readable = it.applies.iter().chain(it.cases.iter().map(|case| &case.when)).all(is_plain);
        let applies = self.collector.formulas(&it.applies);
        let applies = self.number(applies);
        let mut levels = Vec::new();
        for case in &it.cases {
            let when = self.collector.formula(&case.when);
            levels.push((case.level, self.number(when)));
        }
        levels.push((it.level, self.number(Formula::TRUE)));
        let mut clauses = Vec::new();
        for clause in &it.clauses {
            readable &= !matches!(clause.pattern, Written::Unreadable);
            let asks = self.asks(clause, &mut readable);
            let subject = it.subject.or_else(|| subject_of(model, id, clause));
            let speaks = Speaks::of(asks.watched(), self.below);
            clauses.push(Ready { clause, subject, asks, speaks });
        }
        Asked { applies, levels, waivable: it.waivable, clauses, readable }
    }

    fn number(&mut self, formula: Formula) -> usize {
        let known = self.formulas.iter().position(|it| *it == formula);
        known.unwrap_or_else(|| {
            self.formulas.push(formula);
            self.formulas.len() - 1
        })
    }

    fn asks(&mut self, clause: &'m Clause, readable: &mut bool) -> Asks<'m> {
        if let Written::Judge(question) = &clause.pattern {
            return Asks::Judge(question);
        }
        let Some(events) = Events::of(clause) else { return Asks::Things };
        *readable &= !events.is_unreadable();
        if let Pattern::Apart { .. } = events.pattern {
            let pairs = events.pairs.clone();
            let watched = pairs.into_iter().map(|(left, right)| {
                let mut both: Events<'m> = events.clone();
                (both.e, both.apart) = (Some(left), Some(right));
                self.watched(&both, readable)
            });
            return watched.collect::<Option<Vec<_>>>().map_or(Asks::Silent, Asks::Runs);
        }
        match self.watched(&events, readable) {
            Some(watched) if matches!(watched.pattern, Pattern::Reaches { .. }) => Asks::Possible(watched),
            Some(watched) => Asks::Runs(vec![watched]),
            None => Asks::Silent,
        }
    }

    fn watched(&mut self, events: &Events<'m>, readable: &mut bool) -> Option<Watched> {
        let mut exact = true;
        let lenient = events.pattern.parts()[0] == Part::Demanded && events.must.is_none();
        let mut speak = |event: Option<&'m Event>, lenient: bool, must: Option<&'m [Vec<Constraint>]>| {
            event.map_or(Some(Vec::new()), |event| self.spoken(event, lenient, must, &mut exact, readable))
        };
        let e = speak(events.e, lenient, events.must)?;
        let s = speak(events.s, false, None)?;
        let t = speak(events.t, false, None)?;
        let about = speak(if events.must.is_some() { events.e } else { events.apart }, false, None)?;
        let ages = matches!(events.pattern, Pattern::Precedes { .. } | Pattern::Between { .. });
        let is_age = |it: &usize| self.demands.slot(*it) == Some(&Slot::Age);
        let ageless = |it: &&Alternative| ages && !it.met.iter().any(is_age);
        let ageless = e.iter().filter(ageless).cloned().collect();
        let each = events.must.is_some();
        let by_one = events.apart.is_some();
        let from_start = events.from_start;
        Some(Watched { pattern: events.pattern, each, from_start, by_one, exact, e, s, t, about, ageless })
    }

    /// The alternatives of an event; `None` if nothing can be said of one of them.
    fn spoken(
        &mut self,
        event: &'m Event,
        lenient: bool,
        must: Option<&'m [Vec<Constraint>]>,
        exact: &mut bool,
        readable: &mut bool,
    ) -> Option<Spoken> {
        let mut spoken = Vec::new();
        for (at, it) in event.alternatives.iter().enumerate() {
            let kind = match it.what {
                What::Action(term) => Kind::Action(term),
                What::AnyStep => Kind::AnyStep,
                What::Trigger(term) => Kind::Trigger(term),
                What::Branch => Kind::Branch,
                What::Unreadable => return None,
            };
            *readable &= it.when.iter().all(is_plain);
            let when = self.collector.formulas(&it.when);
            let when = self.number(when);
            let met = self.kept(&it.constraints, lenient, exact, readable)?;
            let lacks = match must.and_then(|it| it.get(at)) {
                Some(must) => Some(self.kept(must, true, exact, readable)?),
                None => None,
            };
            spoken.push(Alternative { kind, when, met, lacks, at: it.at });
        }
        Some(spoken)
    }

    /// The constraints without what points to another step; where that may not be left out, nothing can be said.
    fn kept(
        &mut self,
        all: &'m [Constraint],
        lenient: bool,
        exact: &mut bool,
        readable: &mut bool,
    ) -> Option<Vec<usize>> {
        let mut kept = Vec::new();
        for constraint in all {
            *readable &= !is_unreadable(constraint);
            if !shares(constraint) {
                kept.push(self.demands.number(self.model, constraint)?);
            } else if lenient {
                *exact = false;
            } else {
                return None;
            }
        }
        Some(kept)
    }
}

fn is_unreadable(constraint: &Constraint) -> bool {
    match &constraint.held {
        Held::Nested(inner) => inner.iter().any(is_unreadable),
        _ => constraint.on == On::Unreadable,
    }
}

fn shares(constraint: &Constraint) -> bool {
    match &constraint.held {
        Held::Same => true,
        Held::Nested(inner) => inner.iter().any(shares),
        _ => false,
    }
}

/// Whether a condition could be read, and names nobody in particular: who is registered differs from entity to entity.
fn is_plain(condition: &Condition) -> bool {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().all(is_plain),
        Condition::Not(part) => is_plain(part),
        Condition::Atom(atom) => !matches!(atom.test, Test::Things(_) | Test::Outcomes(_)),
        Condition::Unreadable => false,
    }
}
