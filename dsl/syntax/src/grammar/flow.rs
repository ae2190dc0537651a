//! Procedures and their statements.

use chumsky::prelude::*;

use super::parts::*;
use super::rules::Rules;
use crate::ast::{
    Actors, Block, Condition, Decide, Entry, For, ItemKind, Name, Outcome, Path, Procedure, Statement, StatementKind,
    Step,
};
use crate::fault::{Fault, Want, What};
use crate::pair::MAX_DEPTH;
use crate::reading::Reading;
use crate::token::Kind;
use crate::words::{Class, Word};

/// What stands in a procedure's head after its title.
enum Head {
    For(For),
    After(Vec<Path>),
}

enum Member {
    Entry(Entry),
    Statement(Statement),
}

/// `for … after … { entries and statements }`
pub(super) fn procedure<'t>(rules: &Rules<'t>) -> Rule<'t, ItemKind> {
    let subject = word(Word::For).ignore_then(subject(rules)).map(|subject| subject.map(Head::For));
    let after = word(Word::After).ignore_then(rules.paths(Want::ProcedureToRun)).map(|after| Some(Head::After(after)));
    let heads = subject.or(after).repeated().collect::<Vec<_>>();
    let statement = rules.statement().map(Member::Statement);
    let tight = statement.clone().or(rules.keyed_entry().map(Member::Entry)).boxed();
    let member = statement.or(rules.entry().map(Member::Entry)).boxed();
    let body = body(member, Some(tight), Want::ProcedureMember);
    let body = body.map_with(|members, here| (members, bytes(here)));
    heads
        .then(body)
        .map(|(heads, (members, span))| {
            let mut procedure = Procedure { body: Block { span, statements: Vec::new() }, ..Procedure::default() };
            for head in heads.into_iter().flatten() {
                match head {
                    Head::For(subject) => procedure.subject = Some(subject),
                    Head::After(after) => procedure.after.extend(after),
                }
            }
            for member in members {
                match member {
                    Member::Entry(entry) => procedure.entries.push(entry),
                    Member::Statement(statement) => procedure.body.statements.push(statement),
                }
            }
            ItemKind::Procedure(procedure)
        })
        .boxed()
}

fn subject<'t>(rules: &Rules<'t>) -> Rule<'t, Option<For>> {
    let any = ahead(|reading, at| reading.is_name(at + 1)).ignore_then(word(Word::Any)).or_not();
    let when = word(Word::When).ignore_then(rules.condition()).or_not();
    any.then(need(rules.path(), Want::Subject))
        .then(when)
        .map_with(|((any, subject), when), here| {
            Some(For { any: any.is_some(), subject: subject?, when, span: bytes(here) })
        })
        .boxed()
}

/// One statement of a procedure.
pub(super) fn statement<'t>(rules: &Rules<'t>) -> Rule<'t, Statement> {
    recursive(|statement| {
        let block = block(statement.boxed());
        // Boxed on the way up, since every rule on the way holds a copy on the stack.
        let kind = first_of(vec![
            boxed(step(rules)),
            boxed(when(rules, block.clone())),
            boxed(decide(rules, block.clone())),
            word(Word::Together)
                .ignore_then(block.clone())
                .map(|block| Box::new(StatementKind::Together(block)))
                .boxed(),
            boxed(repeat(rules, block.clone())),
            boxed(run(rules)),
            boxed(go_to(rules)),
            boxed(on(rules, block)),
            word(Word::End).map(|()| Box::new(StatementKind::End)).boxed(),
        ]);
        kind.map_with(|kind, here| Statement { span: bytes(here), doc: doc(here), kind: *kind })
    })
    .boxed()
}

/// `{ statements }`
pub(super) fn block<'t>(statement: Rule<'t, Statement>) -> Rule<'t, Block> {
    body(statement, None, Want::Statement).map_with(|statements, here| Block { span: bytes(here), statements }).boxed()
}

