//! `duly format`: what it does to files, what it says, and the number it ends with.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PLAIN: &str = "entity town {\n  kind: agency\n}\n";
const UGLY: &str = "entity town{\nkind:agency }\n";
const BROKEN: &str = "entity town {\n  kind: agency\n";

/// A folder of its own for a test.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("format").join(name);
    let _there_may_be_none = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn duly(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(folder).arg("format").args(args);
    command
}

fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    told(&duly(folder, args).stdin(Stdio::null()).output().unwrap())
}

fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn piped(folder: &Path, args: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut command = duly(folder, args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    told(&child.wait_with_output().unwrap())
}

fn text(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap()
}

#[test]
fn files_are_set_in_house_style_and_counted() {
    let folder = folder("write", &[("a.duly", UGLY), ("b/c.duly", PLAIN), ("d.txt", UGLY)]);
    let out = "1 file formatted, 1 file in house style already\n";
    assert_eq!(run(&folder, &[]), (Some(0), out.to_owned(), String::new()));
    assert_eq!(text(&folder, "a.duly"), PLAIN);
    assert_eq!(text(&folder, "d.txt"), UGLY);
    assert_eq!(run(&folder, &["-q"]), (Some(0), String::new(), String::new()));
}

#[test]
fn check_names_what_would_change_and_changes_nothing() {
    let folder = folder("check", &[("a.duly", UGLY), ("b.duly", PLAIN)]);
    let out = "would format: a.duly\n1 file would be formatted, 1 file in house style already\n";
    assert_eq!(run(&folder, &["--check"]), (Some(1), out.to_owned(), String::new()));
    assert_eq!(text(&folder, "a.duly"), UGLY);
    assert_eq!(run(&folder, &["--check", "b.duly"]).0, Some(0));
}

#[test]
fn diff_shows_what_would_change_and_changes_nothing() {
    let folder = folder("diff", &[("a.duly", UGLY), ("b.duly", PLAIN)]);
    let (code, out, err) = run(&folder, &["--diff"]);
    assert_eq!(code, Some(1));
    let expected =
        "--- a.duly\n+++ a.duly\n@@ -1,2 +1,3 @@\n-entity town{\n-kind:agency }\n+entity town {\n+  kind: agency\n+}\n";
    assert_eq!(out, expected);
    assert_eq!(err, "duly: 1 file would be formatted, 1 file in house style already\n");
    assert_eq!(text(&folder, "a.duly"), UGLY);
    assert_eq!(run(&folder, &["--diff", "-q", "b.duly"]), (Some(0), String::new(), String::new()));
}

#[test]
fn a_file_with_a_mistake_is_named_and_left_alone_and_the_rest_is_formatted() {
    let folder = folder("broken", &[("a.duly", BROKEN), ("b.duly", UGLY)]);
    let (code, out, err) = run(&folder, &[]);
    assert_eq!(code, Some(2));
    assert_eq!(out, "1 file formatted, 1 file could not be formatted\n");
    let why = "duly: cannot format `a.duly`: on line 1, column 13, this `{` is never closed; it is left as it is\n";
    assert_eq!(err, why);
    assert_eq!((text(&folder, "a.duly").as_str(), text(&folder, "b.duly").as_str()), (BROKEN, PLAIN));
    assert_eq!(run(&folder, &["--check"]).0, Some(2));
}

#[test]
fn standard_input_is_formatted_onto_standard_output() {
    let folder = folder("stdin", &[]);
    assert_eq!(piped(&folder, &["-"], UGLY), (Some(0), PLAIN.to_owned(), String::new()));
    assert_eq!(piped(&folder, &["-"], ""), (Some(0), String::new(), String::new()));
    let (code, out, err) = piped(&folder, &["-", "--stdin-filename", "x/town.duly"], BROKEN);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("cannot format `x/town.duly`: on line 1"), "{err}");
    let (code, out, _) = piped(&folder, &["-", "--check"], UGLY);
    assert_eq!((code, out.as_str()), (Some(1), "would format: -\n"));
    assert_eq!(run(&folder, &["-", "a.duly"]).0, Some(2));
    assert_eq!(run(&folder, &["--stdin-filename", "a.duly"]).0, Some(2));
}

#[test]
fn nothing_to_format_ends_with_3_and_says_why() {
    let folder = folder("empty", &[("a.txt", "")]);
    let (code, out, err) = run(&folder, &[]);
    assert_eq!((code, out.as_str()), (Some(3), ""));
    assert!(err.contains("nothing to format: no `.duly` text under `.`"), "{err}");
    assert_eq!(run(&folder, &["--allow-empty"]).0, Some(0));
    assert_eq!(run(&folder, &["gone.duly"]).0, Some(2));
}

#[test]
fn a_difference_holds_nothing_that_a_terminal_obeys() {
    let folder = folder("clean", &[("a.duly", "entity town{ // \u{1b}[2J\u{202e}\n}\n")]);
    let (code, out, _) = run(&folder, &["--diff"]);
    assert_eq!(code, Some(2), "characters that turn the direction of writing are a mistake: {out}");
    fs::write(folder.join("a.duly"), "entity town{ // \u{1b}[2J\n}\n").unwrap();
    let (code, out, _) = run(&folder, &["--diff"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("+entity town { // ?[2J") && !out.contains('\u{1b}'), "{out:?}");
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("link", &[("real/a.txt", UGLY)]);
    let file = folder.join("real/a.txt");
    symlink(&file, folder.join("b.duly")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o604)).unwrap();
    assert_eq!(run(&folder, &[]).0, Some(0));
    assert!(folder.join("b.duly").is_symlink());
    assert_eq!(text(&folder, "real/a.txt"), PLAIN);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o604);
    assert_eq!(fs::read_dir(folder.join("real")).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn what_ships_and_the_examples_are_in_house_style() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let (code, out, err) = run(root, &["--check", "examples", "dsl/guidance", "docs"]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
}
