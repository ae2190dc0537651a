//! Whether something that happened is what a requirement names: surely, possibly, or not.
//!
//! What a step does not say is unknown: it is then possibly so, and not surely.

use crate::facts::{Collector, Formula, compares, duration_words, words};
use crate::model::{
    Actors, Alternative, Comparison, Constraint, Duration, Entity, Event, Field, FieldType, Fits,
    Held, Id, Model, On, Owner, Procedure, Record, Reference, Role, Stated, Step, Term, Value,
    What, compare,
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
        Self {
            sure: holds.clone(),
            possible: holds,
            doubts: Vec::new(),
            unreadable: false,
        }
    }

    pub(super) fn no() -> Self {
        Self::yes(Formula::FALSE)
    }

    fn constant(holds: bool) -> Self {
        Self::yes(Formula::constant(holds))
    }

    fn unknown(doubt: String) -> Self {
        Self {
            sure: Formula::FALSE,
            possible: Formula::TRUE,
            doubts: vec![doubt],
            unreadable: false,
        }
    }

    /// Whether it can never match.
    pub(super) fn is_never(&self) -> bool {
        self.possible.is_false() && !self.unreadable
    }

    fn and(self, other: Self) -> Self {
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
    pub(super) trigger: bool,
    pub(super) actors: Actors,
    pub(super) fields: &'m [Stated],
    pub(super) outcome: Option<String>,
    pub(super) within: Option<Duration>,
    /// Whose fields `owner.rank` may go through, besides the entity's.
    pub(super) procedure: Option<Id<Procedure>>,
}

impl<'m> Happening<'m> {
    pub(super) fn step(model: &'m Model, step: Id<Step>, outcome: Option<&str>) -> Self {
        let it = &model.steps[step];
        Self {
            name: &it.name,
            what: it.action,
            trigger: false,
            actors: it.actors.clone(),
            fields: &it.fields,
            outcome: outcome.map(str::to_owned),
            within: it.within,
            procedure: Some(it.procedure),
        }
    }

    pub(super) fn trigger(model: &'m Model, trigger: Id<Term>) -> Self {
        let name = &model.terms[trigger].name;
        Self {
            name,
            what: Some(trigger),
            trigger: true,
            actors: Actors::Unstated,
            fields: &[],
            outcome: None,
            within: None,
            procedure: None,
        }
    }

    pub(super) fn record(model: &'m Model, record: &'m Record) -> Self {
        let trigger = record
            .what
            .is_some_and(|it| model.vocabularies[model.terms[it].vocabulary].name == "trigger");
        let actors = if record.by.is_empty() {
            Actors::Unstated
        } else {
            Actors::Roles(record.by.clone())
        };
        let outcome = record.outcome.clone();
        Self {
            name: &record.name,
            what: record.what,
            trigger,
            actors,
            fields: &record.fields,
            outcome,
            within: None,
            procedure: None,
        }
    }
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

    /// Whether it is one of the alternatives and does not meet the demands.
    pub(super) fn event_without(
        &mut self,
        event: &Event,
        must: &[Constraint],
        it: &Happening<'m>,
    ) -> Match {
        let event = self.event(event, it);
        if event.is_never() {
            return event;
        }
        let met = self.constraints(must, it);
        event.and(met.not())
    }

