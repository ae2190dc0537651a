//! Input that nobody writes, or that somebody writes to hurt: there is an answer, in bounded time, on a small
//! stack, and no more complaints about what cannot be read than a person would read.

#[path = "hostile/format.rs"]
mod format;
#[path = "hostile/house.rs"]
mod house;
#[path = "hostile/large.rs"]
mod large;
#[path = "hostile/rings.rs"]
mod rings;
#[path = "hostile/text.rs"]
mod text;

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use duly_dsl::Analysis;
use duly_tests::ask;
use duly_tests::repository::File;

/// As much as the threads of a server have.
const STACK: usize = 2 << 20;

/// Much more than any of this takes on a slow machine; a hang takes longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// How many things may be told of one text that cannot be read.
const MOST_TOLD: usize = 200;

/// A large number where the program is built to be fast, and a smaller one where it is built to be looked into.
const fn many(fast: usize, slow: usize) -> usize {
    if cfg!(debug_assertions) { slow } else { fast }
}

/// Asks about these files on a small stack. That there is an answer, and soon, is what is tested.
#[track_caller]
fn answer(name: &str, files: Vec<File>) -> Analysis {
    let (say, hear) = mpsc::channel();
    let ask = move || {
        let analysis = ask::analyze(&files);
        // Whoever asked may have lost patience.
        let _nobody_listens = say.send(analysis.clone());
        drop(analysis);
    };
    let asking = thread::Builder::new().stack_size(STACK).spawn(ask);
    let asking = asking.expect("a thread starts");
    let analysis = match hear.recv_timeout(PATIENCE) {
        Ok(analysis) => analysis,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{name}: no answer after {PATIENCE:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => panic!("{name}: it broke down"),
    };
    assert!(asking.join().is_ok(), "{name}");
    analysis
}

/// The same, and what cannot be read is not told again and again.
#[track_caller]
fn short_answer_to(name: &str, text: impl Into<String>) -> Analysis {
    let analysis = answer_to(name, text);
    let told = analysis.diagnostics.len();
    assert!(told <= MOST_TOLD, "{name}: {told} told");
    analysis
}

#[track_caller]
fn answer_to(name: &str, text: impl Into<String>) -> Analysis {
    answer(name, vec![file("case.duly", text)])
}

fn file(path: &str, text: impl Into<String>) -> File {
    File { path: path.to_owned(), text: text.into() }
}

/// Whether something with this code is told.
fn tells(analysis: &Analysis, code: &str) -> bool {
    analysis.diagnostics.iter().any(|it| it.code.id == code)
}
