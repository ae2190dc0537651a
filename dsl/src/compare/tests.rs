//! What a small guidance and two small entities come to beside one another.

use jiff::civil::date;

use super::{Comparison, Relation, Side, Which, compare};
use crate::{Analysis, Workspace};

const GUIDANCE: &str = r#"
guidance code "A code" {
  subject use { field data: some of data }
  vocabulary data { personal { health } }
  vocabulary action { assess award tell deploy }
  vocabulary outcome { go stop }
  subject role { field rank: one of rank }
  vocabulary rank ordered { officer director }
  requirement look-first "Look before you buy" must {
    before award, require assess
    because "what is not looked at hurts somebody"
    source: "A 1"
  }
  requirement say-so "Say what was found" must {
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
