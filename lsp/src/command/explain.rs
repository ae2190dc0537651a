//! The page about a name.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;

use super::page::code;
use super::{Told, needed, page};
use crate::feature::refusal;
use crate::library;
use crate::state::State;

pub(super) async fn explain(state: &State, told: Told) -> Result<Value> {
    let name = needed(told.name, "which name is meant")?;
    let mut near: Vec<String> = Vec::new();
    let mut snapshots = state.all_read().await?;
    if let Some(uri) = &told.uri {
        // The folder that was asked from knows its own names best.
        snapshots.splice(0..0, state.read(uri).await?.map(|it| it.snapshot));
    }
    for snapshot in &snapshots {
        match snapshot.analysis.explain(&name) {
            Ok(found) => return Ok(page(state, &found.title, &found.markdown, json!({"uri": library::page(&name)}))),
            Err(names) => near.extend(names.into_iter().filter(|it| !near.contains(it)).collect::<Vec<_>>()),
        }
    }
    let near: Vec<String> = near.iter().take(3).map(|it| code(it)).collect();
    let hint = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
    Err(refusal(format!("nothing is called {}{hint}", code(&name))))
}
