//! Which kind of subject a requirement is about.

use crate::model::{
    Alternative, Atom, Clause, Condition, Entity, Event, Id, Model, Operand, Owner, Pattern, Requirement, Scope,
    Subject,
};

/// Subjects by these names hold the fields of what the language itself declares.
const BUILT_IN: [&str; 4] = ["entity", "role", "procedure", "waiver"];

/// The kind of subject a clause is about: that which its head names, else that whose facts it asks about, else the
/// first that its guidance declares.
pub(crate) fn subject_of(model: &Model, requirement: Id<Requirement>, clause: &Clause) -> Option<Id<Subject>> {
    if let Pattern::EachThing { subject, .. } = clause.pattern {
        return Some(subject);
    }
    let it = &model.requirements[requirement];
    if it.subject.is_some() {
        return it.subject;
    }
    let mut operands = Vec::new();
    it.conditions().for_each(|condition| in_condition(condition, &mut operands));
    events_of(clause).iter().flat_map(|event| &event.alternatives).for_each(|it| in_alternative(it, &mut operands));
    named(model, &operands).or_else(|| main_subject(model, it.owner))
}

/// The kind of subject whose facts decide whether a requirement applies, and how strictly, if any do.
pub(super) fn facts_of(model: &Model, requirement: Id<Requirement>) -> Option<Id<Subject>> {
    let mut operands = Vec::new();
    model.requirements[requirement].conditions().for_each(|condition| in_condition(condition, &mut operands));
    named(model, &operands)
}

fn named(model: &Model, operands: &[Operand]) -> Option<Id<Subject>> {
    operands.iter().find_map(|operand| match operand {
        Operand::Fact(field) => {
            let has = |it: &Subject| it.fields.contains(field) && it.name != "entity";
            model.subjects.iter().find(|(_, it)| has(it)).map(|(id, _)| id)
        }
        Operand::Class(class) => model.classifications[*class].subject,
        Operand::Decision(_) => None,
    })
}

/// The first subject that an owner declares, else the first that it sees.
pub(crate) fn main_subject(model: &Model, owner: Owner) -> Option<Id<Subject>> {
    let visible = model.visible(owner);
    // A subject of the same name in several guidances is one; each sees the fields of its own.
    let seen = |it: &Subject| {
        visible.contains(&it.owner) || it.fields.iter().any(|&field| visible.contains(&model.fields[field].owner))
    };
    let candidates = || model.subjects.iter().filter(|(_, it)| !BUILT_IN.contains(&it.name.as_str()));
    let own = candidates().find(|(_, it)| it.owner == owner);
    own.or_else(|| candidates().find(|(_, it)| seen(it))).map(|(id, _)| id)
}

/// Whether an organisation has no procedure for anything that a guidance declares itself, or, if it declares nothing,
/// for what it is about.
pub(crate) fn describes_nothing(model: &Model, entity: Id<Entity>, owner: Owner) -> bool {
    let main = main_subject(model, owner);
    let about = |subject: Id<Subject>| model.subjects[subject].owner == owner || Some(subject) == main;
    !model
        .procedures
        .iter()
        .any(|(_, it)| it.entity == entity && it.subject.as_ref().is_some_and(|it| about(it.subject)))
}

/// Whether the organisation's own facts decide whether a requirement applies.
pub(super) fn asks_the_entity(model: &Model, requirement: Id<Requirement>) -> bool {
    let mut operands = Vec::new();
    model.requirements[requirement].applies.iter().for_each(|condition| in_condition(condition, &mut operands));
    operands.iter().any(|operand| match operand {
        Operand::Fact(field) => model.subjects.iter().any(|(_, it)| it.name == "entity" && it.fields.contains(field)),
        Operand::Class(_) | Operand::Decision(_) => false,
    })
}

pub(crate) fn events_of(clause: &Clause) -> Vec<&Event> {
    let mut events = match &clause.scope {
        Scope::Globally => Vec::new(),
        Scope::Before(event) | Scope::After(event) => vec![event],
        Scope::Between(left, right) | Scope::AfterUntil(left, right) => vec![left, right],
    };
    match &clause.pattern {
        Pattern::Require { event, .. }
        | Pattern::Never(event)
        | Pattern::Each { event, .. }
        | Pattern::Possible(event) => events.push(event),
        Pattern::KeepApart(all) => events.extend(all),
        _ => {}
    }
    events
}

fn in_alternative(alternative: &Alternative, found: &mut Vec<Operand>) {
    alternative.when.iter().for_each(|it| in_condition(it, found));
}

fn in_condition(condition: &Condition, found: &mut Vec<Operand>) {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().for_each(|it| in_condition(it, found)),
        Condition::Not(part) => in_condition(part, found),
        Condition::Atom(Atom { operand, .. }) => found.push(*operand),
        Condition::Unreadable => {}
    }
}
