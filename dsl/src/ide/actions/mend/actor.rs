//! Mends: somebody else does a step, who may.

use super::{Case, Draft};
use crate::ide::Edit;
use crate::model::{Actors, Id, Term};
use crate::source::{Place, Span};

/// So many steps are looked at.
const MOST_STEPS: usize = 6;

pub(super) fn drafts(case: &Case<'_>) -> Vec<Draft> {
    if !case.asks_who() {
        return Vec::new();
    }
    let model = case.desk.model();
    let wants = case.wants();
    let mut drafts = Vec::new();
    let asked =
        |action: Option<Id<Term>>| action.is_some_and(|action| wants.iter().any(|it| it.is_about(model, action)));
    let steps = case.steps_on_the_run().into_iter().filter(|(.., known)| asked(known.action));
    for (home, statement, step, known) in steps.take(MOST_STEPS) {
        let (Some(name), Some(action)) = (&step.name, known.action) else { continue };
        let now = match &known.actors {
            Actors::Roles(roles) => roles.clone(),
            _ => Vec::new(),
        };
        for (id, role) in case.desk.roles(case.entity) {
            if now == [id] || !case.may(id, &[action]) {
                continue;
            }
            let (span, text) = match &step.by {
                Some(by) => (by.span, role.name.clone()),
                None => {
                    let head = step.action.as_ref().map(|it| it.span).or(step.title.as_ref().map(|it| it.span));
                    let end = head.unwrap_or(name.span).end;
                    (Span { start: end, end }, format!(" by {}", role.name))
                }
            };
            if span.end > statement.span.end {
                continue;
            }
            let edit = Edit { at: Place { file: home.file, span }, text, confirm: false };
            drafts.push(Draft::new(format!("let `{}` do `{}`", role.name, name.text), vec![edit]));
        }
    }
    drafts
}
