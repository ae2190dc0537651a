//! `duly server`: says that there is none yet.

use super::{Exit, say};

/// Says plainly that there is no server yet.
pub(crate) fn run() -> Exit {
    say("the language server is not part of this version yet; `duly check` reports the same findings");
    Exit::Trouble
}
