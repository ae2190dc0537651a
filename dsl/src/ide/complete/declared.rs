//! What is declared in the trees and not on the shelves: definitions, and the steps of the procedure one stands in.

use super::desk::Desk;
use crate::Analysis;
use crate::ide::Point;
use crate::source::FileId;
use crate::syntax::ast::{self, Item, ItemKind, StatementKind};

/// A definition: a name for several events.
pub(super) struct Definition<'a> {
    pub(super) name: &'a str,
    pub(super) title: &'a str,
    pub(super) event: &'a ast::Event,
    file: FileId,
}

impl Definition<'_> {
    /// Whether it may be named at the point.
    pub(super) fn named_by(&self, desk: &Desk<'_>) -> bool {
        let houses = super::whose::Houses::around(desk.analysis, self.file);
        let owners = houses.guidances.iter().chain(&houses.entities);
        owners.into_iter().any(|&it| desk.sees(it)) || houses.guidances.is_empty() && houses.entities.is_empty()
    }
}

/// All definitions, in the order of the texts.
pub(super) fn definitions(analysis: &Analysis) -> impl Iterator<Item = Definition<'_>> {
    let mut found = Vec::new();
    for (file, parse) in (0..).map(FileId).zip(&analysis.read.parses) {
        gather(file, &parse.file.items, &mut found);
    }
    found.into_iter()
}

fn gather<'a>(file: FileId, items: &'a [Item], found: &mut Vec<Definition<'a>>) {
    for item in items {
        match &item.kind {
            ItemKind::Define(event) => {
                let name = item.name.as_ref().map_or("", |it| it.text.as_str());
                let title = item.title.as_ref().map_or("", |it| it.text.as_str());
                found.push(Definition { name, title, event, file });
            }
            ItemKind::Guidance(it) => gather(file, &it.items, found),
            ItemKind::Entity(it) => gather(file, &it.items, found),
            ItemKind::Instance(it) => gather(file, &it.items, found),
            _ => {}
        }
    }
}

/// The procedure that a point stands in.
pub(super) struct Around<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) steps: Vec<Stop<'a>>,
}

/// A step of it.
pub(super) struct Stop<'a> {
    pub(super) name: &'a str,
    pub(super) title: &'a str,
    /// What a decision may choose.
    pub(super) outcomes: Option<Vec<&'a str>>,
    /// Where it begins.
    pub(super) start: u32,
    /// Whether a jump from the point may lead to it: it stands in no block that the point is outside of.
    pub(super) open: bool,
}

pub(super) fn procedure_at(analysis: &Analysis, at: Point) -> Option<Around<'_>> {
    let parse = analysis.read.parses.get(at.file.0 as usize)?;
    let (item, tree) = find(&parse.file.items, at.offset)?;
    let mut steps = Vec::new();
    walk(&tree.body, at.offset, true, &mut steps);
    Some(Around { name: item.name.as_ref().map(|it| it.text.as_str()), steps })
}

fn find(items: &[Item], offset: u32) -> Option<(&Item, &ast::Procedure)> {
    // The last that begins before the point: what is half written may end its tree too early.
    let item = items.iter().rev().find(|it| it.span.start <= offset)?;
    match &item.kind {
        ItemKind::Procedure(tree) => Some((item, tree)),
        ItemKind::Guidance(it) => find(&it.items, offset),
        ItemKind::Entity(it) => find(&it.items, offset),
        ItemKind::Instance(it) => find(&it.items, offset),
        _ => None,
    }
}

fn walk<'a>(block: &'a ast::Block, offset: u32, open: bool, steps: &mut Vec<Stop<'a>>) {
    let room = |it: &ast::Block| open && it.span.start <= offset && offset <= it.span.end;
    for statement in &block.statements {
        let start = statement.span.start;
        let stop = |step: &'a ast::Step, outcomes| {
            let name = step.name.as_ref().map_or("", |it| it.text.as_str());
            let title = step.title.as_ref().map_or("", |it| it.text.as_str());
            Stop { name, title, outcomes, start, open }
        };
        match &statement.kind {
            StatementKind::Step(step) => steps.push(stop(step, None)),
            StatementKind::Decide(decide) => {
                let outcomes = decide.outcomes.iter().map(|it| it.name.text.as_str()).collect();
                steps.push(stop(&decide.step, Some(outcomes)));
                for outcome in &decide.outcomes {
                    walk(&outcome.body, offset, room(&outcome.body), steps);
                }
            }
            StatementKind::When { then, otherwise, .. } => {
                walk(then, offset, open, steps);
                otherwise.iter().for_each(|it| walk(it, offset, open, steps));
            }
            StatementKind::Repeat { body, .. } => walk(body, offset, open, steps),
            StatementKind::Together(body) | StatementKind::On { body, .. } => walk(body, offset, room(body), steps),
            StatementKind::Run(_) | StatementKind::GoTo(_) | StatementKind::End | StatementKind::Error => {}
        }
    }
}
