//! Procedures, records, waivers.

use super::super::super::{Actors, Statement};
use super::{check, resolved};

#[test]
fn jumps_do_not_lead_into_blocks() {
    check(
        "procedure p for any use {
            go to inner
            together { step inner: assess step next: award }
            decide choice { yes-please { step deep: deploy go to inner go to deep } no-thanks { go to choice } }
            on incident { step late: assess go to late }
            go to late
        }",
        &[
            "DLY121 inner: `inner` stands inside a `together`, and this jumps into it from outside; go to a step before that block, or move the step out of it",
            "DLY121 inner: `inner` stands inside a `together`, and this jumps into it from outside; go to a step before that block, or move the step out of it",
            "DLY121 late: `late` stands inside an `on`, and this jumps into it from outside; go to a step before that block, or move the step out of it",
        ],
    );
    check(
        "procedure p for any use { step screen: assess go to sreen }",
        &["DLY101 sreen: there is no step called `sreen` in this procedure; did you mean `screen`?"],
    );
}

#[test]
fn decisions_are_asked_by_their_outcomes() {
    check(
        "procedure p for any use { decide choice { go-on { } stop { end } } when choice is go-on or stopp { end } step a: assess when a is done { end } }",
        &[
            "DLY101 stopp: `choice` has no outcome called `stopp`; did you mean `stop`?",
            "DLY101 a: there is no fact of a use called `a`; `a` is a step with no outcomes; only a `decide` can be asked what it chose",
        ],
    );
}

#[test]
fn steps_carry_what_is_written() {
    let text = "entity e { working-week: 5 holidays: 10 }
        subject use { }
        role a { external } role b { }
        vocabulary action { go-on decide { field why: text } }
        procedure p for any use { optional step s \"S\": go-on by a or b { within: 2 weeks } decide d by a { why: \"w\" yes-please { } } }";
    let model = resolved(&[("e.duly", text)]).model;
    let steps: Vec<_> = model.steps.iter().map(|it| it.1).collect();
    assert!(steps[0].optional && steps[0].within.is_some_and(|it| it.hours == 336));
    assert!(matches!(&steps[0].actors, Actors::Roles(roles) if roles.len() == 2));
    assert_eq!(steps[1].action.map(|it| model.terms[it].name.as_str()), Some("decide"));
    assert_eq!(steps[1].fields.len(), 1);
    let procedure = model.procedures.iter().next().unwrap().1;
    assert!(
        matches!(procedure.body.as_slice(), [Statement::Step(_), Statement::Decide { outcomes, .. }] if outcomes.len() == 1)
    );
    assert_eq!(model.entities.iter().next().unwrap().1.calendar, Some((5, 10)));
    assert!(model.roles.iter().next().unwrap().1.external);
}

#[test]
fn records_judgements_and_waivers_name_what_they_are_about() {
    check(
        "use x { }
        requirement own must { fast: require assess slow: judge \"Was it?\" }
        record a: assess of x on 2026-01-01 by officer { covers: [privacy] evidence: \"f\" }
        record b: asses of y
        judgement c: own.slow of x on 2026-01-01 by director { answer: yes reason: \"r\" }
        waiver d: own.fst on 2026-01-01 by director until 2026-02-01 when risk is high { reason: \"r\" instead: [award] }
        waiver e: agency.own { because-of: \"r\" }
        waiver f: onw { }",
        &[
            "DLY101 asses: there is no action or trigger called `asses`; did you mean `assess`?",
            "DLY101 y: there is no registered thing called `y`",
            "DLY101 fst: `own` has no clause called `fst`; did you mean `fast`?",
            "DLY101 because-of: a waiver carries no field called `because-of`; there are `evidence`, `instead` and `reason`",
            "DLY101 onw: there is no requirement called `onw`; did you mean `own`?",
        ],
    );
}

#[test]
fn ten_thousand_steps_and_five_thousand_terms_are_no_trouble() {
    let mut text = "entity e { }\nvocabulary action { a0\n".to_owned();
    for at in 1..5_000 {
        text += &format!("a{at} is a{}\n", at - 1);
    }
    text += "}\nsubject use { }\nprocedure p for any use {\n";
    for at in 0..10_000 {
        text += &format!("step s{at}: a{}\n go to s{}\n", at % 5_000, 9_999 - at);
    }
    text += "}";
    let found = resolved(&[("e.duly", &text)]);
    assert_eq!(found.diagnostics, []);
}
