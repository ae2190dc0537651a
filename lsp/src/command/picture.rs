//! A procedure as a picture, with a run that breaks something drawn into it.

use duly_dsl::{Picture, Place, Point, Procedure};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;

use super::{Told, needed, say};
use crate::feature::{actions, refusal};
use crate::state::State;
use crate::state::snapshot::Snapshot;

/// The run that a finding tells of, in its procedure.
pub(super) async fn run(state: &State, told: Told) -> Result<Value> {
    let uri = needed(told.uri, "which file is meant")?;
    let mark = needed(told.fingerprint, "which finding is meant")?;
    let seen = state.decided(&uri).await?.ok_or_else(no_file)?;
    let snapshot = &seen.snapshot;
    let (number, at) = actions::marked(snapshot, &mark)
        .ok_or_else(|| refusal("this finding is gone; the text has changed since it was told"))?;
    let procedure = procedure_of(snapshot, number, at).ok_or_else(no_procedure)?;
    answer(state, snapshot.analysis.picture(procedure.at, Some(number)))
}

/// The procedure at a place, with the gravest run in it that breaks something.
pub(super) async fn procedure(state: &State, told: Told) -> Result<Value> {
    let uri = needed(told.uri, "which file is meant")?;
    let position = told.position.unwrap_or_default();
    let seen = state.decided(&uri).await?.ok_or_else(no_file)?;
    let procedure = seen.analysis().procedure_at(seen.point(position)).ok_or_else(no_procedure)?;
    let gravest = seen.analysis().gravest_run(procedure.at, None);
    answer(state, seen.analysis().picture(procedure.at, gravest))
}

fn no_file() -> tower_lsp::jsonrpc::Error {
    refusal("this file is not one of Duly's")
}

fn no_procedure() -> tower_lsp::jsonrpc::Error {
    refusal("there is no procedure here; put the cursor into one")
}

fn answer(state: &State, picture: Option<Picture>) -> Result<Value> {
    let Picture { title, svg, text } = picture.ok_or_else(no_procedure)?;
    if !state.abilities().options.shows.pictures {
        say(state, &text);
    }
    Ok(json!({"title": title, "svg": svg, "text": text}))
}

/// The procedure that a finding is about: the one it stands in, or the one in which its run begins.
fn procedure_of(snapshot: &Snapshot, number: usize, at: Place) -> Option<Procedure> {
    let analysis = &snapshot.analysis;
    let around = |at: Place| analysis.procedure_at(Point { file: at.file, offset: at.span.start });
    let witness = analysis.diagnostics.get(number)?.finding.as_ref().and_then(|it| it.witness.as_ref());
    around(at).or_else(|| witness?.run.iter().find_map(|stop| around(stop.at)))
}
