//! What each guidance asks, and on whose word: lists, as plain data.

use std::collections::BTreeMap;

use super::{Desk, flush_left, item, requirement};
use crate::model::{Id, Model, Owner, Requirement};
use crate::source::Span;
use crate::syntax::ast::ItemKind;

/// What one guidance asks, or what one organisation asks of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rulebook {
    /// `un-hrdd`; for what an organisation asks of itself its name, which may be missing.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Whether it comes along, rather than standing in a text of the caller.
    pub shipped: bool,
    /// Whether an organisation asks it of itself.
    pub own: bool,
    /// The guidance of which it is a profile.
    pub tailors: Option<String>,
    /// What it asks, by stage; the stages in the order in which they are declared.
    pub rules: Vec<Rule>,
    /// What its sources ask for, in the order in which it is declared. A profile shares those of its base.
    pub expectations: Vec<Expectation>,
    /// What a profile changes in its base, in the order in which it is written.
    pub changes: Vec<Tailored>,
}

/// One change that a profile makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tailored {
    /// The requirement, without its guidance.
    pub requirement: String,
    /// The change as it is written, without its reason: `raise audit to must`.
    pub words: String,
    /// Why.
    pub because: Option<String>,
}

/// One requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `un-hrdd/assess-before-commitment`.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// `must`, or `must where risk at least high; should otherwise`.
    pub level: String,
    /// Whether a departure from it can be declared.
    pub waivable: bool,
    /// The stage it belongs to, if it names one.
    pub stage: Option<String>,
    /// Its numbers in catalogues.
    pub numbers: Vec<String>,
    /// On what authority: `UNGP 17`.
    pub sources: Vec<String>,
    /// The names of the expectations that it answers.
    pub answers: Vec<String>,
    /// When it applies, as it is written; empty means always.
    pub applies: Vec<String>,
    /// What it asks, as it is written, one clause each. A profile's copy has the words of its base.
    pub asks: Vec<String>,
    /// Why it is asked.
    pub because: Option<String>,
    /// Numbers that were chosen here and that nobody prescribes.
    pub chosen: Vec<String>,
}

/// What a source asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// `S30`.
    pub name: String,
    /// It in one sentence.
    pub title: Option<String>,
    /// `must`, `should` or `may`, where the source says so.
    pub level: Option<String>,
    /// Who asks for it, and where.
    pub sources: Vec<String>,
    /// The requirements of the rulebook that answer it.
    pub answered_by: Vec<String>,
    /// Why none does.
    pub because: Option<String>,
}

