//! Each folder says in `expected.txt` which requirements are not kept in it: one line each, reasons behind `#`.

use std::collections::BTreeSet;

use duly_tests::ask;
use duly_tests::repository::{folders, read};

fn expected(example: &str) -> BTreeSet<String> {
    let text = read(&format!("examples/{example}/expected.txt"));
    let lines = text.lines().map(|it| it.split('#').next().unwrap_or("").trim());
    lines.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

#[track_caller]
fn holds(example: &str) {
    let analysis = ask::analyze_folder(&format!("examples/{example}"));
    assert_eq!(ask::mistakes(&analysis), Vec::<String>::new());
    let (expected, found) = (expected(example), ask::not_kept(&analysis));
    let missed: Vec<_> = expected.difference(&found).collect();
    let surplus: Vec<_> = found.difference(&expected).collect();
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
    assert_eq!(expected("field-agency-mended"), BTreeSet::new());
    holds("field-agency-mended");
}

#[test]
fn the_secretariat_breaks_nothing() {
    assert_eq!(expected("secretariat"), BTreeSet::new());
    holds("secretariat");
}

#[test]
fn watching_instead_of_refusing_is_seen() {
    holds("secretariat-monitoring");
}

#[test]
fn every_example_is_told_about() {
    let page = read("examples/README.md");
    for example in folders("examples") {
        assert!(page.contains(&format!("**`{example}`**")), "{example}");
        let _has_its_list = expected(&example);
    }
}
