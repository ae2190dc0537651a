//! Expectations: what a source asks for, and which requirements meet it.

use super::super::{Expectation, Id, Level};
use super::declare::{Declared, name_of, title_of};
use super::house::Declaration;
use super::lookup::Want;
use super::names::Kind;
use super::problem::{WRONG_KIND, problem};
use super::requirement::texts;
use super::{Resolver, Standpoint};
use crate::syntax::ast;

impl<'a> Resolver<'a> {
    pub(super) fn add_expectation(&mut self, it: Declaration<'a>) -> Id<Expectation> {
        let id = self.model.expectations.add(Expectation {
            name: name_of(it).to_owned(),
            title: title_of(it),
            doc: it.item.doc.clone(),
            owner: it.owner,
            level: None,
            sources: Vec::new(),
            because: None,
            at: it.at(),
        });
        self.index(it, Kind::Expectation, Some(it.owner), id.index());
        id
    }

    pub(super) fn resolve_expectations(&mut self, declared: &Declared<'a>) {
        for &(id, it, tree) in &declared.expectations {
            let (level, more_sources) = self.expectation_entries(it.from(), &tree.entries);
            let expectation = &mut self.model.expectations[id];
            expectation.level = level;
            expectation.sources = tree.sources.iter().map(|it| it.text.clone()).chain(more_sources).collect();
            expectation.because = tree.because.as_ref().map(|it| it.text.clone());
        }
    }

    /// Level and sources.
    fn expectation_entries(&mut self, from: Standpoint<'_>, entries: &[ast::Entry]) -> (Option<Level>, Vec<String>) {
        let (mut level, mut sources) = (None, Vec::new());
        for entry in entries {
            match (entry.key.text.as_str(), &entry.value) {
                (_, ast::EntryValue::Error) => {}
                ("level", ast::EntryValue::Value(ast::Value::Name(path), _)) => {
                    level = path.names.last().and_then(|it| self.level_of(from, it));
                }
                ("level", _) => {
                    let problem = problem(WRONG_KIND, from.at(entry.span), "a level is one word");
                    self.report(problem.help("write `must`, `should` or `may`"));
                }
                ("source", ast::EntryValue::Value(value, _)) => sources.extend(texts(value)),
                (key, _) => {
                    let message = format!("an expectation carries no field called `{key}`");
                    self.unknown_among(from.at(entry.key.span), message, key, &["source", "level", "because"]);
                }
            }
        }
        (level, sources)
    }

    /// The expectations that a requirement names. One that is named twice is answered once.
    pub(super) fn answers(&mut self, from: Standpoint<'_>, tree: &ast::Requirement) -> Vec<Id<Expectation>> {
        let mut found = Vec::new();
        for path in tree.answers.iter().chain(tree.entries.iter().flat_map(listed)) {
            if let Some(id) = self.find(from, path, Want::Expectation).map(|it| Id::new(it.index))
                && !found.contains(&id)
            {
                found.push(id);
            }
        }
        found
    }
}

/// `answers: [a, b]`
fn listed(entry: &ast::Entry) -> impl Iterator<Item = &ast::Path> {
    let values = match &entry.value {
        ast::EntryValue::Value(ast::Value::List(values, _), _) if entry.key.text == "answers" => values.as_slice(),
        _ => &[],
    };
    values.iter().filter_map(|it| match it {
        ast::Value::Name(path) => Some(path),
        _ => None,
    })
}
