//! What is known of the client's world: documents, folders, and the desks where they are analysed.
//!
//! Every change is taken over at once and in the order it came, before anything waits. There is one lock, and it is
//! never held while waiting. Whoever asks gets an answer about the newest text there was when they asked, or newer.

pub(crate) mod address;
mod ask;
pub(crate) mod desk;
pub(crate) mod document;
mod homes;
mod root;
mod scout;
pub(crate) mod snapshot;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::Instant;

use duly_dsl::Date;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::lsp_types::{MessageType, TextDocumentContentChangeEvent, Url};

use crate::abilities::Abilities;
use crate::diagnostics::Board;
use crate::progress::Reading;
use crate::settings::Settings;
use crate::status::{self, Phase};
use crate::tell;
use address::Address;
use desk::{Order, Told};
use document::Document;
use homes::Home;
use root::Root;
pub(crate) use root::RootId;
use scout::Errand;
use snapshot::Snapshot;

/// The server's memory.
pub(crate) struct State {
    pub(crate) client: Client,
    pub(crate) runtime: Handle,
    pub(crate) board: Board,
    pub(crate) status: status::Told,
    pub(crate) reading: Reading,
    abilities: OnceLock<Abilities>,
    world: Mutex<World>,
    scout: OnceLock<Sender<Errand>>,
    /// Counts what may be worth telling.
    news: watch::Sender<u64>,
    closing: AtomicBool,
    /// Folders that are looked at once the client is ready.
    later: Mutex<Vec<Url>>,
    itself: Weak<Self>,
}

/// What changes.
#[derive(Debug)]
pub(crate) struct World {
    documents: BTreeMap<Address, Document>,
    /// Where each of them belongs, the innermost folder first.
    homes: BTreeMap<Address, Vec<Home>>,
    roots: BTreeMap<RootId, Root>,
    next_root: u32,
    pub(crate) settings: Settings,
    today: Date,
}

impl State {
    pub(crate) fn new(client: Client, runtime: Handle) -> Arc<Self> {
        let world = World {
            documents: BTreeMap::new(),
            homes: BTreeMap::new(),
            roots: BTreeMap::new(),
            next_root: 0,
            settings: Settings::default(),
            today: crate::day::today(None),
        };
        Arc::new_cyclic(|itself| Self {
            client,
            runtime,
            board: Board::default(),
            status: status::Told::default(),
            reading: Reading::default(),
            abilities: OnceLock::new(),
            world: Mutex::new(world),
            scout: OnceLock::new(),
            news: watch::Sender::new(0),
            closing: AtomicBool::new(false),
            later: Mutex::default(),
            itself: itself.clone(),
        })
    }

    /// What the client can do; nothing special until it has said so.
    pub(crate) fn abilities(&self) -> &Abilities {
        static NONE: OnceLock<Abilities> = OnceLock::new();
        self.abilities.get().unwrap_or_else(|| NONE.get_or_init(Abilities::default))
    }

    /// The client introduced itself.
    pub(crate) fn meet(&self, abilities: Abilities) {
        let _only_once = self.abilities.set(abilities);
        self.scout.get_or_init(|| scout::begin(self.itself.clone()));
    }

    pub(crate) fn keep_for_later(&self, folders: Vec<Url>) {
        *self.later.lock().unwrap_or_else(PoisonError::into_inner) = folders;
    }

    pub(crate) fn kept(&self) -> Vec<Url> {
        std::mem::take(&mut *self.later.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends the scout.
    fn send(&self, errand: Errand) {
        if let Some(scout) = self.scout.get() {
            let _it_is_gone = scout.send(errand);
        }
    }

    /// An editor holds this text from now on.
    pub(crate) fn open(&self, uri: Url, version: i32, text: String) {
        let address = Address::of(&uri);
        let mut world = self.world();
        world.forget(&address);
        let document = Document::new(uri, version, text);
        world.documents.insert(address.clone(), document);
        self.house(&mut world, &address);
        drop(world);
        self.send(Errand::Look);
    }

    /// Something was typed.
    pub(crate) fn change(&self, uri: &Url, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let address = Address::of(uri);
        let encoding = self.abilities().encoding;
        let mut world = self.world();
        let Some(document) = world.documents.get_mut(&address) else {
            drop(world);
            return tell::log(&self.client, MessageType::WARNING, format!("a change of `{uri}`, which is not open"));
        };
        if document.change(version, changes, encoding) {
            world.hand_over(&address);
        } else {
            drop(world);
            tell::log(&self.client, MessageType::WARNING, format!("a change of `{uri}` came too late"));
        }
    }

    /// An editor holds this text no more; what is on disk counts again.
    pub(crate) fn close(&self, uri: &Url) {
        let address = Address::of(uri);
        let mut world = self.world();
        let left = world.forget(&address);
        drop(world);
        self.board.forget(self, uri);
        self.board.clear(self, &left);
        self.send(Errand::Look);
    }

    /// Leaves the rest of the first look for later.
    pub(crate) fn stop_reading(&self) {
        self.reading.stopped.store(true, Ordering::SeqCst);
    }

    /// Something may have changed on disk.
    pub(crate) fn look_again(&self) {
        self.send(Errand::Look);
    }

    /// These have changed on disk.
    pub(crate) fn changed<'a>(&self, uris: impl Iterator<Item = &'a Url>) {
        self.send(Errand::Changed(uris.filter_map(address::path).collect()));
    }

    /// Takes over what a person has set.
    pub(crate) fn set(&self, settings: Settings) {
        let mut world = self.world();
        let is_new = world.settings != settings;
        world.settings = settings;
        world.dawn();
        drop(world);
        if is_new {
            self.post_all();
        }
    }

    /// Decides everything anew if the day is another.
    pub(crate) fn dawn(&self) {
        self.world().dawn();
    }

    /// Nobody will ask any more, and those who wait are let go.
    pub(crate) fn close_all(&self) {
        self.closing.store(true, Ordering::SeqCst);
        self.news.send_modify(|it| *it += 1);
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::SeqCst)
    }

