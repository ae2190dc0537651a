//! `must when C, should otherwise`: how strict a requirement is depends on the case.

use duly_dsl::{Severity, Verdict};
use duly_tests::ask;

use super::{at, checked, mistake, notices, row, sound};

const BY_RISK: &str = "requirement r \"Assess first\" must when risk at least high, should otherwise {
  before deploy, require assess
}";

const NEVER: &str = "procedure p for any use { step b: deploy }";
const ALWAYS: &str = "procedure p for any use { step a: assess  step b: deploy }";
const WHERE_HIGH: &str = "procedure p for any use { when risk is high { step a: assess }  step b: deploy }";
const WHERE_LOW: &str = "procedure p for any use { when risk is low { step a: assess }  step b: deploy }";

#[test]
fn what_is_broken_everywhere_is_told_once_at_the_strictest_level() {
    let analysis = sound(BY_RISK, "", NEVER);
    assert_eq!(row(&analysis, "any use"), at(Verdict::Broken, "must"));
    let told = notices(&analysis);
    assert_eq!(told.iter().map(|it| it.severity).collect::<Vec<_>>(), [Severity::Error]);
    assert!(told[0].notes.contains(&"facts: risk: high".to_owned()), "{:?}", told[0].notes);
    let levels = "how strict it is: must where risk at least high; should otherwise";
    assert!(told[0].notes.contains(&levels.to_owned()), "{:?}", told[0].notes);
}

#[test]
fn what_is_broken_in_the_milder_case_only_is_milder() {
    let analysis = sound(BY_RISK, "", WHERE_HIGH);
    assert_eq!(row(&analysis, "any use"), at(Verdict::Broken, "should"));
    assert_eq!(notices(&analysis).iter().map(|it| it.severity).collect::<Vec<_>>(), [Severity::Warning]);
}

#[test]
fn what_is_broken_in_the_stricter_case_is_as_strict() {
    let analysis = sound(BY_RISK, "", WHERE_LOW);
    assert_eq!(row(&analysis, "any use"), at(Verdict::Broken, "must"));
    assert_eq!(notices(&analysis).len(), 1);
}

#[test]
fn it_is_kept_only_where_it_is_kept_in_every_case() {
    let analysis = sound(BY_RISK, "", ALWAYS);
    assert_eq!(row(&analysis, "any use"), at(Verdict::Kept, "must"));
    assert!(notices(&analysis).is_empty());
}

#[test]
fn a_registered_use_meets_the_level_of_its_own_case() {
    let uses = "use calm { context: [flood] }  use tense { context: [conflict] }  use vague {}";
    let analysis = sound(BY_RISK, "", &format!("{NEVER} {uses}"));
    assert_eq!(row(&analysis, "calm"), at(Verdict::Broken, "should"));
    assert_eq!(row(&analysis, "tense"), at(Verdict::Broken, "must"));
    // Whichever case it is, it is broken; that it is broken as a `must` nobody can tell.
    assert_eq!(row(&analysis, "vague"), at(Verdict::Broken, "should"));
    let told = notices(&analysis);
    let finding = told[0].finding.as_ref().expect("a finding");
    assert_eq!((told.len(), finding.also.as_slice()), (1, ["tense".to_owned()].as_slice()));
    let vague = "for `vague` it cannot be told whether it is a `must`: `context` is not stated";
    assert!(told[0].notes.contains(&vague.to_owned()), "{:?}", told[0].notes);
    assert!(told[0].notes.contains(&"for `calm` the same is a `should`".to_owned()), "{:?}", told[0].notes);
}

#[test]
fn doubt_about_a_stricter_case_is_not_hidden_by_a_milder_breach() {
    let uses = "use vague {}";
    let procedure = "procedure p for vague { step b: deploy }  procedure q for any use { step a: assess }";
    let analysis = sound(BY_RISK, "", &format!("{procedure} {uses}"));
    let told: Vec<(Severity, Verdict)> =
        notices(&analysis).iter().map(|it| (it.severity, it.finding.as_ref().expect("a finding").verdict)).collect();
    assert!(told.contains(&(Severity::Error, Verdict::Unknown)), "{told:?}");
    assert!(told.contains(&(Severity::Warning, Verdict::Broken)), "{told:?}");
}

#[test]
fn the_first_case_that_holds_counts() {
    let three =
        "requirement r may when context includes flood, must when context includes emergency, should otherwise {
      require assess
    }";
    let uses = "use flooded { context: [flood] }  use urgent { context: [emergency] }  use plain { context: [] }";
    let analysis = sound(three, "", &format!("{NEVER} {uses}"));
    assert_eq!(row(&analysis, "flooded"), at(Verdict::Broken, "may"));
    assert_eq!(row(&analysis, "urgent"), at(Verdict::Broken, "must"));
    assert_eq!(row(&analysis, "plain"), at(Verdict::Broken, "should"));
}

