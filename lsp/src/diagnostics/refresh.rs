//! Asking a client to ask again: seldom, only if something it was told is not so any more, and never twice for the same.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tower_lsp::lsp_types::Url;

use super::{Board, settle, shape, wishes};
use crate::state::State;

/// What happens within this time is one change.
const PAUSE: Duration = Duration::from_millis(250);

/// What the client was asked for.
#[derive(Debug, Default)]
pub(super) struct Refresh {
    /// Somebody will look whether it is time to ask.
    planned: AtomicBool,
    /// What was so when it was last asked, by document.
    asked: Mutex<BTreeMap<Url, String>>,
    /// What was decided when lenses and hints were last asked for.
    verdicts: Mutex<u64>,
}

impl Board {
    /// Looks a little later whether the client knows what is so.
    pub(super) fn refresh_soon(&self, state: &State) {
        if !self.refresh.planned.swap(true, Ordering::SeqCst) {
            self.refresh_at(state, Instant::now() + PAUSE);
        }
    }

    /// The same, once this time has come.
    pub(super) fn refresh_at(&self, state: &State, when: Instant) {
        let Some(state) = state.held() else { return };
        let runtime = state.runtime.clone();
        runtime.spawn(async move {
            tokio::time::sleep_until(when.into()).await;
            state.board.refresh.planned.store(false, Ordering::SeqCst);
            state.board.refresh_now(&state).await;
        });
    }

    async fn refresh_now(&self, state: &State) {
        if state.abilities().refreshes && self.is_outdated(state) {
            let _it_refuses = state.client.workspace_diagnostic_refresh().await;
        }
        if self.are_verdicts_new(state) {
            state.refresh_shown().await;
        }
    }

    /// Whether something that was asked about is not as it was answered.
    fn is_outdated(&self, state: &State) -> bool {
        let (rest, _) = wishes(state);
        let snapshots = state.newest_decided();
        let told = self.told();
        let mut asked = self.refresh.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let singly = self.singly();
        let mut outdated = false;
        for (_, snapshot) in snapshots {
            for (uri, file, found) in snapshot.spoken().filter(|it| told.contains_key(&it.0)) {
                let Some(before) = told.get(&uri) else { continue };
                let shown = settle::shown(found, &before.diagnostics, snapshot.touched(file), rest, Instant::now());
                let mark = shape::mark(&shown.now);
                let known = singly.get(&uri).filter(|_| snapshot.version(file).is_some()).unwrap_or(&before.mark);
                if mark == *known {
                    asked.remove(&uri);
                } else if asked.insert(uri, mark.clone()) != Some(mark) {
                    outdated = true;
                }
            }
        }
        outdated
    }

    fn are_verdicts_new(&self, state: &State) -> bool {
        let now = state.newest_decided().iter().map(|(_, it)| it.verdict_mark()).fold(0, u64::wrapping_add);
        let mut before = self.refresh.verdicts.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *before, now) != now
    }
}
