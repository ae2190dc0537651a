//! Requirements: what is expected, where, and why.

use super::super::{Clause, Duration, Event, Id, Level, LevelCase, Pattern, Requirement, Scope, What};
use super::declare::{Declared, Shelved};
use super::event::Definitions;
use super::field::Carrier;
use super::lookup::Want;
use super::names::nearest;
use super::problem::{DUPLICATE, UNKNOWN, WRONG_KIND, problem};
use super::{Resolver, Standpoint};
use crate::source::{Place, Span};
use crate::syntax::ast;

impl<'a> Resolver<'a> {
    pub(super) fn resolve_requirements(&mut self, declared: &Declared<'a>, definitions: &Definitions) {
        for shelved in &declared.requirements {
            self.requirement(shelved, definitions);
        }
    }

    fn requirement(&mut self, &(id, it, tree): &Shelved<'a, Requirement, ast::Requirement>, definitions: &Definitions) {
        let subject = tree.subject.as_ref().and_then(|path| self.find(it.from(), path, Want::Subject));
        let subject = subject.map(|it| Id::new(it.index));
        let from = Standpoint { subject, ..it.from() };
        let cases = self.level_cases(from, &tree.cases);
        let level = tree.level.as_ref().and_then(|it| self.level_of(from, it));
        let applies = self.conditions(from, &tree.applies);
        let clauses = self.clauses(from, &tree.clauses, definitions);
        let entries = self.requirement_entries(from, &tree.entries);
        let answers = self.answers(from, tree);
        let suggest = tree.suggest.as_ref().map(|it| self.suggestion(from, it.span));
        let requirement = &mut self.model.requirements[id];
        requirement.level = level.unwrap_or(Level::Must);
        requirement.cases = cases;
        requirement.subject = subject;
        requirement.waivable = tree.not_waivable.is_none();
        requirement.stage = entries.stage;
        requirement.notes = entries.notes;
        requirement.defaults = entries.defaults;
        requirement.id = entries.id;
        requirement.applies = applies;
        requirement.clauses = clauses;
        requirement.because = tree.because.as_ref().map(|it| it.text.clone());
        requirement.sources = tree.sources.iter().map(|it| it.text.clone()).chain(entries.sources).collect();
        requirement.answers = answers;
        requirement.suggest = suggest;
        requirement.unread = tree.unread.then(|| unread(it.at()));
    }

    fn level_cases(&mut self, from: Standpoint<'_>, written: &[ast::LevelCase]) -> Vec<LevelCase> {
        let mut cases = Vec::new();
        for case in written {
            let level = self.level_of(from, &case.level).unwrap_or(Level::Must);
            let when = self.condition(from, &case.when);
            let words = self.text_at(from.at(case.span)).split_whitespace().collect::<Vec<_>>().join(" ");
            cases.push(LevelCase { level, when, words });
        }
        cases
    }

    pub(super) fn level_of(&mut self, from: Standpoint<'_>, name: &ast::Name) -> Option<Level> {
        match name.text.as_str() {
            "must" => Some(Level::Must),
            "should" => Some(Level::Should),
            "may" => Some(Level::May),
            other => {
                let near = nearest(other, ["must", "should", "may"].into_iter());
                let help =
                    near.map_or("write `must`, `should` or `may`".to_owned(), |it| format!("did you mean `{it}`?"));
                let problem =
                    problem(UNKNOWN, from.at(name.span), format!("there is no level called `{other}`")).help(help);
                self.report(problem);
                None
            }
        }
    }

    fn requirement_entries(&mut self, from: Standpoint<'_>, entries: &[ast::Entry]) -> Entries {
        let mut found = Entries::default();
        for entry in entries {
            let ast::EntryValue::Value(value, _) = &entry.value else {
                continue;
            };
            match (entry.key.text.as_str(), value) {
                ("stage", ast::Value::Name(path)) => found.stage = self.stage(from, path),
                ("stage", ast::Value::Text(text)) => found.stage = Some(text.text.clone()),
                ("note", value) => found.notes.extend(texts(value)),
                ("source", value) => found.sources.extend(texts(value)),
                ("id", ast::Value::Text(text)) => found.id = Some(text.text.clone()),
                ("default", ast::Value::Text(_) | ast::Value::List(..)) => found.defaults.extend(texts(value)),
                ("id" | "default", _) => self.takes_text(from, entry),
                ("answers", ast::Value::List(..)) => {}
                (key, _) => {
                    let message = format!("a requirement carries no field called `{key}`");
                    self.unknown_among(from.at(entry.key.span), message, key, &ENTRIES);
                }
            }
        }
        found
    }

    fn takes_text(&mut self, from: Standpoint<'_>, entry: &ast::Entry) {
        let message = format!("`{}` takes a text", entry.key.text);
        let problem = problem(WRONG_KIND, from.at(entry.span), message).help("put it in quotation marks");
        self.report(problem);
    }

