//! Every form of the report of `duly check`: whichever a pipeline asks for, it says the same and ends with the same number.

#[path = "formats/read.rs"]
mod read;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use read::{Found, READ};
use serde_json::Value;

/// All of them.
const ALL: [&str; 13] = [
    "json",
    "json-lines",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "azure",
    "markdown",
    "grouped",
    "concise",
    "full",
];

/// What an attacker would write, where a name, a title and a text can stand.
const NASTY: &str = "entity town \"a|b <b> ::error::x %0A ]]> ##vso[task.setvariable variable=x]y ##[add-mask]z\" {\n  \
                     role clerk \"`x` [l](http://e.vil) @all \u{202e} \u{1b}[31m {0}\"\n}\n\
                     procedure buy \"::add-mask::town\" for any use {\n  step look: assess by nobody\n  \
                     step look: sign by x|y\n}\n";

fn root() -> PathBuf {
    fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap()
}

/// A repository of its own for a test.
fn repository(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("formats").join(name);
    let _there_may_be_none = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join(".git")).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn nasty(name: &str) -> PathBuf {
    let files = [
        ("a b/#1 é😀.duly", NASTY),
        ("::add-mask::x.duly", "role r ::\n"),
        ("a,line=1%0A|`*<b>.duly", "entity {\n"),
        ("new\nline ]]>.duly", "step x\n"),
        ("clean.duly", "entity village { }\n"),
    ];
    let files = if cfg!(windows) { &files[4..] } else { &files[..] };
    repository(name, files)
}

fn duly(folder: &Path, format: &str, paths: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(folder).args(["check", "--today", "2026-11-22", "--output-format", format]).args(paths);
    for name in ["DULY_OUTPUT_FORMAT", "DULY_TODAY", "NO_COLOR", "COLUMNS", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

fn out(folder: &Path, format: &str, paths: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, .. } = duly(folder, format, paths).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap())
}

/// What every format must say: the number, and which findings stand in which line of which file.
fn all_say_the_same(folder: &Path, paths: &[&str]) -> Vec<Found> {
    let (code, json) = out(folder, "json", paths);
    let expected = read::json(&json);
    for (format, read) in READ {
        let (its_code, text) = out(folder, format, paths);
        assert_eq!(its_code, code, "{format}");
        let mut found = read(&text);
        found.sort();
        let mut expected = expected.clone();
        if ["junit", "checkstyle", "grouped", "concise"].contains(&format) {
            // What has a line break in its name has a space in it where names stand in a line.
            expected.iter_mut().for_each(|it| it.1 = it.1.replace('\n', " "));
        }
        expected.sort();
        assert_eq!(found, expected, "{format} in {}", folder.display());
        // Large ones take their time, and are told once.
        if text.len() < 1_000_000 && paths != ["examples"] {
            assert_eq!(out(folder, format, paths).1, text, "{format} says something else the second time");
        }
    }
    expected
}

#[test]
fn every_example_is_told_alike_in_every_format() {
    for folder in ["examples", "examples/standard-setter", "tests/broken"] {
        assert!(!all_say_the_same(&root(), &[folder]).is_empty(), "{folder}");
    }
}

#[test]
fn what_an_attacker_writes_is_told_alike_in_every_format() {
    assert!(all_say_the_same(&nasty("alike"), &["."]).len() > 4);
}

#[test]
fn no_text_gives_an_order_to_the_machine_that_runs_it() {
    let folder = nasty("orders");
    for format in ALL {
        let Output { stdout, stderr, .. } = duly(&folder, format, &[".", "no\n::add-mask::x.duly"]).output().unwrap();
        for text in [stdout, stderr].map(|it| String::from_utf8(it).unwrap()) {
            for line in text.split(['\n', '\r']) {
                let own = match format {
                    "github" => ["::error title=duly", "::warning title=duly", "::notice title=duly"].as_slice(),
                    "azure" => ["##vso[task.logissue type="].as_slice(),
                    _ => [].as_slice(),
                };
                let line = own.iter().find_map(|own| line.strip_prefix(own)).map_or(line, |rest| {
                    assert!(format == "github" || rest.contains(']'), "{rest}");
                    ""
                });
                assert!(!line.trim_start().starts_with("::"), "{format}: {line}");
                assert!(!line.contains("##[") && !line.contains("##vso["), "{format}: {line}");
                assert!(!line.contains('\u{1b}') && !line.contains('\u{202e}'), "{format}: {line:?}");
            }
        }
    }
}