fn step<'t>(rules: &Rules<'t>) -> Rule<'t, StatementKind> {
    let optional = word(Word::Optional).map_with(|(), here| bytes(here));
    let begins = optional.then_ignore(need_word(Word::Step, Want::OptionalStep)).map(Some);
    let begins = begins.or(word(Word::Step).map(|()| None));
    let missing_colon = missing(Want::StepColon).ignore_then(unannounced_action(rules));
    let action = sign(Kind::Colon).ignore_then(need(rules.path_value(), Want::Action)).or(missing_colon);
    let entries = braced(rules.entry(), Want::EntryMember).or_not();
    begins
        .then(step_name(rules, Want::NameOfStep))
        .then(rules.text().or_not())
        .then(action)
        .then(by(rules))
        .then(entries)
        .map(|(((((optional, name), title), action), (by, fixed_by)), entries)| {
            let entries = entries.unwrap_or_default();
            StatementKind::Step(Step { optional, name, title, action, by, fixed_by, entries })
        })
        .boxed()
}

/// The name of a step. One that means something else is reported, and the step keeps it all the same.
fn step_name<'t>(rules: &Rules<'t>, want: Want) -> Rule<'t, Option<Name>> {
    let taken = any().validate(|_, here: &mut Here<'t, '_>, faults| {
        let at = here.span().start;
        faults.emit(Fault { at, what: What::Reserved });
        Some(here.state().name(at))
    });
    ahead(is_reserved_name).ignore_then(taken).or(rules.new_name(want)).boxed()
}

/// A reserved word where what follows shows that it is meant as a name.
fn is_reserved_name(reading: &Reading<'_>, at: usize) -> bool {
    let reserved = matches!(reading.kind(at), Some(Kind::Word(word)) if word.class() == Class::Reserved);
    let named = matches!(reading.kind(at + 1), Some(Kind::Colon | Kind::Text | Kind::Open | Kind::Word(Word::By)));
    reserved && named && !reading.begins_line(at)
}

/// Where `:` is missing but what is done follows on the same line.
fn unannounced_action<'t>(rules: &Rules<'t>) -> Rule<'t, Option<Path>> {
    ahead(|reading, at| !reading.begins_line(at)).ignore_then(rules.path_value()).or_not().boxed()
}

/// `by ACTORS fixed by NAME`, both of which can be left out.
fn by<'t>(rules: &Rules<'t>) -> Rule<'t, (Option<Actors>, Option<Path>)> {
    let who = word(Word::By).ignore_then(rules.actors()).or_not();
    let fixed = need_word(Word::By, Want::FixedBy).ignore_then(need(rules.path(), Want::FixedBy));
    let fixed = ahead(|reading, at| !reading.begins_line(at) || reading.is(at + 1, Word::By))
        .ignore_then(word(Word::Fixed))
        .ignore_then(fixed);
    who.then(fixed.or_not().map(Option::flatten)).boxed()
}

/// `when C { } otherwise when C { } otherwise { }`. The chain is read as a list and nested afterwards.
fn when<'t>(rules: &Rules<'t>, block: Rule<'t, Block>) -> Rule<'t, StatementKind> {
    let case = word(Word::When).ignore_then(rules.condition()).then(block.clone());
    let case = case
        .map_with(|(condition, then), here| {
            let span = bytes(here);
            Box::new(Case { condition, then, span })
        })
        .boxed();
    let chained = ahead(|reading, at| reading.is(at + 1, Word::When));
    let more = chained
        .ignore_then(word(Word::Otherwise))
        .ignore_then(case.clone().map(|case| *case))
        .repeated()
        .collect::<Vec<_>>();
    let last = word(Word::Otherwise).ignore_then(block).or_not();
    case.then(more)
        .then(last)
        .validate(|((first, mut more), last), here: &mut Here<'t, '_>, faults| {
            if more.len() >= MAX_DEPTH {
                more.truncate(MAX_DEPTH);
                faults.emit(Fault { at: here.span().start, what: What::TooDeep });
            }
            chain(*first, more, last)
        })
        .boxed()
}

