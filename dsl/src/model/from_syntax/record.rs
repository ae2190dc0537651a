//! What was done, judged, or departed from.

use super::super::{Entity, Id, Instance, Judgement, Owner, Record, Requirement, Term, Waiver};
use super::declare::{Declared, name_of, title_of};
use super::field::Carrier;
use super::house::Declaration;
use super::lookup::Want;
use super::names::{Entry, Kind};
use super::problem::{WRONG_KIND, problem};
use super::value::span_of;
use super::{Resolver, Standpoint};
use crate::source::Place;
use crate::syntax::ast::{self, EntryValue};

/// The requirement, or the one clause of it, that a judgement or a waiver is about.
type About = (Option<Id<Requirement>>, Option<String>);

impl<'a> Resolver<'a> {
    pub(super) fn resolve_records(&mut self, declared: &Declared<'a>) {
        for &(it, tree) in &declared.records {
            if let Owner::Entity(entity) = it.owner {
                self.record(it, entity, tree);
            }
        }
        for &(it, tree) in &declared.judgements {
            if let Owner::Entity(entity) = it.owner {
                self.judgement(it, entity, tree);
            }
        }
        for &(it, tree) in &declared.waivers {
            if let Owner::Entity(entity) = it.owner {
                self.waiver(it, entity, tree);
            }
        }
    }

    fn record(&mut self, it: Declaration<'a>, entity: Id<Entity>, tree: &ast::Record) {
        let from = it.from();
        let what = tree.what.as_ref().and_then(|path| self.find(from, path, Want::Happening));
        let what: Option<Id<Term>> = what.map(|it| Id::new(it.index));
        let of = tree.of.as_ref().and_then(|path| self.find_instance(from, path));
        let by = self.all_roles(from, tree.by.as_ref());
        let mut outcome = None;
        let mut entries: Vec<&ast::Entry> = Vec::new();
        for entry in &tree.entries {
            match (entry.key.text.as_str(), &entry.value) {
                ("outcome", EntryValue::Value(ast::Value::Name(path), _)) => outcome = self.outcome_name(from, path),
                ("evidence", EntryValue::Value(ast::Value::Text(_), _)) if !self.carries_evidence(from, what) => {}
                _ => entries.push(entry),
            }
        }
        let fields = what.map_or(Vec::new(), |it| self.stated(from, &self.term_carrier(it), &entries));
        self.model.records.add(Record {
            name: name_of(it).to_owned(),
            title: title_of(it),
            entity,
            what,
            of,
            has_subject: tree.of.is_some(),
            on: tree.on.map(|it| it.0),
            by,
            fields,
            outcome,
            at: it.at(),
        });
    }

    /// `evidence: "…"` may always be said of a record; guidance may make it a field, to ask for it.
    fn carries_evidence(&self, from: Standpoint<'_>, what: Option<Id<Term>>) -> bool {
        let fields = what.map_or(Vec::new(), |it| self.model.fields_of_term(it));
        let mut names = fields.iter().map(|&it| &self.model.fields[it]);
        names.any(|it| it.name == "evidence" && self.names.sees(from.owner, it.owner))
    }

    fn judgement(&mut self, it: Declaration<'a>, entity: Id<Entity>, tree: &ast::Record) {
        let from = it.from();
        let (requirement, clause) = self.about(from, entity, tree.what.as_ref());
        let of = tree.of.as_ref().and_then(|path| self.find_instance(from, path));
        let by = self.all_roles(from, tree.by.as_ref());
        let (mut answer, mut reason) = (None, None);
        for entry in &tree.entries {
            match (entry.key.text.as_str(), &entry.value) {
                (_, EntryValue::Error) | ("evidence", _) => {}
                ("answer", EntryValue::Flag) => answer = Some(true),
                ("answer", EntryValue::Value(ast::Value::YesNo(yes, _), _)) => answer = Some(*yes),
                ("reason", EntryValue::Value(ast::Value::Text(text), _)) => reason = Some(text.text.clone()),
                ("answer", _) => self.wrong_entry(from, entry, "`yes` or `no`", "write `answer: yes` or `answer: no`"),
                ("reason", _) => self.wrong_entry(from, entry, "a text", "put it in quotation marks"),
                _ => self.unknown_entry(from, entry, "a judgement", &["answer", "evidence", "reason"]),
            }
        }
        self.model.judgements.add(Judgement {
            name: name_of(it).to_owned(),
            entity,
            requirement,
            clause,
            of,
            has_subject: tree.of.is_some(),
            answer,
            by,
            on: tree.on.map(|it| it.0),
            until: tree.until.map(|it| it.0),
            reason,
            at: it.at(),
        });
    }

