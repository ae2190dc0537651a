//! Every name on its shelf, before anything that uses it is read.

use super::super::{
    Classification, Entity, Expectation, Field, For, Guidance, Id, Instance, Level, Owner, Procedure, Requirement,
    Role, Subject, Term, Vocabulary,
};
use super::house::Declaration;
use super::names::{Entry, Kind};
use super::{Kinds, Resolver};
use crate::syntax::ast::{self, ItemKind};

/// A declaration with its id and its tree.
pub(super) type Shelved<'a, T, A> = (Id<T>, Declaration<'a>, &'a A);

/// What was declared, kind by kind.
#[derive(Default)]
pub(super) struct Declared<'a> {
    pub(super) guidances: Vec<Shelved<'a, Guidance, ast::Guidance>>,
    pub(super) entities: Vec<Shelved<'a, Entity, ast::Entity>>,
    pub(super) subjects: Vec<Shelved<'a, Subject, Vec<ast::Field>>>,
    pub(super) vocabularies: Vec<Shelved<'a, Vocabulary, ast::Vocabulary>>,
    /// `group camp is refugees`: a term, with the vocabulary it goes to.
    pub(super) loose_terms: Vec<Shelved<'a, Vocabulary, ast::Instance>>,
    pub(super) instances: Vec<Shelved<'a, Instance, ast::Instance>>,
    pub(super) givens: Vec<(Declaration<'a>, &'a [ast::Condition])>,
    pub(super) definitions: Vec<(Declaration<'a>, &'a ast::Event)>,
    pub(super) classifications: Vec<Shelved<'a, Classification, ast::Classify>>,
    pub(super) requirements: Vec<Shelved<'a, Requirement, ast::Requirement>>,
    pub(super) expectations: Vec<Shelved<'a, Expectation, ast::Expectation>>,
    pub(super) roles: Vec<Shelved<'a, Role, [ast::Entry]>>,
    pub(super) procedures: Vec<Shelved<'a, Procedure, ast::Procedure>>,
    pub(super) records: Vec<(Declaration<'a>, &'a ast::Record)>,
    pub(super) judgements: Vec<(Declaration<'a>, &'a ast::Record)>,
    pub(super) waivers: Vec<(Declaration<'a>, &'a ast::Record)>,
    /// Terms with what is written of them, filled by the pass over vocabularies.
    pub(super) terms: Vec<(Id<Term>, Declaration<'a>, &'a [ast::Path])>,
    /// Fields with their types as written.
    pub(super) fields: Vec<(Id<Field>, Declaration<'a>, &'a ast::Field)>,
}