struct Case {
    condition: Condition,
    then: Block,
    span: crate::source::Span,
}

fn chain(first: Case, more: Vec<Case>, last: Option<Block>) -> StatementKind {
    let otherwise = more.into_iter().rev().fold(last, |otherwise, case| {
        let span = otherwise.as_ref().map_or(case.span, |block| case.span.to(block.span));
        let kind = StatementKind::When { condition: case.condition, then: case.then, otherwise };
        Some(Block { span, statements: vec![Statement { span, doc: None, kind }] })
    });
    StatementKind::When { condition: first.condition, then: first.then, otherwise }
}

fn decide<'t>(rules: &Rules<'t>, block: Rule<'t, Block>) -> Rule<'t, StatementKind> {
    let begins = ahead(|reading, at| reading.is(at, Word::Decide) && reading.kind(at + 1) != Some(Kind::Colon));
    let action = sign(Kind::Colon).ignore_then(need(rules.path_value(), Want::Action)).or_not();
    let member = outcome(rules, block).map(Choice::Outcome);
    let member = member.or(rules.entry().map(Choice::Entry)).boxed();
    let members = body(member, None, Want::OutcomeMember);
    begins
        .ignore_then(word(Word::Decide))
        .ignore_then(step_name(rules, Want::NameOfDecision))
        .then(rules.text().or_not())
        .then(action)
        .then(by(rules))
        .then(members)
        .map(|((((name, title), action), (by, fixed_by)), members)| {
            let (mut entries, mut outcomes) = (Vec::new(), Vec::new());
            for member in members {
                match member {
                    Choice::Entry(entry) => entries.push(entry),
                    Choice::Outcome(outcome) => outcomes.push(outcome),
                }
            }
            let action = action.flatten();
            let step = Step { optional: None, name, title, action, by, fixed_by, entries };
            StatementKind::Decide(Decide { step, outcomes })
        })
        .boxed()
}

enum Choice {
    Entry(Entry),
    Outcome(Outcome),
}

fn outcome<'t>(rules: &Rules<'t>, block: Rule<'t, Block>) -> Rule<'t, Outcome> {
    let begins =
        |reading: &Reading<'_>, at: usize| reading.kind(at + 1) == Some(Kind::Open) || reading.is(at + 1, Word::When);
    ahead(begins)
        .ignore_then(rules.name())
        .then(word(Word::When).ignore_then(rules.condition()).or_not())
        .then(block)
        .map_with(|((name, when), body), here| Outcome { span: bytes(here), name, when, body })
        .boxed()
}

fn repeat<'t>(rules: &Rules<'t>, block: Rule<'t, Block>) -> Rule<'t, StatementKind> {
    let every = need_word(Word::Every, Want::Every).ignore_then(need_flat(rules.duration(), Want::DurationValue));
    word(Word::Repeat).ignore_then(every).then(block).map(|(every, body)| StatementKind::Repeat { every, body }).boxed()
}

fn run<'t>(rules: &Rules<'t>) -> Rule<'t, StatementKind> {
    let to = need(rules.path_value(), Want::ProcedureToRun);
    word(Word::Run).ignore_then(to).map(|to| to.map_or(StatementKind::Error, StatementKind::Run)).boxed()
}

fn go_to<'t>(rules: &Rules<'t>) -> Rule<'t, StatementKind> {
    let to = need_word(Word::To, Want::To).ignore_then(need(rules.path_value(), Want::StepToGo));
    word(Word::Go).ignore_then(to).map(|to| to.map_or(StatementKind::Error, StatementKind::GoTo)).boxed()
}

fn on<'t>(rules: &Rules<'t>, block: Rule<'t, Block>) -> Rule<'t, StatementKind> {
    word(Word::On)
        .ignore_then(rules.path_alternatives(Want::Trigger))
        .then(block)
        .map(|(triggers, body)| StatementKind::On { triggers, body })
        .boxed()
}
