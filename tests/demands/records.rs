//! `entity must have { record … }`: what the entity itself has done, and when.

use duly_tests::ask;

use super::{analysis, not_read, said, verdict_of};

const REPORTS: &str =
    "requirement r \"Report\" must { entity must have { record report { age: at most 12 months  public: yes } } }";

/// Today is 2026-11-22.
#[track_caller]
fn verdict(own: &str) -> &'static str {
    let analysis = analysis(REPORTS, own, "");
    assert_eq!(not_read(&analysis), Vec::<String>::new());
    verdict_of(&analysis)
}

#[test]
fn a_record_of_nothing_else_is_the_entitys_own() {
    assert_eq!(verdict("record x: report on 2026-03-01 by boss { public: yes }"), "kept");
    assert_eq!(verdict(""), "broken");
}

#[test]
fn it_must_be_as_asked_young_and_past() {
    assert_eq!(verdict("record x: report on 2025-03-01 by boss { public: yes }"), "broken");
    assert_eq!(verdict("record x: report on 2026-12-01 by boss { public: yes }"), "broken");
    assert_eq!(verdict("record x: report by boss { public: yes }"), "broken");
    assert_eq!(verdict("record x: report on 2026-03-01 by boss { public: no }"), "broken");
    assert_eq!(verdict("record x: report on 2026-03-01 by boss"), "unknown");
    assert_eq!(verdict("record x: assess on 2026-03-01 by boss"), "broken");
}

#[test]
fn one_that_counts_is_enough() {
    let two = "record x: report on 2020-03-01 by boss { public: yes }
               record y: report on 2026-03-01 by boss { public: yes }";
    assert_eq!(verdict(two), "kept");
}

#[test]
fn a_record_of_a_use_is_not_the_entitys_own() {
    assert_eq!(verdict("use u { } record x: report of u on 2026-03-01 by boss { public: yes }"), "broken");
    let unknown = analysis(REPORTS, "record x: report of nothing on 2026-03-01 by boss { public: yes }", "");
    assert_eq!(verdict_of(&unknown), "broken", "what it is of cannot be found: so it is of something");
}

#[test]
fn what_is_missing_is_said() {
    let analysis = analysis(REPORTS, "", "");
    assert_eq!(said(&analysis), ["report: `e` lacks a recorded `report` that counts today"]);
}

#[test]
fn an_organisation_that_no_file_declares() {
    let text = "guidance g { subject use { } vocabulary action { report }
        requirement r \"Report\" must { entity must have { record report } } }";
    let analysis = ask::analyze_text(text);
    assert_eq!(said(&analysis), ["report: the organisation lacks a recorded `report` that counts today"]);
}
