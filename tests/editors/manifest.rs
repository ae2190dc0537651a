//! What the extension says of itself is so.

use duly_tests::repository::{files, read, root};
use serde_json::Value;

const MANIFEST: &str = "editors/code/package.json";

fn manifest() -> Value {
    serde_json::from_str(&read(MANIFEST)).expect("package.json is JSON")
}

#[test]
fn the_extension_has_the_version_of_the_program() {
    let version = manifest()["version"].as_str().map(|it| format!("\nversion = \"{it}\"\n"));
    assert!(version.is_some_and(|it| read("Cargo.toml").contains(&it)));
}

#[test]
fn what_the_manifest_names_is_there() {
    let mut paths = Vec::new();
    strings(&manifest(), &mut paths);
    paths.retain(|it| {
        ["icons/", "./icons/", "media/", "walkthrough/", "./syntaxes/", "./snippets/"]
            .iter()
            .any(|top| it.starts_with(top))
    });
    assert!(paths.len() > 8);
    for path in paths {
        assert!(root().join("editors/code").join(&path).exists(), "{path} is not there");
    }
}

#[test]
fn every_command_is_made_and_every_command_made_is_named() {
    let sources: String = files("editors/code/src", ".ts").into_iter().map(|it| it.text).collect();
    let manifest = manifest();
    let commands = manifest["contributes"]["commands"].as_array().expect("commands");
    let named: Vec<&str> = commands.iter().filter_map(|it| it["command"].as_str()).collect();
    for command in &named {
        assert!(sources.contains(&format!("('{command}'")), "nothing registers `{command}`");
    }
    for made in sources.split("registerCommand('").skip(1).filter_map(|it| it.split('\'').next()) {
        assert!(named.contains(&made), "`{made}` is in no list");
    }
}

#[test]
fn the_extension_stays_on_the_machine() {
    for file in files("editors/code/src", ".ts") {
        for word in ["fetch(", "node:http", "node:net", "XMLHttpRequest", "TelemetryLogger", "http://", "https://"] {
            assert!(!file.text.contains(word), "{} names {word}", file.path);
        }
    }
}

/// A list of what is locked is the same wherever it is made: it names no place of its own to fetch from.
#[test]
fn locked_packages_come_from_the_ordinary_registry() {
    let locks = files("editors", "package-lock.json").into_iter().chain(files("tests/editors", "package-lock.json"));
    let mut count = 0;
    for lock in locks {
        count += 1;
        for line in lock.text.lines().filter(|it| it.contains("://") && it.contains("\"resolved\"")) {
            assert!(line.contains("\"https://registry.npmjs.org/"), "{}: {line}", lock.path);
        }
        assert!(lock.text.contains("\"integrity\": \"sha512-"), "{}", lock.path);
    }
    assert!(count >= 2, "{count}");
}

fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(it) => found.push(it.clone()),
        Value::Array(all) => all.iter().for_each(|it| strings(it, found)),
        Value::Object(all) => all.values().for_each(|it| strings(it, found)),
        _ => {}
    }
}
