//! What was found, told to the client: each finding in its place, once, and never for a text that is not there any more.
//!
//! A client that asks is answered and otherwise left alone; one that does not ask is told. What is told in either way is
//! the same, and it is decided here, under one lock, whether it is still true.

pub(crate) mod pull;
mod refresh;
mod settle;
pub(crate) mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use duly_dsl::FileId;
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::PublishDiagnostics;
use tower_lsp::lsp_types::{Diagnostic, PublishDiagnosticsParams, Url};

use crate::settings::Scope;
use crate::state::snapshot::Snapshot;
use crate::state::{RootId, State};
use crate::tell;
use refresh::Refresh;
use settle::Shown;

/// What was told so far.
#[derive(Debug, Default)]
pub(crate) struct Board {
    told: Mutex<BTreeMap<Url, Told>>,
    refresh: Refresh,
    /// What was last answered to a question about a document itself. An editor that shows a document asks about it, and
    /// passes over what the answer about everything says of it.
    singly: Mutex<BTreeMap<Url, String>>,
}

/// What was told of one document.
#[derive(Clone, Debug)]
struct Told {
    root: RootId,
    diagnostics: Vec<Diagnostic>,
    mark: String,
}

impl Board {
    fn told(&self) -> MutexGuard<'_, BTreeMap<Url, Told>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn singly(&self) -> MutexGuard<'_, BTreeMap<Url, String>> {
        self.singly.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something was decided in a root.
    pub(crate) fn post(&self, state: &State, root: RootId, snapshot: &Snapshot) {
        if state.abilities().pulls {
            self.refresh_soon(state);
        } else {
            self.push(state, root, snapshot);
        }
    }

    /// Tells what is new in a root.
    fn push(&self, state: &State, root: RootId, snapshot: &Snapshot) {
        let (rest, scope) = wishes(state);
        let spoken: Vec<_> = snapshot.spoken_with_findings().filter(|it| in_scope(snapshot, it.1, scope)).collect();
        let mut told = self.told();
        if !snapshot.is_newest() {
            return;
        }
        let mut gone: BTreeSet<Url> = told.iter().filter(|it| it.1.root == root).map(|it| it.0.clone()).collect();
        let mut due: Option<Instant> = None;
        for (uri, file, found) in spoken {
            gone.remove(&uri);
            let before = told.get(&uri).map_or(&[][..], |it| &it.diagnostics);
            let shown = settle::shown(found, before, snapshot.touched(file), rest, Instant::now());
            due = due.into_iter().chain(shown.due).min();
            if shown.now != before {
                publish(&state.client, uri.clone(), shown.now.clone(), snapshot.version(file));
            }
            // What is pushed needs no mark.
            told.insert(uri, Told { root, diagnostics: shown.now, mark: String::new() });
        }
        for uri in gone {
            if told.remove(&uri).is_some_and(|it| !it.diagnostics.is_empty()) {
                let version = snapshot.version_of(&uri);
                publish(&state.client, uri, Vec::new(), version);
            }
        }
        drop(told);
        if let Some(due) = due {
            state.post_at(root, due);
        }
    }

    /// What a client that asks about a document is told, and when there may be more.
    fn answer(&self, state: &State, root: RootId, snapshot: &Snapshot, file: FileId) -> (Told, Option<Instant>) {
        let Some(uri) = snapshot.uri(file).filter(|_| !snapshot.is_shipped(file)) else {
            return (Told::new(root, Vec::new()), None);
        };
        let (rest, _) = wishes(state);
        let found = snapshot.diagnostics().get(&file).map_or(&[][..], Vec::as_slice);
        let mut told = self.told();
        let before = told.get(&uri);
        let shown_before = before.map_or(&[][..], |it| &it.diagnostics);
        let Shown { now, due } = settle::shown(found, shown_before, snapshot.touched(file), rest, Instant::now());
        let answer = match before {
            Some(same) if same.diagnostics == now => Told { root, ..same.clone() },
            _ => Told::new(root, now),
        };
        told.insert(uri, answer.clone());
        (answer, due)
    }

    /// A document was closed: whoever asks about it asks anew.
    pub(crate) fn forget(&self, state: &State, uri: &Url) {
        if state.abilities().pulls {
            self.told().remove(uri);
            self.singly().remove(uri);
        }
    }

    /// Takes back what was told of roots that are gone.
    pub(crate) fn clear(&self, state: &State, roots: &[RootId]) {
        if roots.is_empty() {
            return;
        }
        let pulls = state.abilities().pulls;
        self.told().retain(|uri, told| {
            let stays = !roots.contains(&told.root);
            if !stays && !pulls && !told.diagnostics.is_empty() {
                publish(&state.client, uri.clone(), Vec::new(), None);
            }
            stays
        });
        if pulls {
            self.refresh_soon(state);
        }
    }
}

impl Told {
    fn new(root: RootId, diagnostics: Vec<Diagnostic>) -> Self {
        Self { root, mark: shape::mark(&diagnostics), diagnostics }
    }
}

/// How long rest is, and which files are spoken of.
fn wishes(state: &State) -> (Duration, Scope) {
    let world = state.world();
    (Duration::from_millis(world.settings.settle_ms), world.settings.scope)
}

fn in_scope(snapshot: &Snapshot, file: FileId, scope: Scope) -> bool {
    scope == Scope::Workspace || snapshot.version(file).is_some()
}

fn publish(client: &Client, uri: Url, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
    tell::notify::<PublishDiagnostics>(client, PublishDiagnosticsParams { uri, diagnostics, version });
}