    fn alternative(&mut self, alternative: &Alternative, it: &Happening<'m>) -> Match {
        let is = match (alternative.what, it.what) {
            (What::AnyStep, _) => Match::constant(!it.trigger),
            (What::Action(_), None) if !it.trigger => Match {
                unreadable: true,
                ..Match::no()
            },
            (What::Action(wanted), Some(term)) if !it.trigger => {
                Match::constant(self.model.is_a(term, wanted))
            }
            (What::Trigger(wanted), Some(term)) if it.trigger => {
                Match::constant(self.model.is_a(term, wanted))
            }
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
            On::Actor => self.actor(&constraint.held, it),
            On::Field(field) => self.field(field, it.fields, &constraint.held, it),
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
        let terms = self
            .model
            .vocabularies
            .iter()
            .filter(|(_, it)| it.name == "outcome")
            .flat_map(|(_, it)| &it.terms);
        let seen: Vec<_> = terms
            .copied()
            .filter(|&it| visible.contains(&self.model.terms[it].owner))
            .collect();
        let named = |name: &str| {
            seen.iter()
                .copied()
                .filter(|&it| self.model.terms[it].name == name)
                .collect::<Vec<_>>()
        };
        let (below, above) = (named(outcome), named(wanted));
        below
            .iter()
            .any(|&term| above.iter().any(|&top| self.model.is_a(term, top)))
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
        Match {
            sure: Formula::all(sure),
            possible: Formula::any(possible),
            doubts,
            unreadable: false,
        }
    }

    fn role(&mut self, role: Id<Role>, held: &Held, it: &Happening<'m>) -> Match {
        match held {
            Held::Stated => Match::constant(true),
            Held::Roles(wanted) => Match::constant(wanted.contains(&role)),
            Held::Nested(constraints) => {
                let model = self.model;
                let of_role = Happening {
                    name: &model.roles[role].name,
                    fields: &model.roles[role].fields,
                    ..it.clone()
                };
                self.constraints(constraints, &of_role)
            }
            held => self.value(None, &Value::Role(role), held, it),
        }
    }

    fn field(
        &mut self,
        field: Id<Field>,
        fields: &[Stated],
        held: &Held,
        it: &Happening<'m>,
    ) -> Match {
        let stated = fields.iter().find(|stated| stated.field == field);
        match (stated.map(|it| &it.value), held) {
            (Some(_), Held::Stated) => Match::constant(true),
            (None, Held::Stated) => Match::constant(false),
            (Some(Some(value)), _) => self.value(Some(field), value, held, it),
            // What could not be read was reported; it is given the benefit of the doubt.
            (Some(None), _) => Match {
                sure: Formula::TRUE,
                ..Match::constant(true)
            },
            (None, _) => {
                let field = &self.model.fields[field].name;
                Match::unknown(format!("`{field}` of `{}` is not stated", it.name))
            }
        }
    }

    fn value(
        &mut self,
        field: Option<Id<Field>>,
        value: &Value,
        held: &Held,
        it: &Happening<'m>,
    ) -> Match {
        let scope = field.is_some_and(|field| {
            matches!(self.model.fields[field].ty, Some(FieldType::ScopeOf(_)))
        });
        match held {
            Held::Stated => Match::constant(true),
            Held::All(wanted) => {
                Match::constant(wanted.iter().all(|wanted| self.meets(value, wanted, scope)))
            }
            Held::Any(wanted) => {
                Match::constant(wanted.iter().any(|wanted| self.meets(value, wanted, scope)))
            }
            Held::None(wanted) => {
                Match::constant(!wanted.iter().any(|wanted| self.meets(value, wanted, scope)))
            }
            Held::Compare(comparison, wanted) => self.compare(value, *comparison, wanted),
            Held::CompareWith(comparison, reference) => {
                self.compare_with(value, *comparison, *reference, it)
            }
            Held::SomeOf(reference) => self.refer(value, *reference, scope, true, it),
            Held::AllOf(reference) => self.refer(value, *reference, scope, false, it),
            Held::Nested(constraints) => self.nested(value, constraints, it),
            Held::Roles(roles) => {
                Match::constant(matches!(value, Value::Role(role) if roles.contains(role)))
            }
            Held::Same => Match::unknown(format!(
                "it is not said what `{}` shares with the other step",
                it.name
            )),
            Held::Outcomes(_) => Match::constant(false),
        }
    }

    fn nested(&mut self, value: &Value, constraints: &[Constraint], it: &Happening<'m>) -> Match {
        let model = self.model;
        match value {
            Value::Role(role) => self.role(*role, &Held::Nested(constraints.to_vec()), it),
            Value::Thing(thing) => {
                let thing = &model.instances[*thing];
                let of_thing = Happening {
                    name: &thing.name,
                    fields: &thing.fields,
                    ..it.clone()
                };
                self.constraints(constraints, &of_thing)
            }
            Value::List(values) => {
                let all: Vec<Match> = values
                    .iter()
                    .map(|value| self.nested(value, constraints, it))
                    .collect();
                all.into_iter().fold(Match::constant(true), Match::and)
            }
            _ => Match::constant(false),
        }
    }

    /// Whether a stated value is what was asked for.
    fn meets(&self, stated: &Value, wanted: &Value, scope: bool) -> bool {
        match (stated, wanted) {
            (Value::List(values), _) if scope => {
                values.iter().any(|it| self.meets(it, wanted, scope))
                    || self.narrower_all_met(stated, wanted)
            }
            (Value::List(values), _) => values.iter().any(|it| self.meets(it, wanted, scope)),
            (Value::Term(term), Value::Term(wanted)) => {
                self.model.is_a(*term, *wanted) && (!scope || term == wanted)
                    || scope && self.model.is_a(*wanted, *term)
            }
            _ => compares(None, stated, wanted).unwrap_or(stated == wanted),
        }
    }

    /// All terms directly below the one asked for are covered, and there are some.
    fn narrower_all_met(&self, stated: &Value, wanted: &Value) -> bool {
        let Value::Term(wanted) = wanted else {
            return false;
        };
        let visible = self.model.visible(Owner::Entity(self.entity));
        let vocabulary = &self.model.vocabularies[self.model.terms[*wanted].vocabulary];
        let mut narrower = vocabulary
            .terms
            .iter()
            .filter(|&&it| {
                self.model.terms[it].parents.contains(wanted)
                    && visible.contains(&self.model.terms[it].owner)
            })
            .peekable();
        narrower.peek().is_some() && narrower.all(|&it| self.meets(stated, &Value::Term(it), true))
    }

    fn compare(&self, stated: &Value, comparison: Comparison, wanted: &Value) -> Match {
        match (stated, wanted) {
            (Value::List(values), _) => {
                let all = values.iter().map(|it| self.compare(it, comparison, wanted));
                all.reduce(Match::or).unwrap_or_else(Match::no)
            }
            (Value::Term(stated), Value::Term(wanted)) => {
                let ranks = self.model.terms[*stated]
                    .rank
                    .zip(self.model.terms[*wanted].rank);
                Match::constant(ranks.is_some_and(|(left, right)| comparison.holds(&left, &right)))
            }
            (Value::Duration(stated), Value::Duration(wanted)) => {
                self.durations(*stated, comparison, *wanted)
            }
            _ => match compares(Some(comparison), stated, wanted) {
                Some(holds) => Match::constant(holds),
                None => Match::unknown(format!(
                    "{} does not compare with {}",
                    words(self.model, stated),
                    words(self.model, wanted)
                )),
            },
        }
    }

    fn durations(&self, stated: Duration, comparison: Comparison, wanted: Duration) -> Match {
        let calendar = self.model.entities[self.entity].calendar;
        let fits = match comparison {
            Comparison::AtMost => compare(stated, wanted, calendar),
            Comparison::AtLeast => compare(wanted, stated, calendar),
            Comparison::LessThan => opposite(compare(wanted, stated, calendar)),
            Comparison::MoreThan => opposite(compare(stated, wanted, calendar)),
        };
        match fits {
            Fits::Surely => Match::constant(true),
            Fits::Not => Match::constant(false),
            Fits::Unknown => {
                let (stated, wanted) = (duration_words(stated), duration_words(wanted));
                Match::unknown(format!(
                    "{stated} does not compare with {wanted} without a working week"
                ))
            }
        }
    }

    fn compare_with(
        &mut self,
        stated: &Value,
        comparison: Comparison,
        reference: Reference,
        it: &Happening<'m>,
    ) -> Match {
        if let Reference::Fact(field) = reference {
            let model = self.model;
            if let Value::Term(term) = stated {
                let rank = model.terms[*term].rank;
                let holds = self.collector.among(field, |fact| match fact {
                    Value::Term(fact) => rank
                        .zip(model.terms[*fact].rank)
                        .is_some_and(|(a, b)| comparison.holds(&a, &b)),
                    _ => false,
                });
                return Match::yes(holds);
            }
            return Match::yes(
                self.collector
                    .fact_compares(field, flipped(comparison), stated),
            );
        }
        match self.referred(reference, it) {
            Some(values) if !values.is_empty() => {
                let all = values
                    .iter()
                    .map(|value| self.compare(stated, comparison, value));
                all.reduce(Match::and).unwrap_or_else(Match::no)
            }
            _ => Match::unknown(format!(
                "it is not said what `{}` is to be compared with",
                it.name
            )),
        }
    }

    fn refer(
        &mut self,
        stated: &Value,
        reference: Reference,
        scope: bool,
        some: bool,
        it: &Happening<'m>,
    ) -> Match {
        if let Reference::Fact(field) = reference {
            let universe = self.collector.universe(field);
            let met: Vec<bool> = universe
                .iter()
                .map(|fact| self.meets(stated, fact, scope))
                .collect();
            let index = |fact: &Value| {
                universe
                    .iter()
                    .position(|it| it == fact)
                    .and_then(|at| met.get(at).copied())
                    .unwrap_or(false)
            };
            let holds = if some {
                self.collector.among(field, index)
            } else {
                self.collector.among(field, |fact| !index(fact)).negate()
            };
            return Match::yes(holds);
        }
        match self.referred(reference, it) {
            Some(values) => {
                let mut met = values.iter().map(|value| self.meets(stated, value, scope));
                Match::constant(if some {
                    met.any(|it| it)
                } else {
                    met.all(|it| it)
                })
            }
            None => Match::unknown(format!(
                "it is not said what `{}` is to be compared with",
                it.name
            )),
        }
    }

    /// The values that a reference stands for, where the files say.
    fn referred(&self, reference: Reference, it: &Happening<'m>) -> Option<Vec<Value>> {
        let entity = &self.model.entities[self.entity].fields;
        let find = |fields: &[Stated], field| {
            fields
                .iter()
                .find(|it| it.field == field)
                .and_then(|it| it.value.clone())
        };
        let values = match reference {
            Reference::Fact(_) => return None,
            Reference::Entity(field) => vec![find(entity, field)?],
            Reference::Role { role, field } => vec![find(&self.model.roles[role].fields, field)?],
            Reference::RoleField { through, field } => {
                let of_procedure = it
                    .procedure
                    .and_then(|id| find(&self.model.procedures[id].fields, through));
                let roles = of_procedure.or_else(|| find(entity, through))?;
                let roles = if let Value::List(roles) = roles {
                    roles
                } else {
                    vec![roles]
                };
                let values = roles.iter().map(|role| match role {
                    Value::Role(role) => find(&self.model.roles[*role].fields, field),
                    _ => None,
                });
                values.collect::<Option<Vec<_>>>()?
            }
        };
        Some(
            values
                .into_iter()
                .flat_map(|it| {
                    if let Value::List(all) = it {
                        all
                    } else {
                        vec![it]
                    }
                })
                .collect(),
        )
    }
}

fn flipped(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::MoreThan => Comparison::LessThan,
        Comparison::LessThan => Comparison::MoreThan,
    }
}

fn opposite(fits: Fits) -> Fits {
    match fits {
        Fits::Surely => Fits::Not,
        Fits::Not => Fits::Surely,
        Fits::Unknown => Fits::Unknown,
    }
}
