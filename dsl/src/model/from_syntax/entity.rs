//! Entities, their roles, and the things they register.

use super::super::{Entity, Field, FieldType, Id, Range, Role, Stated, Value};
use super::declare::{Declared, Shelved};
use super::field::Carrier;
use super::names::{Holder, Kind};
use super::problem::{DUPLICATE, WRONG_KIND, problem};
use super::value::span_of;
use super::{Resolver, Standpoint};
use crate::syntax::ast::{self, EntryValue};

impl<'a> Resolver<'a> {
    pub(super) fn resolve_entities(&mut self, declared: &Declared<'a>) {
        for shelved in &declared.entities {
            self.entity(shelved);
        }
        for &(id, it, entries) in &declared.roles {
            self.role(id, it.from(), entries);
        }
        for &(id, it, tree) in &declared.instances {
            let from = it.from();
            let subject = self.model.instances[id].subject;
            let carrier = Carrier::Subject(Some(subject), "");
            let (classes, fields): (Vec<&ast::Entry>, Vec<&ast::Entry>) =
                tree.entries.iter().partition(|it| self.states_class(from, subject, it));
            let fields = self.stated(from, &carrier, &fields);
            self.model.instances[id].fields = fields;
            for entry in classes {
                if let Some(classed) = self.classed(from, entry) {
                    self.model.instances[id].classed.push(classed);
                }
            }
        }
    }

    fn entity(&mut self, &(id, it, tree): &Shelved<'a, Entity, ast::Entity>) {
        let from = it.from();
        let (mut week, mut holidays) = (None, None);
        let mut fields: Vec<&ast::Entry> = Vec::new();
        for entry in &tree.entries {
            match entry.key.text.as_str() {
                "working-week" => week = self.whole_number(from, entry, 7),
                "holidays" => holidays = self.whole_number(from, entry, 366),
                _ => fields.push(entry),
            }
        }
        let carrier = Carrier::Subject(self.kinds.entity, "entity");
        let fields = self.stated(from, &carrier, &fields);
        let entity = &mut self.model.entities[id];
        entity.fields = fields;
        entity.calendar = week.map(|week| (week, holidays.unwrap_or(0)));
    }

    /// `5`, or `5 days`.
    fn whole_number(&mut self, from: Standpoint<'_>, entry: &ast::Entry, most: u32) -> Option<u32> {
        let number = match &entry.value {
            EntryValue::Value(ast::Value::Number(number, _), _) if number % 1000 == 0 => {
                u32::try_from(number / 1000).ok()
            }
            EntryValue::Value(ast::Value::Duration(it), _) if it.unit == ast::Unit::Day => Some(it.count),
            EntryValue::Error => return None,
            _ => None,
        };
        let number = number.filter(|&it| it <= most);
        if number.is_none() {
            let message = format!("`{}` takes a number of days, {most} at most", entry.key.text);
            let problem = problem(WRONG_KIND, from.at(entry.span), message)
                .help(format!("write for instance `{}: 5`", entry.key.text));
            self.report(problem);
        }
        number
    }

    fn role(&mut self, id: Id<Role>, from: Standpoint<'_>, entries: &[ast::Entry]) {
        let carrier = Carrier::Subject(self.kinds.role, "role");
        let mut fields = Vec::new();
        for entry in entries {
            if entry.key.text != "external" {
                fields.push(entry);
                continue;
            }
            let external = match &entry.value {
                EntryValue::Flag => true,
                EntryValue::Value(ast::Value::YesNo(yes, _), _) => *yes,
                EntryValue::Error => continue,
                _ => {
                    let problem = problem(WRONG_KIND, from.at(entry.span), "`external` is a matter of yes or no")
                        .help("write `external`");
                    self.report(problem);
                    continue;
                }
            };
            self.model.roles[id].external = external;
            // Guidance may give roles a field of that name, to ask for it.
            if self.has_field(from, self.kinds.role, "external") {
                fields.push(entry);
            }
        }
        let fields = self.stated(from, &carrier, &fields);
        self.model.roles[id].fields = fields;
    }

    pub(super) fn has_field(
        &self,
        from: Standpoint<'_>,
        subject: Option<Id<super::super::Subject>>,
        name: &str,
    ) -> bool {
        let mut fields = self.names.fields(name).iter();
        fields.any(|&(holder, field)| {
            subject.is_some_and(|it| holder == Holder::Subject(it))
                && self.names.sees(from.owner, self.model.fields[field].owner)
        })
    }

