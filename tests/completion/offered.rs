//! What is offered where, in the author's terms. `▮` is the point.

use duly_dsl::{Analysis, Analyst, Date, FileId, Offers, Point, Workspace};

const GUIDANCE: &str = r#"
guidance care "Care" {
  vocabulary action { assess "Find what it does to people" { field covers: some of right  field depth: duration } award open }
  vocabulary trigger { incident }
  vocabulary outcome { proceed refuse }
  vocabulary right { privacy "To be left alone" { home } work }
  vocabulary size ordered { small large }
  subject use "A use" {
    /// What is at stake.
    field touches: some of right
    field size: one of size
    field reversible: yes or no
    field cost: money
    field since: date
  }
  subject role { field rank: one of size }
  classify risk for use on [low, high] { high when touches includes privacy  otherwise low }
  requirement assess-first "Assess before the award" must {
    before award, require assess { by: { rank: large } }
    because "Later it is too late."
    suggest { step assess: assess by _ { covers: privacy } }
  }
  requirement listen must, not waivable { judge "Was it heard?" }
}
"#;

const OFFICE: &str = r#"entity office "Office" {
  follows care
  role desk "The desk" { rank: small }
  role head "The head" { rank: large }
}
use camera "Camera at the gate" { touches: [privacy]  size: small }
"#;

fn analysis(texts: &[(&str, &str)], decide: bool) -> Analysis {
    let mut workspace = Workspace::new(Date::constant(2026, 11, 28));
    for (path, text) in texts {
        workspace.set(*path, *text);
    }
    let mut analyst = Analyst::new();
    if decide { analyst.analyze(&workspace, &|| false).expect("nobody stops it") } else { analyst.read(&workspace) }
}

fn at(path: &str, text: &str, decide: bool) -> Offers {
    let offset = text.find('▮').expect("the text has a point");
    let text = text.replace('▮', "");
    let texts = [("office/care.duly", GUIDANCE), ("office/office.duly", OFFICE), (path, text.as_str())];
    let analysis = analysis(&texts, decide);
    let file = analysis.files.iter().position(|it| &*it.path == path).expect("the file was given");
    let file = FileId(u32::try_from(file).expect("few files"));
    analysis.complete(Point { file, offset: u32::try_from(offset).expect("short texts") })
}

fn labels(text: &str) -> Vec<String> {
    at("office/p.duly", text, false).offers.into_iter().map(|it| it.label).collect()
}

fn guidance_labels(text: &str) -> Vec<String> {
    at("office/p.duly", &format!("guidance more follows care {{\n{text}\n}}"), false)
        .offers
        .into_iter()
        .map(|it| it.label)
        .collect()
}

#[track_caller]
fn offers(text: &str, wanted: &[&str], unwanted: &[&str]) {
    holds(text, &labels(text), wanted, unwanted);
}

#[track_caller]
fn guidance_offers(text: &str, wanted: &[&str], unwanted: &[&str]) {
    holds(text, &guidance_labels(text), wanted, unwanted);
}

#[track_caller]
fn holds(text: &str, labels: &[String], wanted: &[&str], unwanted: &[&str]) {
    for word in wanted {
        assert!(labels.iter().any(|it| it == word), "`{word}` is not offered in {text}: {labels:?}");
    }
    for word in unwanted {
        assert!(!labels.iter().any(|it| it == word), "`{word}` is offered in {text}: {labels:?}");
    }
}

#[test]
fn declarations_that_fit_the_owner() {
    offers("▮", &["procedure", "role", "record", "waiver", "use"], &["step", "field"]);
    guidance_offers("▮", &["requirement", "vocabulary", "classify", "subject"], &["procedure", "waiver", "step"]);
}

#[test]
fn fields_that_are_not_stated_yet() {
    offers(
        "use gate { touches: [work] ▮ reversible: yes }",
        &["size", "cost", "risk"],
        &["touches", "reversible", "covers"],
    );
    offers(
        "procedure p for any use { step a: assess by desk { ▮ } }",
        &["covers", "depth", "within"],
        &["touches", "size"],
    );
    offers("procedure p for any use { step a: award by desk { ▮ } }", &["within"], &["covers", "depth"]);
    offers("role r { ▮ }", &["rank", "external"], &["touches"]);
}

