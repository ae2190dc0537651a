//! Asking the checker: the only place where the tests of guidance and examples touch it.

use std::collections::BTreeMap;

use duly_dsl::{Analysis, Date, Diagnostic, Finding, Severity, Verdict, Workspace};

use crate::repository::{File, files};

/// The day on which all cases are checked, so that waivers and records in them neither lapse nor age.
pub const TODAY: Date = Date::constant(2026, 11, 22);

/// What the checker says of these files.
#[must_use]
pub fn analyze(files: &[File]) -> Analysis {
    let mut workspace = Workspace::new(TODAY);
    for File { path, text } in files {
        workspace.set(path.as_str(), text.as_str());
    }
    workspace.analyze()
}

/// What the checker says of the `.duly` files under a folder of the repository.
///
/// # Panics
/// If there are none.
#[must_use]
pub fn analyze_folder(folder: &str) -> Analysis {
    let files = files(folder, ".duly");
    assert!(!files.is_empty(), "no .duly file under {folder}");
    analyze(&files)
}

/// What the checker says of one text.
#[must_use]
pub fn analyze_text(text: &str) -> Analysis {
    let (path, text) = ("case.duly".to_owned(), text.to_owned());
    analyze(&[File { path, text }])
}

/// What the checker says of these files about one requirement, `guidance/name`.
#[must_use]
pub fn analyze_about(files: &[File], requirement: &str) -> Analysis {
    let mut workspace = Workspace::new(TODAY);
    for File { path, text } in files {
        workspace.set(path.as_str(), text.as_str());
    }
    workspace.ask_only(requirement);
    workspace.analyze()
}

/// The verdict on a requirement: of the worst registered subject, or in general where none is registered.
#[must_use]
pub fn verdict(analysis: &Analysis, requirement: &str) -> Option<Verdict> {
    let about: Vec<&Finding> = findings(analysis).filter(|it| it.requirement == requirement).collect();
    let registered = |it: &&&Finding| !is_general(it);
    let worst_registered = about.iter().filter(registered).map(|it| it.verdict).max();
    worst_registered.or_else(|| about.iter().map(|it| it.verdict).max())
}

/// The requirements that some subject, registered or not, does not keep, and the worst verdict on each.
#[must_use]
pub fn not_kept(analysis: &Analysis) -> BTreeMap<String, String> {
    let mut worst: BTreeMap<&str, Verdict> = BTreeMap::new();
    for it in findings(analysis).filter(|it| it.verdict > Verdict::Waived) {
        let known = worst.entry(&it.requirement).or_insert(it.verdict);
        *known = it.verdict.max(*known);
    }
    let words = |(name, verdict): (&str, Verdict)| (name.to_owned(), verdict.words().to_owned());
    worst.into_iter().map(words).collect()
}

/// Every verdict.
pub fn findings(analysis: &Analysis) -> impl Iterator<Item = &Finding> {
    analysis.verdicts.iter().map(|it| &it.finding)
}

/// What was found wrong, as `path:line code message`.
#[must_use]
pub fn told(analysis: &Analysis) -> Vec<String> {
    analysis.diagnostics.iter().map(|it| line(analysis, it)).collect()
}

/// The errors that are not about requirements: what could not be read or resolved.
#[must_use]
pub fn mistakes(analysis: &Analysis) -> Vec<String> {
    let mistakes = analysis.diagnostics.iter();
    let mistakes = mistakes.filter(|it| it.finding.is_none() && it.severity == Severity::Error);
    mistakes.map(|it| line(analysis, it)).collect()
}

fn line(analysis: &Analysis, it: &Diagnostic) -> String {
    let file = analysis.files.get(it.at.file.0 as usize);
    let place = file.map_or(String::new(), |file| {
        let position = file.position(it.at.span.start);
        format!("{}:{}", file.path, position.line)
    });
    format!("{place} [{}] {}", it.code.id, it.message)
}

/// `any use`, `any`
fn is_general(finding: &Finding) -> bool {
    finding.subject == "any" || finding.subject.starts_with("any ")
}
