//! What tells one finding from another, and stays the same while lines move: whose requirement for which use, or the
//! very words a finding is about. No line and no message is in it.

use std::collections::BTreeMap;
use std::fmt::Write;

use duly_dsl::{Analysis, Diagnostic, Finding};
use sha2::{Digest, Sha256};

use super::root::Root;

/// One for each finding, in their order. No two are the same.
pub(crate) fn fingerprints(analysis: &Analysis, root: &Root) -> Vec<String> {
    let mut seen = BTreeMap::new();
    let of = |diagnostic: &Diagnostic| {
        let file = analysis.files.get(diagnostic.at.file.0 as usize);
        let path = root.path(file.map_or("", |it| &it.path));
        let words = file.map_or("", |it| it.slice(diagnostic.at.span));
        let about = match &diagnostic.finding {
            Some(finding) => about(finding),
            None => words.to_owned(),
        };
        mark(&mut seen, [&path, &diagnostic.code.id, &about])
    };
    analysis.diagnostics.iter().map(of).collect()
}

/// Whose requirement, for which use.
pub(crate) fn about(finding: &Finding) -> String {
    format!("{}\0{}", finding.entity, finding.subject)
}

/// The sum over what tells it apart, and which of those it is that have the same.
pub(crate) fn mark(seen: &mut BTreeMap<String, usize>, parts: [&str; 3]) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update(part.as_bytes());
        sum.update([0]);
    }
    let hex = sum.finalize().iter().take(16).fold(String::new(), |mut hex, byte| {
        let _never_fails = write!(hex, "{byte:02x}");
        hex
    });
    let ordinal = seen.entry(hex.clone()).or_default();
    *ordinal += 1;
    format!("{hex}-{ordinal}")
}
