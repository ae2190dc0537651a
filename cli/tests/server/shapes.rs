//! Each editor gets the shapes that it can take, and no others.

use serde_json::{Value, json};

use crate::client::{Client, folder, uri};
use crate::profiles;

const TOWN: &str = "\
entity town \"Town\" {
  follows un-hrdd
  role clerk \"Clerk 😀\" { rank: officer }
}

procedure buy \"Buying a tool\" for any use {
  step screen \"First look\": screen by clerk
  step award: award by clerk
}
";

struct Desk {
    client: Client,
    uri: String,
}

impl Desk {
    fn new(test: &str, capabilities: Value) -> Self {
        let folder = folder(test, &[("town.duly", TOWN)]);
        let mut client = Client::open(&capabilities, &[&folder]);
        let uri = uri(&folder.join("town.duly"));
        client.did_open(&uri, TOWN);
        Self { client, uri }
    }

    /// Asks about the point where these words begin; columns count what is ASCII up to there.
    fn at(&mut self, method: &str, words: &str) -> Value {
        let offset = TOWN.find(words).unwrap();
        let line = TOWN[..offset].matches('\n').count();
        let character = offset - TOWN[..offset].rfind('\n').map_or(0, |it| it + 1);
        self.ask(
            method,
            json!({
                "position": {"line": line, "character": character}, "newName": "officer",
                "context": {"includeDeclaration": true, "triggerKind": 1, "isRetrigger": false},
            }),
        )
    }

    fn ask(&mut self, method: &str, mut params: Value) -> Value {
        params["textDocument"] = json!({"uri": self.uri});
        let answer = self.client.ask(method, params);
        assert!(answer.get("result").is_some(), "{method}: {answer}");
        answer["result"].clone()
    }
}

const ROLE_USED: &str = "clerk\n  step award";

#[test]
fn an_editor_that_shows_no_markdown_gets_plain_words() {
    for (name, capabilities, kind) in [
        ("vscode", profiles::vs_code(), "markdown"),
        ("neovim", profiles::neovim_old(), "markdown"),
        ("helix", profiles::helix(), "markdown"),
        ("emacs", profiles::emacs(), "plaintext"),
        ("silent", profiles::silent(), "plaintext"),
    ] {
        let hover = Desk::new(&format!("hover-{name}"), capabilities).at("textDocument/hover", ROLE_USED);
        assert_eq!(hover["contents"]["kind"], kind, "{name}");
        let words = hover["contents"]["value"].as_str().unwrap();
        assert!(words.contains("Clerk"), "{words}");
        assert!(kind == "markdown" || !words.contains(['`', '*', '#']), "{name}: {words}");
        assert!(hover["range"].is_object(), "{name}");
    }
}

#[test]
fn where_to_go_is_a_link_only_for_those_who_take_links() {
    let mut desk = Desk::new("links-vscode", profiles::vs_code());
    let link = &desk.at("textDocument/definition", ROLE_USED)[0];
    assert!(link["targetUri"].as_str().unwrap().ends_with("town.duly"), "{link}");
    assert_eq!(link["targetSelectionRange"]["start"], json!({"line": 2, "character": 7}));
    assert!(link["originSelectionRange"].is_object(), "{link}");
    for (name, capabilities) in [("kate", profiles::kate()), ("helix", profiles::helix())] {
        let mut desk = Desk::new(&format!("links-{name}"), capabilities);
        let place = &desk.at("textDocument/definition", ROLE_USED)[0];
        assert_eq!(place["range"]["start"], json!({"line": 2, "character": 7}), "{name}");
    }
}

#[test]
fn a_change_carries_versions_only_for_those_who_keep_them() {
    let edits = |name: &str, capabilities: Value| {
        Desk::new(&format!("rename-{name}"), capabilities).at("textDocument/rename", ROLE_USED)
    };
    let change = edits("vscode", profiles::vs_code());
    assert_eq!(change["documentChanges"][0]["textDocument"]["version"], json!(1));
    assert_eq!(change["documentChanges"][0]["edits"].as_array().unwrap().len(), 3, "{change}");
    assert!(change.get("changes").is_none());
    for (name, capabilities) in [("neovim-old", profiles::neovim_old()), ("kate", profiles::kate())] {
        let change = edits(name, capabilities);
        assert!(change.get("documentChanges").is_none() && change["changes"].is_object(), "{name}: {change}");
    }
}

#[test]
fn columns_count_what_was_agreed_upon() {
    // Behind the smiling face: two units of UTF-16, four bytes. Who offers to count bytes is counted in bytes.
    let expected = [
        ("vscode", profiles::vs_code(), 26),
        ("neovim", profiles::neovim_new(), 28),
        ("neovim-old", profiles::neovim_old(), 26),
        ("emacs", profiles::emacs(), 28),
    ];
    for (name, capabilities, column) in expected {
        let mut desk = Desk::new(&format!("columns-{name}"), capabilities);
        let tokens = desk.ask("textDocument/semanticTokens/full", json!({}));
        let numbers: Vec<u64> = tokens["data"].as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
        let (mut line, mut start) = (0, 0);
        let mut starts = Vec::new();
        for token in numbers.chunks(5) {
            start = if token[0] == 0 { start + token[1] } else { token[1] };
            line += token[0];
            starts.push((line, start));
        }
        assert!(starts.contains(&(2, column)), "{name}: {starts:?}");
    }
}

#[test]
fn a_table_of_contents_is_a_tree_where_trees_are_known() {
    let mut tree = Desk::new("tree", profiles::vs_code());
    let symbols = tree.ask("textDocument/documentSymbol", json!({}));
    assert!(symbols[1]["children"].is_array() && symbols[1]["selectionRange"].is_object(), "{symbols}");
    let mut list = Desk::new("list", profiles::silent());
    let symbols = list.ask("textDocument/documentSymbol", json!({}));
    assert!(symbols.as_array().unwrap().iter().all(|it| it["location"]["uri"].is_string()), "{symbols}");
}

#[test]
fn an_editor_without_snippets_gets_none() {
    for (name, capabilities) in [("emacs", profiles::emacs()), ("neovim-old", profiles::neovim_old())] {
        let mut desk = Desk::new(&format!("snippets-{name}"), capabilities);
        let list = desk.at("textDocument/completion", "step screen");
        let items = list["items"].as_array().unwrap();
        assert!(items.iter().all(|it| it["insertTextFormat"] != json!(2)), "{list}");
        assert!(items.iter().all(|it| !it["textEdit"]["newText"].as_str().unwrap().contains("${")), "{list}");
    }
}

#[test]
fn what_would_mend_it_comes_at_once_or_can_be_asked_for_later() {
    let whole = json!({
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}},
        "context": {"diagnostics": []},
    });
    let mut later = Desk::new("actions-later", profiles::vs_code());
    for action in later.ask("textDocument/codeAction", whole.clone()).as_array().unwrap() {
        assert!(action["edit"].is_object() != action["data"].is_object(), "{action}");
    }
    let mut now = Desk::new("actions-now", profiles::kate());
    for action in now.ask("textDocument/codeAction", whole).as_array().unwrap() {
        assert!(action["edit"].is_object() && action.get("data").is_none(), "{action}");
    }
}
