//! What a requirement says of itself, and what a profile says in its place.

use duly_dsl::Analysis;
use duly_tests::ask;

use super::{analysis, not_read, verdict_of};

const BROKEN: &str = "procedure p for any use { step d: deploy by boss }";

fn first_finding(analysis: &Analysis) -> &duly_dsl::Diagnostic {
    analysis.diagnostics.iter().find(|it| it.finding.is_some()).expect("a finding")
}

#[test]
fn a_number_that_nobody_prescribes_is_told_with_the_finding() {
    let requirement = "requirement r \"R\" must {
        id: \"ASM-1\"
        require assess { age: at most 12 months }
        note: \"a remark\"
        default: \"12 months is this project's default\", \"so is the month\"
        default: \"and this\"
      }";
    let analysis = analysis(requirement, "", BROKEN);
    assert_eq!(not_read(&analysis), Vec::<String>::new());
    let notes = &first_finding(&analysis).notes;
    let last: Vec<&str> = notes.iter().rev().take(4).rev().map(String::as_str).collect();
    assert_eq!(last, ["a remark", "12 months is this project's default", "so is the month", "and this"]);
    let page = analysis.explain("g/r").expect("a page").markdown;
    assert!(page.contains("catalogue id: ASM-1"), "{page}");
    assert!(page.contains("Chosen here"), "{page}");
    assert!(page.contains("- so is the month"), "{page}");
    assert!(analysis.explain("ASM-1").is_ok(), "it is found by its number");
}

#[test]
fn numbers_and_defaults_are_texts() {
    let requirement = "requirement r must { id: 12 require assess default: some-word }";
    let analysis = analysis(requirement, "", BROKEN);
    let told = analysis.diagnostics.iter().filter(|it| it.code.id == "DLY105").map(|it| it.message.as_str());
    assert_eq!(told.collect::<Vec<_>>(), ["`id` takes a text", "`default` takes a text"]);
}

const BASE: &str = "requirement r \"R\" must, not waivable { require assess suggest { step a: assess by _ } }";

fn tailored(tailoring: &str) -> Analysis {
    let text = format!(
        "guidance base {{ subject use {{ field size: number }} vocabulary action {{ assess deploy }} {BASE} }}
         guidance g tailors base {{ {tailoring} }}
         entity e {{ follows g  role boss }}"
    );
    ask::analyze_text(&format!("{text}{BROKEN}"))
}

#[test]
fn a_profile_suggests_other_steps() {
    let analysis = tailored("suggest r { step small: assess by boss { within: 3 days } } because \"we are few\"");
    assert_eq!(not_read(&analysis), Vec::<String>::new());
    assert_eq!(verdict_of(&analysis), "broken", "{:?}", analysis.verdicts);
    let help = first_finding(&analysis).help.as_deref().unwrap_or("");
    assert!(help.ends_with("step small: assess by boss { within: 3 days }"), "{help}");
    assert!(!help.contains("assess by _"), "{help}");
}

#[test]
fn a_profile_says_why_and_names_what_there_is() {
    let messages = |tailoring: &str| {
        let analysis = tailored(tailoring);
        let told = analysis.diagnostics.iter().filter(|it| it.code.id.starts_with("DLY1"));
        told.map(|it| it.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(messages("suggest r { step b: assess }"), ["no reason is given for changing `r`"]);
    assert_eq!(messages("suggest q { step b: assess } because \"x\""), ["`base` has no requirement called `q`"]);
}