    fn stage(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<String> {
        if let Some(vocabulary) = self.kinds.stage {
            let term = self.find_term(from, path, vocabulary)?;
            return Some(self.model.terms[term].name.clone());
        }
        path.names.last().map(|it| it.text.clone())
    }

    /// The text between the braces, moved to the left margin.
    pub(super) fn suggestion(&self, from: Standpoint<'_>, span: Span) -> String {
        let inner = Span { start: span.start.saturating_add(1), end: span.end.saturating_sub(1).max(span.start) };
        let text = self.text_at(from.at(inner));
        let lines: Vec<&str> = text.lines().collect();
        let indent = |line: &&str| line.len() - line.trim_start().len();
        // The first line begins behind the brace: its spaces say nothing.
        let common = lines.iter().skip(1).filter(|it| !it.trim().is_empty()).map(indent).min().unwrap_or(0);
        let moved: Vec<&str> = lines
            .iter()
            .enumerate()
            .map(
                |(at, line)| {
                    if at == 0 { line.trim_start() } else { line.get(common..).unwrap_or_else(|| line.trim_start()) }
                },
            )
            .map(str::trim_end)
            .collect();
        moved.join("\n").trim_matches('\n').to_owned()
    }

    fn clauses(&mut self, from: Standpoint<'_>, written: &[ast::Clause], definitions: &Definitions) -> Vec<Clause> {
        let mut labels = std::collections::BTreeMap::new();
        let mut clauses = Vec::new();
        for clause in written {
            if let Some(label) = &clause.label
                && let Some(first) = labels.insert(label.text.as_str(), from.at(label.span))
            {
                let message = format!("there is already a clause called `{}`", label.text);
                let problem = problem(DUPLICATE, from.at(label.span), message)
                    .label(first, "declared here first")
                    .help("give one of them another name");
                self.report(problem);
            }
            clauses.push(Clause {
                label: clause.label.as_ref().map(|it| it.text.clone()),
                label_at: clause.label.as_ref().map(|it| from.at(it.span)),
                scope: self.scope(from, &clause.scope, definitions),
                pattern: self.pattern(from, &clause.pattern, definitions),
                at: from.at(clause.span),
            });
        }
        clauses
    }

    fn scope(&mut self, from: Standpoint<'_>, scope: &ast::Scope, definitions: &Definitions) -> Scope {
        match scope {
            ast::Scope::Globally => Scope::Globally,
            ast::Scope::Before(t) => Scope::Before(self.event(from, t, definitions)),
            ast::Scope::After(s) => Scope::After(self.event(from, s, definitions)),
            ast::Scope::Between(s, t) => {
                Scope::Between(self.event(from, s, definitions), self.event(from, t, definitions))
            }
            ast::Scope::AfterUntil(s, t) => {
                Scope::AfterUntil(self.event(from, s, definitions), self.event(from, t, definitions))
            }
        }
    }

    fn pattern(&mut self, from: Standpoint<'_>, pattern: &ast::Pattern, definitions: &Definitions) -> Pattern {
        match pattern {
            ast::Pattern::Require { event, within, every } => Pattern::Require {
                event: self.event(from, event, definitions),
                within: within.map(Duration::from),
                every: every.map(Duration::from),
            },
            ast::Pattern::Never(event) => Pattern::Never(self.event(from, event, definitions)),
            ast::Pattern::Each { event, must } => self.each(from, event, must, definitions),
            ast::Pattern::Entity { must } => {
                let carrier = Carrier::Subject(self.kinds.entity, "entity");
                Pattern::Entity { must: self.demands(from, &carrier, must) }
            }
            ast::Pattern::Possible(event) => Pattern::Possible(self.event(from, event, definitions)),
            ast::Pattern::KeepApart(written) => {
                let events: Vec<_> = written.iter().map(|it| self.event(from, it, definitions)).collect();
                let forks = |it: &Event| it.alternatives.iter().any(|it| it.what == What::Branch);
                match written.iter().zip(&events).find(|(_, event)| forks(event)) {
                    Some((written, _)) => {
                        let help = "keep apart what somebody does";
                        self.refuse(from, written.span, "nobody does a branch, so no role can be kept from it", help)
                            .unwrap_or(Pattern::Unreadable)
                    }
                    None => Pattern::KeepApart(events),
                }
            }
            ast::Pattern::Judge(question) => Pattern::Judge(question.text.clone()),
        }
    }
}

/// What a requirement says of itself besides its demands.
const ENTRIES: [&str; 6] = ["stage", "source", "note", "default", "id", "answers"];

#[derive(Default)]
struct Entries {
    stage: Option<String>,
    notes: Vec<String>,
    sources: Vec<String>,
    defaults: Vec<String>,
    id: Option<String>,
}

/// Stands for what could not be read: it can be neither kept nor broken.
fn unread(at: Place) -> Clause {
    Clause { label: None, label_at: None, scope: Scope::Globally, pattern: Pattern::Unreadable, at }
}

pub(super) fn texts(value: &ast::Value) -> Vec<String> {
    match value {
        ast::Value::Text(text) => vec![text.text.clone()],
        ast::Value::List(values, _) => values.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
