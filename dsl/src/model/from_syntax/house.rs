//! Whose a declaration is: by the braces it stands in, its file, its folder, or the only one there is.

use super::super::{Entity, Guidance, Id, Owner};
use super::folder::{Asks, Houses, Level, asks, folders};
use super::lookup::Want;
use super::names::{Entry, Kind};
use super::problem::{NO_OWNER, TAILORS_RING, problem};
use super::ring::cut_rings;
use super::{Resolver, Source, Standpoint};
use crate::source::{FileId, Place};
use crate::syntax::ast::{self, Item, ItemKind};

/// One declaration, and whose it is.
#[derive(Clone, Copy)]
pub(super) struct Declaration<'a> {
    pub(super) item: &'a Item,
    pub(super) file: FileId,
    pub(super) owner: Owner,
    /// It stands in a second declaration of the same guidance or entity, which is reported as a whole.
    pub(super) copy: bool,
}

impl Declaration<'_> {
    /// Its name, or where that is missing its keyword.
    pub(super) fn at(&self) -> Place {
        Place { file: self.file, span: self.item.name.as_ref().map_or(self.item.keyword.span, |it| it.span) }
    }

    pub(super) fn from(&self) -> Standpoint<'static> {
        Standpoint { file: self.file, owner: self.owner, subject: None, flow: None }
    }
}

