//! Whether both sides let the same through of what one requirement speaks of.
//!
//! Where both break a requirement, or of both it cannot be told, the verdicts say nothing of which lets more through.
//! They are alike only if nothing that the requirement looks at differs: the runs as far as its steps go, what is stated
//! of these steps, and what is stated and recorded outside of procedures. Anything else is not found out.

use std::collections::BTreeSet;

use super::super::Which;
use super::Ready;
use super::stated::Holder;
use crate::check::{events_of, speaks_of};
use crate::graph::{Graph, NodeId};
use crate::model::{Alternative, Clause, Constraint, Id, Model, On, Operand, Pattern, Requirement, Step, Term, What};

impl Ready<'_> {
    /// Whether everything that a requirement of the measure speaks of is alike on both sides.
    pub(in crate::compare) fn is_alike(&mut self, requirement: Id<Requirement>) -> bool {
        let model = self.model();
        let clauses = &model.requirements[requirement].clauses;
        if !self.entries.is_empty() || !self.merged.recorded_alike || !self.declared.is_empty() {
            return false;
        }
        if self.lives.iter().any(|it| it.begins.subject != it.begins.measure || !it.answers_alike()) {
            return false;
        }
        let forks = clauses.iter().any(asks_of_forks);
        if forks && !self.lives.iter().all(|it| it.forks_alike(model)) {
            return false;
        }
        // What takes time takes that of the steps between, whatever they are, and forks stand between any of them.
        let all = forks || clauses.iter().any(is_timed);
        let entity = self.merged.entities.measure;
        let spoken: BTreeSet<Id<Step>> =
            model.steps.ids().filter(|&it| all || speaks_of(model, entity, requirement, it)).collect();
        (0..self.lives.len()).all(|life| self.says_the_same(life, &spoken) && self.goes_the_same(life, &spoken))
    }

    fn says_the_same(&mut self, life: usize, spoken: &BTreeSet<Id<Step>>) -> bool {
        let Some(pair) = self.lives.get(life) else { return false };
        let alone = pair.pairing.alone.subject.iter().chain(&pair.pairing.alone.measure);
        if alone.into_iter().any(|it| spoken.contains(it)) {
            return false;
        }
        let pairs: Vec<(Id<Step>, Id<Step>)> =
            pair.pairing.pairs().filter(|it| spoken.contains(&it.0) || spoken.contains(&it.1)).collect();
        let holder = Holder { model: self.model(), entity: self.merged.entities.measure };
        pairs.into_iter().all(|(one, other)| {
            let laps = (self.laps.get(&one).copied(), self.laps.get(&other).copied());
            let meet = self.meetings(one, other);
            holder.steps(one, other).is_empty()
                && holder.laps("", laps).is_none()
                && holder.actors(one, other, &meet).is_none()
        })
    }

    fn goes_the_same(&mut self, life: usize, spoken: &BTreeSet<Id<Step>>) -> bool {
        let stretches = self.lives.get(life).map_or(0, |it| it.stretches.len());
        let spoken = |step: Id<Step>| spoken.contains(&step);
        (0..stretches).all(|stretch| {
            [Which::Subject, Which::Measure].into_iter().all(|held| {
                let (gaps, whole) = self.gaps((life, stretch), held, &spoken, true);
                whole && gaps.is_empty()
            })
        })
    }
}

/// What stands in a life, in the order of its text: what is done, and what is asked where the way is chosen.
#[derive(PartialEq, Eq)]
enum Stands {
    Done(Option<Id<Term>>),
    Asked(Vec<Operand>),
}

fn standing(model: &Model, graph: &Graph) -> Vec<Stands> {
    let position = |node: NodeId| graph.node(node).position;
    let done = graph.stops().map(|(node, step, _)| (position(node), Stands::Done(model.steps[step].action)));
    let asked = graph.forks.iter().map(|it| (position(it.node), Stands::Asked(it.asks.to_vec())));
    let mut all: Vec<(u32, Stands)> = done.chain(asked).collect();
    all.sort_by_key(|it| it.0);
    all.into_iter().map(|it| it.1).collect()
}

impl super::ready::Pair {
    /// Whether the same is asked at the same places where the way is chosen.
    fn forks_alike(&self, model: &Model) -> bool {
        standing(model, &self.graphs.subject) == standing(model, &self.graphs.measure)
    }

    /// Whether the same triggers are answered on both sides.
    fn answers_alike(&self) -> bool {
        let of = |side: Which| -> BTreeSet<_> {
            self.graphs.of(side).blocks.iter().flat_map(|it| it.triggers.iter().copied()).collect()
        };
        of(Which::Subject) == of(Which::Measure)
    }
}

fn events(clause: &Clause) -> impl Iterator<Item = &Alternative> {
    events_of(clause).into_iter().flat_map(|it| &it.alternatives)
}

/// What asks where the way is chosen looks at more than steps.
fn asks_of_forks(clause: &Clause) -> bool {
    events(clause).any(|it| it.what == What::Branch)
}

fn is_timed(clause: &Clause) -> bool {
    let timed = |it: &Constraint| matches!(it.on, On::Age | On::Within);
    let limits =
        matches!(&clause.pattern, Pattern::Require { within, every, .. } if within.is_some() || every.is_some());
    let each = match &clause.pattern {
        Pattern::Each { must, .. } => must.iter().flatten().any(timed),
        _ => false,
    };
    limits || each || events(clause).any(|it| it.constraints.iter().any(timed))
}
