//! Steps that no run comes to, whatever the facts.

use super::{Cx, Here, Lint, Run, statement_place};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Statement, each_statement};
use crate::source::Place;

pub(super) const LINT: Lint = Lint {
    code: "DLY301",
    name: "unreachable-step",
    severity: Severity::Warning,
    page: include_str!("unreachable_step.md"),
    run: Run::Entity(run),
};

/// So many of the steps that follow are pointed at; of the others the number is told.
const SHOWN: usize = 5;

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    if here.checked.study.facts.too_large {
        return;
    }
    let model = here.model;
    for (_, procedure) in model.procedures.iter().filter(|(_, it)| it.entity == here.entity) {
        // A procedure that is never begun is spoken of where it ought to begin.
        let begins = procedure.body.first().map(|it| statement_place(model, it));
        if begins.is_some_and(|it| here.is_reached(it)) {
            block(cx, here, &procedure.body);
        }
    }
}

/// Of statements that nothing reaches, the first step is reported, and the others are pointed at.
fn block(cx: &mut Cx<'_>, here: &Here<'_, '_>, body: &[Statement]) {
    let mut before: Option<&Statement> = None;
    let mut rest = body;
    while let [statement, after @ ..] = rest {
        if here.is_reached(statement_place(here.model, statement)) {
            inner(cx, here, statement);
            (before, rest) = (Some(statement), after);
            continue;
        }
        let length = rest.iter().position(|it| here.is_reached(statement_place(here.model, it))).unwrap_or(rest.len());
        let (missed, later) = rest.split_at(length);
        report(cx, here, missed, before);
        (before, rest) = (missed.last(), later);
    }
}

fn inner(cx: &mut Cx<'_>, here: &Here<'_, '_>, statement: &Statement) {
    match statement {
        // What stands behind a condition that never holds is reported at the condition.
        Statement::When { then, otherwise, at, .. } => {
            for (way, body) in [then, otherwise].into_iter().enumerate() {
                if here.flow.taken.contains(&(*at, way)) || !here.flow.present.contains(at) {
                    block(cx, here, body);
                }
            }
        }
        Statement::Decide { outcomes, .. } => {
            for outcome in outcomes.iter().filter(|it| here.is_reached(it.at)) {
                block(cx, here, &outcome.body);
            }
        }
        Statement::Together { members: body, .. } | Statement::Repeat { body, .. } | Statement::On { body, .. } => {
            block(cx, here, body)
        }
        Statement::Step(_) | Statement::Run(_) | Statement::GoTo(_) | Statement::End { .. } => {}
    }
}

fn report(cx: &mut Cx<'_>, here: &Here<'_, '_>, missed: &[Statement], before: Option<&Statement>) {
    let mut places: Vec<Place> = Vec::new();
    each_statement(missed, &mut |it| match it {
        Statement::Step(step) | Statement::Decide { step, .. } => places.push(here.model.steps[*step].at),
        Statement::Run(runs) => places.push(runs.at),
        _ => {}
    });
    let Some((&first, others)) = places.split_first() else {
        return;
    };
    let mut diagnostic = LINT
        .at(first, "no run reaches this")
        .why("what stands here looks like a promise to people, and nobody will ever keep it")
        .help("let a way lead here, or take it out");
    if let Some((at, text)) = before.and_then(|it| why(here, it)) {
        diagnostic = diagnostic.label(at, text);
    }
    cx.report(also(diagnostic, others));
}

fn also(mut diagnostic: Diagnostic, others: &[Place]) -> Diagnostic {
    for &other in others.iter().take(SHOWN) {
        diagnostic = diagnostic.label(other, "nor this");
    }
    match others.len().saturating_sub(SHOWN) {
        0 => diagnostic,
        more => diagnostic.note(format!("nor {more} more that follow")),
    }
}

/// What keeps runs from going on, if it stands right before.
fn why(here: &Here<'_, '_>, before: &Statement) -> Option<(Place, String)> {
    match before {
        Statement::End { at } => Some((*at, "the procedure ends here".to_owned())),
        Statement::GoTo(jump) => {
            let name = &here.model.steps[jump.step].name;
            Some((jump.at, format!("from here every run goes to `{name}`")))
        }
        Statement::When { at, .. } | Statement::Together { at, .. } => {
            Some((*at, "every way through this ends or leads elsewhere".to_owned()))
        }
        Statement::Decide { step, .. } => {
            let step = &here.model.steps[*step];
            let text = format!("every outcome of `{}` ends or leads elsewhere", step.name);
            Some((step.at, text))
        }
        Statement::Step(_) | Statement::Run(_) | Statement::Repeat { .. } | Statement::On { .. } => None,
    }
}