#[test]
fn what_could_not_be_read_ends_every_format_with_2() {
    let folder = repository("unread", &[("a.duly", "entity town { }\n")]);
    fs::write(folder.join("b c.duly"), b"\xff").unwrap();
    for format in ALL {
        let (code, text) = out(&folder, format, &["."]);
        assert_eq!(code, Some(2), "{format}");
        if format == "sarif" {
            let log: Value = serde_json::from_str(&text).unwrap();
            let told = &log["runs"][0]["invocations"][0];
            assert_eq!(told["executionSuccessful"], false);
            let place = &told["toolExecutionNotifications"][0]["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "b%20c.duly");
        }
        if ["junit", "checkstyle", "github", "azure", "markdown"].contains(&format) {
            assert!(text.contains("b c.duly"), "{format}: {text}");
        }
    }
}

#[test]
fn nothing_found_is_not_the_same_as_nothing_checked() {
    let folder = repository("clean", &[("a.duly", "entity town { }\n"), ("b.duly", "")]);
    let (code, text) = out(&folder, "junit", &["."]);
    assert_eq!(code, Some(0));
    assert!(text.contains("tests=\"2\" failures=\"0\""), "{text}");
    assert!(text.contains("<testcase name=\"org.duly\" classname=\"b.duly\"/>"), "{text}");
    assert!(out(&folder, "checkstyle", &["."]).1.contains("<file name=\"b.duly\"/>"));
    for format in ALL {
        assert_eq!(out(&folder, format, &["no-such-folder"]).0, Some(2), "{format}");
        let empty = repository("empty", &[]);
        assert_eq!(out(&empty, format, &["."]), (Some(3), String::new()), "{format}");
    }
}

#[test]
fn a_finding_keeps_its_fingerprint_when_lines_move() {
    let text = fs::read_to_string(root().join("tests/broken/unknown-names.duly")).unwrap();
    let folder = repository("prints", &[("a.duly", &text)]);
    let prints = |format: &str| -> BTreeMap<String, usize> {
        let value: Value = serde_json::from_str(&out(&folder, format, &["."]).1).unwrap();
        let all = if format == "sarif" { value["runs"][0]["results"].clone() } else { value };
        let of = |it: &Value| match format {
            "sarif" => it["partialFingerprints"]["dulyItem/v1"].as_str().unwrap().to_owned(),
            _ => it["fingerprint"].as_str().unwrap().to_owned(),
        };
        all.as_array().unwrap().iter().fold(BTreeMap::new(), |mut seen, it| {
            *seen.entry(of(it)).or_default() += 1;
            seen
        })
    };
    for format in ["sarif", "gitlab"] {
        let before = prints(format);
        assert!(before.len() > 2 && before.values().all(|&it| it == 1), "{before:?}");
        fs::write(folder.join("a.duly"), format!("\n// moved\n\n{text}")).unwrap();
        assert_eq!(prints(format), before, "{format}");
        fs::write(folder.join("a.duly"), &text).unwrap();
    }
}

#[test]
fn paths_begin_where_the_repository_begins() {
    let folder = repository("rooted", &[("rules/new/a b.duly", "entity {\n")]);
    let inside = folder.join("rules/new");
    for (format, path) in [
        ("sarif", "\"uri\": \"rules/new/a%20b.duly\""),
        ("gitlab", "\"path\": \"rules/new/a b.duly\""),
        ("github", "file=rules/new/a b.duly,"),
        ("azure", "sourcepath=rules/new/a b.duly;"),
        ("rdjson", "\"path\": \"a b.duly\""),
    ] {
        let text = out(&inside, format, &["."]).1;
        assert!(text.contains(path), "{format}: {text}");
    }
}

#[test]
fn the_summary_of_a_step_is_added_and_never_too_long() {
    let folder = nasty("summary");
    let path = folder.join("summary.md");
    fs::write(&path, "before\n").unwrap();
    let told = |before: usize| {
        let mut command = duly(&folder, "github", &["."]);
        assert_eq!(command.env("GITHUB_STEP_SUMMARY", &path).output().unwrap().status.code(), Some(1));
        fs::read_to_string(&path).unwrap().split_off(before)
    };
    let whole = told(7);
    assert!(whole.starts_with("## Duly\n"), "{whole}");
    assert!(!whole.contains("<b>") || whole.contains("\\<b"), "{whole}");
    fs::write(&path, "x".repeat(1024 * 1024 - 900)).unwrap();
    let cut = told(1024 * 1024 - 900);
    assert!(cut.len() <= 900 && cut.contains("than there is room for here"), "{cut}");
}

#[test]
fn what_github_will_not_show_is_said() {
    let text: String = (0..15).map(|at| format!("role r{at} ::\n")).collect();
    let folder = repository("many", &[("a.duly", &text)]);
    let said = out(&folder, "github", &["."]).1;
    let errors = said.lines().filter(|it| it.starts_with("::error ")).count();
    assert!(errors > 10, "{said}");
    assert!(said.contains(&format!("{} error", errors - 10)), "{said}");
}

#[test]
fn a_waiver_is_a_result_that_is_suppressed_with_its_reason() {
    let folders = ["field-agency", "field-agency-mended", "development-bank", "secretariat", "technology-company"];
    let mut waived = 0;
    for folder in folders {
        let (_, json) = out(&root(), "json", &[&format!("examples/{folder}")]);
        let json: Value = serde_json::from_str(&json).unwrap();
        let expected = json["verdicts"].as_array().unwrap().iter().filter(|it| it["verdict"] == "waived").count();
        if expected == 0 {
            continue;
        }
        let log: Value = serde_json::from_str(&out(&root(), "sarif", &[&format!("examples/{folder}")]).1).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let suppressed: Vec<_> = results.iter().filter(|it| it["suppressions"].is_array()).collect();
        assert_eq!(suppressed.len(), expected, "{folder}");
        for result in suppressed {
            let reason = &result["suppressions"][0];
            assert_eq!((reason["kind"].as_str(), reason["status"].as_str()), (Some("inSource"), Some("accepted")));
            assert!(reason["justification"].as_str().unwrap().len() > 20, "{reason}");
            assert!(result["locations"][0]["physicalLocation"]["region"]["startLine"].is_u64());
        }
        waived += expected;
    }
    assert!(waived > 0);
}

#[cfg(unix)]
#[test]
fn a_reader_may_stop_reading_in_every_format() {
    let folder = nasty("pipe");
    for format in ALL {
        let line = format!("\"$0\" check --output-format {format} | true; echo \"${{PIPESTATUS[0]}}\"");
        let mut command = Command::new("bash");
        let output = command.args(["-c", &line, env!("CARGO_BIN_EXE_duly")]).current_dir(&folder).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "1\n", "{format}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{format}");
    }
}
