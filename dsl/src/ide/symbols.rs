//! The reading desk, symbols: the table of contents.

mod outline; // the tree of a file, as its reader sees it
mod search; // letters of a name, in order

use super::prose::{cut, plain};
use crate::Analysis;
use crate::model::{Declared, Thing};
use crate::source::{FileId, Place, Span};

/// So many symbols are found at most.
const FOUND: usize = 200;
/// So many characters of a name or a title are shown.
const LONGEST: usize = 120;

/// What kind of thing a symbol is; an editor chooses its picture by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SymbolKind {
    Guidance,
    Subject,
    Field,
    Vocabulary,
    Term,
    Table,
    Definition,
    Requirement,
    Clause,
    Expectation,
    Entity,
    Role,
    /// A registered subject.
    Instance,
    Procedure,
    Step,
    Decision,
    Outcome,
    /// `when`, `together`, `repeat`, `on`.
    Block,
    Record,
    Judgement,
    Waiver,
}

/// One entry of the table of contents of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name, or the words of a block.
    pub name: String,
    /// Its title, or what else tells it apart.
    pub detail: String,
    pub kind: SymbolKind,
    /// All of it.
    pub whole: Span,
    /// Its name.
    pub at: Span,
    /// What stands inside.
    pub inside: Vec<Symbol>,
}

/// A symbol that was searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub name: String,
    /// Its title.
    pub detail: String,
    pub kind: SymbolKind,
    /// What it stands in.
    pub inside: String,
    pub at: Place,
}

impl Analysis {
    /// The table of contents of a file.
    #[must_use]
    pub fn symbols(&self, file: FileId) -> Vec<Symbol> {
        match self.file(file) {
            Some((source, parse)) => outline::Outline { analysis: self, file, source }.items(&parse.file.items),
            None => Vec::new(),
        }
    }

    /// Symbols of the caller's own files whose names or titles hold the letters of the query in order, best first.
    #[must_use]
    pub fn find_symbols(&self, query: &str) -> Vec<Found> {
        let query = search::Query::new(query);
        let own = self.files.iter().enumerate().filter(|(_, it)| !it.shipped);
        let mut found: Vec<(u32, &Declared, String)> = Vec::new();
        for (number, _) in own {
            let file = FileId(u32::try_from(number).unwrap_or(u32::MAX));
            for declared in self.read.catalogue().in_file(file) {
                let title = self.title_of(declared);
                if let Some(score) = query.score(self.text_of(declared.name), &title) {
                    found.push((score, declared, title));
                }
            }
        }
        found.sort_by_key(|(score, declared, _)| (*score, declared.name));
        found.dedup_by_key(|(_, declared, _)| declared.name);
        found.truncate(FOUND);
        found.into_iter().map(|(_, declared, title)| self.found(declared, title)).collect()
    }

    fn found(&self, declared: &Declared, detail: String) -> Found {
        Found {
            name: cut(self.text_of(declared.name), LONGEST),
            detail,
            kind: self.symbol_kind(declared.thing),
            inside: self.inside(declared).map_or(String::new(), |it| cut(self.text_of(it.name), LONGEST)),
            at: declared.name,
        }
    }

    /// The nearest declaration that another stands in.
    fn inside(&self, declared: &Declared) -> Option<&Declared> {
        let all = self.read.catalogue().in_file(declared.name.file);
        let before = all.partition_point(|it| it.name < declared.name);
        let holds = |it: &&Declared| it.whole.start < declared.whole.start && declared.whole.end <= it.whole.end;
        all.get(..before)?.iter().rev().find(holds)
    }

    /// The title of what is declared; what has none has its doc's first line.
    pub(super) fn title_of(&self, declared: &Declared) -> String {
        let model = &self.read.model;
        let title = match declared.thing {
            Thing::Guidance(id) => model.guidances[id].title.as_deref(),
            Thing::Entity(id) => model.entities[id].title.as_deref(),
            Thing::Subject(id) => model.subjects[id].title.as_deref(),
            Thing::Term(id) => model.terms[id].title.as_deref(),
            Thing::Requirement(id) => model.requirements[id].title.as_deref(),
            Thing::Expectation(id) => model.expectations[id].title.as_deref(),
            Thing::Role(id) => model.roles[id].title.as_deref(),
            Thing::Instance(id) => model.instances[id].title.as_deref(),
            Thing::Procedure(id) => model.procedures[id].title.as_deref(),
            Thing::Step(id) => model.steps[id].title.as_deref(),
            Thing::Record(id) => model.records[id].title.as_deref(),
            Thing::Waiver(id) => model.waivers[id].title.as_deref(),
            Thing::Definition(_) => {
                self.item(declared.name).and_then(|it| it.title.as_ref()).map(|it| it.text.as_str())
            }
            Thing::Field(_)
            | Thing::Vocabulary(_)
            | Thing::Classification(_)
            | Thing::Level(..)
            | Thing::Clause(..)
            | Thing::Outcome(_)
            | Thing::Suggested(_)
            | Thing::Judgement(_) => None,
        };
        cut(&plain(title.unwrap_or("")), LONGEST)
    }

    fn symbol_kind(&self, thing: Thing) -> SymbolKind {
        match thing {
            Thing::Guidance(_) => SymbolKind::Guidance,
            Thing::Entity(_) => SymbolKind::Entity,
            Thing::Subject(_) => SymbolKind::Subject,
            Thing::Field(_) => SymbolKind::Field,
            Thing::Vocabulary(_) => SymbolKind::Vocabulary,
            Thing::Term(_) | Thing::Level(..) => SymbolKind::Term,
            Thing::Classification(_) => SymbolKind::Table,
            Thing::Definition(_) => SymbolKind::Definition,
            Thing::Requirement(_) => SymbolKind::Requirement,
            Thing::Clause(..) => SymbolKind::Clause,
            Thing::Expectation(_) => SymbolKind::Expectation,
            Thing::Role(_) => SymbolKind::Role,
            Thing::Instance(_) => SymbolKind::Instance,
            Thing::Procedure(_) => SymbolKind::Procedure,
            Thing::Step(id) if self.decides(id) => SymbolKind::Decision,
            Thing::Step(_) | Thing::Suggested(_) => SymbolKind::Step,
            Thing::Outcome(_) => SymbolKind::Outcome,
            Thing::Record(_) => SymbolKind::Record,
            Thing::Judgement(_) => SymbolKind::Judgement,
            Thing::Waiver(_) => SymbolKind::Waiver,
        }
    }
}
