//! What was found, told to the client: each finding in its place, once, and never for a text that is not there any more.

pub(crate) mod shape;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tower_lsp::Client;
use tower_lsp::lsp_types::notification::PublishDiagnostics;
use tower_lsp::lsp_types::{Diagnostic, PublishDiagnosticsParams, Url};

use crate::state::State;
use crate::state::snapshot::Snapshot;
use crate::tell;

pub(crate) use crate::state::RootId;

/// What was told so far.
#[derive(Debug, Default)]
pub(crate) struct Board {
    told: Mutex<BTreeMap<Url, Sent>>,
}

/// What was told of one document.
#[derive(Debug)]
struct Sent {
    root: RootId,
    diagnostics: Vec<Diagnostic>,
}

impl Board {
    /// Tells what is new in a root.
    pub(crate) fn post(&self, state: &State, root: RootId, snapshot: &Snapshot) {
        if state.abilities().pulls {
            return;
        }
        let mut news = BTreeMap::new();
        for (file, diagnostics) in snapshot.diagnostics() {
            if let Some(uri) = snapshot.uri(*file) {
                news.insert(uri, (snapshot.version(*file), diagnostics.clone()));
            }
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if !snapshot.is_newest() {
            return;
        }
        for (uri, sent) in told.iter_mut().filter(|(_, sent)| sent.root == root) {
            if !news.contains_key(uri) && !sent.diagnostics.is_empty() {
                news.insert(uri.clone(), (snapshot.version_of(uri), Vec::new()));
            }
        }
        for (uri, (version, diagnostics)) in news {
            let same = told.get(&uri).map_or(diagnostics.is_empty(), |sent| sent.diagnostics == diagnostics);
            if !same {
                publish(&state.client, uri.clone(), diagnostics.clone(), version);
            }
            told.insert(uri, Sent { root, diagnostics });
        }
    }

    /// Takes back what was told of roots that are gone.
    pub(crate) fn clear(&self, client: &Client, roots: &[RootId]) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.retain(|uri, sent| {
            let stays = !roots.contains(&sent.root);
            if !stays && !sent.diagnostics.is_empty() {
                publish(client, uri.clone(), Vec::new(), None);
            }
            stays
        });
    }
}

fn publish(client: &Client, uri: Url, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
    tell::notify::<PublishDiagnostics>(client, PublishDiagnosticsParams { uri, diagnostics, version });
}
