//! How a session begins and ends.

use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, folder, pulling, pushed};

#[test]
fn an_orderly_end_is_0_and_any_other_is_1() {
    let mut client = Client::open(&pushed(), &[]);
    assert_eq!(client.ask("shutdown", Value::Null).get("result"), Some(&Value::Null));
    client.tell("exit", Value::Null);
    assert_eq!(client.ending(), Some(0));

    let mut client = Client::open(&pushed(), &[]);
    client.tell("exit", Value::Null);
    assert_eq!(client.ending(), Some(1));

    let mut client = Client::open(&pushed(), &[]);
    client.hang_up();
    assert_eq!(client.ending(), Some(1));
}

#[test]
fn the_server_does_not_outlive_the_program_that_started_it() {
    let mut parent = std::process::Command::new("sleep").arg("1000").spawn().unwrap();
    let mut client = Client::start();
    client.ask("initialize", json!({"processId": parent.id(), "capabilities": {}}));
    parent.kill().unwrap();
    // It is not buried yet, and the pipe is still open.
    assert_eq!(client.ending(), Some(1));
    parent.wait().unwrap();
}

#[test]
fn a_parent_elsewhere_is_not_waited_for() {
    let mut client = Client::start();
    client.ask("initialize", json!({"processId": 0x3fff_ffff, "capabilities": {}}));
    assert!(client.ask("shutdown", Value::Null).get("result").is_some());
}

#[test]
fn columns_count_what_was_agreed_upon() {
    let of = |offered: Value| {
        let mut client = Client::start();
        let answer = client.ask("initialize", json!({"processId": null, "capabilities": {"general": offered}}));
        answer["result"]["capabilities"]["positionEncoding"].as_str().unwrap().to_owned()
    };
    assert_eq!(of(Value::Null), "utf-16");
    assert_eq!(of(json!({"positionEncodings": ["utf-16"]})), "utf-16");
    assert_eq!(of(json!({"positionEncodings": ["utf-16", "utf-32"]})), "utf-32");
    assert_eq!(of(json!({"positionEncodings": ["utf-16", "utf-8"]})), "utf-8");
}

#[test]
fn diagnostics_are_offered_to_those_who_ask_and_sent_to_those_who_do_not() {
    let of = |capabilities: Value| {
        let mut client = Client::start();
        let answer = client.ask("initialize", json!({"processId": null, "capabilities": capabilities}));
        answer["result"]["capabilities"]["diagnosticProvider"].clone()
    };
    assert_eq!(of(pushed()), Value::Null);
    assert_eq!(of(pulling())["interFileDependencies"], true);
}

#[test]
fn the_first_look_can_be_watched_once_the_client_agrees() {
    let folder = folder("progress", &[("a.duly", "entity town { }\n")]);
    let mut client = Client::open(&json!({"window": {"workDoneProgress": true}}), &[&folder]);
    let heard = |client: &mut Client, kind: &str| {
        client.until(|it| it["method"] == "$/progress" && it["params"]["value"]["kind"] == kind)["params"].clone()
    };
    let token = heard(&mut client, "begin")["token"].clone();
    assert!(client.heard.iter().any(|it| it["method"] == "window/workDoneProgress/create"));
    assert_eq!(heard(&mut client, "end")["token"], token);
}

#[test]
fn nothing_is_asked_before_the_client_is_ready() {
    let folder = folder("early", &[("a.duly", "entity town { }\n")]);
    let mut client = Client::start();
    let capabilities = json!({
        "window": {"workDoneProgress": true},
        "workspace": {"configuration": true, "didChangeWatchedFiles": {"dynamicRegistration": true}},
    });
    let folders = json!([{"uri": crate::client::uri(&folder), "name": "x"}]);
    client.ask("initialize", json!({"processId": null, "capabilities": capabilities, "workspaceFolders": folders}));
    let asked = client.within(Duration::from_millis(500), |it| it.get("method").is_some() && it.get("id").is_some());
    assert_eq!(asked, None);
    client.tell("initialized", json!({}));
    client.until(|it| it["method"] == "workspace/configuration");
    client.until(|it| it["method"] == "client/registerCapability");
}

#[test]
fn a_setting_that_nobody_knows_is_told_once_in_words() {
    let mut client = Client::start();
    client.settings = json!({"diagnostics": {"scop": "workspace"}});
    client.ask("initialize", json!({"processId": null, "capabilities": {"workspace": {"configuration": true}}}));
    client.tell("initialized", json!({}));
    let shown = client.until(|it| it["method"] == "window/showMessage");
    let words = shown["params"]["message"].as_str().unwrap();
    assert!(words.contains("there is no setting `duly.diagnostics.scop`"), "{words}");
}
