//! What is known of the client's world: documents, folders, and the desks where they are analysed.
//!
//! Every change is taken over at once and in the order it came, before anything waits. There is one lock, and it is
//! never held while waiting. Whoever asks gets an answer about the newest text there was when they asked, or newer.

pub(crate) mod address;
pub(crate) mod desk;
mod document;
mod homes;
mod root;
mod scout;
pub(crate) mod snapshot;

use std::collections::BTreeMap;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

use duly_dsl::Date;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{MessageType, TextDocumentContentChangeEvent, Url};

use crate::abilities::Abilities;
use crate::diagnostics::Board;
use crate::settings::Settings;
use crate::tell;
use address::Address;
use desk::{Laid, Order, Told};
use document::Document;
use homes::Home;
use root::Root;
pub(crate) use root::RootId;
use scout::Errand;
use snapshot::{Seen, Snapshot};

/// The server's memory.
pub(crate) struct State {
    pub(crate) client: Client,
    pub(crate) runtime: Handle,
    pub(crate) board: Board,
    abilities: OnceLock<Abilities>,
    world: Mutex<World>,
    scout: OnceLock<Sender<Errand>>,
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

/// Which of the two answers of a desk is waited for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Read,
    Decided,
}

/// A desk at a moment: what a request waits for.
struct Awaited {
    laid: watch::Receiver<Laid>,
    generation: u64,
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
            abilities: OnceLock::new(),
            world: Mutex::new(world),
            scout: OnceLock::new(),
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
        self.board.clear(&self.client, &left);
        self.send(Errand::Look);
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
        world.settings = settings;
        world.dawn();
    }

    /// The document as it was read: names and places are known, verdicts may not be.
    ///
    /// # Errors
    /// If the analysis broke down.
    pub(crate) async fn read(&self, uri: &Url) -> Result<Option<Seen>> {
        self.seen(uri, Depth::Read).await
    }

    /// The document with everything decided.
    ///
    /// # Errors
    /// If the analysis broke down.
    pub(crate) async fn decided(&self, uri: &Url) -> Result<Option<Seen>> {
        self.seen(uri, Depth::Decided).await
    }

    /// Every folder that is open, and every document outside of them, as it was read.
    ///
    /// # Errors
    /// If the analysis broke down.
    pub(crate) async fn all_read(&self) -> Result<Vec<Arc<Snapshot>>> {
        self.all(Depth::Read).await
    }

    /// The same with everything decided.
    ///
    /// # Errors
    /// If the analysis broke down.
    pub(crate) async fn all_decided(&self) -> Result<Vec<Arc<Snapshot>>> {
        self.all(Depth::Decided).await
    }

    async fn seen(&self, uri: &Url, depth: Depth) -> Result<Option<Seen>> {
        let Some((awaited, name)) = self.find(uri) else { return Ok(None) };
        let snapshot = awaited.wait(depth).await?;
        Ok(snapshot.file(&name).map(|file| Seen { snapshot, file }))
    }

    async fn all(&self, depth: Depth) -> Result<Vec<Arc<Snapshot>>> {
        let awaited: Vec<Awaited> = {
            let world = self.world();
            world.roots.values().filter(|it| !it.is_visit()).map(Root::awaited).collect()
        };
        let mut snapshots = Vec::new();
        for awaited in awaited {
            snapshots.push(awaited.wait(depth).await?);
        }
        Ok(snapshots)
    }

    /// A desk has something to tell.
    fn hear(&self, root: RootId, told: Told) {
        match told {
            Told::Busy => {}
            Told::Decided(snapshot) => self.board.post(self, root, &snapshot),
            Told::Broken => {
                let words = "Duly itself made a mistake while it checked what you wrote; what is shown may be out of \
                             date until the next change";
                tell::show(&self.client, MessageType::ERROR, words);
            }
        }
    }
}

impl World {
    /// Decides everything anew if the day is another.
    pub(crate) fn dawn(&mut self) {
        let today = crate::day::today(self.settings.today);
        if self.today != today {
            self.today = today;
            for root in self.roots.values() {
                root.desk.give(vec![Order::Today(today)]);
            }
        }
    }
}

impl Awaited {
    async fn wait(mut self, depth: Depth) -> Result<Arc<Snapshot>> {
        // From here on it is nobody's turn in particular; reading messages goes on meanwhile.
        tokio::task::yield_now().await;
        let of = |laid: &Laid| match depth {
            Depth::Read => laid.read.clone(),
            Depth::Decided => laid.decided.clone(),
        };
        let there = |laid: &Laid| of(laid).is_some_and(|it| it.generation >= self.generation);
        let laid = self.laid.wait_for(|laid| there(laid) || laid.broken >= self.generation).await;
        let found = laid.ok().and_then(|laid| of(&laid)).filter(|it| it.generation >= self.generation);
        found.ok_or_else(|| Error {
            code: ErrorCode::InternalError,
            message: "what you wrote could not be checked; this is a mistake in Duly itself".into(),
            data: None,
        })
    }
}
