//! Two requirements that cannot both be kept.

use super::{Cx, Lint, Run};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY223",
    name: "contradictory-requirements",
    severity: Severity::Warning,
    page: include_str!("contradictory_requirements.md"),
    run: Run::Rules(run),
};

fn run(cx: &mut Cx<'_>) {
    let model = cx.model;
    for (id, other, clash) in &cx.compared().contradictory {
        let (it, other) = (&model.requirements[*id], &model.requirements[*other]);
        let whenever = match &clash.event {
            Some(event) => format!(" in a run with {event}"),
            None => String::new(),
        };
        let message = format!("`{}` and `{}` cannot both be kept{whenever}", other.name, it.name);
        let [first, second] = clash.clauses;
        let mut found = LINT.at(it.at, message).label(other.at, "each can be kept without the other");
        if first != second {
            found = found.label(first, "this").label(second, "stands against this");
        }
        if let Some(event) = &clash.event {
            found = found.note(format!("where both apply, no run with {event} keeps both"));
        }
        cx.report(
            found
                .why("whoever keeps the one breaks the other, and may choose which people to leave unprotected")
                .help("say in `applies when` which of them counts where, or change one of them"),
        );
    }
}
