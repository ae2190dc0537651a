//! A whole text, and what one declaration is.

use chumsky::prelude::*;

use super::expectation::expectation;
use super::flow::procedure;
use super::guidance::{entity, guidance, instance, is_instance, role};
use super::parts::*;
use super::record::record;
use super::requirement::requirement;
use super::rules::Rules;
use super::scale::{classify, subject, vocabulary};
use crate::ast::{File, Item, ItemKind, Name, Text};
use crate::fault::Want;
use crate::reading::Reading;
use crate::token::Kind;
use crate::words::{Class, Word};

/// Declarations up to the end of the text.
pub(super) fn file<'t>(rules: &Rules<'t>) -> Rule<'t, File> {
    let nested = recursive(|item| kinds(rules, item.boxed())).boxed();
    // By itself, two names are enough to register something.
    let alone = registered(rules, ahead(is_outer_instance), boxed(instance(rules, nested.clone())));
    let member = advancing(nested.or(whole(alone)).boxed()).map(Some).or(junk(Want::Item).map(|()| None));
    let stray = any().map(|_| None);
    member
        .or(stray)
        .repeated()
        .collect::<Vec<_>>()
        .map(|items| File { items: items.into_iter().flatten().map(|item: Box<Item>| *item).collect() })
        .boxed()
}

fn is_outer_instance(reading: &Reading<'_>, at: usize) -> bool {
    let named = reading.is_name(at + 1) && !reading.begins_line(at + 1);
    reading.is_name(at) && (named || reading.kind(at + 1) == Some(Kind::Text))
}

fn kinds<'t>(rules: &Rules<'t>, nested: Rule<'t, Box<Item>>) -> Rule<'t, Box<Item>> {
    let n = || nested.clone();
    let what = record(rules, Want::RecordColon, Want::RecordWhat);
    let duty = record(rules, Want::DutyColon, Want::Requirement);
    let given = rules.condition().then(sign(Kind::Comma).ignore_then(rules.condition()).repeated().collect::<Vec<_>>());
    let given = given.map(|(first, more)| ItemKind::Given(std::iter::once(first).chain(more).collect()));
    let define = need_sign(Kind::Colon, Want::DefineColon).ignore_then(rules.defined_event()).map(ItemKind::Define);
    let declared = |word, rest| declared(rules, word, boxed(rest));
    let choices = first_of(vec![
        declared(Word::Guidance, guidance(rules, n())),
        declared(Word::Subject, subject(rules)),
        declared(Word::Vocabulary, vocabulary(rules)),
        nameless(Word::Given, boxed(given.boxed())),
        declared(Word::Define, define.boxed()),
        declared(Word::Classify, classify(rules)),
        declared(Word::Requirement, requirement(rules)),
        declared(Word::Expectation, expectation(rules)),
        declared(Word::Entity, entity(rules, n())),
        declared(Word::Role, role(rules)),
        declared(Word::Procedure, procedure(rules)),
        declared(Word::Record, what.map(ItemKind::Record).boxed()),
        declared(Word::Judgement, duty.clone().map(ItemKind::Judgement).boxed()),
        declared(Word::Waiver, duty.map(ItemKind::Waiver).boxed()),
        registered(rules, ahead(is_instance), boxed(instance(rules, n()))),
    ]);
    whole(choices.boxed())
}

fn whole<'t>(parts: Rule<'t, Parts>) -> Rule<'t, Box<Item>> {
    parts
        .map_with(|(keyword, name, title, kind), here| {
            let (span, doc) = (bytes(here), doc(here));
            Box::new(Item { span, doc, keyword, name, title, kind: *kind })
        })
        .boxed()
}

/// Boxed on the way up, since every rule on the way holds a copy on the stack.
type Parts = (Name, Option<Name>, Option<Text>, Box<ItemKind>);

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

fn declared<'t>(rules: &Rules<'t>, word: Word, rest: Rule<'t, Box<ItemKind>>) -> Rule<'t, Parts> {
    keyword(word)
        .then(rules.new_name(Want::Name))
        .then(rules.text().or_not())
        .then(rest)
        .map(|(((keyword, name), title), kind)| (keyword, name, title, kind))
        .boxed()
}

fn nameless<'t>(word: Word, rest: Rule<'t, Box<ItemKind>>) -> Rule<'t, Parts> {
    keyword(word).then(rest).map(|(keyword, kind)| (keyword, None, None, kind)).boxed()
}

fn registered<'t>(rules: &Rules<'t>, begins: Rule<'t, ()>, rest: Rule<'t, Box<ItemKind>>) -> Rule<'t, Parts> {
    begins
        .ignore_then(rules.name())
        .then(need(rules.name(), Want::Name))
        .then(rules.text().or_not())
        .then(rest)
        .map(|(((keyword, name), title), kind)| (keyword, name, title, kind))
        .boxed()
}
