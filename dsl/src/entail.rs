//! The balance: what one requirement asks, held against what another asks.
//!
//! Takes requirements as they are declared, and no procedure; says whether one follows from another, whether several
//! can be kept together, and whether one can be kept or asks for anything at all. It is decided over everything that
//! can happen: any run, any facts that are possible, any length of time. Where that is too much to look at, or where
//! more would have to be known, nothing is said.

mod alphabet;
mod demand;
mod idle;
mod implied;
mod kept;
mod ready;
mod search;
mod seen;
mod speaks;
mod terms;
#[cfg(test)]
mod tests;
mod thing;
mod value;

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::check::event_words;
use crate::facts::{Collector, Era, FactSpace, Formula};
use crate::logic::Set;
use crate::model::Pattern as Written;
use crate::model::{Entity, Event, Id, Level, Model, Requirement, Scope};
use crate::source::Place;
use demand::Demands;
pub(crate) use idle::Idle;
use ready::{Asked, Preparer};
pub(crate) use seen::seen_from;
use terms::Below;
use value::{Demand, Met, View, Words};

/// More cases of facts than this are too many for one question.
const MOST_CELLS: usize = 48;
/// So much may be made of the facts before nothing more is said.
const MOST_NODES: usize = 400_000;
/// So many steps are made for one owner's requirements before nothing more is said.
const MOST_WORK: usize = 3_000_000;
/// More conditions than this are too many for one question.
const MOST_CONDITIONS: usize = 24;

/// Every way in which some demands can be met, if there are not too many.
type Ways = Option<Rc<Vec<Met>>>;

/// Holds requirements against each other.
#[derive(Debug)]
pub(crate) struct Reasoner<'m> {
    model: &'m Model,
    words: Words<'m>,
    below: Below,
    facts: FactSpace<'m>,
    formulas: Vec<Formula>,
    /// Where each numbered condition holds, among what is possible, once that was asked.
    sets: BTreeMap<usize, Set>,
    asked: BTreeMap<Id<Requirement>, Asked<'m>>,
    cells: HashMap<Vec<usize>, Option<Rc<Vec<u64>>>>,
    demands: Demands<'m>,
    ways: HashMap<(View, Vec<usize>), Ways>,
    /// How much was looked at so far.
    spent: usize,
}

/// Under which facts something is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Facts {
    /// In one case only, where as many of the conditions hold as can. That is soon seen, and often enough.
    OneCase,
    Any,
}

/// What cannot be kept, and where that shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clash {
    /// The clauses that stand against each other.
    pub(crate) clauses: [Place; 2],
    /// The event at which not all can be kept, in words; none if no run at all can keep all.
    pub(crate) event: Option<String>,
}

impl<'m> Reasoner<'m> {
    /// Makes ready to compare these; the model and the entity come from [`seen_from`].
    pub(crate) fn new(model: &'m Model, entity: Id<Entity>, requirements: &[Id<Requirement>]) -> Self {
        let below = Below::new(model);
        let mut collector = Collector::new(model, entity);
        let formulas = Vec::new();
        let demands = Demands::default();
        let mut preparer = Preparer { model, below: &below, collector: &mut collector, formulas, demands };
        let asked = requirements.iter().map(|&id| (id, preparer.asked(id))).collect();
        let (formulas, demands) = (preparer.formulas, preparer.demands);
        let mut facts = FactSpace::new(collector);
        facts.space.refill(MOST_NODES);
        let (sets, cells, ways) = (BTreeMap::new(), HashMap::new(), HashMap::new());
        Self {
            model,
            words: Words { model, entity },
            below,
            facts,
            formulas,
            sets,
            asked,
            cells,
            demands,
            ways,
            spent: 0,
        }
    }

