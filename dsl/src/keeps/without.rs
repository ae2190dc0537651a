//! What each step is good for, without: a step is taken out of account, and what could hang on it is decided again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Loss, Named, Share, StepKeeps};
use crate::Analysis;
use crate::check::{self, Serving, Stop};
use crate::diagnostic::Verdict;
use crate::model::{Entity, Id, Procedure, Requirement, Step, each_statement};

/// Steps, each with its procedure.
type Steps = Vec<(Id<Procedure>, Id<Step>)>;

/// The steps of each organisation, in the order of the texts.
pub(super) fn steps(analysis: &Analysis) -> BTreeMap<Id<Entity>, Steps> {
    let mut found: BTreeMap<Id<Entity>, Steps> = BTreeMap::new();
    for (id, it) in analysis.read.model.procedures.iter() {
        let mut steps = Vec::new();
        each_statement(&it.body, &mut |it| steps.extend(it.step()));
        found.entry(it.entity).or_default().extend(steps.into_iter().map(|step| (id, step)));
    }
    found
}

/// How each requirement stands for each subject.
type Standing = BTreeMap<(String, String), Verdict>;

/// One organisation, tried without this step and that.
pub(super) struct Trial<'a> {
    analysis: &'a Analysis,
    entity: Id<Entity>,
    serving: &'a Serving,
    /// With all steps.
    stands: Standing,
    /// Without any step that could keep a requirement, how that one stands.
    bare: BTreeMap<Id<Requirement>, Standing>,
}

impl<'a> Trial<'a> {
    pub(super) fn new(analysis: &'a Analysis, entity: Id<Entity>) -> Self {
        let name = &analysis.read.model.entities[entity].name;
        let own = analysis.verdicts.iter().map(|it| &it.finding).filter(|it| it.entity == *name);
        let stands = own.map(|it| ((it.requirement.clone(), it.subject.clone()), it.verdict)).collect();
        Self { analysis, entity, serving: analysis.read.serving(), stands, bare: BTreeMap::new() }
    }

    pub(super) fn step(&mut self, procedure: Id<Procedure>, step: Id<Step>) -> StepKeeps {
        let model = &self.analysis.read.model;
        let touched: BTreeSet<Id<Requirement>> = check::touched(model, self.entity, step).into_iter().collect();
        let after = self.standing(&BTreeSet::from([step]), &touched);
        let loses = self.losses(&after);
        let (mut shares, mut tries) = (Vec::new(), Vec::new());
        for &requirement in self.serving.of_step(step) {
            let of = self.named(requirement);
            if loses.iter().any(|it| it.of == of) {
                continue;
            }
            let verdicts = self.stands.iter().filter(|((name, _), _)| *name == of.requirement).map(|(_, it)| *it);
            match verdicts.filter(|it| *it != Verdict::NeverApplies).max() {
                None => {}
                Some(worst) if worst > Verdict::KeptIfOptional => tries.push(of),
                Some(_) if self.would_keep(requirement, step) => shares.push(self.share(requirement, step, of)),
                Some(_) => {}
            }
        }
        let it = &model.steps[step];
        StepKeeps {
            procedure: model.procedures[procedure].name.clone(),
            name: it.name.clone(),
            title: it.title.clone(),
            at: it.at,
            loses,
            shares,
            tries,
        }
    }

    /// How some requirements stand with some steps out of account.
    fn standing(&self, without: &BTreeSet<Id<Step>>, asked: &BTreeSet<Id<Requirement>>) -> Standing {
        if asked.is_empty() {
            return Standing::new();
        }
        let (model, never) = (&self.analysis.read.model, || false);
        let meant = |it: Id<Requirement>| asked.contains(&it);
        let decided = check::check_without(model, self.entity, self.analysis.today, without, &meant, Stop(&never));
        let decided = decided.unwrap_or_default().into_iter().map(|it| it.finding);
        decided.map(|it| ((it.requirement, it.subject), it.verdict)).collect()
    }

    /// What is worse than with all steps.
    fn losses(&self, after: &Standing) -> Vec<Loss> {
        let model = &self.analysis.read.model;
        let mut losses: Vec<Loss> = Vec::new();
        for id in model.requirements_of(self.entity) {
            let of = self.named(id);
            for ((_, subject), &without) in after.iter().filter(|((name, _), _)| *name == of.requirement) {
                let key = (of.requirement.clone(), subject.clone());
                let Some(&with) = self.stands.get(&key).filter(|&&with| with < without) else { continue };
                let same = |it: &&mut Loss| it.of == of && it.with == with && it.without == without;
                match losses.iter_mut().find(same) {
                    Some(known) => known.subjects.push(subject.clone()),
                    None => losses.push(Loss { of: of.clone(), subjects: vec![subject.clone()], with, without }),
                }
            }
        }
        losses
    }

    /// Whether a step makes a difference to a requirement where no other does.
    fn would_keep(&mut self, requirement: Id<Requirement>, step: Id<Step>) -> bool {
        let serving: BTreeSet<Id<Step>> = self.serving.of_requirement(requirement).iter().copied().collect();
        let asked = BTreeSet::from([requirement]);
        if !self.bare.contains_key(&requirement) {
            let bare = self.standing(&serving, &asked);
            self.bare.insert(requirement, bare);
        }
        let others: BTreeSet<Id<Step>> = serving.into_iter().filter(|it| *it != step).collect();
        let alone = self.standing(&others, &asked);
        let bare = self.bare.get(&requirement);
        bare.is_some_and(|bare| alone.iter().any(|(key, with)| bare.get(key).is_some_and(|without| with < without)))
    }

    fn share(&self, requirement: Id<Requirement>, step: Id<Step>, of: Named) -> Share {
        let model = &self.analysis.read.model;
        let own = |it: &Id<Step>| *it != step && model.procedures[model.steps[*it].procedure].entity == self.entity;
        let others = self.serving.of_requirement(requirement).iter().copied().filter(own);
        Share { of, others: others.map(|it| model.steps[it].name.clone()).collect() }
    }

    fn named(&self, id: Id<Requirement>) -> Named {
        let model = &self.analysis.read.model;
        Named { requirement: model.requirement_name(id), title: model.requirements[id].title.clone() }
    }
}
