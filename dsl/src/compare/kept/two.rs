//! An entity against an entity, in one requirement.

use std::collections::{BTreeMap, BTreeSet};

use super::super::rules::Ready;
use super::super::{Compared, Relation, Which, moved, waived};
use super::decided::Decided;
use super::show;
use crate::analysis::Row;
use crate::diagnostic::Verdict;

/// What is said where both sides are as bad by their verdicts, and more was not found out.
const NOT_FOUND_OUT: &str = "on both sides it stands alike, and whether one lets more through was not found out";

/// Holds one against the other, subject by subject where both register it, and otherwise in general. One row for each
/// way in which they stand to each other; what is equal, or never applies, is said only where there is nothing else.
/// `asked` is how what is asked on the one side stands to what is asked on the other.
pub(super) fn two(
    row: &Compared,
    asked: Relation,
    (left, right): (&Decided<'_>, &Decided<'_>),
    ready: &mut Ready<'_>,
) -> Vec<Compared> {
    let mut names: BTreeSet<&str> = left.rows.keys().chain(right.rows.keys()).copied().collect();
    let both = |name: &&str| left.rows.contains_key(name) && right.rows.contains_key(name);
    if names.iter().any(both) {
        names.retain(both);
    }
    let mut groups: BTreeMap<Relation, (Option<&Row>, Option<&Row>)> = BTreeMap::new();
    for name in names {
        let (one, other) = (left.rows.get(name).copied(), right.rows.get(name).copied());
        let relation = match (one, other) {
            (Some(one), Some(other)) => relation(row, (left, one), (right, other), ready),
            (Some(one), None) => moved::to_the_requirement(one.finding.verdict, left.serves()),
            (None, Some(other)) => moved::to_the_requirement(other.finding.verdict, right.serves()).mirrored(),
            (None, None) => Relation::NeverApplies,
        };
        groups.entry(moved::both(relation, asked)).or_insert((one, other));
    }
    for dull in [Relation::NeverApplies, Relation::Equal] {
        if groups.len() > 1 {
            groups.remove(&dull);
        }
    }
    if groups.is_empty() {
        groups.insert(asked, (None, None));
    }
    let rows = groups.into_iter().rev();
    rows.map(|(relation, pair)| shown(row.clone(), relation, (left, pair.0), (right, pair.1))).collect()
}

/// A row with what was decided on both sides.
fn shown(
    mut row: Compared,
    relation: Relation,
    (left, one): (&Decided<'_>, Option<&Row>),
    (right, other): (&Decided<'_>, Option<&Row>),
) -> Compared {
    row.relation = relation;
    for (decided, it, side) in [(left, one, Which::Subject), (right, other, Which::Measure)] {
        if let Some(it) = it {
            show(&mut row, decided, it, side);
        }
    }
    let of = |it: Option<&Row>| it.and_then(|it| it.reason.clone());
    row.reason = of(one).or_else(|| of(other));
    let alike = one.map(|it| it.finding.verdict) == other.map(|it| it.finding.verdict);
    if relation == Relation::Undecided && alike && row.reason.is_none() {
        row.reason = Some(NOT_FOUND_OUT.to_owned());
    }
    row.case = match relation {
        Relation::Weaker | Relation::Missing | Relation::Incomparable | Relation::Undecided => {
            one.and_then(|it| left.case(it, Which::Subject))
        }
        Relation::Stronger | Relation::Added => other.and_then(|it| right.case(it, Which::Measure)),
        _ => None,
    };
    row
}

fn relation(
    row: &Compared,
    (left, one): (&Decided<'_>, &Row),
    (right, other): (&Decided<'_>, &Row),
    ready: &mut Ready<'_>,
) -> Relation {
    use Verdict::{Broken, Kept, KeptIfOptional, NeverApplies, Undecided, Unknown, Waived};
    match (one.finding.verdict, other.finding.verdict) {
        (Waived, Waived) => {
            let dates = waived::between(&row.departures.subject, &row.departures.measure);
            let promises = waived::by_promises(&row.departures.subject, &row.departures.measure);
            let facts = waived::by_facts(ready, &right.found.key(right.id));
            moved::both(moved::both(dates, promises), facts)
        }
        // As bad as each other, by the verdict; which of them is worse, that does not say.
        (here @ (Broken | KeptIfOptional | Unknown | Undecided), there) if here == there => {
            match (ready.is_alike(right.id), here) {
                (true, _) => Relation::Equal,
                (false, Unknown) => Relation::Unknown,
                (false, _) => Relation::Undecided,
            }
        }
        (Broken, Kept | NeverApplies) if !left.serves() => Relation::Missing,
        (Kept | NeverApplies, Broken) if !right.serves() => Relation::Added,
        (here, there) => moved::between(here, there),
    }
}
