//! Waivers that nothing needs.

use super::{Cx, Here, Lint, Run};
use crate::check::flaws_of_waiver;
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY218",
    name: "idle-waiver",
    severity: Severity::Warning,
    page: include_str!("idle_waiver.md"),
    run: Run::Entity(run),
};

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    let model = here.model;
    for (id, waiver) in model.waivers.iter().filter(|(_, it)| it.entity == here.entity) {
        let spoken_of = here.checked.used.contains(&id) || here.checked.unkept.contains(&id);
        let counts = flaws_of_waiver(model, waiver, cx.today).is_empty();
        if spoken_of || !counts || cx.is_mistaken(waiver.at) {
            continue;
        }
        cx.report(
            LINT.at(waiver.at, format!("the waiver `{}` covers nothing", waiver.name))
                .why("a departure that nobody needs stands ready for one that nobody saw")
                .help("take it out, or put right what it names"),
        );
    }
}
