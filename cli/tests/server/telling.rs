//! What is told when, and what is not told again.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, folder, published, pulling, pushed, uri};

const URI: &str = "untitled:Untitled-1";
const CLERK: &str = "entity town {\n  role clerk \"Clerk\" { rank: officer }\n}\n";

fn insert(line: u32, character: u32, text: &str) -> Value {
    let at = json!({"line": line, "character": character});
    json!([{"range": {"start": at, "end": at}, "text": text}])
}

fn has(told: &Value, code: &str) -> bool {
    told["params"]["diagnostics"].as_array().unwrap().iter().any(|it| it["code"] == code)
}

#[test]
fn an_error_on_the_line_being_written_waits_for_rest_and_comes() {
    let mut client = Client::open(&pushed(), &[]);
    client.settings = json!({"diagnostics": {"settleMs": 1500}});
    client.tell("workspace/didChangeConfiguration", json!({"settings": {"duly": {"diagnostics": {"settleMs": 1500}}}}));
    client.did_open(URI, CLERK);
    client.ready();
    let typed = Instant::now();
    client.did_change(URI, 2, insert(0, 0, "xyz "));
    let told = client.until(|it| it["params"]["version"] == 2 && has(it, "DLY001"));
    assert!(typed.elapsed() >= Duration::from_millis(1400), "{told}");
    let typed = Instant::now();
    client.did_change(
        URI,
        3,
        json!([{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 4}}, "text": ""}]),
    );
    client.until(|it| it["params"]["version"] == 3 && !has(it, "DLY001"));
    assert!(typed.elapsed() < Duration::from_millis(1400), "what is gone is gone at once");
}

