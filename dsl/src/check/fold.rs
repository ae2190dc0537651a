//! What one run shows of several clauses of a requirement is told once.

use crate::diagnostic::Diagnostic;

/// Folds notices of one requirement that show the same run into the first of them.
pub(super) fn fold(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut folded: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        let same = folded
            .iter_mut()
            .rev()
            .take_while(|it| it.code == diagnostic.code)
            .find(|it| shows_the_same(it, &diagnostic));
        match same {
            Some(first) => {
                // The title is said already.
                let told = diagnostic.message.split_once(": ").map_or(diagnostic.message.as_str(), |(_, told)| told);
                let at = first.notes.iter().position(|note| !note.starts_with("facts: ")).unwrap_or(first.notes.len());
                first.notes.insert(at, format!("besides, {told}"));
            }
            None => folded.push(diagnostic),
        }
    }
    folded
}

fn shows_the_same(left: &Diagnostic, right: &Diagnostic) -> bool {
    let verdict = |it: &Diagnostic| it.finding.as_ref().map(|it| (it.verdict, it.subject.clone()));
    left.at == right.at
        && left.labels == right.labels
        && left.severity == right.severity
        && verdict(left) == verdict(right)
}
