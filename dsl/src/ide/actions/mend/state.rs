//! Mends: a declaration says what guidance wants to see there, if it is so.

use super::complete::words;
use super::wants::Answer;
use super::{Case, Draft};
use crate::check::meets;
use crate::ide::actions::fields::{Bearer, Set, written};
use crate::ide::actions::home::items;
use crate::model::On;
use crate::source::Place;
use crate::syntax::ast::{Entry, Item, ItemKind};

pub(super) fn drafts(case: &Case<'_>) -> Vec<Draft> {
    let at = case.notice.at;
    let named = |it: &&Item| it.name.as_ref().is_some_and(|it| it.span == at.span);
    let trees = case.desk.own_trees().filter(|(file, _)| *file == at.file);
    let Some(item) = trees.flat_map(|(_, tree)| items(&tree.items)).find(named) else { return Vec::new() };
    let Some((entries, first_inside)) = fields_of(item) else { return Vec::new() };
    let mut ways: Vec<Vec<Set>> = vec![Vec::new()];
    for constraint in case.demands() {
        if let On::Field(field) = constraint.on {
            let stated = case.stated(at, field);
            let met = stated.and_then(|it| meets(case.desk.model(), case.entity, Some(field), &it, &constraint.held));
            if met == Some(true) {
                continue;
            }
        }
        match case.answer(constraint) {
            Answer::Set(set) => ways.iter_mut().for_each(|it| it.push(set.clone())),
            Answer::OneOf(sets) => {
                let with =
                    |way: &Vec<Set>| sets.iter().map(|it| [way.clone(), vec![it.clone()]].concat()).collect::<Vec<_>>();
                ways = ways.iter().flat_map(with).take(24).collect();
            }
            Answer::Nothing => {}
        }
    }
    let name = item.name.as_ref().map_or("", |it| it.text.as_str());
    let bearer = Bearer {
        file: at.file,
        entries,
        braces: case.desk.braces(at.file, item.span, at.span.end),
        first_inside,
        end: item.span.end,
    };
    let page = case.desk.page(at.file);
    let filled = ways.iter().filter(|it| !it.is_empty());
    filled
        .map(|sets| Draft::new(format!("say {} for `{name}`, if it is so", words(sets)), written(page, bearer, sets)))
        .collect()
}

/// The fields of a declaration, and where what else it holds begins.
fn fields_of(item: &Item) -> Option<(&[Entry], Option<u32>)> {
    let first = |items: &[Item]| items.iter().map(|it| it.span.start).min();
    match &item.kind {
        ItemKind::Entity(it) => Some((&it.entries, first(&it.items))),
        ItemKind::Instance(it) => Some((&it.entries, first(&it.items))),
        ItemKind::Procedure(it) => Some((&it.entries, it.body.statements.iter().map(|it| it.span.start).min())),
        ItemKind::Role(entries) => Some((entries, None)),
        ItemKind::Waiver(it) => Some((&it.entries, None)),
        _ => None,
    }
}

impl Case<'_> {
    /// What the declaration at a place states for a field.
    fn stated(&self, at: Place, field: crate::model::Id<crate::model::Field>) -> Option<crate::model::Value> {
        let model = self.desk.model();
        let fields = model.instances.iter().map(|(_, it)| (it.at, &it.fields));
        let fields = fields
            .chain(model.roles.iter().map(|(_, it)| (it.at, &it.fields)))
            .chain(model.entities.iter().map(|(_, it)| (it.at, &it.fields)))
            .chain(model.procedures.iter().map(|(_, it)| (it.at, &it.fields)))
            .chain(model.waivers.iter().map(|(_, it)| (it.at, &it.fields)));
        let mut of_it = fields.filter(|(place, _)| *place == at).flat_map(|(_, it)| it);
        of_it.find(|it| it.field == field).and_then(|it| it.value.clone())
    }
}
