//! What in a text can be opened.

use duly_dsl::{Link, LinkTo, Point};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{DocumentLink, DocumentLinkParams, Url};

use crate::convert::links;
use crate::library;
use crate::state::snapshot::Seen;
use crate::state::{State, address};

pub(crate) async fn links(state: &State, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
    let uri = params.text_document.uri;
    let Some(seen) = state.read(&uri).await? else { return Ok(None) };
    let tooltips = state.abilities().takes.link_tooltips;
    let tell = |link: &Link| {
        Some(DocumentLink {
            range: seen.range(link.span),
            target: Some(target(&seen, &uri, link)?),
            tooltip: (tooltips && !link.tip.is_empty()).then(|| link.tip.clone()),
            data: None,
        })
    };
    Ok(Some(seen.analysis().links(seen.file).iter().filter_map(tell).collect()))
}

fn target(seen: &Seen, uri: &Url, link: &Link) -> Option<Url> {
    match &link.to {
        LinkTo::Page(name) => library::page(name).or_else(|| declaration(seen, link)),
        other => links::target(other, address::path(uri).as_deref()),
    }
}

/// What only the user's own texts know has no page that stays true; it is opened where it is declared.
fn declaration(seen: &Seen, link: &Link) -> Option<Url> {
    let found = seen.analysis().definitions(Point { file: seen.file, offset: link.span.start });
    let place = seen.snapshot.location(found.first()?.name)?;
    let mut url = place.uri;
    url.set_fragment(Some(&format!("L{}", place.range.start.line + 1)));
    Some(url)
}
