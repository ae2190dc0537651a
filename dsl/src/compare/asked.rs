//! What is asked on one side against what is asked on the other: whether one follows from the other.

use std::collections::BTreeMap;

use super::held::Found;
use super::{Both, Compared, Relation, kept};
use crate::entail::{Reasoner, seen_from};
use crate::model::{Id, Model, Owner, Requirement, item_named};
use crate::syntax::ast::Item;
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
    if one.text_of(subject) == other.text_of(measure) {
        return Relation::Equal;
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
    let (item, text) = one.item(subject)?;
    let name = item.name.as_ref()?;
    let called = format!("{}-as-compared", name.text);
    let head = text.get(item.span.start as usize..name.span.start as usize)?;
    let rest = text.get(name.span.end as usize..item.span.end as usize)?;
    let (there, whole) = other.item(measure)?;
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
    /// A requirement as it is declared, and the text that it stands in.
    fn item(&self, id: Id<Requirement>) -> Option<(&'a Item, &'a str)> {
        let at = self.model.requirements[id].at;
        let parse = self.analysis.read.parses.get(at.file.0 as usize)?;
        let file = self.analysis.files.get(at.file.0 as usize)?;
        // What a profile took over stands in its base, and says nothing of what the profile changed.
        let is_copy = self.model.requirements.iter().take(id.index()).any(|(_, other)| other.at == at);
        (!is_copy).then_some((item_named(&parse.file.items, at.span)?, &*file.text))
    }

    /// The words of a requirement, without room and comments.
    fn text_of(&self, id: Id<Requirement>) -> Option<Vec<&'a str>> {
        let (item, text) = self.item(id)?;
        let at = self.model.requirements[id].at;
        let parse = self.analysis.read.parses.get(at.file.0 as usize)?;
        let inside = parse
            .tokens
            .iter()
            .filter(|it| !it.kind.is_trivia() && item.span.start <= it.span.start && it.span.end <= item.span.end);
        inside.map(|it| text.get(it.span.range())).collect()
    }
}
