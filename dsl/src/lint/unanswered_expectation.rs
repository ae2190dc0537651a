//! Expectations that no requirement answers, and nobody says why.

use super::{Cx, Lint, Run, answered};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY501",
    name: "unanswered-expectation",
    severity: Severity::Warning,
    page: include_str!("unanswered_expectation.md"),
    run: Run::Workspace(run),
};

/// As long as some name means nothing, nobody can tell which expectations are answered.
fn run(cx: &mut Cx<'_>) {
    if cx.mistakes.iter().any(|&it| cx.is_own(it)) {
        return;
    }
    let answered = answered(cx.model);
    let open = cx.model.expectations.iter().filter(|(id, it)| it.because.is_none() && !answered.contains_key(id));
    let found: Vec<_> = open.map(|(_, it)| LINT.at(it.at, format!("no requirement answers `{}`", it.name))).collect();
    for diagnostic in found {
        cx.report(
            diagnostic
                .why("what somebody asked for is lost without anybody having decided so")
                .help("name it with `answers:` in a requirement, or say with `because` why none answers it"),
        );
    }
}
