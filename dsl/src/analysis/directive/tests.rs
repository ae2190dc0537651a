//! What a directive lets stand, and what it cannot.

use jiff::civil::date;

use crate::Workspace;

/// The codes and messages that are told, without the requirements.
fn told(text: &str) -> Vec<String> {
    let mut workspace = Workspace::new(date(2026, 6, 30));
    workspace.set("town.duly", text);
    let analysis = workspace.analyze();
    let notices = analysis.diagnostics.iter().filter(|it| it.finding.is_none());
    notices.map(|it| format!("{} {}", it.code.name, it.message)).collect()
}

fn town(role: &str) -> String {
    format!(
        "entity town {{\n  follows un-hrdd\n  role clerk\n{role}\n}}\nprocedure buy for any use {{\n  step buy: award by clerk\n}}\n"
    )
}

const UNUSED: &str = "unused-name the role `mayor` does nothing";

#[test]
fn with_a_reason_it_may_stand() {
    assert_eq!(told(&town("  role mayor")), [UNUSED]);
    for role in [
        "  role mayor // duly: ignore[unused-name] named in May",
        "  role mayor // duly: ignore[DLY130] named in May",
        "  // duly: ignore[DLY301, DLY130] named in May\n  role mayor",
        "  // duly:ignore [ DLY130 ] until 2026-06-30 — named in May\n\n  /// The head.\n  role mayor",
    ] {
        let left: Vec<String> =
            told(&town(role)).into_iter().filter(|it| !it.starts_with("unused-directive")).collect();
        assert_eq!(left, [] as [&str; 0], "{role}");
    }
}

#[test]
fn without_one_it_may_not() {
    for reason in ["", " todo", " <why>", " .", " …", " until 2027-01-01", " until 2027-01-01 TODO", " - "] {
        let found = told(&town(&format!("  role mayor // duly: ignore[unused-name]{reason}")));
        assert_eq!(found, [UNUSED, "malformed-directive this gives no reason"], "{reason:?}");
    }
}

#[test]
fn what_is_not_one_is_told() {
    for (comment, message) in [
        ("// duly: ignore unused-name named in May", "this does not say in square brackets what is to be ignored"),
        ("// duly: ignore[] named in May", "this does not say what is to be ignored"),
        ("// duly: skip[unused-name] named in May", "there is no directive `skip`"),
        ("// duly: ignore[unused-name] until May it is so", "`May` is not a date"),
        ("/// duly: ignore[unused-name] named in May", "this stands in a comment that documents what follows"),
    ] {
        let mut found = told(&town(&format!("  {comment}\n  role mayor")));
        found.retain(|it| it != UNUSED);
        assert_eq!(found, [format!("malformed-directive {message}")], "{comment}");
    }
}

#[test]
fn it_speaks_of_one_line() {
    let role = "  // duly: ignore[unused-name] named in May\n  role mayor\n  role harbour-master";
    assert_eq!(told(&town(role)), ["unused-name the role `harbour-master` does nothing"]);
}

#[test]
fn it_ends_on_its_day_and_not_before() {
    let role = |day: &str| town(&format!("  role mayor // duly: ignore[unused-name] until {day} named in May"));
    assert_eq!(told(&role("2026-06-30")), [] as [&str; 0]);
    assert_eq!(told(&role("2026-06-29")), [UNUSED, "lapsed-directive this held until 2026-06-29"]);
}

#[test]
fn one_that_is_not_needed_is_told() {
    let role = "  role mayor // duly: ignore[unused-name, unreachable-step] named in May";
    assert_eq!(told(&town(role)), ["unused-directive there is no `unreachable-step` here to ignore"]);
}

#[test]
fn neither_mistakes_nor_requirements_nor_itself_can_be_ignored() {
    for (code, message) in [
        ("un-hrdd/separate-duties", "`un-hrdd/separate-duties` is a requirement, and cannot be ignored"),
        ("DLY101", "`DLY101` cannot be ignored"),
        ("DLY903", "`DLY903` cannot be ignored"),
        ("something", "there is nothing called `something` that could be ignored"),
    ] {
        let role = format!("  role mayor // duly: ignore[{code}] named in May");
        assert_eq!(told(&town(&role)), [UNUSED.to_owned(), format!("unknown-code {message}")], "{code}");
    }
    let misspelt =
        town("").replace("award by clerk", "award by clark // duly: ignore[DLY101, unused-name] is meant so");
    assert!(told(&misspelt).iter().any(|it| it == "unknown-name there is no role called `clark`"), "{misspelt}");
}
