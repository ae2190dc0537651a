use duly_dsl::Date;
use serde_json::{Value, json};

use super::*;
use crate::render::sample;

fn drawn() -> Value {
    let analysis = sample::analysis();
    let mut out = Vec::new();
    write(&mut out, &analysis, Date::constant(2026, 3, 1), &Summary::of(&analysis, 2, 1)).unwrap();
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn the_envelope_is_what_programs_rely_on() {
    let drawn = drawn();
    assert_eq!(drawn["schema"], "duly-check/1");
    assert_eq!(drawn["today"], "2026-03-01");
    let counts = json!({ "error": 2, "warning": 1, "info": 0 });
    assert_eq!(drawn["summary"]["diagnostics"], counts);
    assert_eq!(drawn["summary"]["files"], 2);
    assert_eq!(drawn["summary"]["unread"], 1);
    assert_eq!(drawn["summary"]["requirements"]["never applies"], 0);
    let kept = json!({
        "requirement": "un-hrdd/can-refuse", "level": "must", "stage": "assess", "entity": "refugee-agency",
        "subject": "any use", "verdict": "kept", "reason": null,
    });
    assert_eq!(drawn["verdicts"][1], kept);
}

#[test]
fn a_finding_about_the_text_says_nothing_of_requirements() {
    let expected = json!({
        "code": "DLY305", "name": "long-interval", "severity": "warning",
        "message": "a review every 24 months is rare",
        "file": "agency/adopt-tool.duly",
        "range": {
            "start": { "line": 32, "column": 16, "offset": 1131 },
            "end": { "line": 32, "column": 25, "offset": 1140 },
        },
        "related": [{
            "message": "this is what is repeated",
            "file": "agency/adopt-tool.duly",
            "range": {
                "start": { "line": 33, "column": 10, "offset": 1152 },
                "end": { "line": 33, "column": 24, "offset": 1166 },
            },
        }],
        "notes": [], "why": null, "sources": [], "help": null,
    });
    assert_eq!(drawn()["diagnostics"][2], expected);
}

#[test]
fn a_broken_requirement_comes_with_its_run() {
    let broken = &drawn()["diagnostics"][0];
    assert_eq!(broken["requirement"], "un-hrdd/assess-before-commitment");
    assert_eq!(broken["verdict"], "broken");
    assert_eq!(broken["also"], json!(["biometric-registration", "cash-cards"]));
    assert_eq!(broken["sources"], json!(["UNGP 17", "UNGP 18"]));
    let facts = json!({ "context": ["humanitarian-emergency"], "risk": ["high"] });
    assert_eq!(broken["witness"]["facts"], facts);
    let run = broken["witness"]["run"].as_array().unwrap();
    let steps: Vec<_> = run.iter().map(|stop| stop["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["screen", "branch", "note-emergency", "urgency: urgent", "go to award", "award"]);
    assert_eq!(run[3]["file"], "agency/fast-track.duly");
    assert_eq!(run[3]["range"]["start"], json!({ "line": 3, "column": 3, "offset": 148 }));
}
