//! What people type by accident, the one thing said about it, and what survives.

use super::{mistake, said};

#[test]
fn a_brace_that_is_never_closed() {
    mistake(
        "procedure p {\n  step a: b { within: 10 days\n  step c: d\n}\nrole r",
        "DLY002 `{` this `{` is never closed",
        "procedure p (a=b(within:) c=d)\nrole r",
    );
    mistake(
        "use u {\n  a: b\n\nprocedure p {\n  step c: d\n}",
        "DLY002 `{` this `{` is never closed",
        "use u (a:)\nprocedure p (c=d)",
    );
    mistake(
        "procedure p {\n  when a is b {\n    step c: d\n  step e: f\n}\nrole r",
        "DLY002 `{` this `{` is never closed",
        "procedure p (when a=b {c=d} e=f)\nrole r",
    );
}

#[test]
fn a_brace_that_is_missing() {
    let missing = "DLY001 `u` expected `{`, found `step`";
    mistake("procedure p for u\n  step a: b\n  step c: d\n}\nrole r", missing, "procedure p (a=b c=d)\nrole r");
    mistake(
        "procedure p {\n  when a is b\n    step c: d\n  }\n  step e: f\n}\nrole r",
        "DLY001 `b` expected `{`, found `step`",
        "procedure p (when a=b {} c=d e=f)\nrole r",
    );
    mistake(
        "procedure p {\n  step a: b within: 10 days }\n  step c: d\n}\nrole r",
        "DLY002 `}` this bracket closes nothing",
        "procedure p (within: a=b c=d)\nrole r",
    );
    mistake(
        "entity e\n  kind: x\n  role r\n}\nrole s",
        "DLY001 `e` expected `{`, found `kind`",
        "entity e (kind: role r)\nrole s",
    );
}

#[test]
fn a_colon_that_is_missing() {
    mistake(
        "subject use {\n  field a some of b\n  field c: text\n}",
        "DLY001 `some` expected `:` and what the field holds, found `some`",
        "subject use (a c)",
    );
    mistake(
        "procedure p {\n  step a b\n  step c: d\n}",
        "DLY001 `b` expected `:` and what is done in this step, found `b`",
        "procedure p (a=b c=d)",
    );
}

#[test]
fn a_stray_sign() {
    mistake("procedure p { step a: b; step c: d }", "DLY005 `;` `;` has no meaning here", "procedure p (a=b c=d)");
    mistake("procedure p { step a: b ] step c: d }", "DLY002 `]` this bracket closes nothing", "procedure p (a=b c=d)");
    mistake(
        "use u { a: b, c: d }",
        "DLY001 `,` expected a role, a declaration or a field, or `}`, found `,`",
        "use u (a: c:)",
    );
}

#[test]
fn a_step_half_typed() {
    mistake(
        "procedure p {\n  step rev\n  step c: d\n}",
        "DLY001 `rev` expected `:` and what is done in this step, found `step`",
        "procedure p (rev=? c=d)",
    );
    mistake(
        "procedure p {\n  step\n  step c: d\n}",
        "DLY001 `step` expected the name of the step, found `step`",
        "procedure p (?=? c=d)",
    );
    mistake(
        "procedure p {\n  step e:\n  step c: d\n}",
        "DLY001 `:` expected what is done, such as `assess`, found `step`",
        "procedure p (e=? c=d)",
    );
}

#[test]
fn a_value_half_typed() {
    mistake("use u { risk: }", "DLY001 `}` expected a value, found `}`", "use u (risk:?)");
    mistake("use u {\n  risk:\n  a: b\n}", "DLY001 `:` expected a value, found `a`", "use u (risk:? a:)");
    mistake("use u {\n  a: [b, c\n  d: e\n}", "DLY002 `[` this `[` is never closed", "use u (a: d:)");
    mistake("use u { a: [b c] d: e }", "DLY001 `c` expected `,` or `]`, found `c`", "use u (a: d:)");
}

