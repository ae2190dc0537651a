//! Steps of which nobody says who does them.

use super::{Cx, Here, Lint, Run};
use crate::diagnostic::Severity;
use crate::model::Actors;

pub(super) const LINT: Lint = Lint {
    code: "DLY201",
    name: "step-without-role",
    severity: Severity::Warning,
    page: include_str!("step_without_role.md"),
    run: Run::Entity(run),
};

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    let model = here.model;
    for (_, step) in model.steps.iter() {
        let unstated = match &step.actors {
            Actors::Unstated => true,
            Actors::Roles(roles) => roles.is_empty(),
            Actors::Cases { .. } => false,
        };
        let ours = model.procedures[step.procedure].entity == here.entity;
        // A role that could not be found was reported: the step names one all the same.
        if unstated && ours && !step.name.is_empty() && !cx.has_mistake(step.whole) {
            cx.report(
                LINT.at(step.at, format!("nobody is named for `{}`", step.name))
                    .why("what nobody has to do is done by nobody, and nobody can be asked about it")
                    .help("add `by` and a role"),
            );
        }
    }
}
