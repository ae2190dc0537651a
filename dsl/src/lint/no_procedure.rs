//! Entities that follow guidance, and say of nothing how it is done.

use super::{Cx, Here, Lint, Run};
use crate::check::main_subject;
use crate::diagnostic::Severity;
use crate::model::{Entity, Id, Model, Owner, Subject};

pub(super) const LINT: Lint = Lint {
    code: "DLY203",
    name: "no-procedure",
    severity: Severity::Error,
    page: include_str!("no_procedure.md"),
    run: Run::Entity(run),
};

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    let entity = &here.model.entities[here.entity];
    if entity.implied || cx.is_mistaken(entity.at) {
        return;
    }
    for (subject, guidance) in uncovered(here.model, here.entity) {
        let kind = &here.model.subjects[subject].name;
        let message = format!("`{}` follows `{guidance}` and has no procedure for any {kind}", entity.name);
        cx.report(
            LINT.at(entity.at, message)
                .why("what is not written down cannot be held against anybody, and nobody is protected by it")
                .help(format!("write a `procedure … for any {kind}`")),
        );
    }
}

/// The subjects that followed guidance is about and that the entity has no procedure for, each with the guidance.
pub(super) fn uncovered(model: &Model, entity: Id<Entity>) -> Vec<(Id<Subject>, String)> {
    let mut found: Vec<(Id<Subject>, String)> = Vec::new();
    for guidance in model.guidance_of(entity) {
        let owner = Owner::Guidance(guidance);
        for subject in asked_about(model, owner) {
            let covered = model
                .procedures
                .iter()
                .any(|(_, it)| it.entity == entity && it.subject.as_ref().is_some_and(|it| it.subject == subject));
            if !covered && found.iter().all(|(it, _)| *it != subject) {
                found.push((subject, model.guidances[guidance].name.clone()));
            }
        }
    }
    found
}

/// What a guidance is about above all. Of other kinds an organisation may have none, so what is registered decides:
/// a requirement that may be about such a thing is unknown where no procedure is written for it.
fn asked_about(model: &Model, owner: Owner) -> Option<Id<Subject>> {
    main_subject(model, owner).filter(|_| model.requirements.iter().any(|(_, it)| it.owner == owner))
}
