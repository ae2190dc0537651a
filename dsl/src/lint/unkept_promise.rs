//! Waivers that promise something instead, which is not always done.

use super::{Cx, Here, Lint, Run};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY219",
    name: "unkept-promise",
    severity: Severity::Error,
    page: include_str!("unkept_promise.md"),
    run: Run::Entity(run),
};

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    let model = here.model;
    for &id in &here.checked.unkept {
        let waiver = &model.waivers[id];
        let promised: Vec<String> = waiver.instead.iter().map(|&it| format!("`{}`", model.terms[it].name)).collect();
        let message = format!(
            "the waiver `{}` promises {} instead, and some run does without",
            waiver.name,
            promised.join(" or ")
        );
        cx.report(
            LINT.at(waiver.at, message)
                .why("people lose what they are owed and do not get what was promised for it; there the waiver does not count")
                .help("put it into the procedure wherever it is needed, and without `optional`"),
        );
    }
}
