//! Requirements that no run can keep.

use super::{Cx, Lint, Run};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY222",
    name: "unkeepable-requirement",
    severity: Severity::Warning,
    page: include_str!("unkeepable_requirement.md"),
    run: Run::Rules(run),
};

fn run(cx: &mut Cx<'_>) {
    let model = cx.model;
    for (id, clash) in &cx.compared().unkeepable {
        let it = &model.requirements[*id];
        let message = match &clash.event {
            Some(event) => format!("no run with {event} can keep `{}`", it.name),
            None => format!("nothing can keep `{}`", it.name),
        };
        let [one, other] = clash.clauses;
        let mut found = LINT
            .at(it.at, message)
            .why("what nobody can keep is broken by everybody, and then nobody takes it seriously")
            .help("decide what is meant, and ask for that alone");
        found = if one == other {
            found.label(one, "this cannot be met")
        } else {
            found.label(one, "this").label(other, "and this cannot both be met")
        };
        cx.report(found);
    }
}
