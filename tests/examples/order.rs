//! The same files give the same answer, in whatever order they come, and however often one asks.

use duly_tests::ask;
use duly_tests::repository::{File, files};

fn told(files: &[File]) -> String {
    let analysis = ask::analyze(files);
    format!("{:#?}\n{:#?}", analysis.diagnostics, analysis.verdicts)
}

#[test]
fn the_same_files_give_the_same_answer() {
    let files = files("examples/field-agency", ".duly");
    let first = told(&files);
    assert_eq!(first, told(&files));
    let mut turned = files.clone();
    turned.reverse();
    assert_eq!(first, told(&turned));
    turned.rotate_left(2);
    assert_eq!(first, told(&turned));
}

#[test]
fn what_stands_in_another_folder_changes_nothing() {
    let alone = files("examples/field-agency", ".duly");
    let mut both = alone.clone();
    both.extend(files("examples/secretariat", ".duly"));
    let of_alone = |files: &[File]| -> Vec<_> {
        let analysis = ask::analyze(files);
        let findings = ask::findings(&analysis).cloned();
        let own = findings.filter(|it| it.entity == "harbour-agency");
        own.map(|it| (it.requirement, it.subject, it.verdict)).collect()
    };
    let decided = of_alone(&alone);
    assert!(!decided.is_empty());
    assert_eq!(decided, of_alone(&both));
}
