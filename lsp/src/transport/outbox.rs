//! What goes out: a queue that is never full, emptied by a thread of its own.

use std::io::{BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use serde::Serialize;

use super::spelling::Spellings;

/// A client for whom more than this many bytes wait will not read them any more.
const MOST_WAITING: usize = 1 << 30;

/// How long the end waits for the last messages to leave.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// A handle on the queue.
#[derive(Clone)]
pub(super) struct Outbox {
    queue: Sender<Item>,
    broken: Arc<AtomicBool>,
    /// How many bytes wait.
    waiting: Arc<AtomicUsize>,
    spellings: Arc<Spellings>,
}

enum Item {
    Message(Vec<u8>),
    /// Everything before it has left when this is dropped.
    End(Sender<()>),
}

impl Outbox {
    pub(super) fn begin(output: impl Write + Send + 'static) -> Self {
        let (queue, items) = channel();
        let broken = Arc::new(AtomicBool::new(false));
        let waiting = Arc::new(AtomicUsize::new(0));
        let left = Arc::clone(&waiting);
        let outbox = Self { queue, broken: Arc::clone(&broken), waiting, spellings: Arc::default() };
        let writing = move || {
            if write(output, &items, &left).is_err() {
                broken.store(true, Ordering::Relaxed);
            }
        };
        // Where no thread can be had, nothing can be said either; then the queue has no other end.
        if thread::Builder::new().name("write".to_owned()).spawn(writing).is_err() {
            outbox.broken.store(true, Ordering::Relaxed);
        }
        outbox
    }

    /// Puts a message in the queue.
    pub(super) fn send(&self, message: &impl Serialize) {
        let body = if self.spellings.is_empty() {
            serde_json::to_vec(message)
        } else {
            serde_json::to_value(message).and_then(|it| serde_json::to_vec(&self.spellings.respell(it)))
        };
        let Ok(body) = body else { return };
        let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        bytes.extend_from_slice(&body);
        if self.waiting.fetch_add(bytes.len(), Ordering::Relaxed) > MOST_WAITING {
            self.broken.store(true, Ordering::Relaxed);
        }
        // If the other end is gone, so is the client.
        let _nobody_reads = self.queue.send(Item::Message(bytes));
    }

    /// How the client spells its documents.
    pub(super) fn spellings(&self) -> &Spellings {
        &self.spellings
    }

    /// Whether the client can no longer be written to.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Relaxed)
    }

    /// Waits a little until everything has left.
    pub(super) fn finish(&self) {
        let (done, left) = channel();
        if self.queue.send(Item::End(done)).is_ok() {
            // It comes to an end because the other side is dropped, or because the client does not read.
            let _either_way = left.recv_timeout(LAST_WORDS);
        }
    }
}

fn write(output: impl Write, items: &Receiver<Item>, waiting: &AtomicUsize) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, output);
    while let Ok(first) = items.recv() {
        for item in std::iter::once(first).chain(items.try_iter()) {
            match item {
                Item::Message(bytes) => {
                    out.write_all(&bytes)?;
                    waiting.fetch_sub(bytes.len(), Ordering::Relaxed);
                }
                Item::End(_done) => out.flush()?,
            }
        }
        out.flush()?;
    }
    Ok(())
}
