//! Registered subjects, and entities, of which something is stated that cannot be.

use super::{Cx, Here, Lint, Run};
use crate::diagnostic::Severity;
use crate::facts::Era;
use crate::model::{Given, Id, Model};
use crate::source::Place;

pub(super) const LINT: Lint = Lint {
    code: "DLY206",
    name: "contradictory-facts",
    severity: Severity::Error,
    page: include_str!("contradictory_facts.md"),
    run: Run::Entity(run),
};

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    let model = here.model;
    let entity = &model.entities[here.entity];
    let facts = &mut here.checked.study.facts;
    facts.space.refill(400_000);
    if facts.too_large {
        return;
    }
    if facts.possible(Era::Start).is_none() && !facts.space.exhausted() {
        let givens = facts.impossible_givens();
        // Nothing that is registered can be better off.
        return report(cx, model, (&entity.name, entity.at), givens);
    }
    for id in here.registered() {
        let facts = &mut here.checked.study.facts;
        facts.space.refill(400_000);
        let possible = facts.of_instance(id);
        if !possible.is_none() || facts.space.exhausted() {
            continue;
        }
        let givens = facts.contradicted(id);
        let instance = &model.instances[id];
        report(cx, model, (&instance.name, instance.at), givens);
    }
}

fn report(cx: &mut Cx<'_>, model: &Model, (name, at): (&str, Place), givens: Vec<Id<Given>>) {
    let message = match name {
        "" => "what always holds contradicts itself".to_owned(),
        name => format!("what is stated of `{name}` contradicts what always holds"),
    };
    let mut diagnostic = LINT
        .at(at, message)
        .why("nothing can be decided about it, and the people it touches would be protected by nothing")
        .help("put right what is stated");
    for given in givens {
        diagnostic = diagnostic.label(model.givens[given].at, "this always holds");
    }
    cx.report(diagnostic);
}