    /// Changes whenever something may be worth telling.
    pub(crate) fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// A handle that can be kept.
    pub(crate) fn held(&self) -> Option<Arc<Self>> {
        self.itself.upgrade()
    }

    /// A desk has something to tell.
    fn hear(&self, root: RootId, told: Told) {
        match told {
            Told::Busy => self.begin_checking(),
            Told::Decided(snapshot) => self.spread(root, &snapshot),
            Told::Broken(moment) => {
                self.note_told(root, moment);
                status::tell(self);
                if self.complain(root, true) {
                    return;
                }
                let words = "Duly itself made a mistake while it checked what you wrote; what is shown may be out of \
                             date until the next change";
                tell::show(&self.client, MessageType::ERROR, words);
            }
        }
    }

    /// That something is checked is told only if it takes a while; that it is done is told in any case.
    fn begin_checking(&self) {
        self.status.expect();
        let Some(state) = self.held() else { return };
        self.runtime.spawn(async move {
            tokio::time::sleep(status::SHORT).await;
            // Whoever is done says so.
            if state.standing().0 != Phase::Ready {
                status::tell(&state);
            }
        });
    }

    fn note_told(&self, root: RootId, moment: u64) {
        if let Some(root) = self.world().roots.get_mut(&root) {
            root.note_told(moment);
        }
    }

    /// Notes whether a person knows that a root broke down, and says whether they knew before.
    fn complain(&self, root: RootId, now: bool) -> bool {
        let mut world = self.world();
        world.roots.get_mut(&root).is_none_or(|it| std::mem::replace(&mut it.complained, now))
    }

    /// Tells what was decided to all whom it concerns.
    fn spread(&self, root: RootId, snapshot: &Snapshot) {
        self.complain(root, false);
        self.board.post(self, root, snapshot);
        self.note_told(root, snapshot.generation);
        self.news.send_modify(|it| *it += 1);
        status::tell(self);
    }

    /// What is being done, and what was decided last.
    pub(crate) fn standing(&self) -> (Phase, Vec<Arc<Snapshot>>) {
        let world = self.world();
        let roots = || world.roots.values().filter(|it| !it.is_visit());
        let reading = roots().any(|it| it.folder().is_some_and(|it| !it.scanned));
        let checking = roots().any(|it| !it.is_done());
        let phase = match (reading, checking) {
            (true, _) => Phase::Reading,
            (false, true) => Phase::Checking,
            (false, false) => Phase::Ready,
        };
        (phase, roots().filter_map(|it| it.desk.laid().borrow().decided.clone()).collect())
    }

    /// Asks the client to ask again for what is shown beside the text.
    pub(crate) async fn refresh_shown(&self) {
        if self.abilities().refreshes_lenses {
            let _it_refuses = self.client.code_lens_refresh().await;
        }
        if self.abilities().refreshes_hints {
            let _it_refuses = self.client.inlay_hint_refresh().await;
        }
    }

    /// Tells everything anew, as far as it is not as it was told.
    fn post_all(&self) {
        for (root, snapshot) in self.newest_decided() {
            self.board.post(self, root, &snapshot);
        }
        self.news.send_modify(|it| *it += 1);
    }

    /// Tells again what a root has, once this time has come.
    pub(crate) fn post_at(&self, root: RootId, when: Instant) {
        let Some(state) = self.held() else { return };
        self.runtime.spawn(async move {
            tokio::time::sleep_until(when.into()).await;
            let newest = state.newest_decided().into_iter().find(|it| it.0 == root);
            if let Some((root, snapshot)) = newest {
                state.board.post(&state, root, &snapshot);
            }
        });
    }
}

impl World {
    /// Decides everything anew if the day is another.
    fn dawn(&mut self) {
        let today = crate::day::today(self.settings.today);
        if self.today != today {
            self.today = today;
            for root in self.roots.values() {
                root.desk.give(vec![Order::Today(today)]);
            }
        }
    }
}
