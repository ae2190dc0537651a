//! Subjects with their fields, vocabularies with their terms, tables from facts to a scale.

use chumsky::prelude::*;

use super::parts::*;
use super::rules::Rules;
use crate::ast::{Classify, Condition, Field, FieldType, ItemKind, Name, Path, Row, Term, Vocabulary};
use crate::fault::Want;
use crate::reading::Reading;
use crate::token::Kind;
use crate::words::Word;

/// `{ fields }`
pub(super) fn subject<'t>(rules: &Rules<'t>) -> Rule<'t, ItemKind> {
    body(field(rules), Some(field(rules)), Want::FieldDeclaration).map(ItemKind::Subject).boxed()
}

/// `field NAME: TYPE`
fn field<'t>(rules: &Rules<'t>) -> Rule<'t, Field> {
    let colon = need_sign(Kind::Colon, Want::FieldColon);
    word(Word::Field)
        .ignore_then(new_field_name(rules))
        .then_ignore(colon)
        .then(field_type(rules))
        .map_with(|(name, ty), here| Field { span: bytes(here), doc: doc(here), name, ty })
        .boxed()
}

/// The name of a field, though not the word of the next field.
fn new_field_name<'t>(rules: &Rules<'t>) -> Rule<'t, Option<Name>> {
    let near = ahead(|reading, at| !(reading.begins_line(at) && reading.is(at, Word::Field)));
    need(near.ignore_then(rules.name()).boxed(), Want::NameOfField)
}

fn field_type<'t>(rules: &Rules<'t>) -> Rule<'t, Option<FieldType>> {
    let yes_no = word(Word::Yes)
        .ignore_then(need_word(Word::Or, Want::Or))
        .ignore_then(word(Word::No).or_not())
        .map(|_| Some(FieldType::YesNo));
    let of = |quantity, wrap: fn(Path) -> FieldType| {
        word(quantity)
            .ignore_then(need_word(Word::Of, Want::Of))
            .ignore_then(need(rules.path(), Want::Vocabulary))
            .map(move |path| path.map(wrap))
            .boxed()
    };
    let plain = |w, ty: FieldType| word(w).map(move |()| Some(ty.clone())).boxed();
    need_flat(
        choice((
            yes_no.boxed(),
            of(Word::One, FieldType::OneOf),
            of(Word::Some, FieldType::SomeOf),
            of(Word::Scope, FieldType::ScopeOf),
            plain(Word::Number, FieldType::Number),
            plain(Word::Money, FieldType::Money),
            plain(Word::Duration, FieldType::Duration),
            plain(Word::Date, FieldType::Date),
            plain(Word::Text, FieldType::Text),
        ))
        .boxed(),
        Want::FieldType,
    )
}

/// `[ordered] { terms }`
pub(super) fn vocabulary<'t>(rules: &Rules<'t>) -> Rule<'t, ItemKind> {
    word(Word::Ordered)
        .or_not()
        .then(body(term(rules), None, Want::TermMember))
        .map(|(ordered, terms)| ItemKind::Vocabulary(Vocabulary { ordered: ordered.is_some(), terms }))
        .boxed()
}

enum Below {
    Field(Field),
    Term(Term),
}

fn term<'t>(rules: &Rules<'t>) -> Rule<'t, Term> {
    recursive(|term| {
        let below = field(rules).map(Below::Field).or(term.map(Below::Term)).boxed();
        let is = word(Word::Is).ignore_then(rules.paths(Want::Term)).or_not();
        let body = braced(below, Want::TermMember).or_not();
        let no_field = ahead(|reading, at| !reading.is(at, Word::Field));
        no_field.ignore_then(rules.name()).then(rules.text().or_not()).then(is).then(body).map_with(
            |(((name, title), is), body), here| {
                let (mut fields, mut terms) = (Vec::new(), Vec::new());
                for below in body.into_iter().flatten() {
                    match below {
                        Below::Field(field) => fields.push(field),
                        Below::Term(term) => terms.push(term),
                    }
                }
                let is = is.unwrap_or_default();
                Term { span: bytes(here), doc: doc(here), name, title, is, fields, terms }
            },
        )
    })
    .boxed()
}

/// `for SUBJECT on [levels] { rows }`
pub(super) fn classify<'t>(rules: &Rules<'t>) -> Rule<'t, ItemKind> {
    let subject = word(Word::For).ignore_then(need(rules.path(), Want::Subject)).or_not();
    let level = need(rules.name(), Want::LevelOfScale).then_ignore(sign(Kind::Comma).or_not());
    let level = ahead(|reading, at| is_level(reading, at)).ignore_then(level);
    let levels = sign(Kind::ListOpen)
        .ignore_then(level.repeated().collect::<Vec<_>>())
        .then_ignore(junk(Want::ListEnd).or_not())
        .then_ignore(need_sign(Kind::ListClose, Want::ListEnd));
    let levels = word(Word::On).or_not().ignore_then(need(levels.boxed(), Want::Levels));
    subject
        .then(levels)
        .then(body(row(rules), Some(row(rules)), Want::RowMember))
        .map(|((subject, levels), rows)| {
            let levels = levels.into_iter().flatten().flatten().collect();
            ItemKind::Classify(Classify { subject: subject.flatten(), levels, rows })
        })
        .boxed()
}

fn is_level(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.kind(at), Some(kind) if kind.is_name() || kind == Kind::Comma)
}

fn row<'t>(rules: &Rules<'t>) -> Rule<'t, Row> {
    let otherwise = ahead(|reading, at| reading.is(at, Word::Otherwise) && reading.is_name(at + 1))
        .ignore_then(word(Word::Otherwise))
        .ignore_then(rules.name())
        .map(|level| (level, None));
    let here_and_now = ahead(|reading, at| !reading.begins_line(at) && reading.is_name(at));
    let missing_when = missing(Want::RowWhen).ignore_then(here_and_now.ignore_then(rules.condition()).or_not());
    let when = word(Word::When).ignore_then(rules.condition()).map(Some).or(missing_when);
    let row = ahead(|reading, at| reading.kind(at + 1) != Some(Kind::Open)).ignore_then(rules.name()).then(when);
    let row = row.map_with(|(level, when), here| {
        let when = when.unwrap_or(Condition::Error(bytes(here)));
        (level, Some(when))
    });
    otherwise.or(row).map_with(|(level, when), here| Row { span: bytes(here), doc: doc(here), level, when }).boxed()
}
