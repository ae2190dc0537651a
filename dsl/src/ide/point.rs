//! The reading desk, point: the word under the pointer, and what it may mean.

use super::Point;
use crate::Analysis;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Mention, Thing};
use crate::source::{FileId, Place, SourceFile, Span};
use crate::syntax::{Parse, Token, ast};

/// A name in a text.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) at: Place,
    /// What it may mean, the nearest first; never empty.
    pub(super) means: Vec<Declared>,
}

impl Named {
    /// What it means.
    pub(super) fn thing(&self) -> Option<Thing> {
        self.means.first().map(|it| it.thing)
    }
}

impl Analysis {
    pub(super) fn file(&self, file: FileId) -> Option<(&SourceFile, &Parse)> {
        let number = file.0 as usize;
        Some((self.files.get(number)?, self.read.parses.get(number)?))
    }

    pub(super) fn text_of(&self, at: Place) -> &str {
        self.files.get(at.file.0 as usize).map_or("", |it| it.slice(at.span))
    }

    pub(super) fn is_shipped(&self, file: FileId) -> bool {
        self.files.get(file.0 as usize).is_some_and(|it| it.shipped)
    }

    /// The number of the token that a point stands in, or else behind; a word is taken rather than what is no word.
    pub(super) fn token_at(&self, at: Point) -> Option<(usize, Token)> {
        let (_, parse) = self.file(at.file)?;
        let from = parse.tokens.partition_point(|it| it.span.end < at.offset);
        let near = parse.tokens.iter().enumerate().skip(from).take(2).filter(|(_, it)| it.span.start <= at.offset);
        let near: Vec<(usize, Token)> = near.map(|(number, it)| (number, *it)).collect();
        let stands_in = |it: &&(usize, Token)| it.1.span.start <= at.offset && at.offset < it.1.span.end;
        let word = near.iter().rev().find(|it| it.1.kind.is_word());
        word.or_else(|| near.iter().find(stands_in)).or(near.first()).copied()
    }

    /// The name at a point.
    pub(super) fn named_at(&self, at: Point) -> Option<Named> {
        let (_, token) = self.token_at(at)?;
        self.named(Place { file: at.file, span: token.span })
    }

    /// The name that stands there and nowhere beside it.
    pub(super) fn named(&self, at: Place) -> Option<Named> {
        let catalogue = self.read.catalogue();
        let own = catalogue.at(at);
        let mut means = own.to_vec();
        for mention in self.mentions_at(at) {
            means.extend(catalogue.at(mention.declared).iter().filter(|it| !own.contains(it)));
        }
        (!means.is_empty()).then_some(Named { at, means })
    }

    /// What is said to be meant by the name that stands there.
    pub(super) fn mentions_at(&self, at: Place) -> &[Mention] {
        let mentions = &self.read.mentions;
        let from = mentions.partition_point(|it| it.at < at);
        let rest = mentions.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|it| it.at == at);
        rest.get(..count).unwrap_or(&[])
    }

    /// The names of a file that mean something declared elsewhere, in the order of the text.
    pub(super) fn mentions_in(&self, file: FileId, within: Span) -> &[Mention] {
        let mentions = &self.read.mentions;
        let from = mentions.partition_point(|it| (it.at.file, it.at.span.start) < (file, within.start));
        let rest = mentions.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|it| it.at.file == file && it.at.span.start < within.end);
        rest.get(..count).unwrap_or(&[])
    }

    /// The declaration whose name stands there.
    pub(super) fn item(&self, name: Place) -> Option<&ast::Item> {
        crate::model::item_named(&self.file(name.file)?.1.file.items, name.span)
    }

    /// What there is to tell about a file.
    pub(super) fn told_in(&self, file: FileId) -> impl Iterator<Item = (usize, &Diagnostic)> {
        let from = self.diagnostics.partition_point(|it| it.at.file < file);
        let rest = self.diagnostics.iter().enumerate().skip(from);
        rest.take_while(move |(_, it)| it.at.file == file)
    }
}
