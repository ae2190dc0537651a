//! What an editor puts in at a key can be read as it stands.

use duly_dsl::Analysis;
use duly_tests::ask;
use duly_tests::repository::{File, read};
use serde_json::Value;

const SNIPPETS: &str = "editors/code/snippets/duly.json";

/// Where a snippet may stand: beside what, and within what.
fn places(name: &str) -> (&'static str, &'static str) {
    match name {
        "new procedure" | "entity" | "use" | "record" | "judgement" | "waiver" | "guidance" => ("", ""),
        "role" => ("entity e \"E\" {\n", "\n}"),
        "requirement" => ("guidance g \"G\" {\n", "\n}"),
        _ => ("procedure p \"P\" for any use {\n", "\n}"),
    }
}

/// An organisation with everything that the snippets name by default.
const AROUND: &str = r#"
entity office "An office" {
  follows un-hrdd
  role assessor "Assessor" { independence: external }
  role legal-adviser "Legal Adviser" { rank: officer }
}
procedure name-of-a-procedure "P" { }
"#;

#[test]
fn every_snippet_can_be_read() {
    let snippets = snippets();
    assert!(snippets.len() > 10);
    for (name, text) in snippets {
        let (before, after) = places(&name);
        let file = File { path: "a.duly".to_owned(), text: format!("{before}{text}{after}\n") };
        let wrong = ask::told(&read_only(&[file]));
        // Codes below DLY100 are about the writing, those above about names.
        let wrong: Vec<_> = wrong.iter().filter(|it| it.contains("[DLY0")).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}\n{text}");
    }
}

/// Whoever begins with nothing but these has no mistake in the file.
#[test]
fn what_stands_by_itself_means_something() {
    let all = snippets();
    let of = |name: &str| all.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str());
    let names = ["entity", "new procedure", "use", "record", "judgement", "waiver"];
    let text = names.map(of).join("\n").replace("  role director", &format!("{}\n  role director", ASSESSOR));
    let file = File { path: "a.duly".to_owned(), text };
    assert_eq!(ask::mistakes(&read_only(std::slice::from_ref(&file))), Vec::<String>::new(), "{}", file.text);
}

const ASSESSOR: &str = r#"  role assessor "Assessor" { independence: external }"#;

#[test]
fn what_stands_in_a_procedure_means_something() {
    let all = snippets();
    let inside = all.iter().filter(|it| places(&it.0).0.starts_with("procedure") && it.0 != "go to");
    for (name, text) in inside {
        let around = AROUND.replace("role assessor", &format!("{ROLES}  role assessor"));
        let text = format!("{around}procedure p \"P\" for any use {{\n{text}\n}}\n");
        let file = File { path: "a.duly".to_owned(), text };
        assert_eq!(ask::mistakes(&read_only(std::slice::from_ref(&file))), Vec::<String>::new(), "{name}");
    }
}

const ROLES: &str = "role director \"D\" { rank: director }\n  role protection-officer \"P\" { rank: officer }\n";

/// What is wrong with the writing does not hang on what guidance asks, so one question is enough.
fn read_only(files: &[File]) -> Analysis {
    ask::analyze_about(files, "un-hrdd/review-regularly")
}

/// Each with what it puts in if nobody changes anything.
fn snippets() -> Vec<(String, String)> {
    let Ok(Value::Object(all)) = serde_json::from_str::<Value>(&read(SNIPPETS)) else {
        panic!("{SNIPPETS} holds one object");
    };
    all.into_iter().map(|(name, snippet)| (name, filled_in(&body(&snippet["body"])))).collect()
}

fn body(value: &Value) -> String {
    match value {
        Value::String(line) => line.clone(),
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        _ => panic!("a body is a text or lines"),
    }
}

/// `${1:name}` becomes `name`, `${2|a,b|}` becomes `a`, `$0` nothing.
fn filled_in(body: &str) -> String {
    // An editor knows the day; here it is the one on which all tests are made.
    let day = [
        ("${CURRENT_YEAR}", ask::TODAY.year()),
        ("${CURRENT_MONTH}", ask::TODAY.month().into()),
        ("${CURRENT_DATE}", ask::TODAY.day().into()),
    ];
    let body =
        day.into_iter().fold(body.to_owned(), |body, (name, number)| body.replace(name, &format!("{number:02}")));
    let mut parts = body.split('$');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.strip_prefix('{').and_then(|it| it.split_once('}')) {
            Some((place, after)) => {
                let default = place.trim_start_matches(|it: char| it.is_ascii_digit());
                let choices = default.trim_matches('|');
                filled += default.strip_prefix(':').unwrap_or_else(|| choices.split(',').next().unwrap_or_default());
                filled += after;
            }
            None => filled += part.trim_start_matches(|it: char| it.is_ascii_digit()),
        }
    }
    filled
}

#[test]
fn places_are_filled_in() {
    assert_eq!(filled_in("step ${1:a b}: ${2|x,y|} $3by\n$0}"), "step a b: x by\n}");
    assert_eq!(filled_in("on ${1:${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}} by"), "on 2026-11-22 by");
}