#[test]
fn an_error_on_another_line_comes_at_once() {
    let mut client =
        Client::open_with(&pushed(), &[], json!({"status": true, "settings": {"diagnostics": {"settleMs": 9000}}}));
    client.did_open(URI, CLERK);
    client.ready();
    let typed = Instant::now();
    // The brace that is taken away is missed at the end of the text.
    client.did_change(
        URI,
        2,
        json!([{"range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 1}}, "text": ""}]),
    );
    client.until(|it| it["params"]["version"] == 2 && has(it, "DLY002"));
    assert!(typed.elapsed() < Duration::from_millis(8000));
}

#[test]
fn the_same_is_not_told_again() {
    let mut client = Client::open(&pushed(), &[]);
    client.did_open(URI, "entity town {");
    client.ready();
    client.did_change(URI, 2, insert(0, 13, " "));
    client.did_change(URI, 3, insert(0, 14, " // more"));
    let heard = client.ready();
    assert!(published(&heard).is_empty(), "{heard:?}");
}

#[test]
fn only_open_files_are_spoken_of_where_that_is_wished() {
    let folder = folder("scope", &[("a.duly", "entity a {\n"), ("b.duly", "entity b {\n")]);
    let (a, b) = (uri(&folder.join("a.duly")), uri(&folder.join("b.duly")));
    let mut client = Client::open(&pushed(), &[&folder]);
    assert_eq!(published(&client.ready()).len(), 2);
    client.did_open(&a, "entity a {\n");
    client.ready();
    let scope = |word: &str| json!({"settings": {"duly": {"diagnostics": {"scope": word}}}});
    client.tell("workspace/didChangeConfiguration", scope("openFiles"));
    client.until(|it| it["params"]["uri"] == b && it["params"]["diagnostics"] == json!([]));
    client.tell("workspace/didChangeConfiguration", scope("workspace"));
    client.until(|it| it["params"]["uri"] == b && it["params"]["diagnostics"] != json!([]));
}

#[test]
fn another_day_is_another_answer() {
    let text = "entity town {\n  follows un-hrdd\n  role clerk\n}\n\nuse cards \"Cards\" { technology: [biometric] }\n\n\
                record look: assess of cards on 2026-11-25 by clerk { covers: human-rights }\n";
    let mut client = Client::open(&pushed(), &[]);
    client.did_open(URI, text);
    let to_come = |it: &Value| it["params"]["uri"] == URI && it.to_string().contains("which has not come");
    client.until(to_come);
    let day = |day: &str| json!({"settings": {"duly": {"today": day}}});
    client.tell("workspace/didChangeConfiguration", day("2026-11-26"));
    client.until(|it| it["params"]["uri"] == URI && !to_come(it));
    client.tell("workspace/didChangeConfiguration", day(""));
    client.until(to_come);
}

#[test]
fn an_editor_that_asks_about_a_document_and_about_everything_is_called_to_ask_again_about_the_document() {
    let text = "entity town {\n  follows un-hrdd\n  role clerk\n}\n\nuse cards \"Cards\" { technology: [biometric] }\n\n\
                record look: assess of cards on 2026-11-25 by clerk { covers: human-rights }\n";
    let folder = folder("both-ways", &[("a.duly", text)]);
    let file = uri(&folder.join("a.duly"));
    let mut client = Client::open(&pulling(), &[&folder]);
    client.did_open(&file, text);
    let mark = client.pull(&file, None)["resultId"].as_str().unwrap().to_owned();
    client.begin("workspace/diagnostic", json!({"previousResultIds": [], "partialResultToken": "t"}));
    client.until(|it| it["method"] == "$/progress");
    client.tell("workspace/didChangeConfiguration", json!({"settings": {"duly": {"today": "2026-11-26"}}}));
    client.until(|it| it["method"] == "workspace/diagnostic/refresh");
    assert_eq!(client.pull(&file, Some(&mark))["kind"], "full");
}

#[test]
fn what_is_unchanged_is_said_to_be() {
    let folder = folder("unchanged", &[("a.duly", "entity town {\n")]);
    let file = uri(&folder.join("a.duly"));
    let mut client = Client::open(&pulling(), &[&folder]);
    let first = client.pull(&file, None);
    assert_eq!(first["kind"], "full");
    let mark = first["resultId"].as_str().unwrap().to_owned();
    assert_eq!(client.pull(&file, Some(&mark)), json!({"kind": "unchanged", "resultId": mark}));
    client.did_open(&file, "entity town { }\n");
    let second = client.pull(&file, Some(&mark));
    assert_eq!((&second["kind"], &second["items"]), (&json!("full"), &json!([])));
    assert!(published(&client.heard).is_empty(), "whoever asks is not told besides");
}

#[test]
fn everything_is_told_as_it_comes_to_whoever_asked_once() {
    let folder = folder("everything", &[("a.duly", "entity a {\n"), ("b.duly", "entity b { }\n")]);
    let (a, b) = (uri(&folder.join("a.duly")), uri(&folder.join("b.duly")));
    let mut client = Client::open(&pulling(), &[&folder]);
    let id = client.begin("workspace/diagnostic", json!({"previousResultIds": [], "partialResultToken": "part"}));
    let part = |uri: &str, empty: bool| {
        let uri = uri.to_owned();
        move |it: &Value| {
            let items = it["params"]["value"]["items"].as_array().cloned().unwrap_or_default();
            it["method"] == "$/progress"
                && items.iter().any(|it| it["uri"] == uri && (it["items"] == json!([])) == empty)
        }
    };
    client.until(part(&a, false));
    std::fs::write(folder.join("b.duly"), "entity b {\n").unwrap();
    client.until(part(&b, false));
    std::fs::remove_file(folder.join("a.duly")).unwrap();
    client.until(part(&a, true));
    let many = client.heard.iter().filter(|it| it["method"] == "$/progress").count();
    assert!(many < 6, "{many} parts for three changes");
    client.ask("shutdown", Value::Null);
    let answered = client.heard.iter().any(|it| it["id"] == id);
    assert!(answered || client.answer(id)["result"]["items"] == json!([]));
}

#[test]
fn a_question_about_everything_without_news_is_left_open() {
    let folder = folder("patient", &[("a.duly", "entity a {\n")]);
    let mut client = Client::open(&pulling(), &[&folder]);
    let first = client.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    let item = &first["result"]["items"][0];
    let known = json!([{"uri": item["uri"], "value": item["resultId"]}]);
    let id = client.begin("workspace/diagnostic", json!({"previousResultIds": known}));
    let early = client.within(Duration::from_secs(3), |it| it["id"] == id && it.get("method").is_none());
    assert_eq!(early, None);
    client.tell("$/cancelRequest", json!({"id": id}));
    assert_eq!(client.answer(id)["error"]["code"], -32800);
}

#[test]
fn whoever_asked_about_a_file_is_told_when_another_file_changes_it() {
    let step = "procedure buy for any use { step sign: award by clerk }\n";
    let folder = folder("across", &[("a.duly", CLERK), ("b.duly", step)]);
    let (a, b) = (uri(&folder.join("a.duly")), uri(&folder.join("b.duly")));
    let mut client = Client::open(&pulling(), &[&folder]);
    client.did_open(&a, CLERK);
    client.did_open(&b, step);
    let before = client.pull(&b, None);
    client.pull(&a, None);
    client.did_change(&a, 2, json!([{"text": CLERK.replace("clerk", "writer")}]));
    client.pull(&a, None);
    client.until(|it| it["method"] == "workspace/diagnostic/refresh");
    let after = client.pull(&b, before["resultId"].as_str());
    assert!(after["items"].to_string().contains("DLY101"), "{after}");
    let again = client.within(Duration::from_secs(2), |it| it["method"] == "workspace/diagnostic/refresh");
    assert_eq!(again, None, "once is enough");
}

#[test]
fn a_finding_carries_what_an_editor_can_use() {
    let mut client = Client::open(&pushed(), &[]);
    let text = std::fs::read_to_string(crate::client::repository().join("tests/guidance/no-red-line-use/broken.duly"));
    client.did_open(URI, &text.unwrap());
    let told = client.until(|it| it["method"] == "textDocument/publishDiagnostics");
    let findings = told["params"]["diagnostics"].as_array().unwrap();
    let broken = findings.iter().find(|it| it["code"] == "un-hrdd/no-red-line-use").expect("it is broken");
    assert_eq!((&broken["source"], &broken["data"]["code"]), (&json!("duly"), &broken["code"]));
    assert!(broken["data"]["fingerprint"].as_str().is_some_and(|it| !it.is_empty()));
    let stops = broken["relatedInformation"].as_array().expect("the run");
    assert!(stops[0]["message"].as_str().unwrap().starts_with("1. `"), "{stops:?}");
    assert!(
        stops
            .iter()
            .all(|it| it["location"]["uri"] == URI || it["location"]["uri"].as_str().unwrap().starts_with("file:"))
    );
    let prints: std::collections::BTreeSet<&str> =
        findings.iter().map(|it| it["data"]["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), findings.len(), "no two are taken for one");
}
