//! Making a change that was offered, and asking again.

use duly_dsl::{Action, Analysis, Edit, Workspace};
use duly_tests::ask::{TODAY, told};

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
    let all = analysis.actions(at.file, at.span);
    all.into_iter().filter(|it| it.about.contains(&number)).collect()
}

/// Each way of an action, tried; none if it says why there is none.
#[must_use]
pub(crate) fn ways(analysis: &Analysis, action: &Action) -> Vec<Action> {
    analysis.resolve_action(&action.id, &|| false).unwrap_or_default()
}

/// What speaks against a change that says it solves something, if anything does.
#[must_use]
pub(crate) fn broken_promise(analysis: &Analysis, action: &Action) -> Option<String> {
    let after = made(analysis, &action.edits).analyze();
    let key = |it: &duly_dsl::Diagnostic| format!("{} {}", it.code.id, it.message);
    let count = |of: &Analysis, what: &str| of.diagnostics.iter().filter(|it| key(it) == what).count();
    for &number in &action.solves {
        let what = key(&analysis.diagnostics[number]);
        if count(&after, &what) >= count(analysis, &what) {
            return Some(format!("{}: {what} is still there\n{}", action.title, told(&after).join("\n")));
        }
    }
    // What could not be read hid what is found now; only mistakes of the same kind count against its mend.
    let is_reading = |it: &duly_dsl::Diagnostic| it.code.id.starts_with("DLY0") || it.code.id.starts_with("DLY10");
    let reading = action.solves.iter().all(|&it| is_reading(&analysis.diagnostics[it]));
    let told_of = |of: &Analysis| of.diagnostics.iter().filter(|it| !reading || is_reading(it)).count();
    let (before, left) = (told_of(analysis), told_of(&after));
    let harm = left + 1 > before && !action.title.contains("has to be seen to");
    harm.then(|| format!("{}: {before} before, {left} after\n{}", action.title, told(&after).join("\n")))
}

/// The texts after a change, one after the other.
#[must_use]
pub(crate) fn text_after(analysis: &Analysis, action: &Action) -> String {
    let after = made(analysis, &action.edits).analyze();
    after.files.iter().filter(|it| !it.shipped).map(|it| it.text.to_string()).collect()
}
