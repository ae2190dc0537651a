//! What the features are for, as a person meets them.

#![allow(clippy::print_stdout, reason = "a measurement is for people to read")]

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use crate::client::{Client, folder, repository, uri};
use crate::profiles;

/// A person in VS Code with the agency of the examples open.
struct Person {
    client: Client,
    uri: String,
    text: String,
}

impl Person {
    fn at(file: &str) -> Self {
        let folder = repository().join("examples/field-agency");
        let mut client =
            Client::open_with(&profiles::vs_code(), &[&folder], json!({"shows": {"pages": true, "pictures": true}}));
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let uri = uri(&path);
        client.did_open(&uri, &text);
        Self { client, uri, text }
    }

    /// The place where these words begin.
    fn place(&self, words: &str) -> Value {
        let before = &self.text[..self.text.find(words).unwrap_or_else(|| panic!("{words}"))];
        let line = before.rsplit('\n').next().unwrap();
        json!({"line": before.matches('\n').count(), "character": line.encode_utf16().count()})
    }

    fn ask(&mut self, method: &str, mut params: Value) -> Value {
        params["textDocument"] = json!({"uri": self.uri});
        let answer = self.client.ask(method, params);
        assert!(answer.get("result").is_some(), "{method}: {answer}");
        answer["result"].clone()
    }

    fn command(&mut self, command: &str, argument: Value) -> Value {
        let params = json!({"command": command, "arguments": [argument]});
        let answer = self.client.ask("workspace/executeCommand", params);
        assert!(answer.get("result").is_some(), "{command}: {answer}");
        answer["result"].clone()
    }
}

#[test]
fn a_word_of_the_guidance_is_explained_and_can_be_read_where_it_is_declared() {
    let mut person = Person::at("agency.duly");
    let at = person.place("un-hrdd");
    let hover = person.ask("textDocument/hover", json!({"position": at}));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("un-hrdd"), "{hover}");
    let target = person.ask("textDocument/definition", json!({"position": at}))[0].clone();
    let declared = target["targetUri"].as_str().unwrap().to_owned();
    let file = PathBuf::from(declared.trim_start_matches("file://"));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(std::fs::metadata(&file).unwrap().permissions().readonly());
    // There the same can be asked again.
    person.client.did_open(&declared, &text);
    let symbols = person.client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": declared}}));
    assert!(!symbols["result"].as_array().unwrap().is_empty(), "{symbols}");
    let at = json!({"textDocument": {"uri": declared}, "position": target["targetSelectionRange"]["start"]});
    let hover = person.client.ask("textDocument/hover", at);
    assert!(hover["result"].is_object(), "{hover}");
}

#[test]
fn colours_that_change_are_told_as_a_difference() {
    let mut person = Person::at("agency.duly");
    let before = person.ask("textDocument/semanticTokens/full", json!({}));
    let (id, mut data) = (before["resultId"].clone(), before["data"].as_array().unwrap().clone());
    assert!(!data.is_empty());
    let start = json!({"line": 0, "character": 0});
    let uri = person.uri.clone();
    person.client.did_change(&uri, 2, json!([{"range": {"start": start, "end": start}, "text": "// é 😀\n"}]));
    let delta = person.ask("textDocument/semanticTokens/full/delta", json!({"previousResultId": id}));
    for edit in delta["edits"].as_array().unwrap() {
        let from = usize::try_from(edit["start"].as_u64().unwrap()).unwrap();
        let count = usize::try_from(edit["deleteCount"].as_u64().unwrap()).unwrap();
        data.splice(from..from + count, edit["data"].as_array().unwrap().clone());
    }
    let fresh = person.ask("textDocument/semanticTokens/full", json!({}));
    assert_eq!(&data, fresh["data"].as_array().unwrap());
}

#[test]
fn a_lens_says_how_a_procedure_stands_and_shows_the_run() {
    let mut person = Person::at("partners.duly");
    let rows = person.ask("textDocument/codeLens", json!({}));
    assert!(!rows.as_array().unwrap().is_empty());
    let mut shown = 0;
    for row in rows.as_array().unwrap() {
        let lens = person.client.ask("codeLens/resolve", row.clone())["result"].clone();
        let command = &lens["command"];
        assert!(!command["title"].as_str().unwrap().is_empty(), "{lens}");
        if command["command"] == "duly.showRun" {
            let picture = person.command("duly.showRun", command["arguments"][0].clone());
            assert!(picture["svg"].as_str().unwrap().starts_with("<svg"), "{picture}");
            assert!(!picture["text"].as_str().unwrap().is_empty());
            shown += 1;
        }
    }
    assert!(shown > 0, "no procedure shows a run: {rows}");
}

