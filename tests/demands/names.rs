//! A word of the language as the name of a step: one thing is said, and the step keeps it.

use duly_tests::ask;

use super::{analysis, not_read, said, verdict_of};

/// Everything that is said of a procedure with this body.
fn told(body: &str) -> Vec<String> {
    let requirement = "requirement r \"Deploy in time\" must { after assess, require deploy within 30 days }";
    let analysis = analysis(requirement, "", &format!("procedure p for any use {{ {body} }}"));
    let of_text =
        analysis.diagnostics.iter().filter(|it| it.code.id.starts_with("DLY0") || it.code.id.starts_with("DLY2"));
    let unexplained = |it: &&duly_dsl::Diagnostic| it.code.id != "DLY208";
    let of_text = of_text.filter(unexplained).map(|it| it.message.clone());
    of_text.chain(said(&analysis).into_iter().map(str::to_owned)).collect()
}

#[test]
fn one_problem_and_no_more() {
    for word in ["go", "end", "on", "run", "when", "by", "step", "before", "each", "is"] {
        let message = format!("`{word}` cannot be the name of a step: it means something else in Duly");
        let step = format!("step a: assess by boss step {word}: deploy by boss {{ within: 10 days }}");
        assert_eq!(told(&step), [message.as_str()], "{word}");
        let titled = format!("step a: assess by boss step {word} \"Title\": deploy by boss {{ within: 10 days }}");
        assert_eq!(told(&titled), [message.as_str()], "{word}");
        let decide = format!("decide {word}: law-check by boss {{ hit {{ }} clear {{ }} }}");
        assert_eq!(told(&decide), [message.as_str()], "{word}");
        let bare = format!("decide {word} by boss {{ hit {{ }} clear {{ }} }}");
        assert_eq!(told(&bare), [message.as_str()], "{word}");
    }
}

#[test]
fn what_is_found_later_calls_the_step_by_its_name() {
    let body = "step a: assess by boss step end: deploy by boss { within: 60 days }";
    let found = told(body);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].contains("deploy in time"), "{found:?}");
    assert!(found.iter().all(|it| !it.contains("``")), "{found:?}");
    let unknown = told("step a: assess by boss step end: deploy by boss");
    assert!(unknown.iter().any(|it| it.contains("`end` has no `within`")), "{unknown:?}");
}

#[test]
fn a_new_name_is_offered() {
    let analysis = ask::analyze_text("procedure p { step go: x }");
    let found = analysis.diagnostics.iter().find(|it| it.message.contains("`go`")).expect("a problem");
    assert_eq!(found.help.as_deref(), Some("give the step another name, such as `go-step`"));
}

#[test]
fn a_word_in_its_own_place_is_no_name() {
    let requirement = "requirement r must { require assess }";
    let kept = analysis(requirement, "", "procedure p for any use { step go-on: assess by boss\nend }");
    assert_eq!((verdict_of(&kept), not_read(&kept)), ("kept", Vec::new()));
    // The name is missing here, and what follows is read as what it is.
    let nameless = ask::analyze_text("procedure p {\n  step\n  end\n}");
    let messages: Vec<&str> = nameless.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert!(messages.iter().any(|it| it.starts_with("expected the name of the step, found `end`")), "{messages:?}");
}
