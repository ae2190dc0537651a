//! Comparing: what is equal is found equal however it is written, and what got weaker is found where it got weaker.

#[path = "compare/equal.rs"]
mod equal;
#[path = "compare/weaker.rs"]
mod weaker;
#[path = "compare/words.rs"]
mod words;

use duly_dsl::{Analysis, Comparison, PartyKind, Relation, Side, compare};

/// The entity that an example declares.
fn entity(analysis: &Analysis) -> String {
    let parties = analysis.parties();
    let entity = parties.into_iter().find(|it| it.kind == PartyKind::Entity);
    entity.expect("every example declares an entity").name
}

fn against(now: &Analysis, then: &Analysis) -> Comparison {
    let (subject, measure) = (entity(now), entity(then));
    let (subject, measure) = (Side { analysis: now, name: &subject }, Side { analysis: then, name: &measure });
    compare(&subject, &measure).expect("both are there")
}

/// Everything in which the two are not equal, one line each.
fn unequal(comparison: &Comparison) -> Vec<String> {
    let plain = |it: Relation| matches!(it, Relation::Equal | Relation::NeverApplies);
    let rows = comparison.rows.iter().filter(|it| !plain(it.relation));
    let rows = rows.map(|it| format!("{}: {}", it.requirement, it.relation.words()));
    rows.chain(comparison.changes.iter().map(|it| format!("{}: {}", it.relation.words(), it.message))).collect()
}

/// The relations of all rows by requirement, as they are or seen from the other side.
fn relations(comparison: &Comparison, mirrored: bool) -> Vec<(String, Relation)> {
    let of = |it: Relation| if mirrored { it.mirrored() } else { it };
    let mut all: Vec<_> = comparison
        .rows
        .iter()
        .map(|it| (it.requirement.rsplit('/').next().unwrap_or_default().to_owned(), of(it.relation)))
        .collect();
    all.extend(comparison.changes.iter().map(|it| (format!("{:?}", it.what), of(it.relation))));
    all.sort();
    all
}
