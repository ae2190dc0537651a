//! A small rulebook with everything awkward in it, for tests.

use std::collections::BTreeMap;

use duly_dsl::{Date, Expectation, Rule, Rulebook};

use super::{Report, Shown};

fn rule(name: &str, level: &str) -> Rule {
    Rule {
        name: name.to_owned(),
        title: None,
        level: level.to_owned(),
        waivable: true,
        stage: None,
        numbers: Vec::new(),
        sources: vec!["Charter 4".to_owned()],
        answers: Vec::new(),
        applies: Vec::new(),
        asks: Vec::new(),
        because: None,
        chosen: Vec::new(),
    }
}

fn expectation(name: &str) -> Expectation {
    Expectation {
        name: name.to_owned(),
        title: None,
        level: None,
        sources: Vec::new(),
        answered_by: Vec::new(),
        because: None,
    }
}

fn book() -> Rulebook {
    let title = "Look before you buy, and look once more before anybody else does".to_owned();
    let first = Rule {
        title: Some(title),
        waivable: false,
        stage: Some("look".to_owned()),
        numbers: vec!["A-1".to_owned()],
        answers: vec!["E1".to_owned()],
        ..rule("ours/look-first", "must")
    };
    let one = Expectation {
        title: Some("Look | first".to_owned()),
        level: Some("must".to_owned()),
        sources: vec!["Hearing, \"a\"".to_owned(), "Hearing, b".to_owned()],
        answered_by: vec!["ours/look-first".to_owned()],
        ..expectation("E1")
    };
    let two = Expectation { because: Some("It is a duty of the State.".to_owned()), ..expectation("E2") };
    let three = Expectation { level: Some("may".to_owned()), ..expectation("E3") };
    Rulebook {
        name: "ours".to_owned(),
        title: Some("Ours".to_owned()),
        shipped: false,
        own: false,
        tailors: None,
        rules: vec![first, rule("ours/tell", "should")],
        expectations: vec![one, two, three],
        changes: Vec::new(),
    }
}

pub(super) fn list() -> Report {
    Report { trace: None, books: vec![book()], examples: BTreeMap::new() }
}

pub(super) fn trace() -> Report {
    let shown = Shown { broken: Some("cases/broken".to_owned()), kept: Some("=kept".to_owned()) };
    let examples = BTreeMap::from([("ours/look-first".to_owned(), shown)]);
    Report { trace: Some(Date::constant(2026, 11, 22)), examples, ..list() }
}
