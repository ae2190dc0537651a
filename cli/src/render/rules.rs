//! What guidance asks, as a list; and the trace: what was asked for, what answers it, where that is broken and kept.

pub(crate) mod csv;
pub(crate) mod json;
pub(crate) mod markdown;
#[cfg(test)]
mod sample;
pub(crate) mod text;

use std::collections::BTreeMap;

use duly_dsl::{Date, Expectation, Rule, Rulebook};

use super::summary::number;

/// What is to be drawn.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    /// The day for which examples were checked, if a trace was asked for.
    pub(crate) trace: Option<Date>,
    pub(crate) books: Vec<Rulebook>,
    /// By the name of the requirement.
    pub(crate) examples: BTreeMap<String, Shown>,
}

/// The first examples in which a requirement is broken and kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) broken: Option<String>,
    pub(crate) kept: Option<String>,
}

const NONE: &Shown = &Shown { broken: None, kept: None };

impl Report {
    fn shown(&self, requirement: &str) -> &Shown {
        self.examples.get(requirement).unwrap_or(NONE)
    }

    /// `124 expectations: 121 answered, 3 with a reason why not, 0 open`
    fn counts(&self, book: &Rulebook) -> String {
        let count = |is: &dyn Fn(&Expectation) -> bool| book.expectations.iter().filter(|it| is(it)).count();
        let answered = count(&|it| !it.answered_by.is_empty());
        let explained = count(&|it| it.answered_by.is_empty() && it.because.is_some());
        let open = book.expectations.len() - answered - explained;
        let all = number(book.expectations.len(), "expectation");
        let open = if open == 0 { String::new() } else { format!(", {open} with neither") };
        format!("{all}: {answered} answered, {explained} with a reason why not{open}")
    }

    /// `70 requirements: 68 broken in an example, 66 kept in one`
    fn examples_counted(&self, book: &Rulebook) -> String {
        let count = |is: &dyn Fn(&Shown) -> bool| book.rules.iter().filter(|it| is(self.shown(&it.name))).count();
        let (broken, kept) = (count(&|it| it.broken.is_some()), count(&|it| it.kept.is_some()));
        format!("{}: {broken} broken in an example, {kept} kept in one", number(book.rules.len(), "requirement"))
    }
}

/// `must, not waivable`
fn level(rule: &Rule) -> String {
    if rule.waivable { rule.level.clone() } else { format!("{}, not waivable", rule.level) }
}

/// The name without the guidance, which stands above it.
fn short<'n>(book: &Rulebook, name: &'n str) -> &'n str {
    name.strip_prefix(&book.name).and_then(|it| it.strip_prefix('/')).unwrap_or(name)
}

/// The title of a rulebook, or what can be said in its place.
fn heading(book: &Rulebook) -> String {
    match (&book.title, book.name.as_str()) {
        (Some(title), _) => title.clone(),
        (None, "") => "What you ask of yourselves".to_owned(),
        (None, name) => name.to_owned(),
    }
}

/// The requirements of one stage after another.
fn stages(book: &Rulebook) -> Vec<(Option<&str>, &[Rule])> {
    let same = |left: &Rule, right: &Rule| left.stage == right.stage;
    let parts = book.rules.chunk_by(same);
    parts.map(|it| (it.first().and_then(|it| it.stage.as_deref()), it)).collect()
}

/// The requirement of that name.
fn rule<'b>(book: &'b Rulebook, name: &str) -> Option<&'b Rule> {
    book.rules.iter().find(|it| it.name == name)
}

/// The requirements that answer no expectation.
fn unasked(book: &Rulebook) -> impl Iterator<Item = &Rule> {
    book.rules.iter().filter(|it| it.answers.is_empty())
}