#[test]
fn the_page_of_verdicts_says_of_everything_how_it_stands() {
    let mut person = Person::at("agency.duly");
    let uri = person.uri.clone();
    let page = person.command("duly.showVerdicts", json!({"uri": uri}));
    let markdown = page["markdown"].as_str().unwrap();
    for words in ["harbour-agency", "un-hrdd", "broken", "kept", "## assess"] {
        assert!(markdown.contains(words), "{words}: {markdown}");
    }
    let workspace = person.command("duly.checkWorkspace", Value::Null);
    let broken = workspace["status"]["broken"].as_u64().unwrap();
    assert!(broken > 0 && markdown.contains(&format!("{broken} broken")), "{workspace}");
    assert!(!workspace["markdown"].as_str().unwrap().contains('%'), "no score");
}

#[test]
fn what_is_broken_can_be_mended() {
    let mut person = Person::at("partners.duly");
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}});
    let params = json!({"range": range, "context": {"diagnostics": [], "only": ["quickfix"]}});
    let actions = person.ask("textDocument/codeAction", params);
    // What there was no time to try, on a slow machine, can be looked for.
    let is_offered = |it: &&Value| it["isPreferred"] == json!(true) || it["data"].is_object();
    let mut offered = actions.as_array().unwrap().iter().filter(is_offered).cloned();
    let mended = offered.find(|it| {
        assert!(it["diagnostics"][0]["data"]["fingerprint"].is_string(), "{it}");
        let whole = person.client.ask("codeAction/resolve", it.clone());
        whole["result"]["edit"].is_object()
    });
    assert!(mended.is_some(), "nothing would mend anything: {actions}");
}

#[test]
fn hostile_words_mark_nothing_on_a_page() {
    let text = "entity town \"<img src=x onerror=alert(1)> [a](command:b)\" {\n  follows un-hrdd\n  \
                role x \"<script>\" { rank: officer }\n}\n\
                procedure p \"</textarea><script>alert(1)</script>\" for any use { step a \"*\": award by x }\n";
    let folder = folder("hostile-words", &[("a.duly", text)]);
    let mut client = Client::open(&profiles::vs_code(), &[&folder]);
    let address = uri(&folder.join("a.duly"));
    client.did_open(&address, text);
    for (command, argument) in [("duly.showVerdicts", json!({"uri": address})), ("duly.checkWorkspace", Value::Null)] {
        let answer = client.ask("workspace/executeCommand", json!({"command": command, "arguments": [argument]}));
        let page = answer["result"]["markdown"].as_str().unwrap();
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    }
    let at = json!({"uri": address, "position": {"line": 4, "character": 12}});
    let answer = client.ask("workspace/executeCommand", json!({"command": "duly.showPicture", "arguments": [at]}));
    assert!(!answer["result"]["svg"].as_str().unwrap_or("").contains("<script"), "{answer}");
}

/// The protocol's own description, which is not part of this repository, checks every message of a session.
#[test]
fn messages_are_as_the_protocol_has_them() {
    let judge = repository().join("../shared/editors");
    if !judge.join("lspcheck.py").exists() {
        println!("not run: there is no model of the protocol in {}", judge.display());
        return;
    }
    let mut person = Person::at("partners.duly");
    person.client.record();
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}});
    let at = person.place("by ");
    for method in ["documentSymbol", "semanticTokens/full", "foldingRange", "documentLink", "codeLens"] {
        person.ask(&format!("textDocument/{method}"), json!({}));
    }
    for method in ["inlayHint", "codeAction", "semanticTokens/range"] {
        person.ask(&format!("textDocument/{method}"), json!({"range": range, "context": {"diagnostics": []}}));
    }
    for word in ["by ", "step ", "procedure ", "un-hrdd", "{"] {
        let point = if person.text.contains(word) { person.place(word) } else { at.clone() };
        let point = json!({"line": point["line"], "character": point["character"].as_u64().unwrap() + 3});
        for method in [
            "hover",
            "definition",
            "typeDefinition",
            "implementation",
            "references",
            "documentHighlight",
            "completion",
            "signatureHelp",
            "prepareCallHierarchy",
            "prepareTypeHierarchy",
            "selectionRange",
        ] {
            let context = json!({"includeDeclaration": true, "triggerKind": 1, "isRetrigger": false});
            let params = json!({"position": point, "positions": [point], "context": context});
            person.ask(&format!("textDocument/{method}"), params);
        }
    }
    let log = folder("protocol", &[]).join("log.jsonl");
    // `duly/status` is our own, and the model does not know it.
    let theirs = person.client.recorded();
    let theirs = theirs.iter().filter(|it| it["msg"]["method"] != json!("duly/status"));
    let lines: Vec<String> = theirs.map(Value::to_string).collect();
    std::fs::write(&log, lines.join("\n")).unwrap();
    let model = judge.join("metaModel-3.18.json");
    let checked = Command::new("python3").arg(judge.join("lspcheck.py")).arg(model).arg(&log).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}
