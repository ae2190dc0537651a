//! A word of a vocabulary: what it means, what stands above and below it, what may be said about it.

use super::{Desk, bullets, section};
use crate::model::{Field, FieldType, Id, Model, Range, Term};

/// How many narrower words, or requirements, are listed.
const LISTED: usize = 40;

pub(super) fn title(desk: &Desk<'_>, id: Id<Term>) -> String {
    let it = &desk.model.terms[id];
    it.title.clone().unwrap_or_else(|| it.name.clone())
}

pub(super) fn page(desk: &Desk<'_>, id: Id<Term>) -> String {
    let model = desk.model;
    let it = &model.terms[id];
    let owner = match model.owner_name(it.owner) {
        "" => String::new(),
        name => format!(" of `{name}`"),
    };
    let vocabulary = &model.vocabularies[it.vocabulary];
    let scale = if vocabulary.ordered && it.rank.is_some() { ", which is a scale" } else { "" };
    let mut page = format!(
        "# {}\n\n`{}` · a word of the vocabulary `{}`{owner}{scale}",
        title(desk, id),
        it.name,
        vocabulary.name
    );
    if let Some(doc) = &it.doc {
        page.push_str(&format!("\n\n{doc}"));
    }
    page.push_str(&section("Every one of them is also", &above(model, id)));
    page.push_str(&section("Narrower words", &below(model, id)));
    page.push_str(&section("What may be said about it", &fields(model, id)));
    page.push_str(&section("Requirements that name it", &asked_by(desk, id)));
    page.push_str(&format!("\n\nWritten in {}.", desk.place(it.at)));
    page
}

/// `` `name`: Title ``
fn named(model: &Model, id: Id<Term>) -> String {
    let it = &model.terms[id];
    match &it.title {
        Some(title) => format!("`{}`: {title}", it.name),
        None => format!("`{}`", it.name),
    }
}

fn above(model: &Model, id: Id<Term>) -> String {
    let above = model.above(id).into_iter().skip(1);
    bullets(above.map(|it| named(model, it)))
}

fn below(model: &Model, id: Id<Term>) -> String {
    let below = model.terms.iter().filter(|(_, it)| it.parents.contains(&id));
    listed(below.map(|(it, _)| named(model, it)).collect())
}

fn listed(mut lines: Vec<String>) -> String {
    let more = lines.len().saturating_sub(LISTED);
    lines.truncate(LISTED);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    bullets(lines)
}

fn fields(model: &Model, id: Id<Term>) -> String {
    let mut lines = Vec::new();
    for term in model.above(id) {
        for &field in &model.terms[term].fields {
            let from = if term == id { String::new() } else { format!(", as of every `{}`", model.terms[term].name) };
            lines.push(format!("{}{from}", field_words(model, field)));
        }
    }
    bullets(lines)
}

/// `` `covers`: words of `right`. Which rights were looked at. ``
fn field_words(model: &Model, id: Id<Field>) -> String {
    let it = &model.fields[id];
    let ty = it.ty.map_or("any value".to_owned(), |ty| type_words(model, ty));
    match &it.doc {
        Some(doc) => format!("`{}` ({ty}): {}", it.name, doc.trim_end_matches('.')),
        None => format!("`{}` ({ty})", it.name),
    }
}

/// The type as it is written.
pub(crate) fn type_words(model: &Model, ty: FieldType) -> String {
    let range = |range| match range {
        Range::Vocabulary(id) => model.vocabularies[id].name.clone(),
        Range::Subject(id) => model.subjects[id].name.clone(),
        Range::Roles => "role".to_owned(),
    };
    match ty {
        FieldType::YesNo => "yes or no".to_owned(),
        FieldType::OneOf(of) => format!("one of {}", range(of)),
        FieldType::SomeOf(of) => format!("some of {}", range(of)),
        FieldType::ScopeOf(of) => format!("scope of {}", model.vocabularies[of].name),
        FieldType::Number => "number".to_owned(),
        FieldType::Money => "money".to_owned(),
        FieldType::Duration => "duration".to_owned(),
        FieldType::Date => "date".to_owned(),
        FieldType::Text => "text".to_owned(),
    }
}

/// Requirements in whose clauses the word itself is written; definitions are not looked through.
fn asked_by(desk: &Desk<'_>, id: Id<Term>) -> String {
    let model = desk.model;
    let declared = model.terms[id].at;
    let naming = model
        .requirements
        .iter()
        .filter(|(_, it)| it.clauses.iter().any(|clause| desk.mentioned(clause.at).any(|at| at == declared)));
    listed(naming.map(|(it, _)| format!("`{}`", model.requirement_name(it))).collect())
}
