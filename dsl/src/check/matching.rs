//! Whether something that happened is what a requirement names: surely, possibly, or not.
//!
//! What a step does not say is unknown: it is then possibly so, and not surely.

mod value;

use std::rc::Rc;

use super::waiver::says_nothing;
use crate::facts::{Collector, Formula, duration_words};
use crate::model::{
    Actors, Alternative, Constraint, Duration, Entity, Event, Field, Held, Id, Model, On, Operand, Owner, Procedure,
    Record, Role, Stated, Step, Term, Topic, Value, Waiver, What,
};

/// Under which facts something matches.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub(super) sure: Formula,
    pub(super) possible: Formula,
    /// What was not said, where that decides.
    pub(super) doubts: Vec<String>,
    /// It could not be read what is done; that was reported, and nothing more is said about it.
    pub(super) unreadable: bool,
}

impl Match {
    pub(super) fn yes(holds: Formula) -> Self {
        Self { sure: holds.clone(), possible: holds, doubts: Vec::new(), unreadable: false }
    }

    pub(super) fn no() -> Self {
        Self::yes(Formula::FALSE)
    }

    fn constant(holds: bool) -> Self {
        Self::yes(Formula::constant(holds))
    }

    fn unknown(doubt: String) -> Self {
        Self { sure: Formula::FALSE, possible: Formula::TRUE, doubts: vec![doubt], unreadable: false }
    }

    /// Whether it matches just where the other does.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.sure == other.sure && self.possible == other.possible && self.unreadable == other.unreadable
    }

    /// Whether it can never match.
    pub(super) fn is_never(&self) -> bool {
        self.possible.is_false() && !self.unreadable
    }

    pub(super) fn and(self, other: Self) -> Self {
        if self.is_never() || other.is_never() {
            return Self::no();
        }
        Self {
            sure: Formula::all([self.sure, other.sure]),
            possible: Formula::all([self.possible, other.possible]),
            doubts: [self.doubts, other.doubts].concat(),
            unreadable: self.unreadable || other.unreadable,
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            sure: Formula::any([self.sure, other.sure]),
            possible: Formula::any([self.possible, other.possible]),
            doubts: [self.doubts, other.doubts].concat(),
            unreadable: self.unreadable || other.unreadable,
        }
    }

    fn not(self) -> Self {
        Self {
            sure: self.possible.negate(),
            possible: self.sure.negate(),
            doubts: self.doubts,
            unreadable: self.unreadable,
        }
    }
}

/// Something that happens: a step, a recorded act, or a trigger.
#[derive(Clone, Debug)]
pub(super) struct Happening<'m> {
    /// How to name it to the reader.
    pub(super) name: &'m str,
    pub(super) what: Option<Id<Term>>,
    /// What is done could not be read; that was reported.
    pub(super) unreadable: bool,
    pub(super) trigger: bool,
    pub(super) actors: Actors,
    pub(super) fields: &'m [Stated],
    pub(super) outcome: Option<String>,
    pub(super) within: Option<Duration>,
    /// Whose fields `owner.rank` may go through, besides the entity's.
    pub(super) procedure: Option<Id<Procedure>>,
    /// For a place where the way is chosen: what its conditions ask about.
    pub(super) fork: Option<Rc<[Operand]>>,
    /// The departure it is, if it is one.
    pub(super) waiver: Option<&'m Waiver>,
}

impl<'m> Happening<'m> {
    /// Something of which nothing is said but its name.
    pub(super) fn named(name: &'m str) -> Self {
        Self {
            name,
            what: None,
            unreadable: false,
            trigger: false,
            actors: Actors::Unstated,
            fields: &[],
            outcome: None,
            within: None,
            procedure: None,
            fork: None,
            waiver: None,
        }
    }

    /// The way is chosen by conditions on these.
    pub(super) fn fork(asks: Rc<[Operand]>) -> Self {
        Self { fork: Some(asks), ..Self::named("branch") }
    }

    pub(super) fn step(model: &'m Model, step: Id<Step>, outcome: Option<&str>) -> Self {
        let it = &model.steps[step];
        Self {
            what: it.action,
            unreadable: it.unreadable,
            actors: it.actors.clone(),
            fields: &it.fields,
            outcome: outcome.map(str::to_owned),
            within: it.within,
            procedure: Some(it.procedure),
            ..Self::named(&it.name)
        }
    }

    pub(super) fn trigger(model: &'m Model, trigger: Id<Term>) -> Self {
        Self { what: Some(trigger), trigger: true, ..Self::named(&model.terms[trigger].name) }
    }

    pub(super) fn record(model: &'m Model, record: &'m Record) -> Self {
        let trigger = record.what.is_some_and(|it| model.vocabularies[model.terms[it].vocabulary].name == "trigger");
        let actors = if record.by.is_empty() { Actors::Unstated } else { Actors::Roles(record.by.clone()) };
        let outcome = record.outcome.clone();
        Self {
            what: record.what,
            unreadable: record.what.is_none(),
            trigger,
            actors,
            fields: &record.fields,
            outcome,
            ..Self::named(&record.name)
        }
    }
}

