use jiff::civil::Date;

use crate::{Analysis, Workspace};

const TEXT: &str = r#"
entity town "A town" {
  follows un-hrdd
  role clerk "Town clerk" { rank: officer }
}

/// How a tool comes in.
procedure adopt "Taking up a tool" for any use {
  step award: award by clerk
}

use cards "Food cards" { technology: fingerprint-recognition }

/// Nobody buys in secret.
requirement say-so "Say what is bought" should {
  note: "Catalogue id: TWN-7"
  note: "ours alone"
  after award, require publish-reasons
  because "People pay for it."
  source: "Town charter 4"
  suggest { step tell: publish-reasons by _ }
}

define publish-reasons: publish or notify
"#;

fn analysis(text: &str) -> Analysis {
    let mut workspace = Workspace::new(Date::constant(2026, 3, 1));
    workspace.set("town.duly", text);
    workspace.analyze()
}

#[track_caller]
fn page(name: &str) -> String {
    match analysis(TEXT).explain(name) {
        Ok(page) => page.markdown,
        Err(near) => panic!("`{name}` is unknown; near: {near:?}"),
    }
}

#[track_caller]
fn has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no {part:?} in:\n{page}");
    }
}

#[test]
fn a_code_has_a_page_under_its_number_and_its_name() {
    has(&page("DLY008"), &["# DLY008 mixed-and-or", "## Why it matters"]);
    assert_eq!(page("dly008"), page("mixed-and-or"));
}

#[test]
fn a_lint_has_its_page_under_its_number_and_its_name() {
    let page = page("unreachable-step");
    has(&page, &["# ", "` · unreachable-step · ", "## Reported", "```duly"]);
    for lint in crate::lint::LINTS {
        assert!(super::code::page(lint.code).is_some(), "{}", lint.code);
    }
}

#[test]
fn a_requirement_tells_everything_that_is_known_of_it() {
    let page = page("town/say-so");
    has(
        &page,
        &[
            "# Say what is bought",
            "`town/say-so` · should",
            "Nobody buys in secret.",
            "Always.",
            "after award, require publish-reasons",
            "define publish-reasons: publish or notify",
            "People pay for it.",
            "- Town charter 4",
            "- ours alone",
            "step tell: publish-reasons by _",
            "Written in `town.duly`, line 15.",
        ],
    );
    assert!(!page.contains("United Nations"), "{page}");
}

#[test]
fn an_expectation_tells_what_came_of_it() {
    let text = "guidance ours \"Ours\" {
        vocabulary action { look buy }
        vocabulary stage { second first }
        /// Said twice.
        expectation E1 \"Look first\" { source: \"Hearing\" level: should }
        expectation E2 { because \"No.\" }
        expectation E3 { }
        requirement r \"Look\" must { answers: E1 stage: first before buy, require look }
        requirement s must { stage: second never look }
        requirement t must { never buy }
    }";
    let analysis = analysis(text);
    let page = |name| analysis.explain(name).unwrap().markdown;
    has(
        &page("E1"),
        &[
            "# Look first\n\n`E1` · an expectation of `ours` · should\n\nSaid twice.",
            "## Sources\n\n- Hearing",
            "## Requirements that answer it\n\n- `ours/r`: Look (must)",
        ],
    );
    assert!(!page("E1").contains("Why no"), "{}", page("E1"));
    has(&page("ours/E2"), &["# E2", "## Why no requirement answers it\n\nNo."]);
    has(&page("E3"), &["nobody says why not"]);
    has(&page("ours/r"), &["## Expectations it answers\n\n- `E1`: Look first"]);
    let books = analysis.rulebooks();
    let ours = books.iter().find(|it| it.name == "ours").unwrap();
    let rules: Vec<&str> = ours.rules.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(rules, ["ours/s", "ours/r", "ours/t"], "by stage, in the order of the stages");
    let answered: Vec<_> = ours.expectations.iter().map(|it| it.answered_by.clone()).collect();
    assert_eq!(answered, [vec!["ours/r".to_owned()], Vec::new(), Vec::new()]);
}

