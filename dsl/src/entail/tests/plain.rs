use jiff::civil::date;

use crate::Workspace;

/// What is told of requirements, by code and message.
pub(super) fn told(text: &str) -> Vec<String> {
    let mut workspace = Workspace::new(date(2026, 6, 30));
    workspace.set("page.duly", text);
    let found = workspace.analyze().diagnostics;
    for it in &found {
        assert!(
            !it.code.id.starts_with("DLY0") && (!it.code.id.starts_with("DLY1") || it.code.id == "DLY130"),
            "{it:?}"
        );
    }
    let of = |id: &str| ["DLY221", "DLY222", "DLY223", "DLY224"].contains(&id);
    found.iter().filter(|it| of(&it.code.id)).map(|it| format!("{} {}", it.code.id, it.message)).collect()
}

const WORDS: &str = r#"
  subject use {
    field risk-level: one of scale  field place: some of place  field people: number  field trial: yes or no
    field purpose: one of purpose
  }
  subject role { field independence: one of independence  field rank: one of rank }
  vocabulary scale ordered { low moderate high }
  vocabulary place { camp { big-camp } town }
  vocabulary purpose { aid border }
  vocabulary independence ordered { same-unit other-unit external }
  vocabulary rank ordered { officer director }
  vocabulary right { human-rights { privacy dignity } }
  vocabulary action {
    assess { field covers: scope of right  field method: some of place  field options: number
             deep-assess }
    publish { field what: one of place }
    deploy  award  review  tell { field soon: duration }
    decide
  }
  vocabulary trigger { incident { leak } }
  vocabulary outcome { proceed refuse }
  define going: award or deploy
"#;

fn guidance(requirements: &str) -> Vec<String> {
    let filled = requirements.replace(" }.", "\n because \"b\" source: \"s\" }\n");
    told(&format!("guidance small {{ {WORDS} {filled} }}"))
}

fn pair(left: &str, right: &str) -> Vec<String> {
    guidance(&format!("requirement one must {{ {left} }}. requirement two must {{ {right} }}."))
}

fn none() -> Vec<String> {
    Vec::new()
}

fn implied(what: &str, by: &str) -> Vec<String> {
    vec![format!("DLY224 `{what}` adds nothing to `{by}`")]
}

#[test]
fn what_follows_is_told() {
    for (stronger, weaker) in [
        ("before award, require deep-assess", "before award, require assess"),
        ("before award or deploy, require assess", "before award, require assess"),
        ("before going, require assess", "before deploy, require assess"),
        ("before award, require assess", "before award, require assess or review"),
        (
            "before award, require assess { options: at least 3 }",
            "before award, require assess { options: at least 2 }",
        ),
        ("before award, require assess { options: at least 3 }", "before award, require assess { options: stated }"),
        (
            "before award, require assess { age: at most 6 months }",
            "before award, require assess { age: at most 1 year }",
        ),
        ("before award, require assess { covers: human-rights }", "before award, require assess { covers: privacy }"),
        ("before award, require assess { method: [camp, town] }", "before award, require assess { method: town }"),
        ("before award, require assess { method: camp }", "before award, require assess { method: camp or town }"),
        (
            "before award, require assess { by: { independence: external } }",
            "before award, require assess { by: { independence: at least other-unit } }",
        ),
        ("after deploy, require review within 10 days", "after deploy, require review within 2 weeks"),
        ("after deploy, require review within 10 days", "after deploy, require review"),
        ("after deploy, require review every 6 months", "after deploy, require review every 12 months"),
        ("require deep-assess", "require assess"),
        ("never assess", "never deep-assess"),
        ("never deploy", "after award, never deploy"),
        ("never deploy", "before award, never deploy"),
        ("never deploy", "after award until review, never deploy"),
        ("after award, never deploy", "after award until review, never deploy"),
        ("never deploy", "before deploy, require assess"),
        ("each assess must have { options: at least 3 }", "each deep-assess must have { options: at least 2 }"),
        ("each assess must have { by: { rank: director } }", "each assess must have { by: stated }"),
        ("each step must have { by: stated }", "each decide must have { by: stated }"),
        ("after incident, require review", "after leak, require review"),
        ("keep apart assess, award, deploy", "keep apart award, deploy"),
        ("keep apart assess, award", "keep apart deep-assess, award"),
        ("decide { outcome: refuse } must be possible", "decide must be possible"),
        (
            "each use must have { record deep-assess { age: at most 6 months } }",
            "each use must have { record assess { age: at most 1 year } }",
        ),
        (
            "before award, require assess { options: at least 2  method: camp }",
            "before award, require assess { options: at least 2 }",
        ),
        ("each use must have { purpose: aid  trial: yes }", "each use must have { purpose: aid }"),
        ("before branch, require assess", "before branch { on: trial }, require assess"),
        ("before branch { on: trial or purpose }, require assess", "before branch { on: trial }, require assess"),
        ("between award and deploy, require deep-assess", "between award and deploy, require assess"),
        ("after award until deploy, require assess", "between award and deploy, require assess"),
    ] {
        assert_eq!(pair(stronger, weaker), implied("two", "one"), "{stronger} => {weaker}");
        assert_eq!(pair(weaker, stronger), implied("one", "two"), "{stronger} => {weaker}");
    }
}

