//! Every declaration, statement and value, read without a word.

use super::{ENTITY, GUIDANCE, parse, reads, said};
use crate::ast::{Actors, Condition, EntryValue, ItemKind, StatementKind};
use crate::token::{Kind, tokens};
use crate::words::Word;

#[test]
fn the_samples_are_read_without_a_word() {
    assert_eq!(said(ENTITY), "");
    assert_eq!(said(GUIDANCE), "");
    assert_eq!(parse(ENTITY).file.items.len(), 4);
    assert_eq!(parse(GUIDANCE).file.items.len(), 4);
}

#[test]
fn guidance_and_profiles() {
    reads(
        "guidance g \"T\" { edition: 2024  subject use { field a: number } }",
        "guidance g (edition: subject use (a))",
    );
    let profile = "guidance p tailors g follows h, i {
        raise a to must because \"x\"
        lower g.b to may
        drop c because \"y\"
        set d { age: at most 6 months } because \"z\"
    }";
    reads(profile, "guidance p (a! g.b! c! d!)");
}

#[test]
fn subjects_and_vocabularies() {
    let types = "subject use { field a: yes or no field b: one of x field c: some of x field d: scope of x
        field e: number field f: money field g: duration field h: date field i: text }";
    reads(types, "subject use (a b c d e f g h i)");
    reads(
        "vocabulary v ordered { low middle \"M\" high is a, b { field x: text inner } }",
        "vocabulary v (low middle high(xinner))",
    );
    reads(
        "vocabulary action { assess review publish use decide approve refuse level stage record judge day note }",
        "vocabulary action (assess review publish use decide approve refuse level stage record judge day note)",
    );
}

#[test]
fn what_always_holds_and_what_names_stand_for() {
    reads(
        "given a includes b, c is d\ndefine x: e or f { g: h } or i when j is k or l\nrole r",
        "given ? (a∋b c=d)\ndefine x (e|f|i)\nrole r",
    );
    reads(
        "classify risk for use on [low, high] { high when a is b or c\n low when d at least 3\n otherwise low }",
        "classify risk (high low low)",
    );
}

#[test]
fn heads_of_requirements() {
    let levels = "requirement r \"T\" must when a at least b, should when c is d or e, may otherwise, not waivable {}";
    reads(levels, "requirement r (must if a AtLeast b; should if c=d|e; may)");
    reads("requirement r for policy should { never x }", "requirement r (for policy never x;)");
    reads(
        "requirement r \"T\" for un.policy must when a is b, should otherwise { never x }",
        "requirement r (for un.policy must if a=b; should never x;)",
    );
}

#[test]
fn requirements() {
    let text = "requirement r \"T\" must, not waivable {
        stage: assess
        note: \"n\"
        applies when a at least b
        before x, require y { by: { rank: at least z } age: at most 12 months }
        one: after x, require y or z within 2 days every 3 weeks
        between x and y, never z
        after x until y, never z
        each use must have { record assess { age: at most 1 year } owner }
        entity must have { channel: stated }
        decide { outcome: refuse } must be possible after x
        keep apart propose, decide, judge
        judge \"q\"
        never step { by: not a or b }
        because \"why\"
        source: \"UNGP 17\", \"UNGP 18\"
        suggest { step a: b by _ }
    }";
    let expected = "requirement r (stage: note: when a AtLeast b; before x require y; \
        one: after x require y|z (Some(2), Some(3)); between x and y never z; after x until y never z; \
        each use has 2; entity has 1; after x possible decide; apart propose decide judge; judge \"q\"; \
        never step; because a=b@1)";
    reads(text, expected);
}

#[test]
fn expectations_and_what_answers_them() {
    reads(
        "expectation e-1 \"T\" { source: \"a\", \"b\"  level: must  because \"no\" }\nexpectation e-2 { }",
        "expectation e-1 (level: because \"a\" \"b\")\nexpectation e-2",
    );
    let text = "requirement r must {
        answers: e-1, g.e-2
        stage: assess
        answers: [e-3]
        answers: e-4
        answered: require x
    }";
    reads(text, "requirement r (stage: answers: !e-1 !g.e-2 !e-4 answered: require x;)");
    let missing = "requirement r must {
        answers:
        stage: assess
        require x
    }";
    assert_eq!(said(missing), "DLY001 `:` expected the name of an expectation, found `stage`");
}

