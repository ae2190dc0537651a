//! One word changed in a small procedure that keeps little: everything that it changes is told, and nothing else.

use duly_dsl::Severity;
use duly_tests::ask;

use super::{against, entity};

const SCHOOL: &str = r#"entity ministry "Ministry of Schools" {
  follows un-hrdd
  role teacher   "Head teacher"              { rank: officer   independence: same-unit }
  role jurist    "Legal department"          { rank: manager   independence: other-unit }
  role secretary "Permanent secretary"       { rank: director  independence: other-unit }
  role watchdog  "Data protection authority" { external  independence: external }
}

use tablets "Tablets with learning profiles" {
  technology: [biometric]
  purpose: education
  data: [personal]
  affects: [children]
}

procedure hand-out "Handing out tablets" for any use {
  step ask "The school asks": propose by teacher
  step look "A first look": screen by jurist { within: 10 days }
  when risk at least moderate {
    step assess "What it does to pupils": assess by watchdog { covers: human-rights  within: 30 days }
    step hear "Pupils and parents": engage by jurist { with: [children]  within: 14 days }
  }
  decide yes-or-no "May it be bought?" by secretary {
    within: 7 days
    proceed    { }
    conditions { step fix: mitigate by jurist { within: 14 days } }
    redesign   { go to look }
    refuse     { end }
  }
  step buy: award by secretary { within: 14 days  reasons: published }
  step give: deploy by teacher { within: 30 days }
  repeat every 12 months { step again: review by watchdog }
}
"#;

/// What own rules say differently once these words are changed, with the line that is pointed at: of now, or else of then.
fn told(from: &str, to: &str) -> Vec<String> {
    assert_eq!(SCHOOL.matches(from).count(), 1, "{from}");
    let changed = SCHOOL.replacen(from, to, 1);
    told_of(&changed)
}

fn told_of(changed: &str) -> Vec<String> {
    let (then, now) = (ask::analyze_text(SCHOOL), ask::analyze_text(changed));
    let comparison = against(&now, &then);
    let mirror = against(&then, &now);
    let relations = |it: &duly_dsl::Comparison, turned: bool| {
        let of = |it: duly_dsl::Relation| if turned { it.mirrored() } else { it };
        let mut all: Vec<_> = it.changes.iter().map(|it| (of(it.relation), it.what)).collect();
        all.sort();
        all
    };
    assert_eq!(relations(&comparison, false), relations(&mirror, true), "in a mirror");
    let line = |it: &duly_dsl::Change| {
        let (analysis, place) = match it.places.subject {
            Some(place) => (&now, Some(place)),
            None => (&then, it.places.measure),
        };
        place.map_or("", |at| {
            let file = &analysis.files[at.file.0 as usize];
            file.text.lines().nth(file.position(at.span.start).line - 1).unwrap_or("").trim()
        })
    };
    let first_words = |line: &str| line.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    comparison
        .changes
        .iter()
        .map(|it| format!("{}: {} @ {}", it.relation.words(), it.message, first_words(line(it))))
        .collect()
}

#[test]
fn the_ministry_makes_no_mistake() {
    let analysis = ask::analyze_text(SCHOOL);
    assert_eq!(ask::mistakes(&analysis), Vec::<String>::new());
    assert_eq!(entity(&analysis), "ministry");
    assert!(analysis.diagnostics.iter().any(|it| it.severity == Severity::Error), "it breaks much");
}

