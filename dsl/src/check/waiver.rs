//! Departures and recorded judgements, weighed.

use jiff::civil::Date;

use crate::model::{Id, Instance, Judgement, Model, Role, Waiver};

/// Why a waiver or a judgement does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It names nothing that exists; that was reported where it is written.
    Unreadable,
    NotWaivable,
    NoReason,
    NoApprover,
    NoDate,
    /// Made on a day that has not come.
    NotYet(Date),
    /// No day on which it ends.
    Unbounded,
    Lapsed(Date),
    NoAnswer,
}

/// What keeps a waiver from counting, whatever it covers.
pub(crate) fn flaws_of_waiver(model: &Model, waiver: &Waiver, today: Date) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    match waiver.requirement {
        None => flaws.push(Flaw::Unreadable),
        Some(requirement) if !model.requirements[requirement].waivable => flaws.push(Flaw::NotWaivable),
        Some(_) => {}
    }
    if waiver.has_subject && waiver.of.is_none() {
        flaws.push(Flaw::Unreadable);
    }
    flaws.extend(common(waiver.reason.as_deref(), &waiver.by, waiver.on, waiver.until, today));
    if waiver.until.is_none() {
        flaws.push(Flaw::Unbounded);
    }
    flaws
}

/// What keeps a judgement from counting.
pub(crate) fn flaws_of_judgement(judgement: &Judgement, today: Date) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if judgement.requirement.is_none() || judgement.has_subject && judgement.of.is_none() {
        flaws.push(Flaw::Unreadable);
    }
    if judgement.answer.is_none() {
        flaws.push(Flaw::NoAnswer);
    }
    flaws.extend(common(judgement.reason.as_deref(), &judgement.by, judgement.on, judgement.until, today));
    flaws
}

/// Whether a reason is none: empty, or a place that was left for one.
pub(crate) fn says_nothing(reason: &str) -> bool {
    const LEFT: [&str; 7] = ["todo", "tbd", "tba", "fixme", "xxx", "reason", "why"];
    let reason = reason.trim();
    let bare = reason.trim_matches(|it: char| !it.is_alphanumeric());
    let place = reason.starts_with('<') && reason.ends_with('>');
    bare.is_empty() || place || LEFT.iter().any(|it| bare.eq_ignore_ascii_case(it))
}

fn common(reason: Option<&str>, by: &[Id<Role>], on: Option<Date>, until: Option<Date>, today: Date) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if reason.is_none_or(says_nothing) {
        flaws.push(Flaw::NoReason);
    }
    if by.is_empty() {
        flaws.push(Flaw::NoApprover);
    }
    match on {
        None => flaws.push(Flaw::NoDate),
        Some(on) if on > today => flaws.push(Flaw::NotYet(on)),
        Some(_) => {}
    }
    if let Some(until) = until.filter(|&it| it < today) {
        flaws.push(Flaw::Lapsed(until));
    }
    flaws
}

/// The recorded answer to a judge question, if one counts: that for the subject itself before a general one, the newest first.
pub(crate) fn answer<'m>(
    judgements: impl Iterator<Item = &'m Judgement>,
    subject: Option<Id<Instance>>,
    label: Option<&str>,
    today: Date,
) -> Option<bool> {
    let counts = |it: &&Judgement| {
        flaws_of_judgement(it, today).is_empty()
            && (it.of.is_none() || it.of == subject)
            && it.clause.as_deref().is_none_or(|clause| Some(clause) == label)
    };
    let newest = judgements.filter(counts).max_by_key(|it| (it.of.is_some(), it.on));
    newest.and_then(|it| it.answer)
}
