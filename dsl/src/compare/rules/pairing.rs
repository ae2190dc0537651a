//! Which step of one side is which of the other: by name where that is the same, and otherwise by what is done and where.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Both;
use crate::graph::Graph;
use crate::model::{Id, Model, Procedure, Step, Term};

/// The steps of two lives, paired; each stands in one pair at most.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing {
    to_measure: BTreeMap<Id<Step>, Id<Step>>,
    to_subject: BTreeMap<Id<Step>, Id<Step>>,
    /// The steps of each side that have no partner, in the order of the graph.
    pub(super) alone: Both<Vec<Id<Step>>>,
}

impl Pairing {
    /// Pairs the steps of two graphs. Where several pairs are as good, those are taken that would be with the sides
    /// changed, so that a comparison the other way round speaks of the same pairs.
    pub(super) fn new(model: &Model, subject: &Graph, measure: &Graph) -> Self {
        let alone = Both { subject: steps(subject), measure: steps(measure) };
        let names = |steps: &[Id<Step>]| -> Vec<&str> { steps.iter().map(|&it| &*model.steps[it].name).collect() };
        if names(&alone.measure) < names(&alone.subject) {
            let turned = Both { subject: alone.measure, measure: alone.subject };
            return Self::of(model, turned).turned();
        }
        Self::of(model, alone)
    }

    fn turned(self) -> Self {
        let alone = Both { subject: self.alone.measure, measure: self.alone.subject };
        Self { to_measure: self.to_subject, to_subject: self.to_measure, alone }
    }

    fn of(model: &Model, alone: Both<Vec<Id<Step>>>) -> Self {
        let mut pairing = Self { alone, ..Self::default() };
        let named = |model: &Model, step: Id<Step>| {
            let it = &model.steps[step];
            (model.procedures[it.procedure].name.clone(), it.name.clone(), it.action)
        };
        pairing.pair(|one, other| named(model, one) == named(model, other));
        pairing.pair(|one, other| {
            let (one, other) = (&model.steps[one], &model.steps[other]);
            one.name == other.name && one.action == other.action
        });
        pairing.in_order(model);
        // Whoever keeps the name and does something else does it in the same place.
        pairing.pair(|one, other| {
            named(model, one).0 == named(model, other).0 && named(model, one).1 == named(model, other).1
        });
        pairing
    }

    pub(super) fn in_measure(&self, step: Id<Step>) -> Option<Id<Step>> {
        self.to_measure.get(&step).copied()
    }

    pub(super) fn in_subject(&self, step: Id<Step>) -> Option<Id<Step>> {
        self.to_subject.get(&step).copied()
    }

    /// Each pair: the subject's, the measure's.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Id<Step>, Id<Step>)> {
        self.to_measure.iter().map(|(&one, &other)| (one, other))
    }

    fn join(&mut self, one: Id<Step>, other: Id<Step>) {
        self.to_measure.insert(one, other);
        self.to_subject.insert(other, one);
    }

    fn pair(&mut self, alike: impl Fn(Id<Step>, Id<Step>) -> bool) {
        for one in std::mem::take(&mut self.alone.subject) {
            match self.alone.measure.iter().position(|&other| alike(one, other)) {
                Some(at) => {
                    let other = self.alone.measure.remove(at);
                    self.join(one, other);
                }
                None => self.alone.subject.push(one),
            }
        }
    }

    /// Those that do the same, as many as can be without crossing: the longest common course of what is left.
    fn in_order(&mut self, model: &Model) {
        let (left, right) = (self.alone.subject.clone(), self.alone.measure.clone());
        if left.len().saturating_mul(right.len()) > 1_000_000 {
            return;
        }
        let alike = |one: Id<Step>, other: Id<Step>| {
            let (one, other) = (&model.steps[one], &model.steps[other]);
            one.action.is_some() && one.action == other.action
        };
        let mut best = vec![vec![0_u32; right.len() + 1]; left.len() + 1];
        for (at, &one) in left.iter().enumerate().rev() {
            for (there, &other) in right.iter().enumerate().rev() {
                best[at][there] = if alike(one, other) {
                    best[at + 1][there + 1] + 1
                } else {
                    best[at + 1][there].max(best[at][there + 1])
                };
            }
        }
        let (mut at, mut there) = (0, 0);
        let mut joined = BTreeSet::new();
        while let (Some(&one), Some(&other)) = (left.get(at), right.get(there)) {
            if alike(one, other) {
                self.join(one, other);
                joined.insert((one, other));
                (at, there) = (at + 1, there + 1);
            } else if best[at + 1][there] >= best[at][there + 1] {
                at += 1;
            } else {
                there += 1;
            }
        }
        self.alone.subject.retain(|it| !joined.iter().any(|pair| pair.0 == *it));
        self.alone.measure.retain(|it| !joined.iter().any(|pair| pair.1 == *it));
    }
}

