//! Conditions that never hold where they stand.

use super::{Cx, Here, Lint, Run, conditions, place_of, statement_place};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY302",
    name: "branch-never-holds",
    severity: Severity::Warning,
    page: include_str!("branch_never_holds.md"),
    run: Run::Entity(run),
};

const WHY: &str = "whoever this was written for is never treated that way";

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    if here.checked.study.facts.too_large {
        return;
    }
    let model = here.model;
    for (_, procedure) in model.procedures.iter().filter(|(_, it)| it.entity == here.entity) {
        let when = procedure.subject.as_ref().and_then(|it| it.when.as_ref());
        let begins = procedure.body.first().map(|it| statement_place(model, it));
        if let (Some(head), Some(begins)) = (when.and_then(place_of), begins)
            && procedure.after.is_empty()
            && !here.is_reached(begins)
        {
            let message = format!("this never holds, so `{}` never begins", procedure.name);
            cx.report(
                LINT.at(head, message)
                    .why(WHY)
                    .help("compare it with what `given` and the classification say, and put right what is wrong"),
            );
            continue;
        }
        for asked in conditions(model, &procedure.body) {
            let way = (asked.at, asked.way);
            if here.flow.missed.contains(&way) && !here.flow.taken.contains(&way) {
                cx.report(LINT.at(asked.condition, "this never holds here").why(WHY).help(
                    "compare it with the conditions around it and before it, and put right what is wrong or take it out",
                ));
            }
        }
    }
}