#[test]
fn what_does_not_follow_is_not_told() {
    for (left, right) in [
        ("before award, require assess", "before deploy, require assess"),
        ("before award, require assess", "after award, require assess"),
        ("before award, require assess { options: at least 3 }", "before award, require assess { method: stated }"),
        (
            "before award, require assess { age: at most 6 months }",
            "before award, require review { age: at most 12 months }",
        ),
        // A jump back past the assessment spends it, unless it ages.
        ("before award, require assess { age: at most 6 months }", "before award, require assess"),
        ("after deploy, require review within 1 month", "after award, require review within 12 months"),
        ("require assess", "before award, require assess"),
        ("each assess must have { by: stated }", "each decide must have { by: stated }"),
        ("keep apart assess, award", "keep apart assess, deploy"),
        ("between award and deploy, require assess", "before deploy, require assess"),
        ("never award", "before deploy, require assess"),
        ("after leak, require review", "after award, require review"),
        (
            "before award, require assess { by: { independence: external } }",
            "before award, require assess { by: { rank: director } }",
        ),
        ("judge \"Is it so?\"", "judge \"Is it not so?\""),
        ("after award, require review within 28 days", "after award, require review every 1 month"),
    ] {
        assert_eq!(pair(left, right), none(), "{left} / {right}");
        assert_eq!(pair(right, left), none(), "{right} / {left}");
    }
}

#[test]
fn months_are_neither_long_nor_short_for_certain() {
    let within = |one: &str, other: &str| {
        pair(
            &format!("after deploy, require review within {one}"),
            &format!("after deploy, require review within {other}"),
        )
    };
    assert_eq!(within("30 days", "1 month"), none());
    assert_eq!(within("28 days", "1 month"), implied("two", "one"));
    assert_eq!(within("31 days", "1 month"), implied("one", "two"));
}

#[test]
fn equal_ones_are_told_once() {
    let same = "before award, require assess";
    assert_eq!(pair(same, same), ["DLY224 `two` asks for just what `one` asks for"]);
    let three = format!(
        "requirement one must {{ {same} }}. requirement two must {{ {same} }}. requirement three must {{ {same} }}."
    );
    assert_eq!(guidance(&three).len(), 2);
}

#[test]
fn facts_decide_what_follows() {
    let on = |left: &str, right: &str| {
        pair(
            &format!("applies when {left} before award, require assess"),
            &format!("applies when {right} before award, require assess"),
        )
    };
    assert_eq!(on("risk-level at least moderate", "risk-level is high"), implied("two", "one"));
    assert_eq!(on("people more than 100", "people at least 200"), implied("two", "one"));
    assert_eq!(on("place includes camp", "place includes big-camp"), implied("two", "one"));
    assert_eq!(on("place includes camp or town", "place includes town and trial is yes"), implied("two", "one"));
    assert_eq!(on("place includes camp", "place includes town"), none());
    assert_eq!(on("trial is yes", "people at least 200"), none());
}