#[test]
fn one_word_that_asks_less() {
    let cases = [
        (
            "  step look \"A",
            "  optional step look \"A",
            "weaker: `assess` can be reached without `look` @ optional step look",
        ),
        ("within: 10 days", "within: 20 days", "weaker: `look` has 20 days; the measure has 10 days @ step look \"A"),
        (
            "at least moderate",
            "at least high",
            "weaker: `yes-or-no: proceed` can be reached without `assess` and `hear` @ when risk at",
        ),
        (
            "    step assess \"",
            "    when data includes health { go to yes-or-no }\n    step assess \"",
            "weaker: `yes-or-no: proceed` can be reached without `assess` and `hear` @ when data includes",
        ),
        ("with: [children]  ", "", "weaker: `hear` no longer says `with` @ step hear \"Pupils"),
        (
            "    step hear",
            "    optional step hear",
            "weaker: `yes-or-no: proceed` can be reached without `hear` @ optional step hear",
        ),
        (
            "refuse     { end }",
            "refuse     { }",
            "weaker: after `yes-or-no: refuse` it can go on to `buy` @ refuse { }",
        ),
        (
            "{ step fix: mitigate by jurist { within: 14 days } }",
            "{ }",
            "missing: `fix` is no longer done @ conditions { step",
        ),
        ("{ go to look }", "{ }", "weaker: `buy` can be reached without `look` and `yes-or-no` @ redesign { }"),
        ("  reasons: published", "", "weaker: `buy` no longer says `reasons` @ step buy: award"),
        (
            "every 12 months",
            "every 24 months",
            "weaker: `again` comes back after 24 months; in the measure after 12 months @ repeat every 24",
        ),
        (
            "  repeat every 12 months { step again: review by watchdog }\n",
            "",
            "missing: `again` is no longer done @ repeat every 12",
        ),
        (
            "by secretary {\n    within: 7",
            "by teacher {\n    within: 7",
            "weaker: `yes-or-no` is done by teacher; the measure has it done by secretary @ decide yes-or-no \"May",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(told(from, to), [expected], "{from} -> {to}");
    }
}

#[test]
fn one_word_of_which_nobody_can_say_whether_it_asks_less() {
    let cases = [
        (
            "for any use {",
            "for any use when data includes personal {",
            "incomparable: `hand-out` cannot begin everywhere that the measure's can @ procedure hand-out \"Handing",
        ),
        (
            "assess by watchdog",
            "assess by teacher",
            "incomparable: `assess` is done by teacher; the measure has it done by watchdog @ step assess \"What",
        ),
        (
            "reasons: published",
            "reasons: publishd",
            "unknown: what `buy` says of `reasons` cannot be read on one side @ step buy: award",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(told(from, to), [expected], "{from} -> {to}");
    }
}

#[test]
fn words_that_mean_the_same() {
    let cases = [
        ("\"Pupils and parents\"", "\"Parents\""),
        ("step give: deploy", "step hand: deploy"),
        ("when risk at least moderate {", "when not (risk at most low) {"),
        ("within: 14 days  reasons: published", "reasons: published  within: 2 weeks"),
    ];
    for (from, to) in cases {
        let changed = SCHOOL.replacen(from, to, 1);
        assert_eq!(told(from, to), Vec::<String>::new(), "{from} -> {to}");
        let comparison = against(&ask::analyze_text(&changed), &ask::analyze_text(SCHOOL));
        assert_eq!(super::unequal(&comparison), Vec::<String>::new(), "{from} -> {to}");
    }
}

#[test]
fn another_order_is_told_once() {
    let give = "  step give: deploy by teacher { within: 30 days }\n";
    let first = SCHOOL.replacen(give, "", 1).replacen("  decide yes", &format!("{give}  decide yes"), 1);
    let told = told_of(&first);
    assert!(
        told.iter().any(|it| it.starts_with("weaker: `give` can be reached without `yes-or-no` and `buy`")),
        "{told:?}"
    );
    assert!(told.iter().all(|it| it.starts_with("weaker")), "{told:?}");
}

/// A longer notice is more, where a longer delay is less: that is not a matter of numbers, but of what guidance asks.
#[test]
fn more_time_to_think_is_not_more_time_to_dawdle() {
    let notice = |days: &str| {
        let told = format!("  step hand-bill: inform by jurist {{ to: [children]  notice: {days} }}\n  step buy:");
        SCHOOL.replacen("  step buy:", &told, 1)
    };
    for (days, how) in [("2 days", "weaker"), ("30 days", "stronger")] {
        let (then, now) = (ask::analyze_text(&notice("14 days")), ask::analyze_text(&notice(days)));
        let comparison = against(&now, &then);
        let told: Vec<_> = comparison.changes.iter().map(|it| (it.relation.words(), it.message.as_str())).collect();
        assert_eq!(told, [(how, "`hand-bill` says something else of `notice` than the measure")]);
    }
}

#[test]
fn a_waiver_that_promises_something_else_is_not_the_same() {
    let waiver = "waiver no-pupils: hear-people-before-deciding on 2026-09-01 by secretary until 2027-06-30 {\n  \
                  reason: \"The pupils are on holiday.\"\n  instead: assess\n  shown: published\n}\n";
    let told = |from: &str, to: &str| -> Vec<String> {
        let before = format!("{SCHOOL}{waiver}");
        let (then, now) = (ask::analyze_text(&before), ask::analyze_text(&before.replacen(from, to, 1)));
        assert!(ask::mistakes(&then).is_empty(), "{:?}", ask::mistakes(&then));
        super::unequal(&against(&now, &then))
    };
    assert_eq!(told("14 days  reasons", "2 weeks  reasons"), Vec::<String>::new());
    for (from, to, how) in [
        ("instead: assess", "instead: screen", "incomparable"),
        ("shown: published", "shown: recorded", "incomparable"),
        ("2027-06-30", "2027-08-30", "weaker"),
        ("2027-06-30", "2027-02-28", "stronger"),
    ] {
        // Guidance asks besides that waivers are published.
        let told: Vec<String> =
            told(from, to).into_iter().filter(|it| *it != "un-hrdd/exceptions-are-bounded: weaker").collect();
        assert_eq!(told, [format!("un-hrdd/hear-people-before-deciding: {how}")], "{from} -> {to}");
    }
}
