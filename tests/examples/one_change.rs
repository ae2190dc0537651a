//! Every requirement that the mended field agency keeps can be broken there by one small change, and is seen to be.

use std::collections::BTreeSet;

use duly_dsl::Verdict;
use duly_tests::ask;
use duly_tests::repository::{File, files};

use super::change::{Change, EXAMPLE, changes};

/// What is wrong with a change, if anything: it cannot be made, is a mistake, or is not seen.
fn unseen(change: &Change, clean: &[File]) -> Option<String> {
    let Some(files) = change.made(clean) else {
        return Some(format!("{}: {:?} does not stand in {}", change.requirement, change.from, change.file));
    };
    let analysis = ask::analyze_about(&files, &change.requirement);
    let mistakes = ask::mistakes(&analysis);
    let worst = ask::findings(&analysis).filter(|it| it.requirement == change.requirement).map(|it| it.verdict).max();
    let seen = worst.is_some_and(|it| it > Verdict::Waived) && mistakes.is_empty();
    (!seen).then(|| format!("{}: {:?} {mistakes:?}", change.requirement, worst.map(Verdict::words)))
}

#[test]
fn one_small_change_breaks_each_requirement() {
    let clean = files(EXAMPLE, ".duly");
    let unseen: Vec<String> = changes().iter().filter_map(|it| unseen(it, &clean)).collect();
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
}

#[test]
fn each_requirement_that_is_kept_has_its_change() {
    let analysis = ask::analyze_folder(EXAMPLE);
    let kept: BTreeSet<String> =
        ask::findings(&analysis).filter(|it| it.verdict == Verdict::Kept).map(|it| it.requirement.clone()).collect();
    let changed: BTreeSet<String> = changes().into_iter().map(|it| it.requirement).collect();
    assert!(kept.len() > 70, "only {} requirements are kept", kept.len());
    assert_eq!(kept.difference(&changed).collect::<Vec<_>>(), Vec::<&String>::new());
}
