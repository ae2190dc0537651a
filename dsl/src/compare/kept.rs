//! Entities by the verdicts they have: against a guidance, or against another entity.

use std::collections::{BTreeMap, BTreeSet};

use super::held::Found;
use super::{Both, Case, Compared, Relation, Which, moved, waived};
use crate::analysis::Row;
use crate::diagnostic::{Diagnostic, Finding, Verdict};
use crate::model::{Constraint, Demand, Entity, Id, On, Pattern, Requirement};
use crate::source::Place;

/// The rows for each requirement that either side asks or is held to.
pub(super) fn rows(sides: &Both<Found<'_>>) -> Vec<Compared> {
    let ids = sides.measure.requirements();
    let held: BTreeMap<String, Id<Requirement>> = keyed(&sides.subject);
    let asked: BTreeSet<String> = ids.iter().map(|&id| sides.measure.key(id)).collect();
    let mut rows: Vec<Compared> = Vec::new();
    for id in ids {
        let other = held.get(&sides.measure.key(id)).copied();
        if other.is_some() || counts(&sides.measure, &sides.subject, id) {
            rows.extend(one(sides, other, Some(id)));
        }
    }
    for id in sides.subject.requirements().into_iter().filter(|&id| !asked.contains(&sides.subject.key(id))) {
        if counts(&sides.subject, &sides.measure, id) {
            rows.extend(one(sides, Some(id), None));
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

/// What was decided on one side about one requirement.
struct Decided<'a> {
    found: &'a Found<'a>,
    id: Id<Requirement>,
    entity: Id<Entity>,
    /// By the name of the subject.
    rows: BTreeMap<&'a str, &'a Row>,
}

impl<'a> Decided<'a> {
    fn of(found: &'a Found<'a>, id: Option<Id<Requirement>>) -> Option<Self> {
        let (id, entity) = (id?, found.entity()?);
        let (name, who) = (found.model.requirement_name(id), found.model.entities[entity].name.as_str());
        let of = |it: &&Row| it.finding.entity == who && it.finding.requirement == name;
        let rows = found.analysis.verdicts.iter().filter(of).map(|it| (it.finding.subject.as_str(), it)).collect();
        Some(Self { found, id, entity, rows })
    }

    /// The worst of all subjects.
    fn worst(&self) -> Option<&'a Row> {
        self.rows.values().copied().max_by_key(|it| it.finding.verdict)
    }

    /// Whether anything that the entity does, or states, goes that way at all.
    fn serves(&self) -> bool {
        let model = self.found.model;
        let steps = self.found.analysis.read.serving().of_requirement(self.id);
        let own = |step: &Id<crate::model::Step>| model.procedures[model.steps[*step].procedure].entity == self.entity;
        let states = |demand: &Demand| match demand {
            Demand::Constraint(Constraint { on: On::Field(field), .. }) => {
                model.entities[self.entity].fields.iter().any(|it| it.field == *field)
            }
            _ => true,
        };
        let clauses = &model.requirements[self.id].clauses;
        steps.iter().any(own)
            || clauses.iter().any(|clause| match &clause.pattern {
                Pattern::Entity { must } => must.iter().any(states),
                Pattern::Require { .. } | Pattern::Possible(_) => false,
                _ => true,
            })
    }

    /// Where the side speaks of it: the last stop of the run that breaks it, or the first step that serves it.
    fn place(&self, finding: &Finding) -> Option<Place> {
        let model = self.found.model;
        let stop = finding.witness.as_ref().and_then(|it| it.run.last()).map(|it| it.at);
        let notice = self.found.analysis.diagnostics.iter().find(|it| {
            it.finding
                .as_ref()
                .is_some_and(|other| other.requirement == finding.requirement && other.entity == finding.entity)
        });
        let serving = self.found.analysis.read.serving().of_requirement(self.id).iter().copied();
        let own = |it: &Id<crate::model::Step>| model.procedures[model.steps[*it].procedure].entity == self.entity;
        notice.map(|it| it.at).or(stop).or_else(|| serving.clone().find(own).map(|it| model.steps[it].at))
    }

    /// What the reader is told of a verdict.
    fn message(&self, finding: &Finding) -> String {
        let all = &self.found.analysis.diagnostics;
        let of = |it: &&Diagnostic| {
            let other = it.finding.as_ref();
            other.is_some_and(|it| it.requirement == finding.requirement && it.entity == finding.entity)
        };
        let same_run = |it: &&Diagnostic| it.finding.as_ref().is_some_and(|it| it.witness == finding.witness);
        let told = all.iter().filter(of).find(same_run);
        let like = || all.iter().find(of);
        told.or_else(like).map_or_else(|| finding.verdict.words().to_owned(), |it| it.message.clone())
    }
}

fn one(sides: &Both<Found<'_>>, subject: Option<Id<Requirement>>, measure: Option<Id<Requirement>>) -> Vec<Compared> {
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
    match (&decided.subject, &decided.measure) {
        (Some(left), Some(right)) => two(&row, left, right),
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
        (None, None) => {
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
        row.case = case(decided, worst, side);
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
    set(&mut row.verdicts, side, Some(it.finding.verdict));
    set(&mut row.of, side, Some(it.finding.subject.clone()));
    if let Some(place) = decided.place(&it.finding) {
        set(&mut row.places, side, Some(place));
    }
}

fn case(decided: &Decided<'_>, it: &Row, side: Which) -> Option<Case> {
    let witness = it.finding.witness.clone()?;
    Some(Case { side, witness, message: decided.message(&it.finding) })
}

/// An entity against an entity: subject by subject where both register it, and otherwise in general. One row for each
/// way in which they stand to each other; what is equal, or never applies, is said only where there is nothing else.
fn two(row: &Compared, left: &Decided<'_>, right: &Decided<'_>) -> Vec<Compared> {
    let mut names: BTreeSet<&str> = left.rows.keys().chain(right.rows.keys()).copied().collect();
    let both = |name: &&str| left.rows.contains_key(name) && right.rows.contains_key(name);
    if names.iter().any(both) {
        names.retain(both);
    }
    let mut groups: BTreeMap<Relation, (Option<&Row>, Option<&Row>)> = BTreeMap::new();
    for name in names {
        let (one, other) = (left.rows.get(name).copied(), right.rows.get(name).copied());
        let relation = match (one, other) {
            (Some(one), Some(other)) => relation(row, (left, one), (right, other)),
            (Some(one), None) => moved::to_the_requirement(one.finding.verdict, left.serves()),
            (None, Some(other)) => moved::to_the_requirement(other.finding.verdict, right.serves()).mirrored(),
            (None, None) => Relation::NeverApplies,
        };
        groups.entry(relation).or_insert((one, other));
    }
    let plain = [Relation::NeverApplies, Relation::Equal];
    for dull in plain {
        if groups.len() > 1 {
            groups.remove(&dull);
        }
    }
    if groups.is_empty() {
        groups.insert(Relation::NeverApplies, (None, None));
    }
    groups
        .into_iter()
        .rev()
        .map(|(relation, pair)| shown(row.clone(), relation, (left, pair.0), (right, pair.1)))
        .collect()
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
    row.reason = one.and_then(|it| it.reason.clone()).or_else(|| other.and_then(|it| it.reason.clone()));
    row.case = match relation {
        Relation::Weaker | Relation::Missing | Relation::Incomparable => {
            one.and_then(|it| case(left, it, Which::Subject))
        }
        Relation::Stronger | Relation::Added => other.and_then(|it| case(right, it, Which::Measure)),
        _ => None,
    };
    row
}

fn relation(row: &Compared, (left, one): (&Decided<'_>, &Row), (right, other): (&Decided<'_>, &Row)) -> Relation {
    match (one.finding.verdict, other.finding.verdict) {
        (Verdict::Broken, Verdict::Broken) if same_case(one, other) => Relation::Equal,
        (Verdict::Broken, Verdict::Broken) => Relation::Incomparable,
        (Verdict::Waived, Verdict::Waived) => waived::between(&row.departures.subject, &row.departures.measure),
        (Verdict::Broken, Verdict::Kept | Verdict::NeverApplies) if !left.serves() => Relation::Missing,
        (Verdict::Kept | Verdict::NeverApplies, Verdict::Broken) if !right.serves() => Relation::Added,
        (here, there) => moved::between(here, there),
    }
}

/// Whether two runs that break something are alike: under the same facts, and as long.
fn same_case(one: &Row, other: &Row) -> bool {
    let shape = |it: &Row| it.finding.witness.as_ref().map(|it| (it.facts.clone(), it.run.len()));
    shape(one) == shape(other)
}
