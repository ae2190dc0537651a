//! Mends: what a requirement suggests is put in, at a spot where it comes in time.

use std::collections::BTreeSet;

use super::suggest::Piece;
use super::{Case, Draft};
use crate::ide::actions::home::{Of, Spot, step_of};
use crate::ide::suggest::Setting;
use crate::syntax::ast::StatementKind;

pub(super) fn drafts(case: &Case<'_>) -> Vec<Draft> {
    let pieces = case.pieces();
    let spots = case.spots();
    let mut ranked: Vec<(usize, Draft)> = Vec::new();
    for (nth, set) in sets(&pieces).iter().enumerate() {
        for (far, &spot) in spots.iter().enumerate().filter(|&(_, &it)| fits(case, set, it)) {
            for (likely, role) in case.likely_roles(set, spot).iter().enumerate() {
                let Some(draft) = draft(case, set, spot, role) else { continue };
                ranked.push((far + 2 * nth + 4 * likely, draft));
            }
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, draft)| draft).collect()
}

/// Each statement by itself, then all that are not inside another.
fn sets(pieces: &[Piece]) -> Vec<Vec<&Piece>> {
    let mut sets: Vec<Vec<&Piece>> = pieces.iter().map(|it| vec![it]).collect();
    let has_block = pieces.iter().any(|it| !it.triggers.is_empty());
    if pieces.len() > 1 && !has_block {
        sets.push(pieces.iter().collect());
    }
    sets
}

/// An `on` block stands at the end of a procedure.
fn fits(case: &Case<'_>, set: &[&Piece], spot: Spot) -> bool {
    let Some(home) = case.homes.get(spot.home) else { return false };
    let block = set.iter().any(|it| !it.triggers.is_empty());
    !block || home.of == Of::Procedure && spot.index == home.block.statements.len()
}

fn draft(case: &Case<'_>, set: &[&Piece], spot: Spot, role: &str) -> Option<Draft> {
    let home = case.homes.get(spot.home)?;
    let mut taken = case.taken(spot.home);
    let mut texts = Vec::new();
    for piece in set {
        let names: BTreeSet<&str> = taken.iter().map(String::as_str).collect();
        let (model, owner) = (case.desk.model(), case.requirement.owner);
        let setting = Setting { model, entity: case.entity, owner, taken: &names };
        let text = piece.filled(setting, role, |action| case.step_doing(spot.home, action));
        taken.extend(text.split_whitespace().nth(1).map(|it| it.trim_end_matches(':').to_owned()));
        texts.push(text);
    }
    let edit = home.insertion(case.desk.page(home.file), spot.index, &texts);
    let words: Vec<String> = set.iter().map(|it| it.words()).collect();
    let several = if words.len() > 1 { "steps" } else { "step" };
    let block = set.iter().any(|it| !it.triggers.is_empty());
    let what = if block { "answer".to_owned() } else { format!("missing {several}") };
    let title = format!("put in the {what} {} {}", words.join(" and "), case.spot_words(spot));
    Some(Draft::new(title, vec![edit]))
}

impl Case<'_> {
    /// The name of a step of the same procedure that does this.
    fn step_doing(&self, home: usize, action: &str) -> Option<String> {
        let here = self.homes.get(home)?;
        let same = self.homes.iter().filter(|it| it.file == here.file && it.procedure.span == here.procedure.span);
        let mut outside = same.filter(|it| !matches!(it.of, Of::Together | Of::Outcome));
        outside.find_map(|it| {
            let steps = it.block.statements.iter().filter(|it| !matches!(it.kind, StatementKind::GoTo(_)));
            let mut steps = steps.filter_map(step_of);
            let does = |step: &&crate::syntax::ast::Step| {
                step.action.as_ref().and_then(|it| it.names.last()).is_some_and(|it| it.text == action)
            };
            steps.find(does)?.name.as_ref().map(|it| it.text.clone())
        })
    }
}