#[test]
fn values_of_the_type_of_the_field_and_no_others() {
    offers("use gate { touches: [▮] }", &["privacy", "home", "work"], &["small", "assess", "yes"]);
    offers("use gate { size: ▮ }", &["small", "large"], &["privacy"]);
    offers("use gate { reversible: ▮ }", &["yes", "no"], &["small"]);
    offers("use gate { risk: ▮ }", &["low", "high"], &["small"]);
    offers("use gate { since: ▮ }", &["2026-11-28"], &["small"]);
    offers("role r { rank: la▮ }", &["large"], &["privacy"]);
}

#[test]
fn what_is_done_and_by_whom() {
    offers("procedure p for any use { step a: ▮ }", &["assess", "award"], &["desk", "privacy", "incident"]);
    offers("procedure p for any use { step a: assess by ▮ }", &["desk", "head"], &["assess", "camera"]);
    offers("procedure p for any use { on ▮ { } }", &["incident"], &["assess"]);
    offers("procedure p for ▮ { }", &["any use", "camera"], &["assess"]);
    offers("procedure p for any ▮ { }", &["use"], &["role", "camera"]);
}

#[test]
fn whoever_fits_what_is_asked_comes_first() {
    let roles = labels("procedure p for any use { step a: assess by ▮ }");
    assert_eq!(roles.first().map(String::as_str), Some("head"));
}

#[test]
fn ways_on() {
    let text = "procedure p for any use { step a: assess by desk step b: award by desk together { step c: open by desk } go to ▮ }";
    offers(text, &["a", "b"], &["c", "assess", "p"]);
    offers("procedure p for any use { run ▮ } procedure q { end }", &["q"], &["p", "assess"]);
    offers(
        "procedure p for any use { ▮ }",
        &["step", "when", "decide", "together", "run", "end"],
        &["privacy", "field"],
    );
}

#[test]
fn what_can_be_asked_in_a_condition() {
    let decided = "procedure p for any use { decide ok by desk { proceed { } refuse { end } } ";
    offers(&format!("{decided} when ▮ }}"), &["touches", "size", "risk", "ok", "not"], &["covers", "rank", "desk"]);
    offers(&format!("{decided} when touches ▮ }}"), &["includes"], &["is", "at least"]);
    offers(&format!("{decided} when size ▮ }}"), &["is", "at least"], &["includes"]);
    offers(&format!("{decided} when reversible ▮ }}"), &["is"], &["includes", "at least"]);
    offers(&format!("{decided} when touches includes ▮ }}"), &["privacy", "home"], &["small", "proceed"]);
    offers(&format!("{decided} when risk at least ▮ }}"), &["low", "high"], &["small"]);
    offers(&format!("{decided} when ok is ▮ }}"), &["proceed", "refuse"], &["low"]);
    offers(&format!("{decided} when risk is high and ▮ }}"), &["touches", "size"], &["high"]);
}

#[test]
fn units_follow_a_number() {
    offers(
        "procedure p for any use { step a: assess by desk { within: 10 ▮ } }",
        &["days", "months", "working days"],
        &["USD"],
    );
    offers("procedure p for any use { repeat every 12 ▮ { } }", &["months"], &["step"]);
    offers("use gate { cost: 50 000 ▮ }", &["USD"], &["days"]);
}

#[test]
fn heads_of_records_and_departures() {
    offers("record r: ▮", &["assess", "incident"], &["assess-first", "desk"]);
    offers("record r: assess of ▮", &["camera"], &["desk", "assess"]);
    offers("record r: assess of camera on ▮", &["2026-11-28"], &["camera"]);
    offers("waiver w: ▮", &["assess-first"], &["listen", "assess"]);
    offers("judgement j: ▮", &["listen"], &["assess-first"]);
    offers("waiver w: assess-first on 2026-01-01 by head ▮", &["until", "when", "of"], &["on"]);
    offers("waiver w: assess-first on 2026-01-01 by head when ▮", &["touches", "risk"], &["covers"]);
    offers("waiver w: assess-first { ▮ }", &["reason", "instead"], &["touches"]);
}

