//! What was decided on one side about one requirement.

use std::collections::BTreeMap;

use super::super::held::Found;
use super::super::{Case, Which};
use crate::analysis::Row;
use crate::diagnostic::{Diagnostic, Finding};
use crate::model::{Constraint, Demand, Entity, Id, On, Pattern, Requirement, Step};
use crate::source::Place;

/// What was decided on one side about one requirement.
pub(super) struct Decided<'a> {
    pub(super) found: &'a Found<'a>,
    pub(super) id: Id<Requirement>,
    entity: Id<Entity>,
    /// By the name of the subject.
    pub(super) rows: BTreeMap<&'a str, &'a Row>,
}

impl<'a> Decided<'a> {
    pub(super) fn of(found: &'a Found<'a>, id: Option<Id<Requirement>>) -> Option<Self> {
        let (id, entity) = (id?, found.entity()?);
        let (name, who) = (found.model.requirement_name(id), found.model.entities[entity].name.as_str());
        let of = |it: &&Row| it.finding.entity == who && it.finding.requirement == name;
        let rows = found.analysis.verdicts.iter().filter(of).map(|it| (it.finding.subject.as_str(), it)).collect();
        Some(Self { found, id, entity, rows })
    }

    /// The worst of all subjects.
    pub(super) fn worst(&self) -> Option<&'a Row> {
        self.rows.values().copied().max_by_key(|it| it.finding.verdict)
    }

    /// The entity's own steps that could help to keep it.
    fn serving(&self) -> impl Iterator<Item = Id<Step>> {
        let (model, entity) = (self.found.model, self.entity);
        let steps = self.found.analysis.read.serving().of_requirement(self.id).iter().copied();
        steps.filter(move |&it| model.procedures[model.steps[it].procedure].entity == entity)
    }

    /// What a reader was told of a finding: of its very run, or else of the requirement.
    fn told(&self, finding: &Finding) -> Option<&'a Diagnostic> {
        let of = |it: &&Diagnostic| {
            let other = it.finding.as_ref();
            other.is_some_and(|it| it.requirement == finding.requirement && it.entity == finding.entity)
        };
        let same_run = |it: &&Diagnostic| it.finding.as_ref().is_some_and(|it| it.witness == finding.witness);
        let all = || self.found.analysis.diagnostics.iter().filter(of);
        all().find(same_run).or_else(|| all().next())
    }

    /// Whether anything that the entity does, or states, goes that way at all.
    pub(super) fn serves(&self) -> bool {
        let model = self.found.model;
        let states = |demand: &Demand| match demand {
            Demand::Constraint(Constraint { on: On::Field(field), .. }) => {
                model.entities[self.entity].fields.iter().any(|it| it.field == *field)
            }
            _ => true,
        };
        let clauses = &model.requirements[self.id].clauses;
        self.serving().next().is_some()
            || clauses.iter().any(|clause| match &clause.pattern {
                Pattern::Entity { must } => must.iter().any(states),
                Pattern::Require { .. } | Pattern::Possible(_) => false,
                _ => true,
            })
    }

    /// Where the side speaks of it: where it is told, the last stop of the run that breaks it, or the first step that
    /// serves it.
    pub(super) fn place(&self, finding: &Finding) -> Option<Place> {
        let stop = || finding.witness.as_ref().and_then(|it| it.run.last()).map(|it| it.at);
        let step = || self.serving().next().map(|it| self.found.model.steps[it].at);
        self.told(finding).map(|it| it.at).or_else(stop).or_else(step)
    }

    /// The run that breaks it, and what is said of it.
    pub(super) fn case(&self, it: &Row, side: Which) -> Option<Case> {
        let witness = it.finding.witness.clone()?;
        let said = || it.finding.verdict.words().to_owned();
        let message = self.told(&it.finding).map_or_else(said, |it| it.message.clone());
        Some(Case { side, witness, message })
    }
}
