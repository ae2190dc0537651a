//! What several commands begin with: everything under some paths is read and decided.

use std::collections::BTreeSet;
use std::path::PathBuf;

use duly_dsl::{Analysis, Date, Severity, Workspace};
use duly_files::Request;

use super::{Exit, here, say, today};
use crate::args::Walk;
use crate::progress::Progress;
use crate::render::summary::number;

/// Reads and decides; where that is no use, says why and how to end.
pub(super) fn read(paths: &[PathBuf], walk: &Walk, day: Option<Date>, progress: Progress) -> Result<Analysis, Exit> {
    progress.tell(|| "looking for files".to_owned());
    let request = Request { here: &here(), paths, stdin_name: None, gitignore: walk.gitignore() };
    let tell = |done, all| progress.tell(|| format!("reading: {done} of {}", number(all, "file")));
    let texts = duly_files::gather(&request, tell);
    progress.tell(|| "checking".to_owned());
    let mut workspace = Workspace::new(day.unwrap_or_else(today));
    let (failures, is_empty) = (texts.failures, texts.texts.is_empty());
    for (name, text) in texts.texts {
        workspace.set(name, text);
    }
    let analysis = if is_empty { Analysis::default() } else { workspace.analyze() };
    drop(progress);
    for failure in &failures {
        say(&format!("cannot read `{}`: {}", failure.what, failure.why));
    }
    match (failures.is_empty(), is_empty) {
        (false, _) => Err(Exit::Trouble),
        (true, true) => {
            say("nothing to read: there is no `.duly` text under the paths");
            Err(Exit::Empty)
        }
        (true, false) => Ok(analysis),
    }
}

/// The files that have mistakes of writing; what is said in them may count for less than it should.
pub(super) fn mistaken(analysis: &Analysis) -> BTreeSet<&str> {
    let wrong = analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error && it.finding.is_none());
    wrong.filter_map(|it| analysis.files.get(it.at.file.0 as usize)).map(|it| &*it.path).collect()
}

/// `a`, `b`, `c`, each in backticks.
pub(super) fn quoted(names: &[String]) -> String {
    names.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
}
