//! What is advertised is implemented, and answers at every point of every example and every broken text.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::client::{Client, repository, uri};
use crate::profiles;

/// What can be asked about a point.
const OF_A_POINT: &[&str] = &[
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/declaration",
    "textDocument/typeDefinition",
    "textDocument/implementation",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/prepareCallHierarchy",
    "textDocument/prepareTypeHierarchy",
    "textDocument/selectionRange",
    "textDocument/onTypeFormatting",
];

/// What can be asked about a whole text.
const OF_A_TEXT: &[&str] = &[
    "textDocument/documentSymbol",
    "textDocument/semanticTokens/full",
    "textDocument/foldingRange",
    "textDocument/documentLink",
    "textDocument/codeLens",
    "textDocument/formatting",
];

/// What can be asked about a stretch of it.
const OF_A_STRETCH: &[&str] = &[
    "textDocument/semanticTokens/range",
    "textDocument/inlayHint",
    "textDocument/codeAction",
    "textDocument/rangeFormatting",
];

/// So many points of a text are asked about, spread over all of it; with each run of the tests they are the same.
const POINTS: usize = 12;

/// Under which capability a method is advertised.
fn advertised(server: &Value, method: &str) -> bool {
    let name = match method {
        "textDocument/completion" => "completionProvider",
        "textDocument/prepareRename" | "textDocument/rename" => "renameProvider",
        "textDocument/prepareCallHierarchy" => "callHierarchyProvider",
        "textDocument/prepareTypeHierarchy" => "typeHierarchyProvider",
        "textDocument/formatting" => "documentFormattingProvider",
        "textDocument/rangeFormatting" => "documentRangeFormattingProvider",
        "textDocument/onTypeFormatting" => "documentOnTypeFormattingProvider",
        other if other.starts_with("textDocument/semanticTokens") => "semanticTokensProvider",
        other => return !server[format!("{}Provider", other.trim_start_matches("textDocument/"))].is_null(),
    };
    !server[name].is_null()
}

#[test]
fn everything_that_is_advertised_is_asked_here() {
    let folder = crate::client::folder("advertised", &[("a.duly", "entity town { }\n")]);
    let mut client = Client::start();
    let params = json!({
        "processId": null, "rootUri": uri(&folder), "capabilities": profiles::vs_code(),
    });
    let answer = client.ask("initialize", params);
    let server = answer["result"]["capabilities"].as_object().unwrap();
    let asked: Vec<&&str> = OF_A_POINT.iter().chain(OF_A_TEXT).chain(OF_A_STRETCH).collect();
    let elsewhere = [
        "positionEncoding",
        "textDocumentSync",
        "workspace",
        "diagnosticProvider",
        "executeCommandProvider",
        "workspaceSymbolProvider",
    ];
    for name in server.keys().filter(|it| !elsewhere.contains(&it.as_str())) {
        let alone = json!({name: true});
        assert!(asked.iter().any(|it| advertised(&alone, it)), "nobody asks for `{name}`");
    }
    for command in server["executeCommandProvider"]["commands"].as_array().unwrap() {
        let answer = client.ask("workspace/executeCommand", json!({"command": command, "arguments": []}));
        let told = answer.get("result").is_some() || answer["error"]["code"] == json!(-32803);
        assert!(told, "{command}: {answer}");
    }
}

fn examples() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = folders(&repository().join("examples"));
    folders.sort();
    folders
}

fn folders(within: &Path) -> Vec<PathBuf> {
    fs::read_dir(within).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_dir()).collect()
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut texts: Vec<PathBuf> = all.filter(|it| it.extension().is_some_and(|it| it == "duly")).collect();
    texts.sort();
    texts
}

#[test]
fn examples_answer_everywhere() {
    for folder in examples() {
        let mut client = Client::open(&profiles::vs_code(), &[&folder]);
        for text in texts(&folder) {
            ask_everywhere(&mut client, &text, POINTS);
        }
    }
}

#[test]
fn broken_texts_answer_everywhere() {
    // Each is a text of its own: together they would be one world of broken names.
    let mut client = Client::open(&profiles::vs_code(), &[]);
    for text in texts(&repository().join("tests/broken")) {
        ask_everywhere(&mut client, &text, POINTS);
    }
}

fn ask_everywhere(client: &mut Client, path: &Path, most: usize) {
    let bytes = fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let address = uri(path);
    client.did_open(&address, &text);
    let document = json!({"uri": address});
    let mut open: Vec<(String, i64)> = Vec::new();
    let points = points(&text);
    let whole = json!({"start": {"line": 0, "character": 0}, "end": points.last().unwrap_or(&Value::Null)});
    for method in OF_A_TEXT {
        let params = json!({"textDocument": document, "options": {"tabSize": 2, "insertSpaces": true}});
        open.push(((*method).to_owned(), client.begin(method, params)));
    }
    let step = points.len().div_ceil(most).max(1);
    for (number, point) in points.iter().enumerate().step_by(step) {
        for method in OF_A_POINT {
            let params = json!({
                "textDocument": document, "position": point, "positions": [point], "newName": "other-name",
                "context": {"includeDeclaration": true, "triggerKind": 1, "isRetrigger": false},
                "ch": "}", "options": {"tabSize": 2, "insertSpaces": true},
            });
            open.push((format!("{method} at {point}"), client.begin(method, params)));
        }
        if number % (step * 8) == 0 {
            let range = json!({"start": point, "end": whole["end"]});
            for method in OF_A_STRETCH {
                let params = json!({
                    "textDocument": document, "range": range, "context": {"diagnostics": []},
                    "options": {"tabSize": 2, "insertSpaces": true},
                });
                open.push((format!("{method} from {point}"), client.begin(method, params)));
            }
        }
    }
    for (what, id) in open {
        let answer = answered(client, id);
        let refused = what.contains("ename") && answer["error"]["code"] == json!(-32803);
        assert!(answer.get("result").is_some() || refused, "{}: {what}: {answer}", path.display());
    }
    client.did_close(&address);
}

/// Answers come in the order in which they are ready.
fn answered(client: &mut Client, id: i64) -> Value {
    let early = client.heard.iter().position(|it| it["id"] == id && it.get("method").is_none());
    match early {
        Some(at) => client.heard.swap_remove(at),
        None => client.answer(id),
    }
}

/// Where a word begins or ends, the end of the text included.
fn points(text: &str) -> Vec<Value> {
    let (mut line, mut character, mut before) = (0, 0, ' ');
    let mut points = Vec::new();
    for it in text.chars() {
        let is_word = |it: char| it.is_alphanumeric() || it == '-';
        if is_word(it) != is_word(before) {
            points.push(json!({"line": line, "character": character}));
        }
        if before == '\r' && it == '\n' {
            line -= 1;
        }
        (line, character) = if matches!(it, '\n' | '\r') { (line + 1, 0) } else { (line, character + it.len_utf16()) };
        before = it;
    }
    points.push(json!({"line": line, "character": character}));
    points
}
