//! A clean example, one change for the worse, and one click that makes it clean again.

use duly_dsl::Analysis;
use duly_tests::ask;
use duly_tests::repository::{File, files};

use crate::apply::{made, offered};

const EXAMPLE: &str = "examples/field-agency-mended";

#[track_caller]
fn with(from: &str, to: &str) -> Analysis {
    let mut files = files(EXAMPLE, ".duly");
    let places: usize = files.iter().map(|it| it.text.matches(from).count()).sum();
    assert_eq!(places, 1, "{from:?} has to stand in the example once");
    for File { text, .. } in &mut files {
        *text = text.replacen(from, to, 1);
    }
    ask::analyze(&files)
}

/// Something is found after the change; the first offer that helps leaves nothing to be found.
#[track_caller]
fn one_click(from: &str, to: &str, title: &str) {
    let analysis = with(from, to);
    assert!(!analysis.diagnostics.is_empty());
    let best =
        offered(&analysis, 0).into_iter().find(|it| !it.solves.is_empty()).expect("something that is offered helps");
    assert_eq!(ask::told(&made(&analysis, &best.edits).analyze()), [] as [&str; 0], "{}", best.title);
    assert_eq!(best.title, title);
}

#[test]
fn a_step_that_may_be_left_out() {
    let title = "let `data-assessment` no longer be left out";
    one_click("  step data-assessment", "  optional step data-assessment", title);
}

#[test]
fn a_step_that_was_taken_out() {
    let title = "put in the missing step `data-assessment` before `way-out`";
    one_click("  step data-assessment: assess-data by data-protection-officer\n", "", title);
}

#[test]
fn a_way_around_a_step() {
    let from = "  decide findings: assess by rights-panel {";
    let to = format!("  when people more than 5000 {{ go to approval }}\n{from}");
    let title = "take out the way around: `when people more than 5000 { go to approval }`";
    one_click(from, &to, title);
}
