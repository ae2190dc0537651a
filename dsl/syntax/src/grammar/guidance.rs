//! Declarations that hold others: guidance, entities, and things registered under a subject's name.

use chumsky::prelude::*;

use super::parts::*;
use super::rules::Rules;
use crate::ast::{Change, Entity, Entry, Guidance, Instance, Item, ItemKind, Path, Tailoring};
use crate::fault::Want;
use crate::reading::Reading;
use crate::source::Span;
use crate::token::Kind;
use crate::words::Word;

enum Member {
    Entry(Entry),
    Item(Box<Item>),
    Follows(Vec<Path>),
    Tailoring(Option<Tailoring>),
}

enum Head {
    Tailors(Option<Path>),
    Follows(Vec<Path>),
}

/// `tailors base follows other { entries, declarations, tailoring }`
pub(super) fn guidance<'t>(rules: &Rules<'t>, item: Rule<'t, Box<Item>>) -> Rule<'t, ItemKind> {
    let tailors = word(Word::Tailors).ignore_then(need(rules.path(), Want::Path)).map(Head::Tailors);
    let follows = word(Word::Follows).ignore_then(rules.paths(Want::Path)).map(Head::Follows);
    let heads = tailors.or(follows).repeated().collect::<Vec<_>>();
    let tailoring = tailoring(rules).map(Member::Tailoring).boxed();
    let members = container(rules, item, tailoring, Want::GuidanceMember);
    heads
        .then(members)
        .map(|(heads, members)| {
            let mut guidance = Guidance::default();
            for head in heads {
                match head {
                    Head::Tailors(base) => guidance.tailors = base,
                    Head::Follows(others) => guidance.follows.extend(others),
                }
            }
            for member in members {
                match member {
                    Member::Entry(entry) => guidance.entries.push(entry),
                    Member::Item(item) => guidance.items.push(*item),
                    Member::Follows(others) => guidance.follows.extend(others),
                    Member::Tailoring(tailoring) => guidance.tailoring.extend(tailoring),
                }
            }
            ItemKind::Guidance(guidance)
        })
        .boxed()
}

/// `{ follows guidance  entries, declarations }`
pub(super) fn entity<'t>(rules: &Rules<'t>, item: Rule<'t, Box<Item>>) -> Rule<'t, ItemKind> {
    let follows = ahead(|reading, at| reading.is_name(at + 1)).ignore_then(word(Word::Follows));
    let follows = follows.ignore_then(rules.paths(Want::Path)).map(Member::Follows).boxed();
    container(rules, item, follows, Want::EntityMember)
        .map(|members| {
            let mut entity = Entity::default();
            for member in members {
                match member {
                    Member::Entry(entry) => entity.entries.push(entry),
                    Member::Item(item) => entity.items.push(*item),
                    Member::Follows(others) => entity.follows.extend(others),
                    Member::Tailoring(_) => {}
                }
            }
            ItemKind::Entity(entity)
        })
        .boxed()
}

/// `{ entries }`, or nothing at all.
pub(super) fn role<'t>(rules: &Rules<'t>) -> Rule<'t, ItemKind> {
    braced(rules.entry(), Want::EntryMember).or_not().map(|entries| ItemKind::Role(entries.unwrap_or_default())).boxed()
}

/// `is a, b changed on DATE { entries and declarations }`
pub(super) fn instance<'t>(rules: &Rules<'t>, item: Rule<'t, Box<Item>>) -> Rule<'t, ItemKind> {
    enum Head {
        Is(Vec<Path>),
        Changed(Option<(jiff::civil::Date, Span)>),
    }
    let is = word(Word::Is).ignore_then(rules.paths(Want::Term)).map(Head::Is);
    let on = need_word(Word::On, Want::ChangedOn).ignore_then(need_flat(rules.date(), Want::DateValue));
    let changed = ahead(|reading, at| reading.is(at + 1, Word::On) || !reading.begins_line(at))
        .ignore_then(word(Word::Changed))
        .ignore_then(on)
        .map(Head::Changed);

    let members = braced(member(rules, item, nothing()), Want::EntityMember);
    let unbraced = rules.keyed_entry().map(Member::Entry).repeated().at_least(1).collect::<Vec<_>>();
    let unbraced = missing(Want::Open).ignore_then(unbraced);
    is.or(changed)
        .repeated()
        .collect::<Vec<_>>()
        .then(members.or(unbraced).or_not())
        .map(|(heads, members)| {
            let mut instance = Instance::default();
            for head in heads {
                match head {
                    Head::Is(is) => instance.is.extend(is),
                    Head::Changed(day) => instance.changed = day,
                }
            }
            for member in members.into_iter().flatten() {
                match member {
                    Member::Entry(entry) => instance.entries.push(entry),
                    Member::Item(item) => instance.items.push(*item),
                    Member::Follows(_) | Member::Tailoring(_) => {}
                }
            }
            ItemKind::Instance(instance)
        })
        .boxed()
}

