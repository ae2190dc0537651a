//! `each waiver must have`: what an entity's departures must carry.

use super::{analysis, not_read, said, verdict_of};

const OTHER: &str = "requirement other must { require assess }";

#[track_caller]
fn verdict(must: &str, waivers: &str) -> (&'static str, Vec<String>) {
    let requirement = format!("{OTHER} requirement r \"Waivers\" must {{ each waiver must have {{ {must} }} }}");
    let analysis = analysis(&requirement, waivers, "procedure p for any use { step d: deploy by boss }");
    let mistakes = not_read(&analysis);
    assert_eq!(mistakes, Vec::<String>::new());
    (verdict_of(&analysis), said(&analysis).into_iter().map(str::to_owned).collect())
}

/// A waiver from the first of January 2026, by whom, until when.
fn waiver(by: &str, until: &str, rest: &str) -> String {
    format!("waiver w: other on 2026-01-01 {by} {until} {{ {rest} }}")
}

#[test]
fn without_any_nothing_is_asked() {
    assert_eq!(verdict("lasts: at most 12 months", "").0, "never applies");
}

#[test]
fn who_approved_it() {
    let must = "by: { rank: at least director }";
    assert_eq!(verdict(must, &waiver("by boss", "until 2026-12-31", "")).0, "kept");
    let (verdict_of_clerk, said) = verdict(must, &waiver("by clerk", "until 2026-12-31", ""));
    assert_eq!((verdict_of_clerk, said), ("broken", vec!["waivers: `w` lacks `by` as asked".to_owned()]));
    let (nobody, said) = verdict(must, &waiver("", "until 2026-12-31", ""));
    assert_eq!(nobody, "unknown");
    assert_eq!(said, ["waivers: it cannot be told whether this is kept, because it is not said who approved `w`"]);
    assert_eq!(verdict("by: stated", &waiver("", "until 2026-12-31", "")).0, "broken");
}

#[test]
fn how_long_it_lasts() {
    let must = "lasts: at most 12 months";
    assert_eq!(verdict(must, &waiver("by boss", "until 2027-01-01", "")).0, "kept");
    assert_eq!(verdict(must, &waiver("by boss", "until 2027-01-02", "")).0, "broken");
    assert_eq!(verdict(must, &waiver("by boss", "", "")).0, "broken", "one that never expires");
    assert_eq!(verdict("lasts: stated", &waiver("by boss", "", "")).0, "broken");
    assert_eq!(verdict("lasts: at least 30 days", &waiver("by boss", "until 2026-01-31", "")).0, "kept");
    assert_eq!(verdict("lasts: at least 30 days", &waiver("by boss", "until 2026-01-30", "")).0, "broken");
    let undated = "waiver w: other by boss until 2026-12-31 { reason: \"r\" }";
    assert_eq!(verdict(must, undated).0, "unknown");
}

#[test]
fn a_field_that_guidance_declares() {
    assert_eq!(verdict("published: yes", &waiver("by boss", "", "published: yes")).0, "kept");
    assert_eq!(verdict("published", &waiver("by boss", "", "published")).0, "kept");
    assert_eq!(verdict("published: yes", &waiver("by boss", "", "published: no")).0, "broken");
    let (silent, said) = verdict("published: yes", &waiver("by boss", "", ""));
    assert_eq!(silent, "unknown");
    assert_eq!(said, ["waivers: it cannot be told whether this is kept, because `published` of `w` is not stated"]);
}

#[test]
fn why_it_is_needed() {
    assert_eq!(verdict("reason: stated", &waiver("by boss", "", "reason: \"we are few\"")).0, "kept");
    assert_eq!(verdict("reason: stated", &waiver("by boss", "", "reason: \" \"")).0, "broken");
    assert_eq!(verdict("reason: stated", &waiver("by boss", "", "")).0, "broken");
}

#[test]
fn every_one_of_them_also_one_that_has_lapsed() {
    let (found, said) = verdict(
        "lasts: at most 6 months",
        "waiver w: other on 2020-01-01 by boss until 2020-12-31 { reason: \"r\" }
         waiver v: other on 2026-01-01 by boss until 2026-02-01 { reason: \"r\" }",
    );
    assert_eq!((found, said), ("broken", vec!["waivers: `w` lacks `lasts` as asked".to_owned()]));
}

#[test]
fn what_cannot_be_asked_of_one() {
    let mistakes = |must: &str, waivers: &str| {
        let requirement = format!("{OTHER} requirement r must {{ each waiver must have {{ {must} }} }}");
        let analysis = analysis(&requirement, waivers, "");
        let told = analysis.diagnostics.iter().filter(|it| it.code.id.starts_with("DLY1"));
        told.map(|it| format!("{}; {}", it.message, it.help.as_deref().unwrap_or(""))).collect::<Vec<_>>()
    };
    assert_eq!(mistakes("last: stated", ""), ["a waiver carries no field called `last`; did you mean `lasts`?"]);
    assert_eq!(mistakes("lasts: 12 months", ""), ["`lasts` asks for a limit; write `lasts: at most 12 months`"]);
    assert_eq!(
        mistakes("reason: \"x\"", ""),
        ["what `reason` says cannot be asked for, only that it says something; write `reason: stated`"]
    );
    assert_eq!(
        mistakes("by: stated", "waiver w: other by boss { publishd: yes }"),
        ["a waiver carries no field called `publishd`; did you mean `published`?"]
    );
}
