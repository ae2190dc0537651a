//! Mends: a step that may be left out has to be taken.

use super::{Case, Draft};
use crate::ide::Edit;
use crate::ide::actions::home::{statement_at, step_of};
use crate::source::{Place, Span};

pub(super) fn drafts(case: &Case<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for label in &case.notice.labels {
        let Some((home, _, statement)) = statement_at(case.homes, label.at) else { continue };
        let Some((home, step)) = case.homes.get(home).zip(step_of(statement)) else { continue };
        let (Some(word), Some(name)) = (step.optional, &step.name) else { continue };
        let page = case.desk.page(home.file);
        let rest = page.slice(Span { start: word.end, end: statement.span.end });
        let blanks = rest.len() - rest.trim_start().len();
        let span = Span::new(word.start as usize, word.end as usize + blanks);
        let edit = Edit { at: Place { file: home.file, span }, text: String::new(), confirm: false };
        let draft = Draft::new(format!("let `{}` no longer be left out", name.text), vec![edit]);
        if !drafts.contains(&draft) {
            drafts.push(draft);
        }
    }
    if drafts.len() > 1 {
        let all = drafts.iter().flat_map(|it| it.edits.clone()).collect();
        drafts.push(Draft::new("let no step that is asked for be left out", all));
    }
    drafts
}
