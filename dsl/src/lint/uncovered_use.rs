//! Registered subjects that no procedure speaks of.

use super::{Cx, Here, Lint, Run, facts_words, no_procedure};
use crate::check::main_subject;
use crate::diagnostic::Severity;
use crate::facts::{Era, Shown};
use crate::logic::Set;
use crate::model::{Id, Instance, Owner};

pub(super) const LINT: Lint = Lint {
    code: "DLY204",
    name: "uncovered-use",
    severity: Severity::Error,
    page: include_str!("uncovered_use.md"),
    run: Run::Entity(run),
};

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    if here.checked.study.facts.too_large {
        return;
    }
    let model = here.model;
    let owners = model.guidance_of(here.entity).into_iter().map(Owner::Guidance);
    let mut subjects: Vec<_> =
        owners.chain([Owner::Entity(here.entity)]).filter_map(|it| main_subject(model, it)).collect();
    // Where there is no procedure at all, that is said of the entity.
    let silent = no_procedure::uncovered(model, here.entity);
    if !model.entities[here.entity].implied {
        subjects.retain(|it| silent.iter().all(|(of, _)| of != it));
    }
    for id in here.registered() {
        let instance = &model.instances[id];
        if !subjects.contains(&instance.subject) || cx.is_mistaken(instance.at) {
            continue;
        }
        let Some(facts) = left_out(here, id) else {
            continue;
        };
        let kind = &model.subjects[instance.subject].name;
        let message = match &facts {
            None => format!("no procedure covers `{}`", instance.name),
            Some(_) => format!("no procedure covers `{}` in every case", instance.name),
        };
        let mut diagnostic = LINT
            .at(instance.at, message)
            .why("nobody has to assess, decide or stop anything for the people it touches")
            .help(format!("write a procedure `for any {kind}`, or let the condition of one include it"));
        if let Some(note) = facts.as_ref().and_then(facts_words) {
            diagnostic = diagnostic.note(note);
        }
        cx.report(diagnostic);
    }
}

/// Whether some of what may be true of it lies outside every procedure: `Some(None)` if all does, else a case that does.
fn left_out(here: &mut Here<'_, '_>, id: Id<Instance>) -> Option<Option<Shown>> {
    let study = &mut here.checked.study;
    study.facts.space.refill(400_000);
    let all = study.facts.of_instance(id);
    let lives = study.registered.get(&id).cloned().unwrap_or_default();
    let mut covered = Set::NONE;
    for life in lives {
        let begins = study.lives.get(life).map(|it| it.begins.clone());
        if let Some(begins) = begins {
            let begins = study.facts.fact_set(&begins, Era::Start);
            covered = study.facts.space.or(covered, begins);
        }
    }
    let rest = study.facts.space.without(all, covered);
    if study.facts.space.exhausted() || rest.is_none() {
        return None;
    }
    if rest == all {
        return Some(None);
    }
    let case = study.facts.plainest(rest)?;
    let facts = study.facts.essential(&case, rest, all, Era::Start);
    Some(Some(facts))
}
