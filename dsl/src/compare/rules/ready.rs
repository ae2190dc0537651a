//! Both sides made ready: their lives as graphs and courses over one space of facts, and which step is which.

use std::collections::BTreeMap;

use super::super::{Both, Which};
use super::Change;
use super::declared;
use super::follow::{Gap, Way, gaps};
use super::merged::Merged;
use super::pairing::{Brief, Pairing, beginnings};
use super::stated::{Lap, Meeting};
use crate::check::{Course, course};
use crate::facts::{Collector, Era, FactSpace, Formula};
use crate::graph::{Block, Graph, Life, lives_of};
use crate::logic::Set;
use crate::model::{Actors, Condition, Entity, Id, Model, Procedure, Role, Statement, Step};

/// Who does a step, and under which facts.
type Doers = BTreeMap<Id<Step>, Vec<(Formula, Vec<Id<Role>>)>>;

/// So much may be made of the facts for one question.
const MOST_NODES: usize = 400_000;

/// Both sides, ready to be followed along one another.
pub(crate) struct Ready<'m> {
    pub(super) merged: &'m Merged,
    pub(super) facts: FactSpace<'m>,
    /// The lives that begin alike on both sides.
    pub(super) lives: Vec<Pair>,
    /// The procedures that begin a life on one side only.
    pub(super) entries: Vec<(Which, Id<Procedure>)>,
    /// How long a lap is of the innermost `repeat` around a step.
    pub(super) laps: BTreeMap<Id<Step>, Lap>,
    /// What is stated otherwise outside of procedures.
    pub(super) declared: Vec<Change>,
    doers: Doers,
    /// Where each side departs from a requirement, by its name and that of the one subject it is for.
    departing: BTreeMap<(String, Option<String>), Both<Set>>,
}

/// Two lives that begin alike.
pub(super) struct Pair {
    pub(super) graphs: Both<Graph>,
    /// The procedure that begins it.
    pub(super) first: Both<Option<Id<Procedure>>>,
    pub(super) pairing: Pairing,
    /// The facts under which each can begin.
    pub(super) begins: Both<Set>,
    /// The life from its beginning, and then each answer to a trigger that both sides have.
    pub(super) stretches: Vec<Both<Course>>,
}

/// A life before the space of facts is made.
struct Made {
    life: Life,
    graph: Graph,
    begins: Formula,
}

impl<'m> Ready<'m> {
    pub(crate) fn new(merged: &'m Merged) -> Self {
        let model = &merged.model;
        let mut collector = Collector::new(model, merged.entities.measure);
        let mut made: Vec<Both<Vec<Made>>> = Vec::new();
        for subject in model.subjects.ids() {
            let mut of = |entity: Id<Entity>| -> Vec<Made> {
                let lives = lives_of(model, entity, subject, None).into_iter();
                let made = lives.map(|life| Made {
                    begins: life.begins(&mut collector),
                    graph: life.graph(&mut collector),
                    life,
                });
                made.collect()
            };
            made.push(Both { subject: of(merged.entities.subject), measure: of(merged.entities.measure) });
        }
        let doers = doers(merged, &mut collector);
        let mut departing = BTreeMap::new();
        for (side, all) in [(Which::Subject, &merged.departures.subject), (Which::Measure, &merged.departures.measure)]
        {
            for it in all {
                let when = it.when.as_ref().map_or(Formula::TRUE, |it| collector.formula(it));
                let known = departing.entry((it.from.clone(), it.of.clone())).or_insert_with(Vec::new);
                known.push((side, when));
            }
        }
        let mut ready = Self {
            merged,
            facts: FactSpace::new(collector),
            lives: Vec::new(),
            entries: Vec::new(),
            laps: laps(model),
            declared: declared::changes(merged),
            doers,
            departing: BTreeMap::new(),
        };
        ready.departing = departing.into_iter().map(|(of, all)| (of, ready.sets(&all))).collect();
        made.into_iter().for_each(|both| ready.pair(both));
        ready
    }

