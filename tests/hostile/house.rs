//! Procedures and facts too large to think about.

use duly_dsl::Verdict;
use duly_tests::ask;

use super::{answer_to, many};

const TOWN: &str = "entity town \"A town\" { follows un-hrdd role clerk \"Clerk\" { rank: officer } }\n";

#[test]
fn ten_thousand_steps() {
    let actions = ["screen", "assess", "engage", "award", "deploy", "review", "publish", "inform"];
    let steps = (0..many(10_000, 300)).map(|at| format!("step s{at}: {} by clerk\n", actions[at % actions.len()]));
    let steps: String = steps.collect();
    let analysis = answer_to("steps", format!("{TOWN} procedure p for any use {{ {steps} }}"));
    assert!(!ask::not_kept(&analysis).is_empty());
}

#[test]
fn ten_thousand_optional_steps() {
    let steps: String = (0..many(10_000, 200)).map(|at| format!("optional step s{at}: assess by clerk\n")).collect();
    answer_to("optional steps", format!("{TOWN} procedure p for any use {{ {steps} step go: award }}"));
}

/// Any order of them may be the one that breaks something.
#[test]
fn many_at_once() {
    for size in [8, many(64, 12)] {
        let steps: String = (0..size).map(|at| format!("step s{at}: assess by clerk\n")).collect();
        let text = format!("{TOWN} procedure p for any use {{ together {{ {steps} step go: award }} }}");
        answer_to(&format!("{size} at once"), text);
    }
}

#[track_caller]
fn decided(name: &str, text: String) -> Option<Verdict> {
    let analysis = answer_to(name, text);
    assert_eq!(ask::mistakes(&analysis), Vec::<String>::new(), "{name}");
    ask::verdict(&analysis, "g/r")
}

fn facts(size: usize, body: &str, requirement: &str) -> String {
    let fields: String = (0..size).map(|at| format!("field f{at}: yes or no\n")).collect();
    format!(
        "guidance g {{ subject use {{ {fields} }} requirement r must {{ {requirement} }} }}
         vocabulary action {{ look act }} entity e {{ follows g }} procedure p for any use {{ {body} step end-it: act }}"
    )
}

/// A branch for each fact: as many runs as there are cases.
#[test]
fn sixty_four_facts_that_all_matter() {
    let each: String = (0..64).map(|at| format!("when f{at} is yes {{ step s{at}: look }}\n")).collect();
    let verdict = decided("64 facts", facts(64, &each, "before act, require look"));
    assert_eq!(verdict, Some(Verdict::Broken));
}

/// Facts that belong together stand far from one another, which is the hardest order for exact answers.
#[test]
fn sixty_four_facts_in_pairs() {
    let pairs: Vec<String> = (0..32).map(|at| format!("(f{at} is yes and f{} is yes)", at + 32)).collect();
    let body = format!("when {} {{ step look-first: look }}", pairs.join(" or "));
    let verdict = decided("32 pairs", facts(64, &body, "before act, require look"));
    assert!(matches!(verdict, Some(Verdict::Broken | Verdict::Undecided)), "{verdict:?}");
}

/// An odd number of them: no case is like its neighbour.
#[test]
fn facts_that_are_counted() {
    let mut body = String::new();
    for at in 0..64 {
        let (next, other) = (at + 1, 1 - (at % 2));
        body.push_str(&format!(
            "when f{at} is yes {{ step odd{next}: look }} otherwise {{ step even{next}{other}: act }}\n"
        ));
    }
    decided("counted", facts(64, &body, "between look and act, require look"));
}

#[test]
fn a_list_of_every_word() {
    let terms: String = (0..many(2_000, 200)).map(|at| format!("t{at} ")).collect();
    let whens: String =
        (0..many(200, 40)).map(|at| format!("when data includes t{at} {{ step s{at}: look }}\n")).collect();
    let text = format!(
        "guidance g {{ subject use {{ field data: some of data }} requirement r must {{ before act, require look }} }}
         vocabulary data {{ {terms} }} vocabulary action {{ look act }} entity e {{ follows g }}
         procedure p for any use {{ {whens} step end-it: act }}"
    );
    let verdict = decided("words", text);
    assert!(matches!(verdict, Some(Verdict::Broken | Verdict::Undecided)), "{verdict:?}");
}

/// What counts as broken is never silent, least of all where the reason is size.
#[test]
fn what_is_undecided_is_told() {
    let steps = |size: usize| (0..size).map(|at| format!("step s{at}: look\n")).collect::<String>();
    for size in [2, 64, 65, 200] {
        let body = format!("together {{ {} }}", steps(size));
        let analysis = answer_to(&format!("{size} of any order"), facts(1, &body, "before look, require act"));
        let verdict = ask::verdict(&analysis, "g/r");
        assert!(verdict > Some(Verdict::Waived), "{verdict:?}");
        assert!(analysis.diagnostics.iter().any(|it| it.finding.is_some()), "{size}: {verdict:?}, and nothing is told");
    }
}
