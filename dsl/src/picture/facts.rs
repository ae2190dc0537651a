//! The facts of a run, held against the conditions of a procedure.

use std::collections::BTreeMap;

use super::words::{inside, last};
use crate::model::{Id, Model, Term};
use crate::source::Span;
use crate::syntax::ast::{Atom, Block, Comparison, Condition, StatementKind, Test, Value};

/// What is known of the case that a run is about.
pub(super) struct Facts<'a> {
    model: &'a Model,
    facts: BTreeMap<&'a str, &'a [String]>,
    conditions: BTreeMap<Span, &'a Condition>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(model: &'a Model, facts: &'a [(String, Vec<String>)], body: &'a Block) -> Self {
        let facts = facts.iter().map(|(name, values)| (name.as_str(), values.as_slice())).collect();
        let mut conditions = BTreeMap::new();
        gather(body, &mut conditions);
        Self { model, facts, conditions }
    }

    /// Whether a condition holds; nothing where that is not known.
    pub(super) fn holds(&self, condition: Span, chosen: &BTreeMap<String, String>) -> Option<bool> {
        self.test(self.conditions.get(&condition)?, chosen)
    }

    fn test(&self, condition: &Condition, chosen: &BTreeMap<String, String>) -> Option<bool> {
        match condition {
            Condition::And(parts, _) => self.joined(parts, chosen, false),
            Condition::Or(parts, _) => self.joined(parts, chosen, true),
            Condition::Not(inner, _) => self.test(inner, chosen).map(|it| !it),
            Condition::Atom(atom) => self.atom(atom, chosen),
            Condition::Error(_) => None,
        }
    }

    /// One part that is `decisive` decides it all.
    fn joined(&self, parts: &[Condition], chosen: &BTreeMap<String, String>, decisive: bool) -> Option<bool> {
        let mut known = Some(!decisive);
        for part in parts {
            match self.test(part, chosen) {
                Some(it) if it == decisive => return Some(decisive),
                None => known = None,
                Some(_) => {}
            }
        }
        known
    }

    fn atom(&self, atom: &Atom, chosen: &BTreeMap<String, String>) -> Option<bool> {
        let name = last(&atom.name);
        if let Some(outcome) = chosen.get(&name) {
            return match &atom.test {
                Test::Is(values) => Some(values.iter().any(|it| word(it).as_ref() == Some(outcome))),
                Test::IsNot(values) => Some(!values.iter().any(|it| word(it).as_ref() == Some(outcome))),
                _ => None,
            };
        }
        let values = self.facts.get(name.as_str())?;
        match &atom.test {
            Test::Is(wanted) | Test::Includes(wanted) => self.any(values, wanted),
            Test::IsNot(wanted) => self.any(values, wanted).map(|it| !it),
            Test::Compare(how, wanted) => self.compare(&name, values, *how, wanted),
            Test::Stated | Test::NotStated => None,
        }
    }

    /// Whether one of the values is one of those wanted, or is below it.
    fn any(&self, values: &[String], wanted: &[Value]) -> Option<bool> {
        let wanted: Vec<String> = wanted.iter().map(word).collect::<Option<Vec<String>>>()?;
        Some(values.iter().any(|value| wanted.iter().any(|it| it == value || self.is_a(value, it))))
    }

    fn is_a(&self, below: &str, above: &str) -> bool {
        let named = |name: &str| -> Vec<Id<Term>> {
            self.model.terms.iter().filter(|(_, it)| it.name == name).map(|(id, _)| id).collect()
        };
        let above = named(above);
        named(below).into_iter().any(|it| self.model.above(it).iter().any(|it| above.contains(it)))
    }

    /// Levels of a classification stand in an order.
    fn compare(&self, name: &str, values: &[String], how: Comparison, wanted: &Value) -> Option<bool> {
        let [value] = values else { return None };
        let wanted = word(wanted)?;
        let place = |levels: &[String]| {
            Some((levels.iter().position(|it| it == value)?, levels.iter().position(|it| *it == wanted)?))
        };
        let tables = self.model.classifications.iter().filter(|(_, it)| it.name == name);
        let (left, right) = tables.filter_map(|(_, it)| place(&it.levels)).next()?;
        Some(match how {
            Comparison::AtLeast => left >= right,
            Comparison::AtMost => left <= right,
            Comparison::MoreThan => left > right,
            Comparison::LessThan => left < right,
        })
    }
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::Name(path) => Some(last(path)),
        Value::YesNo(yes, _) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        _ => None,
    }
}

fn gather<'a>(block: &'a Block, found: &mut BTreeMap<Span, &'a Condition>) {
    for statement in &block.statements {
        if let StatementKind::When { condition, .. } = &statement.kind {
            found.insert(super::words::span_of(condition), condition);
        }
    }
    for inner in inside(block) {
        gather(inner, found);
    }
}
