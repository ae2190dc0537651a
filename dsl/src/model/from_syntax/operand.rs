//! What a condition asks about: a fact, a classification, or an earlier decision.

use super::super::{Id, Operand, Owner, Subject};
use super::names::{Holder, Kind, nearest};
use super::problem::{UNKNOWN, problem, with_article};
use super::{Resolver, Standpoint};
use crate::source::Place;
use crate::syntax::ast;

/// What stands before the dot of a name: whose it is, and of which subject.
#[derive(Clone, Copy, Default)]
struct Qualified {
    owner: Option<Owner>,
    subject: Option<Id<Subject>>,
}

impl Resolver<'_> {
    /// What a condition asks about; says so if it is nothing, or too much.
    pub(super) fn operand(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Operand> {
        let (name, qualifiers) = path.names.split_last()?;
        let qualified = self.qualified(from, qualifiers)?;
        let found = self.operands(from, qualified, &name.text);
        let at = from.at(name.span);
        match found.as_slice() {
            [(operand, declared)] => {
                let (operand, declared) = (*operand, *declared);
                self.mention(at, declared);
                Some(operand)
            }
            [] => {
                self.unknown_operand(from, qualified, name);
                None
            }
            several => {
                let places: Vec<Place> = several.iter().map(|it| it.1).collect();
                let ways: Vec<String> = several.iter().filter_map(|it| self.operand_way(it.0, &name.text)).collect();
                self.ambiguous(at, &name.text, &places, &ways);
                None
            }
        }
    }

    /// Every fact and classification that a name may mean.
    pub(super) fn all_operands(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Vec<(Operand, Place)> {
        let Some((name, qualifiers)) = path.names.split_last() else {
            return Vec::new();
        };
        match self.qualified(from, qualifiers) {
            Some(qualified) => self.operands(from, qualified, &name.text),
            None => Vec::new(),
        }
    }

    fn qualified(&mut self, from: Standpoint<'_>, names: &[ast::Name]) -> Option<Qualified> {
        let mut qualified = Qualified::default();
        for name in names {
            let seen = self.names.seen(from.owner, &name.text, |kind| matches!(kind, Kind::Subject | Kind::Guidance));
            let guidance =
                seen.iter().find(|it| it.kind == Kind::Guidance).map(|it| (Owner::Guidance(Id::new(it.index)), it.at));
            let subject = seen.iter().find(|it| it.kind == Kind::Subject).map(|it| (Id::new(it.index), it.at));
            let declared = match (subject, guidance) {
                (Some((subject, at)), _) if qualified.subject.is_none() => {
                    qualified.subject = Some(subject);
                    at
                }
                (_, Some((owner, at))) if qualified.owner.is_none() && qualified.subject.is_none() => {
                    qualified.owner = Some(owner);
                    at
                }
                _ => {
                    self.unknown(from.owner, from.at(name.span), &name.text, super::lookup::Want::Subject);
                    return None;
                }
            };
            self.mention(from.at(name.span), declared);
        }
        Some(qualified)
    }

    fn operands(&self, from: Standpoint<'_>, qualified: Qualified, name: &str) -> Vec<(Operand, Place)> {
        let mut found = Vec::new();
        let subject = qualified.subject.or(from.subject);
        let meant = |owner: Owner| match qualified.owner {
            Some(wanted) => owner == wanted && self.names.sees(from.owner, owner),
            None => self.names.sees(from.owner, owner),
        };
        if let Some((step, at)) = from.flow.and_then(|it| it.decision(name))
            && qualified.owner.is_none()
            && qualified.subject.is_none()
        {
            found.push((Operand::Decision(step), at));
        }
        for &(holder, field) in self.names.fields(name) {
            let Holder::Subject(holder) = holder else {
                continue;
            };
            let own =
                [self.kinds.role, self.kinds.procedure, self.kinds.entity, self.kinds.waiver].contains(&Some(holder));
            let it = &self.model.fields[field];
            let right = subject.map_or(!own, |it| it == holder);
            if right && meant(it.owner) {
                found.push((Operand::Fact(field), it.at));
            }
        }
        for entry in self.names.all(name).iter().filter(|it| it.kind == Kind::Classification) {
            let id = Id::new(entry.index);
            let class: &super::super::Classification = &self.model.classifications[id];
            let right = subject.is_none() || class.subject.is_none() || class.subject == subject;
            if right && meant(class.owner) {
                found.push((Operand::Class(id), entry.at));
            }
        }
        self.prefer_own(from.owner, found)
    }

    fn prefer_own(&self, owner: Owner, found: Vec<(Operand, Place)>) -> Vec<(Operand, Place)> {
        let own = |it: &(Operand, Place)| match it.0 {
            Operand::Fact(field) => self.model.fields[field].owner == owner,
            Operand::Class(class) => self.model.classifications[class].owner == owner,
            Operand::Decision(_) => true,
        };
        let decided = found.iter().any(|it| matches!(it.0, Operand::Decision(_)));
        if decided || !found.iter().any(own) {
            return found;
        }
        found.into_iter().filter(own).collect()
    }

    fn operand_way(&self, operand: Operand, name: &str) -> Option<String> {
        match operand {
            Operand::Fact(field) => {
                let holders = self.names.fields(name).iter().find(|it| it.1 == field)?;
                let Holder::Subject(subject) = holders.0 else {
                    return None;
                };
                let subject = &self.model.subjects[subject].name;
                match self.model.owner_name(self.model.fields[field].owner) {
                    "" => Some(format!("{subject}.{name}")),
                    owner if self.names.fields(name).len() > 1 => Some(format!("{owner}.{subject}.{name}")),
                    _ => Some(format!("{subject}.{name}")),
                }
            }
            Operand::Class(class) => match self.model.owner_name(self.model.classifications[class].owner) {
                "" => None,
                owner => Some(format!("{owner}.{name}")),
            },
            Operand::Decision(_) => None,
        }
    }

    fn unknown_operand(&mut self, from: Standpoint<'_>, qualified: Qualified, name: &ast::Name) {
        let at = from.at(name.span);
        let subject = qualified.subject.or(from.subject);
        let of = subject.map_or(String::new(), |it| format!(" of {}", with_article(&self.model.subjects[it].name)));
        let found = problem(UNKNOWN, at, format!("there is no fact{of} called `{}`", name.text));
        let help = self.operand_help(from, name);
        self.report(match help {
            Some(help) => found.help(help),
            None => found,
        });
    }

    fn operand_help(&mut self, from: Standpoint<'_>, name: &ast::Name) -> Option<String> {
        let word = name.text.as_str();
        if from.flow.is_some_and(|it| it.has_step(word)) {
            return Some(format!("`{word}` is a step with no outcomes; only a `decide` can be asked what it chose"));
        }
        let elsewhere = self.operands(Standpoint { subject: None, flow: None, ..from }, Qualified::default(), word);
        if let Some((operand, _)) = elsewhere.first()
            && let Some(way) = self.operand_way(*operand, word)
        {
            return Some(format!("`{way}` exists, but this is about another subject"));
        }
        if let Some(entry) = self.names.seen(from.owner, word, |_| true).first() {
            return Some(format!("`{word}` is {}, not a fact", with_article(&self.noun(entry.kind))));
        }
        if let Some(near) = self.near_operand(from, word) {
            return Some(format!("did you mean `{near}`?"));
        }
        self.names.fields(word).iter().find_map(|&(_, field)| match self.model.fields[field].owner {
            Owner::Guidance(it) => {
                let guidance = &self.model.guidances[it].name;
                Some(format!(
                    "`{word}` is a fact in `{guidance}`, which is not followed here; add `follows {guidance}`"
                ))
            }
            Owner::Entity(_) => None,
        })
    }

    pub(super) fn near_operand(&mut self, from: Standpoint<'_>, word: &str) -> Option<String> {
        if !self.can_guess() {
            return None;
        }
        self.guesses += 1;
        let subjects = self.model.subjects.iter().filter(|&(id, _)| from.subject.is_none_or(|it| it == id));
        let fields = subjects
            .flat_map(|(_, it)| it.fields.iter())
            .filter(|&&it| self.names.sees(from.owner, self.model.fields[it].owner))
            .map(|&it| self.model.fields[it].name.as_str());
        let classes = self.model.classifications.iter().filter(|(_, it)| self.names.sees(from.owner, it.owner));
        let decisions = from.flow.into_iter().flat_map(|it| it.decisions());
        nearest(word, fields.chain(classes.map(|(_, it)| it.name.as_str())).chain(decisions)).map(str::to_owned)
    }
}
