//! Registered subjects of which something is stated that cannot be.

use super::{Cx, Here, Lint, Run};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY206",
    name: "contradictory-facts",
    severity: Severity::Error,
    page: include_str!("contradictory_facts.md"),
    run: Run::Entity(run),
};

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    let model = here.model;
    for id in here.registered() {
        let facts = &mut here.checked.study.facts;
        facts.space.refill(400_000);
        let possible = facts.of_instance(id);
        if !possible.is_none() || facts.space.exhausted() {
            continue;
        }
        let givens = facts.contradicted(id);
        let instance = &model.instances[id];
        let message = format!("what is stated of `{}` contradicts what always holds", instance.name);
        let mut diagnostic = LINT
            .at(instance.at, message)
            .why("nothing can be decided about it, and the people it touches would be protected by nothing")
            .help("put right what is stated");
        for given in givens {
            diagnostic = diagnostic.label(model.givens[given].at, "this always holds");
        }
        cx.report(diagnostic);
    }
}
