//! What is held and against what: an entity or a guidance, as one answer of the front desk has it.

use crate::Analysis;
use crate::model::{Entity, Guidance, Id, Model, Owner, Requirement, item_named};
use crate::source::Place;
use crate::syntax::ast::Item;

/// Whom to look at in an answer.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The answer.
    pub analysis: &'a Analysis,
    /// The name of an entity or a guidance.
    pub name: &'a str,
}

/// What kind of party it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyKind {
    /// Whoever acts.
    Entity,
    /// A baseline, or a profile of one.
    Guidance,
}

/// One of those that are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// What kind.
    pub kind: PartyKind,
    /// Its name.
    pub name: String,
    /// What it is called.
    pub title: Option<String>,
    /// The guidance that an entity follows, or that a guidance tailors, by name.
    pub follows: Vec<String>,
    /// Where it is declared; nothing where no file does.
    pub at: Option<Place>,
}

/// There is no party of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The name.
    pub name: String,
    /// Those there are, near names first.
    pub known: Vec<String>,
}

/// A party that was found.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) model: &'a Model,
    pub(super) owner: Owner,
}

impl Analysis {
    /// The entities that the caller's texts declare, then the guidance, each in the order of the texts.
    #[must_use]
    pub fn parties(&self) -> Vec<Party> {
        let model = &self.read.model;
        let owners = model.entities.ids().map(Owner::Entity).chain(model.guidances.ids().map(Owner::Guidance));
        owners.map(|owner| Found { analysis: self, model, owner }.party()).collect()
    }
}

impl<'a> Side<'a> {
    pub(super) fn find(&self) -> Result<Found<'a>, Unknown> {
        let model = &self.analysis.read.model;
        let entity = model.entities.iter().find(|(_, it)| it.name == self.name).map(|(id, _)| Owner::Entity(id));
        let guidance = || model.guidances.iter().find(|(_, it)| it.name == self.name).map(|it| Owner::Guidance(it.0));
        match entity.or_else(guidance) {
            Some(owner) => Ok(Found { analysis: self.analysis, model, owner }),
            None => Err(self.unknown()),
        }
    }

    fn unknown(&self) -> Unknown {
        let mut known: Vec<String> = self.analysis.parties().into_iter().map(|it| it.name).collect();
        known.retain(|it| !it.is_empty());
        known.sort_by_key(|it| strsim::osa_distance(it, self.name));
        Unknown { name: self.name.to_owned(), known }
    }
}

impl<'a> Found<'a> {
    /// What is declared under the name that stands there, and the text that it stands in.
    pub(super) fn declared(&self, name: Place) -> Option<(&'a Item, &'a str)> {
        let parse = self.analysis.read.parses.get(name.file.0 as usize)?;
        let file = self.analysis.files.get(name.file.0 as usize)?;
        Some((item_named(&parse.file.items, name.span)?, &*file.text))
    }

    /// The words of a declaration, without room and comments.
    pub(super) fn words_of(&self, name: Place) -> Option<Vec<&'a str>> {
        let (item, text) = self.declared(name)?;
        let parse = self.analysis.read.parses.get(name.file.0 as usize)?;
        let words = parse.tokens.iter().filter(|it| !it.kind.is_trivia());
        let inside = words.filter(|it| item.span.start <= it.span.start && it.span.end <= item.span.end);
        inside.map(|it| text.get(it.span.range())).collect()
    }
}

impl<'a> Found<'a> {
    pub(super) fn entity(&self) -> Option<Id<Entity>> {
        match self.owner {
            Owner::Entity(id) => Some(id),
            Owner::Guidance(_) => None,
        }
    }

    /// The answer in which this entity is held to the other side's guidance, if it is not in this one.
    pub(super) fn held_to(&self, other: &Found<'_>) -> Option<Analysis> {
        let (Some(entity), Owner::Guidance(guidance)) = (self.entity(), other.owner) else { return None };
        let guidance = &other.model.guidances[guidance].name;
        let follows = self.model.guidance_of(entity);
        if follows.iter().any(|&it| self.model.guidances[it].name == *guidance) {
            return None;
        }
        let mut workspace = self.analysis.asked.clone()?;
        workspace.hold_to(self.model.entities[entity].name.as_str(), guidance.as_str());
        Some(workspace.analyze())
    }

    pub(super) fn party(&self) -> Party {
        let name_of = |id: &Id<Guidance>| self.model.guidances[*id].name.clone();
        match self.owner {
            Owner::Entity(id) => {
                let it = &self.model.entities[id];
                Party {
                    kind: PartyKind::Entity,
                    name: it.name.clone(),
                    title: it.title.clone(),
                    follows: it.follows.iter().map(name_of).collect(),
                    at: (!it.implied).then_some(it.at),
                }
            }
            Owner::Guidance(id) => {
                let it = &self.model.guidances[id];
                Party {
                    kind: PartyKind::Guidance,
                    name: it.name.clone(),
                    title: it.title.clone(),
                    follows: it.tailors.iter().chain(&it.follows).map(name_of).collect(),
                    at: Some(it.at),
                }
            }
        }
    }

    /// What the party asks, or is held to, in the order of the texts.
    pub(super) fn requirements(&self) -> Vec<Id<Requirement>> {
        match self.owner {
            Owner::Entity(id) => self.model.requirements_of(id),
            Owner::Guidance(_) => {
                let own = self.model.requirements.iter().filter(|(_, it)| it.owner == self.owner);
                own.map(|(id, _)| id).collect()
            }
        }
    }

    /// Under which name a requirement is looked for on the other side: what an entity asks of itself is its own there
    /// too, and a profile's stands for its base's.
    pub(super) fn key(&self, id: Id<Requirement>) -> String {
        let it = &self.model.requirements[id];
        match it.owner {
            Owner::Entity(_) => it.name.clone(),
            Owner::Guidance(mut guidance) => {
                let tailored = |of: Id<Guidance>| {
                    let base = self.model.guidances[of].tailors?;
                    let mut asked = self.model.requirements.iter().map(|(_, it)| it);
                    asked.any(|other| other.owner == Owner::Guidance(base) && other.name == it.name).then_some(base)
                };
                while let Some(base) = tailored(guidance) {
                    guidance = base;
                }
                format!("{}/{}", self.model.guidances[guidance].name, it.name)
            }
        }
    }
}
