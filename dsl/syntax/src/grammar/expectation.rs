//! Expectations: what a source asks for.

use chumsky::prelude::*;

use super::parts::*;
use super::requirement::sources;
use super::rules::Rules;
use crate::ast::{Entry, Expectation, ItemKind, Text};
use crate::fault::Want;
use crate::words::Word;

enum Member {
    Because(Option<Text>),
    Sources(Vec<Text>),
    Entry(Entry),
}

/// `{ source: "…"  level: must  because "…" }`
pub(super) fn expectation<'t>(rules: &Rules<'t>) -> Rule<'t, ItemKind> {
    let because = word(Word::Because).ignore_then(need(rules.text(), Want::TextInQuotes)).map(Member::Because).boxed();
    let sources = sources(rules).map(Member::Sources).boxed();
    let entry = rules.keyed_entry().map(Member::Entry).boxed();
    let member = first_of(vec![because, sources, entry]);
    body(member, None, Want::ExpectationMember).map(|members| ItemKind::Expectation(gather(members))).boxed()
}

fn gather(members: Vec<Member>) -> Expectation {
    let mut expectation = Expectation::default();
    for member in members {
        match member {
            Member::Because(text) => expectation.because = text.or(expectation.because),
            Member::Sources(texts) => expectation.sources.extend(texts),
            Member::Entry(entry) => expectation.entries.push(entry),
        }
    }
    expectation
}
