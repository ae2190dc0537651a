//! Files, folders, and how they are called.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, folder, published, pulling, pushed, uri};

const BROKEN: &str = "entity town {\n";
const WHOLE: &str = "entity town { }\n";
const OTHER: &str = "entity village { }\n";

/// The codes that were told last of a document.
fn codes(told: &Value) -> Vec<String> {
    let diagnostics = told["params"]["diagnostics"].as_array().unwrap();
    diagnostics.iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect()
}

fn told_of(client: &mut Client, uri: &str) -> Vec<String> {
    codes(&client.until(|it| it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"] == uri))
}

#[test]
fn what_an_editor_holds_counts_and_then_what_is_on_disk() {
    let folder = folder("held", &[("a.duly", BROKEN)]);
    let file = uri(&folder.join("a.duly"));
    let mut client = Client::open(&pushed(), &[&folder]);
    assert_eq!(told_of(&mut client, &file), ["DLY002"]);
    client.did_open(&file, WHOLE);
    assert!(told_of(&mut client, &file).is_empty());
    client.did_close(&file);
    assert_eq!(told_of(&mut client, &file), ["DLY002"], "closed without saving");
    client.did_open(&file, BROKEN);
    fs::write(folder.join("a.duly"), WHOLE).unwrap();
    client.did_change(&file, 2, json!([{"text": WHOLE}]));
    assert!(told_of(&mut client, &file).is_empty());
    client.did_close(&file);
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    fs::remove_file(folder.join("a.duly")).unwrap();
    fs::write(folder.join("b.duly"), BROKEN).unwrap();
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert_eq!(told_of(&mut client, &uri(&folder.join("b.duly"))), ["DLY002"]);
}

#[test]
fn what_happens_outside_is_seen_even_if_the_client_is_blind() {
    let folder = folder("outside", &[("a.duly", WHOLE), ("sub/b.duly", OTHER)]);
    let (a, b) = (uri(&folder.join("a.duly")), uri(&folder.join("sub/b.duly")));
    let mut client = Client::open(&pushed(), &[&folder]);
    client.ready();
    fs::write(folder.join("a.duly"), BROKEN).unwrap();
    assert_eq!(told_of(&mut client, &a), ["DLY002"]);
    fs::remove_file(folder.join("a.duly")).unwrap();
    assert!(told_of(&mut client, &a).is_empty());
    fs::write(folder.join("sub/b.duly"), BROKEN).unwrap();
    assert_eq!(told_of(&mut client, &b), ["DLY002"]);
    fs::rename(folder.join("sub"), folder.join("other")).unwrap();
    assert_eq!(told_of(&mut client, &uri(&folder.join("other/b.duly"))), ["DLY002"]);
    let told = published(&client.heard);
    assert!(told.get(&b).is_none_or(|it| it["diagnostics"] == json!([])), "{told:?}");
    fs::write(folder.join(".gitignore"), "other/\n").unwrap();
    assert!(told_of(&mut client, &uri(&folder.join("other/b.duly"))).is_empty());
}

#[test]
fn files_of_a_folder_know_one_another_and_files_outside_do_not() {
    let role = "entity town { role clerk \"Clerk\" { rank: officer } }\n";
    let step = "procedure buy for any use { step sign: award by clerk }\n";
    let folder = folder("together", &[("in/a.duly", role), ("in/b.duly", step), ("out/c.duly", step)]);
    let mut client = Client::open(&pushed(), &[&folder.join("in")]);
    let told = published(&client.ready());
    let unknown = "there is no role called `clerk`";
    assert!(!told.values().any(|it| it.to_string().contains(unknown)), "{told:?}");
    let outside = uri(&folder.join("out/c.duly"));
    client.did_open(&outside, step);
    let told = client.until(|it| it["params"]["uri"] == outside.as_str());
    assert!(told.to_string().contains(unknown), "{told}");
    client.did_close(&outside);
    assert!(told_of(&mut client, &outside).is_empty(), "nobody looks at it any more");
}

#[test]
fn a_text_without_a_file_is_checked() {
    let mut client = Client::open(&pushed(), &[]);
    for uri in ["untitled:Untitled-1", "vscode-notebook-cell:/c%3A/x#W1", "git:/tmp/a.duly?ref=HEAD"] {
        client.did_open(uri, BROKEN);
        assert_eq!(told_of(&mut client, uri), ["DLY002"]);
    }
}

#[test]
fn folders_come_and_go() {
    let folder =
        folder("folders", &[("one/a.duly", BROKEN), ("two/b.duly", "entity b {\n"), ("two/in/c.duly", "entity c {\n")]);
    let named = |name: &str| json!({"uri": uri(&folder.join(name)), "name": name});
    let mut client = Client::open(&pushed(), &[&folder.join("one")]);
    let (a, b, c) = ("one/a.duly", "two/b.duly", "two/in/c.duly");
    let spelled = |name: &str| uri(&folder.join(name));
    assert_eq!(told_of(&mut client, &spelled(a)), ["DLY002"]);
    let event = json!({"added": [named("two"), named("two/in")], "removed": [named("one")]});
    client.tell("workspace/didChangeWorkspaceFolders", json!({"event": event}));
    assert!(told_of(&mut client, &spelled(a)).is_empty());
    let heard = client.until(|it| {
        let done = |name: &str| it["params"]["uri"] == spelled(name) && it["params"]["diagnostics"] != json!([]);
        done(b)
    });
    assert_eq!(codes(&heard), ["DLY002"]);
    client.ready();
    // The inner folder speaks of its own file, and the outer one does not speak of it too.
    client.did_open(&spelled(c), "entity c {\n");
    client.did_change(&spelled(c), 2, json!([{"text": "entity c { }\n"}]));
    let told = client.until(|it| it["params"]["uri"] == spelled(c) && it["params"]["version"] == 2);
    assert!(codes(&told).is_empty());
    client.tell("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [], "removed": [named("two/in")]}}));
    client.did_change(&spelled(c), 3, json!([{"text": "entity c {\n"}]));
    let told = client.until(|it| it["params"]["uri"] == spelled(c) && it["params"]["version"] == 3);
    assert_eq!(codes(&told), ["DLY002"]);
}

#[test]
fn a_document_is_spelled_as_the_client_spells_it() {
    let folder = folder("Loi & règle #2 100%", &[("文 é.duly", BROKEN), ("b(1).duly", BROKEN)]);
    let (there, other) = (folder.join("文 é.duly"), folder.join("b(1).duly"));
    let mut client = Client::open(&pushed(), &[&folder]);
    let told = published(&client.ready());
    assert_eq!(told.keys().collect::<Vec<_>>(), [&uri(&there), &uri(&other)]);
    // As other editors spell it: small letters, fewer escapes.
    let odd = uri(&other).replace("%28", "(").replace("%29", ")").replace("%C3%A8", "%c3%a8");
    assert_ne!(odd, uri(&other));
    client.did_open(&odd, BROKEN);
    assert_eq!(told_of(&mut client, &odd), ["DLY002"]);
    client.did_change(&odd, 2, json!([{"text": WHOLE}]));
    let told = client.until(|it| it["params"]["uri"] == odd && it["params"]["version"] == 2);
    assert!(codes(&told).is_empty());
    // Some do not escape at all.
    let raw = format!("file://{}", there.display()).replace('%', "%25").replace('#', "%23");
    client.did_open(&raw, WHOLE);
    client.did_change(&raw, 2, json!([{"text": BROKEN}]));
    let told = client.until(|it| it["params"]["uri"] == raw && it["params"]["version"] == 2);
    // The other file, which is whole again, declares the same name.
    assert_eq!(codes(&told), ["DLY102", "DLY002"]);
    let left = published(&client.heard);
    assert!(left.get(&uri(&other)).is_none_or(|it| it["diagnostics"] == json!([])), "one document, told of once");
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_rest_is_checked() {
    let folder = folder("unread", &[("a.duly", BROKEN)]);
    fs::write(folder.join("b.duly"), b"// \xff\n").unwrap();
    let mut client = Client::open(&pushed(), &[&folder]);
    let heard = client.ready();
    assert_eq!(published(&heard).len(), 1);
    let shown = heard.iter().find(|it| it["method"] == "window/showMessage");
    let shown = shown.cloned().unwrap_or_else(|| client.until(|it| it["method"] == "window/showMessage"));
    let words = shown["params"]["message"].as_str().unwrap();
    assert!(words.starts_with("`b.duly` cannot be read, and is not checked: it is not UTF-8 text"), "{words}");
}

#[test]
fn what_git_ignores_belongs_to_no_folder_until_somebody_opens_it() {
    let folder = folder("ignored", &[(".gitignore", "drafts/\n"), ("a.duly", WHOLE), ("drafts/b.duly", BROKEN)]);
    let draft = uri(&folder.join("drafts/b.duly"));
    let mut client = Client::open(&pushed(), &[&folder]);
    assert!(published(&client.ready()).is_empty());
    client.did_open(&draft, BROKEN);
    assert_eq!(told_of(&mut client, &draft), ["DLY002"]);
    client.did_close(&draft);
    assert!(told_of(&mut client, &draft).is_empty());
}

#[test]
fn a_file_that_is_not_open_can_be_asked_about() {
    let folder = folder("closed", &[("in/a.duly", BROKEN), ("out/b.duly", BROKEN)]);
    let mut client = Client::open(&pulling(), &[&folder.join("in")]);
    for name in ["in/a.duly", "out/b.duly"] {
        let report = client.pull(&uri(&folder.join(name)), None);
        assert_eq!(report["items"][0]["code"], "DLY002", "{name}: {report}");
    }
    let nothing = client.pull(&uri(&folder.join("nothing.duly")), None);
    assert_eq!(nothing["items"], json!([]));
}
