//! What the core may know of the world outside, and what Rust may know of guidance.

use duly_tests::repository::{File, files, read};

/// Everything the core stands on. One more is a decision, not an import.
const DEPENDENCIES: &[&str] =
    &["chumsky", "duly-syntax", "jiff", "logos", "strsim", "unicode-security", "unicode-width"];

/// The world: files, clock, environment, network, threads, terminal.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "std::io",
    "Instant::now",
    "SystemTime",
    "Timestamp::now",
    "Zoned::now",
    "println!",
    "eprintln!",
    "print!(",
    "dbg!(",
];

/// Drawing, talking and storing are for the doors to the street.
const OUTSIDE: &[&str] = &["ariadne", "lsp_types", "tower_lsp", "serde", "clap", "tokio"];

fn core() -> Vec<File> {
    let mut core = files("dsl/src", ".rs");
    core.extend(files("dsl/syntax/src", ".rs"));
    core.retain(|it| !it.is_test());
    core
}

#[test]
fn the_core_does_not_look_at_the_world() {
    for file in core() {
        let code = file.code();
        for word in WORLD.iter().chain(OUTSIDE) {
            assert!(!code.contains(word), "{} names {word}", file.path);
        }
    }
}

#[test]
fn the_core_stands_on_little() {
    for path in ["dsl/Cargo.toml", "dsl/syntax/Cargo.toml"] {
        let manifest = read(path);
        for section in manifest.split("\n[").filter(|it| it.contains("dependencies]")) {
            for line in section.lines().skip(1).filter(|it| it.contains('=')) {
                let name = line.split(['.', ' ', '=']).next().unwrap_or("");
                assert!(DEPENDENCIES.contains(&name), "{path}: {name}");
            }
        }
    }
}

#[test]
fn only_the_server_waits() {
    for file in core().iter().chain(&files("cli/src", ".rs")).chain(&files("cli/files/src", ".rs")) {
        let code = file.code();
        let mut words = code.split(|it: char| !it.is_alphanumeric() && it != '_');
        assert!(!words.any(|it| it == "async" || it == "await"), "{}", file.path);
    }
}

#[test]
fn no_requirement_is_known_by_name() {
    let names = requirement_names();
    assert!(names.len() > 20, "{names:?}");
    for folder in ["dsl/src", "cli/src", "cli/files/src", "lsp/src"] {
        for file in files(folder, ".rs").iter().filter(|it| !it.is_test()) {
            let code = file.code();
            for name in &names {
                assert!(!code.contains(name.as_str()), "{} names `{name}`", file.path);
            }
        }
    }
}

fn requirement_names() -> Vec<String> {
    let shipped = files("dsl/guidance", ".duly");
    let lines = shipped.iter().flat_map(|it| it.text.lines());
    let heads = lines.filter_map(|it| it.trim_start().strip_prefix("requirement "));
    heads.filter_map(|it| it.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn what_ships_is_what_stands_in_the_folder() {
    let list = read("dsl/src/shipped.rs");
    for file in files("dsl/guidance", ".duly") {
        let path = file.path.trim_start_matches("dsl/guidance/");
        let name = format!("\"guidance:{path}\"");
        let text = format!("include_str!(\"../guidance/{path}\")");
        assert!(list.contains(&name) && list.contains(&text), "{path} does not ship");
    }
    let shipped = list.matches("include_str!").count();
    assert_eq!(shipped, files("dsl/guidance", ".duly").len(), "something ships that is not there");
}
