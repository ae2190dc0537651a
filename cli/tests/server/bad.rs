//! A client that speaks badly: it is answered, and the next who speaks well is served.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, published, pushed};

const URI: &str = "untitled:Untitled-1";

fn client() -> Client {
    Client::open(&pushed(), &[])
}

fn works(client: &mut Client) {
    let answer = client.ask("duly/nothing", json!({}));
    assert_eq!(answer["error"]["code"], -32601, "{answer}");
}

#[test]
fn garbage_of_every_kind_is_survived() {
    let mut client = client();
    let mut seed = 11_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    let pieces: &[&[u8]] = &[
        b"Content-Length: ",
        b"12",
        b"\r\n",
        b"\r\n\r\n",
        b"{",
        b"}",
        b"\"jsonrpc\":\"2.0\"",
        b"\xff\xfe",
        b"\n",
        b"-1",
        b"content-length:3\r\n\r\n[1]",
        b"\0\0\0",
        b"\"method\":\"exi\"",
        b"\"id\":1",
        b"Content-Type: x\r\n",
        b"\\ud800",
    ];
    for _ in 0..300 {
        let mut junk = Vec::new();
        for _ in 0..random() % 12 {
            junk.extend_from_slice(pieces[random() % pieces.len()]);
        }
        client.raw(&junk);
    }
    // Whatever length was announced last, so much and more comes now.
    client.raw(&[b' '; 4096]);
    client.raw(b"\r\n\r\n");
    works(&mut client);
}

#[test]
fn changes_that_make_no_sense_are_survived() {
    let mut client = client();
    let at = |a: u32, b: u32| json!({"line": a, "character": b});
    client.did_change("file:///nowhere.duly", 1, json!([{"text": "x"}]));
    client.did_close("file:///nowhere.duly");
    client.did_open(URI, "entity town { }\n");
    client.ready();
    let far = u32::from(u16::MAX);
    let ranges = [(at(far, 0), at(far, far)), (at(0, far), at(0, 0)), (at(2, 0), at(0, 3)), (at(0, 2), at(0, 2))];
    for (version, (start, end)) in (2..).zip(ranges) {
        client.did_change(URI, version, json!([{"range": {"start": start, "end": end}, "text": ""}]));
    }
    client.tell("textDocument/didChange", json!({"textDocument": {"uri": URI}, "contentChanges": "?"}));
    client.tell("textDocument/didOpen", json!(7));
    client.tell("textDocument/didOpen", json!({"textDocument": {"uri": "no uri", "text": ""}}));
    client.did_change(URI, 9, json!([{"text": "entity town { "}]));
    let told = client.until(|it| it["params"]["version"] == 9);
    assert_eq!(told["params"]["diagnostics"][0]["code"], "DLY002", "{told}");
}

#[test]
fn a_change_that_comes_too_late_is_passed_over() {
    let mut client = client();
    client.did_open(URI, "entity town { }\n");
    client.ready();
    client.did_change(URI, 5, json!([{"text": "entity town {"}]));
    client.until(|it| it["params"]["version"] == 5);
    client.did_change(URI, 3, json!([{"text": "entity town { }"}]));
    client.did_change(URI, 6, json!([{"text": "entity town {\n"}]));
    client.until(|it| it["method"] == "window/logMessage");
    client.ready();
    let params = json!({"textDocument": {"uri": URI}});
    works(&mut client);
    client.did_change(URI, 7, json!([{"text": "entity town { }"}]));
    let told = client.until(|it| it["params"]["version"] == 7);
    assert_eq!(told["params"]["diagnostics"], json!([]), "{params}");
}

#[test]
fn opened_twice_and_closed_twice_is_opened_once_and_closed_once() {
    let mut client = client();
    client.did_open(URI, "entity town {");
    client.did_open(URI, "entity town { x }\n");
    client.ready();
    client.did_close(URI);
    client.did_close(URI);
    client.until(|it| it["params"]["uri"] == URI && it["params"]["diagnostics"] == json!([]));
    works(&mut client);
}

#[test]
fn fifty_megabytes_are_taken_with_a_note() {
    let mut client = client();
    let text = format!("entity town {{ }}\n{}", "// a line of a text that never ends\n".repeat(50 << 20 >> 5));
    assert!(text.len() > 50 << 20);
    client.did_open(URI, &text);
    let told = client.until(|it| it["method"] == "textDocument/publishDiagnostics");
    let codes: Vec<&Value> = told["params"]["diagnostics"].as_array().unwrap().iter().map(|it| &it["code"]).collect();
    assert!(codes.contains(&&json!("DLY010")), "{codes:?}");
    works(&mut client);
    client.did_change(URI, 2, json!([{"text": "entity town { }\n"}]));
    let told = client.until(|it| it["params"]["version"] == 2);
    assert_eq!(told["params"]["diagnostics"], json!([]));
}

#[test]
fn whoever_types_without_end_and_reads_nothing_is_served_when_they_read_again() {
    let mut client = client();
    client.did_open(URI, "entity town { }\n");
    let began = Instant::now();
    for version in 2..3000 {
        let text = if version % 2 == 0 { "entity town {" } else { "entity town { }" };
        client.did_change(URI, version, json!([{"text": text}]));
        client.begin("duly/nothing", json!({}));
    }
    assert!(began.elapsed() < Duration::from_secs(100));
    // Not what was found before: what is still true is not told again.
    client.did_change(URI, 3000, json!([{"text": "entity town { }\n}\n"}]));
    client.until(|it| it["params"]["version"] == 3000);
    let told = published(&client.heard);
    assert!(told.len() <= 1);
}
