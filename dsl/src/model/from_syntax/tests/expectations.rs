//! Expectations, and the requirements that answer them.

use super::super::super::Level;
use super::{resolved, said};

const GUIDANCE: &str = "guidance g { subject use { field a: yes or no } vocabulary action { assess }
    expectation e-one \"One\" { source: \"a\" source: \"b\" level: should because \"w\" }
    expectation e-two { } }";

#[test]
fn a_requirement_answers_what_it_sees() {
    let user = "guidance h tailors g { requirement r must { answers: e-one, g.e-two, e-one answers: [e-two] require assess } }";
    let files = [("g/g.duly", GUIDANCE), ("h/h.duly", user)];
    assert_eq!(said(&files), Vec::<String>::new());
    let found = resolved(&files);
    let model = found.model;
    let (_, requirement) = model.requirements.iter().next().unwrap();
    let names: Vec<&str> = requirement.answers.iter().map(|&it| model.expectations[it].name.as_str()).collect();
    assert_eq!(names, ["e-one", "e-two"]);
    let (_, one) = model.expectations.iter().next().unwrap();
    assert_eq!(
        (one.title.as_deref(), one.level, one.because.as_deref()),
        (Some("One"), Some(Level::Should), Some("w"))
    );
    assert_eq!(one.sources, ["a", "b"]);
    assert!(found.references.iter().any(|it| it.declared == one.at), "where it is used can be looked up");
}

#[test]
fn a_profile_answers_what_its_base_answers() {
    let base = "guidance g { subject use { field a: yes or no } vocabulary action { assess }
        expectation e { } requirement r must { answers: e require assess } }";
    let files = [("g/g.duly", base), ("h/h.duly", "guidance h tailors g { lower r to may because \"x\" }")];
    assert_eq!(said(&files), Vec::<String>::new());
    let model = resolved(&files).model;
    let answers: Vec<usize> = model.requirements.iter().map(|(_, it)| it.answers.len()).collect();
    assert_eq!(answers, [1, 1]);
}

#[test]
fn what_is_wrong_with_an_expectation_is_said() {
    let user = "guidance h { expectation e-one { levle: must level: \"must\" }
        expectation e-one { level: mist }
        expectation e-three { level: mist level: must or may }
        vocabulary action { look }
        requirement r must { answers: e-on, e-two, look require look } }";
    assert_eq!(
        said(&[("g/g.duly", GUIDANCE), ("h/h.duly", user)]),
        [
            "DLY101 h/h.duly:levle: an expectation carries no field called `levle`; did you mean `level`?",
            "DLY105 h/h.duly:level: \"must\": a level is one word; write `must`, `should` or `may`",
            "DLY102 h/h.duly:e-one: there is already an expectation called `e-one`; give one of them another name, or take one away",
            "DLY101 h/h.duly:mist: there is no level called `mist`; did you mean `must`?",
            "DLY105 h/h.duly:level: must or may: a level is one word; write `must`, `should` or `may`",
            "DLY101 h/h.duly:e-on: there is no expectation called `e-on`; did you mean `e-one`?",
            "DLY101 h/h.duly:e-two: there is no expectation called `e-two`; `e-two` is an expectation of `g`, which this guidance does not follow; add `follows g`",
            "DLY101 h/h.duly:look: there is no expectation called `look`; `look` is an action, not an expectation",
        ]
    );
}
