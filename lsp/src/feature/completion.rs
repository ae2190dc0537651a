//! What can be written at a point.

use std::sync::{Mutex, PoisonError};

use duly_dsl::{Offer, OfferKind, Offers, Span};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionList, CompletionParams, CompletionResponse, CompletionTriggerKind,
};

use crate::convert::completion;
use crate::state::State;

/// More than this nobody reads. The rest is found by writing a letter.
const MOST: usize = 400;

/// The list that was offered last, so that it can be said what a word in it means.
#[derive(Debug, Default)]
pub(crate) struct Offered(Mutex<(u64, Vec<Offer>)>);

pub(crate) async fn complete(
    state: &State,
    offered: &Offered,
    params: CompletionParams,
) -> Result<Option<CompletionResponse>> {
    let Some((seen, point)) = super::point(state, &params.text_document_position).await? else {
        return Ok(None);
    };
    let Offers { replaces, mut offers } = seen.analysis().complete(point);
    let by_key = params.context.is_some_and(|it| it.trigger_kind == CompletionTriggerKind::TRIGGER_CHARACTER);
    if by_key && !worth_showing(&offers) {
        return Ok(None);
    }
    let written = Span { start: replaces.start, end: point.offset };
    let is_incomplete = offers.len() > MOST;
    if is_incomplete {
        let written = seen.text().get(written.range()).unwrap_or("");
        offers.retain(|it| is_within(written, &it.label));
    }
    offers.sort_by_key(|it| it.rank);
    offers.truncate(MOST);
    let (insert, replace) = (seen.range(written), seen.range(replaces));
    let takes = &state.abilities().takes.completion;
    let mut items: Vec<CompletionItem> = offers.iter().map(|it| completion::item(it, insert, replace, takes)).collect();
    let list = offered.keep(offers);
    if takes.resolves_documentation {
        for (number, item) in items.iter_mut().enumerate() {
            item.data = Some(json!({"list": list, "number": number}));
        }
    }
    Ok(Some(CompletionResponse::List(CompletionList { is_incomplete, items })))
}

/// What a word in the list means.
pub(crate) fn resolve(state: &State, offered: &Offered, mut item: CompletionItem) -> CompletionItem {
    let number = |name: &str| item.data.as_ref().and_then(|it| it.get(name)).and_then(Value::as_u64);
    if let (Some(list), Some(number)) = (number("list"), number("number")) {
        let documentation =
            offered.with(list, number, |it| completion::documentation(it, &state.abilities().takes.completion));
        item.documentation = documentation.flatten().or(item.documentation);
    }
    item
}

/// A list that comes up by itself is in the way unless it holds just what has to follow: names, and no keywords.
fn worth_showing(offers: &[Offer]) -> bool {
    !offers.iter().any(|it| matches!(it.kind, OfferKind::Keyword | OfferKind::Snippet))
}

/// Whether the letters stand in the label in their order, as editors seek them.
fn is_within(letters: &str, label: &str) -> bool {
    let mut rest = label.chars().flat_map(char::to_lowercase);
    letters.chars().flat_map(char::to_lowercase).all(|letter| rest.any(|it| it == letter))
}

impl Offered {
    fn keep(&self, offers: Vec<Offer>) -> u64 {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = (kept.0 + 1, offers);
        kept.0
    }

    fn with<T>(&self, list: u64, number: u64, tell: impl Fn(&Offer) -> T) -> Option<T> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let offer = usize::try_from(number).ok().and_then(|it| kept.1.get(it));
        offer.filter(|_| kept.0 == list).map(tell)
    }
}