#[test]
fn every_test_of_a_constraint() {
    let text = "requirement r must { never a { b: stated c: same d: above e.f g: some of use.h i: all of use.j
        k: { l: m } n: not o or p q: r or s t: [u, v] w: 2 days x: \"y\" z by: aa outcome: no } }";
    reads(text, "requirement r (never a;)");
}

#[test]
fn entities() {
    let text = "entity e \"E\" { follows a, b  kind: agency  external  working-week: 5
        role r \"R\" { rank: officer }
        role s
        group g \"G\" is refugees
        channel c
        use u { risk: moderate }
    }";
    reads(text, "entity e (kind: external working-week: role r (rank:) role s group g channel c use u (risk:))");
    reads("role r { external }", "role r (external)");
}

#[test]
fn instances() {
    reads("use u \"U\" changed on 2026-01-02 { a: b since 2019-04-01 c: [d, e] f }", "use u (a: c: f)");
    reads("supplier s\nuse 7-camp { a: 1 }", "supplier s\nuse 7-camp (a:)");
    reads("use u { a: [] b: [[1, 2], c,] }", "use u (a: b:)");
}

#[test]
fn values() {
    let text = "use u { a: 50 000 USD b: 1.5 c: 10 working days d: 2026-03-01 e: yes f: \"x \\\"y\\\"\\n\" g: a.b h: 12 i: [NGO, 1 day] }";
    assert_eq!(said(text), "");
    let parse = parse(text);
    let ItemKind::Instance(it) = &parse.file.items[0].kind else { panic!() };
    let values = it.entries.iter().map(|entry| match &entry.value {
        EntryValue::Value(value, _) => super::outline::value(value),
        _ => "?".to_owned(),
    });
    let expected = [
        "5000000/100 USD",
        "1500/1000",
        "10 WorkingDay",
        "2026-03-01",
        "true",
        "\"x \\\"y\\\"\\n\"",
        "a.b",
        "12000/1000",
        "[NGO 1 Day]",
    ];
    assert_eq!(values.collect::<Vec<_>>(), expected);
}

#[test]
fn procedures() {
    let text = "procedure p \"P\" for any use when a is b after q, r {
        owner: x
        step a \"A\": b.c by d or e fixed by board { within: 2 days external }
        optional step f: g
        when h is i { end } otherwise when j is k { go to a } otherwise { run q }
        decide l \"L\": m by n { note: \"x\" yes { } no when o is p { step q: r } }
        decide s { t { } }
        together { step u: v step w: x }
        repeat every 24 months { step y: z }
        on aa or bb { run cc }
    }";
    let expected = "procedure p (owner: a=b.c@1(within: external) ~f=g \
        when h=i {end} else {when j=k {go a} else {run q}} l=m@1(note:) yes{} no{q=r} s=? t{} \
        together {u=v w=x} repeat {y=z} on aa bb {run cc})";
    reads(text, expected);
    reads("procedure p for camp { }", "procedure p");
}

/// Who acts in the first step of a procedure with this head.
fn actors(step: &str) -> Actors {
    let text = format!("procedure p {{ {step} }}");
    assert_eq!(said(&text), "");
    let parse = parse(&text);
    let ItemKind::Procedure(it) = &parse.file.items[0].kind else { panic!() };
    let StatementKind::Step(step) = &it.body.statements[0].kind else { panic!() };
    step.by.clone().unwrap()
}

#[test]
fn a_when_after_who_acts_belongs_to_it_only_if_a_comma_follows() {
    assert_eq!(actors("step a: b by c when d is e, f or g otherwise").cases.len(), 2);
    assert_eq!(actors("step a: b by c when d includes [e, f], g when h is i, j otherwise { k: l }").cases.len(), 3);
    assert_eq!(actors("step a: b by c\n when d is e { }").cases.len(), 1);
}

