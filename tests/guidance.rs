//! Every requirement that ships has a reason, a source, a remedy, a number in the catalogue, and two cases that
//! the checker confirms: one that keeps it and one that breaks it.

use std::collections::BTreeSet;

use duly_dsl::Verdict;
use duly_tests::ask;
use duly_tests::repository::{File, files, folders};

const CASES: &str = "tests/guidance";

/// `requirement name … { … }` as it stands in the shipped files.
struct Written {
    guidance: String,
    name: String,
    text: String,
}

const SUGGEST: &str = "\n  suggest {";

impl Written {
    /// What only asks a person, or asks something of declared things, cannot be mended by a step.
    fn speaks_of_runs(&self) -> bool {
        let runs = ["require ", "never ", "keep apart ", "must be possible"];
        let outside_quotes: String = self.text.split('"').step_by(2).collect();
        runs.iter().any(|it| outside_quotes.contains(it))
    }
}

/// The files are formatted: a requirement begins and ends at the left margin.
fn shipped() -> Vec<Written> {
    let mut found = Vec::new();
    for file in files("dsl/guidance", ".duly") {
        let guidance = file.path.split('/').nth(2).unwrap_or("").to_owned();
        for part in file.text.split("\nrequirement ").skip(1) {
            let text = part.split("\n}").next().unwrap_or(part);
            let name = text.split_whitespace().next().unwrap_or("");
            found.push(Written { guidance: guidance.clone(), name: name.to_owned(), text: text.to_owned() });
        }
    }
    assert!(found.len() > 20, "only {} requirements were found", found.len());
    found
}

#[test]
fn every_requirement_says_why_on_what_authority_and_what_would_mend_it() {
    let parts = ["\n  because \"", "\n  source: \"", SUGGEST, "\n  id: \"", "\n  stage: "];
    let mut lacking = Vec::new();
    for it in shipped() {
        for part in parts {
            if !it.text.contains(part) && (part != SUGGEST || it.speaks_of_runs()) {
                lacking.push(format!("{}/{} lacks {}", it.guidance, it.name, part.trim()));
            }
        }
    }
    assert_eq!(lacking, Vec::<String>::new());
}

#[test]
fn every_requirement_has_two_cases_and_every_case_a_requirement() {
    let required: BTreeSet<String> = shipped().into_iter().map(|it| it.name).collect();
    let cases: BTreeSet<String> = folders(CASES).into_iter().collect();
    assert_eq!(required, cases);
    for name in cases {
        let cases = files(&format!("{CASES}/{name}"), ".duly");
        for verdict in ["kept", "broken"] {
            assert!(cases.iter().any(|it| case_of(&it.path) == verdict), "{name} has no {verdict}.duly");
        }
        for File { path, .. } in cases {
            let expected = Expected::of(&path);
            // `broken-by-a-branch.duly` expects `broken`.
            let said = case_of(&path).split('-').next().unwrap_or("").to_owned();
            let meant = match said.as_str() {
                "judge" => "to be judged",
                "optional" => "kept only if optional steps are taken",
                said => said,
            };
            assert_eq!(expected.verdict, meant, "{path}");
            assert!(expected.requirement.ends_with(&format!("/{name}")), "{path}");
        }
    }
}

/// The name of a case, without folder and ending.
fn case_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.trim_end_matches(".duly").to_owned()
}

/// What the first line of a case says: `// expect: VERDICT REQUIREMENT`.
struct Expected {
    verdict: String,
    requirement: String,
}

impl Expected {
    #[track_caller]
    fn of(path: &str) -> Self {
        let text = duly_tests::repository::read(path);
        let first = text.lines().next().unwrap_or("");
        let told = first.strip_prefix("// expect: ").and_then(|it| it.rsplit_once(' '));
        let Some((verdict, requirement)) = told else {
            panic!("{path} does not begin with `// expect: VERDICT REQUIREMENT`");
        };
        Self { verdict: verdict.to_owned(), requirement: requirement.to_owned() }
    }
}

#[test]
fn every_case_is_decided_as_it_says() {
    let mut wrong = Vec::new();
    for File { path, text } in files(CASES, ".duly") {
        let expected = Expected::of(&path);
        let analysis = ask::analyze_about(&[File { path: "case.duly".to_owned(), text }], &expected.requirement);
        let about = ask::findings(&analysis).filter(|it| it.requirement == expected.requirement);
        let verdict = about.map(|it| it.verdict).max();
        if verdict.map(Verdict::words) != Some(expected.verdict.as_str()) {
            wrong.push(format!("{path}: {}", verdict.map_or("not decided", Verdict::words)));
        }
        wrong.extend(ask::mistakes(&analysis).into_iter().map(|it| format!("{path}: {it}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_broken_case_says_why_and_on_what_authority() {
    let mut silent = Vec::new();
    for it in shipped() {
        let path = format!("{CASES}/{}/broken.duly", it.name);
        let analysis = ask::analyze_text(&duly_tests::repository::read(&path));
        let code = format!("{}/{}", it.guidance, it.name);
        let told = analysis.diagnostics.iter().find(|it| it.code.id == code);
        let says_it = told.is_some_and(|told| {
            let helps = told.help.is_some() || !it.speaks_of_runs();
            told.why.is_some() && !told.sources.is_empty() && helps
        });
        if !says_it {
            silent.push(path);
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}
