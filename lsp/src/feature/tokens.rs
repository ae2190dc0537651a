//! What each word is, for colouring.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use duly_dsl::SemanticToken;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    self, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, Url,
};

use crate::convert::tokens;
use crate::state::State;
use crate::state::snapshot::Seen;

/// So many texts are remembered as they were last coloured; an editor that has more open colours some of them anew.
const MOST_KEPT: usize = 64;

/// What was told last of each text, so that the next time only the difference has to be told.
#[derive(Debug, Default)]
pub(crate) struct Coloured(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    last: u64,
    texts: VecDeque<(Url, String, Vec<lsp_types::SemanticToken>)>,
}

pub(crate) async fn full(
    state: &State,
    coloured: &Coloured,
    params: SemanticTokensParams,
) -> Result<Option<SemanticTokensResult>> {
    let uri = params.text_document.uri;
    let Some(seen) = state.read(&uri).await? else { return Ok(None) };
    let data = all(&seen);
    let (result_id, _) = coloured.swap(&uri, None, &data);
    Ok(Some(SemanticTokensResult::Tokens(SemanticTokens { result_id: Some(result_id), data })))
}

pub(crate) async fn delta(
    state: &State,
    coloured: &Coloured,
    params: SemanticTokensDeltaParams,
) -> Result<Option<SemanticTokensFullDeltaResult>> {
    let uri = params.text_document.uri;
    let Some(seen) = state.read(&uri).await? else { return Ok(None) };
    let data = all(&seen);
    let (result_id, before) = coloured.swap(&uri, Some(&params.previous_result_id), &data);
    let result_id = Some(result_id);
    Ok(Some(match before {
        Some(before) => {
            let edits = tokens::delta(&before, &data);
            SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })
        }
        None => SemanticTokensFullDeltaResult::Tokens(SemanticTokens { result_id, data }),
    }))
}

pub(crate) async fn range(
    state: &State,
    params: SemanticTokensRangeParams,
) -> Result<Option<SemanticTokensRangeResult>> {
    let Some(seen) = state.read(&params.text_document.uri).await? else { return Ok(None) };
    let within = seen.span(params.range);
    let mut found = seen.analysis().semantic_tokens(seen.file);
    found.retain(|it| it.span.start < within.end && within.start < it.span.end);
    let data = told(&seen, &found);
    Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })))
}

fn all(seen: &Seen) -> Vec<lsp_types::SemanticToken> {
    told(seen, &seen.analysis().semantic_tokens(seen.file))
}

fn told(seen: &Seen, found: &[SemanticToken]) -> Vec<lsp_types::SemanticToken> {
    tokens::tokens(found, |span| seen.range(span))
}

impl Coloured {
    /// Remembers what is told now; gives its mark, and what was told under the mark that the client has.
    fn swap(
        &self,
        uri: &Url,
        mark: Option<&str>,
        now: &[lsp_types::SemanticToken],
    ) -> (String, Option<Vec<lsp_types::SemanticToken>>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.last += 1;
        let next = kept.last.to_string();
        let at = kept.texts.iter().position(|(it, _, _)| it == uri);
        let before = at.and_then(|at| kept.texts.remove(at));
        let before = before.filter(|(_, old, _)| Some(old.as_str()) == mark).map(|(_, _, tokens)| tokens);
        kept.texts.push_back((uri.clone(), next.clone(), now.to_vec()));
        if kept.texts.len() > MOST_KEPT {
            kept.texts.pop_front();
        }
        (next, before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_client_has_is_built_upon() {
        let coloured = Coloured::default();
        let uri = |number: usize| format!("file:///{number}.duly").parse::<Url>().unwrap();
        let (first, nothing) = coloured.swap(&uri(0), None, &[]);
        assert_eq!(nothing, None);
        let (second, before) = coloured.swap(&uri(0), Some(&first), &[]);
        assert!(before.is_some() && second != first);
        assert_eq!(coloured.swap(&uri(0), Some(&first), &[]).1, None);
        let (_, other) = coloured.swap(&uri(1), Some(&second), &[]);
        assert_eq!(other, None);
        for number in 2..MOST_KEPT * 2 {
            coloured.swap(&uri(number), None, &[]);
        }
        assert_eq!(coloured.0.lock().unwrap().texts.len(), MOST_KEPT);
    }
}
