//! What a small guidance and two small entities come to beside one another.

use jiff::civil::date;

use super::{Comparison, Relation, Side, Which, compare};
use crate::{Analysis, Severity, Workspace};

const GUIDANCE: &str = r#"
guidance code "A code" {
  subject use { field data: some of data }
  vocabulary data { personal { health } }
  vocabulary action { assess award tell deploy }
  vocabulary outcome { proceed refuse }
  subject role { field rank: one of rank }
  vocabulary rank ordered { officer director }
  requirement look-first "Look before you buy" must {
    before award, require assess
    because "what is not looked at hurts somebody"
    source: "A 1"
  }
  requirement say-so "Say what was found" should {
    applies when data includes health
    after assess, require tell within 30 days
    source: "A 2"
  }
  requirement enough "Was it enough?" must { judge "was it enough?" source: "A 3" }
}
guidance code-strict tailors code {
  raise say-so to must because "so it is"
}
"#;

fn entity(name: &str, body: &str) -> String {
    format!(
        "entity {name} {{ follows code role clerk \"Clerk\" {{ rank: officer }} }}\n\
         procedure buy for any use {{ {body} }}\n"
    )
}

fn analysis(texts: &[(&str, &str)]) -> Analysis {
    let mut workspace = Workspace::new(date(2026, 11, 29));
    workspace.set("code.duly", GUIDANCE);
    for (path, text) in texts {
        workspace.set(*path, *text);
    }
    workspace.analyze()
}

fn of(analysis: &Analysis, subject: &str, measure: &str) -> Comparison {
    let comparison =
        compare(&Side { analysis, name: subject }, &Side { analysis, name: measure }).expect("both are there");
    let mirror = compare(&Side { analysis, name: measure }, &Side { analysis, name: subject }).expect("both are there");
    assert_mirrored(&comparison, &mirror);
    comparison
}

