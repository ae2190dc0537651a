//! What is kept, and what is changed.

use super::super::{Formatted, format};
use super::{becomes, stays};

#[test]
fn a_procedure_reads_as_steps_one_below_the_other() {
    becomes(
        "procedure buy \"Buying\" for any use{
step ask:propose by clerk
      when risk at least high{step look : assess by clerk{within:2 months}}
   otherwise{ go   to sign }
decide approval by mayor
{
proceed{}
  refuse { end } }
step sign:sign-agreement by mayor  }",
        "procedure buy \"Buying\" for any use {
  step ask: propose by clerk
  when risk at least high { step look: assess by clerk { within: 2 months } }
  otherwise { go to sign }
  decide approval by mayor {
    proceed { }
    refuse { end }
  }
  step sign: sign-agreement by mayor
}
",
    );
}

#[test]
fn a_block_on_one_line_stays_there_while_it_fits() {
    stays("role clerk \"Clerk\" { rank: officer  independence: self }\n");
    let long = "step look \"Whom they could hurt, and how badly\": assess by rights-desk";
    becomes(
        &format!("procedure p for any use {{\n  {long} {{ covers: human-rights  groups: affected-people }}\n}}\n"),
        &format!(
            "procedure p for any use {{\n  {long} {{\n    covers: human-rights\n    groups: affected-people\n  }}\n}}\n"
        ),
    );
}

#[test]
fn blank_lines_are_kept_but_for_too_many() {
    becomes(
        "\n\nentity a { }\n\n\n\n\nentity b {\n\n  kind: agency\n\n\n\n  delivery: direct\n\n}\n\n\n",
        "entity a { }\n\n\nentity b {\n  kind: agency\n\n  delivery: direct\n}\n",
    );
}

#[test]
fn what_was_lined_up_is_lined_up_again_after_a_name_has_changed() {
    becomes(
        "entity town {
  role street-office-and-parks \"Street Office\" { rank: officer    independence: self }
  role rights-desk   \"Rights Desk\"   { rank: manager    independence: other-unit }
  role mayor         \"Mayor\"         { rank: executive  independence: other-unit }
}
",
        "entity town {
  role street-office-and-parks \"Street Office\" { rank: officer    independence: self }
  role rights-desk             \"Rights Desk\"   { rank: manager    independence: other-unit }
  role mayor                   \"Mayor\"         { rank: executive  independence: other-unit }
}
",
    );
}

#[test]
fn what_was_not_lined_up_is_not() {
    stays("use u \"U\" {\n  technology: biometric\n  data: location\n  affects: children\n}\n");
    becomes(
        "use u \"U\" {\n  technology: biometric\n  data:  location\n  affects: children\n  status: proposed\n}\n",
        "use u \"U\" {\n  technology: biometric\n  data: location\n  affects: children\n  status: proposed\n}\n",
    );
}

#[test]
fn letters_of_any_script_are_lined_up_by_their_width() {
    stays("entity 町 {\n  role 課長  \"課長\"  { rank: manager }\n  role clerk \"Clerk\" { rank: officer }\n}\n");
}

#[test]
fn long_lists_are_wrapped_and_keep_the_breaks_they_have() {
    let names = "purpose-limit, data-rights, subprocessor-control, audit-right, incident-notice, change-notice";
    becomes(
        &format!("use u \"U\" {{\n  clauses: [{names}, termination, remedy-cooperation]\n}}\n"),
        &format!("use u \"U\" {{\n  clauses: [\n    {names},\n    termination, remedy-cooperation\n  ]\n}}\n"),
    );
    becomes(
        "use u \"U\" {\n  data: [biometric,\n         location]\n}\n",
        "use u \"U\" {\n  data: [\n    biometric,\n    location\n  ]\n}\n",
    );
}

#[test]
fn a_condition_goes_on_below_its_when() {
    becomes(
        "procedure p \"P\" for any use\nwhen context includes humanitarian-emergency\nand not (purpose is sale\nor purpose is education)\n{\nend }",
        "procedure p \"P\" for any use
  when context includes humanitarian-emergency
    and not (purpose is sale
      or purpose is education) {
  end
}
",
    );
}

#[test]
fn a_demand_that_goes_on_is_indented_from_where_it_begins() {
    becomes(
        "requirement r \"R\" must {
before commit or go-live, require
assess { by: { independence: at least external } }
or rapid-look
after assess { outcome: severe } until override {
reasons: published
}, never release
}",
        "requirement r \"R\" must {
  before commit or go-live, require
    assess { by: { independence: at least external } }
    or rapid-look
  after assess { outcome: severe } until override {
    reasons: published
  }, never release
}
",
    );
}

#[test]
fn comments_stay_where_they_are() {
    becomes(
        "// first\nentity a{ // beside\n // above\n/// about\nkind :agency//beside\n// below\n}\n // last",
        "// first\nentity a { // beside\n  // above\n  /// about\n  kind: agency //beside\n  // below\n}\n// last\n",
    );
}

#[test]
fn texts_are_never_changed() {
    stays("use u \"U\" {\n  note: \"one\n two  \\\"three\\\"  \n\tfour\"\n  status: proposed\n}\n");
}

#[test]
fn line_ends_and_a_mark_at_the_beginning_stay_as_they_are() {
    becomes("\u{feff}\r\nentity a{\r\nkind: agency}", "\u{feff}entity a {\r\n  kind: agency\r\n}\r\n");
    becomes("entity a{\rkind: agency\r}", "entity a {\r  kind: agency\r}\r");
}

#[test]
fn nothing_and_white_space_become_nothing() {
    stays("");
    becomes(" \n\n\t", "");
    stays("// only this\n");
}

#[test]
fn a_text_with_a_mistake_is_left_alone_and_the_mistake_is_named() {
    let Formatted::LeftAlone { at, message } = format("entity a {\n  kind: agency\n") else { panic!("was set") };
    assert_eq!((at.start, message.as_str()), (9, "this `{` is never closed"));
}
