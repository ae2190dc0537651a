//! What is dated on a day that has not come.

use super::{Cx, Lint, Run};
use crate::check::Flaw;
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY214",
    name: "future-date",
    severity: Severity::Error,
    page: include_str!("future_date.md"),
    run: Run::Workspace(run),
};

const WHY: &str = "what has not happened protects nobody, and it does not count";
const HELP: &str = "put the date right, or wait until it is done";

fn run(cx: &mut Cx<'_>) {
    for it in cx.flawed(|it| matches!(it, Flaw::NotYet(_))) {
        for flaw in &it.flaws {
            if let Flaw::NotYet(on) = flaw {
                let message = format!("the {} `{}` is made on {on}, which has not come", it.keyword, it.name);
                cx.report(LINT.at(it.at, message).why(WHY).help(HELP));
            }
        }
    }
    let (model, today) = (cx.model, cx.today);
    for (_, it) in model.records.iter() {
        if let Some(on) = it.on.filter(|&on| on > today) {
            let message = format!("the record `{}` is made on {on}, which has not come", it.name);
            cx.report(LINT.at(it.at, message).why(WHY).help(HELP));
        }
    }
    for (_, it) in model.instances.iter() {
        if let Some((on, at)) = it.changed.filter(|&(on, _)| on > today) {
            let message = format!("`{}` is said to have changed on {on}, which has not come", it.name);
            cx.report(
                LINT.at(at, message)
                    .why("every record of it would be out of date before anything has changed")
                    .help("put the date right, or wait until it has changed"),
            );
        }
    }
}
