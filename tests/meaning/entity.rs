//! `entity.FIELD` in conditions: what the entity states of itself holds for everything it does.

use duly_dsl::Verdict;
use duly_tests::ask;

use super::{at, checked, mistake, notices, row, sound};

const NOTHING: &str = "procedure p for any use { step b: deploy }";
const ASSESSED: &str = "procedure p for any use { step a: assess  step b: deploy }";

fn applies(condition: &str, stated: &str) -> Verdict {
    let text = format!("requirement r must {{ applies when {condition}  before deploy, require assess }}");
    row(&sound(&text, stated, NOTHING), "any use").0
}

#[test]
fn what_the_entity_states_decides() {
    assert_eq!(applies("entity.delivery is through-recipients", "delivery: through-recipients"), Verdict::Broken);
    assert_eq!(applies("entity.delivery is through-recipients", "delivery: direct"), Verdict::NeverApplies);
    assert_eq!(applies("entity.delivery is direct", "delivery: own-staff"), Verdict::Broken);
    assert_eq!(applies("entity.delivery is own-staff", "delivery: direct"), Verdict::NeverApplies);
    assert_eq!(applies("entity.size at least middle", "size: large"), Verdict::Broken);
    assert_eq!(applies("entity.size at least middle", "size: small"), Verdict::NeverApplies);
    assert_eq!(applies("entity.staff more than 50", "staff: 51"), Verdict::Broken);
    assert_eq!(applies("entity.staff more than 50", "staff: 50"), Verdict::NeverApplies);
    assert_eq!(applies("entity.elected is yes", "elected: yes"), Verdict::Broken);
    assert_eq!(applies("entity.elected is yes", "elected: no"), Verdict::NeverApplies);
    assert_eq!(applies("not entity.elected is yes", "elected: no"), Verdict::Broken);
}

#[test]
fn what_depends_on_what_it_does_not_state_is_unknown_and_says_why() {
    for condition in [
        "entity.delivery is through-recipients",
        "entity.delivery is not through-recipients",
        "entity.size at least middle",
        "entity.staff more than 50",
        "entity.elected is yes",
        "entity.elected is yes and context includes flood",
    ] {
        assert_eq!(applies(condition, ""), Verdict::Unknown, "{condition}");
    }
    let text = "requirement r must { applies when entity.delivery is direct  before deploy, require assess }";
    let analysis = sound(text, "", &format!("{NOTHING} use u {{ context: [] }}"));
    let why = "it cannot be told whether this is kept, because `delivery` of the organisation is not stated";
    assert!(notices(&analysis)[0].message.ends_with(why), "{}", notices(&analysis)[0].message);
    let reasons: Vec<_> = analysis.verdicts.iter().map(|it| it.reason.as_deref()).collect();
    assert_eq!(reasons, [Some("`delivery` of the organisation is not stated"); 2]);
}

#[test]
fn what_does_not_depend_on_it_is_decided() {
    assert_eq!(applies("entity.delivery is direct or context includes flood", ""), Verdict::Broken);
    assert_eq!(applies("entity.delivery is direct or entity.delivery is through-recipients", ""), Verdict::Broken);
    assert_eq!(applies("entity.size at least middle or entity.size is small", ""), Verdict::Broken);
    assert_eq!(applies("entity.staff more than 50 and entity.staff less than 40", ""), Verdict::NeverApplies);
    let text = "requirement r must { applies when entity.delivery is direct  before deploy, require assess }";
    assert_eq!(row(&sound(text, "", ASSESSED), "any use").0, Verdict::Kept);
}

#[test]
fn it_is_the_same_before_and_after_a_trigger() {
    let text = "vocabulary trigger { change }
      requirement r must { applies when entity.delivery is direct  after change, require assess }";
    let both = "procedure p for any use {
      when entity.delivery is direct { step b: deploy } otherwise { step c: award }
      on change { when entity.delivery is direct { step a: assess } }
    }";
    assert_eq!(row(&sound(text, "", both), "any use").0, Verdict::Kept);
    // Were it chosen anew, a run of the one kind could come to the assessment of the other.
    let crossed = "vocabulary trigger { change }  requirement r must { between award and assess, never deploy }";
    let procedure = "procedure p for any use {
      when entity.delivery is direct { step b: award }
      on change { when entity.delivery is through-recipients { step c: deploy  step a: assess } }
    }";
    assert_eq!(row(&sound(crossed, "", procedure), "any use").0, Verdict::NeverApplies);
}

#[test]
fn levels_follow_it() {
    let text = "requirement r must when entity.delivery is direct, should otherwise { before deploy, require assess }";
    assert_eq!(row(&sound(text, "delivery: own-staff", NOTHING), "any use"), at(Verdict::Broken, "must"));
    assert_eq!(row(&sound(text, "delivery: through-recipients", NOTHING), "any use"), at(Verdict::Broken, "should"));
    // However it delivers, it is broken; how strictly, nobody can tell.
    let analysis = sound(text, "", NOTHING);
    assert_eq!(row(&analysis, "any use"), at(Verdict::Broken, "should"));
    assert_eq!(notices(&analysis).len(), 2);
}