impl Desk<'_> {
    /// All guidance, then what organisations ask of themselves.
    pub(crate) fn rulebooks(&self) -> Vec<Rulebook> {
        let guidance = self.model.guidances.ids().map(Owner::Guidance);
        let entities = self.model.entities.ids().map(Owner::Entity);
        let books = guidance.chain(entities).map(|owner| self.rulebook(owner));
        books.filter(|it| !it.own || !it.rules.is_empty()).collect()
    }

    fn rulebook(&self, owner: Owner) -> Rulebook {
        let (title, at, own) = match owner {
            Owner::Guidance(id) => (&self.model.guidances[id].title, self.model.guidances[id].at, false),
            Owner::Entity(id) => (&self.model.entities[id].title, self.model.entities[id].at, true),
        };
        let rules = by_stage(self.model, owner);
        Rulebook {
            name: self.model.owner_name(owner).to_owned(),
            title: title.clone(),
            shipped: self.is_shipped(at),
            own,
            tailors: self.base(owner).map(|it| self.model.owner_name(it).to_owned()),
            expectations: if own { Vec::new() } else { self.expectations(owner, &rules) },
            rules: rules.into_iter().map(|it| self.rule(it)).collect(),
            changes: self.changes(owner),
        }
    }

    /// What the text of a profile says about its base.
    fn changes(&self, owner: Owner) -> Vec<Tailored> {
        let Owner::Guidance(id) = owner else { return Vec::new() };
        let at = self.model.guidances[id].at;
        let declared = item::all(self).into_iter().find(|it| it.at == at);
        let Some((ItemKind::Guidance(tree), Some(file))) =
            declared.map(|it| (&it.item.kind, self.files.get(at.file.0 as usize)))
        else {
            return Vec::new();
        };
        let changes = tree.tailoring.iter().map(|it| {
            let names: Vec<&str> = it.requirement.names.iter().map(|name| name.text.as_str()).collect();
            let base = self.base(owner).map(|it| self.model.owner_name(it));
            let name = names.iter().find(|&&name| names.len() == 1 || Some(name) != base);
            let end = it.because.as_ref().map_or(it.span.end, |because| because.span.start);
            let words = flush_left(file, Span { end, ..it.span });
            let words = words.trim_end();
            Tailored {
                requirement: name.map(|&it| it.to_owned()).unwrap_or_default(),
                words: words.strip_suffix("because").unwrap_or(words).trim_end().to_owned(),
                because: it.because.as_ref().map(|it| it.text.clone()),
            }
        });
        changes.collect()
    }

    fn base(&self, owner: Owner) -> Option<Owner> {
        let Owner::Guidance(id) = owner else { return None };
        self.model.guidances[id].tailors.map(Owner::Guidance)
    }

    /// The guidance, what it tailors, what that tailors. Rings were cut when the model was made.
    fn bases(&self, owner: Owner) -> Vec<Owner> {
        std::iter::successors(Some(owner), |&it| self.base(it)).collect()
    }

    fn rule(&self, id: Id<Requirement>) -> Rule {
        let it = &self.model.requirements[id];
        Rule {
            name: self.model.requirement_name(id),
            title: it.title.clone(),
            level: it.level_words(),
            waivable: it.waivable,
            stage: it.stage.clone(),
            numbers: requirement::catalogue_ids(it).map(str::to_owned).collect(),
            sources: it.sources.clone(),
            answers: it.answers.iter().map(|&it| self.model.expectations[it].name.clone()).collect(),
            applies: requirement::conditions(self, it),
            asks: requirement::clauses(self, it),
            because: it.because.clone(),
            chosen: it.defaults.clone(),
        }
    }

    /// Those of the guidance itself and of what it tailors; of what it only follows, those that it answers.
    fn expectations(&self, owner: Owner, rules: &[Id<Requirement>]) -> Vec<Expectation> {
        let model = self.model;
        let bases: Vec<Owner> = self.bases(owner);
        let mut found = Vec::new();
        for seen in model.visible(owner) {
            for (id, it) in model.expectations.iter().filter(|(_, it)| it.owner == seen) {
                let answering = rules.iter().filter(|&&rule| model.requirements[rule].answers.contains(&id));
                let answered_by: Vec<String> = answering.map(|&rule| model.requirement_name(rule)).collect();
                if answered_by.is_empty() && !bases.contains(&seen) {
                    continue;
                }
                found.push(Expectation {
                    name: it.name.clone(),
                    title: it.title.clone(),
                    level: it.level.map(|level| level.word().to_owned()),
                    sources: it.sources.clone(),
                    answered_by,
                    because: it.because.clone(),
                });
            }
        }
        found
    }
}

/// The requirements of one owner. Where stages are a vocabulary, its order is theirs; what has no stage comes last.
fn by_stage(model: &Model, owner: Owner) -> Vec<Id<Requirement>> {
    let stages = model.vocabularies.iter().find(|(_, it)| it.name == "stage");
    let terms = stages.iter().flat_map(|(_, it)| it.terms.iter());
    let places: BTreeMap<&str, usize> = terms.map(|&it| model.terms[it].name.as_str()).zip(0..).collect();
    let place = |it: &Requirement| it.stage.as_deref().map(|it| places.get(it).copied().unwrap_or(places.len()));
    let mut rules: Vec<Id<Requirement>> =
        model.requirements.iter().filter(|(_, it)| it.owner == owner).map(|(id, _)| id).collect();
    rules.sort_by_key(|&id| place(&model.requirements[id]).unwrap_or(usize::MAX));
    rules
}
