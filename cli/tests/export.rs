//! `duly export`: what neither validator of `tests/oscal` looks at, and how it ends.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

const GUIDANCE: &str = r#"guidance code "A {{ insert: param, x }} *code*" {
  subject use { field data: some of data }
  vocabulary data { personal }
  vocabulary action { assess award tell }
  vocabulary prüfung { a }
  requirement look-first "Look | <before> [you](http://x) buy" must {
    before award, require assess
    because "what is not looked at hurts somebody"
    source: "A 1"
  }
  requirement sage-es should { before award, require tell  source: "A 1", "B" }
}
guidance strict tailors code {
  raise sage-es to must because "**nobody** hears"
  requirement tell-twice must { before award, require tell }
}
"#;
const ENTITY: &str = "entity town \"Town\" { follows code }\n";
const LOOSE: &str = "procedure buy for any use {\n  optional step look: assess\n  step sign: award\n}\n";

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("export").join(name);
    let _there_may_be_none = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (path, text) in files {
        fs::write(folder.join(path), text).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(folder).arg("export").args(args).stdin(Stdio::null()).env("DULY_TODAY", "2026-11-22");
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn town(name: &str) -> PathBuf {
    folder(name, &[("code.duly", GUIDANCE), ("town.duly", ENTITY), ("buying.duly", LOOSE)])
}

fn exported(folder: &Path, args: &[&str]) -> Value {
    let (code, out, err) = run(folder, args);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{args:?}");
    serde_json::from_str(&out).unwrap()
}

/// Every value under this key, at whatever depth, with what it stands in.
fn all<'v>(value: &'v Value, key: &str, found: &mut Vec<(&'v Value, &'v Value)>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get(key).map(|it| (it, value)));
            map.values().for_each(|it| all(it, key, found));
        }
        Value::Array(list) => list.iter().for_each(|it| all(it, key, found)),
        _ => {}
    }
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    all(value, key, &mut found);
    found.into_iter().filter_map(|it| it.0.as_str().map(str::to_owned)).collect()
}

fn within(document: &Value, key: &str, closed: &[&str]) {
    for word in texts(document, key) {
        assert!(closed.contains(&word.as_str()), "`{key}` is `{word}`");
    }
}

/// What OSCAL holds of any document: closed lists, ids that are there once, references that lead somewhere.
fn holds(document: &Value) {
    let relations = ["equivalent-to", "equal-to", "subset-of", "superset-of", "intersects-with", "no-relationship"];
    within(document, "relationship", &relations);
    within(document, "method", &["automation"]);
    within(document, "matching-rationale", &["semantic"]);
    within(document, "predicate", &["has-requirement", "has-incompatibility"]);
    within(document, "category", &["restricted", "blocked"]);
    within(document, "reason", &["pass", "fail", "other"]);
    within(document, "state", &["satisfied", "not-satisfied", "operational"]);
    let states = ["complete", "not-complete", "open", "deviation-approved"];
    within(document, "status", &states);
    let mut targets = Vec::new();
    all(document, "target-id", &mut targets);
    assert!(targets.iter().all(|it| it.1["type"] == "statement-id"));

    let uuids = texts(document, "uuid");
    let once: BTreeSet<&String> = uuids.iter().collect();
    assert_eq!(once.len(), uuids.len(), "an id is there twice");
    for uuid in &uuids {
        assert!(uuid.len() == 36 && uuid.as_bytes()[14] == b'5', "{uuid}");
    }
    for key in ["subject-uuid", "actor-uuid", "observation-uuid", "risk-uuid"] {
        texts(document, key).iter().for_each(|it| assert!(once.contains(it), "{key} {it} leads nowhere"));
    }
    for href in texts(document, "href").iter().filter_map(|it| it.strip_prefix('#')) {
        assert!(once.contains(&href.to_owned()), "{href} leads nowhere");
    }
    let mut tokens = texts(document, "id");
    tokens.extend(["id-ref", "target-id", "control-id"].iter().flat_map(|key| texts(document, key)));
    for token in tokens {
        let mut letters = token.chars();
        assert!(letters.next().is_some_and(|it| it == '_' || it.is_alphabetic()), "{token}");
        assert!(letters.all(|it| it.is_alphanumeric() || "-_.".contains(it)), "{token}");
    }
}

