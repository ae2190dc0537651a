//! What can be asked for: one verb, one file. Each runs to its end and says how it ended.

pub(crate) mod check;
pub(crate) mod checklist;
pub(crate) mod compare;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod format;
pub(crate) mod graph;
pub(crate) mod keeps;
mod parties;
mod reading;
pub(crate) mod rules;
pub(crate) mod server;
pub(crate) mod version;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use duly_dsl::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::args::Color;
use crate::clean;
use crate::render::guard::{Kind, harmless};

/// How it ended. The numbers are a promise to scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing found at or above the level that fails.
    Clean = 0,
    /// Something found.
    Found = 1,
    /// A wrong command line, or a file that could not be read or written.
    Trouble = 2,
    /// Nothing to check.
    Empty = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Says something that is no answer, such as what went wrong. If nobody listens, nothing is lost.
fn say(words: &str) {
    let words = harmless(&format!("duly: {}\n", clean::words(words)), Kind::Words);
    let _nobody_listens = io::stderr().lock().write_all(words.as_bytes());
}

/// The folder that names are relative to. Where there is none, names stay as they were written.
fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

/// A reader who has seen enough closes the pipe. That is no failure; anything else is.
fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes to standard output.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    // What is left in the buffer would be tried once more on drop, and fail again.
    let _rest = out.into_parts();
    unless_closed(written)
}

/// Whether standard output is printed in colour.
fn in_color(wish: Color) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    match wish {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => io::stdout().is_terminal() && !set("NO_COLOR") && !dumb(),
    }
}

/// How many columns there are to write in. Very long lines are hard to read however wide the screen.
fn width() -> usize {
    let told = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size_of(io::stdout()).map(|(columns, _)| usize::from(columns.0));
    told().or_else(seen).unwrap_or(80).clamp(40, 120)
}

/// Today in UTC, so that all who check the same files on one day are told the same.
fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
