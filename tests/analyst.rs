//! Whoever answers again and again while somebody types gives the answers of one who is asked for the first time.

use std::collections::BTreeMap;

use duly_dsl::{Analysis, Analyst, Workspace};
use duly_tests::ask::TODAY;
use duly_tests::repository::{File, files};
use duly_tests::typing::Desk;

/// A small world in which everything occurs, and two who live in it.
const SMALL: &[(&str, &str)] = &[
    ("rules/guidance.duly", include_str!("analyst/guidance.duly")),
    ("one/one.duly", include_str!("analyst/one.duly")),
    ("two/two.duly", include_str!("analyst/two.duly")),
    ("two/register.duly", include_str!("analyst/register.duly")),
];

fn small() -> BTreeMap<String, String> {
    SMALL.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect()
}

fn folder(name: &str) -> BTreeMap<String, String> {
    files(name, ".duly").into_iter().map(|File { path, text }| (path, text)).collect()
}

fn workspace(texts: &BTreeMap<String, String>) -> Workspace {
    let mut workspace = Workspace::new(TODAY);
    texts.iter().for_each(|(path, text)| workspace.set(path.as_str(), text.as_str()));
    workspace
}

/// Everything that hangs on an answer.
#[track_caller]
fn same(ours: &Analysis, fresh: &Analysis, after: &[String]) {
    let after = || after.join("\n  ");
    let (left, right) = (&ours.diagnostics, &fresh.diagnostics);
    if let Some((ours, fresh)) = left.iter().zip(right).find(|(ours, fresh)| ours != fresh) {
        panic!("{ours:#?}\nand not\n{fresh:#?}\nafter\n  {}", after());
    }
    assert_eq!(left.len(), right.len(), "as many notices after\n  {}", after());
    assert_eq!(ours.verdicts, fresh.verdicts, "after\n  {}", after());
    assert_eq!(ours.is_empty(), fresh.is_empty());
    assert_eq!(ours.decided, fresh.decided);
    assert!(ours.files.iter().map(|it| (&it.path, &it.text)).eq(fresh.files.iter().map(|it| (&it.path, &it.text))));
    assert_eq!(ours.rulebooks(), fresh.rulebooks(), "after\n  {}", after());
    for row in fresh.verdicts.iter().step_by(7) {
        let name = row.finding.requirement.as_str();
        assert_eq!(ours.explain(name), fresh.explain(name), "{name} after\n  {}", after());
    }
}

/// Types so long, and asks after each edit.
#[track_caller]
fn types(texts: BTreeMap<String, String>, seed: u64, edits: usize) {
    let mut desk = Desk::new(texts, seed);
    let mut analyst = Analyst::new();
    let mut made = vec![format!("seed {seed}")];
    for _ in 0..edits {
        made.push(desk.edit());
        let workspace = workspace(&desk.texts);
        same(&analyst.read(&workspace), &Analyst::new().read(&workspace), &made);
        let ours = analyst.analyze(&workspace, &|| false).expect("nobody stops it");
        same(&ours, &workspace.analyze(), &made);
        made.drain(1..made.len().saturating_sub(12).max(1));
    }
}

/// How much longer than usual somebody types here.
fn longer() -> usize {
    std::env::var("DULY_TYPING").ok().and_then(|it| it.parse().ok()).unwrap_or(1)
}

#[test]
fn a_long_day_in_a_small_world() {
    for seed in 0..2 * longer() as u64 {
        types(small(), seed, 25);
    }
}

#[test]
fn a_short_day_in_an_example() {
    for (seed, example) in ["examples/local-partner", "examples/local-partner-mended"].iter().enumerate() {
        types(folder(example), seed as u64, 2 * longer());
    }
}

#[test]
#[ignore = "goes through all examples, and takes long"]
fn a_day_in_every_example() {
    for (seed, folder_name) in duly_tests::repository::folders("examples").iter().enumerate() {
        types(folder(&format!("examples/{folder_name}")), seed as u64, 10 * longer());
    }
    types(folder("examples"), 77, 5 * longer());
}

/// What was decided before it was told to stop is not decided again, and is right.
#[test]
fn somebody_who_is_stopped_goes_on() {
    let workspace = workspace(&small());
    let fresh = workspace.analyze();
    let mut analyst = Analyst::new();
    for patience in 0..200_usize {
        let asked = std::cell::Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > patience
        };
        if let Some(ours) = analyst.analyze(&workspace, &stop) {
            assert!(patience > 1, "it asks whether it should stop");
            return same(&ours, &fresh, &[]);
        }
    }
    panic!("it never comes to an end");
}
