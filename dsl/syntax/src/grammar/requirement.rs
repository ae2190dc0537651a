//! Requirements and the demands they make.

use chumsky::prelude::*;

use super::level::head;
use super::parts::*;
use super::rules::Rules;
use crate::ast::{
    Block, Clause, Condition, Demand, Entry, Event, ItemKind, Name, Path, Pattern, Requirement, Scope, Text,
};
use crate::fault::Want;
use crate::reading::Reading;
use crate::token::Kind;
use crate::words::Word;

enum Member {
    Applies(Condition),
    Because(Option<Text>),
    Sources(Vec<Text>),
    Answers(Vec<Path>),
    Suggest(Block),
    Entry(Entry),
    Clause(Option<Clause>),
}

/// `[for SUBJECT] LEVELS, not waivable { members }`
pub(super) fn requirement<'t>(rules: &Rules<'t>) -> Rule<'t, ItemKind> {
    head(rules)
        .then(members(rules).map_with(|members, here| (members, bytes(here))))
        .map(|(head, (members, body))| ItemKind::Requirement(gather(Requirement { body, ..head }, members)))
        .boxed()
}

fn gather(mut requirement: Requirement, members: Vec<Member>) -> Requirement {
    for member in members {
        match member {
            Member::Applies(condition) => requirement.applies.push(condition),
            Member::Because(text) => requirement.because = text.or(requirement.because),
            Member::Sources(texts) => requirement.sources.extend(texts),
            Member::Answers(names) => requirement.answers.extend(names),
            Member::Suggest(block) => requirement.suggest = Some(block),
            Member::Entry(entry) => requirement.entries.push(entry),
            Member::Clause(clause) => requirement.clauses.extend(clause),
        }
    }
    requirement
}

fn members<'t>(rules: &Rules<'t>) -> Rule<'t, Vec<Member>> {
    let applies = word(Word::Applies).then(word(Word::When)).ignore_then(rules.condition()).map(Member::Applies);
    let because = word(Word::Because).ignore_then(need(rules.text(), Want::TextInQuotes)).map(Member::Because);
    let member = choice((
        applies.boxed(),
        because.boxed(),
        sources(rules).map(Member::Sources).boxed(),
        answers(rules),
        word(Word::Suggest).ignore_then(super::flow::block(rules.statement())).map(Member::Suggest).boxed(),
        ahead(is_entry).ignore_then(rules.keyed_entry()).map(Member::Entry).boxed(),
        clause(rules).map(Member::Clause).boxed(),
    ))
    .boxed();
    body(member.clone(), None, Want::RequirementMember)
}

/// `source: "…", "…"`
pub(super) fn sources<'t>(rules: &Rules<'t>) -> Rule<'t, Vec<Text>> {
    let more = sign(Kind::Comma).ignore_then(need(rules.text(), Want::TextInQuotes)).repeated().collect::<Vec<_>>();
    word(Word::Source)
        .then(sign(Kind::Colon))
        .ignore_then(need(rules.text(), Want::TextInQuotes))
        .then(more)
        .map(|(first, more)| first.into_iter().chain(more.into_iter().flatten()).collect())
        .boxed()
}

/// `answers: a, b`. What stands on the next line and has a value of its own is no name here.
fn answers<'t>(rules: &Rules<'t>) -> Rule<'t, Member> {
    let name = need(rules.path_value(), Want::Expectation);
    let listed = ahead(|reading, at| reading.kind(at + 2) == Some(Kind::ListOpen));
    let names = word(Word::Answers).then(sign(Kind::Colon)).ignore_then(paths(name));
    listed.not().ignore_then(names).map(Member::Answers).boxed()
}

/// `stage: …`, `note: …`, `default: …` and `id: …`, and any other key whose value can be no demand.
fn is_entry(reading: &Reading<'_>, at: usize) -> bool {
    let value = reading.kind(at + 2);
    let known = [Word::Stage, Word::Note, Word::Default, Word::Id].into_iter().any(|word| reading.is(at, word));
    let literal = matches!(value, Some(Kind::Text | Kind::Number | Kind::Date | Kind::BadValue | Kind::ListOpen));
    reading.is_name(at) && reading.kind(at + 1) == Some(Kind::Colon) && (known || literal)
}

/// `[label:] [scope,] pattern`; nothing where the pattern could not be read.
fn clause<'t>(rules: &Rules<'t>) -> Rule<'t, Option<Clause>> {
    let label = rules.name().then_ignore(sign(Kind::Colon));
    let scoped = scope(rules).then(need_flat(pattern(rules), Want::Pattern));
    let labelled = label.map(Some).then(scoped.clone().or(need_flat(pattern(rules), Want::Pattern).map(globally)));
    let bare = scoped.or(pattern(rules).map(globally)).map(|rest| (None, rest));
    labelled
        .or(bare)
        .map_with(|(label, (scope, pattern)): (Option<Name>, _), here| {
            let (pattern, after) = pattern?;
            let scope = after.map_or(scope, Scope::After);
            Some(Clause { span: bytes(here), label, scope, pattern })
        })
        .boxed()
}

/// A pattern, and the event of the `after` that may follow `must be possible`.
type Asked = (Pattern, Option<Event>);

