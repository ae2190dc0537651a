//! A whole text, and what one declaration is.

use chumsky::prelude::*;

use super::condition::condition;
use super::event::defined_event;
use super::flow::{procedure, statement};
use super::guidance::{entity, guidance, instance, is_instance, role};
use super::parts::*;
use super::record::record;
use super::requirement::requirement;
use super::scale::{classify, subject, vocabulary};
use crate::syntax::ast::{Condition, File, Item, ItemKind, Name, Statement, Text};
use crate::syntax::fault::Want;
use crate::syntax::reading::Reading;
use crate::syntax::token::Kind;
use crate::syntax::words::{Class, Word};

/// Declarations up to the end of the text.
pub(super) fn file<'t>() -> Rule<'t, File> {
    let condition = condition();
    let statement = statement(condition.clone());
    let nested = item(condition.clone(), statement.clone(), ahead(is_instance));
    let outer = outer_item(condition, statement, nested);
    let member = outer.map(Some).or(junk(Want::Item).map(|()| None));
    let stray = any().map(|_| None);
    member
        .or(stray)
        .repeated()
        .collect::<Vec<_>>()
        .map(|items| File {
            items: items.into_iter().flatten().collect(),
        })
        .boxed()
}

/// A declaration that can stand in another one.
fn item<'t>(
    condition: Rule<'t, Condition>,
    statement: Rule<'t, Statement>,
    registered: Rule<'t, ()>,
) -> Rule<'t, Item> {
    recursive(|item| kinds(condition, statement, item.boxed(), registered)).boxed()
}

/// A declaration that stands by itself: two names are enough to register something.
fn outer_item<'t>(
    condition: Rule<'t, Condition>,
    statement: Rule<'t, Statement>,
    nested: Rule<'t, Item>,
) -> Rule<'t, Item> {
    kinds(condition, statement, nested, ahead(is_outer_instance))
}

fn is_outer_instance(reading: &Reading<'_>, at: usize) -> bool {
    let named = reading.is_name(at + 1) && !reading.begins_line(at + 1);
    reading.is_name(at) && (named || reading.kind(at + 1) == Some(Kind::Text))
}

fn kinds<'t>(
    condition: Rule<'t, Condition>,
    statement: Rule<'t, Statement>,
    nested: Rule<'t, Item>,
    registered: Rule<'t, ()>,
) -> Rule<'t, Item> {
    let c = || condition.clone();
    let n = || nested.clone();
    let what = || record(c(), Want::RecordColon, Want::RecordWhat);
    let duty = || record(c(), Want::DutyColon, Want::Requirement);
    let given = c().then(
        sign(Kind::Comma)
            .ignore_then(c())
            .repeated()
            .collect::<Vec<_>>(),
    );
    let given =
        given.map(|(first, more)| ItemKind::Given(std::iter::once(first).chain(more).collect()));
    let define = need_sign(Kind::Colon, Want::DefineColon)
        .ignore_then(defined_event(c()))
        .map(ItemKind::Define);
    let choices = choice((
        declared(Word::Guidance, guidance(c(), n())),
        declared(Word::Subject, subject()),
        declared(Word::Vocabulary, vocabulary()),
        nameless(Word::Given, given.boxed()),
        declared(Word::Define, define.boxed()),
        declared(Word::Classify, classify(c())),
        declared(Word::Requirement, requirement(c(), statement.clone())),
        declared(Word::Entity, entity(c(), n())),
        declared(Word::Role, role(c())),
        declared(Word::Procedure, procedure(c(), statement)),
        declared(Word::Record, what().map(ItemKind::Record).boxed()),
        declared(Word::Judgement, duty().map(ItemKind::Judgement).boxed()),
        declared(Word::Waiver, duty().map(ItemKind::Waiver).boxed()),
        registered_item(registered, instance(c(), n())),
    ));
    choices
        .map_with(
            |(keyword, name, title, kind), here: &mut Here<'t, '_>| Item {
                span: bytes(here),
                doc: doc(here),
                keyword,
                name,
                title,
                kind,
            },
        )
        .boxed()
}

type Parts = (Name, Option<Name>, Option<Text>, ItemKind);

fn keyword<'t>(word: Word) -> Rule<'t, Name> {
    let as_name = just(Kind::Word(word)).map_with(|_, here: &mut Here<'t, '_>| {
        let at = here.span().start;
        here.state().name(at)
    });
    ahead(is_declaration).ignore_then(as_name).boxed()
}

/// A keyword is one unless it is used as a key or a bare word.
fn is_declaration(reading: &Reading<'_>, at: usize) -> bool {
    match reading.kind(at + 1) {
        Some(Kind::Colon | Kind::Comma | Kind::Dot | Kind::Close) => false,
        _ => matches!(reading.kind(at), Some(Kind::Word(word)) if word.class() == Class::Declares),
    }
}

fn declared<'t>(word: Word, rest: Rule<'t, ItemKind>) -> Rule<'t, Parts> {
    keyword(word)
        .then(new_name(Want::Name))
        .then(text().or_not())
        .then(rest)
        .map(|(((keyword, name), title), kind)| (keyword, name, title, kind))
        .boxed()
}

fn nameless<'t>(word: Word, rest: Rule<'t, ItemKind>) -> Rule<'t, Parts> {
    keyword(word)
        .then(rest)
        .map(|(keyword, kind)| (keyword, None, None, kind))
        .boxed()
}

fn registered_item<'t>(begins: Rule<'t, ()>, rest: Rule<'t, ItemKind>) -> Rule<'t, Parts> {
    begins
        .ignore_then(name())
        .then(need(name(), Want::Name))
        .then(text().or_not())
        .then(rest)
        .map(|(((keyword, name), title), kind)| (keyword, name, title, kind))
        .boxed()
}
