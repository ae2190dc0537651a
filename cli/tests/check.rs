//! The program itself: what it says where, and the number it ends with.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Something is declared, and nothing is wrong with it.
const PLAIN: &str = "entity town { }\n";

/// A folder of its own for a test.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _there_may_be_none = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn duly(folder: &PathBuf, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(folder).args(args);
    for name in ["DULY_OUTPUT_FORMAT", "DULY_TODAY", "NO_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

fn run(folder: &PathBuf, args: &[&str]) -> (Option<i32>, String, String) {
    told(duly(folder, args).stdin(Stdio::null()).output().unwrap())
}

fn told(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn piped(folder: &PathBuf, args: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut command = duly(folder, args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    told(child.wait_with_output().unwrap())
}

#[test]
fn a_clean_folder_ends_with_0_and_says_how_much_was_checked() {
    let folder = folder("clean", &[("a.duly", PLAIN), ("b/c.duly", "")]);
    let (code, out, err) = run(&folder, &["check"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("checked 2 files: nothing found"), "{out}");
    assert_eq!(run(&folder, &["check", "-q"]), (Some(0), String::new(), String::new()));
}

#[test]
fn nothing_to_check_ends_with_3_and_says_why() {
    let folder = folder("empty", &[("readme.txt", "")]);
    let (code, out, err) = run(&folder, &["check"]);
    assert_eq!((code, out.as_str()), (Some(3), ""));
    assert!(err.contains("nothing to check"), "{err}");
    let (code, out, _) = run(&folder, &["check", "--allow-empty"]);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("checked 0 files: nothing found"), "{out}");
    assert_eq!(piped(&folder, &["check", "-"], "").0, Some(3));
}

#[test]
fn what_cannot_be_read_ends_with_2_and_the_rest_is_checked() {
    let folder = folder("unread", &[("a.duly", "")]);
    fs::write(folder.join("b.duly"), b"\xff").unwrap();
    let (code, out, err) = run(&folder, &["check"]);
    assert_eq!(code, Some(2));
    assert!(out.contains("checked 1 file: nothing found") && out.contains("1 file could not be read"), "{out}");
    assert!(err.contains("cannot read `b.duly`: it is not UTF-8 text"), "{err}");
    let (code, out, err) = run(&folder, &["check", "--exit-zero", "no\u{1b}[31m.duly"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("cannot read `no?[31m.duly`: there is no such file"), "{err}");
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let folder = folder("usage", &[("a.duly", "")]);
    for args in [&["frobnicate"][..], &[], &["check", "--today", "2026-2-30"], &["check", "--nonsense"]] {
        let (code, out, err) = run(&folder, args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(!err.is_empty());
    }
    assert_eq!(run(&folder, &["check", "--stdin-filename", "a.duly"]).0, Some(2));
    assert_eq!(run(&folder, &["server", "--nonsense"]).0, Some(2));
}

#[test]
fn help_and_version_end_with_0() {
    let folder = folder("help", &[]);
    for args in [&["--help"][..], &["help", "check"], &["check", "-h"], &["--version"], &["version"]] {
        let (code, out, err) = run(&folder, args);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{args:?}");
        assert!(!out.is_empty());
    }
    assert_eq!(run(&folder, &["version"]).1, run(&folder, &["--version"]).1);
}

#[test]
fn a_text_may_come_from_standard_input() {
    let folder = folder("stdin", &[("a.duly", ""), ("b.duly", "")]);
    let (code, out, _) = piped(&folder, &["check", "-"], PLAIN);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("checked 1 file:"), "{out}");
    let (_, out, _) = piped(&folder, &["check", ".", "-", "--stdin-filename", "./a.duly"], PLAIN);
    assert!(out.starts_with("checked 2 files:"), "it stands for the file of its name: {out}");
}

#[test]
fn json_says_its_shape_and_its_day() {
    let folder = folder("json", &[("a.duly", PLAIN)]);
    let mut command = duly(&folder, &["check", "--today", "2026-03-01"]);
    let (code, out, _) = told(command.env("DULY_OUTPUT_FORMAT", "json").output().unwrap());
    assert_eq!(code, Some(0));
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["schema"], "duly-check/1");
    assert_eq!(json["today"], "2026-03-01");
    assert_eq!(json["summary"]["files"], 1);
    assert!(json["diagnostics"].is_array() && json["verdicts"].is_array());
}

#[test]
fn a_report_may_go_to_a_file() {
    let folder = folder("output", &[("a.duly", PLAIN)]);
    let (code, out, _) = run(&folder, &["check", "-o", "report.txt"]);
    assert_eq!((code, out.as_str()), (Some(0), ""));
    assert!(fs::read_to_string(folder.join("report.txt")).unwrap().starts_with("checked 1 file"));
    let (code, _, err) = run(&folder, &["check", "-o", "no/such/folder.txt"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("cannot write the report"), "{err}");
}

#[test]
fn a_name_nobody_knows_ends_with_2() {
    let folder = folder("explain", &[]);
    let (code, out, err) = run(&folder, &["explain", "no-such-thing"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("nothing is called `no-such-thing`"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_reader_may_stop_reading() {
    let folder = folder("pipe", &[("a.duly", PLAIN)]);
    for args in ["check", "check --output-format json", "--help", "version"] {
        let line = format!("\"$0\" {args} | true; echo \"${{PIPESTATUS[0]}}\"");
        let output = Command::new("bash").args(["-c", &line, env!("CARGO_BIN_EXE_duly")]).current_dir(&folder).output();
        assert_eq!(told(output.unwrap()), (Some(0), "0\n".to_owned(), String::new()), "{args}");
    }
}
