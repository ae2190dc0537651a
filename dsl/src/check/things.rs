//! Demands on declared things: each use, each role, each procedure, each waiver, the entity.

use jiff::civil::Date;

use super::matching::{Happening, Match, Matcher};
use super::watch::history_of;
use crate::facts::Formula;
use crate::model::{
    Actors, Calendar, Comparison, Constraint, Demand, Duration, Entity, Fits, Held, Id, Instance, Model, On, Pattern,
    Record, Stated, Value, Waiver, compare, days_between,
};
use crate::source::Place;

/// One thing, and whether it has what is demanded.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub(super) name: String,
    pub(super) at: Place,
    /// The registered subject it is, if it is one.
    pub(super) instance: Option<Id<Instance>>,
    pub(super) has: Match,
    /// What it lacks, in words.
    pub(super) lacks: Vec<String>,
}

/// Something declared that demands are made on.
struct Declared<'m> {
    happening: Happening<'m>,
    at: Place,
    instance: Option<Id<Instance>>,
    /// What is recorded of it, and counts today.
    records: Vec<&'m Record>,
}

impl<'m> Declared<'m> {
    fn new(name: &'m str, fields: &'m [Stated], at: Place) -> Self {
        Self { happening: Happening { fields, ..Happening::named(name) }, at, instance: None, records: Vec::new() }
    }

    fn instance(model: &'m Model, id: Id<Instance>, today: Date) -> Self {
        let it = &model.instances[id];
        let records = history_of(model, id, today);
        Self { instance: Some(id), records, ..Self::new(&it.name, &it.fields, it.at) }
    }

    /// A departure: who approved it is who does it.
    fn waiver(it: &'m Waiver) -> Self {
        let thing = Self::new(&it.name, &it.fields, it.at);
        let actors = if it.by.is_empty() { Actors::Unstated } else { Actors::Roles(it.by.clone()) };
        Self { happening: Happening { actors, waiver: Some(it), ..thing.happening }, ..thing }
    }

    /// An entity, with the records that are of nothing else.
    fn entity(model: &'m Model, id: Id<Entity>, today: Date) -> Self {
        let it = &model.entities[id];
        let own = |it: &&Record| it.entity == id && !it.has_subject && it.on.is_some_and(|on| on <= today);
        let records = model.records.iter().map(|(_, it)| it).filter(own).collect();
        Self { records, ..Self::new(&it.name, &it.fields, it.at) }
    }
}

/// What a clause makes demands on, weighed.
pub(super) fn things<'m>(matcher: &mut Matcher<'_, 'm>, pattern: &'m Pattern, today: Date) -> Vec<Thing> {
    let (model, entity) = (matcher.model, matcher.entity);
    let (things, must): (Vec<Declared<'m>>, _) = match pattern {
        Pattern::EachThing { subject, must } => {
            let of = model.instances.iter().filter(|(_, it)| it.entity == entity && it.subject == *subject);
            (of.map(|(id, _)| Declared::instance(model, id, today)).collect(), must)
        }
        Pattern::EachRole { must } => {
            let of = model.roles.iter().filter(|(_, it)| it.entity == entity);
            (of.map(|(_, it)| Declared::new(&it.name, &it.fields, it.at)).collect(), must)
        }
        Pattern::EachProcedure { must } => {
            let of = model.procedures.iter().filter(|(_, it)| it.entity == entity);
            (of.map(|(_, it)| Declared::new(&it.name, &it.fields, it.at)).collect(), must)
        }
        Pattern::EachWaiver { must } => {
            let of = model.waivers.iter().filter(|(_, it)| it.entity == entity);
            (of.map(|(_, it)| Declared::waiver(it)).collect(), must)
        }
        Pattern::Entity { must } => (vec![Declared::entity(model, entity, today)], must),
        _ => return Vec::new(),
    };
    things.iter().map(|thing| weigh(matcher, thing, must, today)).collect()
}

/// Weighs the demands on one thing.
fn weigh<'m>(matcher: &mut Matcher<'_, 'm>, thing: &Declared<'m>, must: &'m [Demand], today: Date) -> Thing {
    let model = matcher.model;
    let mut has = Match::yes(Formula::TRUE);
    let mut lacks = Vec::new();
    for demand in must {
        let (met, words) = match demand {
            Demand::Constraint(constraint) => {
                let met = matcher.constraints(std::slice::from_ref(constraint), &thing.happening);
                (met, constraint_words(model, constraint))
            }
            Demand::Record { action, constraints, .. } => {
                let words = format!("a recorded `{}` that counts today", model.terms[*action].name);
                (recorded(matcher, thing, *action, constraints, today), words)
            }
        };
        if !met.sure.is_true() {
            lacks.push(words);
        }
        has = Match {
            sure: Formula::all([has.sure, met.sure]),
            possible: Formula::all([has.possible, met.possible]),
            doubts: [has.doubts, met.doubts].concat(),
            unreadable: has.unreadable || met.unreadable,
        };
    }
    Thing { name: thing.happening.name.to_owned(), at: thing.at, instance: thing.instance, has, lacks }
}

fn constraint_words(model: &Model, constraint: &Constraint) -> String {
    match constraint.on {
        On::Field(field) => format!("`{}` as asked", model.fields[field].name),
        On::Actor => "`by` as asked".to_owned(),
        On::Lasts => "`lasts` as asked".to_owned(),
        On::Reason => "a reason".to_owned(),
        On::Outcome | On::Age | On::Within | On::Topic | On::Unreadable => "what is asked".to_owned(),
    }
}

/// Whether a record of the action stands in the register, meets the constraints, and is not too old or stale.
fn recorded<'m>(
    matcher: &mut Matcher<'_, 'm>,
    thing: &Declared<'m>,
    action: Id<crate::model::Term>,
    constraints: &[Constraint],
    today: Date,
) -> Match {
    let model = matcher.model;
    let calendar = model.entities[matcher.entity].calendar;
    let (mut sure, mut possible, mut doubts) = (Vec::new(), Vec::new(), Vec::new());
    for &record in &thing.records {
        let is = record.what.is_some_and(|what| model.is_a(what, action));
        let fresh = record.on.is_some_and(|on| young_enough(constraints, days_between(on, today), calendar));
        if is && fresh {
            let met = matcher.constraints(constraints, &Happening::record(model, record));
            sure.push(met.sure);
            possible.push(met.possible);
            doubts.extend(met.doubts);
        }
    }
    Match { sure: Formula::any(sure), possible: Formula::any(possible), doubts, unreadable: false }
}

fn young_enough(constraints: &[Constraint], days: i64, calendar: Option<Calendar>) -> bool {
    let age = Duration::days(u32::try_from(days.max(0)).unwrap_or(u32::MAX));
    constraints.iter().filter(|it| it.on == On::Age).all(|it| match &it.held {
        Held::Compare(Comparison::AtMost | Comparison::LessThan, Value::Duration(limit)) => {
            compare(age, *limit, calendar) == Fits::Surely
        }
        _ => true,
    })
}
