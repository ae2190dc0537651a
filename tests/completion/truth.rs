//! What was written is among the offers where it stood.

#![allow(clippy::print_stdout, reason = "a measurement is for people to read")]

use std::collections::BTreeMap;

use duly_dsl::{Analyst, Date, FileId, Offers, Point, Workspace};
use duly_tests::repository::{files, folders};

use crate::words::{declarers, is_new, words};

/// The share of words that have to be offered, in thousandths.
const SHARE: usize = 990;

/// One in so many words is looked at; all with `DULY_EVERY_WORD=1`.
fn stride() -> usize {
    if std::env::var_os("DULY_EVERY_WORD").is_some() { 1 } else { 23 }
}

/// Looked at, offered, and what was not.
#[derive(Default)]
struct Count {
    all: usize,
    offered: usize,
    missed: BTreeMap<String, usize>,
}

fn is_offered(offers: &Offers, word: &str) -> bool {
    offers.offers.iter().any(|it| {
        let starts = |text: &str| {
            text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|it: char| it.is_alphanumeric() || it == '-'))
        };
        starts(&it.label) || starts(&it.plain)
    })
}

fn look_through(paths: &[(String, String)], count: &mut Count) {
    let mut workspace = Workspace::new(Date::constant(2026, 11, 28));
    for (path, text) in paths {
        workspace.set(path.as_str(), text.as_str());
    }
    let mut analyst = Analyst::new();
    let files = analyst.read(&workspace).files;
    let texts: Vec<&str> = files.iter().map(|it| &*it.text).collect();
    let declarers = declarers(&texts);
    for (path, text) in paths {
        let file = files.iter().position(|it| &*it.path == path.as_str()).expect("the file was given");
        let file = FileId(u32::try_from(file).expect("few files"));
        let used: Vec<_> = words(text).into_iter().filter(|it| !is_new(it, &declarers)).collect();
        for word in used.iter().skip(count.all % stride()).step_by(stride()) {
            let end = word.start + word.text.len();
            workspace.set(path.as_str(), format!("{}{}", &text[..word.start], &text[end..]));
            let offset = u32::try_from(word.start).expect("short texts");
            let offers = analyst.read(&workspace).complete(Point { file, offset });
            count.all += 1;
            if is_offered(&offers, &word.text) {
                count.offered += 1;
            } else {
                let line = text[..word.start].lines().count();
                let seen = format!("{} ▮{} {} ({path}:{line})", word.before, word.text, word.after);
                *count.missed.entry(seen).or_default() += 1;
            }
        }
        workspace.set(path.as_str(), text.as_str());
    }
}

fn own_texts(folder: &str) -> Vec<(String, String)> {
    files(folder, ".duly").into_iter().map(|it| (it.path, it.text)).collect()
}

#[test]
fn a_word_that_is_taken_out_is_offered_in_its_place() {
    let mut count = Count::default();
    for folder in folders("examples") {
        look_through(&own_texts(&format!("examples/{folder}")), &mut count);
    }
    check(&count);
}

/// Guidance under another name, so that it does not meet the one that ships.
#[test]
fn a_word_of_guidance_that_is_taken_out_is_offered_in_its_place() {
    let mut count = Count::default();
    for name in ["ungp", "un-hrdd"] {
        let texts = own_texts(&format!("dsl/guidance/{name}"));
        let renamed: Vec<_> = texts
            .into_iter()
            .map(|(path, text)| (path, text.replace(&format!("guidance {name} "), &format!("guidance {name}-again "))))
            .collect();
        look_through(&renamed, &mut count);
    }
    check(&count);
}

fn check(count: &Count) {
    let missed: Vec<String> = count.missed.iter().map(|(it, times)| format!("{times} × {it}")).collect();
    println!("{} of {} offered", count.offered, count.all);
    println!("{}", missed.join("\n"));
    assert!(count.all > 100, "only {} words were looked at", count.all);
    assert!(count.offered * 1000 >= count.all * SHARE, "{} of {} offered", count.offered, count.all);
}
