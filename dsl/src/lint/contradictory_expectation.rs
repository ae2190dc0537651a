//! Expectations that are answered, and say why they are not.

use super::{Cx, Lint, Run, answered};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY502",
    name: "contradictory-expectation",
    severity: Severity::Warning,
    page: include_str!("contradictory_expectation.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    let model = cx.model;
    let answered = answered(model);
    for (id, it) in model.expectations.iter().filter(|(_, it)| it.because.is_some()) {
        let Some(&first) = answered.get(&id) else {
            continue;
        };
        let requirement = &model.requirements[first];
        cx.report(
            LINT.at(it.at, format!("`{}` says why nothing answers it, and `{}` does", it.name, requirement.name))
                .label(requirement.at, "answers it")
                .why("whoever reads the one is told the opposite by the other")
                .help("take `because` away, or take it out of `answers:`"),
        );
    }
}
