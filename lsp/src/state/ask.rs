//! Asking the desks: what there is about a document, or about everything.
//!
//! Whoever asks waits for an answer about the newest text there was when they asked. Finding out which that is happens
//! before anything waits; what is computed with the answer afterwards holds up nobody who types.

use std::sync::Arc;

use tokio::sync::watch;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::Url;

use super::State;
use super::desk::Laid;
use super::root::{Root, RootId};
use super::snapshot::{Seen, Snapshot};

/// So often may a document change its root while somebody waits.
const MOST_MOVES: usize = 8;

/// Which of the two answers of a desk is waited for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Read,
    Decided,
}

/// A desk at a moment: what a request waits for.
pub(super) struct Awaited {
    pub(super) laid: watch::Receiver<Laid>,
    pub(super) generation: u64,
}

impl State {
    /// The document as it was read: names and places are known, verdicts may not be.
    ///
    /// # Errors
    /// If the analysis broke down.
    pub(crate) async fn read(&self, uri: &Url) -> Result<Option<Seen>> {
        Ok(self.seen(uri, Depth::Read).await?.map(|it| it.1))
    }

    /// The document with everything decided.
    ///
    /// # Errors
    /// If the analysis broke down.
    pub(crate) async fn decided(&self, uri: &Url) -> Result<Option<Seen>> {
        Ok(self.decided_in(uri).await?.map(|it| it.1))
    }

    /// The same, and the root it was decided in.
    pub(crate) async fn decided_in(&self, uri: &Url) -> Result<Option<(RootId, Seen)>> {
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

    /// The same, each with its root. Where the analysis broke down, what was decided last still counts.
    pub(crate) async fn decided_roots(&self) -> Vec<(RootId, Arc<Snapshot>)> {
        let mut all = Vec::new();
        for (root, awaited) in self.awaited() {
            let laid = awaited.laid.clone();
            let decided = awaited.wait(Depth::Decided).await.ok().flatten();
            all.extend(decided.or_else(|| laid.borrow().decided.clone()).map(|it| (root, it)));
        }
        all
    }

    /// What is decided already, of the roots where nothing changed since.
    pub(crate) fn newest_decided(&self) -> Vec<(RootId, Arc<Snapshot>)> {
        let decided = |(root, awaited): (RootId, Awaited)| Some((root, awaited.laid.borrow().decided.clone()?));
        self.awaited().into_iter().filter_map(decided).filter(|(_, it)| it.is_newest()).collect()
    }

    async fn seen(&self, uri: &Url, depth: Depth) -> Result<Option<(RootId, Seen)>> {
        for _ in 0..MOST_MOVES {
            let Some((root, awaited, name)) = self.find(uri) else { return Ok(None) };
            if let Some(snapshot) = awaited.wait(depth).await? {
                return Ok(snapshot.file(&name).map(|file| (root, Seen { snapshot, file })));
            }
        }
        Ok(None)
    }

    async fn all(&self, depth: Depth) -> Result<Vec<Arc<Snapshot>>> {
        let mut snapshots = Vec::new();
        for (_, awaited) in self.awaited() {
            snapshots.extend(awaited.wait(depth).await?);
        }
        Ok(snapshots)
    }

    fn awaited(&self) -> Vec<(RootId, Awaited)> {
        let world = self.world();
        world.roots.iter().filter(|it| !it.1.is_visit()).map(|(id, root)| (*id, root.awaited())).collect()
    }
}

impl Root {
    pub(super) fn awaited(&self) -> Awaited {
        Awaited { laid: self.desk.laid(), generation: self.desk.newest() }
    }
}

impl Awaited {
    /// Nothing if the root is gone meanwhile.
    async fn wait(mut self, depth: Depth) -> Result<Option<Arc<Snapshot>>> {
        // From here on it is nobody's turn in particular; reading messages goes on meanwhile.
        tokio::task::yield_now().await;
        let of = |laid: &Laid| match depth {
            Depth::Read => laid.read.clone(),
            Depth::Decided => laid.decided.clone(),
        };
        let there = |laid: &Laid| of(laid).is_some_and(|it| it.generation >= self.generation);
        let laid = self.laid.wait_for(|laid| there(laid) || laid.broken >= self.generation).await;
        let Ok(laid) = laid else { return Ok(None) };
        let found = of(&laid).filter(|it| it.generation >= self.generation);
        found.map(Some).ok_or_else(|| Error {
            code: ErrorCode::InternalError,
            message: "what you wrote could not be checked; this is a mistake in Duly itself".into(),
            data: None,
        })
    }
}
