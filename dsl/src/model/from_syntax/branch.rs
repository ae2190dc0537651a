//! `branch`: the places where conditions choose the way, and what they ask about there.

use std::collections::BTreeMap;

use super::super::{Constraint, Held, Id, On, Operand, Topic};
use super::declare::Declared;
use super::lookup::Want;
use super::names::{Kind, nearest};
use super::problem::{UNKNOWN, problem};
use super::value::span_of;
use super::{Resolver, Standpoint};
use crate::source::{FileId, Place};
use crate::syntax::ast::{self, ConstraintTest, StatementKind};

impl<'a> Resolver<'a> {
    /// The names of all decisions: a requirement may ask about one before its procedure is resolved.
    pub(super) fn find_decisions(&mut self, declared: &Declared<'a>) {
        for (_, it, tree) in &declared.procedures {
            decisions(it.file, &tree.body, &mut self.decisions);
        }
    }

    /// Whether `branch` is written, and nothing else goes by that name here.
    pub(super) fn is_branch(&self, from: Standpoint<'_>, path: &ast::Path) -> bool {
        let [name] = path.names.as_slice() else {
            return false;
        };
        name.text == "branch"
            && self.names.seen(from.owner, "branch", |kind| Want::Event.accepts(self, kind)).is_empty()
    }

    /// `{ on: risk }`: any of several names, or all of a list.
    pub(super) fn branch_constraints(&mut self, from: Standpoint<'_>, written: &[ast::Constraint]) -> Vec<Constraint> {
        let mut constraints = Vec::new();
        for it in written {
            let groups = match (it.key.text.as_str(), &it.test) {
                ("on", Some(ConstraintTest::Value(ast::Value::List(values, _)))) => {
                    values.iter().map(std::slice::from_ref).map(|one| self.topics(from, one)).collect()
                }
                ("on", Some(ConstraintTest::Value(value))) => vec![self.topics(from, std::slice::from_ref(value))],
                ("on", Some(ConstraintTest::AnyOf(values))) => vec![self.topics(from, values)],
                _ => vec![self.not_on(from, it)],
            };
            let at = from.at(it.span);
            let unreadable = || (On::Unreadable, Held::Stated);
            let held = groups.into_iter().map(|it| it.map_or_else(unreadable, |it| (On::Topic, Held::Topics(it))));
            constraints.extend(held.map(|(on, held)| Constraint { on, held, at }));
        }
        constraints
    }

    fn not_on(&mut self, from: Standpoint<'_>, written: &ast::Constraint) -> Option<Vec<Topic>> {
        let (message, help) = match written.key.text.as_str() {
            "on" => {
                ("`on` takes the name of what is asked about".to_owned(), "write for instance `branch { on: risk }`")
            }
            key => (
                format!("a branch carries no field called `{key}`"),
                "only `on` can be asked of it: what it asks about",
            ),
        };
        self.refuse(from, written.span, &message, help)
    }

    fn topics(&mut self, from: Standpoint<'_>, values: &[ast::Value]) -> Option<Vec<Topic>> {
        let mut topics = Vec::new();
        for value in values {
            let ast::Value::Name(path) = value else {
                let help = "write the name of a field, a classification or a decision";
                return self.refuse(from, span_of(value), "`on` takes the name of what is asked about", help);
            };
            topics.extend(self.topic(from, path)?);
        }
        Some(topics)
    }

    /// Everything that a `when` can ask about under this name.
    fn topic(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Vec<Topic>> {
        let name = path.names.last()?;
        let at = from.at(name.span);
        let mut found = Vec::new();
        for (operand, declared) in self.all_operands(from, path) {
            self.mention(at, declared);
            match operand {
                Operand::Fact(field) => found.push(Topic::Fact(field)),
                Operand::Class(class) => found.push(Topic::Class(class)),
                Operand::Decision(_) => {}
            }
        }
        if path.names.len() == 1 {
            let is_action = |kind| matches!(kind, Kind::Term(it) if Some(it) == self.kinds.action);
            for entry in self.names.seen(from.owner, &name.text, is_action) {
                self.mention(at, entry.at);
                found.push(Topic::Action(Id::new(entry.index)));
            }
            if let Some(places) = self.decisions.get(name.text.as_str()) {
                for declared in places.clone() {
                    self.mention(at, declared);
                }
                found.push(Topic::Decision(name.text.clone()));
            }
        }
        if found.is_empty() {
            self.unknown_topic(from, name);
            return None;
        }
        Some(found)
    }

    fn unknown_topic(&mut self, from: Standpoint<'_>, name: &ast::Name) {
        let message = format!("no condition can ask about `{}`", name.text);
        let found = problem(UNKNOWN, from.at(name.span), message);
        let near = self.near_operand(from, &name.text);
        let near = near.or_else(|| nearest(&name.text, self.decisions.keys().copied()).map(str::to_owned));
        self.report(found.help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the name of a field, a classification or a decision".to_owned(),
        }));
    }
}

/// So many decisions of one name are noted, which is more than anybody tells apart.
const OF_ONE_NAME: usize = 16;

fn decisions<'a>(file: FileId, block: &'a ast::Block, found: &mut BTreeMap<&'a str, Vec<Place>>) {
    for statement in &block.statements {
        match &statement.kind {
            StatementKind::Decide(decide) => {
                if let Some(name) = &decide.step.name {
                    let places = found.entry(&name.text).or_default();
                    let at = Place { file, span: name.span };
                    places.extend((places.len() < OF_ONE_NAME).then_some(at));
                }
                decide.outcomes.iter().for_each(|it| decisions(file, &it.body, found));
            }
            StatementKind::When { then, otherwise, .. } => {
                decisions(file, then, found);
                otherwise.iter().for_each(|it| decisions(file, it, found));
            }
            StatementKind::Together(body) | StatementKind::Repeat { body, .. } | StatementKind::On { body, .. } => {
                decisions(file, body, found);
            }
            _ => {}
        }
    }
}
