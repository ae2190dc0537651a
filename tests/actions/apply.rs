//! Making a change that was offered, and asking again.

use std::collections::BTreeMap;

use duly_dsl::{Action, Analysis, Diagnostic, Edit, Tries, Verdict, Workspace};
use duly_tests::ask::{TODAY, findings, told};

/// The caller's texts of an analysis with the edits made, ready to be asked again.
#[must_use]
pub(crate) fn made(analysis: &Analysis, edits: &[Edit]) -> Workspace {
    let mut workspace = Workspace::new(TODAY);
    for (id, file) in (0..).zip(analysis.files.iter()).filter(|(_, it)| !it.shipped) {
        let mut text = file.text.to_string();
        let mut here: Vec<&Edit> = edits.iter().filter(|it| it.at.file.0 == id).collect();
        here.sort_by_key(|it| it.at.span.start);
        for edit in here.iter().rev() {
            text.replace_range(edit.at.span.range(), &edit.text);
        }
        workspace.set(file.path.as_ref(), text);
    }
    workspace
}

/// What is offered for a notice.
#[must_use]
pub(crate) fn offered(analysis: &Analysis, number: usize) -> Vec<Action> {
    let at = analysis.diagnostics[number].at;
    let all = analysis.actions(at.file, at.span, &Tries::of(analysis), &|| false);
    all.into_iter().filter(|it| it.about.contains(&number)).collect()
}

/// What speaks against a change that says it solves something, if anything does.
#[must_use]
pub(crate) fn broken_promise(analysis: &Analysis, action: &Action) -> Option<String> {
    let after = made(analysis, &action.edits).analyze();
    let key = |it: &Diagnostic| format!("{} {}", it.code.id, it.message);
    let count = |of: &Analysis, what: &str| of.diagnostics.iter().filter(|it| key(it) == what).count();
    for &number in &action.solves {
        let what = key(&analysis.diagnostics[number]);
        if count(&after, &what) >= count(analysis, &what) {
            return Some(format!("{}: {what} is still there\n{}", action.title, told(&after).join("\n")));
        }
    }
    // What could not be read hid what is found now; only mistakes of the same kind count against its mend.
    let is_reading = |it: &Diagnostic| it.code.id.starts_with("DLY0") || it.code.id.starts_with("DLY10");
    let reading = !action.solves.is_empty() && action.solves.iter().all(|&it| is_reading(&analysis.diagnostics[it]));
    let untold = worse(analysis, &after, &|it| !reading || is_reading(it), !reading).into_iter();
    let untold: Vec<String> = untold.filter(|it| !says(&action.title, it)).collect();
    (!untold.is_empty()).then(|| format!("{}: {untold:?} are worse\n{}", action.title, told(&after).join("\n")))
}

/// Whether a title says that something has to be seen to afterwards.
fn says(title: &str, name: &str) -> bool {
    let (_, costs) = title.split_once("; then ").unwrap_or_default();
    costs.contains(&format!("`{name}`")) || costs.contains(" more have to be seen to")
}

/// What stands worse than before, by name: verdicts, and what else is told.
fn worse(before: &Analysis, after: &Analysis, counts: &dyn Fn(&Diagnostic) -> bool, verdicts: bool) -> Vec<String> {
    let notices = |of: &Analysis| {
        let mut all: BTreeMap<String, usize> = BTreeMap::new();
        for it in of.diagnostics.iter().filter(|it| it.finding.is_none() && counts(it)) {
            *all.entry(it.code.name.clone()).or_default() += 1;
        }
        all
    };
    let known = notices(before);
    let more = notices(after).into_iter().filter(|(name, count)| known.get(name).is_none_or(|it| it < count));
    let mut worse: Vec<String> = more.map(|(name, _)| name).collect();
    if verdicts {
        let known = table(before);
        let fell = table(after)
            .into_iter()
            .filter(|(key, verdict)| *verdict > Verdict::Waived && known.get(key).is_none_or(|it| it < verdict));
        worse.extend(fell.map(|((requirement, ..), _)| requirement));
    }
    worse
}

/// The worst verdict on each requirement of each entity for each subject.
#[must_use]
pub(crate) fn table(of: &Analysis) -> BTreeMap<(String, String, String), Verdict> {
    let mut all = BTreeMap::new();
    for it in findings(of) {
        let key = (it.requirement.clone(), it.entity.clone(), it.subject.clone());
        let known = all.entry(key).or_insert(it.verdict);
        *known = it.verdict.max(*known);
    }
    all
}

/// The texts after a change, one after the other.
#[must_use]
pub(crate) fn text_after(analysis: &Analysis, action: &Action) -> String {
    let after = made(analysis, &action.edits).analyze();
    after.files.iter().filter(|it| !it.shipped).map(|it| it.text.to_string()).collect()
}
