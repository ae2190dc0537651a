//! Judgements that are over.

use super::{Cx, Lint, Run};
use crate::check::Flaw;
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY217",
    name: "lapsed-judgement",
    severity: Severity::Error,
    page: include_str!("lapsed_judgement.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    let judgements = cx.flawed(|it| matches!(it, Flaw::Lapsed(_)));
    for it in judgements.iter().filter(|it| it.keyword == "judgement") {
        for flaw in &it.flaws {
            if let Flaw::Lapsed(until) = flaw {
                let message = format!("the judgement `{}` lapsed on {until}", it.name);
                cx.report(
                    LINT.at(it.at, message)
                        .why("what was right for people then may not be right now, and the question is open again")
                        .help("look again, and record a new judgement"),
                );
            }
        }
    }
}
