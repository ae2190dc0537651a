//! The list to go by for one registered subject, to be printed and ticked off.

pub(crate) mod csv;
pub(crate) mod html;
pub(crate) mod markdown;
#[cfg(test)]
mod sample;

use duly_dsl::{Checklist, ChecklistPart, Entry, Outcome, Served, Task, Unsettled, Verdict};

/// `Biometric registration at reception`
fn title(list: &Checklist) -> &str {
    list.title.as_deref().unwrap_or(&list.name)
}

fn part_title(part: &ChecklistPart) -> &str {
    part.title.as_deref().unwrap_or(&part.name)
}

/// `Refugee Agency, use biometric-registration, as of 2026-11-28`
fn about(list: &Checklist) -> String {
    let of = if list.entity.is_empty() { String::new() } else { format!("{}, ", list.entity) };
    format!("{of}{} {}, as of {}", list.kind, list.name, list.today)
}

fn task_title(task: &Task) -> String {
    task.title.clone().unwrap_or_else(|| task.name.replace(['-', '_'], " "))
}

/// Who does what, by when: each with the word for it.
fn particulars(task: &Task) -> Vec<(&'static str, String)> {
    let by = if task.by.is_empty() { "nobody is named".to_owned() } else { task.by.clone() };
    let fixed = task.fixed_by.as_ref().map(|it| format!("{} and cannot be changed here", it.replace('-', " ")));
    let records = (!task.records.is_empty()).then(|| task.records.join("; "));
    let all = [
        ("What", task.action.clone()),
        ("Who", Some(by)),
        ("By when", task.within.clone()),
        ("Fixed by", fixed),
        ("On record", records),
    ];
    all.into_iter().filter_map(|(word, what)| Some((word, what?))).collect()
}

/// What is to be in it: covers, with whom, what comes out.
fn contents(task: &Task) -> String {
    task.says.iter().map(|(field, value)| format!("{field}: {value}")).collect::<Vec<_>>().join("; ")
}

/// `Assess before committing (must)`, and how that stands if it is not kept.
fn purpose(served: &Served) -> String {
    let title = served.title.as_deref().unwrap_or(&served.requirement);
    let state = match served.verdict {
        Verdict::Kept | Verdict::NeverApplies => String::new(),
        other => format!(", {}", other.words()),
    };
    format!("{title} ({}{state})", served.level)
}

/// `Engagement can change the decision (must, broken)`
fn unsettled(it: &Unsettled) -> String {
    let title = it.title.as_deref().unwrap_or(&it.requirement);
    let state = match it.verdict {
        Verdict::ToBeJudged | Verdict::Waived => String::new(),
        other => format!(", {}", other.words()),
    };
    format!("{title} ({}{state})", it.level)
}

/// What stands under headings of its own: each heading, and what is under it.
fn group(entry: &Entry) -> Vec<(String, &[Entry])> {
    match entry {
        Entry::Task(_) | Entry::GoTo(_) | Entry::End => Vec::new(),
        Entry::If { condition, open, then, otherwise } => {
            let open = if open.is_empty() { String::new() } else { format!(" (not stated: {})", open.join(", ")) };
            let otherwise = (!otherwise.is_empty()).then(|| ("Otherwise".to_owned(), otherwise.as_slice()));
            std::iter::once((format!("If {condition}{open}"), then.as_slice())).chain(otherwise).collect()
        }
        Entry::Outcomes(outcomes) => {
            let heading = |it: &Outcome| {
                let when = it.when.as_ref().map_or(String::new(), |when| format!(" (only if {when})"));
                format!("If what is decided is {}{when}", it.name)
            };
            outcomes.iter().map(|it| (heading(it), it.entries.as_slice())).collect()
        }
        Entry::AnyOrder(inner) => vec![("In any order".to_owned(), inner)],
        Entry::Every(None, inner) => vec![("Again and again".to_owned(), inner)],
        Entry::Every(Some(every), inner) => vec![(format!("Every {every}"), inner)],
        Entry::Run(procedure, inner) => vec![(format!("Go through: {procedure}"), inner)],
        Entry::On(triggers, inner) => vec![(format!("Whenever this happens: {}", triggers.join(" or ")), inner)],
    }
}

fn kinds(task: &Task) -> &'static str {
    match (task.is_optional, task.is_decision) {
        (true, true) => "may be left out; to be decided",
        (true, false) => "may be left out",
        (false, true) => "to be decided",
        (false, false) => "",
    }
}

/// The lists of what no step settles, each under its heading.
fn rest(list: &Checklist) -> [(&'static str, &'static str, &[Unsettled]); 3] {
    [
        (
            "To be judged",
            "Only a person can say, and nobody has. Write down who judged, when, and why.",
            &list.to_judge,
        ),
        ("Not kept as things stand", "Doing every step above is not enough for these.", &list.not_kept),
        ("Departed from", "A waiver covers these until it ends.", &list.waived),
    ]
}

/// What is said where not everything could be followed.
const INCOMPLETE: &str = "This procedure could not be followed to its end, so all of its steps are listed.";
