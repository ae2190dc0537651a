//! Waivers that are over.

use super::{Cx, Lint, Run};
use crate::check::Flaw;
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY216",
    name: "lapsed-waiver",
    severity: Severity::Error,
    page: include_str!("lapsed_waiver.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    let waivers = cx.flawed(|it| matches!(it, Flaw::Lapsed(_)));
    for it in waivers.iter().filter(|it| it.keyword == "waiver") {
        for flaw in &it.flaws {
            if let Flaw::Lapsed(until) = flaw {
                let message = format!("the waiver `{}` lapsed on {until}", it.name);
                cx.report(
                    LINT.at(it.at, message)
                        .why(
                            "what was allowed for a while is not allowed any more, and people are owed the whole again",
                        )
                        .help("keep the requirement, or have the departure approved anew"),
                );
            }
        }
    }
}
