//! How long a file and a function may be, how they are called, and how they begin.

use duly_tests::repository::{File, files};

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 60;

/// Longer than a file should be, and how long each may get. Whoever divides one takes it off the list.
const LONG_FILES: &[(&str, usize)] = &[
    // A flat list of what a text can say: dividing it would hide the order.
    ("dsl/syntax/src/ast.rs", 565),
    ("dsl/src/check/monitor.rs", 460),
];

/// Names that say nothing about what is inside.
const REFUSED: &[&str] = &["util", "utils", "helper", "helpers", "common", "manager", "misc", "mod"];

/// Words of a comment that tells what used to be. The log of changes is the place for it.
const HISTORY: &[&str] = &["previously", "refactored", "formerly", "legacy"];

fn sources() -> Vec<File> {
    let all = ["dsl/src", "dsl/syntax/src", "cli/src", "cli/files/src", "lsp/src", "tests"];
    all.iter().flat_map(|it| files(it, ".rs")).collect()
}

#[test]
fn files_are_short() {
    for file in sources().iter().filter(|it| !it.is_test()) {
        let lines = file.lines_without_tests().len();
        let exception = LONG_FILES.iter().find(|(path, _)| *path == file.path);
        let longest = exception.map_or(LONGEST_FILE, |(_, longest)| *longest);
        assert!(lines <= longest, "{} has {lines} lines", file.path);
    }
}

#[test]
fn functions_are_short() {
    for file in sources().iter().filter(|it| !it.is_test()) {
        for (name, lines) in functions(file) {
            assert!(lines <= LONGEST_FUNCTION, "{}: `{name}` has {lines} lines", file.path);
        }
    }
}

/// Each function and how many lines it has. The code is formatted, so a function ends at a brace as far to the
/// right as it begins.
fn functions(file: &File) -> Vec<(String, usize)> {
    let lines = file.lines_without_tests();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        let ends = |it: &&str| **it == end || it.trim_end().ends_with(';') && it.starts_with(line);
        if let Some(length) = lines[at..].iter().position(ends) {
            found.push((name, length + 1));
        }
    }
    found
}

fn function_name(line: &str) -> Option<String> {
    let words = line.trim_start().split("fn ").collect::<Vec<_>>();
    let [before, after, ..] = words.as_slice() else {
        return None;
    };
    let is_head = before.split_whitespace().all(|it| it.starts_with("pub") || matches!(it, "const" | "async" | "in"));
    // A body on the same line ends there.
    (is_head && !line.ends_with('}')).then(|| {
        let end = after.find(['(', '<']).unwrap_or(after.len());
        after[..end].to_owned()
    })
}

#[test]
fn files_are_named_for_what_is_inside() {
    for file in sources() {
        let name = file.path.rsplit('/').next().unwrap_or("");
        let stem = name.trim_end_matches(".rs");
        assert!(!REFUSED.contains(&stem), "{} says nothing", file.path);
    }
}

#[test]
fn every_file_opens_by_saying_what_it_is() {
    for file in sources().iter().filter(|it| !it.path.ends_with("/tests.rs")) {
        let within_tests = file.path.contains("src/") && file.is_test();
        assert!(within_tests || file.text.starts_with("//! "), "{} does not say what it is", file.path);
    }
}

#[test]
fn comments_do_not_tell_history() {
    for file in sources().iter().filter(|it| !it.path.starts_with("tests/house")) {
        let comments = file.text.lines().filter(|it| it.trim_start().starts_with("//"));
        for comment in comments {
            for word in HISTORY {
                assert!(!comment.contains(word), "{}: {comment}", file.path);
            }
        }
    }
}

#[test]
fn a_function_is_measured_from_its_head_to_its_brace() {
    let text = "pub(crate) fn a(\n    b: u8,\n) {\n    if b {\n    }\n}\n\nfn one() {}\n\nimpl A {\n    fn c<T>() {\n        1\n    }\n}\n";
    let file = File { path: "a.rs".to_owned(), text: text.to_owned() };
    let measured = [("a".to_owned(), 6), ("c".to_owned(), 3)];
    assert_eq!(functions(&file), measured);
}

/// Lints are written in the one list of the workspace, and every crate takes it over.
#[test]
fn every_crate_takes_over_the_lints() {
    for file in files("", "Cargo.toml") {
        let takes_over = file.text.contains("[lints]\nworkspace = true");
        // What is a workspace of its own, as an extension that an editor builds, cannot.
        assert!(takes_over || file.text.contains("\n[workspace]\n") || file.path == "Cargo.toml", "{}", file.path);
    }
}
