//! Files and folders, and the guidance and entities that are declared in them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Entity, Guidance, Id, Owner};
use super::Source;
use crate::source::FileId;
use crate::syntax::ast::{Item, ItemKind};

/// Which kind of owner a declaration asks for first.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Asks {
    Guidance,
    Entity,
    /// Guidance cannot own it.
    OnlyEntity,
}

#[derive(Default, Clone)]
pub(super) struct Level {
    pub(super) guidances: BTreeSet<Id<Guidance>>,
    pub(super) entities: BTreeSet<Id<Entity>>,
}

/// The owners, by what a loose declaration looks at in turn.
#[derive(Default)]
pub(super) struct Houses {
    pub(super) declared: BTreeMap<(FileId, u32), (Owner, bool)>,
    pub(super) files: BTreeMap<FileId, Level>,
    pub(super) copies: BTreeSet<FileId>,
    pub(super) folders: BTreeMap<(bool, String), Level>,
    pub(super) workspace: Level,
    pub(super) implied: Option<Id<Entity>>,
    pub(super) told: BTreeSet<FileId>,
    /// Keywords that register things, which only an entity does.
    pub(super) subjects: BTreeSet<String>,
}

/// Whom a declaration asks for first.
pub(super) fn asks(item: &Item, houses: &Houses) -> Asks {
    match &item.kind {
        ItemKind::Vocabulary(_)
        | ItemKind::Subject(_)
        | ItemKind::Classify(_)
        | ItemKind::Given(_)
        | ItemKind::Expectation(_) => Asks::Guidance,
        ItemKind::Instance(_) if houses.subjects.contains(&item.keyword.text) => Asks::OnlyEntity,
        ItemKind::Requirement(_) | ItemKind::Define(_) | ItemKind::Instance(_) => Asks::Entity,
        _ => Asks::OnlyEntity,
    }
}

impl Houses {
    pub(super) fn note(&mut self, source: &Source<'_>, item: &Item, owner: Owner, copy: bool) {
        self.declared.insert((source.id, item.span.start), (owner, copy));
        if copy {
            self.copies.insert(source.id);
        }
        self.files.entry(source.id).or_default().insert(owner);
        let folder = folders(source.path).next().unwrap_or("").to_owned();
        self.folders.entry((source.shipped, folder)).or_default().insert(owner);
        if !source.shipped {
            self.workspace.insert(owner);
        }
    }
}

impl Level {
    fn insert(&mut self, owner: Owner) {
        match owner {
            Owner::Guidance(it) => self.guidances.insert(it),
            Owner::Entity(it) => self.entities.insert(it),
        };
    }

    /// The owners that qualify here; `None` if there are none, and one has to look further up.
    pub(super) fn candidates(&self, asks: Asks) -> Option<Vec<Owner>> {
        let guidances = || self.guidances.iter().copied().map(Owner::Guidance).collect::<Vec<_>>();
        let entities = || self.entities.iter().copied().map(Owner::Entity).collect::<Vec<_>>();
        let turns = match asks {
            Asks::Guidance => [guidances(), entities()],
            Asks::Entity => [entities(), guidances()],
            Asks::OnlyEntity => [entities(), Vec::new()],
        };
        turns.into_iter().find(|it| !it.is_empty())
    }
}

/// The folder of a path, then the folders above it, up to the root.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    let parent = |path: &str| path.rfind('/').unwrap_or(0);
    let mut next = Some(path.get(..parent(path)).unwrap_or(""));
    std::iter::from_fn(move || {
        let current = next?;
        next = if current.is_empty() { None } else { current.get(..parent(current)) };
        Some(current)
    })
}
