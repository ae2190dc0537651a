//! The same files give the same findings through both doors.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::client::{Client, TODAY, folder, published, pulling, pushed, repository, uri};

/// A finding: code, severity, first words, and where it begins and ends.
pub(crate) type Finding = (String, u64, String, [u64; 4]);

/// What `duly check` says, by file.
pub(crate) fn checked(folder: &Path, path: &str) -> BTreeMap<String, Vec<Finding>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(folder).args(["check", "--output-format", "json", "--today", TODAY, path]);
    let output = command.stdin(Stdio::null()).output().unwrap();
    let mut files: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    if output.stdout.is_empty() {
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        return files;
    }
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    for it in report["diagnostics"].as_array().unwrap() {
        let severity = match it["severity"].as_str().unwrap() {
            "error" => 1,
            "warning" => 2,
            _ => 3,
        };
        let number = |end: &str, what: &str| it["range"][end][what].as_u64().unwrap() - 1;
        let at = [number("start", "line"), number("start", "column"), number("end", "line"), number("end", "column")];
        let word = |what: &str| it[what].as_str().unwrap().to_owned();
        files.entry(word("file")).or_default().push((word("code"), severity, word("message"), at));
    }
    files.values_mut().for_each(|it| it.sort());
    files
}

/// What the server says. With columns that count characters, places can be compared as they are.
pub(crate) fn said(diagnostics: &Value) -> Vec<Finding> {
    let mut found: Vec<Finding> = diagnostics.as_array().unwrap().iter().map(finding).collect();
    found.sort();
    found
}

fn finding(it: &Value) -> Finding {
    let number = |end: &str, what: &str| it["range"][end][what].as_u64().unwrap();
    let at = [number("start", "line"), number("start", "character"), number("end", "line"), number("end", "character")];
    let message = it["message"].as_str().unwrap().to_owned();
    (it["code"].as_str().unwrap().to_owned(), it["severity"].as_u64().unwrap(), message, at)
}

/// The words of the command line come first; what else belongs to a finding follows them line by line.
#[track_caller]
pub(crate) fn assert_same(what: &str, said: &[Finding], checked: &[Finding]) {
    let short = |it: &Finding| format!("{} {} {:?}", it.0, it.1, it.3);
    let all = |of: &[Finding]| of.iter().map(short).collect::<Vec<_>>();
    assert_eq!(all(said), all(checked), "{what}");
    for (said, checked) in said.iter().zip(checked) {
        let rest = said.2.strip_prefix(&checked.2);
        assert!(rest.is_some_and(|it| it.is_empty() || it.starts_with('\n')), "{what}: {said:?} / {checked:?}");
    }
}

fn in_characters(mut capabilities: Value) -> Value {
    capabilities["general"] = json!({"positionEncodings": ["utf-32"]});
    capabilities
}

fn compare_folder(folder: &Path) {
    let checked = checked(folder, ".");
    let mut client = Client::open(&in_characters(pushed()), &[folder]);
    let heard = client.ready();
    let mut pushed: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for (uri, params) in published(&heard) {
        pushed.insert(uri, said(&params["diagnostics"]));
    }
    let spelled = |name: &String| uri(&folder.join(name));
    let expected: BTreeMap<String, Vec<Finding>> =
        checked.iter().map(|(name, it)| (spelled(name), it.clone())).collect();
    assert_eq!(pushed.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{folder:?}");
    for (uri, checked) in &expected {
        assert_same(uri, &pushed[uri], checked);
    }
    let mut client = Client::open(&in_characters(pulling()), &[folder]);
    for (uri, checked) in &expected {
        assert_same(uri, &said(&client.pull(uri, None)["items"]), checked);
    }
    let everything = client.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    let mut told: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for item in everything["result"]["items"].as_array().unwrap() {
        told.insert(item["uri"].as_str().unwrap().to_owned(), said(&item["items"]));
    }
    assert_eq!(told, pushed, "{folder:?}");
}

#[test]
fn every_example_has_the_same_findings_through_both_doors() {
    let examples = repository().join("examples");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(examples).unwrap().map(|it| it.unwrap().path()).collect();
    folders.retain(|it| it.is_dir());
    folders.sort();
    assert!(folders.len() >= 10);
    for folder in folders {
        compare_folder(&folder);
    }
}

/// Each as a text of its own that lies in no folder, and all of them with one server.
fn compare_files(files: &[PathBuf]) {
    let mut push = Client::open(&in_characters(pushed()), &[]);
    let mut pull = Client::open(&in_characters(pulling()), &[]);
    for path in files {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let checked = checked(path.parent().unwrap(), &name).remove(&name).unwrap_or_default();
        let uri = uri(path);
        push.did_open(&uri, &text);
        let heard = push.ready();
        let told = published(&heard).get(&uri).map(|it| said(&it["diagnostics"])).unwrap_or_default();
        assert_same(&uri, &told, &checked);
        push.did_close(&uri);
        pull.did_open(&uri, &text);
        assert_same(&uri, &said(&pull.pull(&uri, None)["items"]), &checked);
        pull.did_close(&uri);
    }
}

#[test]
fn every_broken_file_has_the_same_findings_through_both_doors() {
    let files = files_below(&repository().join("tests/broken"));
    assert!(files.len() >= 20);
    compare_files(&files);
}

/// There are hundreds of cases; every tenth will do.
#[test]
fn cases_of_guidance_have_the_same_findings_through_both_doors() {
    let files = files_below(&repository().join("tests/guidance"));
    let some: Vec<PathBuf> = files.into_iter().step_by(10).collect();
    assert!(some.len() >= 30);
    compare_files(&some);
}

#[test]
fn a_text_that_nothing_is_wrong_with_is_told_nothing() {
    let folder = folder("clean", &[("a.duly", "entity town { }\n")]);
    compare_folder(&folder);
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.extension().is_some_and(|it| it == "duly") {
            files.push(path);
        }
    }
    files.sort();
    files
}