impl<'a> Resolver<'a> {
    pub(super) fn declare(&mut self, declarations: &[Declaration<'a>]) -> Declared<'a> {
        let mut declared = Declared::default();
        for &it in declarations {
            self.declare_kinds(it, &mut declared);
        }
        self.kinds = self.own_kinds();
        for &it in declarations {
            self.declare_rest(it, &mut declared);
        }
        self.declare_terms(&mut declared);
        declared
    }

    /// Subjects and vocabularies: their names are the keywords and types of everything else.
    fn declare_kinds(&mut self, it: Declaration<'a>, declared: &mut Declared<'a>) {
        match &it.item.kind {
            ItemKind::Guidance(tree) if !it.copy => {
                if let Owner::Guidance(id) = it.owner {
                    declared.guidances.push((id, it, tree));
                }
            }
            ItemKind::Entity(tree) if !it.copy => {
                if let Owner::Entity(id) = it.owner {
                    declared.entities.push((id, it, tree));
                }
            }
            ItemKind::Subject(fields) => {
                let id = self.declare_subject(it);
                declared.subjects.push((id, it, fields));
            }
            ItemKind::Vocabulary(tree) => {
                let id = self.declare_vocabulary(it, tree.ordered);
                declared.vocabularies.push((id, it, tree));
            }
            _ => {}
        }
    }

    /// Subjects of one name are one subject: files and guidance may add fields to what others declared.
    fn declare_subject(&mut self, it: Declaration<'a>) -> Id<Subject> {
        let name = name_of(it);
        let entries: Vec<Entry> = self.names.all(name).iter().filter(|it| it.kind == Kind::Subject).copied().collect();
        let id = match entries.first().filter(|_| !name.is_empty()) {
            Some(first) => Id::new(first.index),
            None => self.model.subjects.add(Subject {
                name: name.to_owned(),
                title: title_of(it),
                doc: it.item.doc.clone(),
                owner: it.owner,
                fields: Vec::new(),
                at: it.at(),
            }),
        };
        self.index(it, Kind::Subject, Some(it.owner), id.index());
        id
    }

    /// Vocabularies of one name are one vocabulary.
    fn declare_vocabulary(&mut self, it: Declaration<'a>, ordered: bool) -> Id<Vocabulary> {
        let name = name_of(it);
        let first = self.names.all(name).iter().find(|it| it.kind == Kind::Vocabulary).map(|it| it.index);
        if let Some(id) = first.filter(|_| !name.is_empty()).map(Id::new) {
            let vocabulary: &mut Vocabulary = &mut self.model.vocabularies[id];
            vocabulary.ordered |= ordered;
            if vocabulary.doc.is_none() {
                vocabulary.doc.clone_from(&it.item.doc);
            }
            return id;
        }
        let (name, doc) = (name.to_owned(), it.item.doc.clone());
        let id = self.model.vocabularies.add(Vocabulary { name, doc, ordered, terms: Vec::new(), at: it.at() });
        self.index(it, Kind::Vocabulary, None, id.index());
        id
    }

    fn own_kinds(&self) -> Kinds {
        let find = |name: &str, kind: Kind| self.names.all(name).iter().find(|it| it.kind == kind).map(|it| it.index);
        Kinds {
            action: find("action", Kind::Vocabulary).map(Id::new),
            trigger: find("trigger", Kind::Vocabulary).map(Id::new),
            outcome: find("outcome", Kind::Vocabulary).map(Id::new),
            stage: find("stage", Kind::Vocabulary).map(Id::new),
            role: find("role", Kind::Subject).map(Id::new),
            entity: find("entity", Kind::Subject).map(Id::new),
            procedure: find("procedure", Kind::Subject).map(Id::new),
            waiver: find("waiver", Kind::Subject).map(Id::new),
        }
    }

    fn declare_rest(&mut self, it: Declaration<'a>, declared: &mut Declared<'a>) {
        match &it.item.kind {
            ItemKind::Given(conditions) => declared.givens.push((it, conditions)),
            ItemKind::Define(event) => {
                if self.is_new(it, Kind::Definition, "definition") {
                    self.index(it, Kind::Definition, Some(it.owner), declared.definitions.len());
                    declared.definitions.push((it, event));
                }
            }
            ItemKind::Classify(tree) => {
                if self.is_new(it, Kind::Classification, "classification") {
                    let id = self.add_classification(it);
                    declared.classifications.push((id, it, tree));
                }
            }
            ItemKind::Requirement(tree) => {
                if self.is_new(it, Kind::Requirement, "requirement") {
                    let id = self.add_requirement(it);
                    declared.requirements.push((id, it, tree));
                }
            }
            ItemKind::Expectation(tree) => {
                if self.is_new(it, Kind::Expectation, "expectation") {
                    let id = self.add_expectation(it);
                    declared.expectations.push((id, it, tree));
                }
            }
            ItemKind::Instance(tree) => self.declare_instance(it, tree, declared),
            _ => self.declare_entitys(it, declared),
        }
    }

    /// What only an entity declares.
    fn declare_entitys(&mut self, it: Declaration<'a>, declared: &mut Declared<'a>) {
        let Owner::Entity(entity) = it.owner else {
            return;
        };
        match &it.item.kind {
            ItemKind::Role(entries) if self.is_new(it, Kind::Role, "role") => {
                let (name, title, doc) = (name_of(it).to_owned(), title_of(it), it.item.doc.clone());
                let role = Role { name, title, doc, entity, external: false, fields: Vec::new(), at: it.at() };
                let id = self.model.roles.add(role);
                self.index(it, Kind::Role, Some(it.owner), id.index());
                declared.roles.push((id, it, entries));
            }
            ItemKind::Procedure(tree) if self.is_new(it, Kind::Procedure, "procedure") => {
                let id = self.add_procedure(it, entity);
                declared.procedures.push((id, it, tree));
            }
            ItemKind::Record(tree) if self.is_new(it, Kind::Record, "record") => {
                self.index(it, Kind::Record, Some(it.owner), declared.records.len());
                declared.records.push((it, tree));
            }
            ItemKind::Judgement(tree) if self.is_new(it, Kind::Judgement, "judgement") => {
                self.index(it, Kind::Judgement, Some(it.owner), declared.judgements.len());
                declared.judgements.push((it, tree));
            }
            ItemKind::Waiver(tree) if self.is_new(it, Kind::Waiver, "waiver") => {
                self.index(it, Kind::Waiver, Some(it.owner), declared.waivers.len());
                declared.waivers.push((it, tree));
            }
            _ => {}
        }
    }

    /// Whether this is the first of its kind and name for its owner; says so if it is not.
    pub(super) fn is_new(&mut self, it: Declaration<'a>, kind: Kind, noun: &str) -> bool {
        let name = name_of(it);
        let mut entries = self.names.all(name).iter();
        let first = entries.find(|entry| entry.kind == kind && entry.owner == Some(it.owner)).map(|it| it.at);
        match first {
            Some(first) if !name.is_empty() => {
                if !it.copy {
                    self.duplicate(it.at(), first, noun, name);
                }
                false
            }
            _ => true,
        }
    }

    pub(super) fn index(&mut self, it: Declaration<'a>, kind: Kind, owner: Option<Owner>, index: usize) {
        if let Some(name) = &it.item.name {
            self.names.add(&name.text, Entry { kind, owner, index, at: it.at() });
        }
    }

    fn add_classification(&mut self, it: Declaration<'a>) -> Id<Classification> {
        let id = self.model.classifications.add(Classification {
            name: name_of(it).to_owned(),
            doc: it.item.doc.clone(),
            owner: it.owner,
            subject: None,
            levels: Vec::new(),
            level_places: Vec::new(),
            rows: Vec::new(),
            otherwise: None,
            at: it.at(),
        });
        self.index(it, Kind::Classification, Some(it.owner), id.index());
        id
    }

    fn add_requirement(&mut self, it: Declaration<'a>) -> Id<Requirement> {
        let id = self.model.requirements.add(Requirement {
            name: name_of(it).to_owned(),
            title: title_of(it),
            doc: it.item.doc.clone(),
            owner: it.owner,
            level: Level::Must,
            cases: Vec::new(),
            subject: None,
            waivable: true,
            stage: None,
            applies: Vec::new(),
            clauses: Vec::new(),
            because: None,
            sources: Vec::new(),
            answers: Vec::new(),
            suggest: None,
            notes: Vec::new(),
            defaults: Vec::new(),
            id: None,
            unread: None,
            at: it.at(),
        });
        self.index(it, Kind::Requirement, Some(it.owner), id.index());
        id
    }

    fn add_procedure(&mut self, it: Declaration<'a>, entity: Id<Entity>) -> Id<Procedure> {
        let id = self.model.procedures.add(Procedure {
            name: name_of(it).to_owned(),
            title: title_of(it),
            doc: it.item.doc.clone(),
            entity,
            subject: None::<For>,
            after: Vec::new(),
            fields: Vec::new(),
            body: Vec::new(),
            at: it.at(),
        });
        self.index(it, Kind::Procedure, Some(it.owner), id.index());
        id
    }
}

/// The name of a declaration; empty where it is missing, which was reported.
pub(super) fn name_of(it: Declaration<'_>) -> &str {
    it.item.name.as_ref().map_or("", |name| name.text.as_str())
}

pub(super) fn title_of(it: Declaration<'_>) -> Option<String> {
    it.item.title.as_ref().map(|title| title.text.clone())
}