#[test]
fn a_profile_answers_for_itself() {
    let text = "guidance ours { vocabulary action { look buy } expectation E1 { }
        requirement r must { answers: E1 never buy } }
        guidance small tailors ours { drop r because \"small\" }
        guidance same tailors ours { lower r to may because \"same\" }
        guidance other follows ours { expectation E2 { } requirement o must { answers: E2 never buy } }
        entity town { requirement own must { never buy } }";
    let books = analysis(text).rulebooks();
    let small = books.iter().find(|it| it.name == "small").unwrap();
    assert_eq!((small.rules.len(), small.expectations.len()), (0, 1));
    assert_eq!(small.expectations.first().unwrap().answered_by, Vec::<String>::new());
    assert_eq!(small.tailors.as_deref(), Some("ours"));
    let other = books.iter().find(|it| it.name == "other").unwrap();
    let expected: Vec<&str> = other.expectations.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(expected, ["E2"], "whoever only shares the words need not answer for the rest");
    let page = analysis(text).explain("E1").unwrap().markdown;
    assert_eq!(page.matches("/r`").count(), 1, "{page}");
    let town = books.last().unwrap();
    assert!(town.own && town.name == "town" && town.rules.len() == 1, "{town:?}");
}

#[test]
fn a_requirement_answers_to_its_bare_name_and_its_number() {
    assert_eq!(page("say-so"), page("TWN-7"));
    assert_eq!(page("say-so"), page("town.say-so"));
}

#[test]
fn what_ships_says_whose_words_it_is_in() {
    let analysis = analysis(TEXT);
    let shipped = analysis.verdicts.iter().map(|it| &it.finding.requirement);
    let shipped = shipped.clone().find(|it| !it.starts_with("town/"));
    let page = analysis.explain(shipped.unwrap()).unwrap().markdown;
    has(&page, &["This project's own".to_lowercase().as_str(), "not a quotation", "## How it stands", "- `town`, "]);
}

#[test]
fn a_word_tells_what_is_above_and_below_it_and_what_it_carries() {
    let page = page("assess");
    has(
        &page,
        &[
            "a word of the vocabulary `action` of `un-hrdd`",
            "`covers` (scope of right): Which rights were looked at",
            "## Requirements that name it",
        ],
    );
    has(&self::page("children"), &["## Every one of them is also"]);
    assert!(self::page("action/assess").starts_with("# "));
}

#[test]
fn what_is_declared_is_shown_as_it_is_written() {
    has(&page("clerk"), &["# Town clerk", "`clerk` · role"]);
    has(&page("cards"), &["# Food cards", "`cards` · use"]);
    has(&page("adopt"), &["How a tool comes in.", "```duly\nprocedure adopt", "\n  step award: award by clerk\n}"]);
}

#[test]
fn of_an_unknown_name_the_near_ones_are_offered() {
    let near = |name| analysis(TEXT).explain(name).unwrap_err();
    assert!(near("say-soo").contains(&"say-so".to_owned()));
    assert!(near("mixed-and").contains(&"mixed-and-or".to_owned()));
    assert!(near("CLERK").contains(&"clerk".to_owned()));
    assert_eq!(near("zzzzzzzzzzzzzz"), Vec::<String>::new());
    assert_eq!(near(&"x".repeat(100_000)), Vec::<String>::new());
}

#[test]
fn a_quoted_text_cannot_end_its_frame() {
    let text = "requirement r must { never award because \"x\" suggest { // ```\n step a: award } }";
    let page = analysis(text).explain("r").unwrap().markdown;
    has(&page, &["````duly"]);
}

#[test]
fn broken_texts_can_be_asked_about() {
    for end in 0..TEXT.len() {
        if end % 37 == 0
            && let Some(text) = TEXT.get(..end)
        {
            let _known_or_not = analysis(text).explain("say-so");
        }
    }
}

/// What the blocks of Duly under a heading are reported for.
fn codes_under(page: &str, heading: &str) -> Vec<Vec<String>> {
    let rest = page.split_once(&format!("## {heading}\n")).unwrap().1;
    let part = rest.split("\n## ").next().unwrap();
    let blocks = part.split("```duly\n").skip(1);
    let blocks = blocks.map(|it| it.split("```").next().unwrap());
    blocks.map(codes).collect()
}

fn codes(block: &str) -> Vec<String> {
    let mut workspace = Workspace::new(Date::constant(2026, 3, 1));
    workspace.set("block.duly", block);
    if !block.contains("entity ") {
        let house = "entity agency { follows un-hrdd role board role panel role ethics-panel role director }";
        workspace.set("house.duly", house);
    }
    let analysis = workspace.analyze();
    analysis.diagnostics.into_iter().map(|it| it.code.id).collect()
}

#[test]
fn every_page_tells_the_truth() {
    // Those of the lints are tested where they stand.
    let lint = |code: &str| crate::lint::LINTS.iter().any(|it| it.code == code);
    for code in super::code::names().filter(|it| it.starts_with("DLY") && !lint(it)) {
        let page = page(code);
        for codes in codes_under(&page, "Avoid") {
            // The base that this one is ambiguous about stands outside the block.
            if code != "DLY103" {
                assert!(codes.iter().any(|it| it == code), "{code} avoid: {codes:?}");
            }
        }
        for codes in codes_under(&page, "Prefer") {
            assert!(codes.iter().all(|it| it != code), "{code} prefer: {codes:?}");
        }
        for heading in ["What it checks", "Why it matters", "What to do"] {
            assert!(page.contains(&format!("\n## {heading}\n\n")), "{code}: {heading}");
        }
    }
}

#[test]
fn every_code_that_is_reported_has_its_page() {
    let sources = [include_str!("../../syntax/src/problem.rs"), include_str!("../model/from_syntax/problem.rs")];
    let written = sources.iter().flat_map(|it| it.split('"'));
    for code in written.filter(|it| it.len() == 6 && it.starts_with("DLY")) {
        assert!(super::code::page(code).is_some(), "{code} has no page");
    }
}
