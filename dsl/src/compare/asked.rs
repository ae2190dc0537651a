//! What is asked on one side against what is asked on the other: whether one follows from the other.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::held::Found;
use super::{Both, Compared, Relation, kept};
use crate::entail::{Reasoner, seen_from};
use crate::model::{Id, Model, Owner, Requirement};
use crate::{Analysis, Analyst};

/// One row for each requirement that either guidance asks.
pub(super) fn rows(sides: &Both<Found<'_>>) -> Vec<Compared> {
    let (subject, measure) = (&sides.subject, &sides.measure);
    let of = |side: &Found<'_>| -> BTreeMap<String, Id<Requirement>> {
        side.requirements().into_iter().map(|id| (side.key(id), id)).collect()
    };
    let (held, asked) = (of(subject), of(measure));
    let mut rows = Vec::new();
    for id in measure.requirements() {
        let other = held.get(&measure.key(id)).copied();
        let mut row = kept::row(measure, id);
        row.places.measure = Some(measure.model.requirements[id].at);
        row.places.subject = other.map(|it| subject.model.requirements[it].at);
        row.relation = other.map_or(Relation::Missing, |other| relation(sides, other, id));
        rows.push(row);
    }
    for id in subject.requirements().into_iter().filter(|&id| !asked.contains_key(&subject.key(id))) {
        let mut row = kept::row(subject, id);
        row.places.subject = Some(subject.model.requirements[id].at);
        row.relation = Relation::Added;
        rows.push(row);
    }
    rows
}

/// How what the subject asks stands to what the measure asks.
pub(super) fn relation(sides: &Both<Found<'_>>, subject: Id<Requirement>, measure: Id<Requirement>) -> Relation {
    let (one, other) = (&sides.subject, &sides.measure);
    if std::ptr::eq(one.model, other.model) {
        let same = plain(one.model, subject) == plain(other.model, measure);
        // What a profile asks is read in the words of the profile, which has those of its base.
        return if same { Relation::Equal } else { between(one.model, one.owner, subject, measure) };
    }
    if one.words_of(one.model.requirements[subject].at) == other.words_of(other.model.requirements[measure].at)
        && let Some(relation) = taken_over((one, subject), (other, measure))
    {
        return relation;
    }
    match beside((one, subject), (other, measure)) {
        Some((analysis, subject, measure)) => {
            let model = &analysis.read.model;
            between(model, model.requirements[measure].owner, subject, measure)
        }
        None => Relation::Undecided,
    }
}

/// What is asked, without how it is spoken of.
fn plain(model: &Model, id: Id<Requirement>) -> String {
    let it = &model.requirements[id];
    format!("{:?}", (it.level, &it.cases, it.waivable, &it.applies, &it.clauses, it.subject.map(Id::index)))
}

/// Two requirements of the same words, as they stand or as a profile took them over: nothing where a profile changed more
/// of one of them than how far it binds.
fn taken_over(
    (one, subject): (&Found<'_>, Id<Requirement>),
    (other, measure): (&Found<'_>, Id<Requirement>),
) -> Option<Relation> {
    if !one.is_copy(subject) && !other.is_copy(measure) {
        return Some(Relation::Equal);
    }
    let (here, there) = (&one.model.requirements[subject], &other.model.requirements[measure]);
    let rest = |it: &Requirement| format!("{:?}", (it.waivable, &it.applies, &it.clauses, it.subject.map(Id::index)));
    if rest(here) != rest(there) || format!("{:?}", here.cases) != format!("{:?}", there.cases) {
        return None;
    }
    Some(match here.level.cmp(&there.level) {
        Ordering::Equal => Relation::Equal,
        Ordering::Greater => Relation::Stronger,
        Ordering::Less => Relation::Weaker,
    })
}

fn between(model: &Model, from: Owner, subject: Id<Requirement>, measure: Id<Requirement>) -> Relation {
    let follows = |one, other| {
        let (seen, entity) = seen_from(model, from);
        Reasoner::new(&seen, entity, &[one, other]).implies(one, other)
    };
    match (follows(subject, measure), follows(measure, subject)) {
        (true, true) => Relation::Equal,
        (true, false) => Relation::Stronger,
        (false, true) => Relation::Weaker,
        (false, false) => Relation::Incomparable,
    }
}

/// Two versions of a requirement in one registry: the subject's is put behind the measure's, under a name of its own.
fn beside(
    (one, subject): (&Found<'_>, Id<Requirement>),
    (other, measure): (&Found<'_>, Id<Requirement>),
) -> Option<(Analysis, Id<Requirement>, Id<Requirement>)> {
    if one.is_copy(subject) || other.is_copy(measure) {
        return None;
    }
    let (item, text) = one.declared(one.model.requirements[subject].at)?;
    let name = item.name.as_ref()?;
    let called = format!("{}-as-compared", name.text);
    let head = text.get(item.span.start as usize..name.span.start as usize)?;
    let rest = text.get(name.span.end as usize..item.span.end as usize)?;
    let (there, whole) = other.declared(other.model.requirements[measure].at)?;
    let (before, after) = whole.split_at_checked(there.span.end as usize)?;
    let file =
        other.analysis.files.get(other.model.requirements[measure].at.file.0 as usize).filter(|it| !it.shipped)?;
    let mut workspace = other.analysis.asked.clone()?;
    workspace.set(file.path.clone(), format!("{before}\n{head}{called}{rest}\n{after}"));
    let analysis = Analyst::new().read(&workspace);
    let owner = other.model.requirements[measure].owner;
    let find = |called: &str| {
        let mut all = analysis.read.model.requirements.iter();
        all.find(|(_, it)| it.owner == owner && it.name == called).map(|it| it.0)
    };
    let (subject, measure) = (find(&called)?, find(&other.model.requirements[measure].name)?);
    // What could not be read there says nothing about what it asks.
    let readable = analysis.read.model.requirements[subject].unread.is_none();
    readable.then_some((analysis, subject, measure))
}

impl<'a> Found<'a> {
    /// Whether a profile took it over: what stands in its base says nothing of what the profile changed.
    fn is_copy(&self, id: Id<Requirement>) -> bool {
        let at = self.model.requirements[id].at;
        self.model.requirements.iter().take(id.index()).any(|(_, other)| other.at == at)
    }
}
