//! The list to go by, written: conditions in the words in which they stand in the text.

use std::collections::BTreeMap;

use crate::Analysis;
use crate::source::{FileId, Place, Span};
use crate::syntax::ast::{Block, Condition, Item, ItemKind, Outcome, StatementKind, Step};

/// Longer conditions are cut.
const LONGEST: usize = 400;

/// For each statement, outcome, step or procedure the words of its conditions, in the order of the text.
pub(super) struct Written<'a> {
    analysis: &'a Analysis,
    conditions: BTreeMap<Place, Vec<Place>>,
}

impl<'a> Written<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let mut written = Self { analysis, conditions: BTreeMap::new() };
        for (file, parse) in (0..).map(FileId).zip(&analysis.read.parses) {
            if analysis.files.get(file.0 as usize).is_some_and(|it| !it.shipped) {
                written.items(file, &parse.file.items);
            }
        }
        written
    }

    /// The first condition there.
    pub(super) fn condition(&self, at: Place) -> Option<String> {
        self.conditions(at).into_iter().next()
    }

    /// All conditions there.
    pub(super) fn conditions(&self, at: Place) -> Vec<String> {
        self.conditions.get(&at).map_or(Vec::new(), |all| all.iter().map(|&it| self.words(it)).collect())
    }

    fn words(&self, at: Place) -> String {
        let file = self.analysis.files.get(at.file.0 as usize);
        let lines = file.map_or("", |it| it.slice(at.span)).lines();
        let words = lines.flat_map(|it| it.split("//").next().unwrap_or("").split_whitespace());
        let text = words.collect::<Vec<_>>().join(" ");
        match text.char_indices().nth(LONGEST) {
            None => text,
            Some(_) => format!("{}…", text.chars().take(LONGEST).collect::<String>()),
        }
    }

    fn items(&mut self, file: FileId, items: &[Item]) {
        for item in items {
            if let (ItemKind::Procedure(tree), Some(name)) = (&item.kind, &item.name) {
                let when = tree.subject.as_ref().and_then(|it| it.when.as_ref());
                self.add(file, name.span, when);
                self.block(file, &tree.body);
            }
            self.items(file, item.inside());
        }
    }

    fn block(&mut self, file: FileId, block: &Block) {
        for statement in &block.statements {
            match &statement.kind {
                StatementKind::Step(step) => self.step(file, step, statement.span),
                StatementKind::Decide(decide) => {
                    self.step(file, &decide.step, statement.span);
                    for Outcome { name, when, body, .. } in &decide.outcomes {
                        self.add(file, name.span, when.as_ref());
                        self.block(file, body);
                    }
                }
                StatementKind::When { condition, then, otherwise } => {
                    self.add(file, statement.span, Some(condition));
                    self.block(file, then);
                    otherwise.iter().for_each(|it| self.block(file, it));
                }
                StatementKind::Together(body) | StatementKind::Repeat { body, .. } | StatementKind::On { body, .. } => {
                    self.block(file, body);
                }
                StatementKind::Run(_) | StatementKind::GoTo(_) | StatementKind::End | StatementKind::Error => {}
            }
        }
    }

    fn step(&mut self, file: FileId, step: &Step, whole: Span) {
        let at = step.name.as_ref().map_or(whole, |it| it.span);
        for case in step.by.iter().flat_map(|it| &it.cases) {
            self.add(file, at, case.when.as_ref());
        }
    }

    fn add(&mut self, file: FileId, at: Span, condition: Option<&Condition>) {
        if let Some(condition) = condition {
            let span = match condition {
                Condition::And(_, span) | Condition::Or(_, span) | Condition::Not(_, span) => *span,
                Condition::Error(span) => *span,
                Condition::Atom(atom) => atom.span,
            };
            self.conditions.entry(Place { file, span: at }).or_default().push(Place { file, span });
        }
    }
}
