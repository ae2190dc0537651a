//! The reading desk, tally: how many requirements stand how.

use std::collections::BTreeMap;

use crate::Analysis;
use crate::diagnostic::{Diagnostic, Verdict};
use crate::model::{Declared, Id, Owner, Procedure, Thing};
use crate::source::Place;

/// How many requirements stand how, each once for each subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally(BTreeMap<Verdict, usize>);

impl Tally {
    pub(super) fn add(&mut self, verdict: Verdict) {
        *self.0.entry(verdict).or_default() += 1;
    }

    /// `31 kept · 4 broken · 2 to be judged`; what never applies is no part of it.
    pub(super) fn words(&self) -> String {
        let told = [
            Verdict::Kept,
            Verdict::Broken,
            Verdict::Unknown,
            Verdict::Undecided,
            Verdict::ToBeJudged,
            Verdict::KeptIfOptional,
            Verdict::Waived,
        ];
        let parts = told.iter().filter_map(|it| Some(format!("{} {}", self.0.get(it)?, it.words())));
        parts.collect::<Vec<_>>().join(" · ")
    }
}

impl Analysis {
    /// How an entity stands, or one of its subjects.
    pub(super) fn tally(&self, entity: &str, subject: Option<&str>) -> Tally {
        let mut tally = Tally::default();
        let of = self.verdicts.iter().map(|it| &it.finding);
        let of = of.filter(|it| it.entity == entity && subject.is_none_or(|subject| it.subject == subject));
        of.for_each(|it| tally.add(it.verdict));
        tally
    }
}

impl Analysis {
    /// What is told of runs that pass through a procedure, as numbers of diagnostics, the gravest first.
    pub(super) fn broken_runs(&self, procedure: Id<Procedure>) -> Vec<usize> {
        let catalogue = self.read.catalogue();
        let Some(declared) = catalogue.of(Thing::Procedure(procedure)).next() else { return Vec::new() };
        let whole = declared.place();
        let entity = &self.read.model.entities[self.read.model.procedures[procedure].entity].name;
        let passes = |it: &Diagnostic| {
            let finding = it.finding.as_ref().filter(|it| it.entity == *entity);
            let run = finding.and_then(|it| it.witness.as_ref()).map(|it| it.run.as_slice());
            run.is_some_and(|run| run.iter().any(|stop| covers(whole, stop.at)))
        };
        let mut found: Vec<usize> =
            self.diagnostics.iter().enumerate().filter(|(_, it)| passes(it)).map(|(number, _)| number).collect();
        found.sort_by_key(|&it| self.diagnostics.get(it).map(|told| (std::cmp::Reverse(told.severity), it)));
        found
    }

    /// From whose words a place is read: those of what it stands in, or else of what else its file declares.
    pub(super) fn viewpoint(&self, at: Place) -> Option<Owner> {
        let declared = self.read.catalogue().in_file(at.file);
        let before = declared.partition_point(|it| it.name.span.start <= at.span.start);
        let (before, after) = declared.split_at_checked(before)?;
        let mut around = before.iter().rev().filter(|it| it.whole.end >= at.span.end);
        // A subject may be declared in several guidances, and is one: it does not tell in which it stands.
        let owner = |it: &Declared| match it.thing {
            Thing::Subject(_) => None,
            thing => self.owner_of(thing),
        };
        let around = around.find_map(owner);
        around.or_else(|| before.iter().rev().chain(after).find_map(owner))
    }

    /// Whether what belongs to one owner is seen from another's words, or the other way round.
    pub(super) fn related(&self, one: Owner, other: Owner) -> bool {
        let model = &self.read.model;
        model.visible(one).contains(&other) || model.visible(other).contains(&one)
    }

    /// Whose a declaration is.
    pub(super) fn owner_of(&self, thing: Thing) -> Option<Owner> {
        let model = &self.read.model;
        Some(match thing {
            Thing::Guidance(id) => Owner::Guidance(id),
            Thing::Entity(id) => Owner::Entity(id),
            Thing::Subject(id) => model.subjects[id].owner,
            Thing::Field(id) => model.fields[id].owner,
            Thing::Term(id) => model.terms[id].owner,
            Thing::Classification(id) | Thing::Level(id, _) => model.classifications[id].owner,
            Thing::Requirement(id) | Thing::Clause(id, _) => model.requirements[id].owner,
            Thing::Expectation(id) => model.expectations[id].owner,
            Thing::Role(id) => Owner::Entity(model.roles[id].entity),
            Thing::Instance(id) => Owner::Entity(model.instances[id].entity),
            Thing::Procedure(id) => Owner::Entity(model.procedures[id].entity),
            Thing::Step(id) => Owner::Entity(model.procedures[model.steps[id].procedure].entity),
            Thing::Record(id) => Owner::Entity(model.records[id].entity),
            Thing::Judgement(id) => Owner::Entity(model.judgements[id].entity),
            Thing::Waiver(id) => Owner::Entity(model.waivers[id].entity),
            Thing::Outcome(number) => return self.owner_of(Thing::Step(self.read.catalogue().outcome(number)?)),
            Thing::Vocabulary(_) | Thing::Definition(_) | Thing::Suggested(_) => return None,
        })
    }
}

/// Whether one place lies within another.
pub(super) fn covers(whole: Place, part: Place) -> bool {
    whole.file == part.file && whole.span.start <= part.span.start && part.span.end <= whole.span.end
}
