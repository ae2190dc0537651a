//! Waivers of what cannot be waived.

use super::{Cx, Lint, Run};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY210",
    name: "unwaivable-requirement",
    severity: Severity::Error,
    page: include_str!("unwaivable_requirement.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    let model = cx.model;
    for (_, waiver) in model.waivers.iter() {
        let Some(requirement) = waiver.requirement.map(|it| &model.requirements[it]) else {
            continue;
        };
        if !requirement.waivable {
            let message = format!("`{}` cannot be waived", requirement.name);
            cx.report(
                LINT.at(waiver.at, message)
                    .label(requirement.at, "it says that it is not waivable")
                    .why("no reason is good enough to take this from people")
                    .help("take the waiver out, and change the procedure"),
            );
        }
    }
}
