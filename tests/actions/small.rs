//! A small guidance with one requirement of each kind, a town that breaks it, and what is offered.

use duly_dsl::{Analysis, Workspace};
use duly_tests::ask::{TODAY, told};

use crate::apply::{broken_promise, offered, text_after};

const WORDS: &str = r#"
vocabulary rank ordered { officer director }
vocabulary right { privacy safety }
vocabulary trigger { incident }
vocabulary action {
  screen award deploy engage publish approve suspend
  assess { field covers: scope of right  field gender: yes or no }
}
subject use "A use" { field people: number }
subject role { field rank: one of rank }
subject entity { field contact: one of role  field public: yes or no }
"#;

const ROLES: &str = "  role clerk { rank: officer }\n  role head  { rank: director }\n";

/// A town that follows a guidance of one requirement.
fn town(requirement: &str, fields: &str, procedures: &str) -> Analysis {
    let mut workspace = Workspace::new(TODAY);
    let guidance = format!("guidance g \"G\" {{ edition: 2026  publisher: \"P\" }}\n{WORDS}\n{requirement}\n");
    workspace.set("g/g.duly", guidance);
    workspace.set("town/town.duly", format!("entity town {{\n  follows g\n{fields}{ROLES}}}\n{procedures}"));
    workspace.analyze()
}

/// The first finding about a requirement.
#[track_caller]
fn finding(analysis: &Analysis) -> usize {
    let found = analysis.diagnostics.iter().position(|it| it.finding.is_some());
    found.unwrap_or_else(|| panic!("nothing is broken: {:?}", told(analysis)))
}

/// What is offered and helps, by title; each keeps its promise.
#[track_caller]
fn helps(analysis: &Analysis) -> Vec<String> {
    let number = finding(analysis);
    let mut titles = Vec::new();
    for way in offered(analysis, number).into_iter().filter(|it| !it.solves.is_empty()) {
        assert_eq!(broken_promise(analysis, &way), None);
        let mark = if way.preferred { "* " } else { "" };
        titles.push(format!("{mark}{}", way.title));
    }
    titles
}

/// The procedures after the first offer that helps.
#[track_caller]
fn mended(analysis: &Analysis) -> String {
    let mut all = offered(analysis, finding(analysis)).into_iter();
    let best = all.find(|it| !it.solves.is_empty()).expect("something that is offered helps");
    let text = text_after(analysis, &best);
    text.split_once("procedure ").map_or(String::new(), |(_, it)| format!("procedure {it}"))
}

const LOOK_FIRST: &str = r#"requirement look-first "Look first" must {
  before award, require assess
  because "B."  source: "S"
  suggest { step look: assess by _ { covers: privacy } }
}"#;

#[test]
fn what_is_missing() {
    let analysis = town(
        LOOK_FIRST,
        "",
        "procedure buy for any use {\n  step ask: screen by clerk\n  // Now it is bought.\n  step buy: award by head\n}\n",
    );
    assert_eq!(
        helps(&analysis),
        ["* put in the missing step `look` before `buy`", "put in the missing step `look` before `ask`"]
    );
    assert_eq!(
        mended(&analysis),
        "procedure buy for any use {\n  step ask: screen by clerk\n  step look: assess by clerk { covers: privacy }\n  // Now it is bought.\n  step buy: award by head\n}\n"
    );
}

#[test]
fn what_may_be_left_out() {
    let analysis = town(
        LOOK_FIRST,
        "",
        "procedure buy for any use {\n  optional step ask: assess by clerk\n  step buy: award by head\n}\n",
    );
    assert_eq!(helps(&analysis), ["* let `ask` no longer be left out", "put in the missing step `look` before `buy`"]);
    assert_eq!(
        mended(&analysis),
        "procedure buy for any use {\n  step ask: assess by clerk\n  step buy: award by head\n}\n"
    );
}

#[test]
fn what_is_gone_around() {
    let analysis = town(
        LOOK_FIRST,
        "",
        "procedure buy for any use {\n  when people less than 10 { go to buy }\n  step look: assess by clerk\n  step buy: award by head\n}\n",
    );
    let found = helps(&analysis);
    assert!(
        found.iter().any(|it| it == "take out the way around: `when people less than 10 { go to buy }`"),
        "{found:?}"
    );
    assert!(found.iter().any(|it| it.starts_with("put in the missing step")), "{found:?}");
}

