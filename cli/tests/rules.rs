//! `duly rules`: what is listed, from where, and how it ends.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const GUIDANCE: &str = "guidance ours \"Ours\" {
  subject use { field big: yes or no }
  vocabulary action { look buy }
  expectation E1 \"Look, then buy\" { source: \"=Hearing\"  level: must }
  expectation E2 { because \"No.\" }
  requirement look-first \"Look first\" must { answers: E1  before buy, require look }
}
";

const BROKEN: &str = "entity town { follows ours }\nprocedure p for any use { step b: buy }\n";
const KEPT: &str = "entity town { follows ours }\nprocedure p for any use { step l: look  step b: buy }\n";

/// A folder of its own for a test.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("rules-{name}"));
    let _there_may_be_none = fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn run(folder: &PathBuf, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(folder).arg("rules").args(args).env("COLUMNS", "80").stdin(Stdio::null());
    let output = command.env_remove("DULY_TODAY").env_remove("NO_COLOR").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_ships_is_listed_unless_a_path_declares_something() {
    let folder = folder("list", &[("ours/g.duly", GUIDANCE)]);
    let (code, out, err) = run(&folder, &[]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("assess-before-commitment") && !out.contains("look-first"), "{out}");
    assert!(out.lines().all(|it| it.chars().count() <= 80), "{out}");
    let expected =
        "Ours\n1 requirement, 2 expectations\n\nat no stage\n  look-first · must · 1 expectation\n    Look first\n";
    assert_eq!(run(&folder, &["ours"]), (Some(0), expected.to_owned(), String::new()));
}

#[test]
fn every_path_of_a_trace_stands_by_itself() {
    let files = ["a", "b", "c"].map(|it| (format!("{it}/g.duly"), GUIDANCE.to_owned()));
    let town = [("a", KEPT), ("b", BROKEN), ("c", BROKEN)].map(|(it, text)| (format!("{it}/t.duly"), text.to_owned()));
    let files: Vec<(&str, &str)> =
        files.iter().chain(&town).map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = folder("trace", &files);
    let (code, out, err) = run(&folder, &["--trace", "--output-format", "csv", "--today", "2026-11-22", "c", "b", "a"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let expected = [
        r#""ours","E1","must","Look, then buy","'=Hearing","ours/look-first","must","Look first","c","a","""#,
        r#""ours","E2","","","","","","","","","No.""#,
    ];
    assert_eq!(out.lines().skip(1).collect::<Vec<_>>(), expected);
}

#[test]
fn what_cannot_be_listed_or_trusted_is_said() {
    let folder = folder("trouble", &[("t.duly", BROKEN)]);
    let (code, out, err) = run(&folder, &["--guidance", "theirs"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.starts_with("duly: there is no guidance called `theirs`; there is `"), "{err}");
    assert!(err.contains("`un-hrdd`"), "{err}");
    let (code, _, err) = run(&folder, &["--trace", "--output-format", "json", "t.duly", "missing"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("`t.duly` has mistakes") && err.contains("cannot read `missing`"), "{err}");
}

#[test]
fn a_list_is_written_whole_to_a_file() {
    let folder = folder("file", &[("g.duly", GUIDANCE)]);
    let told = run(&folder, &["--output-format", "markdown", "-o", "list.md", "g.duly"]);
    assert_eq!(told, (Some(0), String::new(), String::new()));
    assert!(fs::read_to_string(folder.join("list.md")).unwrap().starts_with("# Ours\n\n## At no stage\n"));
}
