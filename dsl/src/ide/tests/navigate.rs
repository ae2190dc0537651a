//! From a name to where it is declared, and to where else it stands.

use super::in_agency;
use crate::Target;

fn shown(after: &str, word: &str, ask: impl Fn(&super::Asked) -> Vec<Target>) -> Vec<String> {
    let asked = in_agency(after, word);
    ask(&asked).iter().map(|it| asked.shown(it.name)).collect()
}

fn declared(after: &str, word: &str) -> Vec<String> {
    shown(after, word, |it| it.analysis.definitions(it.at))
}

#[test]
fn a_name_leads_to_where_it_is_declared() {
    let cases = [
        ("when risk is high", "risk", "rules.duly", "risk"),
        ("when risk is high", "high", "rules.duly", "high"),
        ("go to", "look", "agency.duly", "look"),
        ("when approval is", "approval", "agency.duly", "approval"),
        ("when approval is", "stop", "agency.duly", "stop"),
        ("decide approval", "stop", "rules.duly", "stop"),
        ("waiver hurry", "later", "rules.duly", "later"),
        ("waiver hurry", "atlas", "agency.duly", "atlas"),
        ("covers: [privacy]", "covers", "rules.duly", "covers"),
        ("use gate", "use", "rules.duly", "use"),
        ("step look: look-at", "covers", "rules.duly", "covers"),
        ("run again", "again", "agency.duly", "again"),
        ("follows", "house-rules", "rules.duly", "house-rules"),
    ];
    for (after, word, path, name) in cases {
        let found = declared(after, word);
        assert_eq!(found.len(), 1, "{word}: {found:?}");
        assert!(found[0].starts_with(path) && found[0].ends_with(&format!(": {name}")), "{word}: {found:?}");
    }
}

#[test]
fn a_thing_leads_to_its_kind() {
    let kind = |after, word| shown(after, word, |it| it.analysis.type_definitions(it.at));
    assert!(kind("step look \"Look first", "look")[0].ends_with(": look-at"));
    assert!(kind("use gate", "gate")[0].ends_with(": use"));
    assert!(kind("covers: [privacy]", "covers")[0].ends_with(": right"));
    assert!(kind("covers: [privacy]", "privacy")[0].ends_with(": right"));
}

#[test]
fn what_is_asked_leads_to_what_is_done() {
    let done = |after, word| shown(after, word, |it| it.analysis.implementations(it.at));
    let steps = done("requirement look-before", "look-before");
    assert_eq!(steps.iter().map(|it| it.rsplit(' ').next().unwrap()).collect::<Vec<_>>(), ["look", "ask"]);
    assert_eq!(done("hear \"Hear", "hear").len(), 1);
    assert!(done("answers:", "look-first")[0].ends_with(": look-before"));
    assert_eq!(done("role head", "head").len(), 1);
}

#[test]
fn where_else_a_name_stands_is_told_across_files() {
    let asked = in_agency("go to", "look");
    let places = asked.analysis.references(asked.at, true);
    let shown: Vec<String> = places.iter().map(|&it| asked.shown(it)).collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    let asked = in_agency("covers: [privacy]", "privacy");
    let shown: Vec<String> = asked.analysis.references(asked.at, false).iter().map(|&it| asked.shown(it)).collect();
    assert_eq!(shown.iter().filter(|it| it.starts_with("rules.duly")).count(), 2, "{shown:?}");
    assert_eq!(shown.iter().filter(|it| it.starts_with("agency.duly")).count(), 1, "{shown:?}");
    assert_eq!(asked.analysis.highlights(asked.at).len(), 1);
}

#[test]
fn a_word_chosen_by_a_decision_is_found_with_the_decision() {
    let asked = in_agency("vocabulary outcome", "stop");
    let shown: Vec<String> = asked.analysis.references(asked.at, true).iter().map(|&it| asked.shown(it)).collect();
    assert_eq!(shown.len(), 3, "{shown:?}");
}

#[test]
fn procedures_that_run_each_other() {
    let asked = in_agency("run again", "again");
    let procedure = asked.analysis.procedure_at(asked.at).unwrap();
    assert_eq!((procedure.name.as_str(), procedure.title.as_str()), ("again", "Look again"));
    let from: Vec<String> = asked.analysis.runs_to(procedure.at).iter().map(|it| it.0.name.clone()).collect();
    assert_eq!(from, ["adopt"]);
    let adopt = in_agency("step start", "Start");
    let adopt_procedure = adopt.analysis.procedure_at(adopt.at).unwrap();
    assert_eq!(adopt_procedure.name, "adopt");
    let to: Vec<String> = adopt.analysis.runs_from(adopt_procedure.at).iter().map(|it| it.0.name.clone()).collect();
    assert_eq!(to, ["again"]);
}

#[test]
fn broader_and_narrower_words() {
    let asked = in_agency("technology: [finger", "fingerprints");
    let kind = asked.analysis.kind_at(asked.at).unwrap();
    assert_eq!((kind.name.as_str(), kind.vocabulary.as_str()), ("fingerprints", "technology"));
    let above = asked.analysis.broader(kind.at);
    assert_eq!(above.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["biometric"]);
    let below = asked.analysis.narrower(above[0].at);
    assert_eq!(below.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["fingerprints", "faces"]);
}
