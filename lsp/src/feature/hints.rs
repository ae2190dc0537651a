//! What follows and is not written, beside the text.

use duly_dsl::{Hint, Span};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{InlayHint, InlayHintParams, Position, Url};

use crate::convert::hints;
use crate::state::State;
use crate::state::snapshot::Seen;

pub(crate) async fn hints(state: &State, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    if !state.world().settings.inlay_hints {
        return Ok(None);
    }
    let uri = params.text_document.uri;
    let Some(seen) = state.decided(&uri).await? else { return Ok(None) };
    let found = seen.analysis().hints(seen.file, seen.span(params.range));
    let later = state.abilities().takes.hint_tooltips;
    let tell = |hint: &Hint| {
        let mut bare = hints::hint(hint, seen.position(hint.at));
        if !later {
            return told(state, &seen, bare, hint);
        }
        bare.data = Some(json!({"uri": uri, "label": hint.label}));
        bare
    };
    Ok(Some(found.iter().map(tell).collect()))
}

/// The words beside a hint. If the text has changed so that it is gone, it stays as it is until it is asked for anew.
pub(crate) async fn resolve(state: &State, bare: InlayHint) -> Result<InlayHint> {
    let data = bare.data.as_ref();
    let text = |name: &str| data.and_then(|it| it.get(name)).and_then(Value::as_str);
    let (Some(uri), Some(label)) = (text("uri").and_then(|it| it.parse::<Url>().ok()), text("label")) else {
        return Ok(bare);
    };
    let Some(seen) = state.decided(&uri).await? else { return Ok(bare) };
    let at = seen.point(bare.position).offset;
    // What a hint speaks of stands before it on its line.
    let line = seen.point(Position { line: bare.position.line, character: 0 }).offset;
    let near = Span { start: line, end: at.saturating_add(1) };
    let found = seen.analysis().hints(seen.file, near).into_iter().find(|it| it.at == at && it.label == label);
    Ok(match found {
        Some(hint) => told(state, &seen, bare, &hint),
        None => bare,
    })
}

fn told(state: &State, seen: &Seen, bare: InlayHint, hint: &Hint) -> InlayHint {
    let from = hint.from.filter(|_| state.abilities().takes.hint_places);
    hints::told(bare, hint, from.and_then(|it| seen.snapshot.location(it)))
}