#[test]
fn level_and_waiver_matter() {
    let levels = |one: &str, other: &str| {
        guidance(&format!(
            "requirement one {one} {{ before award, require deep-assess }}. \
             requirement two {other} {{ before award, require assess }}."
        ))
    };
    assert_eq!(levels("must", "should"), implied("two", "one"));
    assert_eq!(levels("should", "must"), none());
    assert_eq!(levels("must", "must, not waivable"), none());
    assert_eq!(levels("must, not waivable", "must"), implied("two", "one"));
    assert_eq!(
        levels("must when trial is yes, should otherwise", "must when trial is yes, may otherwise"),
        implied("two", "one")
    );
    assert_eq!(levels("must when trial is yes, should otherwise", "must"), none());
}

#[test]
fn contradictions_are_told() {
    for (left, right, event) in [
        ("before award, require assess", "before assess, require award", "`award`"),
        ("require publish", "never publish", ""),
        ("after deploy, require review", "after deploy, never review", "`deploy`"),
        ("after deploy, require review", "never review", "`deploy`"),
        ("before deploy, require review", "never review", "`deploy`"),
        ("before deploy, require review", "before deploy, never review", "`deploy`"),
        ("after award, require deploy", "after deploy, require award", "`award`"),
        (
            "each assess must have { by: { independence: same-unit } }",
            "each assess must have { by: { independence: external } }",
            "`assess`",
        ),
        ("each assess must have { options: at least 5 }", "each assess must have { options: at most 3 }", "`assess`"),
        ("each tell must have { soon: at most 2 days }", "each tell must have { soon: at least 1 month }", "`tell`"),
        (
            "each tell must have { within: at most 2 days }",
            "each tell must have { within: at least 1 month }",
            "`tell`",
        ),
        (
            "decide { outcome: refuse } must be possible",
            "never decide { outcome: refuse }",
            "`decide` with the outcome refuse",
        ),
        ("applies when trial is yes require publish", "applies when people at least 10 never publish", ""),
        ("require deep-assess", "never assess", ""),
        ("never award", "applies when trial is yes before deploy, require award", "`deploy`"),
        ("applies when trial is yes never award", "require award", ""),
        ("each use must have { purpose: aid }", "each use must have { purpose: border }", ""),
    ] {
        let found = pair(left, right);
        let whenever = if event.is_empty() { String::new() } else { format!(" in a run with {event}") };
        assert_eq!(found, [format!("DLY223 `one` and `two` cannot both be kept{whenever}")], "{left} / {right}");
        assert_eq!(pair(right, left).len(), 1, "{right} / {left}");
    }
}

#[test]
fn what_can_be_kept_together_is_no_contradiction() {
    for (left, right) in [
        ("never deploy", "before deploy, require assess { options: at least 2 }"),
        ("applies when trial is yes require publish", "applies when trial is no never publish"),
        // Who is not to do something, is not to do what it is needed for.
        ("applies when trial is yes never award", "before deploy, require award"),
        ("applies when purpose is aid require publish", "applies when purpose is border never publish"),
        ("after deploy, require review", "after review, never deploy"),
        ("before award, require assess", "after award, never assess"),
        ("require assess", "never deep-assess"),
        ("before award, require assess { options: at least 5 }", "before award, require assess { options: at most 3 }"),
        (
            "each assess must have { by: { rank: director } }",
            "each assess must have { by: { independence: external } }",
        ),
        ("each assess must have { method: camp }", "each assess must have { method: town }"),
        ("each assess must have { covers: privacy }", "each assess must have { covers: dignity }"),
        ("keep apart assess, award", "before award, require assess"),
        ("each tell must have { soon: at most 366 days }", "each tell must have { soon: at least 12 months }"),
        (
            "after decide { outcome: refuse } until decide { outcome: proceed }, never deploy",
            "after decide, require deploy",
        ),
    ] {
        let found = pair(left, right);
        assert!(!found.iter().any(|it| it.starts_with("DLY223")), "{left} / {right}: {found:?}");
    }
}