/// Whether a value meets a demand, as far as that depends on nothing else; `None` if it does, or cannot be told.
pub(crate) fn meets(
    model: &Model,
    entity: Id<Entity>,
    field: Option<Id<Field>>,
    value: &Value,
    held: &Held,
) -> Option<bool> {
    let mut collector = Collector::new(model, entity);
    let mut matcher = Matcher { model, entity, collector: &mut collector };
    let nobody = Happening::named("");
    let met = matcher.value(field, value, held, &nobody);
    (met.sure == met.possible).then(|| met.sure.is_true())
}

/// Matches happenings of one entity against events.
pub(super) struct Matcher<'a, 'm> {
    pub(super) model: &'m Model,
    pub(super) entity: Id<Entity>,
    pub(super) collector: &'a mut Collector<'m>,
}

impl<'m> Matcher<'_, 'm> {
    /// Whether it is one of the alternatives.
    pub(super) fn event(&mut self, event: &Event, it: &Happening<'m>) -> Match {
        let mut any = Match::no();
        for alternative in &event.alternatives {
            let here = self.alternative(alternative, it);
            if !here.is_never() {
                any = any.or(here);
            }
        }
        any
    }

    /// Whether it is one of the alternatives and does not meet the demands on that one.
    pub(super) fn event_without(&mut self, event: &Event, must: &[Vec<Constraint>], it: &Happening<'m>) -> Match {
        let mut any = Match::no();
        for (alternative, must) in event.alternatives.iter().zip(must) {
            let is = self.alternative(alternative, it);
            if !is.is_never() {
                let met = self.constraints(must, it);
                any = any.or(is.and(met.not()));
            }
        }
        any
    }

    fn alternative(&mut self, alternative: &Alternative, it: &Happening<'m>) -> Match {
        let is = match (alternative.what, it.what) {
            (What::AnyStep, _) => Match::constant(!it.trigger && it.fork.is_none()),
            (What::Branch, _) => Match::constant(it.fork.is_some()),
            (What::Action(_), None) if it.unreadable => Match { unreadable: true, ..Match::no() },
            (What::Action(wanted), Some(term)) if !it.trigger => Match::constant(self.model.is_a(term, wanted)),
            (What::Trigger(wanted), Some(term)) if it.trigger => Match::constant(self.model.is_a(term, wanted)),
            (What::Action(_) | What::Trigger(_) | What::Unreadable, _) => Match::no(),
        };
        if is.is_never() || is.unreadable {
            return is;
        }
        let when = Match::yes(self.collector.formulas(&alternative.when));
        let met = self.constraints(&alternative.constraints, it);
        is.and(when).and(met)
    }

    /// Whether all demands are met.
    pub(super) fn constraints(&mut self, constraints: &[Constraint], it: &Happening<'m>) -> Match {
        let mut all = Match::constant(true);
        for constraint in constraints {
            let here = self.constraint(constraint, it);
            all = all.and(here);
        }
        all
    }

    fn constraint(&mut self, constraint: &Constraint, it: &Happening<'m>) -> Match {
        match constraint.on {
            On::Age | On::Unreadable => Match::constant(true),
            On::Outcome => self.outcome(&constraint.held, it),
            On::Within => match (it.within, &constraint.held) {
                (Some(_), Held::Stated) => Match::constant(true),
                (None, Held::Stated) => Match::constant(false),
                (Some(within), held) => self.value(None, &Value::Duration(within), held, it),
                (None, _) => Match::unknown(format!("`within` of `{}` is not stated", it.name)),
            },
            On::Topic => self.topic(&constraint.held, it),
            On::Lasts => self.lasts(&constraint.held, it),
            On::Reason => Match::constant(it.waiver.is_some_and(gives_reason)),
            On::Actor => self.actor(&constraint.held, it),
            On::Field(field) => self.field(field, it.fields, &constraint.held, it),
        }
    }

    /// Whether a fork asks about one of these.
    fn topic(&self, held: &Held, it: &Happening<'m>) -> Match {
        let (Held::Topics(topics), Some(asks)) = (held, &it.fork) else {
            return Match::constant(false);
        };
        let model = self.model;
        let is = |topic: &Topic, asked: &Operand| match (topic, asked) {
            (Topic::Fact(field), Operand::Fact(it)) => field == it,
            (Topic::Class(class), Operand::Class(it)) => class == it,
            (Topic::Action(action), Operand::Decision(step)) => {
                model.steps[*step].action.is_some_and(|it| model.is_a(it, *action))
            }
            (Topic::Decision(name), Operand::Decision(step)) => model.steps[*step].name == *name,
            _ => false,
        };
        Match::constant(topics.iter().any(|topic| asks.iter().any(|asked| is(topic, asked))))
    }

    /// How long a waiver holds, by the days that it states; one that never expires lasts longer than any limit.
    fn lasts(&self, held: &Held, it: &Happening<'m>) -> Match {
        let Some((waiver, until)) = it.waiver.and_then(|it| Some((it, it.until?))) else {
            return Match::constant(false);
        };
        let Held::Compare(comparison, Value::Duration(limit)) = held else {
            return Match::constant(true);
        };
        let Some(on) = waiver.on else {
            return Match::unknown(format!("it is not said from when `{}` holds", it.name));
        };
        match limit.after(on, self.model.entities[self.entity].calendar) {
            Some(end) => Match::constant(comparison.holds(&until, &end)),
            None => Match::unknown(format!(
                "how long `{}` holds does not compare with {} without a working week",
                it.name,
                duration_words(*limit)
            )),
        }
    }

    fn outcome(&mut self, held: &Held, it: &Happening<'m>) -> Match {
        let Some(outcome) = it.outcome.as_deref() else {
            return Match::constant(false);
        };
        let is = |wanted: &String| wanted == outcome || self.outcome_is(outcome, wanted);
        match held {
            Held::Outcomes(wanted) => Match::constant(wanted.iter().any(is)),
            Held::Stated => Match::constant(true),
            _ => Match::constant(false),
        }
    }

    /// Whether one outcome stands below another in the vocabulary of outcomes.
    fn outcome_is(&self, outcome: &str, wanted: &str) -> bool {
        let visible = self.model.visible(Owner::Entity(self.entity));
        let terms = self.model.vocabularies.iter().filter(|(_, it)| it.name == "outcome").flat_map(|(_, it)| &it.terms);
        let seen: Vec<_> = terms.copied().filter(|&it| visible.contains(&self.model.terms[it].owner)).collect();
        let named =
            |name: &str| seen.iter().copied().filter(|&it| self.model.terms[it].name == name).collect::<Vec<_>>();
        let (below, above) = (named(outcome), named(wanted));
        below.iter().any(|&term| above.iter().any(|&top| self.model.is_a(term, top)))
    }

    fn actor(&mut self, held: &Held, it: &Happening<'m>) -> Match {
        match &it.actors {
            Actors::Unstated => self.unstated_actor(held, it),
            Actors::Roles(roles) => self.roles(roles, held, it),
            Actors::Cases { cases, otherwise } => {
                let mut any = Match::no();
                let mut none_before = Formula::TRUE;
                for (condition, roles) in cases {
                    let holds = self.collector.formula(condition);
                    let here = Match::yes(Formula::all([none_before.clone(), holds.clone()]));
                    any = any.or(here.and(self.roles(roles, held, it)));
                    none_before = Formula::all([none_before, holds.negate()]);
                }
                let rest = self.roles(otherwise, held, it);
                any.or(Match::yes(none_before).and(rest))
            }
        }
    }

    fn unstated_actor(&mut self, held: &Held, it: &Happening<'m>) -> Match {
        match held {
            Held::Stated => Match::constant(false),
            _ if it.waiver.is_some() => Match::unknown(format!("it is not said who approved `{}`", it.name)),
            _ => Match::unknown(format!("it is not said who does `{}`", it.name)),
        }
    }

    /// Any of the roles may act: surely met if each meets it, possibly if one does.
    fn roles(&mut self, roles: &[Id<Role>], held: &Held, it: &Happening<'m>) -> Match {
        if roles.is_empty() {
            return self.unstated_actor(held, it);
        }
        let (mut sure, mut possible, mut doubts) = (Vec::new(), Vec::new(), Vec::new());
        for &role in roles {
            let here = self.role(role, held, it);
            sure.push(here.sure);
            possible.push(here.possible);
            doubts.extend(here.doubts);
        }
        Match { sure: Formula::all(sure), possible: Formula::any(possible), doubts, unreadable: false }
    }

    fn role(&mut self, role: Id<Role>, held: &Held, it: &Happening<'m>) -> Match {
        match held {
            Held::Stated => Match::constant(true),
            Held::Roles(wanted) => Match::constant(wanted.contains(&role)),
            Held::Nested(constraints) => {
                let model = self.model;
                let of_role =
                    Happening { name: &model.roles[role].name, fields: &model.roles[role].fields, ..it.clone() };
                self.constraints(constraints, &of_role)
            }
            held => self.value(None, &Value::Role(role), held, it),
        }
    }

    fn field(&mut self, field: Id<Field>, fields: &[Stated], held: &Held, it: &Happening<'m>) -> Match {
        // Fields of one name that several actions declare are one to the reader: `each a or b must have { field }`.
        let name = &self.model.fields[field].name;
        let named = |stated: &&Stated| stated.field == field || self.model.fields[stated.field].name == *name;
        let stated = fields.iter().find(named);
        match (stated.map(|it| &it.value), held) {
            (Some(_), Held::Stated) => Match::constant(true),
            (None, Held::Stated) => Match::constant(false),
            (Some(Some(value)), _) => self.value(Some(field), value, held, it),
            // What could not be read was reported; it is given the benefit of the doubt.
            (Some(None), _) => Match { sure: Formula::TRUE, ..Match::constant(true) },
            (None, _) => {
                let field = &self.model.fields[field].name;
                Match::unknown(format!("`{field}` of `{}` is not stated", it.name))
            }
        }
    }
}

fn gives_reason(waiver: &Waiver) -> bool {
    waiver.reason.as_deref().is_some_and(|it| !says_nothing(it))
}