#[test]
fn tables_and_what_is_given_and_definitions_may_ask_for_it() {
    let table =
        "classify reach for use on [near, far] { far when entity.delivery is through-recipients  otherwise near }
      requirement r must { applies when reach is far  before deploy, require assess }";
    assert_eq!(row(&sound(table, "delivery: through-recipients", NOTHING), "any use").0, Verdict::Broken);
    assert_eq!(row(&sound(table, "delivery: direct", NOTHING), "any use").0, Verdict::NeverApplies);
    assert_eq!(row(&sound(table, "", NOTHING), "any use").0, Verdict::Unknown);
    let given = "given entity.delivery is through-recipients, context includes conflict
      requirement r must { applies when risk is low  before deploy, require assess }";
    assert_eq!(row(&sound(given, "delivery: through-recipients", NOTHING), "any use").0, Verdict::NeverApplies);
    assert_eq!(row(&sound(given, "", NOTHING), "any use").0, Verdict::Unknown);
    let defined = "define start: deploy when entity.delivery is direct
      requirement r must { before start, require assess }";
    assert_eq!(row(&sound(defined, "delivery: direct", NOTHING), "any use").0, Verdict::Broken);
    assert_eq!(row(&sound(defined, "delivery: through-recipients", NOTHING), "any use").0, Verdict::NeverApplies);
    assert_eq!(row(&sound(defined, "", NOTHING), "any use").0, Verdict::Unknown);
}

#[test]
fn procedures_may_ask_for_it() {
    let text = "requirement r must { before deploy, require assess }";
    let procedure = "procedure p for any use { when entity.delivery is direct { step a: assess }  step b: deploy }";
    assert_eq!(row(&sound(text, "delivery: direct", procedure), "any use").0, Verdict::Kept);
    assert_eq!(row(&sound(text, "delivery: through-recipients", procedure), "any use").0, Verdict::Broken);
    assert_eq!(row(&sound(text, "", procedure), "any use").0, Verdict::Unknown);
}

#[test]
fn a_registered_use_shares_it() {
    let text = "requirement r must { applies when entity.delivery is direct and risk is high  require assess }";
    let uses = "use calm { context: [] }  use tense { context: [conflict] }";
    let analysis = sound(text, "", &format!("{NOTHING} {uses}"));
    assert_eq!(row(&analysis, "calm").0, Verdict::NeverApplies);
    assert_eq!(row(&analysis, "tense").0, Verdict::Unknown);
    let analysis = sound(text, "delivery: direct", &format!("{NOTHING} {uses}"));
    assert_eq!(row(&analysis, "tense").0, Verdict::Broken);
}

#[test]
fn declared_things_and_questions_share_it() {
    let things = "requirement r must { applies when entity.delivery is direct  entity must have { staff: stated } }";
    assert_eq!(row(&sound(things, "", NOTHING), "any use").0, Verdict::Unknown);
    assert_eq!(row(&sound(things, "delivery: direct", NOTHING), "any use").0, Verdict::Broken);
    assert_eq!(row(&sound(things, "staff: 3", NOTHING), "any use").0, Verdict::Kept);
    let judged = "requirement r must { applies when entity.delivery is direct  judge \"Is it so?\" }";
    assert_eq!(row(&sound(judged, "", NOTHING), "any use").0, Verdict::Unknown);
    assert_eq!(row(&sound(judged, "delivery: direct", NOTHING), "any use").0, Verdict::ToBeJudged);
    assert_eq!(row(&sound(judged, "delivery: through-recipients", NOTHING), "any use").0, Verdict::NeverApplies);
}

#[test]
fn what_is_stated_against_what_always_holds_is_said() {
    let text = "given entity.elected is yes, entity.size is large
      requirement r must { before deploy, require assess }";
    let told = ask::told(&checked(text, "elected: yes  size: small", NOTHING));
    assert!(told.iter().any(|it| it.contains("what is stated of `agency` contradicts what always holds")), "{told:?}");
    assert_eq!(row(&sound(text, "elected: yes", NOTHING), "any use").0, Verdict::Broken);
}

#[test]
fn only_what_decides_is_named() {
    let text = "requirement r must { applies when entity.delivery is direct  before deploy, require assess }
      requirement s must { applies when context includes flood and entity.size is large  before deploy, require assess }";
    let analysis = sound(text, "", &format!("{NOTHING} use vague {{}}"));
    let reason = |name: &str| {
        let mut rows = analysis.verdicts.iter().filter(|it| it.finding.subject == "vague");
        rows.find(|it| it.finding.requirement == name).and_then(|it| it.reason.clone())
    };
    assert_eq!(reason("g/r").as_deref(), Some("`delivery` of the organisation is not stated"));
    let both = "`context` is not stated; `size` of the organisation is not stated";
    assert_eq!(reason("g/s").as_deref(), Some(both));
}

#[test]
fn wrong_words_are_said() {
    let said = |condition: &str| {
        mistake(&checked(&format!("requirement r must {{ applies when {condition}  require assess }}"), "", ASSESSED))
    };
    let (message, help) = said("entity.delivery is drect");
    assert_eq!((message.as_str(), help.as_str()), ("there is no delivery called `drect`", "did you mean `direct`?"));
    let (message, help) = said("entity.delivry is direct");
    assert_eq!(
        (message.as_str(), help.as_str()),
        ("there is no fact of an entity called `delivry`", "did you mean `delivery`?")
    );
    assert_eq!(said("entity.delivery includes direct").0, "`delivery` holds one value");
}
