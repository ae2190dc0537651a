//! An expectation: what a source asks for, and what came of it.

use std::collections::BTreeSet;

use super::{Desk, bullets, section};
use crate::model::{Expectation, Id, Model};

pub(super) fn title(desk: &Desk<'_>, id: Id<Expectation>) -> String {
    let it = &desk.model.expectations[id];
    it.title.clone().unwrap_or_else(|| it.name.clone())
}

pub(super) fn page(desk: &Desk<'_>, id: Id<Expectation>) -> String {
    let it = &desk.model.expectations[id];
    let mut page = format!("# {}\n\n{}", title(desk, id), head(desk, id));
    if let Some(doc) = &it.doc {
        page.push_str(&format!("\n\n{doc}"));
    }
    let answered: Vec<String> = answered_by(desk.model, id).collect();
    let unexplained = "No requirement answers it, and nobody says why not.";
    let none = if answered.is_empty() && it.because.is_none() { unexplained } else { "" };
    page.push_str(&section("Sources", &bullets(it.sources.iter().cloned())));
    page.push_str(&section("Requirements that answer it", &bullets(answered)));
    page.push_str(&section("Why no requirement answers it", it.because.as_deref().unwrap_or(none)));
    page.push_str(&format!("\n\nWritten in {}.", desk.place(it.at)));
    page
}

/// `S30` · an expectation of `un-hrdd` · must
fn head(desk: &Desk<'_>, id: Id<Expectation>) -> String {
    let it = &desk.model.expectations[id];
    let owner = match desk.model.owner_name(it.owner) {
        "" => String::new(),
        name => format!(" of `{name}`"),
    };
    let mut parts = vec![format!("`{}`", it.name), format!("an expectation{owner}")];
    parts.extend(it.level.map(|level| level.word().to_owned()));
    parts.join(" · ")
}

/// `guidance/name`: Title (must). A profile's copy would only say the same once more.
fn answered_by(model: &Model, id: Id<Expectation>) -> impl Iterator<Item = String> {
    let mut told = BTreeSet::new();
    let answering = model.requirements.iter().filter(move |(_, it)| it.answers.contains(&id) && told.insert(it.at));
    answering.map(|(requirement, it)| {
        let title = it.title.as_ref().map_or_else(String::new, |title| format!(": {title}"));
        format!("`{}`{title} ({})", model.requirement_name(requirement), it.level_words())
    })
}

/// `name`: Title
pub(super) fn named(model: &Model, id: Id<Expectation>) -> String {
    let it = &model.expectations[id];
    let title = it.title.as_ref().map_or_else(String::new, |title| format!(": {title}"));
    format!("`{}`{title}", it.name)
}
