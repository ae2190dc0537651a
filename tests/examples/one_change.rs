//! Every requirement that the mended field agency keeps can be broken there by one small change, and is seen to be.

use std::collections::BTreeSet;

use duly_dsl::Verdict;
use duly_tests::ask;
use duly_tests::repository::{File, files, read};

const EXAMPLE: &str = "examples/field-agency-mended";

/// `REQUIREMENT in FILE`, then the text as it stands, line by line after `-`, and as it is changed, after `+`.
struct Change {
    requirement: String,
    file: String,
    from: String,
    to: String,
}

fn changes() -> Vec<Change> {
    let text = read("tests/examples/one-change.txt");
    let blocks = text.split("\n\n").filter(|it| !it.starts_with('#'));
    blocks.map(change).collect()
}

#[track_caller]
fn change(block: &str) -> Change {
    let (head, lines) = block.split_once('\n').expect("a change has several lines");
    let (requirement, file) = head.split_once(" in ").expect("a change begins with `REQUIREMENT in FILE`");
    let after = |sign: char| {
        let lines = lines.lines().filter_map(|it| it.strip_prefix(sign));
        lines.map(|it| it.strip_prefix(' ').unwrap_or(it)).collect::<Vec<_>>().join("\n")
    };
    Change {
        requirement: format!("un-hrdd/{requirement}"),
        file: format!("{EXAMPLE}/{file}"),
        from: after('-'),
        to: after('+'),
    }
}

/// What is wrong with a change, if anything: it cannot be made, is a mistake, or is not seen.
fn unseen(change: &Change, clean: &[File]) -> Option<String> {
    let mut files = clean.to_vec();
    let file = files.iter_mut().find(|it| it.path == change.file)?;
    if !file.text.contains(&change.from) {
        return Some(format!("{}: {:?} does not stand in {}", change.requirement, change.from, change.file));
    }
    file.text = file.text.replacen(&change.from, &change.to, 1);
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
