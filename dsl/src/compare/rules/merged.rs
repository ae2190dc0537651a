//! Both sides as one registry, and what is known of them besides.

use std::collections::BTreeSet;

use super::super::Both;
use super::super::held::Found;
use super::import::{Import, instance_name};
use crate::facts::words;
use crate::model::{Condition, Entity, Event, Id, Instance, Model, Pattern, Role, Scope, Stated, Step, Term, What};

/// Both sides in one registry: the measure as it was, and the subject beside it.
pub(in crate::compare) struct Merged {
    pub(super) model: Model,
    pub(super) entities: Both<Id<Entity>>,
    /// What the subject registers, as it says it, and the measure's of the same name.
    pub(super) registered: Vec<(Id<Instance>, Option<Id<Instance>>)>,
    /// Whether both have the same roles, registered things and records, under whatever names roles have.
    pub(super) recorded_alike: bool,
    /// From what each side departs, and where.
    pub(super) departures: Both<Vec<Departing>>,
    /// What guidance of either side says of actions.
    pub(super) actions: Actions,
}

/// The actions before which something is asked for, those that are asked for themselves, and those that may be forbidden.
#[derive(Default)]
pub(super) struct Actions {
    guarded: BTreeSet<Id<Term>>,
    demanded: BTreeSet<Id<Term>>,
    forbidden: BTreeSet<Id<Term>>,
}

impl Merged {
    /// Whether guidance asks for what a step does.
    pub(super) fn is_demanded(&self, step: Id<Step>) -> bool {
        self.is_one_of(&self.actions.demanded, step)
    }

    /// Whether more of what a step does is not simply more: it may be forbidden, or nothing but a thing before which
    /// something has to be done.
    pub(super) fn is_guarded(&self, step: Id<Step>) -> bool {
        let guarded = self.is_one_of(&self.actions.guarded, step) && !self.is_demanded(step);
        guarded || self.is_one_of(&self.actions.forbidden, step)
    }

    fn is_one_of(&self, actions: &BTreeSet<Id<Term>>, step: Id<Step>) -> bool {
        let action = self.model.steps[step].action;
        action.is_some_and(|it| actions.iter().any(|&action| self.model.is_a(it, action)))
    }
}

/// A waiver that counts.
pub(super) struct Departing {
    /// The requirement, as both sides know it.
    pub(super) from: String,
    /// The one subject that it is for, by name.
    pub(super) of: Option<String>,
    /// Nothing: wherever it applies.
    pub(super) when: Option<Condition>,
}

/// Brings two entities together; nothing unless both sides are one.
pub(in crate::compare) fn merged(subject: &Found<'_>, measure: &Found<'_>) -> Option<Merged> {
    let (from, to) = (subject.entity()?, measure.entity()?);
    let mut import = Import::new((subject.model, from), (measure.model, to));
    let registered = import.everything();
    let departures = Both {
        subject: departing(subject, &|it| import.condition(it)),
        measure: departing(measure, &Condition::clone),
    };
    let mut actions = actions(measure.model);
    let theirs = self::actions(subject.model);
    let add = |all: &mut BTreeSet<Id<Term>>, more: BTreeSet<Id<Term>>| {
        all.extend(more.into_iter().filter_map(|it| import.term(it)));
    };
    add(&mut actions.guarded, theirs.guarded);
    add(&mut actions.demanded, theirs.demanded);
    add(&mut actions.forbidden, theirs.forbidden);
    let entities = Both { subject: import.entity, measure: to };
    Some(Merged {
        recorded_alike: kept_on_record(subject) == kept_on_record(measure),
        departures,
        actions,
        registered,
        entities,
        model: import.model,
    })
}

/// What a side has of roles, registered things, records and judgements, in words; roles by what is said of them.
fn kept_on_record(side: &Found<'_>) -> Vec<String> {
    let (model, Some(entity)) = (side.model, side.entity()) else { return Vec::new() };
    let stated = |all: &[Stated]| -> String {
        let one = |it: &Stated| {
            let value = it.value.as_ref().map(|it| words(model, it)).unwrap_or_default();
            format!("{}: {value} since {:?}", model.fields[it.field].name, it.since)
        };
        let mut all: Vec<String> = all.iter().map(one).collect();
        all.sort();
        all.join("; ")
    };
    let role = |it: &Role| format!("role {} {}", it.external, stated(&it.fields));
    let by = |all: &[Id<Role>]| -> Vec<String> { all.iter().map(|&it| role(&model.roles[it])).collect() };
    let thing = |it: Option<Id<Instance>>| it.map(|it| model.instances[it].name.clone());
    let mut found: Vec<String> = Vec::new();
    found.extend(model.roles.iter().map(|it| it.1).filter(|it| it.entity == entity).map(role));
    let things = model.instances.iter().map(|it| it.1).filter(|it| it.entity == entity);
    found.extend(things.map(|it| format!("{:?} {:?}", instance_name(model, it), it.changed.map(|it| it.0))));
    let records = model.records.iter().map(|it| it.1).filter(|it| it.entity == entity);
    found.extend(records.map(|it| {
        let what = it.what.map(|it| model.terms[it].name.as_str());
        format!("{what:?} {:?} {:?} {:?} {:?} {}", thing(it.of), it.on, by(&it.by), it.outcome, stated(&it.fields))
    }));
    let judgements = model.judgements.iter().map(|it| it.1).filter(|it| it.entity == entity);
    found.extend(judgements.map(|it| {
        let of = it.requirement.map(|it| model.requirements[it].name.as_str());
        format!("{of:?} {:?} {:?} {:?} {:?} {:?}", it.clause, thing(it.of), it.answer, it.on, it.until)
    }));
    found.sort();
    found
}

fn departing(side: &Found<'_>, translated: &dyn Fn(&Condition) -> Condition) -> Vec<Departing> {
    let counting = side.waivers().into_iter().filter_map(|it| Some((it, it.requirement?)));
    let departing = counting.map(|(it, requirement)| Departing {
        from: side.key(requirement),
        of: it.of.map(|of| side.model.instances[of].name.clone()),
        when: it.when.as_ref().map(translated),
    });
    departing.collect()
}

fn actions(model: &Model) -> Actions {
    let mut found = Actions::default();
    for clause in model.requirements.iter().flat_map(|(_, it)| &it.clauses) {
        match &clause.scope {
            Scope::Before(event) | Scope::Between(_, event) => found.guarded.extend(acts(event)),
            Scope::Globally | Scope::After(_) | Scope::AfterUntil(..) => {}
        }
        match &clause.pattern {
            Pattern::Require { event, .. } => found.demanded.extend(acts(event)),
            Pattern::Never(event) => found.forbidden.extend(acts(event)),
            _ => {}
        }
    }
    found
}

fn acts(event: &Event) -> impl Iterator<Item = Id<Term>> {
    event.alternatives.iter().filter_map(|it| match it.what {
        What::Action(term) => Some(term),
        _ => None,
    })
}
