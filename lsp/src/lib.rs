//! The language server: the same answers as on the command line, while one types. Begin reading at `server.rs`.

// A breakdown is answered and the next request is fine; still, none is wanted. Tests may break down.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable))]

mod abilities; // what the client can do
mod capabilities; // what the server can do
mod command; // what can be asked for by name
mod convert; // plain data to the words of the protocol
mod day; // which day it is
mod diagnostics; // what was found, told
mod feature; // what an editor asks
mod library; // what ships, as files
mod lifecycle; // how a session begins
mod lines; // bytes to positions
mod newer; // what the framework has no word for
mod parent; // the program that started the server
mod plain; // Markdown to words
mod progress; // how far the first look has come
mod server; // who answers what
mod settings; // what a person can set
mod state; // documents, folders, desks
mod status; // how things stand
mod takes; // what the client can take
mod tell; // what wants no answer
mod transport; // bytes to messages

use std::io;

use tokio::runtime::Builder;
use tower_lsp::LspService;

use newer::Newer;
use server::Server;

/// Serves an editor on standard input and output until it is told to go, or the editor is gone; then ends the process.
///
/// # Errors
/// If the server cannot be started.
pub fn serve() -> io::Result<std::convert::Infallible> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_time().build()?;
    let handle = runtime.handle().clone();
    let (service, socket) = LspService::build(|client| Server::new(client, handle.clone()))
        .custom_method("window/workDoneProgress/cancel", Server::stop_reading)
        .finish();
    let ending = transport::run(io::stdin().lock(), io::stdout(), Newer(service), socket, &handle);
    // Work that is still going on is not worth waiting for.
    std::process::exit(ending as i32)
}
