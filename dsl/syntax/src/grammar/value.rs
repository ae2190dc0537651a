//! Values: names, texts, numbers, lengths of time, days, lists; and entries, which hold them.

use chumsky::prelude::*;
use jiff::civil::Date;

use super::parts::*;
use crate::ast::{Actors, Duration, Entry, EntryValue, Name, Path, Unit, Value};
use crate::fault::{Fault, Want, What};
use crate::reading::Reading;
use crate::source::Span;
use crate::token::{Kind, read_date};
use crate::words::Word;

/// A value; nothing where it is one that was reported already.
pub(super) fn value<'t>(
    path_value: Rule<'t, Path>,
    date: Rule<'t, Option<(Date, Span)>>,
    duration: Rule<'t, Option<Duration>>,
) -> Rule<'t, Option<Value>> {
    recursive(|value| {
        choice((
            list(value.boxed()),
            text().map(|text| Some(Value::Text(text))).boxed(),
            number(duration),
            date.map(|date| date.map(|(date, span)| Value::Date(date, span))).boxed(),
            yes_no(),
            path_value.map(|path| Some(Value::Name(path))).boxed(),
        ))
    })
    .boxed()
}

fn list<'t>(value: Rule<'t, Option<Value>>) -> Rule<'t, Option<Value>> {
    let comma =
        ahead(|reading, at| reading.kind(at) == Some(Kind::ListClose))
            .or(need_sign(Kind::Comma, Want::ListEnd).ignored());
    let element = value.then_ignore(comma).boxed();
    let element = element.or(list_junk().map(|()| None));
    sign(Kind::ListOpen)
        .ignore_then(element.repeated().collect::<Vec<_>>())
        .then_ignore(need_sign(Kind::ListClose, Want::ListEnd))
        .map_with(|values, here| Some(Value::List(values.into_iter().flatten().collect(), bytes(here))))
        .boxed()
}

/// Inside a list reading begins anew after the next comma.
fn list_junk<'t>() -> Rule<'t, ()> {
    let other =
        any().filter(|kind: &Kind| !matches!(kind, Kind::Comma) && !kind.is_closer() && kind.closer().is_none());
    let skipped = other.repeated().then(sign(Kind::Comma).or_not());
    let something = ahead(|reading, at| reading.kind(at).is_some_and(|kind| !kind.is_closer()));
    let group = junk(Want::Value);
    something
        .ignore_then(missing(Want::Value))
        .ignore_then(
            ahead(|reading, at| reading.kind(at).is_some_and(|kind| kind.closer().is_some()))
                .ignore_then(group)
                .or(skipped.ignored()),
        )
        .boxed()
}

fn yes_no<'t>() -> Rule<'t, Option<Value>> {
    let yes = word(Word::Yes).map(|()| true).or(word(Word::No).map(|()| false));
    ahead(|reading, at| reading.kind(at + 1) != Some(Kind::Colon))
        .ignore_then(yes)
        .map_with(|yes, here| Some(Value::YesNo(yes, bytes(here))))
        .boxed()
}

/// A day; nothing where what is written is none.
pub(super) fn date<'t>() -> Rule<'t, Option<(Date, Span)>> {
    let good = just(Kind::Date).map_with(|_, here: &mut Here<'t, '_>| {
        let at = here.span().start;
        let reading = here.state();
        read_date(reading.text(at)).map(|date| (date, reading.span(at)))
    });
    good.or(just(Kind::BadValue).map(|_| None)).boxed()
}

/// A number, an amount of money or a length of time.
fn number<'t>(duration: Rule<'t, Option<Duration>>) -> Rule<'t, Option<Value>> {
    let span_of_time = duration.map(|duration| duration.map(Value::Duration));
    let plain = just(Kind::Number).validate(|_, here: &mut Here<'t, '_>, faults| {
        let at = here.span().start;
        let number = scaled(here.state().text(at), 3);
        if number.is_none() {
            faults.emit(Fault { at, what: What::BadNumber });
        }
        number.map(|number| Value::Number(number, here.state().span(at)))
    });
    choice((span_of_time.boxed(), money(), plain.boxed())).boxed()
}

fn money<'t>() -> Rule<'t, Option<Value>> {
    just(Kind::Number)
        .repeated()
        .at_least(1)
        .at_most(6)
        .then(just(Kind::Currency))
        .validate(|_, here: &mut Here<'t, '_>, faults| {
            let (start, end) = (here.span().start, here.span().end);
            let reading = here.state();
            let groups: Vec<&str> = (start..end - 1).map(|at| reading.text(at)).collect();
            let amount = grouped(&groups).and_then(|digits| scaled(&digits, 2));
            let currency = Name { text: reading.text(end - 1).to_owned(), span: reading.bytes(start, end) };
            if amount.is_none() {
                faults.emit(Fault { at: start, what: What::BadNumber });
            }
            amount.map(|amount| Value::Money(amount, currency))
        })
        .boxed()
}

