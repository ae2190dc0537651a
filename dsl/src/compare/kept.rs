//! Entities by the verdicts they have: against a guidance, or against another entity.

mod decided; // what was decided on one side
mod two; // an entity against an entity

use std::collections::{BTreeMap, BTreeSet};

use super::held::Found;
use super::rules::Ready;
use super::{Both, Compared, Relation, Which, asked, moved};
use crate::analysis::Row;
use crate::model::{Id, Pattern, Requirement};
use decided::Decided;

/// The rows for each requirement that either side asks or is held to.
pub(super) fn rows(sides: &Both<Found<'_>>, mut ready: Option<&mut Ready<'_>>) -> Vec<Compared> {
    let ids = sides.measure.requirements();
    let held: BTreeMap<String, Id<Requirement>> = keyed(&sides.subject);
    let asked: BTreeSet<String> = ids.iter().map(|&id| sides.measure.key(id)).collect();
    let mut rows: Vec<Compared> = Vec::new();
    for id in ids {
        let other = held.get(&sides.measure.key(id)).copied();
        if other.is_some() || counts(&sides.measure, &sides.subject, id) {
            rows.extend(one(sides, other, Some(id), ready.as_deref_mut()));
        }
    }
    for id in sides.subject.requirements().into_iter().filter(|&id| !asked.contains(&sides.subject.key(id))) {
        if counts(&sides.subject, &sides.measure, id) {
            rows.extend(one(sides, Some(id), None, ready.as_deref_mut()));
        }
    }
    rows
}

fn keyed(side: &Found<'_>) -> BTreeMap<String, Id<Requirement>> {
    side.requirements().into_iter().map(|id| (side.key(id), id)).collect()
}

/// Whether what only one side is held to matters: what an entity is held to besides the guidance in question is no
/// business of that guidance, unless it asks that of itself.
fn counts(side: &Found<'_>, other: &Found<'_>, id: Id<Requirement>) -> bool {
    side.entity().is_none() || other.entity().is_some() || side.model.requirements[id].owner == side.owner
}

/// A row that says what is asked, and nothing yet of how it stands.
pub(super) fn row(side: &Found<'_>, id: Id<Requirement>) -> Compared {
    let it = &side.model.requirements[id];
    let question = it.clauses.iter().find_map(|clause| match &clause.pattern {
        Pattern::Judge(question) => Some(question.clone()),
        _ => None,
    });
    Compared {
        requirement: side.model.requirement_name(id),
        id: it.id.clone(),
        title: it.title.clone(),
        level: it.level.word().to_owned(),
        stage: it.stage.clone(),
        because: it.because.clone(),
        sources: it.sources.clone(),
        relation: Relation::Equal,
        verdicts: Both::default(),
        of: Both::default(),
        places: Both::default(),
        case: None,
        departures: Both::default(),
        question,
        reason: None,
    }
}

fn one(
    sides: &Both<Found<'_>>,
    subject: Option<Id<Requirement>>,
    measure: Option<Id<Requirement>>,
    ready: Option<&mut Ready<'_>>,
) -> Vec<Compared> {
    let (side, id) = match (measure, subject) {
        (Some(id), _) => (&sides.measure, id),
        (None, Some(id)) => (&sides.subject, id),
        (None, None) => return Vec::new(),
    };
    let mut row = row(side, id);
    let declared = |found: &Found<'_>, id: Option<Id<Requirement>>| id.map(|it| found.model.requirements[it].at);
    row.places = Both { subject: declared(&sides.subject, subject), measure: declared(&sides.measure, measure) };
    let decided = Both { subject: Decided::of(&sides.subject, subject), measure: Decided::of(&sides.measure, measure) };
    let departures = |it: &Option<Decided<'_>>| it.as_ref().map(|it| it.found.departures(it.id)).unwrap_or_default();
    row.departures = Both { subject: departures(&decided.subject), measure: departures(&decided.measure) };
    if let (Some(left), Some(right), Some(ready)) = (&decided.subject, &decided.measure, ready) {
        return two::two(&row, asked::relation(sides, left.id, right.id), (left, right), ready);
    }
    match (&decided.subject, &decided.measure) {
        (Some(left), None) if sides.measure.entity().is_none() && measure.is_some() => {
            vec![alone(row, left, Which::Subject)]
        }
        (None, Some(right)) if sides.subject.entity().is_none() && subject.is_some() => {
            let row = alone(row, right, Which::Measure);
            vec![Compared { relation: row.relation.mirrored(), ..row }]
        }
        // An entity that is not held to it at all asks nothing of the kind.
        (Some(left), None) => vec![only(row, left, Which::Subject, Relation::Added)],
        (None, Some(right)) => vec![only(row, right, Which::Measure, Relation::Missing)],
        (None, None) | (Some(_), Some(_)) => {
            let relation = if measure.is_some() { Relation::Missing } else { Relation::Added };
            vec![Compared { relation, ..row }]
        }
    }
}

fn set<T>(both: &mut Both<T>, side: Which, value: T) {
    match side {
        Which::Subject => both.subject = value,
        Which::Measure => both.measure = value,
    }
}

/// An entity against what a guidance asks.
fn alone(mut row: Compared, decided: &Decided<'_>, side: Which) -> Compared {
    let Some(worst) = decided.worst() else {
        row.relation = Relation::NeverApplies;
        return row;
    };
    show(&mut row, decided, worst, side);
    row.relation = moved::to_the_requirement(worst.finding.verdict, decided.serves());
    row.reason = worst.reason.clone();
    if matches!(row.relation, Relation::Weaker | Relation::Missing) {
        row.case = decided.case(worst, side);
    }
    row
}

fn only(mut row: Compared, decided: &Decided<'_>, side: Which, relation: Relation) -> Compared {
    if let Some(worst) = decided.worst() {
        show(&mut row, decided, worst, side);
    }
    Compared { relation, ..row }
}

/// Notes a verdict, of whom, and where.
fn show(row: &mut Compared, decided: &Decided<'_>, it: &Row, side: Which) {
    if side == Which::Subject || row.verdicts.subject.is_none() {
        // How far it binds hangs on the facts in some requirements.
        row.level.clone_from(&it.finding.level);
    }
    set(&mut row.verdicts, side, Some(it.finding.verdict));
    set(&mut row.of, side, Some(it.finding.subject.clone()));
    if let Some(place) = decided.place(&it.finding) {
        set(&mut row.places, side, Some(place));
    }
}
