//! Through the trees once: every name that is declared, with all of its declaration.

use std::collections::BTreeMap;

use super::{Declared, Thing};
use crate::model::{Id, Model, Step};
use crate::source::{FileId, Place, Span};
use crate::syntax::ast::{self, Block, Change, Item, ItemKind, Name, StatementKind};

pub(super) struct Walk<'m> {
    model: &'m Model,
    /// What the model has under each name, by its place.
    known: Vec<(Place, Thing)>,
    vocabularies: BTreeMap<&'m str, Thing>,
    subjects: BTreeMap<&'m str, Thing>,
    pub(super) declared: Vec<Declared>,
    pub(super) outcomes: Vec<Option<Id<Step>>>,
    definitions: usize,
    suggested: usize,
    file: FileId,
}

impl<'m> Walk<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let vocabularies = model.vocabularies.iter().map(|(id, it)| (it.name.as_str(), Thing::Vocabulary(id)));
        let subjects = model.subjects.iter().map(|(id, it)| (it.name.as_str(), Thing::Subject(id)));
        Self {
            model,
            known: known(model),
            vocabularies: vocabularies.collect(),
            subjects: subjects.collect(),
            declared: Vec::new(),
            outcomes: Vec::new(),
            definitions: 0,
            suggested: 0,
            file: FileId(0),
        }
    }

    pub(super) fn file(&mut self, file: FileId, tree: &ast::File) {
        self.file = file;
        self.items(&tree.items);
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            if let Some(name) = &item.name {
                self.item(item, name);
            }
            self.inside(item);
            self.items(item.inside());
        }
    }

    fn item(&mut self, item: &Item, name: &Name) {
        if self.known(name, item.span) {
            return;
        }
        let again = match item.kind {
            ItemKind::Vocabulary(_) => self.vocabularies.get(name.text.as_str()).copied(),
            ItemKind::Subject(_) => self.subjects.get(name.text.as_str()).copied(),
            ItemKind::Define(_) => {
                self.definitions += 1;
                Some(Thing::Definition(self.definitions - 1))
            }
            _ => None,
        };
        if let Some(thing) = again {
            self.add(name, thing, item.span);
        }
    }

    fn inside(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::Guidance(it) => {
                for change in &it.tailoring {
                    if let Change::Suggest(block) = &change.change {
                        self.suggestion(block);
                    }
                }
            }
            ItemKind::Subject(fields) => self.fields(fields),
            ItemKind::Vocabulary(it) => self.terms(&it.terms),
            ItemKind::Classify(it) => {
                for level in &it.levels {
                    self.known(level, level.span);
                }
            }
            ItemKind::Requirement(it) => {
                for clause in &it.clauses {
                    if let Some(label) = &clause.label {
                        self.known(label, clause.span);
                    }
                }
                it.suggest.iter().for_each(|it| self.suggestion(it));
            }
            ItemKind::Procedure(it) => self.block(&it.body, true),
            _ => {}
        }
    }

    fn fields(&mut self, fields: &[ast::Field]) {
        for field in fields {
            if let Some(name) = &field.name {
                self.known(name, field.span);
            }
        }
    }

    fn terms(&mut self, terms: &[ast::Term]) {
        for term in terms {
            self.known(&term.name, term.span);
            self.fields(&term.fields);
            self.terms(&term.terms);
        }
    }

    fn suggestion(&mut self, block: &Block) {
        self.block(block, false);
    }

    /// Steps and outcomes; those of a suggestion are no steps of any procedure.
    fn block(&mut self, block: &Block, real: bool) {
        for statement in &block.statements {
            match &statement.kind {
                StatementKind::Step(step) => self.step(step, statement.span, real),
                StatementKind::Decide(decide) => {
                    self.step(&decide.step, statement.span, real);
                    let step = decide.step.name.as_ref().filter(|_| real).and_then(|name| self.step_named(name));
                    for outcome in &decide.outcomes {
                        self.add(&outcome.name, Thing::Outcome(self.outcomes.len()), outcome.span);
                        self.outcomes.push(step);
                        self.block(&outcome.body, real);
                    }
                }
                StatementKind::When { then, otherwise, .. } => {
                    self.block(then, real);
                    otherwise.iter().for_each(|it| self.block(it, real));
                }
                StatementKind::Together(body) | StatementKind::Repeat { body, .. } | StatementKind::On { body, .. } => {
                    self.block(body, real)
                }
                StatementKind::Run(_) | StatementKind::GoTo(_) | StatementKind::End | StatementKind::Error => {}
            }
        }
    }

    fn step(&mut self, step: &ast::Step, whole: Span, real: bool) {
        let Some(name) = &step.name else { return };
        if !real {
            self.add(name, Thing::Suggested(self.suggested), whole);
            self.suggested += 1;
        } else {
            self.known(name, whole);
        }
    }

    fn step_named(&self, name: &Name) -> Option<Id<Step>> {
        let things = self.things_at(self.place(name)).iter();
        things.into_iter().find_map(|it| if let Thing::Step(id) = it.1 { Some(id) } else { None })
    }

    fn things_at(&self, name: Place) -> &[(Place, Thing)] {
        let from = self.known.partition_point(|it| it.0 < name);
        let rest = self.known.get(from..).unwrap_or(&[]);
        let count = rest.iter().take_while(|it| it.0 == name).count();
        rest.get(..count).unwrap_or(&[])
    }

    /// Notes what the model has under this name; says whether it has anything.
    fn known(&mut self, name: &Name, whole: Span) -> bool {
        let name = self.place(name);
        // A profile's copy of a requirement has the clauses of its base: they are its base's.
        let copied = |at: usize, it: &(Place, Thing)| at > 0 && matches!(it.1, Thing::Clause(..));
        let things = self.things_at(name).iter().enumerate().filter(|&(at, it)| !copied(at, it));
        let things: Vec<Declared> = things.map(|(_, it)| Declared { name, thing: it.1, whole }).collect();
        let found = !things.is_empty();
        self.declared.extend(things);
        found
    }

    fn add(&mut self, name: &Name, thing: Thing, whole: Span) {
        let name = self.place(name);
        self.declared.push(Declared { name, thing, whole });
    }

    fn place(&self, name: &Name) -> Place {
        Place { file: self.file, span: name.span }
    }
}

