//! Waivers and judgements that nobody stands for.

use super::{Cx, Lint, Run};
use crate::check::Flaw;
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY212",
    name: "missing-approver",
    severity: Severity::Error,
    page: include_str!("missing_approver.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    for it in cx.flawed(|it| *it == Flaw::NoApprover) {
        let message = format!("the {} `{}` does not say by whom", it.keyword, it.name);
        cx.report(
            LINT.at(it.at, message)
                .why("nobody can be asked about it, and it does not count")
                .help("add `by` and the role that answers for it"),
        );
    }
}