/// Every step of a graph once, in the order of its text.
fn steps(graph: &Graph) -> Vec<Id<Step>> {
    let mut stops: Vec<(u32, Id<Step>)> =
        graph.stops().map(|(node, step, _)| (graph.node(node).position, step)).collect();
    stops.sort_unstable();
    let mut seen = BTreeSet::new();
    stops.into_iter().map(|it| it.1).filter(|&it| seen.insert(it)).collect()
}

/// How a life begins, and what is done in it.
pub(super) struct Brief {
    pub(super) first: Option<Id<Procedure>>,
    pub(super) actions: Vec<Id<Term>>,
}

impl Brief {
    pub(super) fn new(model: &Model, procedures: &[Id<Procedure>], graph: &Graph) -> Self {
        let mut actions: Vec<Id<Term>> = steps(graph).into_iter().filter_map(|it| model.steps[it].action).collect();
        actions.sort_unstable();
        Self { first: procedures.first().copied(), actions }
    }

    /// How much of the one is done in the other.
    fn shares(&self, other: &Self) -> usize {
        let mut left = other.actions.clone();
        let taken =
            |it: &&Id<Term>| left.iter().position(|known| known == *it).map(|at| left.swap_remove(at)).is_some();
        self.actions.iter().filter(taken).count()
    }
}

/// Pairs lives: by the name of the procedure that begins them, and what is left by how much of the same is done there,
/// the most first. A life that shares less than half with any other has none.
/// Where several pairs are as good, those are taken that would be with the sides changed.
pub(super) fn beginnings(model: &Model, subject: &[Brief], measure: &[Brief]) -> Vec<(Option<usize>, Option<usize>)> {
    let names = |lives: &[Brief]| -> Vec<Option<&str>> {
        lives.iter().map(|it| it.first.map(|it| &*model.procedures[it].name)).collect()
    };
    if names(measure) < names(subject) {
        let turned = pairs_of_lives(model, measure, subject);
        return turned.into_iter().map(|(one, other)| (other, one)).collect();
    }
    pairs_of_lives(model, subject, measure)
}

fn pairs_of_lives(model: &Model, subject: &[Brief], measure: &[Brief]) -> Vec<(Option<usize>, Option<usize>)> {
    let name = |life: &Brief| life.first.map(|it| model.procedures[it].name.as_str());
    let mut pairs = Vec::new();
    let mut free: Vec<usize> = (0..measure.len()).collect();
    let mut left = Vec::new();
    for (at, life) in subject.iter().enumerate() {
        match free.iter().position(|&it| measure.get(it).map(name) == Some(name(life))) {
            Some(found) => pairs.push((Some(at), Some(free.remove(found)))),
            None => left.push(at),
        }
    }
    while let Some((one, other)) = closest(subject, &left, measure, &free) {
        left.retain(|&it| it != one);
        free.retain(|&it| it != other);
        pairs.push((Some(one), Some(other)));
    }
    pairs.extend(left.into_iter().map(|it| (Some(it), None)));
    pairs.extend(free.into_iter().map(|it| (None, Some(it))));
    pairs
}

fn closest(subject: &[Brief], left: &[usize], measure: &[Brief], free: &[usize]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, (usize, usize))> = None;
    for &one in left {
        for &other in free {
            let (Some(here), Some(there)) = (subject.get(one), measure.get(other)) else { continue };
            let shared = here.shares(there);
            let enough = shared * 2 >= here.actions.len().max(there.actions.len());
            if enough && best.is_none_or(|it| it.0 < shared) {
                best = Some((shared, (one, other)));
            }
        }
    }
    best.map(|it| it.1)
}
