//! Which step of one side is which of the other: by name where that is the same, and otherwise by what is done and where.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Both;
use crate::graph::Graph;
use crate::model::{Id, Model, Procedure, Step};

/// The steps of two lives, paired; each stands in one pair at most.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing {
    to_measure: BTreeMap<Id<Step>, Id<Step>>,
    to_subject: BTreeMap<Id<Step>, Id<Step>>,
    /// The steps of each side that have no partner, in the order of the graph.
    pub(super) alone: Both<Vec<Id<Step>>>,
}

impl Pairing {
    /// Pairs the steps of two graphs.
    pub(super) fn new(model: &Model, subject: &Graph, measure: &Graph) -> Self {
        let mut pairing = Self { alone: Both { subject: steps(subject), measure: steps(measure) }, ..Self::default() };
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

/// Pairs procedures that begin lives: by name, and then what is left if there is one on each side.
pub(super) fn beginnings(
    model: &Model,
    subject: &[Vec<Id<Procedure>>],
    measure: &[Vec<Id<Procedure>>],
) -> Vec<(Option<usize>, Option<usize>)> {
    let name = |life: &[Id<Procedure>]| life.first().map(|&it| model.procedures[it].name.clone());
    let mut pairs = Vec::new();
    let mut free: Vec<usize> = (0..measure.len()).collect();
    let mut left = Vec::new();
    for (at, life) in subject.iter().enumerate() {
        match free.iter().position(|&it| name(&measure[it]) == name(life)) {
            Some(found) => pairs.push((Some(at), Some(free.remove(found)))),
            None => left.push(at),
        }
    }
    if let ([one], [other]) = (left.as_slice(), free.as_slice()) {
        pairs.push((Some(*one), Some(*other)));
        return pairs;
    }
    pairs.extend(left.into_iter().map(|it| (Some(it), None)));
    pairs.extend(free.into_iter().map(|it| (None, Some(it))));
    pairs
}
