//! Waivers and judgements without a reason.

use super::{Cx, Lint, Run};
use crate::check::Flaw;
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY211",
    name: "missing-reason",
    severity: Severity::Error,
    page: include_str!("missing_reason.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    for it in cx.flawed(|it| *it == Flaw::NoReason) {
        let message = format!("the {} `{}` gives no reason", it.keyword, it.name);
        cx.report(
            LINT.at(it.at, message)
                .why("without a reason nobody can object to it, and it does not count")
                .help("add `reason: \"…\"`"),
        );
    }
}
