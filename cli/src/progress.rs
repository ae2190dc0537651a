//! One line that says what takes so long, on standard error, and gone when it is done.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Whoever waits less than this need not be told.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line is drawn anew.
const BREATH: Duration = Duration::from_millis(200);

/// A line of progress. Dropping it takes the line away.
pub(crate) struct Progress {
    shared: Arc<Shared>,
    painter: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    done: Condvar,
}

#[derive(Default)]
struct State {
    words: String,
    done: bool,
}

impl Progress {
    /// Begins, unless nobody wants to see it or could.
    pub(crate) fn begin(wanted: bool) -> Self {
        let shared = Arc::new(Shared::default());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let painter = (wanted && !dumb && io::stderr().is_terminal()).then(|| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.paint())
        });
        Self { shared, painter }
    }

    /// Says what is being done now.
    pub(crate) fn tell(&self, words: impl FnOnce() -> String) {
        if self.painter.is_some() {
            self.shared.lock().words = words();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.shared.lock().done = true;
        self.shared.done.notify_all();
        if let Some(painter) = self.painter.take() {
            let _only_progress = painter.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn paint(&self) {
        let mut drawn = false;
        let mut wait = PATIENCE;
        let mut state = self.lock();
        while !state.done {
            let woken = self.done.wait_timeout_while(state, wait, |state| !state.done);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
            if !state.done {
                draw(&state.words);
                drawn = true;
            }
            wait = BREATH;
        }
        if drawn {
            draw("");
        }
    }
}

fn draw(words: &str) {
    let mut out = io::stderr().lock();
    let _only_progress = write!(out, "\r\x1b[K{words}").and_then(|()| out.flush());
}
