//! Judgements without an answer.

use super::{Cx, Lint, Run};
use crate::check::Flaw;
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY220",
    name: "missing-answer",
    severity: Severity::Error,
    page: include_str!("missing_answer.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    for it in cx.flawed(|it| *it == Flaw::NoAnswer) {
        let message = format!("the {} `{}` gives no answer", it.keyword, it.name);
        cx.report(
            LINT.at(it.at, message)
                .why("the question stays open, and with it whether people are treated as they should be")
                .help("add `answer: yes` or `answer: no`"),
        );
    }
}