    /// Whether an entry states what a classification gives: `risk: moderate`.
    fn states_class(&self, from: Standpoint<'_>, subject: Id<super::super::Subject>, entry: &ast::Entry) -> bool {
        !self.has_field(from, Some(subject), &entry.key.text)
            && !self.names.seen(from.owner, &entry.key.text, |kind| kind == Kind::Classification).is_empty()
    }

    fn classed(&mut self, from: Standpoint<'_>, entry: &ast::Entry) -> Option<(String, String, crate::source::Place)> {
        let found = self.names.seen(from.owner, &entry.key.text, |kind| kind == Kind::Classification);
        let at = from.at(entry.span);
        for it in &found {
            self.mention(from.at(entry.key.span), it.at);
        }
        let EntryValue::Value(value, _) = &entry.value else {
            return None;
        };
        let ast::Value::Name(path) = value else {
            let problem =
                problem(WRONG_KIND, from.at(span_of(value)), format!("`{}` takes one of its levels", entry.key.text));
            self.report(problem.help("write the name of a level"));
            return None;
        };
        let level = path.names.last()?;
        let mut known = false;
        for it in &found {
            let class: Id<super::super::Classification> = Id::new(it.index);
            if let Some(index) = self.model.classifications[class].levels.iter().position(|it| *it == level.text) {
                self.mention_level(from, class, index, level);
                known = true;
            }
        }
        if known {
            return Some((entry.key.text.clone(), level.text.clone(), at));
        }
        let first: Id<super::super::Classification> = Id::new(found.first()?.index);
        if self.model.classifications[first].levels.is_empty() {
            return None;
        }
        let message = format!("`{}` has no level called `{}`", entry.key.text, level.text);
        self.unknown_level(from, first, level, message);
        None
    }

    /// Fields with their values. What cannot be read is unknown, and said.
    pub(super) fn stated(&mut self, from: Standpoint<'_>, carrier: &Carrier, entries: &[&ast::Entry]) -> Vec<Stated> {
        let mut stated: Vec<Stated> = Vec::new();
        let mut seen: std::collections::BTreeMap<Id<Field>, crate::source::Place> = std::collections::BTreeMap::new();
        for entry in entries {
            let at = from.at(entry.span);
            let Some(field) = self.find_field(from, &entry.key, carrier) else {
                continue;
            };
            if let Some(&first) = seen.get(&field) {
                let message = format!("`{}` is stated twice", entry.key.text);
                let problem =
                    problem(DUPLICATE, at, message).label(first, "stated here first").help("keep the one that holds");
                self.report(problem);
                continue;
            }
            seen.insert(field, at);
            let (value, since) = self.entry_value(from, field, entry);
            stated.push(Stated { field, value, since, at });
        }
        stated
    }

    fn entry_value(
        &mut self,
        from: Standpoint<'_>,
        field: Id<Field>,
        entry: &ast::Entry,
    ) -> (Option<Value>, Option<jiff::civil::Date>) {
        let Some(ty) = self.model.fields[field].ty else {
            return (None, None);
        };
        match &entry.value {
            EntryValue::Value(value, since) => (self.stated_value(from, field, value), since.map(|it| it.0)),
            EntryValue::Flag if ty == FieldType::YesNo => (Some(Value::YesNo(true)), None),
            EntryValue::Flag => {
                let message = format!("`{}` takes {}, and none is stated", entry.key.text, self.takes(ty));
                let problem = problem(WRONG_KIND, from.at(entry.span), message)
                    .help(format!("write `{}: ` and the value", entry.key.text));
                self.report(problem);
                (None, None)
            }
            EntryValue::Actors(actors) if ty == FieldType::SomeOf(Range::Roles) => {
                let roles = self.all_roles(from, Some(actors));
                (Some(Value::List(roles.into_iter().map(Value::Role).collect())), None)
            }
            EntryValue::Actors(actors) => {
                let message = format!("`{}` takes one value that always holds", entry.key.text);
                let problem =
                    problem(WRONG_KIND, from.at(actors.span), message).help("write one value, or for a list `[a, b]`");
                self.report(problem);
                (None, None)
            }
            EntryValue::Error => (None, None),
        }
    }
}
