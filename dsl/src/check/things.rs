//! Demands on declared things: each use, each role, each procedure, the entity.

use jiff::civil::Date;

use super::matching::{Happening, Match, Matcher};
use super::watch::history_of;
use crate::facts::Formula;
use crate::model::{
    Actors, Calendar, Comparison, Constraint, Demand, Duration, Fits, Held, Id, Instance, Model, On, Stated, Value,
    compare, days_between,
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
pub(super) struct Declared<'m> {
    pub(super) name: &'m str,
    pub(super) at: Place,
    pub(super) instance: Option<Id<Instance>>,
    pub(super) fields: &'m [Stated],
}

/// Weighs the demands on one thing.
pub(super) fn weigh<'m>(matcher: &mut Matcher<'_, 'm>, thing: &Declared<'m>, must: &'m [Demand], today: Date) -> Thing {
    let model = matcher.model;
    let mut has = Match::yes(Formula::TRUE);
    let mut lacks = Vec::new();
    for demand in must {
        let (met, words) = match demand {
            Demand::Constraint(constraint) => {
                (constrained(matcher, thing, constraint), constraint_words(model, constraint))
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
    Thing { name: thing.name.to_owned(), at: thing.at, instance: thing.instance, has, lacks }
}

fn happening<'m>(thing: &Declared<'m>) -> Happening<'m> {
    Happening {
        name: thing.name,
        what: None,
        unreadable: false,
        trigger: false,
        actors: Actors::Unstated,
        fields: thing.fields,
        outcome: None,
        within: None,
        procedure: None,
    }
}

fn constrained<'m>(matcher: &mut Matcher<'_, 'm>, thing: &Declared<'m>, constraint: &Constraint) -> Match {
    matcher.constraints(std::slice::from_ref(constraint), &happening(thing))
}

fn constraint_words(model: &Model, constraint: &Constraint) -> String {
    match constraint.on {
        On::Field(field) => format!("`{}` as asked", model.fields[field].name),
        On::Actor | On::Outcome | On::Age | On::Within | On::Unreadable => "what is asked".to_owned(),
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
    let Some(instance) = thing.instance else {
        return Match::no();
    };
    let calendar = model.entities[matcher.entity].calendar;
    let (mut sure, mut possible, mut doubts) = (Vec::new(), Vec::new(), Vec::new());
    for record in history_of(model, instance, today) {
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
