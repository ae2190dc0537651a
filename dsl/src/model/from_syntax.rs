//! Trees to registry: whose each declaration is, what each name means.
//!
//! Takes the trees of all files; gives the [`Model`], what could not be resolved, and which name means what.
//! This is the only place where names are compared. What could not be resolved is said here, once, and is absent after.

mod branch;
mod classify;
mod condition;
mod constraint;
mod declare;
mod each;
mod entity;
mod event;
mod expectation;
mod field;
mod flow;
mod folder;
mod house;
mod keyword;
mod lookup;
mod names;
mod operand;
mod problem;
mod procedure;
mod profile;
mod record;
mod reference;
mod requirement;
mod ring;
mod suggestion;
mod term;
#[cfg(test)]
mod tests;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use super::{Id, Model, Owner, Subject, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Place, Span};
use crate::syntax::ast;
use flow::Flow;
use lookup::Want;
use names::Names;

/// One file, read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    pub(crate) id: FileId,
    pub(crate) path: &'a str,
    pub(crate) shipped: bool,
    pub(crate) tree: &'a ast::File,
    pub(crate) text: &'a str,
}

/// The registry, and what there is to say about the names in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resolved {
    pub(crate) model: Model,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Sorted by the place of the use.
    pub(crate) references: Vec<Mention>,
}

/// A name where it is used, and where what it means is declared (there also under its name).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mention {
    pub(crate) at: Place,
    pub(crate) declared: Place,
}

/// Resolves all files together. The order in which they are given does not matter.
pub(crate) fn resolve(files: &[Source<'_>]) -> Resolved {
    let mut files: Vec<&Source<'_>> = files.iter().collect();
    files.sort_by_key(|it| (!it.shipped, it.path));
    let mut resolver = Resolver::new(files);
    let declarations = resolver.settle_owners();
    let mut declared = resolver.declare(&declarations);
    resolver.find_decisions(&declared);
    resolver.resolve_terms(&declared);
    resolver.resolve_fields(&mut declared);
    resolver.resolve_classifications(&declared);
    resolver.resolve_givens(&declared);
    let definitions = resolver.resolve_definitions(&declared);
    resolver.resolve_expectations(&declared);
    resolver.resolve_requirements(&declared, &definitions);
    resolver.resolve_profiles(&declared);
    resolver.resolve_entities(&declared);
    resolver.resolve_procedures(&declared);
    resolver.resolve_records(&declared);
    resolver.resolve_suggestions(&declared);
    resolver.finish()
}

/// What is known so far.
struct Resolver<'a> {
    files: Vec<&'a Source<'a>>,
    model: Model,
    names: Names,
    /// The vocabularies whose words the language itself looks for.
    kinds: Kinds,
    diagnostics: Vec<Diagnostic>,
    mentions: Vec<Mention>,
    /// The names of all decisions, and where some of each name stand.
    decisions: BTreeMap<&'a str, Vec<Place>>,
    guesses: usize,
    /// How much events hold, with definitions put in their place.
    expanded: usize,
}

/// The language's own vocabularies, where guidance fills them.
#[derive(Clone, Copy, Default)]
struct Kinds {
    action: Option<Id<Vocabulary>>,
    trigger: Option<Id<Vocabulary>>,
    outcome: Option<Id<Vocabulary>>,
    stage: Option<Id<Vocabulary>>,
    /// The subject called `role`, whose fields roles carry; and so on.
    role: Option<Id<Subject>>,
    entity: Option<Id<Subject>>,
    procedure: Option<Id<Subject>>,
    waiver: Option<Id<Subject>>,
}

/// From where a name is read: it decides what the name may mean.
#[derive(Clone, Copy)]
struct Standpoint<'s> {
    file: FileId,
    owner: Owner,
    /// The subject whose facts are meant, where it is known.
    subject: Option<Id<Subject>>,
    /// The steps of the procedure it stands in.
    flow: Option<&'s Flow<'s>>,
}

impl Standpoint<'_> {
    fn at(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }
}

impl<'a> Resolver<'a> {
    fn new(files: Vec<&'a Source<'a>>) -> Self {
        Self {
            files,
            model: Model::default(),
            names: Names::default(),
            kinds: Kinds::default(),
            diagnostics: Vec::new(),
            mentions: Vec::new(),
            decisions: BTreeMap::new(),
            guesses: 0,
            expanded: 0,
        }
    }

    fn mention(&mut self, at: Place, declared: Place) {
        self.mentions.push(Mention { at, declared });
    }

    /// One mistake may be met more than once, as where a definition stands for several actions: it is said once.
    fn finish(mut self) -> Resolved {
        self.diagnostics.sort();
        let mut said = BTreeSet::new();
        self.diagnostics.retain(|it| said.insert((it.at, it.code.id.clone())));
        self.mentions.sort();
        self.mentions.dedup();
        Resolved { model: self.model, diagnostics: self.diagnostics, references: self.mentions }
    }
}