fn container<'t>(
    rules: &Rules<'t>,
    item: Rule<'t, Box<Item>>,
    special: Rule<'t, Member>,
    want: Want,
) -> Rule<'t, Vec<Member>> {
    let keyed = rules.keyed_entry().map(Member::Entry).boxed();
    let nested = ahead(|reading, at| !reading.begins_line(at) || is_indented(reading, at));
    let tight = special.clone().or(keyed).or(nested.ignore_then(item.clone()).map(Member::Item)).boxed();
    body(member(rules, item, special), Some(tight), want)
}

/// Without a brace, only what is indented can belong to the declaration above.
fn is_indented(reading: &Reading<'_>, at: usize) -> bool {
    let start = reading.span(at).start as usize;
    let before = reading.text.get(..start).unwrap_or("");
    before.ends_with([' ', '\t'])
}

fn member<'t>(rules: &Rules<'t>, item: Rule<'t, Box<Item>>, special: Rule<'t, Member>) -> Rule<'t, Member> {
    let flag = rules.flag().map(Member::Entry).boxed();
    first_of(vec![rules.keyed_entry().map(Member::Entry).boxed(), special, item.map(Member::Item).boxed(), flag])
        .boxed()
}

/// One line of a profile.
fn tailoring<'t>(rules: &Rules<'t>) -> Rule<'t, Option<Tailoring>> {
    let begins = ahead(|reading: &Reading<'_>, at| reading.is_name(at + 1));
    let to = || need_word(Word::To, Want::To).ignore_then(need(rules.name(), Want::Level));
    let what = || need(rules.path(), Want::Requirement);
    let raise = word(Word::Raise).ignore_then(what()).then(to());
    let raise = raise.map(|(what, level)| (what, level.map(Change::Raise)));
    let lower = word(Word::Lower).ignore_then(what()).then(to());
    let lower = lower.map(|(what, level)| (what, level.map(Change::Lower)));
    let drop = word(Word::Drop).ignore_then(what()).map(|what| (what, Some(Change::Drop)));
    let set = word(Word::Set).ignore_then(what()).then(need(rules.constraints(), Want::Open));
    let set = set.map(|(what, constraints)| (what, constraints.map(Change::Set)));
    // Before a name the word was taken for a name itself.
    let suggest = ahead(|reading, at| reading.text(at) == Word::Suggest.text()).ignore_then(any());
    let suggest = suggest.ignore_then(what()).then(super::flow::block(rules.statement()));
    let suggest = suggest.map(|(what, steps)| (what, Some(Change::Suggest(steps))));
    let change = first_of(vec![raise.boxed(), lower.boxed(), drop.boxed(), set.boxed(), suggest.boxed()]);
    let because = word(Word::Because).ignore_then(need(rules.text(), Want::TextInQuotes)).or_not();
    begins
        .ignore_then(change)
        .then(because)
        .map_with(|((requirement, change), because), here| {
            let because = because.flatten();
            Some(Tailoring { span: bytes(here), requirement: requirement?, change: change?, because })
        })
        .boxed()
}

/// `use NAME` rather than two bare words: a title, a clause or a brace follows, or they have the line to themselves.
pub(super) fn is_instance(reading: &Reading<'_>, at: usize) -> bool {
    if !reading.is_name(at) || !reading.is_name(at + 1) {
        return false;
    }
    let alone = reading.begins_line(at) && !reading.begins_line(at + 1) && reading.begins_line(at + 2);
    match reading.kind(at + 2) {
        Some(Kind::Text | Kind::Open | Kind::Word(Word::Is)) => true,
        Some(Kind::Word(Word::Changed)) => reading.is(at + 3, Word::On),
        _ => alone,
    }
}
