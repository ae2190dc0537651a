use duly_dsl::Date;
use serde_json::{Value, json};

use super::*;
use crate::render::root::Root;
use crate::render::summary::Summary;
use crate::render::{Style, sample};

fn drawn(most: usize) -> Value {
    let analysis = sample::analysis();
    let summary = Summary::of(&analysis, 2, 0);
    let report = Report {
        analysis: &analysis,
        today: Date::constant(2026, 3, 1),
        summary: &summary,
        failures: &[],
        root: &Root::default(),
        style: Style { color: false, width: 80 },
        quiet: false,
    };
    serde_json::to_value(log(&report, most)).unwrap()
}

#[test]
fn a_run_is_a_flow_with_something_said_at_each_stop() {
    let log = drawn(MOST);
    let result = &log["runs"][0]["results"][0];
    let stops = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array().unwrap();
    let said: Vec<_> = stops.iter().map(|it| it["location"]["message"]["text"].as_str().unwrap()).collect();
    assert_eq!(said[0], "1. screen: risk is high, context is humanitarian-emergency.");
    assert_eq!(said[1], "2. `branch`: this holds, so the assessment is passed by.");
    assert_eq!(stops[3]["location"]["physicalLocation"]["artifactLocation"]["uri"], "agency/fast-track.duly");
    assert_eq!(result["relatedLocations"].as_array().unwrap().len(), 6);
}

#[test]
fn what_there_is_no_room_for_is_the_least_grave_and_is_told() {
    let log = drawn(2);
    let run = &log["runs"][0];
    let levels: Vec<_> = run["results"].as_array().unwrap().iter().map(|it| it["level"].clone()).collect();
    assert_eq!(levels, ["error", "error"]);
    let told = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(told["descriptor"], json!({"id": "left-out"}));
    assert!(told["message"]["text"].as_str().unwrap().starts_with("1 more"));
}

#[test]
fn no_text_is_a_link_or_a_place_to_fill_in() {
    assert_eq!(shape::sentence("see [x](http://y) and {0}"), "see \\[x\\](http://y) and {{0}}.");
}
