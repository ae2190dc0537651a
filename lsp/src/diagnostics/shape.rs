//! A finding in the shape of the protocol. The words are those of the command line.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use duly_dsl::{Diagnostic, FileId, Severity};
use serde_json::json;
use tower_lsp::lsp_types::{
    self as lsp, CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, NumberOrString, Url,
};

use crate::library;
use crate::state::snapshot::Snapshot;

/// What an editor shows as the source of a finding.
const SOURCE: &str = "duly";

/// What was found, by file.
pub(crate) type ByFile = BTreeMap<FileId, Vec<lsp::Diagnostic>>;

/// All findings of a snapshot, by file.
pub(crate) fn all(snapshot: &Snapshot) -> ByFile {
    let mut files = ByFile::new();
    let mut pages: BTreeMap<&str, Option<Url>> = BTreeMap::new();
    for (diagnostic, fingerprint) in snapshot.analysis.diagnostics.iter().zip(fingerprints(snapshot)) {
        let code = diagnostic.code.id.as_str();
        let page = pages.entry(code).or_insert_with(|| library::page(code)).clone();
        let shaped = shape(snapshot, diagnostic, &fingerprint, page);
        files.entry(diagnostic.at.file).or_default().push(shaped);
    }
    files
}

/// What tells each finding apart as long as it is the same finding, wherever its line moves.
pub(crate) fn fingerprints(snapshot: &Snapshot) -> Vec<String> {
    let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
    let of = |diagnostic: &Diagnostic| {
        let source = snapshot.source(diagnostic.at.file);
        let about = diagnostic.finding.as_ref().map(|it| (&it.entity, &it.subject));
        let mut hasher = DefaultHasher::new();
        (source.map(|it| &it.path), &diagnostic.code.id, about).hash(&mut hasher);
        if about.is_none() {
            source.map(|it| it.slice(diagnostic.at.span)).hash(&mut hasher);
        }
        let hash = hasher.finish();
        let ordinal = seen.entry(hash).or_default();
        *ordinal += 1;
        format!("{hash:016x}-{ordinal}")
    };
    snapshot.analysis.diagnostics.iter().map(of).collect()
}

fn shape(snapshot: &Snapshot, diagnostic: &Diagnostic, fingerprint: &str, page: Option<Url>) -> lsp::Diagnostic {
    let code = &diagnostic.code;
    lsp::Diagnostic {
        range: snapshot.range(diagnostic.at),
        severity: Some(severity(diagnostic.severity)),
        code: Some(NumberOrString::String(code.id.clone())),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: message(diagnostic),
        related_information: Some(related(snapshot, diagnostic)).filter(|it| !it.is_empty()),
        tags: is_spare(&code.name).then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: Some(json!({"code": code.id, "fingerprint": fingerprint})),
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// What could be left out without any loss is shown in grey.
fn is_spare(name: &str) -> bool {
    name.starts_with("unused-") || name.starts_with("unreachable-") || name.starts_with("idle-")
}

/// The places that explain it: the stops of a run are numbered, so that they can be followed.
fn related(snapshot: &Snapshot, diagnostic: &Diagnostic) -> Vec<DiagnosticRelatedInformation> {
    let witness = diagnostic.finding.as_ref().and_then(|it| it.witness.as_ref());
    let stops = witness.iter().flat_map(|it| it.run.iter().enumerate());
    let stops = stops.map(|(at, stop)| (stop.at, format!("{}. `{}`", at + 1, stop.step)));
    let others = diagnostic.labels.iter().filter(|label| {
        let is_stop = |witness: &&duly_dsl::Witness| witness.run.iter().any(|stop| stop.at == label.at);
        witness.as_ref().is_none_or(|it| !is_stop(it))
    });
    let others = others.map(|label| (label.at, label.text.clone()));
    let all = stops.chain(others);
    all.filter_map(|(at, message)| Some(DiagnosticRelatedInformation { location: snapshot.location(at)?, message }))
        .collect()
}

/// What is wrong, then what belongs to it, line by line and in the order of the command line.
fn message(diagnostic: &Diagnostic) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(facts(diagnostic));
    let is_titled = |note: &str| note.starts_with("facts: ");
    lines.extend(diagnostic.notes.iter().map(|it| if is_titled(it) { it.clone() } else { format!("note: {it}") }));
    lines.extend(diagnostic.why.iter().map(|why| format!("why: {why}")));
    if !diagnostic.sources.is_empty() {
        lines.push(format!("source: {}", diagnostic.sources.join(", ")));
    }
    lines.extend(diagnostic.help.iter().map(|help| format!("what to do: {help}")));
    lines.join("\n")
}

/// The facts of a run, if no note tells them.
fn facts(diagnostic: &Diagnostic) -> Option<String> {
    let told = diagnostic.notes.iter().any(|note| note.starts_with("facts: "));
    let facts = &diagnostic.finding.as_ref()?.witness.as_ref()?.facts;
    let one = |(field, values): &(String, Vec<String>)| format!("{field}: {}", values.join(", "));
    let all = facts.iter().map(one).collect::<Vec<_>>().join("; ");
    (!told && !facts.is_empty()).then(|| format!("facts: {all}"))
}

/// A mark of what is shown of a document: the same for the same, whoever asks and when.
pub(crate) fn mark(diagnostics: &[lsp::Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_vec(diagnostics).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
