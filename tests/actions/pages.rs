//! The pages about lints and mistakes: for each thing that they show to be wrong, whatever is offered does mend it.

use duly_dsl::Workspace;
use duly_tests::ask::TODAY;
use duly_tests::repository::files;

use crate::apply::{broken_promise, offered};

/// The blocks of a page under a heading, without what carets say.
fn blocks(page: &str, heading: &str) -> Vec<String> {
    let section = page.split("\n## ").find_map(|it| it.strip_prefix(heading)).unwrap_or("");
    let parts = section.split("```duly\n").skip(1);
    let block = |it: &str| it.split("```").next().unwrap_or("").to_owned();
    let is_caret = |it: &&str| it.trim_start().strip_prefix("//").is_some_and(|it| it.trim_start().starts_with('^'));
    parts.map(|it| block(it).lines().filter(|it| !is_caret(it)).map(|it| format!("{it}\n")).collect()).collect()
}

/// What is offered for what a page is about, tried; the promises that are not kept.
fn look(folder: &str, heading: &str, seen: &mut Vec<String>) -> Vec<String> {
    let mut broken = Vec::new();
    for page in files(folder, ".md") {
        let name = page.path.rsplit('/').next().unwrap_or("").trim_end_matches(".md").replace('_', "-");
        for block in blocks(&page.text, heading) {
            let mut workspace = Workspace::new(TODAY);
            workspace.set("page.duly", block.as_str());
            if !block.contains("entity ") {
                let house = "entity agency { follows un-hrdd role board role panel role ethics-panel role director }\n";
                workspace.set("house.duly", house);
            }
            let analysis = workspace.analyze();
            let about = analysis.diagnostics.iter().enumerate();
            let about = about.filter(|(_, it)| it.code.name == name || it.code.id == name).map(|(number, _)| number);
            for number in about.take(2) {
                for way in offered(&analysis, number) {
                    seen.push(format!("{name}: {}", way.title));
                    broken.extend(broken_promise(&analysis, &way).filter(|_| !way.solves.is_empty()));
                }
            }
        }
    }
    broken
}

#[test]
fn what_lints_find() {
    let mut seen = Vec::new();
    let broken = look("dsl/src/lint", "Reported", &mut seen);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    for mend in [
        "unused-name: take out the role `complaints-officer`",
        "lapsed-waiver: take out the waiver `one-officer`",
        "idle-waiver: take out the waiver `one-officer`",
        "understated-risk: take out `risk: low`: it follows from the facts",
    ] {
        assert!(seen.iter().any(|it| it == mend), "{mend} is not among\n{}", seen.join("\n"));
    }
}

#[test]
fn what_cannot_be_read_or_named() {
    let mut seen = Vec::new();
    let broken = look("dsl/src/explain/pages", "Avoid", &mut seen);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    for mend in [
        "DLY001: put in `: assess`",
        "DLY002: put in `}`",
        "DLY005: take out `;`",
        "DLY101: write `protection-officer`",
        "DLY105: write `includes`",
    ] {
        assert!(seen.iter().any(|it| it == mend), "{mend} is not among\n{}", seen.join("\n"));
    }
}
