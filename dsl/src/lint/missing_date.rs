//! Waivers and judgements without a date.

use super::{Cx, Lint, Run};
use crate::check::Flaw;
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY213",
    name: "missing-date",
    severity: Severity::Error,
    page: include_str!("missing_date.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    for it in cx.flawed(|it| *it == Flaw::NoDate) {
        let message = format!("the {} `{}` has no date", it.keyword, it.name);
        cx.report(
            LINT.at(it.at, message)
                .why("nobody can tell what it was that was known then, and it does not count")
                .help("add `on` and the day on which it was made"),
        );
    }
}
