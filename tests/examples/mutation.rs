//! A small change for the worse in a clean example, and the requirement and the stop at which it has to be seen.

use duly_dsl::{Analysis, Finding, Verdict};
use duly_tests::ask;
use duly_tests::repository::{File, files};

const EXAMPLE: &str = "examples/secretariat-pandemic";

/// The example with one place changed.
#[track_caller]
fn with(changes: &[(&str, &str)]) -> Analysis {
    let mut files = files(EXAMPLE, ".duly");
    for (from, to) in changes {
        let places: usize = files.iter().map(|it| it.text.matches(from).count()).sum();
        assert_eq!(places, 1, "{from:?} has to stand in the example once");
        for File { text, .. } in &mut files {
            *text = text.replacen(from, to, 1);
        }
    }
    let analysis = ask::analyze(&files);
    assert_eq!(ask::mistakes(&analysis), Vec::<String>::new());
    analysis
}

#[track_caller]
fn general<'a>(analysis: &'a Analysis, requirement: &str) -> &'a Finding {
    ask::findings(analysis)
        .find(|it| it.requirement == requirement && it.subject == "any use")
        .expect("every requirement about runs is decided in general")
}

/// The requirement is kept before the change and not after it, and the run that shows it ends at that stop.
#[track_caller]
fn caught(changes: &[(&str, &str)], requirement: &str, verdict: Verdict, stop: &str) -> Vec<String> {
    let before = with(&[]);
    assert_eq!(general(&before, requirement).verdict, Verdict::Kept);
    let after = with(changes);
    let found = general(&after, requirement);
    assert_eq!(found.verdict, verdict);
    let run = found.witness.iter().flat_map(|it| &it.run);
    let run: Vec<String> = run.map(|it| it.step.clone()).collect();
    assert_eq!(run.last().map(String::as_str), Some(stop), "{run:?}");
    run
}

const OPTIONS: &str = r#"  step options "Distance, fresh air, working from home": compare-options by data-steward {
    options: 3
    without-technology: yes
    problem-size: yes
  }
"#;
const CHOICE: &str = "  step choice: award by controller fixed by assembly { reasons: published  within: 7 days }\n";
const FINDINGS: &str = r#"decide findings "What it can do to people": assess by rights-adviser"#;

#[test]
fn a_step_that_becomes_optional() {
    let changes = [("  step options ", "  optional step options ")];
    let requirement = "un-hrdd/show-it-is-needed";
    let run = caught(&changes, requirement, Verdict::KeptIfOptional, "worth-having: proceed");
    assert!(!run.contains(&"options".to_owned()), "{run:?}");
}

#[test]
fn a_step_that_is_moved_behind_the_award() {
    let moved = format!("{CHOICE}{OPTIONS}");
    let changes = [(OPTIONS, ""), (CHOICE, moved.as_str())];
    caught(&changes, "un-hrdd/show-it-is-needed", Verdict::Broken, "worth-having: proceed");
}

#[test]
fn a_step_that_is_given_to_those_who_want_the_thing() {
    let given = FINDINGS.replace("rights-adviser", "requesting-unit");
    let changes = [(FINDINGS, given.as_str())];
    caught(&changes, "un-hrdd/independent-assessor", Verdict::Broken, "choice");
}

#[test]
fn a_branch_that_goes_round_a_step() {
    let round = format!("when context includes health-emergency {{ go to statement-of-work }}\n  {FINDINGS}");
    let requirement = "un-hrdd/assess-before-commitment";
    let changes = [(FINDINGS, round.as_str())];
    let run = caught(&changes, requirement, Verdict::Broken, "choice");
    assert!(!run.iter().any(|it| it.starts_with("findings")), "{run:?}");
    let after = with(&changes);
    let facts = general(&after, requirement).witness.iter().flat_map(|it| &it.facts);
    let context: Vec<_> = facts.filter(|(field, _)| field == "context").collect();
    assert!(format!("{context:?}").contains("health-emergency"), "{context:?}");
}
