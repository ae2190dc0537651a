//! From what was asked for to an example of it: the table in `docs/trace.md` is what the program prints, it leaves
//! nothing open, and every requirement in it can be seen broken and kept.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const TABLE: &str = "docs/trace.md";

/// Requirements that no example or case breaks, or none keeps, yet. Whoever writes one takes its name off the list.
const NOT_SHOWN: &[&str] = &[];

/// What stands below the table.
const FOOT: &str = "
---

Made by `duly rules --trace --guidance un-hrdd --output-format markdown examples/*/ tests/guidance/*/*.duly`; a test \
keeps it true, and `UPDATE_EXPECTED=1` makes it anew. Sentences and levels are this project's reading of the sources, \
and not quotations. An example is named where it is the first of its kind: the same requirement may be broken or kept \
in others, too.
";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// What is directly in a folder, by path from the root.
fn inside(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let names = entries.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut paths: Vec<String> = names.map(|it| format!("{folder}/{it}")).collect();
    paths.sort();
    paths
}

/// The examples, then the cases.
fn paths() -> Vec<String> {
    let examples = inside("examples").into_iter().filter(|it| root().join(it).is_dir());
    let cases = inside("tests/guidance").into_iter().filter(|it| root().join(it).is_dir());
    let cases = cases.flat_map(|it| inside(&it)).filter(|it| it.ends_with(".duly"));
    examples.chain(cases).collect()
}

/// What the program prints, and what it complains of.
fn table() -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(root()).env_remove("DULY_TODAY");
    command.args(["rules", "--trace", "--guidance", "un-hrdd", "--output-format", "markdown"]);
    let output = command.args(["--today", "2026-11-22"]).args(paths()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// The cells of the rows of all tables, without their heads.
fn rows(table: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = table.lines().collect();
    let is_row = |at: usize| lines[at].starts_with("| ") && !lines[at].starts_with("| ---");
    let is_head = |at: usize| lines.get(at + 1).is_some_and(|it| it.starts_with("| ---"));
    let rows = (0..lines.len()).filter(|&at| is_row(at) && !is_head(at)).map(|at| lines[at]);
    rows.map(|it| it.split('|').map(str::trim).collect()).collect()
}

#[test]
fn everything_that_was_asked_for_leads_to_an_example() {
    let (table, told) = table();
    let expected = format!("{table}{FOOT}");
    let path = root().join(TABLE);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    assert_eq!(told, "", "an example with mistakes shows nothing");
    let rows = rows(&table);
    assert!(rows.len() > 124, "only {} rows", rows.len());

    // An expectation has requirements, or a reason why not.
    let open = rows.iter().filter(|it| it.contains(&"none, and nobody says why not"));
    let open: Vec<&str> = open.map(|it| it[1]).collect();
    assert!(open.is_empty(), "neither answered nor explained: {open:?}");

    // A requirement is seen broken, and kept.
    let not_shown = rows.iter().filter(|it| it.contains(&"nowhere"));
    let name = |row: &Vec<&str>| row[if row.len() == 9 { 5 } else { 1 }].trim_matches('`').to_owned();
    let not_shown: BTreeSet<String> = not_shown.map(name).collect();
    let known: BTreeSet<String> = NOT_SHOWN.iter().map(|&it| it.to_owned()).collect();
    assert_eq!(not_shown, known, "write a case for what is only on the left, and take off what is only on the right");

    let page = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(page == expected, "{TABLE} is not what the program says; UPDATE_EXPECTED=1 makes it anew");
}
