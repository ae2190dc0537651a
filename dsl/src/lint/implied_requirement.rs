//! Requirements that follow from another, and add nothing to it.

use super::{Cx, Lint, Run};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY224",
    name: "implied-requirement",
    severity: Severity::Warning,
    page: include_str!("implied_requirement.md"),
    run: Run::Rules(run),
};

fn run(cx: &mut Cx<'_>) {
    let model = cx.model;
    for (id, by, same) in &cx.compared().implied {
        let (it, by) = (&model.requirements[*id], &model.requirements[*by]);
        let (message, label) = if *same {
            (format!("`{}` asks for just what `{}` asks for", it.name, by.name), "this asks for the same")
        } else {
            (format!("`{}` adds nothing to `{}`", it.name, by.name), "whoever keeps this keeps the other too")
        };
        cx.report(
            LINT.at(it.at, message)
                .label(by.at, label)
                .why("two rules for one thing drift apart, and then nobody knows which of them counts")
                .help("take it away, or ask for what the other does not"),
        );
    }
}
