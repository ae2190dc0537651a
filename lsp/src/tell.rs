//! Telling the client something that wants no answer.
//!
//! It is handed over before anything else happens, so that what is told is told in its order, also from where nothing
//! may wait.

use std::fmt::Display;

use futures::FutureExt;
use tower_lsp::Client;
use tower_lsp::lsp_types::MessageType;
use tower_lsp::lsp_types::notification::{LogMessage, Notification, ShowMessage};
use tower_lsp::lsp_types::{LogMessageParams, ShowMessageParams};

/// Sends a notification.
pub(crate) fn notify<N: Notification>(client: &Client, params: N::Params) {
    // The message is on its way with the first step; afterwards there would only be waiting for room for the next.
    let _on_its_way = client.send_notification::<N>(params).now_or_never();
}

/// Shows a person some words.
pub(crate) fn show(client: &Client, typ: MessageType, words: impl Display) {
    notify::<ShowMessage>(client, ShowMessageParams { typ, message: words.to_string() });
}

/// Notes some words for whoever looks into a fault.
pub(crate) fn log(client: &Client, typ: MessageType, words: impl Display) {
    notify::<LogMessage>(client, LogMessageParams { typ, message: words.to_string() });
}
