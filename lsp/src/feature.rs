//! What an editor asks, one kind of question to a file: from where it points to the reading desk and back.
//!
//! Questions about names wait for the newest text to be read, which takes a moment; questions about verdicts wait until
//! everything is decided. Where there is nothing to say, nothing is said; it is no error to ask.

pub(crate) mod actions;
pub(crate) mod calls;
pub(crate) mod completion;
pub(crate) mod folds;
pub(crate) mod formatting;
pub(crate) mod highlights;
pub(crate) mod hints;
pub(crate) mod hover;
pub(crate) mod kinds;
pub(crate) mod lenses;
pub(crate) mod links;
pub(crate) mod references;
pub(crate) mod rename;
pub(crate) mod selections;
pub(crate) mod signature;
pub(crate) mod symbols;
pub(crate) mod targets;
pub(crate) mod tokens;

use std::borrow::Cow;

use duly_dsl::{Edit, Place, Point};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{Range, TextDocumentPositionParams, TextEdit, Url, WorkspaceEdit};

use crate::convert::changes::{self, Sheet};
use crate::state::State;
use crate::state::snapshot::{Seen, Snapshot};
use crate::takes::Edits;

/// What is kept from one question to the next that belongs to it.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) offered: completion::Offered,
    pub(crate) coloured: tokens::Coloured,
}

/// Where a client points, in the newest text.
async fn point(state: &State, at: &TextDocumentPositionParams) -> Result<Option<(Seen, Point)>> {
    let seen = state.read(&at.text_document.uri).await?;
    Ok(seen.map(|seen| {
        let point = seen.point(at.position);
        (seen, point)
    }))
}

/// A place that a client got from here, in the newest text.
async fn place(state: &State, uri: &Url, range: Range) -> Result<Option<(Seen, Place)>> {
    let seen = state.read(uri).await?;
    Ok(seen.map(|seen| {
        let place = Place { file: seen.file, span: seen.span(range) };
        (seen, place)
    }))
}

/// A change of one text.
fn text_edits(seen: &Seen, edits: &[Edit]) -> Vec<TextEdit> {
    let own = edits.iter().filter(|it| it.at.file == seen.file);
    own.map(|it| TextEdit { range: seen.range(it.at.span), new_text: it.text.clone() }).collect()
}

/// A change of several texts.
pub(crate) fn workspace_edit(snapshot: &Snapshot, edits: &[Edit], takes: Edits) -> Option<WorkspaceEdit> {
    change(snapshot, edits, false, takes)
}

/// The same, where the new texts may hold places to fill in.
fn change(snapshot: &Snapshot, edits: &[Edit], snippets: bool, takes: Edits) -> Option<WorkspaceEdit> {
    let sheet = |file| {
        let ours = snapshot.source(file).is_some_and(|it| !it.shipped);
        ours.then(|| Some(Sheet { url: snapshot.uri(file)?, version: snapshot.version(file) })).flatten()
    };
    changes::changes(edits, snippets, sheet, |it| snapshot.range(it.at), takes)
}

/// A sentence for the person who asked, in place of an answer.
pub(crate) fn refusal(sentence: impl Into<Cow<'static, str>>) -> Error {
    /// What the protocol calls a request that was understood and cannot be done.
    const REQUEST_FAILED: i64 = -32803;
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: sentence.into(), data: None }
}
