//! Mends: a step that comes too late, or not on every run, is moved.

use super::{Case, Draft};
use crate::ide::Edit;
use crate::ide::actions::home::Spot;
use crate::source::{Place, Span};
use crate::syntax::ast::StatementKind;

/// So many spots are looked at for each step.
const MOST_SPOTS: usize = 12;
/// So many steps are looked at.
const MOST_STEPS: usize = 4;

pub(super) fn drafts(case: &Case<'_>) -> Vec<Draft> {
    if !case.asks_when() {
        return Vec::new();
    }
    let model = case.desk.model();
    let wants = case.wants();
    let mut drafts = Vec::new();
    let steps = case
        .steps_on_the_run()
        .into_iter()
        .filter(|(.., known)| known.action.is_some_and(|action| wants.iter().any(|it| it.is_about(model, action))));
    // A decision is not moved: others may ask what it chose.
    let steps = steps.filter(|(_, statement, ..)| matches!(statement.kind, StatementKind::Step(_)));
    for (home, statement, step, _) in steps.take(MOST_STEPS) {
        let Some(name) = &step.name else { continue };
        let page = case.desk.page(home.file);
        let start = page.with_comments(statement.span.start as usize);
        if !page.begins_line(statement.span.start as usize) {
            continue;
        }
        let end = page.next_line(statement.span.end as usize);
        let text = page.slice(Span::new(start, end)).trim_end().to_owned();
        let gone =
            Edit { at: Place { file: home.file, span: Span::new(start, end) }, text: String::new(), confirm: false };
        for spot in case.spots().into_iter().take(MOST_SPOTS) {
            let Some(edit) = moved(case, home, spot, &text) else { continue };
            let inside = edit.at.file == gone.at.file
                && gone.at.span.start <= edit.at.span.start
                && edit.at.span.start <= gone.at.span.end;
            if !inside {
                let title = format!("move `{}` to {}", name.text, case.spot_words(spot));
                drafts.push(Draft::new(
                    title.replace("to before", "before").replace("to after", "after"),
                    vec![gone.clone(), edit],
                ));
            }
        }
    }
    drafts
}

/// The step at another spot of the same procedure.
fn moved(case: &Case<'_>, from: &crate::ide::actions::home::Home<'_>, spot: Spot, text: &str) -> Option<Edit> {
    let home = case.homes.get(spot.home)?;
    if home.file != from.file || home.procedure.span != from.procedure.span {
        return None;
    }
    Some(home.insertion(case.desk.page(home.file), spot.index, &[text.to_owned()]))
}
