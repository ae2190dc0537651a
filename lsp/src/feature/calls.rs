//! Which procedure runs which.

use duly_dsl::{Place, Procedure, Span};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range,
};

use crate::convert::hierarchy;
use crate::state::State;
use crate::state::snapshot::Snapshot;

pub(crate) async fn prepare(
    state: &State,
    params: CallHierarchyPrepareParams,
) -> Result<Option<Vec<CallHierarchyItem>>> {
    let Some((seen, point)) = super::point(state, &params.text_document_position_params).await? else {
        return Ok(None);
    };
    let found = seen.analysis().procedure_at(point);
    Ok(found.and_then(|it| item(&seen.snapshot, &it)).map(|it| vec![it]))
}

pub(crate) async fn incoming(
    state: &State,
    params: CallHierarchyIncomingCallsParams,
) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
    let item_range = params.item.selection_range;
    let Some((seen, name)) = super::place(state, &params.item.uri, item_range).await? else { return Ok(None) };
    let calls = seen.analysis().runs_to(name).into_iter().filter_map(|(from, spans)| {
        let from_ranges = ranges(&seen.snapshot, from.at, &spans);
        Some(CallHierarchyIncomingCall { from: item(&seen.snapshot, &from)?, from_ranges })
    });
    Ok(Some(calls.collect()))
}

pub(crate) async fn outgoing(
    state: &State,
    params: CallHierarchyOutgoingCallsParams,
) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
    let item_range = params.item.selection_range;
    let Some((seen, name)) = super::place(state, &params.item.uri, item_range).await? else { return Ok(None) };
    let calls = seen.analysis().runs_from(name).into_iter().filter_map(|(to, spans)| {
        let from_ranges = ranges(&seen.snapshot, name, &spans);
        Some(CallHierarchyOutgoingCall { to: item(&seen.snapshot, &to)?, from_ranges })
    });
    Ok(Some(calls.collect()))
}

/// Calls stand in the file of the procedure that makes them.
fn ranges(snapshot: &Snapshot, caller: Place, spans: &[Span]) -> Vec<Range> {
    spans.iter().map(|&span| snapshot.range(Place { file: caller.file, span })).collect()
}

fn item(snapshot: &Snapshot, it: &Procedure) -> Option<CallHierarchyItem> {
    Some(hierarchy::procedure(it, snapshot.range(it.whole), snapshot.location(it.at)?))
}