fn globally(pattern: Option<Asked>) -> (Scope, Option<Asked>) {
    (Scope::Globally, pattern)
}

fn scope<'t>(rules: &Rules<'t>) -> Rule<'t, Scope> {
    let before = word(Word::Before).ignore_then(rules.event()).map(Scope::Before);
    let until = word(Word::Until).ignore_then(rules.event()).or_not();
    let after = word(Word::After).ignore_then(rules.event()).then(until).map(|(after, until)| match until {
        Some(until) => Scope::AfterUntil(after, until),
        None => Scope::After(after),
    });
    let and = need_word(Word::And, Want::BetweenAnd).ignore_then(rules.event());
    let between = word(Word::Between).ignore_then(rules.event()).then(and).map(|(from, to)| Scope::Between(from, to));
    choice((before.boxed(), after.boxed(), between.boxed()))
        .then_ignore(need_sign(Kind::Comma, Want::ScopeComma))
        .boxed()
}

fn pattern<'t>(rules: &Rules<'t>) -> Rule<'t, Option<Asked>> {
    let plain = |pattern| Some((pattern, None));
    let never = word(Word::Never).ignore_then(rules.event()).map(move |event| plain(Pattern::Never(event)));
    let each = word(Word::Each).ignore_then(rules.event()).then(must_have(rules));
    let each = each.map(move |(event, must)| plain(Pattern::Each { event, must }));
    let entity = ahead(|reading, at| reading.is(at, Word::Entity) && reading.is(at + 1, Word::Must));
    let entity = entity.ignore_then(word(Word::Entity)).ignore_then(must_have(rules));
    let entity = entity.map(move |must| plain(Pattern::Entity { must }));
    let judge = ahead(|reading, at| reading.is(at, Word::Judge) && !continues_event(reading, at + 1));
    let judge = judge.ignore_then(word(Word::Judge)).ignore_then(need(rules.text(), Want::TextInQuotes));
    let judge = judge.map(move |question| plain(Pattern::Judge(question?)));
    choice((
        require(rules),
        never.boxed(),
        each.boxed(),
        entity.boxed(),
        keep_apart(rules),
        judge.boxed(),
        possible(rules),
    ))
    .boxed()
}

fn continues_event(reading: &Reading<'_>, at: usize) -> bool {
    reading.is(at, Word::Must) || reading.is(at, Word::Or) || matches!(reading.kind(at), Some(Kind::Open | Kind::Dot))
}

fn require<'t>(rules: &Rules<'t>) -> Rule<'t, Option<Asked>> {
    enum Measure {
        Within,
        Every,
    }
    let within = word(Word::Within).map(|()| Measure::Within);
    let every = word(Word::Every).map(|()| Measure::Every);
    let measure = within.or(every).then(need_flat(rules.duration(), Want::DurationValue));
    word(Word::Require)
        .ignore_then(rules.event())
        .then(measure.repeated().collect::<Vec<_>>())
        .map(|(event, measures)| {
            let (mut within, mut every) = (None, None);
            for (measure, duration) in measures {
                match measure {
                    Measure::Within => within = duration,
                    Measure::Every => every = duration,
                }
            }
            Some((Pattern::Require { event, within, every }, None))
        })
        .boxed()
}

fn must_have<'t>(rules: &Rules<'t>) -> Rule<'t, Vec<Demand>> {
    let have = word(Word::Must).then(word(Word::Have)).ignored().boxed();
    need(have, Want::MustHave).ignore_then(rules.demands()).boxed()
}

fn keep_apart<'t>(rules: &Rules<'t>) -> Rule<'t, Option<Asked>> {
    let more = sign(Kind::Comma).ignore_then(rules.event()).repeated().collect::<Vec<_>>();
    let more = ahead(|reading, at| reading.kind(at) == Some(Kind::Comma)).ignore_then(more);
    ahead(|reading, at| reading.is(at, Word::Keep) && reading.is(at + 1, Word::Apart))
        .ignore_then(word(Word::Keep))
        .ignore_then(word(Word::Apart))
        .ignore_then(rules.event())
        .then(need(more.boxed(), Want::Apart))
        .map(|(first, more)| {
            let events = std::iter::once(first).chain(more.into_iter().flatten()).collect();
            Some((Pattern::KeepApart(events), None))
        })
        .boxed()
}

fn possible<'t>(rules: &Rules<'t>) -> Rule<'t, Option<Asked>> {
    let must = word(Word::Must).then(word(Word::Be)).then(word(Word::Possible)).ignored().boxed();
    let after = ahead(|reading, at| !reading.begins_line(at)).ignore_then(word(Word::After)).ignore_then(rules.event());
    let begins = |reading: &Reading<'_>, at: usize| {
        let bare = reading.is_name(at) && reading.kind(at + 1) != Some(Kind::Colon);
        bare || reading.is(at, Word::Step) && continues_event(reading, at + 1)
    };
    ahead(begins)
        .ignore_then(rules.event())
        .then(need(must, Want::MustBePossible))
        .then(after.or_not())
        .map(|((event, must), after)| must.map(|()| (Pattern::Possible(event), after)))
        .boxed()
}
