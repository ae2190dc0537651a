//! `branch`: the places where conditions choose the way.

use super::{analysis, not_read, said, verdict_of};

const SORTED: &str = r#"requirement r "Sort first" must { before branch { on: risk }, require classify-risk }"#;

#[track_caller]
fn verdict(requirement: &str, body: &str) -> &'static str {
    let analysis = analysis(requirement, "", &format!("procedure p for any use {{ {body} }}"));
    assert_eq!(not_read(&analysis), Vec::<String>::new());
    verdict_of(&analysis)
}

#[test]
fn what_comes_before_a_fork() {
    let kept = "step c: classify-risk by boss when risk is high { step a: assess by boss }";
    let broken = "when risk is high { step a: assess by boss } step c: classify-risk by boss";
    assert_eq!(verdict(SORTED, kept), "kept");
    assert_eq!(verdict(SORTED, broken), "broken");
}

#[test]
fn a_fork_that_asks_about_something_else_is_another_fork() {
    let other = "when biometric is yes { step a: assess by boss }";
    assert_eq!(verdict(SORTED, other), "never applies");
    let any = r#"requirement r "Sort first" must { before branch, require classify-risk }"#;
    assert_eq!(verdict(any, other), "broken");
    assert_eq!(verdict(any, "step a: assess by boss"), "never applies");
    let several = r#"requirement r "Sort" must { before branch { on: size or biometric }, require classify-risk }"#;
    assert_eq!(verdict(several, other), "broken");
    let both = r#"requirement r "Sort" must { before branch { on: [size, biometric] }, require classify-risk }"#;
    assert_eq!(verdict(both, other), "never applies");
    assert_eq!(verdict(both, "when biometric is yes and size is 3 { step a: assess by boss }"), "broken");
}

#[test]
fn both_ways_on_come_after_the_fork() {
    let inside = "when risk is high { step c: classify-risk by boss } otherwise { step d: classify-risk by boss }";
    assert_eq!(verdict(SORTED, inside), "broken");
    let never = r#"requirement r "Never" must { after branch { on: risk }, never deploy }"#;
    assert_eq!(verdict(never, "when risk is high { } step d: deploy by boss"), "broken");
    assert_eq!(verdict(never, "step d: deploy by boss when risk is high { }"), "kept");
}

#[test]
fn a_fork_that_no_run_comes_to_asks_nothing() {
    let hidden = "when biometric is yes { when biometric is no { when risk is high { } } }";
    assert_eq!(verdict(SORTED, hidden), "never applies");
    let chained = "when biometric is yes { end } otherwise when risk is high { }";
    assert_eq!(verdict(SORTED, chained), "broken");
}

#[test]
fn an_outcome_with_a_condition_is_a_fork_too() {
    let body = "decide d: law-check by boss { hit when risk is high { } clear { } }";
    assert_eq!(verdict(SORTED, body), "broken");
    assert_eq!(verdict(SORTED, &format!("step c: classify-risk by boss {body}")), "kept");
    let decided = r#"requirement r "R" must { before branch { on: risk }, require law-check }"#;
    assert_eq!(verdict(decided, body), "broken", "the fork comes before what is decided at it");
}

#[test]
fn an_earlier_decision_by_its_name_or_by_what_it_is() {
    let body = "decide d: law-check by boss { hit { } clear { } } when d is hit { step a: assess by boss }";
    for on in ["d", "law-check"] {
        let requirement = format!("requirement r \"R\" must {{ before branch {{ on: {on} }}, require classify-risk }}");
        assert_eq!(verdict(&requirement, body), "broken", "{on}");
        assert_eq!(
            verdict(&requirement, "when risk is high { } decide d: law-check by boss { hit { } }"),
            "never applies"
        );
    }
}

#[test]
fn a_branch_can_be_required_and_must_lie_behind_a_jump_again() {
    let required = r#"requirement r "R" must { require branch { on: risk } }"#;
    assert_eq!(verdict(required, "when risk is high { }"), "kept");
    assert_eq!(verdict(required, "step a: assess by boss"), "broken");
    let before = r#"requirement r "R" must { before deploy, require branch { on: risk } }"#;
    let round = "step a: assess by boss when risk is high { } step d: deploy by boss when size is 3 { go to a }";
    assert_eq!(verdict(before, round), "kept");
    let past = "when risk is high { } step a: assess by boss step d: deploy by boss";
    assert_eq!(verdict(before, past), "kept");
}

#[test]
fn an_answer_to_a_trigger_may_fork_as_well() {
    let body = "step c: classify-risk by boss on incident { when risk is high { step a: assess by boss } }";
    assert_eq!(verdict(SORTED, body), "kept");
    let never = r#"requirement r "R" must { after incident, never branch }"#;
    assert_eq!(verdict(never, body), "broken");
}

#[test]
fn a_step_is_no_fork_and_a_fork_is_no_step() {
    let never = r#"requirement r "R" must { after branch, never step }"#;
    assert_eq!(verdict(never, "step a: assess by boss when risk is high { when size is 3 { } }"), "kept");
}

#[test]
fn members_of_a_group_may_come_in_any_order() {
    let body = "together { step c: classify-risk by boss  when risk is high { step a: assess by boss } }";
    assert_eq!(verdict(SORTED, body), "broken");
}

#[test]
fn the_run_shows_the_fork_where_it_stands() {
    let procedure = "procedure p for any use {\n  step a: assess by boss\n  when risk is high and size is 3 { }\n}";
    let analysis = analysis(SORTED, "", procedure);
    assert_eq!(
        said(&analysis),
        ["sort first: a fork that asks about `risk` and `size` is reached without `classify-risk` before it"]
    );
    let found = analysis.diagnostics.iter().find(|it| it.finding.is_some()).expect("a finding");
    let witness = found.finding.as_ref().and_then(|it| it.witness.as_ref()).expect("a run");
    let run: Vec<&str> = witness.run.iter().map(|it| it.step.as_str()).collect();
    assert_eq!(run, ["a", "asks about `risk` and `size`"]);
    let text = &analysis.files.iter().find(|it| it.path.as_ref() == "case.duly").expect("the text").text;
    let last = witness.run.last().expect("a stop").at.span;
    assert_eq!(&text[last.range()], "risk is high and size is 3");
}

#[test]
fn what_no_condition_can_ask_about() {
    let mistakes = |requirement: &str| {
        let analysis = analysis(requirement, "", "procedure p for any use { decide d: law-check by boss { hit { } } }");
        assert_eq!(verdict_of(&analysis), "undecided");
        let told = analysis.diagnostics.iter().filter(|it| it.finding.is_none() && it.code.id.starts_with("DLY1"));
        told.map(|it| format!("{}; {}", it.message, it.help.as_deref().unwrap_or(""))).collect::<Vec<_>>()
    };
    assert_eq!(
        mistakes("requirement r must { before branch { on: rsk }, require assess }"),
        ["no condition can ask about `rsk`; did you mean `risk`?"]
    );
    assert_eq!(
        mistakes("requirement r must { before branch { size: 3 }, require assess }"),
        ["a branch carries no field called `size`; only `on` can be asked of it: what it asks about"]
    );
    assert_eq!(
        mistakes("requirement r must { keep apart branch, assess }"),
        ["nobody does a branch, so no role can be kept from it; keep apart what somebody does"]
    );
    assert_eq!(
        mistakes("requirement r must { each branch must have { by: boss } }"),
        [
            "a branch has nothing that could be asked of it; say what comes before or after it, as in `before branch { on: risk }, require assess`"
        ]
    );
}
