//! The picture in the README is what the program says, and its commands are what it promises.

use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

/// The text between a fence of this kind and its end.
fn fenced(page: &str, kind: &str) -> Vec<String> {
    let fence = format!("```{kind}\n");
    let blocks = page.split(&fence).skip(1);
    blocks.map(|it| it.split("```").next().unwrap_or("").to_owned()).collect()
}

#[test]
fn the_picture_is_real() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(root()).args(["check", "examples/field-agency", "--today", "2026-11-22"]);
    command.env("COLUMNS", "80").env_remove("DULY_OUTPUT_FORMAT").env_remove("DULY_TODAY");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    let page = readme();
    let [picture] = fenced(&page, "text").try_into().unwrap();
    let name = picture.split(']').next().unwrap_or("");
    let now = said.split("\n\n").find(|it| it.starts_with(name)).unwrap();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(root().join("README.md"), page.replace(&picture, &format!("{now}\n"))).unwrap();
        return;
    }
    assert_eq!(picture.trim_end(), now, "UPDATE_EXPECTED=1 puts the new picture into the README");
}

#[test]
fn there_are_two_commands() {
    let commands = fenced(&readme(), "sh");
    assert_eq!(commands, ["cargo run -p duly -- check examples/field-agency\n", "tests/run\n"]);
}

/// The run that the comment in it speaks of is found.
#[test]
fn the_procedure_is_read_as_it_says() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    std::fs::create_dir_all(&folder).unwrap();
    let blocks = fenced(&readme(), "duly");
    assert_eq!(blocks.len(), 1);
    std::fs::write(folder.join("agency.duly"), &blocks[0]).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(&folder).args(["check", "--output-format", "concise"]);
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(!said.contains("[DLY0") && !said.contains("[DLY1"), "{said}");
    assert!(said.contains("assess-before-commitment") && said.contains("`award`"), "{said}");
}