/// What the model has under each name.
fn known(model: &Model) -> Vec<(Place, Thing)> {
    let mut all: Vec<(Place, Thing)> = Vec::new();
    all.extend(model.guidances.iter().map(|(id, it)| (it.at, Thing::Guidance(id))));
    all.extend(model.entities.iter().filter(|(_, it)| !it.implied).map(|(id, it)| (it.at, Thing::Entity(id))));
    all.extend(model.subjects.iter().map(|(id, it)| (it.at, Thing::Subject(id))));
    all.extend(model.fields.iter().map(|(id, it)| (it.at, Thing::Field(id))));
    all.extend(model.vocabularies.iter().map(|(id, it)| (it.at, Thing::Vocabulary(id))));
    all.extend(model.terms.iter().map(|(id, it)| (it.at, Thing::Term(id))));
    for (id, it) in model.classifications.iter() {
        all.push((it.at, Thing::Classification(id)));
        all.extend(it.level_places.iter().enumerate().map(|(number, &at)| (at, Thing::Level(id, number))));
    }
    for (id, it) in model.requirements.iter() {
        all.push((it.at, Thing::Requirement(id)));
        let labels = it.clauses.iter().enumerate().filter_map(|(number, it)| Some((it.label_at?, number)));
        all.extend(labels.map(|(at, number)| (at, Thing::Clause(id, number))));
    }
    all.extend(model.expectations.iter().map(|(id, it)| (it.at, Thing::Expectation(id))));
    all.extend(model.roles.iter().map(|(id, it)| (it.at, Thing::Role(id))));
    all.extend(model.instances.iter().map(|(id, it)| (it.at, Thing::Instance(id))));
    all.extend(model.procedures.iter().map(|(id, it)| (it.at, Thing::Procedure(id))));
    all.extend(model.steps.iter().map(|(id, it)| (it.at, Thing::Step(id))));
    all.extend(model.records.iter().map(|(id, it)| (it.at, Thing::Record(id))));
    all.extend(model.judgements.iter().map(|(id, it)| (it.at, Thing::Judgement(id))));
    all.extend(model.waivers.iter().map(|(id, it)| (it.at, Thing::Waiver(id))));
    all.sort_unstable();
    all
}
