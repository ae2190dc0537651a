//! Entities whose procedures nothing is held against.

use super::{Cx, Here, Lint, Run};
use crate::diagnostic::Severity;
use crate::source::Place;
use crate::syntax::ast::ItemKind;

pub(super) const LINT: Lint = Lint {
    code: "DLY209",
    name: "no-guidance",
    severity: Severity::Error,
    page: include_str!("no_guidance.md"),
    run: Run::Entity(run),
};

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    let (model, entity) = (here.model, &here.model.entities[here.entity]);
    // A guidance that is named and unknown was reported where it is named.
    let named = is_named(cx, entity.at);
    let procedure = model.procedures.iter().find(|(_, it)| it.entity == here.entity);
    let Some((_, procedure)) = procedure.filter(|_| !named && model.requirements_of(here.entity).is_empty()) else {
        return;
    };
    let (at, who) = if entity.implied { (procedure.at, "this entity") } else { (entity.at, entity.name.as_str()) };
    let who = if entity.implied { who.to_owned() } else { format!("`{who}`") };
    cx.report(
        LINT.at(at, format!("{who} follows no guidance, so nothing is held against its procedures"))
            .why("finding nothing then looks like an all-clear, and nobody has looked")
            .help("write `follows un-hrdd` in the entity, or the guidance that it has promised to follow"),
    );
}

/// Whether the entity at this place names a guidance, known or unknown.
pub(super) fn is_named(cx: &Cx<'_>, entity: Place) -> bool {
    match cx.items.get(&entity).map(|it| &it.kind) {
        Some(ItemKind::Entity(it)) => !it.follows.is_empty(),
        _ => false,
    }
}
