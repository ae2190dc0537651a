//! Events, and what is asked of them between braces.

use chumsky::prelude::*;

use super::condition::comparison;
use super::parts::*;
use crate::ast::{Alternative, Condition, Constraint, ConstraintTest, Demand, Event, Path, Value};
use crate::fault::Want;
use crate::reading::Reading;
use crate::token::Kind;
use crate::words::Word;

/// `a { … } or b`. Where there is none, that is reported, and the event has no alternatives.
pub(super) fn event<'t>(path: Rule<'t, Path>, constraints: Rule<'t, Vec<Constraint>>) -> Rule<'t, Event> {
    alternatives(path, constraints, empty().map(|()| None).boxed())
}

/// As [`event`], with a condition for each alternative.
pub(super) fn defined_event<'t>(
    path: Rule<'t, Path>,
    constraints: Rule<'t, Vec<Constraint>>,
    condition: Rule<'t, Condition>,
) -> Rule<'t, Event> {
    alternatives(path, constraints, word(Word::When).ignore_then(condition).or_not().boxed())
}

fn alternatives<'t>(
    path: Rule<'t, Path>,
    constraints: Rule<'t, Vec<Constraint>>,
    when: Rule<'t, Option<Condition>>,
) -> Rule<'t, Event> {
    let alternative = path
        .then(constraints.clone().or_not())
        .then(when)
        .map(|((name, constraints), when)| Alternative { name, constraints: constraints.unwrap_or_default(), when });
    let alternative = need(alternative.boxed(), Want::Event);
    let more = word(Word::Or).ignore_then(alternative.clone()).repeated().collect::<Vec<_>>();
    alternative
        .then(more)
        .map_with(|(first, more), here| {
            let alternatives = first.into_iter().chain(more.into_iter().flatten()).collect();
            Event { span: bytes(here), alternatives }
        })
        .boxed()
}

/// `{ key: demand … }`
pub(super) fn constraints<'t>(path: Rule<'t, Path>, value: Rule<'t, Option<Value>>) -> Rule<'t, Vec<Constraint>> {
    recursive(|constraints| braced(constraint(path, value, constraints.boxed()), Want::Constraint)).boxed()
}

fn constraint<'t>(
    path: Rule<'t, Path>,
    value: Rule<'t, Option<Value>>,
    constraints: Rule<'t, Vec<Constraint>>,
) -> Rule<'t, Constraint> {
    // `by` and `outcome` are keys here, so a reserved word is one too if `:` follows.
    let key = any().filter(|kind: &Kind| kind.is_word()).map_with(|_, here: &mut Here<'t, '_>| {
        let at = here.span().start;
        here.state().name(at)
    });
    let key = ahead(|reading, at| reading.kind(at + 1) == Some(Kind::Colon)).ignore_then(key);
    let keyed = key.then_ignore(sign(Kind::Colon)).then(need_flat(test(path, value, constraints), Want::Value));
    keyed
        .or(name().map(|key| (key, None)))
        .map_with(|(key, test), here| Constraint { span: bytes(here), key, test })
        .boxed()
}

fn test<'t>(
    path: Rule<'t, Path>,
    value: Rule<'t, Option<Value>>,
    constraints: Rule<'t, Vec<Constraint>>,
) -> Rule<'t, Option<ConstraintTest>> {
    let no_key = || ahead(|reading, at| reading.kind(at + 1) != Some(Kind::Colon));
    let stated = word(Word::Stated).map_with(|(), here| Some(ConstraintTest::Stated(bytes(here))));
    let same = word(Word::Same).map_with(|(), here| Some(ConstraintTest::Same(bytes(here))));
    let compare = ahead(begins_comparison).ignore_then(comparison()).then(need_flat(value.clone(), Want::Value));
    let compare = compare.map(|(comparison, value)| Some(ConstraintTest::Compare(comparison?, value?)));
    let of = |quantity, wrap: fn(crate::ast::Path) -> ConstraintTest| {
        word(quantity)
            .ignore_then(word(Word::Of))
            .ignore_then(need(path.clone(), Want::Path))
            .map(move |path| path.map(wrap))
    };
    let nested = constraints.map(|constraints| Some(ConstraintTest::Nested(constraints)));
    let none_of = word(Word::Not).ignore_then(values(value.clone())).map(|values| values.map(ConstraintTest::NoneOf));
    let any_of = value.clone().then(more_values(value.clone())).map(|(first, more)| any_of(first, more));
    choice((
        no_key().ignore_then(stated.or(same)).boxed(),
        compare.boxed(),
        of(Word::Some, ConstraintTest::SomeOf).boxed(),
        of(Word::All, ConstraintTest::AllOf).boxed(),
        nested.boxed(),
        none_of.boxed(),
        any_of.boxed(),
    ))
    .boxed()
}

fn any_of(first: Option<Value>, more: Vec<Option<Value>>) -> Option<ConstraintTest> {
    let mut values: Vec<Value> = std::iter::once(first).chain(more).flatten().collect();
    match values.pop() {
        Some(only) if values.is_empty() => Some(ConstraintTest::Value(only)),
        Some(last) => {
            values.push(last);
            Some(ConstraintTest::AnyOf(values))
        }
        None => None,
    }
}

fn more_values<'t>(value: Rule<'t, Option<Value>>) -> Rule<'t, Vec<Option<Value>>> {
    word(Word::Or).ignore_then(need_flat(value.clone(), Want::Value)).repeated().collect().boxed()
}

fn values<'t>(value: Rule<'t, Option<Value>>) -> Rule<'t, Option<Vec<Value>>> {
    need_flat(value.clone(), Want::Value)
        .then(more_values(value.clone()))
        .map(|(first, more)| Some(std::iter::once(first).chain(more).flatten().collect()))
        .boxed()
}

fn begins_comparison(reading: &Reading<'_>, at: usize) -> bool {
    let Some(Kind::Word(word)) = reading.kind(at) else {
        return false;
    };
    let next = reading.kind(at + 1);
    match word {
        Word::At => reading.is(at + 1, Word::Least) || reading.is(at + 1, Word::Most),
        Word::More | Word::Less => reading.is(at + 1, Word::Than),
        Word::Above | Word::Below => next.is_some_and(|kind| kind.is_name() || kind == Kind::Number),
        _ => false,
    }
}

/// What `must have` asks for.
pub(super) fn demands<'t>(
    path: Rule<'t, Path>,
    value: Rule<'t, Option<Value>>,
    constraints: Rule<'t, Vec<Constraint>>,
) -> Rule<'t, Vec<Demand>> {
    let record = ahead(|reading, at| reading.is(at, Word::Record) && reading.is_name(at + 1))
        .ignore_then(word(Word::Record))
        .ignore_then(path.clone())
        .then(constraints.clone().or_not())
        .map_with(|(action, constraints), here| Demand::Record {
            action,
            constraints: constraints.unwrap_or_default(),
            span: bytes(here),
        });
    let demand = record.or(constraint(path, value, constraints).map(Demand::Constraint)).boxed();
    body(demand, None, Want::Demand)
}
