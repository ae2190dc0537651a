//! Offers in conditions: what can be asked about, how, and which values.

use std::collections::BTreeMap;

use super::OfferKind;
use super::desk::{Desk, group};
use super::names::{OWN, prose};
use crate::model::{Classification, Field, FieldType, Id, Operand, Statement, Subject, each_statement};

/// Something that a condition can ask about.
struct Asked<'a> {
    name: &'a str,
    operand: Operand,
    /// The names that may stand before it.
    holders: [&'a str; 2],
    own: bool,
}

impl<'a> Desk<'a> {
    /// The kind of thing whose facts are meant, where it is known.
    fn subject(&self) -> Option<Id<Subject>> {
        let names = self.scene.subject.as_ref()?;
        let name = *names.last()?;
        let thing = self
            .model
            .instances
            .iter()
            .find(|(_, it)| it.name == name && self.sees(crate::model::Owner::Entity(it.entity)));
        thing.map(|(_, it)| it.subject).or_else(|| self.model.subject_named(name))
    }

    fn asked(&self) -> Vec<Asked<'a>> {
        let model = self.model;
        let subject = self.subject();
        let mut found = Vec::new();
        for (id, it) in model.subjects.iter() {
            if subject.map_or(OWN.contains(&it.name.as_str()), |subject| subject != id) && !self.qualified_by(&it.name)
            {
                continue;
            }
            for &field in &it.fields {
                let owner = model.fields[field].owner;
                if self.sees(owner) {
                    let holders = [model.owner_name(owner), it.name.as_str()];
                    let own = Some(owner) == self.owner;
                    found.push(Asked { name: &model.fields[field].name, operand: Operand::Fact(field), holders, own });
                }
            }
        }
        for (id, it) in model.classifications.iter() {
            let fits = subject.is_none() || it.subject.is_none() || it.subject == subject;
            if self.sees(it.owner) && fits {
                let holder = it.subject.map_or("", |it| model.subjects[it].name.as_str());
                let own = Some(it.owner) == self.owner;
                let holders = [model.owner_name(it.owner), holder];
                found.push(Asked { name: &it.name, operand: Operand::Class(id), holders, own });
            }
        }
        found
    }

    fn qualified_by(&self, name: &str) -> bool {
        self.around.qualifiers.last() == Some(&name)
    }

    /// What can be asked about; `negated` lets `not` stand before it.
    pub(super) fn operands(&mut self, negated: bool) {
        let model = self.model;
        let asked = self.asked();
        let mut rivals: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
        for it in &asked {
            let (count, own) = rivals.entry(it.name).or_default();
            *count += 1;
            *own |= it.own;
        }
        let qualifiers = self.around.qualifiers.clone();
        self.decisions();
        for it in &asked {
            let (count, own) = rivals.get(it.name).copied().unwrap_or_default();
            let label = match qualifiers.as_slice() {
                [] if count > 1 && !own => match it.operand {
                    Operand::Fact(_) => format!("{}.{}.{}", it.holders[0], it.holders[1], it.name),
                    _ => format!("{}.{}", it.holders[0], it.name),
                },
                [] => it.name.to_owned(),
                [one] if it.holders.contains(one) => it.name.to_owned(),
                [one, two] if it.holders == [*one, *two] => it.name.to_owned(),
                _ => continue,
            };
            match it.operand {
                Operand::Fact(field) => {
                    let field: &Field = &model.fields[field];
                    let markdown = field.doc.as_deref().map(prose).unwrap_or_default();
                    let detail = format!("fact of {}", it.holders[1]);
                    self.named(&label, &detail, OfferKind::Field, markdown, group::USUAL);
                }
                Operand::Class(class) => {
                    let class: &Classification = &model.classifications[class];
                    let markdown = class.doc.as_deref().map(prose).unwrap_or_default();
                    let detail = class.levels.join(", ");
                    self.named(&label, &detail, OfferKind::Value, markdown, group::FIRST);
                }
                Operand::Decision(_) => {}
            }
        }
        if negated && qualifiers.is_empty() {
            self.word("not", "does not hold", OfferKind::Keyword, group::LATER);
        }
    }

    /// The decisions of this procedure, the earlier ones first.
    fn decisions(&mut self) {
        let Some(procedure) = super::declared::procedure_at(self.analysis, self.at) else {
            return;
        };
        if !self.around.qualifiers.is_empty() {
            return;
        }
        for stop in procedure.steps.iter().filter(|it| !it.name.is_empty()) {
            if let Some(outcomes) = &stop.outcomes {
                let near = if stop.start < self.at.offset { group::FIRST } else { group::LAST };
                self.word(stop.name, &outcomes.join(", "), OfferKind::Step, near);
            }
        }
    }

    /// The names of all decisions, for a requirement that asks about one.
    pub(super) fn decisions_anywhere(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (_, procedure) in self.model.procedures.iter() {
            each_statement(&procedure.body, &mut |it| {
                if let Statement::Decide { step, .. } = it {
                    names.push(self.model.steps[*step].name.clone());
                }
            });
        }
        names.sort();
        names.dedup();
        names
    }

    /// What a written name asks about.
    fn operand(&self, names: &[&str]) -> Option<Operand> {
        let (name, qualifiers) = names.split_last()?;
        let mut found: Vec<Asked<'_>> = self.asked().into_iter().filter(|it| it.name == *name).collect();
        found.retain(|it| qualifiers.iter().all(|qualifier| it.holders.contains(qualifier)));
        found.iter().find(|it| it.own).or(found.first()).map(|it| it.operand)
    }

    /// The type of the fact that is asked about.
    pub(super) fn operand_type(&self, names: &[&str]) -> Option<FieldType> {
        match self.operand(names)? {
            Operand::Fact(field) => self.model.fields[field].ty,
            _ => None,
        }
    }

    fn decision_outcomes(&self, names: &[&str]) -> Option<Vec<&'a str>> {
        let [name] = names else { return None };
        let procedure = super::declared::procedure_at(self.analysis, self.at)?;
        procedure.steps.into_iter().find(|it| it.name == *name).and_then(|it| it.outcomes)
    }

    /// How something can be asked about.
    pub(super) fn tests(&mut self, names: &[&str]) {
        let outcomes = self.decision_outcomes(names).is_some();
        let operand = self.operand(names);
        let (includes, is, ordered) = match operand {
            _ if outcomes => (false, true, false),
            Some(Operand::Fact(field)) => match self.model.fields[field].ty {
                Some(FieldType::SomeOf(_) | FieldType::ScopeOf(_)) => (true, false, false),
                Some(ty) => (false, true, self.is_ordered(ty)),
                None => (true, true, true),
            },
            Some(Operand::Class(_)) => (false, true, true),
            _ => (true, true, true),
        };
        if includes {
            self.phrase("includes", "lists this among others", group::FIRST);
        }
        if is {
            self.phrase("is", "has this value", group::FIRST);
            self.phrase("is not", "has another value", group::USUAL);
        }
        if ordered {
            self.comparisons();
        }
        self.phrase("is stated", "some file says what it is", group::LATER);
        self.phrase("is not stated", "no file says what it is", group::LATER);
    }

    pub(super) fn operand_value(&mut self, names: &[&str], _compared: bool) {
        if let Some(outcomes) = self.decision_outcomes(names) {
            for outcome in outcomes {
                self.word(outcome, "outcome", OfferKind::Value, group::FIRST);
            }
            return;
        }
        match self.operand(names) {
            Some(Operand::Fact(field)) => {
                if let Some(ty) = self.model.fields[field].ty {
                    self.typed_value(ty, false);
                }
            }
            Some(Operand::Class(class)) => self.levels(&self.model.classifications[class].levels),
            _ => {}
        }
    }
}
