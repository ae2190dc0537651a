//! The card index of the registry: from a place to what is declared there, and from a thing to where it is named.
//!
//! Takes the model, the trees and the mentions; gives sorted lists. Knows nothing that they do not say.

mod walk;

use super::{
    Classification, Entity, Expectation, Field, Guidance, Id, Instance, Judgement, Mention, Model, Procedure, Record,
    Requirement, Role, Step, Subject, Term, Vocabulary, Waiver,
};
use crate::source::{FileId, Place, Span};
use crate::syntax::ast;

/// Anything that a name in a text can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    Guidance(Id<Guidance>),
    Entity(Id<Entity>),
    Subject(Id<Subject>),
    Field(Id<Field>),
    Vocabulary(Id<Vocabulary>),
    Term(Id<Term>),
    Classification(Id<Classification>),
    /// A level of a classification, by its number.
    Level(Id<Classification>, usize),
    /// By its number among all definitions.
    Definition(usize),
    Requirement(Id<Requirement>),
    /// A labelled clause of a requirement, by its number.
    Clause(Id<Requirement>, usize),
    Expectation(Id<Expectation>),
    Role(Id<Role>),
    Instance(Id<Instance>),
    Procedure(Id<Procedure>),
    Step(Id<Step>),
    /// What a decision may choose, by its number among all outcomes; see [`Catalogue::outcome`].
    Outcome(usize),
    /// A step that a requirement suggests.
    Suggested(usize),
    Record(Id<Record>),
    Judgement(Id<Judgement>),
    Waiver(Id<Waiver>),
}

/// A name where it is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Declared {
    /// The name.
    pub(crate) name: Place,
    pub(crate) thing: Thing,
    /// The whole declaration.
    pub(crate) whole: Span,
}

impl Declared {
    /// The whole declaration.
    pub(crate) fn place(&self) -> Place {
        Place { span: self.whole, ..self.name }
    }
}

/// What is declared where, and what is named where.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalogue {
    /// By the place of the name. Several things may share one: a profile's requirements stand where its base's do.
    declared: Vec<Declared>,
    /// Numbers of [`Catalogue::declared`], by thing.
    by_thing: Vec<(Thing, usize)>,
    /// The places of what mentions mean, in order, each with the number of the mention.
    by_meaning: Vec<(Place, usize)>,
    /// For each outcome the decision it belongs to; none within a suggestion.
    outcomes: Vec<Option<Id<Step>>>,
}

impl Catalogue {
    /// Goes through everything once. `mentions` are sorted by the place of the use.
    pub(crate) fn new<'a>(
        model: &Model,
        trees: impl Iterator<Item = (FileId, &'a ast::File)>,
        mentions: &[Mention],
    ) -> Self {
        let mut walk = walk::Walk::new(model);
        for (file, tree) in trees {
            walk.file(file, tree);
        }
        let (mut declared, outcomes) = (walk.declared, walk.outcomes);
        declared.sort_unstable();
        let mut by_thing: Vec<(Thing, usize)> =
            declared.iter().enumerate().map(|(number, it)| (it.thing, number)).collect();
        by_thing.sort_unstable();
        let mut by_meaning: Vec<(Place, usize)> =
            mentions.iter().enumerate().map(|(number, it)| (it.declared, number)).collect();
        by_meaning.sort_unstable();
        Self { declared, by_thing, by_meaning, outcomes }
    }

    /// What is declared under this very name; the one that others are copies of comes first.
    pub(crate) fn at(&self, name: Place) -> &[Declared] {
        let from = self.declared.partition_point(|it| it.name < name);
        let rest = self.declared.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|it| it.name == name);
        rest.get(..count).unwrap_or(&[])
    }

    /// What a file declares, in the order of the text.
    pub(crate) fn in_file(&self, file: FileId) -> &[Declared] {
        let from = self.declared.partition_point(|it| it.name.file < file);
        let rest = self.declared.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|it| it.name.file == file);
        rest.get(..count).unwrap_or(&[])
    }

    /// Everywhere a thing is declared: a vocabulary may be in several files. The first comes first.
    pub(crate) fn of(&self, thing: Thing) -> impl Iterator<Item = &Declared> {
        let from = self.by_thing.partition_point(|it| it.0 < thing);
        let rest = self.by_thing.get(from..).unwrap_or(&[]);
        rest.iter().take_while(move |it| it.0 == thing).filter_map(|it| self.declared.get(it.1))
    }

    /// The mentions of what is declared under a name, in the order of the texts.
    pub(crate) fn uses<'m>(&'m self, mentions: &'m [Mention], name: Place) -> impl Iterator<Item = &'m Mention> {
        let from = self.by_meaning.partition_point(|it| it.0 < name);
        let rest = self.by_meaning.get(from..).unwrap_or(&[]).iter();
        rest.take_while(move |it| it.0 == name).filter_map(|it| mentions.get(it.1))
    }

    /// The decision that an outcome belongs to; none within a suggestion.
    pub(crate) fn outcome(&self, number: usize) -> Option<Id<Step>> {
        self.outcomes.get(number).copied().flatten()
    }
}

/// The declaration whose name stands there.
pub(crate) fn item_named(items: &[ast::Item], name: Span) -> Option<&ast::Item> {
    let around = items.iter().find(|it| it.span.start <= name.start && name.end <= it.span.end)?;
    if around.name.as_ref().is_some_and(|it| it.span == name) {
        return Some(around);
    }
    item_named(around.inside(), name)
}
