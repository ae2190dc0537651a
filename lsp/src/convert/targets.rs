//! Where to go.

use duly_dsl::Target;
use tower_lsp::lsp_types::{GotoDefinitionResponse, Location, LocationLink, Range, Url};

/// A target whose places are told as the editor counts.
pub(crate) struct Told {
    pub(crate) origin: Range,
    pub(crate) url: Url,
    pub(crate) name: Range,
    pub(crate) whole: Range,
}

/// Targets as links, or as bare places; nothing if there are none.
pub(crate) fn targets(
    targets: &[Target],
    tell: impl Fn(&Target) -> Option<Told>,
    as_links: bool,
) -> Option<GotoDefinitionResponse> {
    let told: Vec<Told> = targets.iter().filter_map(tell).collect();
    if told.is_empty() {
        return None;
    }
    if !as_links {
        let places = told.into_iter().map(|it| Location { uri: it.url, range: it.name });
        return Some(GotoDefinitionResponse::Array(places.collect()));
    }
    Some(GotoDefinitionResponse::Link(told.into_iter().map(link).collect()))
}

fn link(it: Told) -> LocationLink {
    LocationLink {
        origin_selection_range: Some(it.origin),
        target_uri: it.url,
        target_range: enclosing(it.whole, it.name),
        target_selection_range: it.name,
    }
}

/// What is declared must hold its name; an editor refuses the answer otherwise.
pub(crate) fn enclosing(whole: Range, name: Range) -> Range {
    Range { start: whole.start.min(name.start), end: whole.end.max(name.end) }
}
