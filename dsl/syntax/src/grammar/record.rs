//! Records, judgements and waivers: one shape.

use chumsky::prelude::*;

use super::parts::*;
use super::rules::Rules;
use crate::ast::{Actors, Condition, Path, Record};
use crate::fault::Want;
use crate::source::Span;
use crate::token::Kind;
use crate::words::Word;

type Day = Option<(jiff::civil::Date, Span)>;

/// What stands in the head after `:` and what it is about, in any order.
enum Head {
    Of(Option<Path>),
    On(Day),
    By(Actors),
    Until(Day),
    When(Condition),
}

/// `: WHAT of SUBJECT on DATE by ROLE until DATE when CONDITION { entries }`
pub(super) fn record<'t>(rules: &Rules<'t>, colon: Want, what: Want) -> Rule<'t, Record> {
    let about = sign(Kind::Colon).ignore_then(need(rules.path(), what));
    let unannounced = ahead(|reading, at| !reading.begins_line(at)).ignore_then(rules.path()).or_not();
    let about = about.or(missing(colon).ignore_then(unannounced));
    let of = word(Word::Of).ignore_then(need(rules.path(), Want::Path)).map(Head::Of);
    let on = word(Word::On).ignore_then(need_flat(rules.date(), Want::DateValue)).map(Head::On);
    let by = word(Word::By).ignore_then(rules.actors()).map(Head::By);
    let until = word(Word::Until).ignore_then(need_flat(rules.date(), Want::DateValue)).map(Head::Until);
    let when = word(Word::When).ignore_then(rules.condition()).map(Head::When);
    let head = choice((of.boxed(), on.boxed(), by.boxed(), until.boxed(), when.boxed()));
    let entries = braced(rules.entry(), Want::EntryMember);
    let unbraced = rules.keyed_entry().repeated().at_least(1).collect();
    let entries = entries.or(missing(Want::Open).ignore_then(unbraced)).or_not();
    about
        .then(head.repeated().collect::<Vec<_>>())
        .then(entries)
        .map(|((what, heads), entries)| {
            let mut record = Record { what, entries: entries.unwrap_or_default(), ..Record::default() };
            for head in heads {
                match head {
                    Head::Of(of) => record.of = of,
                    Head::On(day) => record.on = day,
                    Head::By(by) => record.by = Some(by),
                    Head::Until(day) => record.until = day,
                    Head::When(when) => record.when = Some(when),
                }
            }
            record
        })
        .boxed()
}
