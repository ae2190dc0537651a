//! `duly server`: answers an editor until it is told to go.

use super::{Exit, say};

/// Serves on standard input and output; comes back only if it could not begin.
pub(crate) fn run() -> Exit {
    match duly_lsp::serve() {
        Ok(never) => match never {},
        Err(error) => {
            say(&format!("the server cannot be started: {error}"));
            Exit::Trouble
        }
    }
}
