//! `duly version`

use super::{Exit, print, say};

/// Prints the version.
pub(crate) fn run() -> Exit {
    match print(|out| writeln!(out, "duly {}", env!("CARGO_PKG_VERSION"))) {
        Ok(()) => Exit::Clean,
        Err(error) => {
            say(&format!("cannot write the answer: {error}"));
            Exit::Trouble
        }
    }
}
