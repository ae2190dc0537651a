//! `for SUBJECT`: whose runs a requirement is about.

use duly_dsl::Verdict;
use duly_tests::ask;

use super::{at, checked, mistake, row, sound};

const USES: &str = "procedure p for any use { step a: award }";
const POLICIES: &str = "procedure q for any policy { step a: publish }";

#[test]
fn a_requirement_is_about_the_runs_of_the_subject_in_its_head() {
    let analysis = sound("requirement r \"T\" for policy must { require publish }", "", &format!("{USES} {POLICIES}"));
    assert_eq!(row(&analysis, "any policy"), at(Verdict::Kept, "must"));
    let analysis = sound("requirement r for use must { require publish }", "", &format!("{USES} {POLICIES}"));
    assert_eq!(row(&analysis, "any use"), at(Verdict::Broken, "must"));
}

#[test]
fn without_it_a_requirement_is_about_what_its_guidance_declares_first() {
    let analysis = sound("requirement r must { require publish }", "", &format!("{USES} {POLICIES}"));
    assert_eq!(row(&analysis, "any use"), at(Verdict::Broken, "must"));
}

#[test]
fn it_stands_before_the_level_by_case() {
    let text = "requirement r for policy must when public is yes, should otherwise { require assess }";
    let analysis =
        sound(text, "", &format!("{USES} {POLICIES} policy open {{ public: yes }}  policy inner {{ public: no }}"));
    assert_eq!(row(&analysis, "open"), at(Verdict::Broken, "must"));
    assert_eq!(row(&analysis, "inner"), at(Verdict::Broken, "should"));
}

#[test]
fn facts_without_a_subject_before_them_are_those_of_the_subject_in_the_head() {
    let text = "subject policy { field context: some of context }
      requirement r for policy must { applies when context includes flood  require assess }";
    let analysis = checked(
        &text.replace("subject policy {", "subject plan {").replace("for policy", "for plan"),
        "",
        &format!("{USES} procedure q for any plan {{ step a: publish }}"),
    );
    assert_eq!(ask::mistakes(&analysis), Vec::<String>::new());
    assert_eq!(row(&analysis, "any plan"), at(Verdict::Broken, "must"));
}

#[test]
fn an_organisation_may_have_none_of_it() {
    let analysis = checked("requirement r for policy must { require publish }", "", USES);
    assert_eq!(row(&analysis, "any policy").0, Verdict::NeverApplies);
    assert!(!ask::told(&analysis).iter().any(|it| it.contains("no procedure")), "{:?}", ask::told(&analysis));
}

#[test]
fn of_one_that_is_registered_somebody_has_to_say_what_happens() {
    let policy = format!("{USES} policy open {{ public: yes }}");
    let analysis = checked("requirement r for policy must { require publish }", "", &policy);
    assert_eq!(row(&analysis, "open").0, Verdict::Unknown);
    assert!(
        ask::told(&analysis).iter().any(|it| it.contains("no procedure says what happens")),
        "{:?}",
        ask::told(&analysis)
    );
}

#[test]
fn an_unknown_subject_is_said() {
    let (message, help) = mistake(&checked("requirement r for polcy must { require publish }", "", USES));
    assert_eq!((message.as_str(), help.as_str()), ("there is no subject called `polcy`", "did you mean `policy`?"));
    let (message, _) = mistake(&checked("requirement r for { require publish }", "", USES));
    assert_eq!(message, "expected what it is about, such as `use`, found `{`");
}
