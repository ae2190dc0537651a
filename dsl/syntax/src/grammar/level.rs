//! The head of a requirement: whose runs it is about, and how strict it is in which case.

use chumsky::prelude::*;

use super::parts::*;
use super::rules::Rules;
use crate::ast::{Condition, LevelCase, Name, Requirement};
use crate::fault::{Fault, Want};
use crate::reading::Reading;
use crate::source::Span;
use crate::token::Kind;
use crate::words::Word;

/// The levels, by case, and the one that holds otherwise.
type Levels = (Vec<LevelCase>, Option<Name>);

/// `[for SUBJECT] LEVEL [when C, LEVEL otherwise] [, not waivable]`
pub(super) fn head<'t>(rules: &Rules<'t>) -> Rule<'t, Requirement> {
    let subject = word(Word::For).ignore_then(need(rules.path(), Want::RequirementSubject));
    let waivable =
        word(Word::Not).then(word(Word::Waivable)).map_with(|_, here: &mut Here<'t, '_>| bytes(here)).boxed();
    let waivable = sign(Kind::Comma).ignore_then(need(waivable.clone(), Want::Waivable)).or(waivable.map(Some));
    subject
        .or_not()
        .then(by_case(rules).or(need(rules.name(), Want::Level).map(|level| (Vec::new(), level)).boxed()))
        .then(waivable.or_not())
        .map(|((subject, (cases, level)), not_waivable)| Requirement {
            subject: subject.flatten(),
            cases,
            level,
            not_waivable: not_waivable.flatten(),
            ..Requirement::default()
        })
        .boxed()
}

/// `must when C, should when D, may otherwise`
fn by_case<'t>(rules: &Rules<'t>) -> Rule<'t, Levels> {
    let when = word(Word::When).ignore_then(written(rules));
    let case = rules.name().then(when.clone()).map(|(level, (when, span))| LevelCase { level, when, span }).boxed();
    let comma = sign(Kind::Comma);
    let more = ahead(is_case_after_comma).ignore_then(comma.clone()).ignore_then(case.clone());
    let comma = ahead(is_level_after_comma)
        .ignore_then(comma)
        .or(ahead(is_otherwise).ignore_then(missing(Want::LevelOtherwise)));
    let otherwise = comma.ignore_then(rules.name());
    let otherwise = otherwise.then_ignore(need_word(Word::Otherwise, Want::LevelWhen));
    let first = ahead(is_case).ignore_then(case).or(unconditional(rules)).boxed();
    first
        .then(more.repeated().collect::<Vec<_>>())
        .then(otherwise.or_not())
        .validate(|((first, more), otherwise), here: &mut Here<'t, '_>, faults| {
            if otherwise.is_none() {
                faults.emit(Fault::expected(here.span().end, Want::LevelOtherwise));
            }
            (std::iter::once(first).chain(more).collect(), otherwise)
        })
        .boxed()
}

/// `must, should otherwise`: where the first of them holds is missing.
fn unconditional<'t>(rules: &Rules<'t>) -> Rule<'t, LevelCase> {
    ahead(|reading, at| reading.is_name(at) && is_level_after_comma(reading, at + 1))
        .ignore_then(rules.name())
        .then_ignore(missing(Want::RowWhen))
        .map_with(|level, here| {
            let span = bytes(here);
            LevelCase { level, when: Condition::Error(span), span }
        })
        .boxed()
}

/// A condition, and where it is written.
fn written<'t>(rules: &Rules<'t>) -> Rule<'t, (Condition, Span)> {
    rules.condition().map_with(|condition, here| (condition, bytes(here))).boxed()
}

fn is_otherwise(reading: &Reading<'_>, at: usize) -> bool {
    reading.is_name(at) && reading.is(at + 1, Word::Otherwise)
}

fn is_case(reading: &Reading<'_>, at: usize) -> bool {
    reading.is_name(at) && reading.is(at + 1, Word::When)
}

fn is_case_after_comma(reading: &Reading<'_>, at: usize) -> bool {
    reading.kind(at) == Some(Kind::Comma) && is_case(reading, at + 1)
}

/// `, should` and not `, not waivable`.
fn is_level_after_comma(reading: &Reading<'_>, at: usize) -> bool {
    reading.kind(at) == Some(Kind::Comma) && reading.is_name(at + 1)
}
