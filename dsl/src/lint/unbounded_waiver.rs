//! Waivers without an end.

use super::{Cx, Lint, Run};
use crate::check::Flaw;
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY215",
    name: "unbounded-waiver",
    severity: Severity::Error,
    page: include_str!("unbounded_waiver.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    for it in cx.flawed(|it| *it == Flaw::Unbounded) {
        let message = format!("the {} `{}` has no end", it.keyword, it.name);
        cx.report(
            LINT.at(it.at, message)
                .why("a departure without an end is a new rule that nobody agreed to, and it does not count")
                .help("add `until` and the last day on which it holds"),
        );
    }
}
