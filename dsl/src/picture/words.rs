//! What stands in the picture: titles before names, people before roles.

use std::collections::BTreeMap;

use super::measure::cut;
use crate::Analysis;
use crate::model::{Entity, Id};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Actors, Block, Condition, Path, StatementKind, Step};

/// So many letters of one title or condition are told.
pub(super) const LONGEST: usize = 240;

/// Where the words of one procedure come from.
pub(super) struct Words<'a> {
    analysis: &'a Analysis,
    file: FileId,
    /// Titles of roles and procedures of its organization, and of its steps.
    roles: BTreeMap<&'a str, &'a str>,
    procedures: BTreeMap<&'a str, &'a str>,
    steps: BTreeMap<&'a str, &'a str>,
}

impl<'a> Words<'a> {
    pub(super) fn new(analysis: &'a Analysis, file: FileId, entity: Option<Id<Entity>>, body: &'a Block) -> Self {
        let model = &analysis.read.model;
        let own = |it: Id<Entity>| entity.is_none_or(|entity| entity == it);
        let title = |title: &'a Option<String>| title.as_deref();
        let roles = model.roles.iter().filter(|(_, it)| own(it.entity));
        let procedures = model.procedures.iter().filter(|(_, it)| own(it.entity));
        let mut steps = BTreeMap::new();
        titles(body, &mut steps);
        Self {
            analysis,
            file,
            roles: roles.filter_map(|(_, it)| Some((it.name.as_str(), title(&it.title)?))).collect(),
            procedures: procedures.filter_map(|(_, it)| Some((it.name.as_str(), title(&it.title)?))).collect(),
            steps,
        }
    }

    /// A stretch of the text as one line.
    pub(super) fn slice(&self, span: Span) -> String {
        let file = self.analysis.files.get(self.file.0 as usize);
        let text = file.map_or("", |it| it.slice(span));
        let lines = text.lines().map(|line| line.split("//").next().unwrap_or(""));
        cut(&lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "), LONGEST)
    }

    /// The title of a step, and what is done by whom.
    pub(super) fn step(&self, step: &Step) -> (String, String) {
        let name = step.name.as_ref().map_or("step without a name", |it| it.text.as_str());
        let title = step.title.as_ref().map_or_else(|| spoken(name), |it| cut(&it.text, LONGEST));
        let action = step.action.as_ref().map(|it| spoken(&last(it)));
        let by = step.by.as_ref().map(|it| self.actors(it));
        let fixed = step.fixed_by.as_ref().map(|it| format!("fixed by {}", spoken(&last(it))));
        let parts: Vec<String> = [action, by, fixed].into_iter().flatten().filter(|it| !it.is_empty()).collect();
        (title, parts.join(" · "))
    }

    fn actors(&self, actors: &Actors) -> String {
        let mut cases = Vec::new();
        for case in &actors.cases {
            let roles: Vec<String> = case.roles.iter().map(|it| self.role(&last(it))).collect();
            let when = case.when.as_ref().map(|it| format!(" when {}", self.slice(span_of(it))));
            cases.push(format!("{}{}", roles.join(" or "), when.unwrap_or_default()));
        }
        cases.join(", otherwise ")
    }

    fn role(&self, name: &str) -> String {
        self.roles.get(name).map_or_else(|| spoken(name), |it| cut(it, LONGEST))
    }

    pub(super) fn procedure(&self, path: &Path) -> String {
        let name = last(path);
        self.procedures.get(name.as_str()).map_or_else(|| spoken(&name), |it| cut(it, LONGEST))
    }

    pub(super) fn step_title(&self, name: &str) -> String {
        self.steps.get(name).map_or_else(|| spoken(name), |it| cut(it, LONGEST))
    }

    pub(super) fn triggers(&self, paths: &[Path]) -> String {
        paths.iter().map(|it| spoken(&last(it))).collect::<Vec<_>>().join(" or ")
    }
}

/// A name as it is read aloud.
pub(super) fn spoken(name: &str) -> String {
    cut(&name.replace(['-', '_'], " "), LONGEST)
}

/// The last name of a path.
pub(super) fn last(path: &Path) -> String {
    path.names.last().map_or(String::new(), |it| it.text.clone())
}

pub(super) fn span_of(condition: &Condition) -> Span {
    match condition {
        Condition::And(_, span) | Condition::Or(_, span) | Condition::Not(_, span) | Condition::Error(span) => *span,
        Condition::Atom(atom) => atom.span,
    }
}

fn titles<'a>(block: &'a Block, found: &mut BTreeMap<&'a str, &'a str>) {
    let mut note = |step: &'a Step| {
        if let (Some(name), Some(title)) = (&step.name, &step.title) {
            found.insert(&name.text, &title.text);
        }
    };
    for statement in &block.statements {
        match &statement.kind {
            StatementKind::Step(step) => note(step),
            StatementKind::Decide(decide) => note(&decide.step),
            _ => {}
        }
    }
    for inner in inside(block) {
        titles(inner, found);
    }
}

/// The blocks inside a block.
pub(super) fn inside(block: &Block) -> Vec<&Block> {
    let mut found = Vec::new();
    for statement in &block.statements {
        match &statement.kind {
            StatementKind::Decide(decide) => found.extend(decide.outcomes.iter().map(|it| &it.body)),
            StatementKind::When { then, otherwise, .. } => {
                found.push(then);
                found.extend(otherwise);
            }
            StatementKind::Together(body) | StatementKind::Repeat { body, .. } | StatementKind::On { body, .. } => {
                found.push(body);
            }
            _ => {}
        }
    }
    found
}