#[test]
fn guidance_is_followed() {
    offers("entity other { follows ▮ }", &["care", "un-hrdd"], &["office"]);
}

#[test]
fn demands_of_a_requirement() {
    guidance_offers(
        "requirement r must { ▮ }",
        &["before", "after", "require", "never", "applies when", "because", "stage"],
        &["role", "procedure"],
    );
    guidance_offers("requirement r must { before award, ▮ }", &["require", "never"], &["before", "because"]);
    guidance_offers("requirement r must { before ▮ }", &["award", "assess", "incident"], &["privacy", "touches"]);
    guidance_offers("requirement r must { require assess { ▮ } }", &["covers", "by", "age"], &["touches"]);
    guidance_offers(
        "requirement r must { require assess { covers: ▮ } }",
        &["privacy", "stated", "some of", "same"],
        &["small"],
    );
    guidance_offers("requirement r must { require assess { covers: some of use.▮ } }", &["touches"], &["size", "cost"]);
    guidance_offers("requirement r must { require assess { by: { rank: ▮ } } }", &["large", "at least"], &["privacy"]);
    guidance_offers("requirement r ▮ { }", &["must", "should", "may", "for"], &["before"]);
}

#[test]
fn words_for_those_who_write_guidance() {
    guidance_offers("subject s { field f: ▮ }", &["yes or no", "one of", "number"], &["right"]);
    guidance_offers("subject s { field f: some of ▮ }", &["right", "use", "role"], &["privacy"]);
    guidance_offers("vocabulary right { study is ▮ }", &["privacy", "work"], &["assess"]);
    guidance_offers("classify c for use on [a, b] { ▮ }", &["a", "b", "otherwise"], &["low"]);
}

#[test]
fn nothing_in_comments_and_texts() {
    for text in ["// ▮", "/// step ▮", "role r \"a ▮ b\"", "use gate { x: \"▮"] {
        assert_eq!(labels(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn half_typed_and_broken_texts_are_no_hindrance() {
    offers("procedure p for any use {\n  step a: as▮\n  step b: award by desk\n}", &["assess"], &["desk"]);
    offers("use gate {\n  touches: [privacy\n  size: ▮\n}\n", &["small"], &["privacy"]);
    offers("role r { rank: small\n\nprocedure p for any use {\n  step a: assess by ▮\n}", &["head"], &["rank"]);
    offers("procedure p for any use {\n  when touches includes pri▮acy {\n  }\n}", &["privacy"], &["small"]);
    let replaced = at("office/p.duly", "procedure p for any use { step a: ass▮ess by desk }", false).replaces;
    assert_eq!((replaced.start, replaced.end), (34, 40));
}

#[test]
fn an_empty_file_in_an_empty_folder_begins_with_an_organization() {
    let analysis = analysis(&[("a.duly", "")], false);
    let file = FileId(u32::try_from(analysis.files.len() - 1).expect("few files"));
    let offers = analysis.complete(Point { file, offset: 0 });
    assert_eq!(offers.offers.first().map(|it| it.label.as_str()), Some("entity"));
}

#[test]
fn what_would_mend_a_broken_requirement_comes_first() {
    let text = "procedure p for any use {\n  ▮\n  step b: award by desk\n}";
    let found = at("office/p.duly", text, true);
    let first = found.offers.first().expect("something is offered");
    assert_eq!(first.label, "Assess before the award");
    assert_eq!(first.snippet, "step assess: assess by ${1:head} { covers: privacy \\}$0");
    assert_eq!(first.plain, "step assess: assess by head { covers: privacy }");
    // Once it stands there, nothing is broken any more.
    let mended = text.replace('▮', &first.plain);
    let texts = [("office/care.duly", GUIDANCE), ("office/office.duly", OFFICE), ("office/p.duly", mended.as_str())];
    let analysis = analysis(&texts, true);
    let broken =
        |it: &duly_dsl::Row| it.finding.requirement == "care/assess-first" && it.finding.verdict.words() == "broken";
    assert!(!analysis.verdicts.iter().any(broken));
}
