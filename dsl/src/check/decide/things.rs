//! Clauses about declared things, and questions that only a person can answer.

use super::{About, Decider, Decision, Scope};
use crate::check::things::Thing;
use crate::check::waiver::answer;
use crate::diagnostic::Verdict;
use crate::facts::Era;
use crate::logic::Set;
use crate::model::{Id, Model, Owner, Requirement};

impl<'m> Decider<'_, 'm> {
    pub(super) fn decide_things(&mut self, number: usize, things: &[Thing], scope: &Scope, decision: &mut Decision) {
        let Some(applies) = self.questions.get(number).map(|it| it.applies.clone()) else {
            return;
        };
        let applies = self.study.facts.fact_set(&applies, Era::Start);
        let asked = self.study.facts.space.and(applies, scope.seen);
        let of = |it: &&Thing| match scope.about {
            About::Any => it.instance.is_none(),
            About::Registered(instance) => it.instance == Some(instance),
        };
        let things: Vec<&Thing> = things.iter().filter(of).collect();
        if things.is_empty() || asked.is_none() {
            decision.verdict = Verdict::NeverApplies;
            return;
        }
        let covered = self.waived(number, scope, decision);
        for thing in things {
            let sure = self.study.facts.fact_set(&thing.has.sure, Era::Start);
            let possible = self.study.facts.fact_set(&thing.has.possible, Era::Start);
            let lacking = self.study.facts.space.without(asked, possible);
            let doubtful = self.study.facts.space.without(asked, sure);
            let verdict = self.thing_verdict(scope, lacking, doubtful, covered);
            if verdict > Verdict::Waived {
                decision.things.push(thing.clone());
                decision.reasons.extend(thing.has.doubts.iter().cloned());
                if verdict == Verdict::Unknown {
                    let facts = &mut self.study.facts;
                    decision.reasons.extend(match scope.own_facts {
                        true => facts.open_facts(scope.start, doubtful),
                        false => facts.open_about_the_entity(scope.seen, doubtful),
                    });
                }
            }
            decision.verdict = decision.verdict.max(verdict);
        }
    }

    pub(super) fn thing_verdict(&mut self, scope: &Scope, lacking: Set, doubtful: Set, covered: Set) -> Verdict {
        let facts = &mut self.study.facts;
        let space = &mut facts.space;
        let (lacking_rest, rest) = (space.without(lacking, covered), space.without(doubtful, covered));
        if doubtful.is_none() {
            return Verdict::Kept;
        }
        if rest.is_none() {
            return Verdict::Waived;
        }
        // Facts of another kind of subject are no facts of this thing: any of them may come to be.
        let surely = match scope.own_facts {
            true => space.within(scope.seen, lacking_rest),
            false => facts.whatever_the_entity(scope.seen, lacking_rest),
        };
        if surely { Verdict::Broken } else { Verdict::Unknown }
    }

    pub(super) fn waived(&mut self, number: usize, scope: &Scope, decision: &mut Decision) -> Set {
        let Some(question) = self.questions.get(number) else {
            return Set::NONE;
        };
        let (requirement, label, model) = (question.requirement, question.clause.label.clone(), self.study.model);
        let conditions: Vec<_> = self.study.waivers.iter().map(|(id, formula)| (*id, formula.clone())).collect();
        let mut covered = Set::NONE;
        for (id, condition) in conditions {
            let waiver = &model.waivers[id];
            let fits = waiver.requirement == Some(requirement)
                && waiver.clause.as_ref().is_none_or(|it| Some(it) == label.as_ref())
                && (waiver.of.is_none() || matches!(scope.about, About::Registered(it) if waiver.of == Some(it)));
            let set = self.study.facts.fact_set(&condition, Era::Start);
            let whole = scope.about == About::Any || self.study.facts.space.within(scope.seen, set);
            if fits && whole {
                decision.waivers.push(id);
                covered = self.study.facts.space.or(covered, set);
            }
        }
        covered
    }

    pub(super) fn decide_judgement(&mut self, number: usize, scope: &Scope, decision: &mut Decision) {
        let Some(question) = self.questions.get(number) else {
            return;
        };
        let (requirement, label, applies) =
            (question.requirement, question.clause.label.clone(), question.applies.clone());
        let applies = self.study.facts.fact_set(&applies, Era::Start);
        if self.study.facts.space.and(applies, scope.seen).is_none() {
            decision.verdict = Verdict::NeverApplies;
            return;
        }
        let model = self.study.model;
        let subject = match scope.about {
            About::Any => None,
            About::Registered(instance) => Some(instance),
        };
        let entity = self.study.entity;
        let base = |id: Id<crate::model::Requirement>| id == requirement || same_in_base(model, id, requirement);
        let judgements = model
            .judgements
            .iter()
            .map(|(_, it)| it)
            .filter(|it| it.entity == entity && it.requirement.is_some_and(base));
        let covered = self.waived(number, scope, decision);
        decision.verdict = match answer(judgements, subject, label.as_deref(), self.study.today) {
            Some(true) => Verdict::Kept,
            Some(false) => Verdict::Broken,
            None => Verdict::ToBeJudged,
        };
        if decision.verdict != Verdict::Kept && self.study.facts.space.within(scope.seen, covered) {
            decision.verdict = Verdict::Waived;
        }
        // Nobody has to judge what may not be asked of such an entity at all.
        let spared = self.study.facts.spared_by_the_entity(scope.seen, applies);
        if decision.verdict > Verdict::Waived && spared {
            decision.verdict = Verdict::Unknown;
            decision.reasons.extend(self.study.facts.open_about_the_entity(scope.seen, applies));
        }
    }
}

/// Whether a profile's requirement is the clone of another guidance's.
fn same_in_base(model: &Model, id: Id<Requirement>, of: Id<Requirement>) -> bool {
    let (left, right) = (&model.requirements[id], &model.requirements[of]);
    let Owner::Guidance(profile) = right.owner else {
        return false;
    };
    let base = model.guidances[profile].tailors.map(Owner::Guidance);
    left.name == right.name && base == Some(left.owner)
}
