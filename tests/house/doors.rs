//! Which room may know which.

use duly_tests::repository::{File, files, read};

/// Rooms that are crates of their own, under the names by which the others know them.
const ANNEX: &[&str] = &["source", "syntax"];

/// The rooms of `dsl` in the order of reading, and for each the rooms it may know. Doors open downwards only.
const ROOMS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("logic", &[]),
    ("syntax", &["source"]),
    ("format", &["source", "syntax"]),
    ("model", &["source", "diagnostic", "syntax"]),
    ("facts", &["logic", "model"]),
    ("graph", &["source", "model", "facts"]),
    ("check", &["source", "diagnostic", "logic", "model", "facts", "graph"]),
    ("entail", &["source", "logic", "model", "facts", "check"]),
    ("lint", &["source", "diagnostic", "logic", "syntax", "model", "facts", "graph", "check", "entail"]),
    ("explain", &["source", "diagnostic", "syntax", "model", "lint"]),
    ("shipped", &[]),
    ("analysis", &["source", "diagnostic", "syntax", "model", "check", "lint", "explain", "shipped"]),
    ("compare", &["source", "diagnostic", "syntax", "model", "facts", "graph", "logic", "check", "entail", "analysis"]),
    ("checklist", &["source", "diagnostic", "syntax", "model", "facts", "check", "analysis"]),
    ("keeps", &["source", "diagnostic", "model", "check", "lint", "analysis"]),
    ("picture", &["source", "diagnostic", "syntax", "model", "analysis"]),
    (
        "ide",
        &[
            "source",
            "diagnostic",
            "syntax",
            "format",
            "model",
            "facts",
            "graph",
            "check",
            "lint",
            "explain",
            "analysis",
            "compare",
        ],
    ),
];

/// `lint` may be missing: it moves in with the first of its kind.
const EXPECTED: &[&str] = &["lint"];

#[test]
fn the_rooms_are_the_ones_on_the_plan() {
    let mut built: Vec<String> = files("dsl/src", ".rs")
        .into_iter()
        .filter_map(|it| Some(it.path.strip_prefix("dsl/src/")?.strip_suffix(".rs")?.to_owned()))
        .filter(|it| !it.contains('/') && it != "lib")
        .collect();
    let mut planned: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    planned.retain(|room| !ANNEX.contains(room));
    planned.retain(|room| built.iter().any(|it| it == room) || !EXPECTED.contains(room));
    built.sort();
    planned.sort_unstable();
    assert_eq!(built, planned);
}

#[test]
fn doors_open_downwards_only() {
    for (at, (room, may)) in ROOMS.iter().enumerate() {
        for known in *may {
            let place = ROOMS.iter().position(|(it, _)| it == known);
            assert!(place < Some(at), "`{room}` may not know `{known}`, which is read after it");
        }
        for file in of_room(room) {
            for known in crates_rooms(&file.code()) {
                assert!(
                    known == *room || may.contains(&known.as_str()) || is_public(&known),
                    "{}: `{room}` may not know `{known}`",
                    file.path
                );
            }
        }
    }
}

/// The files of a room, its tests left out: a test may look at the whole house.
fn of_room(room: &str) -> Vec<File> {
    let (door, folder) = (format!("dsl/src/{room}.rs"), format!("dsl/src/{room}/"));
    let mut all = files("dsl/src", ".rs");
    all.retain(|it| (it.path == door || it.path.starts_with(&folder)) && !it.is_test());
    all
}

/// What follows `crate::`, also in `use crate::{a, b}`.
fn crates_rooms(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            None => rooms.push(word(after)),
            Some(group) => {
                let group = group.split('}').next().unwrap_or("");
                rooms.extend(group.split(',').map(|it| word(it.trim())));
            }
        }
    }
    rooms.retain(|it| !it.is_empty());
    rooms
}

fn word(text: &str) -> String {
    let end = text.find(|it: char| !it.is_alphanumeric() && it != '_');
    text[..end.unwrap_or(text.len())].to_owned()
}

/// `lib.rs` shows some types by their own names.
fn is_public(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

#[test]
fn every_way_of_knowing_a_room_is_seen() {
    let code = "use crate::{model::Id, facts};\nfn f(a: crate::graph::Node) {}\nuse crate::Page;";
    assert_eq!(crates_rooms(code), ["model", "facts", "graph", "Page"]);
}

#[test]
fn the_two_doors_to_the_street_do_not_know_each_other() {
    for file in files("lsp/src", ".rs") {
        let code = file.code();
        for other in ["clap", "ariadne", "duly::"] {
            assert!(!code.contains(other), "{} names {other}", file.path);
        }
    }
    // What both open is beneath both.
    for file in files("cli/files/src", ".rs") {
        let code = file.code();
        for other in ["duly_", "clap", "tower_lsp", "tokio"] {
            assert!(!code.contains(other), "{} names {other}", file.path);
        }
    }
    // The program starts the server, and that is all it knows of it.
    for file in files("cli/src", ".rs") {
        let starts_it = file.path == "cli/src/command/server.rs";
        let code = file.code();
        for other in ["duly_lsp", "tower_lsp", "lsp_types", "tokio"] {
            assert!(starts_it || !code.contains(other), "{} names {other}", file.path);
        }
    }
}

#[test]
fn the_rooms_are_private() {
    let library = read("dsl/src/lib.rs");
    for (room, _) in ROOMS {
        assert!(!library.contains(&format!("pub mod {room}")), "`{room}` is open to the street");
    }
}
