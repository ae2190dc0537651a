//! A requirement that could not be read to its end must not look kept.

use duly_dsl::Analysis;
use duly_tests::ask;

use super::{analysis, not_read, verdict_of};

const KEPT: &str = "procedure p for any use { step a: assess by boss }";
const BROKEN: &str = "procedure p for any use { step d: deploy by boss }";

fn requirement(more: &str) -> String {
    format!(
        "requirement r \"R\" must {{\n  first: require assess\n  {more}\n}}\nrequirement s must {{ require assess }}"
    )
}

fn reasons(analysis: &Analysis) -> Vec<Option<&str>> {
    analysis.verdicts.iter().filter(|it| it.finding.requirement == "g/r").map(|it| it.reason.as_deref()).collect()
}

#[test]
fn a_clause_that_could_not_be_read() {
    let broken_off = [
        "second: before deploy, require",
        "second: after deploy",
        "second: require assess within",
        "second: require assess { by: }",
        "second: never",
        "second: nonsense here",
        "?? require assess",
        "applies when risk",
        "second: require assess within 1x days",
    ];
    for more in broken_off {
        let found = analysis(&requirement(more), "", KEPT);
        assert_eq!(verdict_of(&found), "undecided", "{more}");
        assert_eq!(reasons(&found), [Some("it could not be read")], "{more}");
        let other = ask::verdict(&found, "g/s").map(|it| it.words());
        assert_eq!(other, Some("kept"), "{more}: what stands beside it is not touched");
    }
}

#[test]
fn what_could_be_read_may_be_broken_already() {
    let found = analysis(&requirement("second: before deploy, require"), "", BROKEN);
    assert_eq!(verdict_of(&found), "broken");
}

#[test]
fn for_what_is_registered_as_well() {
    let found = analysis(&requirement("second: before deploy, require"), "use u { biometric: yes }", KEPT);
    let rows = found.verdicts.iter().filter(|it| it.finding.requirement == "g/r");
    let rows: Vec<(&str, &str)> = rows.map(|it| (it.finding.subject.as_str(), it.finding.verdict.words())).collect();
    assert_eq!(rows, [("any use", "undecided"), ("u", "undecided")]);
}

#[test]
fn a_requirement_of_which_nothing_could_be_read() {
    let found = analysis("requirement r \"R\" must { require }", "", KEPT);
    assert_eq!(verdict_of(&found), "undecided");
}

#[test]
fn a_mistake_elsewhere_changes_nothing() {
    let suggested = analysis(&requirement("suggest { step a }"), "", KEPT);
    assert_eq!(verdict_of(&suggested), "kept");
    let beside = analysis(&format!("{} ?? requirement t must {{ require }}", requirement("")), "", KEPT);
    assert_eq!(verdict_of(&beside), "kept");
    assert!(!not_read(&suggested).is_empty() && !not_read(&beside).is_empty());
}
