//! Names and values in conditions, fields and events.

use super::{check, resolved, said};

#[test]
fn the_world_of_the_tests_is_in_order() {
    check("", &[]);
}

#[test]
fn a_misspelt_name_is_said_with_the_near_one() {
    check(
        "procedure p for any use { step a: asses by oficer }",
        &[
            "DLY101 asses: there is no action called `asses`; did you mean `assess`?",
            "DLY101 oficer: there is no role called `oficer`; did you mean `officer`?",
        ],
    );
    check(
        "procedure p for any use { when riks is high { end } }",
        &["DLY101 riks: there is no fact of a use called `riks`; did you mean `risk`?"],
    );
    check(
        "procedure p for any use { step a: assess { cover: [privacy] } }",
        &["DLY101 cover: `assess` carries no field called `cover`; did you mean `covers`?"],
    );
}

#[test]
fn a_name_of_another_kind_is_said_to_be_one() {
    check(
        "procedure p for any use { step a: officer }",
        &["DLY101 officer: there is no action called `officer`; `officer` is a role, not an action"],
    );
    check(
        "procedure p for any use { step a: assess  go to p }",
        &["DLY101 p: there is no step called `p` in this procedure; `p` is a procedure, not a step; write `run p`"],
    );
}

#[test]
fn an_operator_must_suit_the_type() {
    check(
        "procedure p for any use { when context is flood { end } when data includes plain { end } when not data at least plain { end } }",
        &[
            "DLY105 context is flood: `context` may hold several values; write `context includes flood`",
            "DLY105 data includes plain: `data` holds one value; write `data is plain`",
            "DLY105 plain: the words of `data` stand in no order, so none is more or less than another; write `is`, or declare `vocabulary data ordered`",
        ],
    );
}

#[test]
fn a_value_must_suit_the_type() {
    check(
        "use x { data: 5  cost: 12 months  urgent: plain  keep: \"long\"  context: flood  count: 7  note: \"n\" }",
        &[
            "DLY105 5: `data` takes one word of `data`, and this is a number; write a word of that vocabulary, such as `personal`, `sensitive` or `plain`",
            "DLY105 12 months: `cost` takes an amount of money, and this is a length of time; write an amount and its currency, such as `50 000 USD`",
            "DLY105 plain: `urgent` takes `yes` or `no`, and this is a name; write `yes` or `no`",
            "DLY105 \"long\": `keep` takes a length of time, and this is a text; write a length of time such as `12 months`",
        ],
    );
    check("use x { data: [plain] }", &["DLY105 [plain]: `data` takes one value, not a list; leave out the brackets"]);
}

#[test]
fn levels_and_tables() {
    check(
        "procedure p for any use { when risk at least hihg { end } }",
        &["DLY113 hihg: `risk` has no level called `hihg`; did you mean `high`?"],
    );
    let table = "guidance g { subject use { field loud: yes or no }
        classify a on [low, high] { high when loud is yes }
        classify b on [low, high] { up when loud is yes otherwise low otherwise high }
        classify c on [low, high] { high when d is high otherwise low }
        classify d on [low, high] { high when c is high otherwise low }
        classify e on [low, high] { high when e is high otherwise low } }";
    assert_eq!(
        said(&[("g.duly", table)]),
        [
            "DLY113 a: `a` does not say what holds where no row does; end with `otherwise low`, or with the level that is right there",
            "DLY113 up: the scale of `b` has no level called `up`; its levels are `low` and `high`",
            "DLY113 otherwise high: there are two rows for what holds where no other row does; keep one `otherwise`",
            "DLY112 c is high: `d` asks for `c`, which itself depends on `d`; ask for the facts behind it",
            "DLY112 e is high: `e` asks for `e` itself; ask for the facts behind it",
        ]
    );
}

#[test]
fn rings_are_cut() {
    check(
        "guidance g { vocabulary v { a is c  b is a  c is b  d is d } }",
        &[
            "DLY110 a: `b` is said to be below `a`, which is itself below `b`; take one of the `is` away, or give two words for one thing one name",
            "DLY110 d: `d` is said to be above itself; take one of the `is` away, or give two words for one thing one name",
        ],
    );
    check(
        "define one: two or assess\ndefine two: one\ndefine three: three or award",
        &[
            "DLY111 one: `two` is defined by `one`, which is itself defined by `two`; name the actions themselves in one of them",
            "DLY111 three: `three` is defined by itself; name the actions themselves in one of them",
        ],
    );
}

#[test]
fn constraints_suit_their_fields() {
    check(
        "requirement r must { require assess { covers: emergency  by: { rank: at least director }  age: 12 months } }",
        &[
            "DLY101 emergency: there is no right called `emergency`; `emergency` is a context, not a right",
            "DLY101 director: there is no rank called `director`; `director` is a role, not a rank",
            "DLY105 age: 12 months: `age` asks for a limit; write `age: at most 12 months`",
        ],
    );
    check(
        "requirement r must { each step must have { by: { rank: above director.rank }  covers: all of use.data } }",
        &[
            "DLY105 use.data: `covers` takes words of `right`, but `data` takes one word of `data`; name a field that takes the same values",
        ],
    );
}

#[test]
fn twice_is_said_once() {
    check(
        "role officer { }",
        &["DLY102 officer: there is already a role called `officer`; give one of them another name, or take one away"],
    );
    let one = "entity a { }\nrole boss { }";
    assert_eq!(
        said(&[("one.duly", one), ("two.duly", one)]),
        ["DLY102 two.duly:a: there is already an entity called `a`; give one of them another name, or take one away"]
    );
}

#[test]
fn an_unknown_keyword_is_said() {
    check(
        "contexts storm is emergency",
        &["DLY101 contexts: nothing can be declared with the word `contexts`; did you mean `context`?"],
    );
    check("context storm is emergency\nuse x { context: [storm] }", &[]);
}

#[test]
fn uses_of_names_point_to_declarations() {
    let text = "entity a { }\nrole boss { }\nvocabulary action { go-on }\nprocedure p { step s: go-on by boss }";
    let found = resolved(&[("a.duly", text)]);
    let texts: Vec<(&str, &str)> =
        found.references.iter().map(|it| (&text[it.at.span.range()], &text[it.declared.span.range()])).collect();
    assert_eq!(texts, [("go-on", "go-on"), ("boss", "boss")]);
}
