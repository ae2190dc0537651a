//! Broader and narrower words.

use duly_dsl::{Analysis, Kind, Place};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    TypeHierarchyItem, TypeHierarchyPrepareParams, TypeHierarchySubtypesParams, TypeHierarchySupertypesParams,
};

use crate::convert::hierarchy;
use crate::state::State;
use crate::state::snapshot::Snapshot;

pub(crate) async fn prepare(
    state: &State,
    params: TypeHierarchyPrepareParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    let Some((seen, point)) = super::point(state, &params.text_document_position_params).await? else {
        return Ok(None);
    };
    let found = seen.analysis().kind_at(point);
    Ok(found.and_then(|it| item(&seen.snapshot, &it)).map(|it| vec![it]))
}

pub(crate) async fn broader(
    state: &State,
    params: TypeHierarchySupertypesParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    ask(state, &params.item, Analysis::broader).await
}

pub(crate) async fn narrower(
    state: &State,
    params: TypeHierarchySubtypesParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    ask(state, &params.item, Analysis::narrower).await
}

async fn ask(
    state: &State,
    of: &TypeHierarchyItem,
    ask: impl Fn(&Analysis, Place) -> Vec<Kind>,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    let Some((seen, name)) = super::place(state, &of.uri, of.selection_range).await? else { return Ok(None) };
    let found = ask(seen.analysis(), name);
    Ok(Some(found.iter().filter_map(|it| item(&seen.snapshot, it)).collect()))
}

fn item(snapshot: &Snapshot, it: &Kind) -> Option<TypeHierarchyItem> {
    Some(hierarchy::kind(it, snapshot.location(it.at)?))
}