    /// What was made ready, if there is anything to say about it.
    fn readable(&self, id: Id<Requirement>) -> Option<&Asked<'m>> {
        self.asked.get(&id).filter(|it| it.readable && !self.is_weary())
    }

    /// Whether so much was looked at that nothing more is said.
    fn is_weary(&self) -> bool {
        self.facts.space.exhausted() || self.spent > MOST_WORK
    }

    /// Where a condition holds, among what is possible.
    fn set(&mut self, condition: usize) -> Set {
        let possible = self.facts.possible(Era::Start);
        let Some(formula) = self.formulas.get(condition).filter(|it| !it.is_true()) else { return possible };
        if let Some(&known) = self.sets.get(&condition) {
            return known;
        }
        let set = self.facts.fact_set(formula, Era::Start);
        let set = self.facts.space.and(set, possible);
        self.sets.insert(condition, set);
        set
    }

    /// The cases of facts that some conditions tell apart: which of them hold, as bits.
    fn cells(&mut self, conditions: &[usize], facts: Facts) -> Option<Rc<Vec<u64>>> {
        if facts == Facts::OneCase {
            return self.one_case(conditions).map(|it| Rc::new(vec![it]));
        }
        if let Some(known) = self.cells.get(conditions) {
            return known.clone();
        }
        let found = self.divide(conditions).map(Rc::new);
        self.cells.insert(conditions.to_vec(), found.clone());
        found
    }

    /// Whether a condition holds whatever the facts are.
    fn is_always(&self, condition: usize) -> bool {
        self.formulas.get(condition).is_some_and(Formula::is_true)
    }

    fn one_case(&mut self, conditions: &[usize]) -> Option<u64> {
        let (mut set, mut bits) = (self.facts.possible(Era::Start), 0_u64);
        for (at, &condition) in conditions.iter().enumerate().take(64) {
            let holds = self.set(condition);
            let inside = self.facts.space.and(set, holds);
            if inside.is_none() {
                continue;
            }
            (set, bits) = (inside, bits | 1 << at);
        }
        (!set.is_none() && !self.is_weary()).then_some(bits)
    }

    fn divide(&mut self, conditions: &[usize]) -> Option<Vec<u64>> {
        if conditions.len() > MOST_CONDITIONS {
            return None;
        }
        let mut parts = vec![(self.facts.possible(Era::Start), 0_u64)];
        for (at, &condition) in conditions.iter().enumerate() {
            let holds = self.set(condition);
            let mut divided = Vec::new();
            for (set, bits) in parts {
                let (inside, outside) = (self.facts.space.and(set, holds), self.facts.space.without(set, holds));
                divided.extend((!inside.is_none()).then_some((inside, bits | 1 << at)));
                divided.extend((!outside.is_none()).then_some((outside, bits)));
            }
            parts = divided;
            if parts.len() > MOST_CELLS || self.facts.space.exhausted() {
                return None;
            }
        }
        Some(parts.into_iter().map(|(_, bits)| bits).collect())
    }

    /// Every way in which demands on one slot can be met, by their numbers.
    fn ways(&mut self, numbers: &[usize], view: View) -> Ways {
        let key = (view, numbers.to_vec());
        if let Some(known) = self.ways.get(&key) {
            return known.clone();
        }
        let slot = self.demands.slot(*numbers.first()?)?;
        let demands: Vec<Demand<'m>> = numbers.iter().filter_map(|&it| self.demands.demand(it)).collect();
        let found = self.words.ways(slot, &demands, view).map(Rc::new);
        self.ways.insert(key, found.clone());
        found
    }

    /// Where a requirement asks for something at this level or a stricter one.
    fn at_least(&mut self, id: Id<Requirement>, level: Level) -> Set {
        let Some(asked) = self.asked.get(&id) else { return Set::NONE };
        let (applies, levels) = (asked.applies, asked.levels.clone());
        let mut open = self.set(applies);
        let mut found = Set::NONE;
        for (at, when) in levels {
            let when = self.set(when);
            let here = self.facts.space.and(open, when);
            if at >= level {
                found = self.facts.space.or(found, here);
            }
            open = self.facts.space.without(open, when);
        }
        found
    }
}

/// What makes a clause ask for something, in words; none if it asks whatever happens.
fn demanding(model: &Model, scope: &Scope, pattern: &Written) -> Option<String> {
    let words = |event: &Event| event_words(model, event);
    let both = |one: &Event, link: &str, other: &Event| format!("{}{link}{}", words(one), words(other));
    Some(match (pattern, scope) {
        (Written::KeepApart(events), _) => events.iter().map(words).collect::<Vec<_>>().join(" or "),
        (Written::Each { event, .. } | Written::Possible(event), Scope::Globally) => words(event),
        (Written::Possible(event), Scope::After(start)) => both(start, " and then ", event),
        (Written::Each { event, .. }, Scope::Before(other) | Scope::After(other) | Scope::AfterUntil(other, _)) => {
            both(event, " and ", other)
        }
        (_, Scope::Globally) => return None,
        (_, Scope::Before(event) | Scope::After(event) | Scope::AfterUntil(event, _)) => words(event),
        (_, Scope::Between(start, end)) => both(start, " and then ", end),
    })
}