#[test]
fn a_condition_in_another_notation() {
    mistake(
        "procedure p {\n  when risk >= high { step a: b }\n  step c: d\n}",
        "DLY005 `>=` `>=` has no meaning here",
        "procedure p (when ? {a=b} c=d)",
    );
    mistake(
        "procedure p {\n  when risk high { step a: b }\n}",
        "DLY001 `high` expected `is`, `includes`, `at least` or another comparison, found `high`",
        "procedure p (when ? {a=b})",
    );
    mistake(
        "procedure p { when { step a: b } }",
        "DLY001 `{` expected a condition, such as `risk at least high`, found `{`",
        "procedure p (when ? {a=b})",
    );
}

#[test]
fn a_text_that_is_never_closed() {
    mistake(
        "use u \"Title {\n  a: b\n  c: \"text\"\n}\nrole r",
        "DLY003 `\"Title` this text is never closed",
        "use u (a: c:)\nrole r",
    );
    mistake("use u { a: \"b }\nrole r", "DLY003 `\"b` this text is never closed", "use u (a:)\nrole r");
    mistake("role r { a: \"b\n c: d }", "DLY003 `\"b` this text is never closed", "role r (a: c:)");
}

#[test]
fn a_word_misspelt() {
    mistake(
        "procdure p for any use {\n  step a: b\n}\nrole r",
        "DLY001 `procdure` `procdure` is not a kind of declaration, did you mean `procedure`",
        "procedure p (a=b)\nrole r".replace("procedure", "procdure").as_str(),
    );
    mistake(
        "procedure p {\n  setp a: b by c\n  step d: e\n}",
        "DLY001 `setp` `setp` is not a kind of statement, did you mean `step`",
        "procedure p (a=b@1 d=e)",
    );
}

#[test]
fn a_clause_half_typed() {
    mistake("requirement r must {\n  before a, \n  never b\n}", "", "requirement r (before a never b;)");
    mistake(
        "requirement r must {\n  require\n  because \"x\"\n}",
        "DLY001 `require` expected what happens, such as `assess`, found `because`",
        "requirement r (require ?; because)",
    );
    mistake(
        "requirement r must {\n  before a require b\n  never c\n}",
        "DLY001 `require` expected `,` and then what is demanded, found `require`",
        "requirement r (before a require b; never c;)",
    );
    mistake(
        "requirement r {\n  never c\n}",
        "DLY001 `{` expected how strict it is: `must`, `should` or `may`, found `{`",
        "requirement r (never c;)",
    );
}

#[test]
fn a_date_or_number_that_is_none() {
    let no_day = "DLY007 `2026-02-30` `2026-02-30` is not a day of the calendar";
    mistake("record r: a of b on 2026-02-30 by c { d: e }", no_day, "record r (a of b by d:)");
    mistake("use u { a: 2026-02-30 b: c }", no_day, "use u (a:? b:)");
    mistake(
        "use u { a: 99999999999999999999 b: c }",
        "DLY009 `99999999999999999999` `99999999999999999999` is not a number that fits here",
        "use u (a:? b:)",
    );
    mistake("use u { a: 1.5 months b: c }", "DLY009 `1.5` `1.5` is not a number that fits here", "use u (a:? b:)");
}

#[test]
fn characters_that_deceive() {
    let turned = "an invisible character turns the direction of writing here";
    mistake("role r { a: \"x\u{202E}y\" }", &format!("DLY004 `\u{202E}` {turned}"), "role r (a:)");
    mistake("role r // x\u{2066}y\n", &format!("DLY004 `\u{2066}` {turned}"), "role r");
    mistake("role \u{202E}r", &format!("DLY004 `\u{202E}` {turned}"), "role r");
    assert_eq!(said("role a\u{2028}role b"), "DLY005 `\u{2028}` a line cannot end with the invisible character U+2028");
    assert_eq!(said("role a\u{0C}"), "DLY005 `\u{0C}` a line cannot end with the invisible character U+000C");
    assert_eq!(said("role a\u{A0}\nrole \u{FEFF}b").lines().count(), 2);
    mistake("use u “T” { a: b }", "DLY005 `“T”` this text stands in curly quotes", "use u (a:)");
}

#[test]
fn nonsense_between_declarations() {
    mistake(
        "role a\n) 12 : x { y: { z } }\nrole b",
        "DLY002 `)` this bracket closes nothing\nDLY001 `12` expected a declaration, such as `procedure` or `record`, found `12`",
        "role a\nrole b",
    );
}