/// `50`, `000` is `50000`; every group but the first has three digits.
fn grouped(groups: &[&str]) -> Option<String> {
    let whole = |group: &str| group.split('.').next().map_or(0, str::len);
    let fits = groups.iter().skip(1).all(|group| whole(group) == 3);
    let dots = groups.iter().rev().skip(1).all(|group| !group.contains('.'));
    (fits && dots).then(|| groups.concat())
}

/// `1.5` with three places is 1500. Nothing where it does not fit.
fn scaled(text: &str, places: usize) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > places {
        return None;
    }
    let zeros = "0".repeat(places - part.len());
    format!("{whole}{part}{zeros}").parse().ok()
}

/// `12 months`, `10 working days`; nothing where the number does not fit.
pub(super) fn duration<'t>() -> Rule<'t, Option<Duration>> {
    ahead(|reading, at| unit(reading, at).is_some())
        .ignore_then(just(Kind::Number))
        .ignore_then(word(Word::Working).or_not())
        .then(any())
        .validate(|_, here: &mut Here<'t, '_>, faults| {
            let at = here.span().start;
            let span = bytes(here);
            let reading = here.state();
            let count = reading.text(at).parse().ok();
            if count.is_none() {
                faults.emit(Fault { at, what: What::BadNumber });
            }
            unit(reading, at).zip(count).map(|(unit, count)| Duration { count, unit, span })
        })
        .boxed()
}

/// The unit of a length of time that begins with a number here.
fn unit(reading: &Reading<'_>, at: usize) -> Option<Unit> {
    if reading.kind(at) != Some(Kind::Number) {
        return None;
    }
    let working = reading.is(at + 1, Word::Working);
    let place = at + 1 + usize::from(working);
    let Some(Kind::Word(word)) = reading.kind(place) else {
        return None;
    };
    if reading.kind(place + 1) == Some(Kind::Colon) {
        return None;
    }
    match word {
        Word::Day | Word::Days if working => Some(Unit::WorkingDay),
        _ if working => None,
        Word::Hour | Word::Hours => Some(Unit::Hour),
        Word::Day | Word::Days => Some(Unit::Day),
        Word::Week | Word::Weeks => Some(Unit::Week),
        Word::Month | Word::Months => Some(Unit::Month),
        Word::Year | Word::Years => Some(Unit::Year),
        _ => None,
    }
}

/// `key: value`, `key: value since DATE`, `key: a or b`.
pub(super) fn keyed_entry<'t>(
    actors: Rule<'t, Actors>,
    value: Rule<'t, Option<Value>>,
    date: Rule<'t, Option<(Date, Span)>>,
) -> Rule<'t, Entry> {
    let people = ahead(is_actors).ignore_then(actors).map(EntryValue::Actors);
    let since = word(Word::Since).ignore_then(need_flat(date, Want::DateValue));
    let since = ahead(|reading, at| reading.kind(at + 1) != Some(Kind::Colon)).ignore_then(since).or_not();
    let single = need_flat(values(value), Want::Value).then(since).map(|(value, since)| match value {
        Some(value) => EntryValue::Value(value, since.flatten()),
        None => EntryValue::Error,
    });
    ahead(|reading, at| reading.kind(at + 1) == Some(Kind::Colon))
        .ignore_then(name())
        .then_ignore(sign(Kind::Colon))
        .then(people.or(single))
        .map_with(|(key, value), here| Entry { span: bytes(here), key, value })
        .boxed()
}

/// A value, or several texts with commas between them.
fn values<'t>(value: Rule<'t, Option<Value>>) -> Rule<'t, Option<Value>> {
    let more = sign(Kind::Comma).ignore_then(need(text(), Want::TextInQuotes));
    let texts = text().then(more.repeated().at_least(1).collect::<Vec<_>>());
    let texts = texts.map_with(|(first, more), here| {
        let all = std::iter::once(first).chain(more.into_iter().flatten());
        Some(Value::List(all.map(Value::Text).collect(), bytes(here)))
    });
    texts.or(value).boxed()
}

fn is_actors(reading: &Reading<'_>, at: usize) -> bool {
    if !reading.is_name(at) {
        return false;
    }
    let mut next = at + 1;
    while reading.kind(next) == Some(Kind::Dot) && reading.is_name(next + 1) {
        next += 2;
    }
    reading.is(next, Word::Or) || super::condition::is_case(reading, next)
}

/// A bare word: `external`.
pub(super) fn flag<'t>() -> Rule<'t, Entry> {
    name().map_with(|key, here| Entry { span: bytes(here), key, value: EntryValue::Flag }).boxed()
}