/// Whichever side is held against the other, the same is found.
fn assert_mirrored(one: &Comparison, other: &Comparison) {
    let rows = |it: &Comparison, mirrored: bool| {
        let mut rows: Vec<_> = it
            .rows
            .iter()
            .map(|row| {
                let relation = if mirrored { row.relation.mirrored() } else { row.relation };
                let bare = row.requirement.rsplit('/').next().unwrap_or_default().to_owned();
                (bare, relation)
            })
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(rows(one, false), rows(other, true));
}

fn relations(comparison: &Comparison) -> Vec<(&str, Relation)> {
    comparison.rows.iter().map(|it| (it.requirement.as_str(), it.relation)).collect()
}

const CLEAN: &str = "step look: assess by clerk step say: tell by clerk { within: 10 days } step sign: award by clerk";
const LOOSE: &str = "optional step look: assess by clerk step say: tell by clerk { within: 10 days } \
                     step sign: award by clerk";

#[test]
fn an_entity_is_held_against_what_it_follows() {
    let (clean, loose) = (entity("clean", CLEAN), entity("loose", LOOSE));
    let all = analysis(&[("clean/a.duly", &clean), ("loose/a.duly", &loose)]);
    let kept = of(&all, "clean", "code");
    assert_eq!(
        relations(&kept),
        [("code/look-first", Relation::Equal), ("code/say-so", Relation::Equal), ("code/enough", Relation::ToBeJudged)]
    );
    assert_eq!(kept.rows[2].question.as_deref(), Some("was it enough?"));
    let weak = of(&all, "loose", "code");
    assert_eq!(weak.rows[0].relation, Relation::Weaker);
}

#[test]
fn what_nothing_goes_towards_is_missing_and_shown_with_its_run() {
    let bare = entity("bare", "step sign: award by clerk");
    let all = analysis(&[("bare/a.duly", &bare)]);
    let row = of(&all, "bare", "code").rows.remove(0);
    assert_eq!(row.relation, Relation::Missing);
    let case = row.case.expect("a case");
    assert_eq!(case.side, Which::Subject);
    assert_eq!(case.witness.run.last().map(|it| it.step.as_str()), Some("sign"));
}

#[test]
fn an_entity_is_held_against_another() {
    let (clean, loose) = (entity("clean", CLEAN), entity("loose", LOOSE));
    let all = analysis(&[("clean/a.duly", &clean), ("loose/a.duly", &loose)]);
    let weak = of(&all, "loose", "clean");
    assert_eq!(weak.rows[0].relation, Relation::Weaker);
    assert_eq!(weak.rows[1].relation, Relation::Equal);
    let same = of(&all, "clean", "clean");
    assert!(same.rows.iter().all(|it| it.relation == Relation::Equal), "{:?}", relations(&same));
}

#[test]
fn an_entity_can_be_held_to_what_it_does_not_follow() {
    let other = "guidance other follows code { requirement say must { after award, require tell } }\n";
    let clean = entity("clean", CLEAN);
    let all = analysis(&[("other.duly", other), ("clean/a.duly", &clean)]);
    assert_eq!(
        relations(&of(&all, "clean", "other")),
        [("other/say", Relation::Missing)].map(|(name, _)| (name, Relation::Weaker))
    );
}

#[test]
fn a_name_that_nobody_has_is_told_with_those_there_are() {
    let all = analysis(&[]);
    let error = compare(&Side { analysis: &all, name: "cod" }, &Side { analysis: &all, name: "code" }).unwrap_err();
    assert_eq!(error.name, "cod");
    assert_eq!(error.known.first().map(String::as_str), Some("code"));
}

/// What is found between a measure and a subject, each one procedure and what it needs: how, which words of the
/// subject make it so, and what is said.
fn changed(measure: &str, subject: &str) -> Vec<(Relation, String, String)> {
    let full = |body: &str| {
        format!(
            "entity town {{ follows code role clerk \"Clerk\" {{ rank: officer }} role head \"Head\" {{ rank: director }} }}\n\
             {body}\n"
        )
    };
    let (before, after) = (full(measure), full(subject));
    let (then, now) = (analysis(&[("town/a.duly", &before)]), analysis(&[("town/a.duly", &after)]));
    for told in [&then, &now] {
        let mistakes: Vec<_> =
            told.diagnostics.iter().filter(|it| it.severity == Severity::Error && it.finding.is_none()).collect();
        assert!(mistakes.is_empty(), "{mistakes:?}");
    }
    let side = |analysis| Side { analysis, name: "town" };
    let comparison = compare(&side(&now), &side(&then)).expect("both are there");
    let mirror = compare(&side(&then), &side(&now)).expect("both are there");
    let relations = |all: &Comparison, mirrored: bool| {
        let of = |it: Relation| if mirrored { it.mirrored() } else { it };
        let mut all: Vec<_> = all.changes.iter().map(|it| (of(it.relation), it.what)).collect();
        all.sort();
        all
    };
    assert_eq!(relations(&comparison, false), relations(&mirror, true));
    let word = |it: &super::Change| {
        let text = it.places.subject.map_or("", |at| now.files[at.file.0 as usize].slice(at.span));
        text.split_whitespace().next().unwrap_or("").to_owned()
    };
    comparison.changes.iter().map(|it| (it.relation, word(it), it.message.clone())).collect()
}

fn buying(body: &str) -> String {
    format!("procedure buy for any use {{ {body} }}")
}

#[test]
fn what_only_reads_otherwise_is_equal() {
    let measure = buying(
        "step look: assess by clerk when data includes health { step say: tell by head } step sign: award by head",
    );
    for subject in [
        // Other names, and other words for the same condition.
        buying(
            "step view \"A look\": assess by clerk when not (data includes health) { } otherwise { step say: tell by head } step sign: award by head",
        ),
        // In a procedure of its own.
        format!(
            "{} procedure first {{ step look: assess by clerk }}",
            buying("run first when data includes health { step say: tell by head } step sign: award by head")
        ),
        // The way round by a jump.
        buying(
            "step look: assess by clerk when not (data includes health) { go to sign } step say: tell by head step sign: award by head",
        ),
    ] {
        let found = changed(&measure, &subject);
        assert!(found.is_empty(), "{subject}: {found:?}");
    }
}

#[test]
fn the_word_that_lets_a_step_be_left_out_is_found() {
    let measure = buying("step look: assess by clerk step say: tell by head step sign: award by head");
    let found = changed(
        &measure,
        &buying("optional step look: assess by clerk step say: tell by head step sign: award by head"),
    );
    assert_eq!(found, [(Relation::Weaker, "optional".to_owned(), "`say` can be reached without `look`".to_owned())]);
}

#[test]
fn a_narrower_condition_is_found_with_the_facts() {
    let measure = buying("when data includes personal { step look: assess by clerk } step sign: award by head");
    let found =
        changed(&measure, &buying("when data includes health { step look: assess by clerk } step sign: award by head"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].1.as_str()), (Relation::Weaker, "when"));
    // And the other way round it is stronger.
    let wider =
        changed(&buying("when data includes health { step look: assess by clerk } step sign: award by head"), &measure);
    assert_eq!(wider.iter().map(|it| it.0).collect::<Vec<_>>(), [Relation::Stronger]);
}

#[test]
fn longer_times_weaker_people_and_steps_that_are_gone_are_found() {
    let measure =
        buying("step look: assess by head { within: 10 days } step say: tell by head step sign: award by head");
    let later = changed(
        &measure,
        &buying("step look: assess by head { within: 20 days } step say: tell by head step sign: award by head"),
    );
    assert_eq!(later.len(), 1, "{later:?}");
    assert_eq!((later[0].0, later[0].2.contains("20 days")), (Relation::Weaker, true));
    let lower = changed(
        &measure,
        &buying("step look: assess by clerk { within: 10 days } step say: tell by head step sign: award by head"),
    );
    assert_eq!(lower.iter().map(|it| it.0).collect::<Vec<_>>(), [Relation::Weaker], "{lower:?}");
    let gone = changed(&measure, &buying("step look: assess by head { within: 10 days } step sign: award by head"));
    assert_eq!(gone.iter().map(|it| it.0).collect::<Vec<_>>(), [Relation::Missing], "{gone:?}");
}

#[test]
fn another_order_is_found() {
    let measure = buying("step look: assess by clerk step sign: award by head");
    let found = changed(&measure, &buying("step sign: award by head step look: assess by clerk"));
    let weaker: Vec<_> = found.iter().filter(|it| it.0 == Relation::Weaker).map(|it| it.2.as_str()).collect();
    assert_eq!(weaker, ["`sign` can be reached without `look`"]);
}

#[test]
fn an_outcome_that_no_longer_ends_it_is_found() {
    let measure = buying("decide look: assess by clerk { proceed { } refuse { end } } step sign: award by head");
    let found =
        changed(&measure, &buying("decide look: assess by clerk { proceed { } refuse { } } step sign: award by head"));
    assert!(found.iter().any(|it| it.0 == Relation::Weaker), "{found:?}");
}
