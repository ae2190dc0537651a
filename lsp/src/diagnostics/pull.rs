//! Answers to a client that asks what was found: about one document, or about everything.
//!
//! The question about everything is answered whenever there is something new and stays open meanwhile, so that nobody
//! has to ask again and again.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::notification::Notification;
use tower_lsp::lsp_types::*;

use super::{Told, in_scope, wishes};
use crate::state::snapshot::Seen;
use crate::state::{RootId, State};
use crate::tell;

/// The answer about one document.
///
/// # Errors
/// If the analysis broke down.
pub(crate) async fn document(
    state: &State,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let uri = params.text_document.uri;
    let (told, related) = loop {
        let Some((root, seen)) = state.decided_in(&uri).await? else {
            break (None, None);
        };
        let (told, due) = state.board.answer(state, root, &seen.snapshot, seen.file);
        match due {
            Some(due) if !state.abilities().refreshes => tokio::time::sleep_until(due.into()).await,
            due => {
                if let Some(due) = due {
                    state.board.refresh_at(state, due);
                }
                break (Some(told), related(state, root, &seen));
            }
        }
    };
    if let Some(told) = &told {
        state.board.singly().insert(uri, told.mark.clone());
    }
    let (mark, items) = told.map_or_else(Default::default, |it| (it.mark, it.diagnostics));
    let report = if !mark.is_empty() && params.previous_result_id.as_deref() == Some(&mark) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: related,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: mark },
        })
    } else {
        let result_id = Some(mark).filter(|it| !it.is_empty());
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: related,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
        })
    };
    Ok(DocumentDiagnosticReportResult::Report(report))
}

/// Other documents of the root in which something is not as it was told.
fn related(state: &State, root: RootId, seen: &Seen) -> Option<HashMap<Url, DocumentDiagnosticReportKind>> {
    if !state.abilities().takes_related {
        return None;
    }
    let (_, scope) = wishes(state);
    let snapshot = &seen.snapshot;
    let mut related = HashMap::new();
    for (uri, file, found) in snapshot.spoken().filter(|it| it.1 != seen.file && in_scope(snapshot, it.1, scope)) {
        let before = state.board.told().get(&uri).map(|it| it.diagnostics.clone());
        if before.as_deref().unwrap_or_default() != found {
            let (told, _) = state.board.answer(state, root, snapshot, file);
            let report = FullDocumentDiagnosticReport { result_id: Some(told.mark), items: told.diagnostics };
            related.insert(uri, DocumentDiagnosticReportKind::Full(report));
        }
    }
    Some(related).filter(|it| !it.is_empty())
}

/// The answer about everything. It ends when the server does, or with the first news if they cannot be told meanwhile.
///
/// # Errors
/// If the analysis broke down.
pub(crate) async fn workspace(
    state: &State,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let mut known: BTreeMap<Url, String> =
        params.previous_result_ids.into_iter().map(|it| (it.uri, it.value)).collect();
    let token = params.partial_result_params.partial_result_token;
    let mut is_first = known.is_empty();
    let mut news = state.news();
    loop {
        news.mark_unchanged();
        let (items, due) = changed(state, &mut known).await?;
        let is_last = state.is_closing();
        match &token {
            None if is_last || is_first || !items.is_empty() => return Ok(report(items)),
            Some(token) if !items.is_empty() => partial(state, token, &items),
            _ => {}
        }
        if is_last {
            return Ok(report(Vec::new()));
        }
        is_first = false;
        match due {
            Some(due) => drop(tokio::time::timeout_at(due.into(), news.changed()).await),
            None => drop(news.changed().await),
        }
    }
}

/// What is not as the client knows it.
async fn changed(
    state: &State,
    known: &mut BTreeMap<Url, String>,
) -> Result<(Vec<WorkspaceDocumentDiagnosticReport>, Option<Instant>)> {
    let (_, scope) = wishes(state);
    let (mut items, mut due) = (Vec::new(), None::<Instant>);
    let mut gone: BTreeMap<Url, String> = known.clone();
    for (root, snapshot) in state.decided_roots().await {
        for (uri, file, found) in snapshot.spoken().filter(|it| in_scope(&snapshot, it.1, scope)) {
            gone.remove(&uri);
            // Of what was never told anything there is nothing to take back.
            if found.is_empty() && !known.contains_key(&uri) {
                continue;
            }
            let (told, more) = state.board.answer(state, root, &snapshot, file);
            due = due.into_iter().chain(more).min();
            if known.get(&uri) != Some(&told.mark) {
                known.insert(uri.clone(), told.mark.clone());
                items.push(full(uri, snapshot.version(file), told));
            }
        }
    }
    for uri in gone.into_keys() {
        known.remove(&uri);
        let report = FullDocumentDiagnosticReport { result_id: None, items: Vec::new() };
        let report =
            WorkspaceFullDocumentDiagnosticReport { uri, version: None, full_document_diagnostic_report: report };
        items.push(WorkspaceDocumentDiagnosticReport::Full(report));
    }
    Ok((items, due))
}

fn full(uri: Url, version: Option<i32>, told: Told) -> WorkspaceDocumentDiagnosticReport {
    let report = FullDocumentDiagnosticReport { result_id: Some(told.mark), items: told.diagnostics };
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: version.map(i64::from),
        full_document_diagnostic_report: report,
    })
}

fn report(items: Vec<WorkspaceDocumentDiagnosticReport>) -> WorkspaceDiagnosticReportResult {
    WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items })
}

/// A part of an answer, on its way before the rest.
enum Part {}

impl Notification for Part {
    type Params = Value;
    const METHOD: &'static str = "$/progress";
}

fn partial(state: &State, token: &ProgressToken, items: &[WorkspaceDocumentDiagnosticReport]) {
    tell::notify::<Part>(&state.client, json!({"token": token, "value": {"items": items}}));
}
