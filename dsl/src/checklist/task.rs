//! The list to go by, task: one step, with who, by when, what, and what for.

use super::{Served, Task};
use crate::Analysis;
use crate::diagnostic::Verdict;
use crate::facts::{duration_words, words};
use crate::model::{Actors, Id, Instance, Model, Requirement, Role, Step, Term};

pub(super) fn task(analysis: &Analysis, of: Id<Instance>, id: Id<Step>, conditions: &[String], together: bool) -> Task {
    let model = &analysis.read.model;
    let step = &model.steps[id];
    let from = if together { "of when these begin" } else { "of the step before" };
    let says = step
        .fields
        .iter()
        .filter_map(|it| Some((spoken(&model.fields[it.field].name), words(model, it.value.as_ref()?))));
    let served = analysis.read.serving().of_step(id).iter().filter_map(|&it| served(analysis, of, it));
    Task {
        number: 0,
        name: step.name.clone(),
        title: step.title.clone(),
        action: step.action.map(|it| term_words(model, it)),
        is_optional: step.optional,
        is_decision: false,
        by: actors(model, &step.actors, conditions),
        within: step.within.map(|it| format!("within {} {from}", duration_words(it))),
        fixed_by: step.fixed_by.clone(),
        says: says.collect(),
        records: records(model, of, step),
        serves: served.collect(),
    }
}

/// A requirement, unless it never applies to the subject.
fn served(analysis: &Analysis, of: Id<Instance>, id: Id<Requirement>) -> Option<Served> {
    let model = &analysis.read.model;
    let name = model.requirement_name(id);
    let row = row(analysis, of, &name)?;
    let it = &model.requirements[id];
    (row.verdict != Verdict::NeverApplies).then(|| Served {
        requirement: name,
        title: it.title.clone(),
        level: row.level.clone(),
        because: it.because.clone(),
        verdict: row.verdict,
    })
}

/// What was decided about a requirement for a subject.
pub(super) fn row<'a>(
    analysis: &'a Analysis,
    of: Id<Instance>,
    requirement: &str,
) -> Option<&'a crate::diagnostic::Finding> {
    let model = &analysis.read.model;
    let it = &model.instances[of];
    let entity = &model.entities[it.entity].name;
    let findings = analysis.verdicts.iter().map(|it| &it.finding);
    let mut own = findings.filter(|found| found.entity == *entity && found.requirement == requirement);
    own.find(|found| found.subject == it.name)
}

fn records(model: &Model, of: Id<Instance>, step: &Step) -> Vec<String> {
    let Some(action) = step.action else { return Vec::new() };
    let is_of = |it: &crate::model::Record| it.of == Some(of) && it.what.is_some_and(|what| model.is_a(what, action));
    let kept = model.records.iter().filter(|(_, it)| is_of(it));
    let words = kept.map(|(_, it)| {
        let title = it.title.clone().unwrap_or_else(|| spoken(&it.name));
        it.on.map_or_else(|| title.clone(), |on| format!("{title}, {on}"))
    });
    words.collect()
}

fn actors(model: &Model, actors: &Actors, conditions: &[String]) -> String {
    let any = |roles: &[Id<Role>]| roles.iter().map(|&it| role(model, it)).collect::<Vec<_>>().join(" or ");
    match actors {
        Actors::Unstated => String::new(),
        Actors::Roles(roles) => any(roles),
        Actors::Cases { cases, otherwise } => {
            let when = |(at, (_, roles)): (usize, &(_, Vec<Id<Role>>))| match conditions.get(at) {
                Some(condition) => format!("if {condition}: {}", any(roles)),
                None => any(roles),
            };
            let mut all: Vec<String> = cases.iter().enumerate().map(when).collect();
            if !otherwise.is_empty() {
                all.push(format!("otherwise: {}", any(otherwise)));
            }
            all.join("; ")
        }
    }
}

fn role(model: &Model, id: Id<Role>) -> String {
    let it = &model.roles[id];
    let title = it.title.clone().unwrap_or_else(|| spoken(&it.name));
    if it.external { format!("{title} (external)") } else { title }
}

/// A term by its name, as it is read aloud.
pub(super) fn term_words(model: &Model, id: Id<Term>) -> String {
    spoken(&model.terms[id].name)
}

/// A name as it is read aloud.
pub(super) fn spoken(name: &str) -> String {
    name.replace(['-', '_'], " ")
}
