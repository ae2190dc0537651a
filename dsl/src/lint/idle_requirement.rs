//! Requirements that ask for nothing, whatever happens.

use super::{Cx, Lint, Run};
use crate::diagnostic::Severity;
use crate::entail::Idle;

pub(super) const LINT: Lint = Lint {
    code: "DLY221",
    name: "idle-requirement",
    severity: Severity::Warning,
    page: include_str!("idle_requirement.md"),
    run: Run::Rules(run),
};

fn run(cx: &mut Cx<'_>) {
    let model = cx.model;
    for (id, idle) in &cx.compared().idle {
        let it = &model.requirements[*id];
        let name = &it.name;
        let (at, message, help) = match idle {
            Idle::Requirement => {
                (it.at, format!("`{name}` never applies: no facts are as it asks"), "put `applies when` right")
            }
            Idle::Event(at) => (
                *at,
                "this can never happen as it is asked for".to_owned(),
                "put right what is asked of it, or take it away",
            ),
            Idle::Clause(at) => (
                *at,
                format!("where `{name}` applies, what this is about never happens"),
                "put right what it is about, or take it away",
            ),
        };
        cx.report(
            LINT.at(at, message).why("it reads as if somebody were protected by it, and nobody ever is").help(help),
        );
    }
}
