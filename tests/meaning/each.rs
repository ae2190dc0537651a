//! `each a or b must have { … }`: each alternative is asked for the field that it carries itself.

use duly_dsl::Verdict;

use super::{checked, mistake, row, sound};

const EACH: &str = "vocabulary stamp { blue red }
  vocabulary action { sign { field mark: one of stamp }  seal { field mark: one of stamp2 } }
  vocabulary stamp2 { blue wax }
  requirement r must { each sign or seal must have { mark: blue } }";

fn verdict(first: &str, second: &str) -> Verdict {
    let procedure = format!("procedure p for any use {{ step a: sign {first}  step b: seal {second} }}");
    row(&sound(EACH, "", &procedure), "any use").0
}

#[test]
fn each_alternative_is_held_to_its_own_field() {
    assert_eq!(verdict("{ mark: blue }", "{ mark: blue }"), Verdict::Kept);
    assert_eq!(verdict("{ mark: red }", "{ mark: blue }"), Verdict::Broken);
    assert_eq!(verdict("{ mark: blue }", "{ mark: wax }"), Verdict::Broken);
    assert_eq!(verdict("{ mark: blue }", ""), Verdict::Unknown);
}

#[test]
fn what_one_of_them_cannot_carry_is_said() {
    let text = "requirement r must { each publish or assess must have { depth: full } }";
    let (message, _) = mistake(&checked(text, "", "procedure p for any use { step a: publish }"));
    assert_eq!(message, "`publish` carries no field called `depth`");
}

#[test]
fn what_any_step_carries_is_asked_of_all() {
    let text = "requirement r must { each publish or award must have { by: stated } }";
    let procedure =
        |by: &str| format!("role clerk  procedure p for any use {{ step a: publish by clerk  step b: award {by} }}");
    assert_eq!(row(&sound(text, "", &procedure("by clerk")), "any use").0, Verdict::Kept);
    assert_eq!(row(&sound(text, "", &procedure("")), "any use").0, Verdict::Broken);
}
