//! Entities that follow guidance, and say of nothing how it is done.

use super::{Cx, Here, Lint, Run};
use crate::check::{describes_nothing, main_subject};
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

/// What followed guidance is about above all, where the entity has no procedure for anything that it declares, each
/// with the guidance.
pub(super) fn uncovered(model: &Model, entity: Id<Entity>) -> Vec<(Id<Subject>, String)> {
    let mut found: Vec<(Id<Subject>, String)> = Vec::new();
    for guidance in model.guidance_of(entity) {
        let owner = Owner::Guidance(guidance);
        let main = main_subject(model, owner).filter(|_| model.requirements.iter().any(|(_, it)| it.owner == owner));
        let Some(subject) = main else { continue };
        if describes_nothing(model, entity, owner) && found.iter().all(|(it, _)| *it != subject) {
            found.push((subject, model.guidances[guidance].name.clone()));
        }
    }
    found
}