const MODELS: [&[&str]; 5] = [
    &["--to", "oscal-catalog", "code"],
    &["--to", "oscal-catalog", "strict"],
    &["--to", "oscal-profile", "strict"],
    &["--to", "oscal-mapping"],
    &["--to", "oscal-results"],
];

#[test]
fn every_model_holds_what_oscal_asks_and_is_the_same_twice() {
    let town = town("models");
    for args in MODELS {
        holds(&exported(&town, args));
        assert_eq!(run(&town, args), run(&town, args));
        assert!(!run(&town, args).1.contains("{{"), "a text inserts nothing");
    }
}

#[test]
fn what_is_weaker_is_a_part_of_what_is_asked_and_what_is_broken_is_not_satisfied() {
    let town = town("meaning");
    let mapping = exported(&town, &["--to", "oscal-mapping", "town"]);
    let mut maps = Vec::new();
    all(&mapping, "relationship", &mut maps);
    let look = maps.iter().find(|it| it.1["sources"][0]["id-ref"] == "look-first").unwrap();
    assert_eq!(look.0, "subset-of");
    let turned = exported(&town, &["--to", "oscal-mapping", "code", "--baseline", "town"]);
    assert!(texts(&turned, "relationship").contains(&"superset-of".to_owned()));
    let results = exported(&town, &["--to", "oscal-results"]);
    assert!(!texts(&results, "state").contains(&"satisfied".to_owned()), "nothing is kept here");
    assert!(texts(&results, "status").contains(&"open".to_owned()));
    let profile = exported(&town, &["--to", "oscal-profile", "strict"]);
    let resolved = exported(&town, &["--to", "oscal-catalog", "strict"]);
    let told = |it: &Value| texts(it, "prose").iter().any(|it| it.contains("raise sage-es to must"));
    assert!(told(&profile) && told(&resolved), "a reader of the base's words must see what was changed in them");
    let imports = profile["profile"]["imports"].as_array().unwrap();
    assert_eq!(imports[0]["include-controls"][0]["with-ids"], serde_json::json!(["look-first", "sage-es"]));
    assert_eq!(imports[1]["include-controls"][0]["with-ids"], serde_json::json!(["tell-twice"]));
}

#[test]
fn a_line_that_moves_or_a_requirement_more_changes_no_other_id() {
    let before = town("before");
    let more = GUIDANCE.replacen(
        "  requirement look-first",
        "\n\n  requirement a must { before award, require tell }\n  requirement look-first",
        1,
    );
    let after = folder("after", &[("code.duly", &more), ("town.duly", ENTITY), ("buying.duly", LOOSE)]);
    for args in MODELS {
        let ids = |folder| texts(&exported(folder, args), "uuid").into_iter().collect::<BTreeSet<_>>();
        let gone: Vec<String> = ids(&before).difference(&ids(&after)).cloned().collect();
        assert!(gone.is_empty(), "{args:?}: {gone:?}");
    }
}

#[test]
fn what_cannot_be_exported_is_said_and_nothing_is_written() {
    let town = town("wrong");
    let (code, out, err) = run(&town, &["--to", "oscal-catalog", "cod"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("no guidance called `cod`") && err.contains("`code`"), "{err}");
    let (code, _, err) = run(&town, &["--to", "oscal-results", "tow"]);
    assert!(code == Some(2) && err.contains("`town`"), "{err}");
    assert_eq!(run(&town, &["--to", "oscal-mapping", "tow"]).0, Some(2));
    let (code, _, err) = run(&town, &["--to", "oscal-profile", "code"]);
    assert!(code == Some(2) && err.contains("no profile"), "{err}");
    assert_eq!(run(&folder("empty", &[]), &["--to", "oscal-results"]).0, Some(3));
    fs::write(town.join("bad.duly"), "procedure {").unwrap();
    let (code, out, err) = run(&town, &["--to", "oscal-results", "-o", "out.json"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("`bad.duly` has mistakes") && !town.join("out.json").exists(), "{err}");
}
