//! Which document belongs to which root, and under which name.
//!
//! A document belongs to every folder that `duly check` would find it in, and is spoken of in the innermost. What
//! belongs to none is a root of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::Url;

use super::address::{self, Address};
use super::ask::Awaited;
use super::desk::{Desk, Order};
use super::root::{Folder, Kind, Known, Root, RootId};
use super::scout::Errand;
use super::snapshot::{Open, Shelf};
use super::{State, World};
use crate::library;

/// So many files that were only asked about are kept.
const MOST_VISITS: usize = 8;

/// A root and the name of a text in it.
pub(super) type Home = (RootId, Arc<str>);

impl State {
    /// Sets up a desk.
    fn desk(&self, world: &mut World, shelf: Shelf) -> (RootId, Desk) {
        let id = RootId(world.next_root);
        world.next_root += 1;
        let itself = self.itself.clone();
        let tell = move |told| {
            if let Some(state) = itself.upgrade() {
                state.hear(id, told);
            }
        };
        (id, Desk::begin(world.today, self.abilities().encoding, shelf, tell))
    }

    /// A folder was opened.
    pub(crate) fn add_folder(&self, uri: &Url) {
        let Some(path) = address::path(uri) else { return };
        let identity = address::identity(&path);
        let mut world = self.world();
        if world.folders().any(|(_, it)| it.identity == identity) {
            return;
        }
        let spelled = uri.as_str().to_owned();
        let shelf = Shelf { folder: Some(spelled.clone()), ..Shelf::default() };
        let (id, desk) = self.desk(&mut world, shelf);
        let folder = Folder::new(spelled, path, identity);
        world.roots.insert(id, Root::new(Kind::Folder(folder), desk));
        self.house_again(&mut world);
        drop(world);
        self.send(Errand::First(id));
    }

    pub(crate) fn has_folders(&self) -> bool {
        self.world().folders().next().is_some()
    }

    /// A folder was closed.
    pub(crate) fn remove_folder(&self, uri: &Url) {
        let Some(path) = address::path(uri) else { return };
        let identity = address::identity(&path);
        let mut world = self.world();
        let same = |folder: &Folder| folder.uri == uri.as_str() || folder.identity == identity;
        let Some(id) = world.folders().find(|(_, it)| same(it)).map(|it| it.0) else { return };
        world.roots.remove(&id);
        self.house_again(&mut world);
        drop(world);
        self.board.clear(self, &[id]);
    }

    /// Gives a document its place, or its places.
    pub(super) fn house(&self, world: &mut World, address: &Address) {
        if world.places(address).is_empty() && !is_shipped(address) {
            let (id, desk) = self.desk(world, Shelf::default());
            world.roots.insert(id, Root::new(Kind::Single(address.clone()), desk));
        }
        let homes = world.places(address);
        for (id, name) in world.homes.insert(address.clone(), homes.clone()).into_iter().flatten() {
            let root = world.roots.get(&id).filter(|_| !homes.contains(&(id, Arc::clone(&name))));
            root.map(|it| it.desk.give(vec![Order::Gone(Arc::clone(&name)), Order::Closed(name)]));
        }
        world.hand_over(address);
    }

    /// After folders have come or gone, or what they hold.
    pub(super) fn house_again(&self, world: &mut World) {
        world.nest();
        let addresses: Vec<Address> = world.documents.keys().cloned().collect();
        let mut left = Vec::new();
        for address in &addresses {
            let in_folder = world.folders().any(|(_, folder)| folder.name(address).is_some());
            let single = world.single(address);
            match single {
                Some(id) if in_folder => {
                    world.roots.remove(&id);
                    left.push(id);
                }
                _ => {}
            }
            self.house(world, address);
        }
        self.board.clear(self, &left);
    }

    /// What a request about a document waits for, and the name of the document there.
    pub(super) fn find(&self, uri: &Url) -> Option<(RootId, Awaited, Arc<str>)> {
        let address = Address::of(uri);
        let mut world = self.world();
        let homes = world.homes.get(&address).cloned();
        if let Some((id, name)) = homes.unwrap_or_else(|| world.places(&address)).into_iter().next() {
            return Some((id, world.roots.get(&id)?.awaited(), name));
        }
        if let Some(name) = address.path().and_then(library::shipped) {
            if world.roots.is_empty() {
                let (id, desk) = self.desk(&mut world, Shelf { silent: true, ..Shelf::default() });
                desk.give(vec![Order::Ready]);
                world.roots.insert(id, Root::new(Kind::Visit(PathBuf::new(), String::new()), desk));
            }
            let (id, root) = world.roots.iter().next()?;
            return Some((*id, root.awaited(), name.into()));
        }
        self.visit(&mut world, uri, address.path()?)
    }

    /// A file that is not open and lies in no folder: it is read for once.
    fn visit(&self, world: &mut World, uri: &Url, path: &Path) -> Option<(RootId, Awaited, Arc<str>)> {
        let text = duly_files::read(path).ok()?;
        let visits: Vec<RootId> = world.roots.iter().filter(|it| it.1.is_visit()).map(|it| *it.0).collect();
        let here = |id: &&RootId| matches!(&world.roots[id].kind, Kind::Visit(it, _) if it == path);
        let known = visits.iter().find(here).copied();
        if known.is_none() && visits.len() >= MOST_VISITS {
            world.roots.remove(&visits[0]);
        }
        let id = known.unwrap_or_else(|| {
            let (id, desk) = self.desk(world, Shelf { silent: true, ..Shelf::default() });
            world.roots.insert(id, Root::new(Kind::Visit(path.to_owned(), String::new()), desk));
            id
        });
        let name: Arc<str> = name_of(uri).into();
        let root = world.roots.get_mut(&id)?;
        let is_new = matches!(&mut root.kind, Kind::Visit(_, before) if known.is_none() || *before != text);
        if is_new {
            root.kind = Kind::Visit(path.to_owned(), text.clone());
            let open = Open { uri: uri.clone(), version: 0, touched: None };
            let text = Order::Text(Arc::clone(&name), text.into());
            root.desk.give(vec![text, Order::Open(Arc::clone(&name), open), Order::Ready]);
        }
        Some((id, root.awaited(), name))
    }
}