#[test]
fn what_cannot_be_kept_is_told() {
    for (clauses, message) in [
        ("a: require publish  b: never publish", "nothing can keep `one`"),
        ("before assess, require assess", "no run with `assess` can keep `one`"),
        (
            "a: after award, require deploy  b: after deploy, never award  c: after award, never deploy",
            "no run with `award` can keep `one`",
        ),
        (
            "a: each assess must have { options: at least 5 }  b: each assess must have { options: at most 3 }",
            "no run with `assess` can keep `one`",
        ),
        ("each publish must have { what: [camp, town] }", "no run with `publish` can keep `one`"),
        (
            "a: before award, require assess  b: before assess, require deploy  c: before deploy, require award",
            "no run with `award` can keep `one`",
        ),
        ("each use must have { purpose: [aid, border] }", "nothing can keep `one`"),
    ] {
        let found = guidance(&format!("requirement one must {{ {clauses} }}."));
        assert_eq!(found, [format!("DLY222 {message}")], "{clauses}");
    }
}

#[test]
fn what_never_applies_is_told() {
    for clauses in [
        "applies when purpose is aid and purpose is border  require assess",
        "applies when people more than 10 and people less than 5  require assess",
        "applies when trial is yes and trial is no  require assess",
        "applies when place includes big-camp and not place includes camp  require assess",
    ] {
        let found = guidance(&format!("requirement one must {{ {clauses} }}."));
        assert_eq!(found, ["DLY221 `one` never applies: no facts are as it asks"], "{clauses}");
    }
    for clauses in [
        "before assess { options: at least 5  options: at most 3 }, require review",
        "before publish { what: [camp, town] }, require review",
        "require assess { age: at most 3 months  age: at least 6 months }",
    ] {
        let found = guidance(&format!("requirement one must {{ {clauses} }}."));
        assert_eq!(found, ["DLY221 this can never happen as it is asked for"], "{clauses}");
    }
    let given = "given trial is yes, purpose is aid
      requirement one must { applies when trial is yes and purpose is border  require assess }.";
    assert_eq!(guidance(given).len(), 1);
    // Whoever registers a use may state a level that no row gives.
    let level = "classify danger for use on [low, high, banned] { high when trial is yes  otherwise low }
      requirement one must { applies when danger is banned  never deploy }.";
    assert_eq!(guidance(level), none());
    let defined = "define now: award when trial is yes
      requirement one must { applies when trial is no  before now, require assess }.";
    assert_eq!(guidance(defined), ["DLY221 where `one` applies, what this is about never happens"]);
}

#[test]
fn copies_of_a_profile_are_not_told() {
    let text = format!(
        "guidance small {{ {WORDS} requirement one must {{ before award, require assess because \"b\" source: \"s\" }} }}"
    );
    let mut workspace = Workspace::new(date(2026, 6, 30));
    workspace.set("a/small.duly", text.as_str());
    workspace.set("b/ours.duly", "guidance ours tailors small { requirement two must { before award or deploy, require assess because \"b\" source: \"s\" } }");
    let found = workspace.analyze().diagnostics;
    assert_eq!(found.iter().filter(|it| ("DLY221"..="DLY224").contains(&it.code.id.as_str())).count(), 0, "{found:?}");
    workspace.set("b/ours.duly", "guidance ours tailors small { requirement two must { before award, require assess or review because \"b\" source: \"s\" } }");
    let found = workspace.analyze().diagnostics;
    assert_eq!(found.iter().filter(|it| it.code.id == "DLY224").count(), 1, "{found:?}");
}
