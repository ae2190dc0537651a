//! Where a name is declared, and what else it leads to.

use duly_dsl::{Analysis, Place, Point, Target};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{GotoDefinitionParams, GotoDefinitionResponse};

use crate::convert::targets::{self, Told};
use crate::state::State;
use crate::state::snapshot::Seen;

pub(crate) async fn definition(state: &State, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
    let as_links = state.abilities().takes.links.definition;
    go(state, params, as_links, Analysis::definitions).await
}

/// There is one place where a thing is declared, so that this is the same.
pub(crate) async fn declaration(state: &State, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
    let as_links = state.abilities().takes.links.declaration;
    go(state, params, as_links, Analysis::definitions).await
}

pub(crate) async fn type_definition(
    state: &State,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    let as_links = state.abilities().takes.links.type_definition;
    go(state, params, as_links, Analysis::type_definitions).await
}

pub(crate) async fn implementation(
    state: &State,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    let as_links = state.abilities().takes.links.implementation;
    go(state, params, as_links, Analysis::implementations).await
}

async fn go(
    state: &State,
    params: GotoDefinitionParams,
    as_links: bool,
    ask: impl Fn(&Analysis, Point) -> Vec<Target>,
) -> Result<Option<GotoDefinitionResponse>> {
    let Some((seen, point)) = super::point(state, &params.text_document_position_params).await? else {
        return Ok(None);
    };
    let found = ask(seen.analysis(), point);
    Ok(targets::targets(&found, |it| tell(&seen, it), as_links))
}

fn tell(seen: &Seen, target: &Target) -> Option<Told> {
    let snapshot = &seen.snapshot;
    Some(Told {
        origin: snapshot.range(Place { file: seen.file, span: target.origin }),
        url: snapshot.uri(target.name.file)?,
        name: snapshot.range(target.name),
        whole: snapshot.range(target.whole),
    })
}
