//! Conditions that always hold where they stand.

use super::{Cx, Here, Lint, Run, conditions};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY303",
    name: "branch-always-holds",
    severity: Severity::Warning,
    page: include_str!("branch_always_holds.md"),
    run: Run::Entity(run),
};

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    if here.checked.study.facts.too_large {
        return;
    }
    let model = here.model;
    for (_, procedure) in model.procedures.iter().filter(|(_, it)| it.entity == here.entity) {
        for asked in conditions(model, &procedure.body) {
            let way = (asked.at, asked.way);
            if here.flow.taken.contains(&way) && !here.flow.missed.contains(&way) {
                cx.report(
                    LINT.at(asked.condition, "this always holds here")
                        .why("it reads as if some people were treated otherwise, and nobody is")
                        .help("compare it with the conditions around it and before it, and put right what is wrong or take the condition away"),
                );
            }
        }
    }
}
