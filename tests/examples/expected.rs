//! Each folder says in `expected.txt` what is not kept in it: a line for each requirement, reasons behind `#`.

use std::collections::BTreeMap;

use duly_tests::ask;
use duly_tests::repository::{folders, read};

/// Requirement and verdict.
type Verdicts = BTreeMap<String, String>;

fn expected(example: &str) -> Verdicts {
    let path = format!("examples/{example}/expected.txt");
    let mut expected = Verdicts::new();
    for line in read(&path).lines() {
        let line = line.split('#').next().unwrap_or("").trim();
        if let Some((verdict, requirement)) = line.rsplit_once(' ') {
            expected.insert(requirement.to_owned(), verdict.to_owned());
        } else {
            assert_eq!(line, "", "{path}: a verdict and a requirement are needed");
        }
    }
    expected
}

#[track_caller]
fn holds(example: &str) {
    let analysis = ask::analyze_folder(&format!("examples/{example}"));
    assert_eq!(ask::mistakes(&analysis), Vec::<String>::new());
    let (expected, found) = (expected(example), ask::not_kept(&analysis));
    let apart = |these: &Verdicts, those: &Verdicts| -> Vec<String> {
        let apart = these.iter().filter(|(it, verdict)| those.get(*it) != Some(*verdict));
        apart.map(|(it, verdict)| format!("{verdict} {it}")).collect()
    };
    let (missed, surplus) = (apart(&expected, &found), apart(&found, &expected));
    assert!(
        missed.is_empty() && surplus.is_empty(),
        "{example}\nmissed: {missed:#?}\nnot expected: {surplus:#?}\n{}",
        ask::told(&analysis).join("\n")
    );
}

#[test]
fn the_field_agency_breaks_what_such_agencies_break() {
    holds("field-agency");
}

#[test]
fn the_mended_agency_breaks_nothing() {
    assert_eq!(expected("field-agency-mended"), Verdicts::new());
    holds("field-agency-mended");
}

#[test]
fn the_development_bank_breaks_what_its_safeguards_leave_out() {
    holds("development-bank");
}

#[test]
fn the_secretariat_protects_those_who_bid() {
    holds("secretariat");
}

#[test]
fn the_secretariat_that_refused_breaks_nothing() {
    assert_eq!(expected("secretariat-pandemic"), Verdicts::new());
    holds("secretariat-pandemic");
}

#[test]
fn watching_instead_of_refusing_is_seen() {
    holds("secretariat-monitoring");
}

#[test]
fn the_local_partner_breaks_what_small_partners_break() {
    holds("local-partner");
}

#[test]
fn the_mended_partner_breaks_nothing() {
    assert_eq!(expected("local-partner-mended"), Verdicts::new());
    holds("local-partner-mended");
}

#[test]
fn every_example_is_told_about() {
    let page = read("examples/README.md");
    for example in folders("examples") {
        assert!(page.contains(&format!("**`{example}`**")), "{example}");
        let _has_its_list = expected(&example);
    }
}
