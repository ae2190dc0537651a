//! Mends: a way that goes around what is asked is taken out.

use super::{Case, Draft};
use crate::ide::Edit;
use crate::ide::actions::home::{Of, statement_at};
use crate::source::Place;
use crate::syntax::ast::StatementKind;

pub(super) fn drafts(case: &Case<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for label in case.notice.labels.iter().rev() {
        let Some((number, index, statement)) = statement_at(case.homes, label.at) else { continue };
        if !matches!(statement.kind, StatementKind::GoTo(_)) {
            continue;
        }
        let Some(home) = case.homes.get(number) else { continue };
        let page = case.desk.page(home.file);
        let alone = home.block.statements.len() == 1 && home.of == Of::When && index == 0;
        let outer = home.within.filter(|_| alone).and_then(|(outer, at)| {
            let statement = case.homes.get(outer)?.block.statements.get(at)?;
            matches!(statement.kind, StatementKind::When { otherwise: None, .. }).then_some(statement)
        });
        let gone = outer.unwrap_or(statement).span;
        let text: String = page.slice(gone).split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String = text.chars().take(70).collect();
        let dots = if short.len() < text.len() { "…" } else { "" };
        let at = Place { file: home.file, span: page.removal(gone) };
        let edit = Edit { at, text: String::new(), confirm: false };
        let draft = Draft::new(format!("take out the way around: `{short}{dots}`"), vec![edit]);
        if !drafts.contains(&draft) {
            drafts.push(draft);
        }
    }
    drafts
}
