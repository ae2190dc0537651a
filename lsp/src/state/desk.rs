//! A desk: one root, one analyst who knows it, and the thread that keeps them at work.
//!
//! Orders come in the order of typing; whatever has come is taken at once, so the newest text wins, and work on an
//! older one stops. What was read is laid out first, then what was decided. If the analyst breaks down, that is told
//! and another one takes the desk; other desks notice nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use duly_dsl::{Analysis, Analyst, Date, Workspace};
use tokio::sync::watch;

use super::snapshot::{Open, Shelf, Snapshot};
use crate::lines::Encoding;

/// Deep texts are followed on the stack.
const STACK: usize = 8 << 20;

/// Something that changes what is analysed, or how it is called.
#[derive(Debug)]
pub(crate) enum Order {
    Text(Arc<str>, Arc<str>),
    Gone(Arc<str>),
    /// An editor holds this text, or holds a newer version.
    Open(Arc<str>, Open),
    Closed(Arc<str>),
    Nested(Vec<String>),
    Today(Date),
    /// Everything is there; from now on there are answers.
    Ready,
}

/// What lies on a desk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Laid {
    pub(crate) read: Option<Arc<Snapshot>>,
    pub(crate) decided: Option<Arc<Snapshot>>,
    /// At this moment the analyst broke down.
    pub(crate) broken: u64,
}

/// What a desk tells whoever set it up.
pub(crate) enum Told {
    /// Work begins on something new.
    Busy,
    Decided(Arc<Snapshot>),
    /// At this moment.
    Broken(u64),
}

/// A handle on a desk. Dropping it ends the work.
#[derive(Debug)]
pub(crate) struct Desk {
    orders: Sender<(u64, Vec<Order>)>,
    newest: Arc<AtomicU64>,
    laid: watch::Receiver<Laid>,
}

impl Desk {
    pub(crate) fn begin(today: Date, encoding: Encoding, shelf: Shelf, tell: impl Fn(Told) + Send + 'static) -> Self {
        let (orders, inbox) = channel();
        let (lay, laid) = watch::channel(Laid::default());
        // No moment is the one before the first, at which nothing has broken down.
        let newest = Arc::new(AtomicU64::new(1));
        let work = Work {
            inbox,
            newest: Arc::clone(&newest),
            lay,
            analyst: Analyst::new(),
            workspace: Workspace::new(today),
            shelf: Arc::new(shelf),
            encoding,
            generation: 0,
            ready: false,
            #[cfg(test)]
            trips: false,
        };
        let started = thread::Builder::new().name("desk".to_owned()).stack_size(STACK).spawn(move || work.run(&tell));
        // Without a thread nothing is ever laid out, and those who wait are told so when the sender is gone.
        drop(started);
        Self { orders, newest, laid }
    }

    /// Gives orders, and says which moment that makes.
    pub(crate) fn give(&self, orders: Vec<Order>) -> u64 {
        let generation = self.newest.fetch_add(1, Ordering::SeqCst) + 1;
        let _nobody_works = self.orders.send((generation, orders));
        generation
    }

    /// The newest moment.
    pub(crate) fn newest(&self) -> u64 {
        self.newest.load(Ordering::SeqCst)
    }

    pub(crate) fn laid(&self) -> watch::Receiver<Laid> {
        self.laid.clone()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.newest.fetch_add(1, Ordering::SeqCst);
    }
}

struct Work {
    inbox: Receiver<(u64, Vec<Order>)>,
    newest: Arc<AtomicU64>,
    lay: watch::Sender<Laid>,
    analyst: Analyst,
    workspace: Workspace,
    shelf: Arc<Shelf>,
    encoding: Encoding,
    generation: u64,
    ready: bool,
    #[cfg(test)]
    trips: bool,
}

/// In tests the analyst trips over this text.
#[cfg(test)]
pub(crate) const STONE: &str = "the analyst trips over this";

impl Work {
    fn run(mut self, tell: &dyn Fn(Told)) {
        while let Ok(first) = self.inbox.recv() {
            self.take(first);
            while let Ok(more) = self.inbox.try_recv() {
                self.take(more);
            }
            if self.ready {
                tell(Told::Busy);
                self.answer(tell);
            }
        }
    }

    fn take(&mut self, (generation, orders): (u64, Vec<Order>)) {
        self.generation = generation;
        #[cfg(test)]
        for order in &orders {
            self.trips = if let Order::Text(_, text) = order { &**text == STONE } else { self.trips };
        }
        for order in orders {
            match order {
                Order::Text(name, text) => self.workspace.set(name, text),
                Order::Gone(name) => self.workspace.remove(&name),
                Order::Open(name, open) => drop(Arc::make_mut(&mut self.shelf).open.insert(name, open)),
                Order::Closed(name) => drop(Arc::make_mut(&mut self.shelf).open.remove(&name)),
                Order::Nested(folders) => Arc::make_mut(&mut self.shelf).nested = folders,
                Order::Today(today) => self.workspace.set_today(today),
                Order::Ready => self.ready = true,
            }
        }
    }

    fn answer(&mut self, tell: &dyn Fn(Told)) {
        let Some(read) = self.attempt(|analyst, workspace, _| Some(analyst.read(workspace))) else {
            return self.break_down(tell);
        };
        if let Some(read) = read {
            let read = self.snapshot(read);
            self.lay.send_modify(|laid| laid.read = Some(read));
        }
        if self.is_old() {
            return;
        }
        match self.attempt(|analyst, workspace, stop| analyst.analyze(workspace, stop)) {
            Some(Some(decided)) => {
                let (decided, mut old) = (self.snapshot(decided), None);
                self.lay.send_modify(|laid| {
                    old = laid.decided.replace(Arc::clone(&decided));
                    laid.read = Some(Arc::clone(&decided));
                });
                tell(Told::Decided(decided));
                // It takes a while, and nobody waits for it.
                drop(old);
            }
            Some(None) => {}
            None => self.break_down(tell),
        }
    }

    /// Lets the analyst work; nothing if that breaks down.
    fn attempt<T>(&mut self, work: impl FnOnce(&mut Analyst, &Workspace, &dyn Fn() -> bool) -> T) -> Option<T> {
        let (newest, generation) = (Arc::clone(&self.newest), self.generation);
        let stop = move || newest.load(Ordering::Relaxed) != generation;
        #[cfg(test)]
        let trips = self.trips;
        let (analyst, workspace) = (&mut self.analyst, &self.workspace);
        let result = catch_unwind(AssertUnwindSafe(|| {
            #[cfg(test)]
            assert!(!trips, "on purpose");
            work(analyst, workspace, &stop)
        }));
        if result.is_err() {
            self.analyst = Analyst::new();
        }
        result.ok()
    }

    fn break_down(&mut self, tell: &dyn Fn(Told)) {
        self.lay.send_modify(|laid| laid.broken = self.generation);
        tell(Told::Broken(self.generation));
    }

    fn is_old(&self) -> bool {
        self.newest.load(Ordering::Relaxed) != self.generation
    }

    fn snapshot(&self, analysis: Analysis) -> Arc<Snapshot> {
        let (newest, shelf) = (Arc::clone(&self.newest), Arc::clone(&self.shelf));
        Arc::new(Snapshot::new(analysis, self.generation, newest, shelf, self.encoding))
    }
}
