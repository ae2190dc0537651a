//! Values, held against the type of the field they are for.

use super::super::{Duration, Field, FieldType, Id, Owner, Range, Role, Value, Vocabulary};
use super::lookup::Want;
use super::problem::{WRONG_KIND, listed, problem, with_article};
use super::{Resolver, Standpoint};
use crate::source::Span;
use crate::syntax::ast;

impl Resolver<'_> {
    /// What is stated for a field: one value, or for a list always a list.
    pub(super) fn stated_value(&mut self, from: Standpoint<'_>, field: Id<Field>, value: &ast::Value) -> Option<Value> {
        let ty = self.model.fields[field].ty?;
        let single = match ty {
            FieldType::SomeOf(_) | FieldType::ScopeOf(_) => None,
            _ => Some(()),
        };
        match (single, value) {
            (None, ast::Value::List(values, _)) => {
                let values: Vec<Option<Value>> = values.iter().map(|it| self.value(from, field, it)).collect();
                values.into_iter().collect::<Option<Vec<Value>>>().map(Value::List)
            }
            (None, one) => self.value(from, field, one).map(|it| Value::List(vec![it])),
            (Some(()), ast::Value::List(values, span)) => {
                let name = self.model.fields[field].name.clone();
                let message = format!("`{name}` takes one value, not a list");
                let help = if values.len() == 1 { "leave out the brackets" } else { "keep the one that holds" };
                let problem = problem(WRONG_KIND, from.at(*span), message).help(help);
                self.report(problem);
                None
            }
            (Some(()), one) => self.value(from, field, one),
        }
    }

    /// One value, or one member of a list.
    pub(super) fn value(&mut self, from: Standpoint<'_>, field: Id<Field>, value: &ast::Value) -> Option<Value> {
        let ty = self.model.fields[field].ty?;
        match (ty, value) {
            (FieldType::OneOf(range) | FieldType::SomeOf(range), ast::Value::Name(path)) => {
                self.member(from, range, path)
            }
            (FieldType::ScopeOf(vocabulary), ast::Value::Name(path)) => {
                self.find_term(from, path, vocabulary).map(Value::Term)
            }
            (FieldType::YesNo, ast::Value::YesNo(yes, _)) => Some(Value::YesNo(*yes)),
            (FieldType::Number, ast::Value::Number(number, _)) => Some(Value::Number(*number)),
            (FieldType::Money, ast::Value::Money(amount, currency)) => {
                Some(Value::Money(*amount, currency.text.clone()))
            }
            (FieldType::Duration, ast::Value::Duration(duration)) => Some(Value::Duration(Duration::from(*duration))),
            (FieldType::Date, ast::Value::Date(date, _)) => Some(Value::Date(*date)),
            (FieldType::Text, ast::Value::Text(text)) => Some(Value::Text(text.text.clone())),
            _ => {
                self.wrong_value(from, field, ty, value);
                None
            }
        }
    }

    fn member(&mut self, from: Standpoint<'_>, range: Range, path: &ast::Path) -> Option<Value> {
        match range {
            Range::Vocabulary(vocabulary) => self.find_term(from, path, vocabulary).map(Value::Term),
            Range::Subject(subject) => {
                let entry = self.find(from, path, Want::Instance(Some(subject)))?;
                Some(Value::Thing(Id::new(entry.index)))
            }
            Range::Roles => self.find_role(from, path).map(Value::Role),
        }
    }

    fn wrong_value(&mut self, from: Standpoint<'_>, field: Id<Field>, ty: FieldType, value: &ast::Value) {
        let name = self.model.fields[field].name.clone();
        let takes = self.takes(ty);
        let message = format!("`{name}` takes {takes}, and this is {}", word_for(value));
        let help = self.example(from.owner, ty);
        let problem = problem(WRONG_KIND, from.at(span_of(value)), message).help(help);
        self.report(problem);
    }

    /// What a field of this type takes, in words.
    pub(super) fn takes(&self, ty: FieldType) -> String {
        match ty {
            FieldType::YesNo => "`yes` or `no`".into(),
            FieldType::OneOf(Range::Vocabulary(it)) => {
                format!("one word of `{}`", self.model.vocabularies[it].name)
            }
            FieldType::SomeOf(Range::Vocabulary(it)) | FieldType::ScopeOf(it) => {
                format!("words of `{}`", self.model.vocabularies[it].name)
            }
            FieldType::OneOf(range) => with_article(&self.range_noun(range)),
            FieldType::SomeOf(range) => format!("a list of {}", self.range_noun(range)),
            FieldType::Number => "a number".into(),
            FieldType::Money => "an amount of money".into(),
            FieldType::Duration => "a length of time".into(),
            FieldType::Date => "a date".into(),
            FieldType::Text => "a text".into(),
        }
    }

    fn range_noun(&self, range: Range) -> String {
        match range {
            Range::Vocabulary(vocabulary) => self.model.vocabularies[vocabulary].name.clone(),
            Range::Subject(subject) => self.model.subjects[subject].name.clone(),
            Range::Roles => "role".into(),
        }
    }

    fn example(&self, owner: Owner, ty: FieldType) -> String {
        match ty {
            FieldType::YesNo => "write `yes` or `no`".into(),
            FieldType::OneOf(Range::Vocabulary(it))
            | FieldType::SomeOf(Range::Vocabulary(it))
            | FieldType::ScopeOf(it) => self.some_terms(owner, it),
            FieldType::OneOf(range) | FieldType::SomeOf(range) => {
                format!("write the name of {}", with_article(&self.range_noun(range)))
            }
            FieldType::Number => "write a number such as `12`".into(),
            FieldType::Money => "write an amount and its currency, such as `50 000 USD`".into(),
            FieldType::Duration => "write a length of time such as `12 months`".into(),
            FieldType::Date => "write a date such as `2026-03-01`".into(),
            FieldType::Text => "put it in quotation marks".into(),
        }
    }

    fn some_terms(&self, owner: Owner, vocabulary: Id<Vocabulary>) -> String {
        let terms = self.model.vocabularies[vocabulary].terms.iter();
        let seen = terms.filter(|&&it| self.names.sees(owner, self.model.terms[it].owner));
        let names: Vec<&str> = seen.take(4).map(|&it| self.model.terms[it].name.as_str()).collect();
        match names.as_slice() {
            [] => "write a word of that vocabulary".into(),
            names => format!("write a word of that vocabulary, such as {}", listed(names, "or")),
        }
    }

    /// Those who may do it, whatever the conditions.
    pub(super) fn all_roles(&mut self, from: Standpoint<'_>, actors: Option<&ast::Actors>) -> Vec<Id<Role>> {
        let paths = actors.into_iter().flat_map(|it| it.cases.iter()).flat_map(|it| it.roles.iter());
        let mut found: Vec<Id<Role>> = Vec::new();
        for path in paths {
            if let Some(role) = self.find_role(from, path)
                && !found.contains(&role)
            {
                found.push(role);
            }
        }
        found
    }
}

