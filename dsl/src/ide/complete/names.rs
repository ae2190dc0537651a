//! Offers of names: terms, roles, things, procedures, requirements and so on.

use std::collections::BTreeMap;

use super::OfferKind;
use super::desk::{Desk, group};
use super::spot::{Names, Why};
use crate::diagnostic::Verdict;
pub(super) use crate::ide::prose::{code, paragraphs as prose};
use crate::ide::suggest::{Fitting, action_named};
use crate::model::{Id, Owner, Pattern, Requirement, Subject, Term, Vocabulary};

/// Subjects that are no things: what guidance says of them is about the declarations of those names.
pub(super) const OWN: [&str; 4] = ["role", "entity", "procedure", "waiver"];

impl Desk<'_> {
    pub(super) fn vocabulary(&self, name: &str) -> Option<Id<Vocabulary>> {
        self.model.vocabularies.iter().find(|(_, it)| it.name == name).map(|(id, _)| id)
    }

    /// The terms of a vocabulary, a scale in its order. `keeps` chooses among them.
    pub(super) fn terms_of(&mut self, vocabulary: Id<Vocabulary>, near: u32, keeps: impl Fn(Id<Term>) -> bool) {
        let all = &self.model.vocabularies[vocabulary];
        let seen: Vec<Id<Term>> =
            all.terms.iter().copied().filter(|&it| self.sees(self.model.terms[it].owner) && keeps(it)).collect();
        let mut owners: BTreeMap<&str, Vec<Owner>> = BTreeMap::new();
        for &it in &seen {
            owners.entry(&self.model.terms[it].name).or_default().push(self.model.terms[it].owner);
        }
        let qualifiers = self.around.qualifiers.as_slice();
        for &id in &seen {
            let term = &self.model.terms[id];
            let owner = self.model.owner_name(term.owner);
            let rivals = owners.get(term.name.as_str()).map_or(&[][..], Vec::as_slice);
            let own = rivals.iter().any(|&it| Some(it) == self.owner);
            let label = match qualifiers {
                [] if rivals.len() > 1 && !(own && Some(term.owner) == self.owner) => format!("{owner}.{}", term.name),
                [] => term.name.clone(),
                [name] if *name == owner || *name == all.name => term.name.clone(),
                _ => continue,
            };
            let detail = term.title.as_deref().unwrap_or(&all.name);
            let markdown = self.term_page(id);
            self.named(&label, detail, OfferKind::Term, markdown, near);
        }
    }

    /// What a term means, what it is a kind of, and what is narrower.
    fn term_page(&self, id: Id<Term>) -> String {
        let term = &self.model.terms[id];
        let mut parts = Vec::new();
        parts.extend(term.doc.as_deref().map(prose));
        if let Some(parent) = term.parents.first() {
            parts.push(format!("A kind of {}.", code(&self.model.terms[*parent].name)));
        }
        parts.join("\n\n")
    }

    pub(super) fn terms_named(&mut self, vocabulary: &str, near: u32) {
        if let Some(id) = self.vocabulary(vocabulary) {
            self.terms_of(id, near, |_| true);
        }
    }

    /// Actions, triggers and definitions.
    pub(super) fn events(&mut self) {
        self.terms_named("action", group::USUAL);
        self.terms_named("trigger", group::LATER);
        let names: Vec<(String, String)> = super::declared::definitions(self.analysis)
            .filter(|it| self.around.qualifiers.is_empty() && it.named_by(self))
            .map(|it| (it.name.to_owned(), it.title.to_owned()))
            .collect();
        for (name, title) in names {
            self.word(&name, if title.is_empty() { "definition" } else { &title }, OfferKind::Term, group::FIRST);
        }
        if self.around.qualifiers.is_empty() {
            self.word("step", "any step at all", OfferKind::Keyword, group::LAST);
            self.word("branch", "a place where conditions choose the way", OfferKind::Keyword, group::LAST);
        }
    }

    /// The roles of the organization, those first that fit what is asked of whoever does it.
    pub(super) fn roles(&mut self, action: Option<&Names<'_>>) {
        let Some(entity) = self.entity() else {
            self.word("_", "a role that fits, chosen by whoever follows this", OfferKind::Role, group::FIRST);
            return;
        };
        let own = [self.model.entities[entity].name.as_str()];
        if !self.around.qualifiers.is_empty() && self.around.qualifiers != own {
            return;
        }
        let term = action.and_then(|it| self.action(it));
        for role in Fitting::new(self.model, entity).roles(term) {
            let it = &self.model.roles[role];
            let outside = if it.external { "external" } else { "role" };
            let detail = it.title.as_deref().unwrap_or(outside);
            let markdown = it.doc.as_deref().map(prose).unwrap_or_default();
            self.named(&it.name, detail, OfferKind::Role, markdown, group::FIRST);
        }
    }

    /// The action of a written name.
    pub(super) fn action(&self, names: &Names<'_>) -> Option<Id<Term>> {
        let last = names.last()?;
        if let [owner, _] = names.as_slice() {
            let id = self.vocabulary("action")?;
            let terms = self.model.vocabularies[id].terms.iter().copied();
            let mut found = terms.filter(|&it| self.model.terms[it].name == **last);
            return found.find(|&it| self.model.owner_name(self.model.terms[it].owner) == *owner || *owner == "action");
        }
        action_named(self.model, self.owner?, last)
    }

    /// Registered things, of one kind if it is given.
    pub(super) fn things(&mut self, kind: Option<Id<Subject>>, near: u32) {
        let model = self.model;
        for (_, it) in model.instances.iter() {
            if kind.is_none_or(|kind| kind == it.subject) && self.sees(Owner::Entity(it.entity)) {
                let subject = &model.subjects[it.subject].name;
                let detail = it.title.as_deref().unwrap_or(subject);
                let markdown = it.doc.as_deref().map(prose).unwrap_or_default();
                self.named(&it.name, detail, OfferKind::Value, markdown, near);
            }
        }
    }

    pub(super) fn procedures(&mut self) {
        let model = self.model;
        let here = super::declared::procedure_at(self.analysis, self.at).and_then(|it| it.name);
        for (_, it) in model.procedures.iter() {
            let itself = here == Some(it.name.as_str());
            if self.sees(Owner::Entity(it.entity)) && !it.name.is_empty() && !itself {
                let detail = it.title.as_deref().unwrap_or("procedure");
                let markdown = it.doc.as_deref().map(prose).unwrap_or_default();
                // What has no head is reached in no other way.
                let near = if it.subject.is_none() { group::FIRST } else { group::USUAL };
                self.named(&it.name, detail, OfferKind::Procedure, markdown, near);
            }
        }
    }

    pub(super) fn guidances(&mut self) {
        let model = self.model;
        for (_, it) in model.guidances.iter().filter(|(_, it)| Some(it.name.as_str()) != self.scene.guidance) {
            let detail = it.title.as_deref().unwrap_or("guidance");
            let markdown = it.doc.as_deref().map(prose).unwrap_or_default();
            self.named(&it.name, detail, OfferKind::Guidance, markdown, group::FIRST);
        }
    }

    pub(super) fn subjects(&mut self) {
        let model = self.model;
        for (_, it) in model.subjects.iter() {
            if self.is_kind(it) {
                let detail = it.title.as_deref().unwrap_or("subject");
                self.word(&it.name, detail, OfferKind::Entity, group::FIRST);
            }
        }
    }

    /// A kind of thing that can be registered here. Several may have declared it, each with fields of its own.
    pub(super) fn is_kind(&self, subject: &Subject) -> bool {
        !OWN.contains(&subject.name.as_str()) && self.sees_subject(subject)
    }

    pub(super) fn sees_subject(&self, subject: &Subject) -> bool {
        self.sees(subject.owner) || subject.fields.iter().any(|&it| self.sees(self.model.fields[it].owner))
    }

    /// Those above the organization who fix something already.
    pub(super) fn bodies(&mut self) {
        let model = self.model;
        let mut names: Vec<&str> = model.steps.iter().filter_map(|(_, it)| it.fixed_by.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            self.word(name, "fixes steps elsewhere", OfferKind::Role, group::FIRST);
        }
    }

    /// The stages that requirements name, where no vocabulary lists them.
    pub(super) fn stages(&mut self) {
        let model = self.model;
        for stage in model.requirements.iter().filter_map(|(_, it)| it.stage.as_deref()) {
            self.word(stage, "stage", OfferKind::Value, group::USUAL);
        }
    }

    pub(super) fn for_what(&mut self) {
        let model = self.model;
        let kinds: Vec<String> =
            model.subjects.iter().filter(|(_, it)| self.is_kind(it)).map(|(_, it)| it.name.clone()).collect();
        for name in kinds {
            self.phrase(&format!("any {name}"), "for every one of this kind", group::FIRST);
        }
        self.things(None, group::USUAL);
    }

    pub(super) fn expectations(&mut self) {
        let model = self.model;
        for (_, it) in model.expectations.iter() {
            if self.sees(it.owner) {
                let detail = it.title.as_deref().unwrap_or("expectation");
                self.word(&it.name, detail, OfferKind::Requirement, group::FIRST);
            }
        }
    }

    pub(super) fn requirements(&mut self, why: Why) {
        let ids = match (why, self.entity()) {
            (Why::Tailor, _) => self.base_requirements(),
            (_, Some(entity)) => self.model.requirements_of(entity),
            _ => Vec::new(),
        };
        let model = self.model;
        let qualifiers = self.around.qualifiers.clone();
        let is_named = |id: &Id<Requirement>| qualifiers.last() == Some(&model.requirements[*id].name.as_str());
        if let Some(&id) = ids.iter().find(|it| is_named(it)) {
            for clause in &model.requirements[id].clauses {
                if let Some(label) = &clause.label {
                    self.word(label, "one clause of it", OfferKind::Requirement, group::FIRST);
                }
            }
            return;
        }
        let verdicts = self.verdicts();
        for &id in &ids {
            let it = &model.requirements[id];
            let judges = it.clauses.iter().any(|it| matches!(it.pattern, Pattern::Judge(_)));
            let fits = match why {
                Why::Judge => judges,
                Why::Waive => it.waivable,
                Why::Tailor => true,
            };
            let owner = model.owner_name(it.owner);
            if !fits || qualifiers.first().is_some_and(|name| *name != owner) {
                continue;
            }
            let rivals = ids.iter().filter(|&&other| model.requirements[other].name == it.name).count();
            let label =
                if rivals > 1 && qualifiers.is_empty() { format!("{owner}.{}", it.name) } else { it.name.clone() };
            let verdict = verdicts.get(&model.requirement_name(id)).copied();
            let near = match (why, verdict) {
                (Why::Judge, Some(Verdict::ToBeJudged)) | (Why::Waive, Some(Verdict::Broken)) => group::BEST,
                (Why::Waive, Some(it)) if it > Verdict::Waived => group::FIRST,
                _ => group::USUAL,
            };
            let title = it.title.as_deref().unwrap_or("requirement");
            let stands = verdict.map_or(String::new(), |it| format!("**{}**\n\n", it.words()));
            let why = it.because.as_deref().map(prose).unwrap_or_default();
            self.named(&label, title, OfferKind::Requirement, format!("{stands}{why}"), near);
        }
    }

    /// The requirements of the guidance that is tailored.
    fn base_requirements(&self) -> Vec<Id<Requirement>> {
        let base = self.model.guidances.iter().find(|(_, it)| Some(it.name.as_str()) == self.scene.tailors);
        let of = |owner: Owner| base.is_some_and(|(id, _)| owner == Owner::Guidance(id));
        self.model.requirements.iter().filter(|(_, it)| of(it.owner)).map(|(id, _)| id).collect()
    }

    /// The worst verdict about each requirement for this organization, if any was decided.
    pub(super) fn verdicts(&self) -> BTreeMap<String, Verdict> {
        let mut worst: BTreeMap<String, Verdict> = BTreeMap::new();
        let Some(entity) = self.entity() else {
            return worst;
        };
        let name = &self.model.entities[entity].name;
        for row in self.analysis.verdicts.iter().filter(|it| it.finding.entity == *name) {
            let found = worst.entry(row.finding.requirement.clone()).or_insert(row.finding.verdict);
            *found = (*found).max(row.finding.verdict);
        }
        worst
    }
}
