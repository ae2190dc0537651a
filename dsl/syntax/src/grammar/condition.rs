//! Conditions, and who acts under which.

use chumsky::prelude::*;

use super::parts::*;
use crate::ast::{ActorCase, Actors, Atom, Comparison, Condition, Path, Test, Value};
use crate::fault::{Fault, Want, What};
use crate::reading::Reading;
use crate::source::Span;
use crate::token::Kind;
use crate::words::Word;

/// A condition. Never fails: where there is none, that is reported.
pub(super) fn condition<'t>(path: Rule<'t, Path>, value: Rule<'t, Option<Value>>) -> Rule<'t, Condition> {
    recursive(|condition| {
        let unit = negated(primary(condition.boxed(), path, value));
        let joiner = just(Kind::Word(Word::And)).or(just(Kind::Word(Word::Or)));
        let joiner = joiner.map_with(|kind, here: &mut Here<'t, '_>| Joiner {
            or: kind == Kind::Word(Word::Or),
            at: here.span().start,
        });
        let more = joiner.then(unit.clone()).repeated().collect::<Vec<_>>();
        unit.then(more).validate(|(first, more), here: &mut Here<'t, '_>, faults| {
            if let Some(at) = mixture(&more) {
                faults.emit(Fault { at, what: What::Mixed });
            }
            let span = bytes(here);
            join(first, more, span)
        })
    })
    .boxed()
}

/// An `and` or an `or`, and where it stands.
#[derive(Clone, Copy)]
struct Joiner {
    or: bool,
    at: usize,
}

/// Where an `or` follows an `and`, or the other way round.
fn mixture(more: &[(Joiner, Condition)]) -> Option<usize> {
    let (first, _) = more.first()?;
    more.iter().find(|(joiner, _)| joiner.or != first.or).map(|(joiner, _)| joiner.at)
}

/// However long the chain, the tree is two deep: an `or` of `and`s.
fn join(first: Condition, more: Vec<(Joiner, Condition)>, span: Span) -> Condition {
    if more.is_empty() {
        return first;
    }
    let mut all = Vec::new();
    let mut group = vec![first];
    for (joiner, condition) in more {
        if joiner.or {
            all.push(conjunction(std::mem::take(&mut group)));
        }
        group.push(condition);
    }
    if all.is_empty() {
        return Condition::And(group, span);
    }
    all.push(conjunction(group));
    Condition::Or(all, span)
}

fn conjunction(mut group: Vec<Condition>) -> Condition {
    let spans = group.first().map(span_of).zip(group.last().map(span_of));
    let span = spans.map_or_else(Span::default, |(first, last)| first.to(last));
    match group.pop() {
        Some(only) if group.is_empty() => only,
        last => Condition::And(group.into_iter().chain(last).collect(), span),
    }
}

fn span_of(condition: &Condition) -> Span {
    match condition {
        Condition::And(_, span) | Condition::Or(_, span) | Condition::Not(_, span) | Condition::Error(span) => *span,
        Condition::Atom(atom) => atom.span,
    }
}

/// Any number of `not`: an even number of them says nothing, so the tree holds one at most.
fn negated<'t>(primary: Rule<'t, Condition>) -> Rule<'t, Condition> {
    let nots = word(Word::Not).repeated().count();
    nots.then(need(primary, Want::Condition))
        .map_with(|(nots, condition), here| {
            let span = bytes(here);
            let condition = condition.unwrap_or(Condition::Error(span));
            if nots % 2 == 1 { Condition::Not(Box::new(condition), span) } else { condition }
        })
        .boxed()
}

fn primary<'t>(
    condition: Rule<'t, Condition>,
    path: Rule<'t, Path>,
    value: Rule<'t, Option<Value>>,
) -> Rule<'t, Condition> {
    let rest = junk(Want::ParenEnd).or_not();
    let brackets = sign(Kind::ParenOpen)
        .ignore_then(condition)
        .then_ignore(rest)
        .then_ignore(need_sign(Kind::ParenClose, Want::ParenEnd));
    let atom = path.then(test(value)).map_with(|(name, test), here| {
        let span = bytes(here);
        match test {
            Some(test) => Condition::Atom(Atom { span, name, test }),
            None => Condition::Error(span),
        }
    });
    choice((brackets.boxed(), atom.boxed())).boxed()
}

fn test<'t>(value: Rule<'t, Option<Value>>) -> Rule<'t, Option<Test>> {
    let values = values(value.clone());
    let is = word(Word::Is).ignore_then(word(Word::Not).or_not()).then(stated_or_values(values.clone()));
    let is = is.map(|(not, what)| match (not, what) {
        (_, None) => None,
        (None, Some(Tested::Stated)) => Some(Test::Stated),
        (Some(()), Some(Tested::Stated)) => Some(Test::NotStated),
        (None, Some(Tested::Values(values))) => Some(Test::Is(values)),
        (Some(()), Some(Tested::Values(values))) => Some(Test::IsNot(values)),
    });
    let includes = word(Word::Includes).ignore_then(values).map(|values| values.map(Test::Includes));
    let compare = comparison().then(need_flat(value.clone(), Want::Value));
    let compare = compare.map(|(comparison, value)| Some(Test::Compare(comparison?, value?)));
    let same_line = ahead(|reading, at| !reading.begins_line(at));
    let stranded = same_line.ignore_then(value).or_not();
    let none = missing(Want::Test).ignore_then(stranded).map(|_| None);
    choice((is.boxed(), includes.boxed(), compare.boxed(), none.boxed())).boxed()
}