pub(super) fn span_of(value: &ast::Value) -> Span {
    match value {
        ast::Value::Name(path) => path.span,
        ast::Value::Text(text) => text.span,
        ast::Value::Money(_, currency) => currency.span,
        ast::Value::Duration(duration) => duration.span,
        ast::Value::Number(_, span)
        | ast::Value::Date(_, span)
        | ast::Value::YesNo(_, span)
        | ast::Value::List(_, span) => *span,
    }
}

fn word_for(value: &ast::Value) -> &'static str {
    match value {
        ast::Value::Name(_) => "a name",
        ast::Value::Text(_) => "a text",
        ast::Value::Money(..) => "an amount of money",
        ast::Value::Duration(_) => "a length of time",
        ast::Value::Number(..) => "a number",
        ast::Value::Date(..) => "a date",
        ast::Value::YesNo(..) => "`yes` or `no`",
        ast::Value::List(..) => "a list",
    }
}

pub(super) fn comparison(written: ast::Comparison) -> super::super::Comparison {
    use super::super::Comparison;
    match written {
        ast::Comparison::AtLeast => Comparison::AtLeast,
        ast::Comparison::AtMost => Comparison::AtMost,
        ast::Comparison::MoreThan => Comparison::MoreThan,
        ast::Comparison::LessThan => Comparison::LessThan,
    }
}