    fn sets(&mut self, all: &[(Which, Formula)]) -> Both<Set> {
        let mut both = Both { subject: Set::NONE, measure: Set::NONE };
        let possible = self.facts.anything();
        for (side, when) in all {
            let here = self.facts.fact_set(when, Era::Start);
            let here = self.facts.space.and(here, possible);
            let known = match side {
                Which::Subject => &mut both.subject,
                Which::Measure => &mut both.measure,
            };
            *known = self.facts.space.or(*known, here);
        }
        both
    }

    fn pair(&mut self, made: Both<Vec<Made>>) {
        let model = self.model();
        let brief = |made: &[Made]| -> Vec<Brief> {
            made.iter().map(|it| Brief::new(model, &it.life.procedures, &it.graph)).collect()
        };
        let pairs = beginnings(model, &brief(&made.subject), &brief(&made.measure));
        let mut here: Vec<Option<Made>> = made.subject.into_iter().map(Some).collect();
        let mut there: Vec<Option<Made>> = made.measure.into_iter().map(Some).collect();
        for (one, other) in pairs {
            let one = one.and_then(|it| here.get_mut(it)?.take());
            let other = other.and_then(|it| there.get_mut(it)?.take());
            match (one, other) {
                (Some(one), Some(other)) => self.join(one, other),
                (Some(one), None) => {
                    self.entries.extend(one.life.procedures.first().map(|&it| (Which::Subject, it)));
                }
                (None, Some(other)) => {
                    self.entries.extend(other.life.procedures.first().map(|&it| (Which::Measure, it)));
                }
                (None, None) => {}
            }
        }
    }

    fn join(&mut self, one: Made, other: Made) {
        self.facts.space.refill(MOST_NODES);
        let pairing = Pairing::new(self.model(), &one.graph, &other.graph);
        let anything = self.facts.anything();
        let begins = Both { subject: self.begins(&one.begins), measure: self.begins(&other.begins) };
        let both = self.facts.space.and(begins.subject, begins.measure);
        let mut stretches = vec![self.courses((&one.graph, None), (&other.graph, None), both)];
        let mut answered: Vec<(usize, usize)> = Vec::new();
        for (number, block) in other.graph.blocks.iter().enumerate() {
            let answers = |it: &Block| it.triggers.iter().any(|it| block.triggers.contains(it));
            let same = one.graph.blocks.iter().enumerate().filter(|(_, it)| answers(it));
            answered.extend(same.map(|(it, _)| (it, number)));
        }
        for (here, there) in answered {
            stretches.push(self.courses((&one.graph, Some(here)), (&other.graph, Some(there)), anything));
        }
        let first = |made: &Made| made.life.procedures.first().copied();
        self.lives.push(Pair {
            first: Both { subject: first(&one), measure: first(&other) },
            graphs: Both { subject: one.graph, measure: other.graph },
            pairing,
            begins,
            stretches,
        });
    }

    fn begins(&mut self, formula: &Formula) -> Set {
        let (begins, possible) = (self.facts.fact_set(formula, Era::Start), self.facts.anything());
        self.facts.space.and(begins, possible)
    }

    fn courses(&mut self, one: (&Graph, Option<usize>), other: (&Graph, Option<usize>), start: Set) -> Both<Course> {
        let subject = course(&mut self.facts, one.0, one.1, start);
        Both { subject, measure: course(&mut self.facts, other.0, other.1, start) }
    }

