//! Everything that is open: what was decided, and what is to be mended.

use std::collections::{BTreeMap, BTreeSet};

use duly_dsl::{Diagnostic, Row, Severity};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;

use super::page::{self, code, message, words};
use crate::state::State;
use crate::state::snapshot::Snapshot;
use crate::status::Status;

/// So many findings are listed for one file; how many more there are is said.
const MOST_OF_A_FILE: usize = 100;

pub(super) async fn check(state: &State) -> Result<Value> {
    let snapshots = state.all_decided().await?;
    let mut markdown = "# What Duly found\n".to_owned();
    for snapshot in &snapshots {
        markdown.push_str(&root(snapshot));
    }
    if snapshots.is_empty() {
        markdown.push_str("\nNo folder is open, and no file of Duly.\n");
    }
    let status = Status::of(snapshots.iter().map(|it| &**it));
    Ok(super::page(state, "What Duly found", &markdown, json!({"status": status})))
}

fn root(snapshot: &Snapshot) -> String {
    let analysis = &snapshot.analysis;
    let own = analysis.files.iter().filter(|it| !it.shipped).count();
    let mut page = String::new();
    if let Some(folder) = &snapshot.shelf.folder {
        let name = folder.trim_end_matches('/').rsplit('/').next().unwrap_or(folder);
        page.push_str(&format!("\n## {}\n", words(&unescaped(name))));
    }
    if analysis.is_empty() {
        page.push_str(&format!(
            "\n{} here, and nothing in them declares anything, so nothing was checked.\n",
            files(own)
        ));
        return page;
    }
    page.push_str(&format!("\n{}.\n", files(own)));
    let entities: BTreeSet<&str> = analysis.verdicts.iter().map(|it| it.finding.entity.as_str()).collect();
    for entity in entities {
        let rows = analysis.verdicts.iter().filter(|it| it.finding.entity == entity);
        let name = if entity.is_empty() { "What no organisation is named for".to_owned() } else { words(entity) };
        page.push_str(&format!("\n**{name}**: {}\n", page::counts(rows.map(|it: &Row| it.finding.verdict))));
    }
    for (severity, heading) in [
        (Severity::Error, "To be mended"),
        (Severity::Warning, "Had better be mended"),
        (Severity::Info, "Worth knowing"),
    ] {
        page.push_str(&list(snapshot, severity, heading));
    }
    if analysis.diagnostics.is_empty() {
        page.push_str("\nNothing was found.\n");
    }
    page
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

/// Findings of one weight, file by file.
fn list(snapshot: &Snapshot, severity: Severity, heading: &str) -> String {
    let mut files: BTreeMap<duly_dsl::FileId, Vec<&Diagnostic>> = BTreeMap::new();
    for it in snapshot.analysis.diagnostics.iter().filter(|it| it.severity == severity) {
        files.entry(it.at.file).or_default().push(it);
    }
    if files.is_empty() {
        return String::new();
    }
    let mut page = format!("\n### {heading}: {}\n", files.values().map(Vec::len).sum::<usize>());
    for (file, found) in files {
        let Some(source) = snapshot.source(file) else { continue };
        page.push_str(&format!("\n{}\n\n", code(&source.path)));
        for it in found.iter().take(MOST_OF_A_FILE) {
            let line = source.position(it.at.span.start).line;
            let line = match snapshot.uri(file).filter(|it| it.scheme() == "file") {
                Some(mut url) => {
                    url.set_fragment(Some(&format!("L{line}")));
                    format!("[line {line}](<{url}>)")
                }
                None => format!("line {line}"),
            };
            page.push_str(&format!("- {line}: {} ({})\n", message(&it.message), code(&it.code.name)));
        }
        if found.len() > MOST_OF_A_FILE {
            page.push_str(&format!("- and {} more\n", found.len() - MOST_OF_A_FILE));
        }
    }
    page
}

/// A name as people write it, of one as addresses write it.
fn unescaped(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = [ahead.next(), ahead.next()].map(|it| it.and_then(|it| char::from(it).to_digit(16)));
        match (byte, digits) {
            (b'%', [Some(high), Some(low)]) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_called_as_people_call_it() {
        assert_eq!(unescaped("Loi%20%26%20r%C3%A8gle%20100%"), "Loi & règle 100%");
    }
}