impl World {
    pub(super) fn folders(&self) -> impl Iterator<Item = (RootId, &Folder)> {
        self.roots.iter().filter_map(|(id, root)| Some((*id, root.folder()?)))
    }

    fn single(&self, address: &Address) -> Option<RootId> {
        let is = |root: &Root| matches!(&root.kind, Kind::Single(it) if it == address);
        self.roots.iter().find(|(_, root)| is(root)).map(|it| *it.0)
    }

    /// Where a document belongs, the innermost folder first.
    fn places(&self, address: &Address) -> Vec<Home> {
        let named =
            |(id, folder): (RootId, &Folder)| Some((folder.identity.as_os_str().len(), id, folder.name(address)?));
        let mut homes: Vec<_> = self.folders().filter_map(named).collect();
        homes.sort_by_key(|it| std::cmp::Reverse(it.0));
        if let (true, Some(id)) = (homes.is_empty(), self.single(address)) {
            let uri = self.documents.get(address).map(|it| &it.uri);
            return vec![(id, uri.map(name_of).unwrap_or_default().into())];
        }
        homes.into_iter().map(|(_, id, name)| (id, name)).collect()
    }

    /// Gives the text of a document to the desks it belongs to.
    pub(super) fn hand_over(&self, address: &Address) {
        let Some(document) = self.documents.get(address) else { return };
        let text = document.text();
        for (id, name) in self.homes.get(address).into_iter().flatten() {
            let open = Open { uri: document.uri.clone(), version: document.version, touched: document.touched };
            if let Some(root) = self.roots.get(id) {
                let text = Order::Text(Arc::clone(name), Arc::clone(&text));
                let mut orders = vec![text, Order::Open(Arc::clone(name), open)];
                // Where there is no folder to look at first, this is everything.
                orders.extend(root.folder().is_none().then_some(Order::Ready));
                root.desk.give(orders);
            }
        }
    }

    /// Takes an open document from its desks; what is on disk takes its place. Says which roots are gone with it.
    pub(super) fn forget(&mut self, address: &Address) -> Vec<RootId> {
        if self.documents.remove(address).is_none() {
            return Vec::new();
        }
        for (id, name) in self.homes.remove(address).into_iter().flatten() {
            let Some(root) = self.roots.get_mut(&id) else { continue };
            let Some(folder) = root.folder_mut() else {
                self.roots.remove(&id);
                return vec![id];
            };
            let text = address.path().and_then(|path| duly_files::read(path).ok());
            let order = if let Some(text) = text {
                let path = address.path().unwrap_or(Path::new("")).to_owned();
                folder.known.insert(path, Known { name: Arc::clone(&name), stamp: None });
                Order::Text(Arc::clone(&name), text.into())
            } else {
                address.path().map(|path| folder.known.remove(path));
                Order::Gone(Arc::clone(&name))
            };
            root.desk.give(vec![order, Order::Closed(name)]);
        }
        Vec::new()
    }

    /// Tells each folder which of the others lie in it.
    fn nest(&mut self) {
        let nested: Vec<(RootId, Vec<String>)> = self.folders().map(|(id, it)| (id, self.nested(it))).collect();
        for (id, folders) in nested {
            let Some(root) = self.roots.get_mut(&id) else { continue };
            let Some(folder) = root.folder_mut() else { continue };
            if folder.nested != folders {
                folder.nested.clone_from(&folders);
                root.desk.give(vec![Order::Nested(folders)]);
            }
        }
    }

    /// The folders within a folder that are roots themselves, as beginnings of names.
    fn nested(&self, outer: &Folder) -> Vec<String> {
        let inner = self.folders().filter(|(_, it)| it.identity != outer.identity);
        let below = inner.filter_map(|(_, it)| it.identity.strip_prefix(&outer.identity).ok());
        below.filter_map(|it| Some(format!("{}/", it.to_str()?.replace('\\', "/")))).collect()
    }
}

impl Folder {
    fn new(uri: String, path: PathBuf, identity: PathBuf) -> Self {
        Self { uri, path, identity, known: BTreeMap::new(), nested: vec![], scanned: false, failures: vec![] }
    }

    /// The name of a document in here, if it is found in here.
    fn name(&self, address: &Address) -> Option<Arc<str>> {
        let path = address.path()?;
        if let Some(known) = self.known.get(path) {
            return Some(Arc::clone(&known.name));
        }
        let below = path.strip_prefix(&self.identity).ok()?;
        let name = below.to_str()?.replace('\\', "/");
        // Whoever has looked knows all that was there; what is new is judged by its place.
        duly_files::would_find(&self.path, &self.path.join(below)).then(|| name.into())
    }
}

fn is_shipped(address: &Address) -> bool {
    address.path().and_then(library::shipped).is_some()
}

/// What a text that lies in no folder is called: as its file.
fn name_of(uri: &Url) -> String {
    let path = address::path(uri);
    let name = path.as_deref().and_then(Path::file_name).and_then(|it| it.to_str()).map(str::to_owned);
    let last = || uri.path().rsplit('/').find(|it| !it.is_empty()).unwrap_or("text").to_owned();
    let name = name.unwrap_or_else(last);
    if name.starts_with("guidance:") { format!("./{name}") } else { name }
}