    pub(super) fn model(&self) -> &'m Model {
        &self.merged.model
    }

    /// Where the one side goes on and the other would not, in one stretch of one pair of lives, as far as steps are
    /// spoken of. Steps are named as the measure has them.
    pub(super) fn gaps(
        &mut self,
        at: (usize, usize),
        held: Which,
        spoken: &dyn Fn(Id<Step>) -> bool,
        strict: bool,
    ) -> (Vec<Gap>, bool) {
        let (merged, facts) = (self.merged, &mut self.facts);
        let Some((pair, stretch)) = self.lives.get(at.0).and_then(|it| Some((it, it.stretches.get(at.1)?))) else {
            return (Vec::new(), false);
        };
        facts.space.refill(MOST_NODES);
        let way = |side: Which| Way { course: stretch.of(side), graph: pair.graphs.of(side) };
        let in_measure = |step: Id<Step>| pair.pairing.in_measure(step).filter(|&it| spoken(it));
        let in_subject = |step: Id<Step>| pair.pairing.in_subject(step).filter(|_| spoken(step));
        let guarded = |step: Id<Step>| strict || merged.is_guarded(step);
        let (held, norm) = (way(held), (held, way(held.other())));
        match norm {
            (Which::Subject, norm) => gaps(facts, held, norm, &in_measure, &|it| in_subject(it).is_some(), &guarded),
            (Which::Measure, norm) => gaps(facts, held, norm, &in_subject, &|it| in_measure(it).is_some(), &guarded),
        }
    }

    /// Who does a step on each side, for all facts under which both can be.
    pub(super) fn meetings(&mut self, subject: Id<Step>, measure: Id<Step>) -> Vec<Meeting> {
        let none = Vec::new();
        let (one, other) = (self.doers.get(&subject).unwrap_or(&none), self.doers.get(&measure).unwrap_or(&none));
        let mut found: Vec<Meeting> = Vec::new();
        for (here, subject) in one {
            for (there, measure) in other {
                let both = Formula::all([here.clone(), there.clone()]);
                let set = self.facts.fact_set(&both, Era::Start);
                let possible = self.facts.anything();
                if !self.facts.space.and(set, possible).is_none() {
                    found.push(Both { subject: subject.clone(), measure: measure.clone() });
                }
            }
        }
        found
    }

    /// Where each side departs from a requirement: for each subject that a waiver is for, or any.
    pub(in crate::compare) fn departing(&self, from: &str) -> Vec<Both<Set>> {
        let of = self.departing.iter().filter(|((name, _), _)| name == from);
        of.map(|(_, both)| Both { subject: both.subject, measure: both.measure }).collect()
    }

    /// Whether all of the one set is in the other.
    pub(in crate::compare) fn is_within(&mut self, one: Set, other: Set) -> bool {
        self.facts.space.within(one, other)
    }
}

/// Who does each step, and under which facts.
fn doers(merged: &Merged, collector: &mut Collector<'_>) -> Doers {
    let mut found = BTreeMap::new();
    let model = &merged.model;
    for (id, step) in model.steps.iter() {
        let entity = model.procedures[step.procedure].entity;
        if entity != merged.entities.subject && entity != merged.entities.measure {
            continue;
        }
        let all = match &step.actors {
            Actors::Unstated => vec![(Formula::TRUE, Vec::new())],
            Actors::Roles(roles) => vec![(Formula::TRUE, roles.clone())],
            Actors::Cases { cases, otherwise } => by_case(collector, cases, otherwise),
        };
        found.insert(id, all);
    }
    found
}

/// The first case that holds counts.
fn by_case(
    collector: &mut Collector<'_>,
    cases: &[(Condition, Vec<Id<Role>>)],
    otherwise: &[Id<Role>],
) -> Vec<(Formula, Vec<Id<Role>>)> {
    let mut none_before = Formula::TRUE;
    let mut all = Vec::new();
    for (condition, roles) in cases {
        let holds = collector.formula(condition);
        all.push((Formula::all([none_before.clone(), holds.clone()]), roles.clone()));
        none_before = Formula::all([none_before, holds.negate()]);
    }
    all.push((none_before, otherwise.to_vec()));
    all
}

/// The laps around each step.
fn laps(model: &Model) -> BTreeMap<Id<Step>, Lap> {
    fn walk(body: &[Statement], lap: Option<Lap>, found: &mut BTreeMap<Id<Step>, Lap>) {
        for statement in body {
            found.extend(statement.step().zip(lap));
            let lap = match statement {
                Statement::Repeat { every, at, .. } => Some((*every, *at)),
                _ => lap,
            };
            statement.blocks().into_iter().for_each(|block| walk(block, lap, found));
        }
    }
    let mut found = BTreeMap::new();
    model.procedures.iter().for_each(|(_, it)| walk(&it.body, None, &mut found));
    found
}