    fn waiver(&mut self, it: Declaration<'a>, entity: Id<Entity>, tree: &ast::Record) {
        let from = it.from();
        let (requirement, clause) = self.about(from, entity, tree.what.as_ref());
        let of: Option<Id<Instance>> = tree.of.as_ref().and_then(|path| self.find_instance(from, path));
        let by = self.all_roles(from, tree.by.as_ref());
        let subject = of.map(|it| self.model.instances[it].subject);
        let when = tree.when.as_ref().map(|it| self.condition(Standpoint { subject, ..from }, it));
        let (mut reason, mut instead) = (None, Vec::new());
        let mut declared: Vec<&ast::Entry> = Vec::new();
        for entry in &tree.entries {
            match (entry.key.text.as_str(), &entry.value) {
                (_, EntryValue::Error) | ("evidence", _) => {}
                ("reason", EntryValue::Value(ast::Value::Text(text), _)) => reason = Some(text.text.clone()),
                ("instead", EntryValue::Value(value, _)) => self.instead(from, value, &mut instead),
                ("reason", _) => self.wrong_entry(from, entry, "a text", "put it in quotation marks"),
                ("instead", _) => self.wrong_entry(from, entry, "an action", "write an action, or several in brackets"),
                (key, _) if self.has_field(from, self.kinds.waiver, key) => declared.push(entry),
                _ => {
                    let carrier = Carrier::Subject(self.kinds.waiver, "waiver");
                    let declared = self.known_fields(from.owner, &carrier);
                    let known = ["evidence", "instead", "reason"].into_iter();
                    let known: Vec<&str> = known.chain(declared.iter().map(String::as_str)).collect();
                    self.unknown_entry(from, entry, "a waiver", &known);
                }
            }
        }
        let fields = self.stated(from, &Carrier::Subject(self.kinds.waiver, "waiver"), &declared);
        self.model.waivers.add(Waiver {
            name: name_of(it).to_owned(),
            title: title_of(it),
            entity,
            requirement,
            clause,
            of,
            has_subject: tree.of.is_some(),
            when,
            by,
            on: tree.on.map(|it| it.0),
            until: tree.until.map(|it| it.0),
            reason,
            instead,
            fields,
            at: it.at(),
        });
    }

    fn instead(&mut self, from: Standpoint<'_>, value: &ast::Value, found: &mut Vec<Id<Term>>) {
        match value {
            ast::Value::Name(path) => found.extend(self.find_action(from, path)),
            ast::Value::List(values, _) => values.iter().for_each(|it| self.instead(from, it, found)),
            other => {
                let problem = problem(WRONG_KIND, from.at(span_of(other)), "`instead` takes an action")
                    .help("write the name of an action");
                self.report(problem);
            }
        }
    }

    fn wrong_entry(&mut self, from: Standpoint<'_>, entry: &ast::Entry, takes: &str, help: &str) {
        let message = format!("`{}` takes {takes}", entry.key.text);
        let problem = problem(WRONG_KIND, from.at(entry.span), message).help(help);
        self.report(problem);
    }

    fn unknown_entry(&mut self, from: Standpoint<'_>, entry: &ast::Entry, what: &str, known: &[&str]) {
        let message = format!("{what} carries no field called `{}`", entry.key.text);
        self.unknown_among(from.at(entry.key.span), message, &entry.key.text, known);
    }

    /// `name`, `name.clause`, `guidance.name` or `guidance.name.clause`.
    fn about(&mut self, from: Standpoint<'_>, entity: Id<Entity>, path: Option<&ast::Path>) -> About {
        let names = path.map_or(&[][..], |it| it.names.as_slice());
        let Some(first) = names.first() else {
            return (None, None);
        };
        let owner = self.names.all(&first.text).iter().find_map(|it| match it.kind {
            Kind::Guidance => Some((Owner::Guidance(Id::new(it.index)), it.at)),
            Kind::Entity => Some((Owner::Entity(Id::new(it.index)), it.at)),
            _ => None,
        });
        let (owner, rest) = match (owner, names) {
            (Some((owner, declared)), [_, rest @ ..])
                if !rest.is_empty() && self.held_to(entity, &first.text).is_empty() =>
            {
                self.mention(from.at(first.span), declared);
                (Some(owner), rest)
            }
            _ => (None, names),
        };
        let Some(name) = rest.first() else {
            return (None, None);
        };
        let at = from.at(name.span);
        let mut found = self.held_to(entity, &name.text);
        found.retain(|it| owner.is_none_or(|owner| it.owner == Some(owner)));
        match found.as_slice() {
            [] => self.unknown(from.owner, at, &name.text, Want::Requirement),
            [one] => {
                let one = *one;
                self.mention(at, one.at);
                return self.clause_of(from, Id::new(one.index), rest);
            }
            several => {
                let places: Vec<Place> = several.iter().map(|it| it.at).collect();
                let ways = self.ways(several, &name.text);
                self.ambiguous(at, &name.text, &places, &ways);
            }
        }
        (None, None)
    }

    fn clause_of(&mut self, from: Standpoint<'_>, requirement: Id<Requirement>, names: &[ast::Name]) -> About {
        let Some(label) = names.get(1) else {
            return (Some(requirement), None);
        };
        let labels: Vec<String> =
            self.model.requirements[requirement].clauses.iter().filter_map(|it| it.label.clone()).collect();
        if labels.contains(&label.text) {
            let clauses = self.model.requirements[requirement].clauses.iter();
            let at = clauses.filter(|it| it.label.as_ref() == Some(&label.text)).find_map(|it| it.label_at);
            if let Some(at) = at {
                self.mention(from.at(label.span), at);
            }
            return (Some(requirement), Some(label.text.clone()));
        }
        let known: Vec<&str> = labels.iter().map(String::as_str).collect();
        let message = format!("`{}` has no clause called `{}`", self.model.requirements[requirement].name, label.text);
        self.unknown_among(from.at(label.span), message, &label.text, &known);
        (None, None)
    }

    /// The requirements of that name that an entity is held to: those of a profile, not of its base.
    fn held_to(&self, entity: Id<Entity>, name: &str) -> Vec<Entry> {
        let guidance = self.model.guidance_of(entity);
        let held = |owner: Owner| match owner {
            Owner::Guidance(it) => guidance.contains(&it),
            Owner::Entity(it) => it == entity,
        };
        let entries = self.names.all(name).iter().filter(|it| it.kind == Kind::Requirement);
        entries.filter(|it| it.owner.is_some_and(held)).copied().collect()
    }
}