enum Tested {
    Stated,
    Values(Vec<Value>),
}

fn stated_or_values<'t>(values: Rule<'t, Option<Vec<Value>>>) -> Rule<'t, Option<Tested>> {
    let stated = word(Word::Stated).map(|()| Some(Tested::Stated));
    stated.or(values.map(|values| values.map(Tested::Values))).boxed()
}

/// `a or b`, as far as the next word begins no condition of its own.
fn values<'t>(value: Rule<'t, Option<Value>>) -> Rule<'t, Option<Vec<Value>>> {
    let or = ahead(is_one_more_value).ignore_then(word(Word::Or));
    let more = or.ignore_then(need_flat(value.clone(), Want::Value)).repeated().collect::<Vec<_>>();
    need_flat(value.clone(), Want::Value)
        .then(more)
        .map(|(first, more)| Some(std::iter::once(first?).chain(more.into_iter().flatten()).collect()))
        .boxed()
}

/// After `or`: a value, unless a comparison follows it.
fn is_one_more_value(reading: &Reading<'_>, at: usize) -> bool {
    if !reading.is(at, Word::Or) || reading.is(at + 1, Word::Not) {
        return false;
    }
    match reading.kind(at + 1) {
        Some(Kind::ParenOpen) => return false,
        Some(kind) if kind.is_name() => {}
        _ => return true,
    }
    let mut next = at + 2;
    while reading.kind(next) == Some(Kind::Dot) {
        next += 2;
    }
    !begins_test(reading, next)
}

fn begins_test(reading: &Reading<'_>, at: usize) -> bool {
    let Some(Kind::Word(word)) = reading.kind(at) else {
        return false;
    };
    match word {
        Word::Is | Word::Includes => true,
        Word::At => reading.is(at + 1, Word::Least) || reading.is(at + 1, Word::Most),
        Word::More | Word::Less => reading.is(at + 1, Word::Than),
        Word::Above | Word::Below => !reading.is(at + 1, Word::When),
        _ => false,
    }
}

/// `at least` and its like; nothing where its second word is missing.
pub(super) fn comparison<'t>() -> Rule<'t, Option<Comparison>> {
    let least = word(Word::Least).map(|()| Comparison::AtLeast);
    let most = word(Word::Most).map(|()| Comparison::AtMost);
    let at = word(Word::At).ignore_then(need(least.or(most).boxed(), Want::LeastMost));
    let than = need_word(Word::Than, Want::Than);
    let more = word(Word::More).ignore_then(than.clone()).map(|_| Some(Comparison::MoreThan));
    let less = word(Word::Less).ignore_then(than).map(|_| Some(Comparison::LessThan));
    let above = word(Word::Above).map(|()| Some(Comparison::MoreThan));
    let below = word(Word::Below).map(|()| Some(Comparison::LessThan));
    choice((at.boxed(), more.boxed(), less.boxed(), above.boxed(), below.boxed())).boxed()
}

/// `a or b`; `a when CONDITION, b otherwise`.
pub(super) fn actors<'t>(path: Rule<'t, Path>, condition: Rule<'t, Condition>) -> Rule<'t, Actors> {
    let roles = path_alternatives(need(path, Want::Actor));
    let when = word(Word::When).ignore_then(condition).map(Some);
    let first_when = ahead(is_case).ignore_then(when.clone()).or_not();
    let otherwise = word(Word::Otherwise).map(|()| None);
    let later = roles.clone().then(when.or(otherwise).or_not()).map(case);
    let more = sign(Kind::Comma).ignore_then(later).repeated().collect::<Vec<_>>();
    let more = ahead(|reading, at| reading.kind(at) == Some(Kind::Comma)).ignore_then(more).or_not();
    roles
        .then(first_when)
        .map(case)
        .then(more)
        .map_with(|(first, more), here| {
            let cases = std::iter::once(first).chain(more.into_iter().flatten()).collect();
            Actors { span: bytes(here), cases }
        })
        .boxed()
}

fn case((roles, when): (Vec<Path>, Option<Option<Condition>>)) -> ActorCase {
    ActorCase { roles, when: when.flatten() }
}

/// Whether the `when` here belongs to who acts: then a comma ends its condition. Else it begins a statement.
pub(super) fn is_case(reading: &Reading<'_>, at: usize) -> bool {
    if !reading.is(at, Word::When) {
        return false;
    }
    let mut open = 0usize;
    for next in at + 1.. {
        match reading.kind(next) {
            Some(Kind::Comma) if open == 0 => return true,
            Some(Kind::ListOpen | Kind::ParenOpen) => open += 1,
            Some(Kind::ListClose | Kind::ParenClose) => open = open.saturating_sub(1),
            None | Some(Kind::Open | Kind::Close | Kind::Colon) => return false,
            Some(Kind::Word(Word::When | Word::Step | Word::Optional | Word::Otherwise)) => {
                return false;
            }
            _ => {}
        }
    }
    false
}