#[test]
fn what_comes_too_late() {
    let analysis = town(
        LOOK_FIRST,
        "",
        "procedure buy for any use {\n  step buy: award by head\n\n  /// Afterwards.\n  step look: assess by clerk\n}\n",
    );
    let found = helps(&analysis);
    assert!(found.iter().any(|it| it == "move `look` before `buy`"), "{found:?}");
}

#[test]
fn what_is_missing_in_two_places() {
    let analysis = town(
        LOOK_FIRST,
        "",
        "procedure buy for any use { step buy: award by head }\nprocedure take for any use {\n  step take: award by clerk\n}\n",
    );
    assert!(helps(&analysis)[0].contains("before `buy`, and put in the missing step `look` before `take`"));
    assert!(mended(&analysis).contains("{ step look: assess by head { covers: privacy }  step buy: award by head }"));
}

#[test]
fn what_is_not_said() {
    let requirement = r#"requirement all-of-it must {
  each assess must have { covers: [privacy, safety]  gender: yes }
  because "B."  source: "S"
}"#;
    let analysis = town(
        requirement,
        "",
        "procedure buy for any use {\n  step look: assess by clerk { covers: privacy }\n  step buy: award by head\n}\n",
    );
    assert_eq!(helps(&analysis), ["* say `covers: [privacy, safety]` and `gender: yes` in `look`"]);
    assert_eq!(
        mended(&analysis),
        "procedure buy for any use {\n  step look: assess by clerk { covers: [privacy, safety]  gender: yes }\n  step buy: award by head\n}\n"
    );
}

#[test]
fn who_may_not() {
    let requirement = r#"requirement head-buys must {
  each award must have { by: { rank: at least director } }
  because "B."  source: "S"
}"#;
    let analysis = town(
        requirement,
        "",
        "procedure buy for any use {\n  step buy: award by clerk\n  step use: deploy by head\n}\n",
    );
    // Nothing is left for the clerk to do then.
    assert_eq!(helps(&analysis), ["let `head` do `buy`; then `unused-name` has to be seen to"]);
    assert!(mended(&analysis).contains("step buy: award by head"));
}

#[test]
fn who_does_both() {
    let requirement = r#"requirement apart must {
  keep apart screen, approve
  because "B."  source: "S"
}"#;
    let analysis = town(
        requirement,
        "",
        "procedure buy for any use {\n  step ask: screen by clerk\n  step yes: approve by clerk\n  step buy: award by head\n}\n",
    );
    let mut found = helps(&analysis);
    found.sort();
    assert_eq!(found, ["let `head` do `ask`", "let `head` do `yes`"]);
}

#[test]
fn what_nobody_answers() {
    let requirement = r#"requirement answer must {
  after incident, require suspend
  because "B."  source: "S"
  suggest { on incident { step stop: suspend by _ } }
}"#;
    let analysis = town(
        requirement,
        "",
        "procedure buy for any use {\n  step buy: award by clerk\n  step use: deploy by head\n}\n",
    );
    let found = helps(&analysis);
    assert!(!found.is_empty(), "{found:?}");
    assert!(mended(&analysis).contains("  on incident { step stop: suspend by "), "{}", mended(&analysis));
}

#[test]
fn what_has_to_follow() {
    let requirement = r#"requirement tell must {
  after award, require publish
  because "B."  source: "S"
  suggest { step tell: publish by _ }
}"#;
    let analysis = town(
        requirement,
        "",
        "procedure buy for any use {\n  decide yes by head {\n    proceed { step buy: award by clerk }\n    refuse { end }\n  }\n}\n",
    );
    assert_eq!(
        helps(&analysis),
        ["* put in the missing step `tell` after `buy`", "put in the missing step `tell` after `yes`"]
    );
    assert_eq!(
        mended(&analysis),
        "procedure buy for any use {\n  decide yes by head {\n    proceed { step buy: award by clerk  step tell: publish by clerk }\n    refuse { end }\n  }\n}\n"
    );
}

#[test]
fn what_the_town_says_of_itself() {
    let requirement = r#"requirement open must {
  entity must have { public: yes  contact: stated }
  because "B."  source: "S"
}"#;
    let analysis = town(
        requirement,
        "",
        "procedure buy for any use {\n  step ask: screen by clerk\n  step buy: award by head\n}\n",
    );
    assert_eq!(
        helps(&analysis),
        [
            "say `public: yes` and `contact: clerk` for `town`, if it is so",
            "say `public: yes` and `contact: head` for `town`, if it is so"
        ]
    );
}
