//! The balance: what one requirement asks, held against what another asks.
//!
//! Takes requirements as they are declared, and no procedure; says whether one follows from another, whether several
//! can be kept together, and whether one can be kept or asks for anything at all. It is decided over everything that
//! can happen: any run, any facts that are possible, any length of time. Where that is too much to look at, or where
//! more would have to be known, nothing is said.

mod alphabet;
mod idle;
mod implied;
mod kept;
mod ready;
mod search;
mod terms;
#[cfg(test)]
mod tests;
mod thing;
mod value;

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::check::event_words;
use crate::facts::{Collector, Era, FactSpace};
use crate::logic::Set;
use crate::model::Pattern as Written;
use crate::model::{Constraint, Entity, Event, Held, Id, Level, Model, Owner, Requirement, Scope};
use crate::source::Place;
pub(crate) use idle::Idle;
use ready::{Asked, Preparer};
use terms::Below;
use value::{Demand, Met, Slot, View, Words};

/// More cases of facts than this are too many for one question.
const MOST_CELLS: usize = 48;
/// So much may be made of the facts before nothing more is said.
const MOST_NODES: usize = 400_000;
/// So many steps are made for one owner's requirements before nothing more is said.
const MOST_WORK: usize = 20_000_000;
/// More conditions than this are too many for one question.
const MOST_CONDITIONS: usize = 24;

/// Holds requirements against each other.
#[derive(Debug)]
pub(crate) struct Reasoner<'m> {
    model: &'m Model,
    words: Words<'m>,
    below: Below,
    facts: FactSpace<'m>,
    /// Where each numbered condition holds, among what is possible.
    sets: Vec<Set>,
    asked: BTreeMap<Id<Requirement>, Asked<'m>>,
    cells: HashMap<Vec<usize>, Option<Rc<Vec<u64>>>>,
    ways: HashMap<(View, String), Option<Rc<Vec<Met>>>>,
    /// How much was looked at so far.
    spent: usize,
}

/// What cannot be kept, and where that shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clash {
    /// The clauses that stand against each other.
    pub(crate) clauses: [Place; 2],
    /// The event at which not all can be kept, in words; none if no run at all can keep all.
    pub(crate) event: Option<String>,
}

/// A copy of the registry, seen from one owner as if nothing were stated: what holds there holds for whoever follows.
pub(crate) fn seen_from(model: &Model, owner: Owner) -> (Model, Id<Entity>) {
    let mut model = model.clone();
    let entity = match owner {
        Owner::Entity(id) => {
            model.entities[id].fields.clear();
            id
        }
        Owner::Guidance(guidance) => {
            // Terms that an entity adds may be what nothing declared by the guidance is: they count as its own.
            for id in model.terms.ids().collect::<Vec<_>>() {
                if matches!(model.terms[id].owner, Owner::Entity(_)) {
                    model.terms[id].owner = owner;
                }
            }
            let at = model.guidances[guidance].at;
            model.entities.add(Entity {
                name: String::new(),
                title: None,
                doc: None,
                follows: vec![guidance],
                fields: Vec::new(),
                calendar: None,
                at,
                implied: true,
            })
        }
    };
    model.entities[entity].calendar = None;
    (model, entity)
}

impl<'m> Reasoner<'m> {
    /// Makes ready to compare these; the model and the entity come from [`seen_from`].
    pub(crate) fn new(model: &'m Model, entity: Id<Entity>, requirements: &[Id<Requirement>]) -> Self {
        let below = Below::new(model);
        let mut collector = Collector::new(model, entity);
        let formulas = Vec::new();
        let mut preparer = Preparer { model, below: &below, collector: &mut collector, formulas };
        let asked = requirements.iter().map(|&id| (id, preparer.asked(id))).collect();
        let formulas = preparer.formulas;
        let mut facts = FactSpace::new(collector);
        facts.space.refill(MOST_NODES);
        let possible = facts.possible(Era::Start);
        let mut sets = Vec::new();
        for formula in &formulas {
            let mut decisions = Vec::new();
            formula.decisions(&mut decisions);
            let set = facts.fact_set(formula, Era::Start);
            // What an earlier decision chose may be anything.
            sets.push(if decisions.is_empty() { facts.space.and(set, possible) } else { possible });
        }
        let (cells, ways) = (HashMap::new(), HashMap::new());
        Self { model, words: Words { model, entity }, below, facts, sets, asked, cells, ways, spent: 0 }
    }

    /// What was made ready, if there is anything to say about it.
    fn readable(&self, id: Id<Requirement>) -> Option<&Asked<'m>> {
        self.asked.get(&id).filter(|it| it.readable && !self.is_weary())
    }

    /// Whether so much was looked at that nothing more is said.
    fn is_weary(&self) -> bool {
        self.facts.space.exhausted() || self.spent > MOST_WORK
    }

    fn set(&self, condition: usize) -> Set {
        self.sets.get(condition).copied().unwrap_or(Set::NONE)
    }

    /// The cases of facts that some conditions tell apart: which of them hold, as bits.
    fn cells(&mut self, conditions: &[usize]) -> Option<Rc<Vec<u64>>> {
        if let Some(known) = self.cells.get(conditions) {
            return known.clone();
        }
        let found = self.divide(conditions).map(Rc::new);
        self.cells.insert(conditions.to_vec(), found.clone());
        found
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

    /// Every way in which a slot can meet demands, by what they are.
    fn ways(&mut self, slot: &Slot, demands: &[Demand<'m>], keys: &[&str], view: View) -> Option<Rc<Vec<Met>>> {
        let key = (view, format!("{slot:?} {}", keys.join(" | ")));
        if let Some(known) = self.ways.get(&key) {
            return known.clone();
        }
        let found = self.words.ways(slot, demands, view).map(Rc::new);
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

/// What a demand says, the same for demands that say the same.
fn key(held: &Held) -> String {
    match held {
        Held::Nested(inner) => {
            let one = |it: &Constraint| format!("{:?}: {}", it.on, key(&it.held));
            format!("{{ {} }}", inner.iter().map(one).collect::<Vec<_>>().join(", "))
        }
        held => format!("{held:?}"),
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
