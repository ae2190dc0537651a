//! Holds the checker's answers to a world against the oracle's.

use duly_dsl::{Analysis, Date, Row, Severity, Workspace};

use crate::replay;
use crate::search::TooLarge;
use crate::verdict::{self, Answer, Verdict};
use crate::world::World;
use crate::write::{self, TODAY};

/// What is wrong with a case.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) kind: FaultKind,
    /// What to tell the reader.
    pub(crate) words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// The text has an error of the language: the writer is to blame.
    Text,
    /// What the oracle says, and what the checker says.
    Verdict(&'static str, &'static str),
    /// A witness that replaying does not confirm.
    Witness,
}

/// The requirement as the checker names it, and the subject.
pub(crate) fn names(world: &World, answer: &Answer) -> (String, String) {
    let subject = answer.of.map_or_else(|| "any use".to_owned(), |it| format!("use-{it}"));
    let owner = if world.requirements[answer.requirement].speaks_of_roles() { "org" } else { "mini" };
    (format!("{owner}/need-{}", answer.requirement), subject)
}

pub(crate) fn analysis(text: &str) -> Analysis {
    let (year, month, day) = TODAY;
    let today = Date::new(year, month, day).expect("a day of the calendar");
    let mut workspace = Workspace::new(today);
    workspace.set("mini.duly", text);
    workspace.analyze()
}

/// The first thing on which the two do not agree.
pub(crate) fn fault(world: &World) -> Result<Option<Fault>, TooLarge> {
    let ours = verdict::answers(world)?;
    let text = write::duly(world);
    let theirs = analysis(&text);
    if let Some(words) = error_in(&theirs) {
        return Ok(Some(Fault { kind: FaultKind::Text, words }));
    }
    // Where a run may go round for ever, its end says nothing: such worlds are not gone through.
    if theirs.diagnostics.iter().any(|it| it.code.id == "DLY304") {
        return Err(TooLarge);
    }
    for answer in &ours {
        let row = find(world, &theirs, answer);
        let said = row.map_or("nothing", |it| it.finding.verdict.words());
        if said != words(answer.verdict) {
            return Ok(Some(Fault {
                kind: FaultKind::Verdict(words(answer.verdict), said),
                words: disagreement(world, answer, row),
            }));
        }
        if let Some(words) = row.and_then(|row| replay::doubt(world, answer, row)) {
            let (requirement, subject) = names(world, answer);
            let words = format!("{requirement} for {subject}: {words}\n{row:#?}");
            return Ok(Some(Fault { kind: FaultKind::Witness, words }));
        }
    }
    Ok(None)
}

fn find<'a>(world: &World, theirs: &'a Analysis, answer: &Answer) -> Option<&'a Row> {
    let (requirement, subject) = names(world, answer);
    theirs.verdicts.iter().find(|it| it.finding.requirement == requirement && it.finding.subject == subject)
}

fn error_in(theirs: &Analysis) -> Option<String> {
    let mut errors = theirs.diagnostics.iter().filter(|it| {
        let of_language = it.code.id.starts_with("DLY0") || it.code.id.starts_with("DLY1");
        it.severity == Severity::Error && of_language
    });
    errors.next().map(|it| {
        let file = &theirs.files[it.at.file.0 as usize];
        let line = file.position(it.at.span.start).line;
        format!("{} on line {line} of {}: {}", it.code.id, file.path, it.message)
    })
}

fn disagreement(world: &World, answer: &Answer, row: Option<&Row>) -> String {
    let (requirement, subject) = names(world, answer);
    let mut text = format!("{requirement} for {subject}: the oracle says {}", words(answer.verdict));
    if let Some((scene, run)) = &answer.example {
        text.push_str(&format!("\n  under {:?}, class {}, on the run {run:?}", scene.facts, scene.class));
    }
    match row {
        None => text.push_str("\nthe checker has no row for it"),
        Some(row) => {
            text.push_str(&format!("\nthe checker says {}", row.finding.verdict.words()));
            text.push_str(&row.reason.as_ref().map(|it| format!(": {it}")).unwrap_or_default());
            if let Some(witness) = &row.finding.witness {
                let run: Vec<&str> = witness.run.iter().map(|it| it.step.as_str()).collect();
                text.push_str(&format!("\n  under {:?} on the run {run:?}", witness.facts));
            }
        }
    }
    text
}

/// As the checker words it.
pub(crate) fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NeverApplies => "never applies",
        Verdict::Kept => "kept",
        Verdict::Waived => "waived",
        Verdict::KeptIfOptional => "kept only if optional steps are taken",
        Verdict::Unknown => "unknown",
        Verdict::Broken => "broken",
    }
}
