//! Statements and conditions of procedures, as lints go through them.

use crate::model::{Condition, Model, Outcome, Statement, each_statement};
use crate::source::Place;

/// Where a condition stands; nowhere if it could not be read.
pub(super) fn place_of(condition: &Condition) -> Option<Place> {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts
            .iter()
            .filter_map(place_of)
            .reduce(|left, right| Place { file: left.file, span: left.span.to(right.span) }),
        Condition::Not(part) => place_of(part),
        Condition::Atom(atom) => Some(atom.at),
        Condition::Unreadable => None,
    }
}

/// Where a statement stands.
pub(super) fn statement_place(model: &Model, statement: &Statement) -> Place {
    match statement {
        Statement::Step(step) | Statement::Decide { step, .. } => model.steps[*step].at,
        Statement::When { at, .. }
        | Statement::Together { at, .. }
        | Statement::Repeat { at, .. }
        | Statement::On { at, .. }
        | Statement::End { at } => *at,
        Statement::Run(runs) => runs.at,
        Statement::GoTo(jump) => jump.at,
    }
}

/// A condition of a procedure: where the run asks it, which way it opens, where it is written.
pub(super) struct Asked {
    pub(super) at: Place,
    pub(super) way: usize,
    pub(super) condition: Place,
}

/// The conditions of all branches and outcomes of a procedure.
pub(super) fn conditions(model: &Model, body: &[Statement]) -> Vec<Asked> {
    let mut found = Vec::new();
    let mut add = |at, way, condition: &Condition| {
        if let Some(condition) = place_of(condition) {
            found.push(Asked { at, way, condition });
        }
    };
    each_statement(body, &mut |statement| match statement {
        Statement::When { condition, at, .. } => add(*at, 0, condition),
        Statement::Decide { step, outcomes } => {
            for (way, Outcome { when, .. }) in outcomes.iter().enumerate() {
                if let Some(when) = when {
                    add(model.steps[*step].at, way, when);
                }
            }
        }
        _ => {}
    });
    found
}
