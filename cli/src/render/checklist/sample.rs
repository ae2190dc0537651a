//! Lists for the tests of those who draw them.

use duly_dsl::{Checklist, ChecklistPart, Date, Entry, Outcome, Served, Task, Unsettled, Verdict};

fn task(number: usize, title: &str) -> Entry {
    Entry::Task(Box::new(Task {
        number,
        name: "look".into(),
        title: Some(title.into()),
        action: Some("screen".into()),
        is_optional: false,
        is_decision: false,
        by: "Clerk".into(),
        within: Some("within 10 days of the step before".into()),
        fixed_by: None,
        says: vec![("covers".into(), "privacy".into())],
        records: Vec::new(),
        serves: vec![Served {
            requirement: "ours/look-first".into(),
            title: Some("Look first".into()),
            level: "must".into(),
            because: Some("Later is too late.".into()),
            verdict: Verdict::Broken,
        }],
    }))
}

/// A list in which every title says the same.
pub(super) fn saying(words: &str) -> Checklist {
    let unsettled = |verdict| Unsettled {
        requirement: "ours/heard".into(),
        title: Some(words.into()),
        level: "should".into(),
        verdict,
        remarks: vec![words.into()],
    };
    let under = |number| vec![task(number, words)];
    Checklist {
        kind: "use".into(),
        name: words.into(),
        title: Some(words.into()),
        entity: words.into(),
        today: Date::constant(2026, 11, 28),
        facts: vec![("data".into(), vec![words.into()])],
        parts: vec![ChecklistPart {
            name: "p".into(),
            title: Some(words.into()),
            when: Some(words.into()),
            is_complete: false,
            entries: vec![
                task(1, words),
                Entry::If { condition: words.into(), open: vec![words.into()], then: under(2), otherwise: under(3) },
                Entry::Outcomes(vec![Outcome { name: words.into(), when: Some(words.into()), entries: Vec::new() }]),
                Entry::AnyOrder(under(4)),
                Entry::Every(Some(words.into()), under(5)),
                Entry::Run(words.into(), under(6)),
                Entry::On(vec![words.into()], under(7)),
                Entry::GoTo(words.into()),
                Entry::End,
            ],
        }],
        to_judge: vec![unsettled(Verdict::ToBeJudged)],
        not_kept: vec![unsettled(Verdict::Broken)],
        waived: vec![unsettled(Verdict::Waived)],
    }
}

/// What a list must not become.
pub(super) const HOSTILE: [&str; 6] = [
    "=cmd|'/c calc'!A1",
    "+1",
    "@SUM(A1)",
    "<script>alert(1)</script> & \" ' <!--",
    "[a](http://b) **c** `d` | # <b>",
    "- x\n1. y\r\n\t=1",
];
