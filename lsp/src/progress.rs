//! How far the first look at the folders has come, for those who wait for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tower_lsp::lsp_types::notification::Progress;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::*;

use crate::state::State;
use crate::status::Phase;
use crate::tell::notify;

/// How often is told how far it has come.
const BREATH: Duration = Duration::from_millis(100);

/// How far reading has come.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) done: AtomicUsize,
    pub(crate) all: AtomicUsize,
    /// A person does not want to wait for the rest.
    pub(crate) stopped: AtomicBool,
}

/// Tells of the first look from beginning to end, if the client lets itself be told.
pub(crate) async fn tell(state: Arc<State>) {
    let token = ProgressToken::String("duly/first".to_owned());
    let create = WorkDoneProgressCreateParams { token: token.clone() };
    if state.client.send_request::<WorkDoneProgressCreate>(create).await.is_err() {
        return;
    }
    let say = |value| {
        let value = ProgressParamsValue::WorkDone(value);
        notify::<Progress>(&state.client, ProgressParams { token: token.clone(), value });
    };
    say(WorkDoneProgress::Begin(WorkDoneProgressBegin {
        title: "Duly".to_owned(),
        cancellable: Some(true),
        message: Some("looking for files".to_owned()),
        percentage: Some(0),
    }));
    let mut before = None;
    loop {
        let (phase, _) = state.standing();
        let message = match phase {
            Phase::Reading => state.reading.words(),
            Phase::Checking => "checking".to_owned(),
            Phase::Ready => break,
        };
        if before.as_ref() != Some(&message) {
            before = Some(message.clone());
            say(WorkDoneProgress::Report(WorkDoneProgressReport {
                cancellable: Some(phase == Phase::Reading),
                message: Some(message),
                percentage: Some(state.reading.percentage(phase)),
            }));
        }
        tokio::time::sleep(BREATH).await;
    }
    say(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
}

impl Reading {
    fn words(&self) -> String {
        match self.all.load(Ordering::Relaxed) {
            0 => "looking for files".to_owned(),
            all => format!("reading: {} of {all} files", self.done.load(Ordering::Relaxed)),
        }
    }

    /// Reading is thought of as half of the way.
    fn percentage(&self, phase: Phase) -> u32 {
        let (done, all) = (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed));
        let read = if phase == Phase::Reading { done.min(all) * 50 / all.max(1) } else { 50 };
        u32::try_from(read).unwrap_or(50)
    }
}
