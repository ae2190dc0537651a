//! The pages for those who write: what they show stands in files, and the checker says what they say.

use std::collections::BTreeSet;

use duly_tests::ask;
use duly_tests::repository::{File, files, read};

const PAGE: &str = "docs/writing-guidance.md";
const FOLDER: &str = "docs/writing-guidance";

/// What stands between the fences of this kind.
fn blocks(page: &str, kind: &str) -> Vec<String> {
    let fence = format!("```{kind}\n");
    let parts = page.split(&fence).skip(1);
    parts.filter_map(|it| it.split("\n```").next()).map(str::to_owned).collect()
}

fn file(name: &str) -> File {
    let path = format!("{FOLDER}/{name}");
    let text = read(&path);
    File { path, text }
}

/// What the checker says of a file beside the guidance: the line, the code and the message.
fn told(name: &str) -> BTreeSet<String> {
    let mut together = vec![file(name)];
    if name != "mistakes.duly" {
        together.push(file("guidance.duly"));
    }
    let told = ask::told(&ask::analyze(&together));
    told.iter().map(|it| it.trim_start_matches(FOLDER).trim_start_matches('/').to_owned()).collect()
}

/// `file.duly:8:3: error[code name] message` as `file.duly:8 [code] message`.
fn shown(line: &str) -> Option<String> {
    let (place, found) = line.split_once(": ")?;
    let (place, _column) = place.rsplit_once(':')?;
    let (_severity, found) = found.split_once('[')?;
    let (code, message) = found.split_once("] ")?;
    let code = code.split(' ').next()?;
    Some(format!("{place} [{code}] {message}"))
}

#[test]
fn what_the_page_shows_stands_in_a_file() {
    let written = files(FOLDER, ".duly");
    let blocks = blocks(&read(PAGE), "duly");
    assert!(blocks.len() > 10, "{}", blocks.len());
    for block in blocks {
        assert!(written.iter().any(|it| it.text.contains(&block)), "in no file under {FOLDER}:\n{block}");
    }
}

#[test]
fn the_checker_says_what_the_page_says() {
    let shown: BTreeSet<String> =
        blocks(&read(PAGE), "text").iter().flat_map(|it| it.lines()).filter_map(shown).collect();
    let names = ["loose.duly", "broken.duly", "mistakes.duly"];
    let told: BTreeSet<String> = names.into_iter().flat_map(told).collect();
    assert_eq!(shown, told);
}

#[test]
fn the_careful_town_keeps_everything_and_the_hasty_one_breaks_each_rule() {
    assert_eq!(told("kept.duly"), BTreeSet::new());
    let hasty = ask::not_kept(&ask::analyze(&[file("guidance.duly"), file("broken.duly")]));
    let guidance = read(&format!("{FOLDER}/guidance.duly"));
    let rules = guidance.split("\nrequirement ").skip(1).filter_map(|it| it.split_whitespace().next());
    let rules: BTreeSet<String> = rules.map(|it| format!("town-cameras/{it}")).collect();
    assert_eq!(hasty.into_keys().collect::<BTreeSet<_>>(), rules);
}

#[test]
fn the_letter_is_kept_and_the_rule_is_not() {
    let analysis = ask::analyze(&[file("guidance.duly"), file("loose.duly")]);
    let not_kept = ask::not_kept(&analysis);
    assert!(!not_kept.contains_key("first-try/assessed-first"));
    assert!(not_kept.contains_key("town-cameras/outsider-looks-first"));
}

#[test]
fn the_profile_fits_the_guidance() {
    let analysis = ask::analyze(&[file("guidance.duly"), file("profile.duly")]);
    assert_eq!(ask::mistakes(&analysis), Vec::<String>::new());
}
