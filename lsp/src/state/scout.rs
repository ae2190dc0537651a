//! The scout: looks at folders, and sees what changed outside of the editor.
//!
//! One thread, so that the disk is never looked at twice at once, and nobody who types waits for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant};

use tower_lsp::lsp_types::MessageType;

use super::address::Address;
use super::desk::Order;
use super::root::{Known, RootId};
use super::{State, World};
use crate::tell;

/// How often is looked where the client does not tell.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the scout is sent for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// A new folder.
    First(RootId),
    /// Something may have changed somewhere.
    Look,
    /// These files have changed.
    Changed(Vec<PathBuf>),
}

/// Starts the scout.
pub(super) fn begin(state: Weak<State>) -> Sender<Errand> {
    let (sender, errands) = channel();
    let started = thread::Builder::new().name("scout".to_owned()).spawn(move || run(&state, &errands));
    // Without a thread nobody looks; whoever sends an errand then sends it nowhere.
    drop(started);
    sender
}

fn run(state: &Weak<State>, errands: &Receiver<Errand>) {
    let mut patience = PATIENCE;
    loop {
        let first = match errands.recv_timeout(patience) {
            Ok(errand) => Some(errand),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let Some(state) = state.upgrade() else { return };
        // A client that tells what changes need not be watched.
        if first.is_none() && state.abilities().watches {
            continue;
        }
        let began = Instant::now();
        let all: Vec<Errand> = first.into_iter().chain(errands.try_iter()).collect();
        let changed: BTreeSet<PathBuf> = all.iter().flat_map(Errand::paths).cloned().collect();
        let roots: Vec<RootId> = state.world().folders().map(|it| it.0).collect();
        for root in roots {
            state.look(root, &changed);
        }
        // Looking takes a small part of the time at most.
        patience = PATIENCE.max(began.elapsed() * 50);
    }
}

impl Errand {
    fn paths(&self) -> &[PathBuf] {
        match self {
            Self::Changed(paths) => paths,
            _ => &[],
        }
    }
}

/// What was seen of a file.
struct Sight {
    identity: PathBuf,
    known: Known,
    /// Its text, if it was read anew.
    text: Option<String>,
}

impl State {
    /// Looks at a folder, and hands over what is not as it was.
    fn look(&self, id: RootId, changed: &BTreeSet<PathBuf>) {
        let before = {
            let world = self.world();
            let Some(folder) = world.roots.get(&id).and_then(|it| it.folder()) else { return };
            (folder.path.clone(), folder.known.clone(), !folder.scanned)
        };
        let (path, known, is_first) = before;
        let (found, mut failures) = duly_files::find(&[&path], &path, true);
        let mut sights = Vec::new();
        self.reading.done.store(0, Ordering::Relaxed);
        self.reading.all.store(found.len(), Ordering::Relaxed);
        for file in found {
            if is_first && self.reading.stopped.load(Ordering::SeqCst) {
                break;
            }
            self.reading.done.fetch_add(1, Ordering::Relaxed);
            let stamp = stamp(&file.path);
            let old = known.get(&file.identity).filter(|it| *it.name == *file.name);
            let told = changed.contains(&file.path) || changed.contains(&file.identity);
            let same = !told && old.is_some_and(|it| it.stamp.is_some() && it.stamp == stamp);
            let text = if same { Ok(None) } else { duly_files::read(&file.path).map(Some) };
            match text {
                Ok(text) => {
                    let known = Known { name: file.name.into(), stamp };
                    sights.push(Sight { identity: file.identity, known, text });
                }
                Err(why) => failures.push(duly_files::Failure { what: file.name, why, named: false }),
            }
        }
        if self.reading.stopped.swap(false, Ordering::SeqCst) && is_first {
            let words = "not every file was read; what is shown may be wrong until one is saved and the rest is read";
            tell::show(&self.client, MessageType::WARNING, words);
        }
        let mut world = self.world();
        let again = world.take_in(id, sights);
        let news = world.roots.get_mut(&id).and_then(|it| it.folder_mut()).is_some_and(|folder| {
            let news = folder.failures != failures;
            folder.failures.clone_from(&failures);
            news
        });
        if again {
            self.house_again(&mut world);
        }
        drop(world);
        if news {
            for failure in failures.iter().take(3) {
                let words = format!("`{}` cannot be read, and is not checked: {}", failure.what, failure.why);
                tell::show(&self.client, MessageType::WARNING, words);
            }
        }
    }
}

impl World {
    /// Takes over what was seen in a folder. Says whether files came or went, so that documents may belong elsewhere.
    fn take_in(&mut self, id: RootId, sights: Vec<Sight>) -> bool {
        let is_open: BTreeSet<PathBuf> = self.documents.keys().filter_map(Address::path).map(Path::to_owned).collect();
        let Some(root) = self.roots.get_mut(&id) else { return false };
        let Some(folder) = root.folder_mut() else { return false };
        let mut orders = Vec::new();
        let mut gone = std::mem::take(&mut folder.known);
        let mut moved = false;
        for Sight { identity, known, text } in sights {
            let old = gone.remove(&identity);
            let renamed = old.as_ref().is_none_or(|it| it.name != known.name);
            moved |= renamed;
            if let (true, Some(old)) = (renamed, &old) {
                orders.push(Order::Gone(Arc::clone(&old.name)));
            }
            if let (Some(text), false) = (text, is_open.contains(&identity)) {
                orders.push(Order::Text(Arc::clone(&known.name), text.into()));
            }
            folder.known.insert(identity, known);
        }
        moved |= !gone.is_empty();
        for (identity, known) in gone {
            // What an editor still holds stays, though it is gone from the disk.
            if !is_open.contains(&identity) {
                orders.push(Order::Gone(known.name));
            }
        }
        if !std::mem::replace(&mut folder.scanned, true) {
            orders.push(Order::Ready);
        }
        if !orders.is_empty() {
            root.desk.give(orders);
        }
        moved
    }
}

fn stamp(path: &Path) -> Option<(std::time::SystemTime, u64)> {
    let meta = path.metadata().ok()?;
    Some((meta.modified().ok()?, meta.len()))
}