impl<'a> Resolver<'a> {
    /// Declares guidance and entities, and gives every other declaration its owner.
    pub(super) fn settle_owners(&mut self) -> Vec<Declaration<'a>> {
        let mut houses = Houses::default();
        let mut links = Vec::new();
        for source in self.files.clone() {
            self.find_houses(source, &source.tree.items, &mut houses, &mut links);
        }
        if self.model.entities.len() == 0 {
            houses.implied = Some(self.imply_entity(&houses.workspace));
        }
        self.link_guidance(&links);
        self.link_entities(&links);
        self.names.link(&self.model);
        let mut found = Vec::new();
        for source in self.files.clone() {
            self.flatten(source, &source.tree.items, None, &mut houses, &mut found);
        }
        found
    }

    fn find_houses(
        &mut self,
        source: &'a Source<'a>,
        items: &'a [Item],
        houses: &mut Houses,
        links: &mut Vec<Link<'a>>,
    ) {
        for item in items {
            let inner = match &item.kind {
                ItemKind::Guidance(it) => it.items.as_slice(),
                ItemKind::Entity(it) => it.items.as_slice(),
                ItemKind::Instance(it) => it.items.as_slice(),
                _ => &[],
            };
            if let Some((owner, copy)) = self.declare_house(source, item, links) {
                houses.note(source, item, owner, copy);
            }
            if let (ItemKind::Subject(_), Some(name)) = (&item.kind, &item.name) {
                houses.subjects.insert(name.text.clone());
            }
            self.find_houses(source, inner, houses, links);
        }
    }

    fn declare_house(
        &mut self,
        source: &Source<'_>,
        item: &'a Item,
        links: &mut Vec<Link<'a>>,
    ) -> Option<(Owner, bool)> {
        let name = item.name.as_ref().map_or("", |it| it.text.as_str());
        let span = item.name.as_ref().map_or(item.keyword.span, |it| it.span);
        let at = Place { file: source.id, span };
        let kind = match item.kind {
            ItemKind::Guidance(_) => Kind::Guidance,
            ItemKind::Entity(_) => Kind::Entity,
            _ => return None,
        };
        let first = self.names.all(name).iter().find(|it| it.kind == kind).copied();
        let index = match first {
            Some(first) => {
                let noun = self.noun(kind);
                self.duplicate(at, first.at, &noun, name);
                first.index
            }
            None => self.add_house(item, name, at, kind),
        };
        let owner =
            if kind == Kind::Guidance { Owner::Guidance(Id::new(index)) } else { Owner::Entity(Id::new(index)) };
        if first.is_none() {
            links.push(Link { file: source.id, owner, item });
            if !name.is_empty() {
                self.names.add(name, Entry { kind, owner: None, index, at });
            }
        }
        Some((owner, first.is_some()))
    }

    fn add_house(&mut self, item: &Item, name: &str, at: Place, kind: Kind) -> usize {
        let (name, title, doc) = (name.to_owned(), item.title.as_ref().map(|it| it.text.clone()), item.doc.clone());
        if kind == Kind::Guidance {
            let guidance = Guidance { name, title, doc, tailors: None, follows: Vec::new(), at };
            return self.model.guidances.add(guidance).index();
        }
        let entity = Entity {
            name,
            title,
            doc,
            follows: Vec::new(),
            held_to: Vec::new(),
            fields: Vec::new(),
            calendar: None,
            at,
            implied: false,
        };
        self.model.entities.add(entity).index()
    }

    /// Where no file says who acts, everybody in the workspace does: it follows all the guidance written there.
    fn imply_entity(&mut self, workspace: &Level) -> Id<Entity> {
        let file = self.files.iter().find(|it| !it.shipped).or(self.files.first()).map_or(FileId(0), |it| it.id);
        self.model.entities.add(Entity {
            name: String::new(),
            title: None,
            doc: None,
            follows: workspace.guidances.iter().copied().collect(),
            held_to: Vec::new(),
            fields: Vec::new(),
            calendar: None,
            at: Place { file, span: crate::source::Span::default() },
            implied: true,
        })
    }

    fn link_guidance(&mut self, links: &[Link<'a>]) {
        for link in links {
            if let (Owner::Guidance(id), ItemKind::Guidance(it)) = (link.owner, &link.item.kind) {
                let follows = self.find_guidance(link, &it.follows);
                let tailors = self.find_guidance(link, it.tailors.as_slice());
                self.model.guidances[id].follows = follows;
                self.model.guidances[id].tailors = tailors.first().copied();
            }
        }
        let leans: Vec<Vec<usize>> =
            self.model.guidances.iter().map(|(_, it)| it.tailors.iter().map(|it| it.index()).collect()).collect();
        for (node, _) in cut_rings(&leans).0 {
            let guidance = &mut self.model.guidances[Id::new(node)];
            guidance.tailors = None;
            let message = format!("`{}` tailors itself, directly or by way of others", guidance.name);
            let problem = problem(TAILORS_RING, guidance.at, message).help("let one of them stand on its own");
            self.report(problem);
        }
    }

    fn link_entities(&mut self, links: &[Link<'a>]) {
        for link in links {
            if let (Owner::Entity(id), ItemKind::Entity(it)) = (link.owner, &link.item.kind) {
                let follows = self.find_guidance(link, &it.follows);
                self.model.entities[id].follows = follows;
            }
        }
    }

    fn find_guidance(&mut self, link: &Link<'_>, paths: &[ast::Path]) -> Vec<Id<Guidance>> {
        let from = Standpoint { file: link.file, owner: link.owner, subject: None, flow: None };
        paths.iter().filter_map(|it| self.find(from, it, Want::Guidance)).map(|it| Id::new(it.index)).collect()
    }

    fn flatten(
        &mut self,
        source: &'a Source<'a>,
        items: &'a [Item],
        inside: Option<(Owner, bool)>,
        houses: &mut Houses,
        found: &mut Vec<Declaration<'a>>,
    ) {
        for item in items {
            let own = houses.declared.get(&(source.id, item.span.start)).copied();
            let is_house = matches!(item.kind, ItemKind::Guidance(_) | ItemKind::Entity(_));
            if let (true, Some((owner, copy))) = (is_house, own) {
                found.push(Declaration { item, file: source.id, owner, copy });
                let inner = match &item.kind {
                    ItemKind::Guidance(it) => it.items.as_slice(),
                    ItemKind::Entity(it) => it.items.as_slice(),
                    _ => &[],
                };
                self.flatten(source, inner, own, houses, found);
                continue;
            }
            let asks = asks(item, houses);
            let (owner, copy) = match inside {
                Some(it) if asks != Asks::OnlyEntity || matches!(it.0, Owner::Entity(_)) => it,
                _ => (self.owner_of(source, item, asks, houses), houses.copies.contains(&source.id)),
            };
            found.push(Declaration { item, file: source.id, owner, copy });
            if let ItemKind::Instance(it) = &item.kind {
                self.flatten(source, &it.items, inside, houses, found);
            }
        }
    }

    fn owner_of(&mut self, source: &Source<'_>, item: &Item, asks: Asks, houses: &mut Houses) -> Owner {
        let mut levels: Vec<&Level> = houses.files.get(&source.id).into_iter().collect();
        levels.extend(folders(source.path).filter_map(|it| houses.folders.get(&(source.shipped, it.to_owned()))));
        if !source.shipped || asks == Asks::OnlyEntity {
            levels.push(&houses.workspace);
        }
        let Some(candidates) = levels.iter().find_map(|it| it.candidates(asks)) else {
            return Owner::Entity(houses.implied.unwrap_or_else(|| Id::new(0)));
        };
        if candidates.len() > 1 && houses.told.insert(source.id) {
            self.unclear_owner(source, item, &candidates);
        }
        candidates.first().copied().unwrap_or(Owner::Entity(Id::new(0)))
    }

    fn unclear_owner(&mut self, source: &Source<'_>, item: &Item, candidates: &[Owner]) {
        let at = Place { file: source.id, span: item.keyword.span };
        let names: Vec<&str> = candidates.iter().map(|&it| self.model.owner_name(it)).collect();
        let names = super::problem::listed(&names, "or");
        let message = format!("this could belong to {names}");
        let mut problem = problem(NO_OWNER, at, message)
            .help("move it into the braces of the one it belongs to, or give each a folder of its own");
        for &owner in candidates.iter().take(4) {
            let declared = match owner {
                Owner::Guidance(id) => self.model.guidances[id].at,
                Owner::Entity(id) => self.model.entities[id].at,
            };
            problem = problem.label(declared, "one of them");
        }
        self.report(problem);
    }
}

/// What a guidance or an entity builds on, still as names.
struct Link<'a> {
    file: FileId,
    owner: Owner,
    item: &'a Item,
}
