//! What can be true of a subject: the finite space of facts, with its theory.
//!
//! Takes the model and every condition that matters to one entity; gives sets of facts. Terms imply the
//! terms above them, classes follow from the facts, what `given` excludes is impossible, and what a register
//! does not state is free. The space holds each fact twice: as it was when the run began, and as it is after a
//! trigger, because then facts are chosen anew.
//!
//! Knows nothing of procedures.

mod build;
mod formula;
mod own;
mod predicate;
mod register;
mod show;
mod view;

use std::collections::BTreeMap;

pub(crate) use build::compares;
pub(crate) use formula::Formula;
pub(crate) use predicate::{Collector, PredicateId};
pub(crate) use show::{Case, Shown, duration_words, words};
pub(crate) use view::View;

use crate::logic::{Costs, Set, Space};
use crate::model::{Classification, Entity, Field, Id, Model, Value};

/// Which facts: those the run began with, or those chosen anew at the last trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Era {
    Start,
    Anew,
}

/// What one attribute of the space stands for.
#[derive(Clone, Debug)]
enum Meaning {
    /// Yes or no: one predicate, on its own.
    Flag(PredicateId),
    /// A single-valued field: values that no condition tells apart are one class.
    Kind { field: Id<Field>, classes: Vec<Class> },
    /// A number or the like, cut where conditions cut it: below, at, between, at, above.
    Scale { field: Id<Field>, cuts: Vec<i64>, shown: Vec<Value>, may_be_negative: bool },
    /// The least level that a register claims for a classification; 0 claims nothing.
    Floor { class: Id<Classification>, levels: usize },
}

/// Values of a field that no condition tells apart.
#[derive(Clone, Debug)]
struct Class {
    /// The predicates that hold of them.
    holds: Vec<PredicateId>,
    /// The first of them, for showing; `None` where the field has no value at all.
    value: Option<Value>,
}

/// Whoever may say that it is enough.
#[derive(Clone, Copy)]
pub(crate) struct Stop<'m>(pub(crate) &'m dyn Fn() -> bool);

impl std::fmt::Debug for Stop<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stop")
    }
}

/// The space of facts of one entity.
#[derive(Debug)]
pub(crate) struct FactSpace<'m> {
    pub(crate) model: &'m Model,
    pub(crate) entity: Id<Entity>,
    pub(crate) space: Space,
    /// The registered subject whose facts are shown, if it is one: its own values are named first.
    pub(crate) shown_for: Option<Id<crate::model::Instance>>,
    collector: Collector<'m>,
    meanings: Vec<Meaning>,
    /// How many attributes, the first of them, are about the entity itself. They have no second copy in use.
    own: u32,
    /// For each predicate and era, where it holds.
    holds: Vec<[Set; 2]>,
    levels: BTreeMap<(Id<Classification>, usize, Era), Set>,
    /// What is possible at all, in each era.
    theory: [Set; 2],
    /// The same, law by law.
    laws: [Vec<Set>; 2],
    /// No register claims a level.
    unclaimed: Set,
    /// There are more facts than can be told apart: nothing that is said of them means anything.
    pub(crate) too_large: bool,
    /// What is possible of a subject of which no register says anything.
    anything: Set,
    /// All completions of what a register says of a subject.
    registered: BTreeMap<Id<crate::model::Instance>, Set>,
    views: view::Views,
    /// How plain the plainest case of a set is.
    costs: Costs,
    pub(crate) stop: Stop<'m>,
    stopped: bool,
}

impl FactSpace<'_> {
    /// Whether it was told to stop: then nothing that is found any more is to be relied on.
    pub(crate) fn is_stopped(&mut self) -> bool {
        self.stopped = self.stopped || (self.stop.0)();
        self.stopped
    }

    /// What is possible at all.
    pub(crate) fn possible(&self, era: Era) -> Set {
        self.theory[era as usize]
    }

    /// The facts of a subject of which nothing is known: whatever is possible, and no claim.
    pub(crate) fn anything(&self) -> Set {
        self.anything
    }

    /// Forgets the facts chosen anew, and keeps those of the start.
    pub(crate) fn at_start(&mut self, set: Set) -> Set {
        let base = self.era_size();
        self.space.forget(set, base)
    }

    fn era_size(&self) -> u32 {
        u32::try_from(self.meanings.len()).unwrap_or(u32::MAX)
    }

    /// Where a formula holds; `decided` answers what an earlier decision of the run chose.
    pub(crate) fn set(
        &mut self,
        formula: &Formula,
        era: Era,
        decided: &dyn Fn(Id<crate::model::Step>, &[String]) -> bool,
    ) -> Set {
        match formula {
            Formula::All(parts) => {
                let mut set = Set::ALL;
                for part in parts {
                    let here = self.set(part, era, decided);
                    set = self.space.and(set, here);
                }
                set
            }
            Formula::Any(parts) => {
                let mut set = Set::NONE;
                for part in parts {
                    let here = self.set(part, era, decided);
                    set = self.space.or(set, here);
                }
                set
            }
            Formula::Not(part) => {
                let set = self.set(part, era, decided);
                self.space.not(set)
            }
            Formula::Predicate(id) => self.holds.get(id.index()).map_or(Set::NONE, |sets| sets[era as usize]),
            Formula::Level { class, levels } => self.level_set(*class, levels, era),
            Formula::Decided { step, outcomes } => {
                if decided(*step, outcomes) {
                    Set::ALL
                } else {
                    Set::NONE
                }
            }
        }
    }

    /// Where a formula that speaks of facts alone holds.
    pub(crate) fn fact_set(&mut self, formula: &Formula, era: Era) -> Set {
        self.set(formula, era, &|_, _| false)
    }

    fn level_set(&mut self, class: Id<Classification>, levels: &[usize], era: Era) -> Set {
        let mut set = Set::NONE;
        for &level in levels {
            let reached = self.at_least(class, level, era);
            let beyond = self.at_least(class, level + 1, era);
            let exactly = self.space.without(reached, beyond);
            set = self.space.or(set, exactly);
        }
        set
    }

    /// Where the classification gives this level or a more severe one.
    fn at_least(&mut self, class: Id<Classification>, level: usize, era: Era) -> Set {
        let model = self.model;
        let table = &model.classifications[class];
        if level == 0 {
            return Set::ALL;
        }
        if level >= table.levels.len() {
            return Set::NONE;
        }
        if let Some(&set) = self.levels.get(&(class, level, era)) {
            return set;
        }
        let (mut reached, mut any) = (Set::NONE, Set::NONE);
        for (row, formula) in self.collector.classes.get(&class).cloned().unwrap_or_default() {
            let holds = self.fact_set(&formula, era);
            any = self.space.or(any, holds);
            if row >= level {
                reached = self.space.or(reached, holds);
            }
        }
        // A table that does not say what else holds is read as giving the most severe level: doubt is no all-clear.
        if table.otherwise.is_none_or(|otherwise| otherwise >= level) {
            let none = self.space.not(any);
            reached = self.space.or(reached, none);
        }
        let claimed = self.claimed(class, level, era);
        let set = self.space.or(reached, claimed);
        self.levels.insert((class, level, era), set);
        set
    }

    fn claimed(&mut self, class: Id<Classification>, level: usize, era: Era) -> Set {
        if era == Era::Anew {
            return Set::NONE;
        }
        let found = self.meanings.iter().position(|it| matches!(it, Meaning::Floor { class: of, .. } if *of == class));
        match found.and_then(|index| u32::try_from(index).ok()) {
            Some(attribute) => self.space.where_value(attribute, |value| value as usize >= level),
            None => Set::NONE,
        }
    }
}