#[test]
fn the_case_is_that_of_the_event_that_makes_the_demand() {
    let on_change = "vocabulary trigger { change }  requirement r must when risk is high, should otherwise {
      after change, require assess
    }";
    let answered = "procedure p for any use { step b: deploy  on change { when risk is high { step a: assess } } }";
    assert_eq!(row(&sound(on_change, "", answered), "any use"), at(Verdict::Broken, "should"));
    let other = "procedure p for any use { step b: deploy  on change { when risk is low { step a: assess } } }";
    assert_eq!(row(&sound(on_change, "", other), "any use"), at(Verdict::Broken, "must"));
}

#[test]
fn a_waiver_of_the_stricter_case_leaves_the_milder_one() {
    let waiver = "role head  waiver w: r by head on 2026-01-01 until 2027-01-01 when risk is high { reason: \"x\" }";
    let analysis = sound(BY_RISK, "", &format!("{NEVER} {waiver}"));
    assert_eq!(row(&analysis, "any use"), at(Verdict::Broken, "should"));
    let waiver = "role head  waiver w: r by head on 2026-01-01 until 2027-01-01 when risk is low { reason: \"x\" }";
    let analysis = sound(BY_RISK, "", &format!("{NEVER} {waiver}"));
    assert_eq!(row(&analysis, "any use"), at(Verdict::Broken, "must"));
    assert!(!ask::told(&analysis).iter().any(|it| it.contains("covers nothing")), "{:?}", ask::told(&analysis));
}

#[test]
fn questions_and_declared_things_have_a_level_by_case_too() {
    let judged = "requirement r must when risk is high, should otherwise { judge \"Is it so?\" }";
    let analysis = sound(judged, "", &format!("{ALWAYS} use calm {{ context: [] }}"));
    assert_eq!(row(&analysis, "calm"), at(Verdict::ToBeJudged, "should"));
    let things = "requirement r must when risk is high, should otherwise { each use must have { record assess } }";
    let uses = "use calm { context: [] }  use tense { context: [conflict] }";
    let analysis = sound(things, "", &format!("{ALWAYS} {uses}"));
    assert_eq!(row(&analysis, "calm"), at(Verdict::Broken, "should"));
    assert_eq!(row(&analysis, "tense"), at(Verdict::Broken, "must"));
}

#[test]
fn a_profile_raises_the_cases_that_ask_for_less() {
    let profile = |change: &str| {
        let text = format!("{BY_RISK}\n}} guidance h tailors g {{ {change} because \"x\"");
        sound(&text, "follows h", WHERE_HIGH)
    };
    let level = |analysis: &duly_dsl::Analysis| {
        let rows = ask::findings(analysis).filter(|it| it.requirement == "h/r");
        rows.map(|it| (it.verdict, it.level.clone())).collect::<Vec<_>>()
    };
    assert_eq!(level(&profile("raise r to must")), [at(Verdict::Broken, "must")]);
    assert_eq!(level(&profile("lower r to may")), [at(Verdict::Broken, "may")]);
}

#[test]
fn it_is_explained_in_words() {
    let analysis = sound(BY_RISK, "", NEVER);
    let page = analysis.explain("g/r").expect("a page").markdown;
    assert!(page.contains("`g/r` · must where risk at least high; should otherwise"), "{page}");
    assert!(page.contains("any use: broken (must)"), "{page}");
}

#[test]
fn mistakes_in_the_head_are_said_once() {
    let said = |head: &str| mistake(&checked(&format!("requirement r {head} {{ require assess }}"), "", ALWAYS));
    let otherwise = "expected `,` and the level everywhere else, such as `should otherwise`, found ";
    assert_eq!(said("must when risk is high").0, format!("{otherwise}`{{`"));
    assert_eq!(said("must when risk is high, should when risk is low").0, format!("{otherwise}`{{`"));
    assert_eq!(said("must when risk is high, not waivable").0, format!("{otherwise}`,`"));
    assert_eq!(said("must when risk is high should otherwise").0, format!("{otherwise}`should`"));
    assert_eq!(said("must, should otherwise").0, "expected `when` and a condition, found `,`");
    assert_eq!(said("must when risk is high, should").0, "expected `when` and a condition, or `otherwise`, found `{`");
    let (message, help) = said("must when risk is high, shoud otherwise");
    assert_eq!((message.as_str(), help.as_str()), ("there is no level called `shoud`", "did you mean `should`?"));
    let (message, help) = said("must when risk is hihg, should otherwise");
    assert_eq!((message.as_str(), help.as_str()), ("`risk` has no level called `hihg`", "did you mean `high`?"));
}
