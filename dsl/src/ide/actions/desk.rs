//! Actions: what is looked up for them in an analysis.

use super::page::Page;
use crate::Analysis;
use crate::diagnostic::{Diagnostic, Verdict};
use crate::model::{Entity, Id, Model, Requirement, Role, Term};
use crate::source::{FileId, Place, Span};
use crate::syntax::ast::File;
use crate::syntax::token::Kind;

/// An analysis, for those who want to change its texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk<'a> {
    pub(super) analysis: &'a Analysis,
}

impl<'a> Desk<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        Self { analysis }
    }

    pub(super) fn model(&self) -> &'a Model {
        &self.analysis.read.model
    }

    pub(super) fn page(&self, file: FileId) -> Page<'a> {
        Page::new(self.analysis.files.get(file.0 as usize).map_or("", |it| &*it.text))
    }

    pub(super) fn slice(&self, at: Place) -> &'a str {
        self.page(at.file).slice(at.span)
    }

    pub(super) fn is_own(&self, file: FileId) -> bool {
        self.analysis.files.get(file.0 as usize).is_some_and(|it| !it.shipped)
    }

    /// The trees of the caller's texts.
    pub(super) fn own_trees(&self) -> impl Iterator<Item = (FileId, &'a File)> {
        let files = self.analysis.files.iter().zip(&self.analysis.read.parses);
        (0..).map(FileId).zip(files).filter(|(_, (file, _))| !file.shipped).map(|(id, (_, parse))| (id, &parse.file))
    }

    pub(super) fn diagnostic(&self, number: usize) -> Option<&'a Diagnostic> {
        self.analysis.diagnostics.get(number)
    }

    /// The requirement that a notice is about.
    pub(super) fn requirement(&self, notice: &Diagnostic) -> Option<(Id<Requirement>, &'a Requirement)> {
        let name = &notice.finding.as_ref()?.requirement;
        let model = self.model();
        model.requirements.iter().find(|(id, _)| model.requirement_name(*id) == *name)
    }

    pub(super) fn entity(&self, notice: &Diagnostic) -> Option<Id<Entity>> {
        let name = &notice.finding.as_ref()?.entity;
        self.model().entities.iter().find(|(_, it)| it.name == *name).map(|(id, _)| id)
    }

    pub(super) fn roles(&self, entity: Id<Entity>) -> Vec<(Id<Role>, &'a Role)> {
        self.model().roles.iter().filter(|(_, it)| it.entity == entity).collect()
    }

    /// The braces that open after a head and close a declaration or a statement.
    pub(super) fn braces(&self, file: FileId, whole: Span, head: u32) -> Option<Span> {
        let tokens = &self.analysis.read.parses.get(file.0 as usize)?.tokens;
        let from = tokens.partition_point(|it| it.span.start < head);
        let mut inside = tokens.get(from..)?.iter().take_while(|it| it.span.end <= whole.end);
        let open = inside.find(|it| it.kind == Kind::Open)?;
        Some(Span { start: open.span.start, end: whole.end })
    }

    /// The terms that a name may mean where it says what is done.
    pub(super) fn actions(&self, name: &str) -> Vec<Id<Term>> {
        let model = self.model();
        let is_it = |it: &crate::model::Term| it.name == name && model.vocabularies[it.vocabulary].name == "action";
        model.terms.iter().filter(|(_, it)| is_it(it)).map(|(id, _)| id).collect()
    }
}

/// Whether a verdict is told to the reader.
pub(super) fn is_told(verdict: Verdict) -> bool {
    verdict > Verdict::Waived
}
