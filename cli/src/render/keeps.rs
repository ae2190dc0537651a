//! What each step is good for, what would be lost without it, and whom what is done reaches.

pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod text;

use duly_dsl::{Keeping, Loss, Named, Reach, ReachStep, Share, SourceFile, StepKeeps};

use super::summary::number;

/// What is to be drawn.
pub(crate) struct Report<'a> {
    pub(crate) files: &'a [SourceFile],
    pub(crate) keepings: Vec<Keeping>,
    /// What requirements come to beside one another, a sentence each.
    pub(crate) rules: Vec<String>,
}

fn heading(keeping: &Keeping) -> &str {
    match (&keeping.title, keeping.entity.as_str()) {
        (Some(title), _) => title,
        (None, "") => "Your procedures",
        (None, name) => name,
    }
}

/// `31 steps: 24 keep something that nothing else does, 4 only with others, 3 nothing`
fn counts(keeping: &Keeping) -> String {
    let count = |is: &dyn Fn(&StepKeeps) -> bool| keeping.steps.iter().filter(|it| is(it)).count();
    let alone = count(&|it| !it.loses.is_empty());
    let nothing = count(&StepKeeps::keeps_nothing);
    let shared = keeping.steps.len() - alone - nothing;
    let all = number(keeping.steps.len(), "step");
    format!("{all}: without {alone} something would be lost, {shared} share what they keep, {nothing} keep nothing")
}

/// `path:line`
fn place(report: &Report<'_>, step: &StepKeeps) -> String {
    let file = report.files.get(step.at.file.0 as usize);
    file.map_or(String::new(), |it| format!("{}:{}", it.path, it.position(step.at.span.start).line))
}

fn named(named: &Named) -> String {
    match &named.title {
        Some(title) => format!("{title} ({})", named.requirement),
        None => named.requirement.clone(),
    }
}

/// `broken for any use; now kept`
fn loss(loss: &Loss) -> String {
    let subjects = listed(&loss.subjects);
    format!("{} for {subjects}; now {}", loss.without.words(), loss.with.words())
}

/// Of many, the first and how many more.
fn listed(names: &[String]) -> String {
    const MOST: usize = 6;
    let more = names.len().saturating_sub(MOST);
    let shown = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

fn share(share: &Share) -> String {
    match share.others.as_slice() {
        [] => String::new(),
        others => format!("also: {}", listed(others)),
    }
}

fn reach_title(reach: &Reach) -> String {
    let subject = reach.title.as_deref().unwrap_or(&reach.subject);
    format!("Who is reached when: {subject} ({})", reach.field)
}

fn reached(steps: &[ReachStep]) -> String {
    let word = |it: &ReachStep| {
        let kind = match (it.is_partial, it.is_optional) {
            (true, true) => " (some of them, may be left out)",
            (true, false) => " (some of them)",
            (false, true) => " (may be left out)",
            (false, false) => "",
        };
        format!("{}{kind}", it.name)
    };
    steps.iter().map(word).collect::<Vec<_>>().join(", ")
}