#[test]
fn records_judgements_and_waivers() {
    reads(
        "record r \"R\": assess of u on 2018-11-02 by a { covers: [b] }",
        "record r (assess of u on 2018-11-02 by covers:)",
    );
    reads(
        "judgement j: g.req of u on 2026-01-01 by a until 2027-01-01 { answer: yes reason: \"x\" }",
        "judgement j (g.req of u on 2026-01-01 until 2027-01-01 by answer: reason:)",
    );
    reads(
        "waiver w: req.clause by a when b is c until 2027-01-01 { reason: \"x\" instead: [d, e] }",
        "waiver w (req.clause until 2027-01-01 by b=c reason: instead:)",
    );
}

/// A condition, in a few words.
fn condition(text: &str) -> String {
    let text = format!("given {text}");
    assert_eq!(said(&text), "");
    match parse(&text).file.items.first().map(|item| &item.kind) {
        Some(ItemKind::Given(conditions)) => conditions.iter().map(super::outline::condition).collect(),
        _ => String::new(),
    }
}

#[test]
fn conditions() {
    assert_eq!(
        condition("a is b and not (c is d or e.f at least 3) and g includes h"),
        "(a=b and not (c=d or e.f AtLeast 3000/1000) and g∋h)"
    );
    assert_eq!(condition("a is b or c or d is e"), "(a=b|c or d=e)");
    assert_eq!(condition("a is b or c more than 2 days"), "(a=b or c MoreThan 2 Day)");
    assert_eq!(condition("a is not b or c"), "a≠b|c");
    assert_eq!(condition("a is stated and b is not stated"), "(a stated and b not stated)");
    assert_eq!(condition("not not not a is b"), "not a=b");
    assert_eq!(
        condition("a below b and c above d and e less than 2 and f at most g"),
        "(a LessThan b and c MoreThan d and e LessThan 2000/1000 and f AtMost g)"
    );
}

#[test]
fn documentation_attaches_to_what_follows() {
    let text = "/// one\n/// two\nvocabulary v {\n /// term\n a { /// field\n field b: text } }";
    let parse = parse(text);
    assert_eq!(parse.file.items[0].doc.as_deref(), Some("one\ntwo"));
    let ItemKind::Vocabulary(it) = &parse.file.items[0].kind else { panic!() };
    assert_eq!(it.terms[0].doc.as_deref(), Some("term"));
    assert_eq!(it.terms[0].fields[0].doc.as_deref(), Some("field"));
}

#[test]
fn names_in_any_script() {
    reads(
        "роль агентство { имя: \"x\" }\nuse शिक्षा-२ { سن: 1 }\nuse 保護官 { a: b }",
        "роль агентство (имя:)\nuse शिक्षा-२ (سن:)\nuse 保護官 (a:)",
    );
}

#[test]
fn byte_order_mark_and_line_ends() {
    reads("\u{FEFF}role r {\r\n  a: b\r\n}\r\n", "role r (a:)");
    reads("", "");
}

#[test]
fn tokens_put_together_are_the_text() {
    for text in [ENTITY, GUIDANCE, "\u{FEFF}a \u{2028} “x” \"unclosed\n 12.5 é\r\n"] {
        let (tokens, _) = tokens(text);
        let joined: String = tokens.iter().filter_map(|token| text.get(token.span.range())).collect();
        assert_eq!(joined, text);
        assert!(tokens.iter().all(|token| token.kind == Kind::UnclosedText || token.span.start < token.span.end));
    }
}

#[test]
fn every_word_is_read_as_itself() {
    for &word in Word::ALL {
        assert_eq!(Word::read(word.text()), Some(word));
        assert!(!word.meaning().is_empty());
    }
}

#[test]
fn brackets_decide_between_and_and_or() {
    let text = "given a is b and c is d or e is f";
    assert_eq!(said(text), "DLY008 `or` `and` and `or` stand side by side without brackets");
    let ItemKind::Given(it) = &parse(text).file.items[0].kind else { panic!() };
    assert!(matches!(it[0], Condition::Or(..)));
}
