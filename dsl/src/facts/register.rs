//! What a register says of one subject, as a set of facts.

use std::collections::BTreeMap;

use super::build::{asked_of, compares, is_list};
use super::predicate::Predicate;
use super::{Era, FactSpace, Formula, Meaning, PredicateId};
use crate::logic::Set;
use crate::model::{Atom, Classification, Condition, Field, Given, Id, Instance, Operand, Owner, Stated, Test, Value};

/// What a register says of a field.
enum Says<'m> {
    /// Nothing.
    Nothing,
    /// Something that could not be read.
    Unreadable,
    Value(&'m Value),
}

impl FactSpace<'_> {
    /// All completions of what the register says of a subject. Empty if it contradicts what always holds.
    pub(crate) fn of_instance(&mut self, instance: Id<Instance>) -> Set {
        if let Some(&known) = self.registered.get(&instance) {
            return known;
        }
        // What is stated comes first: it leaves little for the laws to tell apart.
        let mut laws = self.stated_of(instance);
        laws.push(self.claims_of(instance));
        laws.extend_from_slice(&self.laws[Era::Start as usize]);
        let set = self.put_together(laws);
        if !self.space.exhausted() {
            self.registered.insert(instance, set);
        }
        set
    }

    /// What the register states of a subject: for each question that it answers, where the answer is this one.
    fn stated_of(&mut self, instance: Id<Instance>) -> Vec<Set> {
        let answered = 0..self.collector.predicates.len();
        let mut stated: Vec<Set> = answered.filter_map(|index| self.predicate_of(instance, index)).collect();
        for (id, holds) in self.founded(instance) {
            let asked = self.holds.get(id.index()).map_or(Set::NONE, |sets| sets[Era::Start as usize]);
            stated.push(self.same(asked, holds));
        }
        stated
    }

    /// The `given`s that what the register says of a subject cannot be squared with.
    pub(crate) fn contradicted(&mut self, instance: Id<Instance>) -> Vec<Id<Given>> {
        let stated = self.stated_of(instance);
        let stated = stated.into_iter().fold(Set::ALL, |all, law| self.space.and(all, law));
        let model = self.model;
        let visible = model.visible(Owner::Entity(self.entity));
        let givens = model.givens.iter().filter(|(_, it)| visible.contains(&it.owner));
        let mut found = Vec::new();
        for (id, given) in givens {
            let when = self.collector.formulas(&given.when);
            let then = self.collector.formula(&given.then);
            let when = self.fact_set(&when, Era::Start);
            let then = self.fact_set(&then, Era::Start);
            let broken = self.space.without(when, then);
            if !stated.is_none() && self.space.within(stated, broken) {
                found.push(id);
            }
        }
        found
    }

    /// The `given`s that nothing of this entity can be squared with.
    pub(crate) fn impossible_givens(&mut self) -> Vec<Id<Given>> {
        let model = self.model;
        let visible = model.visible(Owner::Entity(self.entity));
        let mut found = Vec::new();
        for (id, given) in model.givens.iter().filter(|(_, it)| visible.contains(&it.owner)) {
            let (when, then) = (self.collector.formulas(&given.when), self.collector.formula(&given.then));
            let (when, then) = (self.fact_set(&when, Era::Start), self.fact_set(&then, Era::Start));
            if self.space.without(when, then) == Set::ALL {
                found.push(id);
            }
        }
        found
    }

    /// The rows of a classification that hold for some of these facts, by their place in the table;
    /// `None` if nothing asks for it, for then its rows are no part of the space.
    pub(crate) fn rows_in(&mut self, facts: Set, class: Id<Classification>) -> Option<Vec<usize>> {
        let rows = self.collector.classes.get(&class).cloned()?;
        let mut found = Vec::new();
        for (index, (_, formula)) in rows.iter().enumerate() {
            let holds = self.fact_set(formula, Era::Start);
            if !self.space.and(holds, facts).is_none() {
                found.push(index);
            }
        }
        Some(found)
    }

    /// Where both hold or neither does.
    fn same(&mut self, left: Set, right: Set) -> Set {
        let (only_left, only_right) = (self.space.without(left, right), self.space.without(right, left));
        let differ = self.space.or(only_left, only_right);
        self.space.not(differ)
    }

    fn says(&self, instance: Id<Instance>, field: Id<Field>) -> Says<'_> {
        let fields: &[Stated] = &self.model.instances[instance].fields;
        match fields.iter().find(|it| it.field == field) {
            None => Says::Nothing,
            Some(Stated { value: None, .. }) => Says::Unreadable,
            Some(Stated { value: Some(value), .. }) => Says::Value(value),
        }
    }

    /// Where a question has the answer that the register gives; `None` if the register gives none.
    fn predicate_of(&mut self, instance: Id<Instance>, index: usize) -> Option<Set> {
        let predicate = self.collector.predicates[index].clone();
        let holds = self.holds[index][Era::Start as usize];
        let answer = match &predicate {
            Predicate::Opaque(_) => return None,
            Predicate::Stated(field) => !matches!(self.says(instance, *field), Says::Nothing),
            Predicate::YesNo(field) => match self.says(instance, *field) {
                Says::Value(Value::YesNo(yes)) => *yes,
                _ => return None,
            },
            Predicate::Compares { field, comparison, value } => match self.says(instance, *field) {
                Says::Value(stated) => compares(Some(*comparison), stated, value)?,
                _ => return None,
            },
            Predicate::Equals { field, value } => match self.says(instance, *field) {
                Says::Value(stated) => compares(None, stated, value).unwrap_or(stated == value),
                _ => return None,
            },
            // Lists are answered together.
            Predicate::Among { .. } => return None,
        };
        Some(if answer { holds } else { self.space.not(holds) })
    }

    /// Which questions about stated lists hold: those of what is listed, and of what `given` adds to it.
    ///
    /// The least such answer: what would be added only because it is there already is not added.
    fn founded(&mut self, instance: Id<Instance>) -> BTreeMap<PredicateId, Set> {
        let mut founded = BTreeMap::new();
        let fields: Vec<Id<Field>> = self.model.instances[instance].fields.iter().map(|it| it.field).collect();
        let mut questions = Vec::new();
        for field in fields {
            let Says::Value(stated) = self.says(instance, field) else { continue };
            let stated = if let Value::List(values) = stated { values.clone() } else { vec![stated.clone()] };
            let universe = self.collector.universe(field);
            for (id, values) in asked_of(&self.collector, field) {
                let values: Vec<Value> = values.iter().filter_map(|&at| universe.get(at).cloned()).collect();
                let listed = stated.iter().any(|value| values.contains(value));
                founded.insert(id, if listed { Set::ALL } else { Set::NONE });
                if is_list(self.model, field) {
                    questions.push((id, field, values));
                }
            }
        }
        let visible = self.model.visible(Owner::Entity(self.entity));
        let givens: Vec<_> = self.model.givens.iter().filter(|(_, it)| visible.contains(&it.owner)).collect();
        // Each round adds something or is the last; there is no more to add than there are questions.
        for _ in 0..=questions.len() {
            let mut changed = false;
            for (_, given) in &givens {
                let added: Vec<PredicateId> = questions
                    .iter()
                    .filter(|(_, field, values)| adds(&given.then, *field, &values.iter().collect::<Vec<_>>()))
                    .map(|(id, ..)| *id)
                    .collect();
                if added.is_empty() {
                    continue;
                }
                let when = self.collector.formulas(&given.when);
                let when = self.set_founded(&when, &founded);
                for id in added {
                    let known = founded.get(&id).copied().unwrap_or_default();
                    let more = self.space.or(known, when);
                    changed |= more != known;
                    founded.insert(id, more);
                }
            }
            if !changed {
                break;
            }
        }
        founded
    }

    /// Where a formula holds, if the questions about stated lists are answered so.
    fn set_founded(&mut self, formula: &Formula, founded: &BTreeMap<PredicateId, Set>) -> Set {
        match formula {
            Formula::All(parts) => {
                let mut all = Set::ALL;
                for part in parts {
                    let here = self.set_founded(part, founded);
                    all = self.space.and(all, here);
                }
                all
            }
            Formula::Any(parts) => {
                let mut any = Set::NONE;
                for part in parts {
                    let here = self.set_founded(part, founded);
                    any = self.space.or(any, here);
                }
                any
            }
            Formula::Not(part) => {
                let here = self.set_founded(part, founded);
                self.space.not(here)
            }
            Formula::Predicate(id) if founded.contains_key(id) => founded.get(id).copied().unwrap_or_default(),
            Formula::Predicate(_) | Formula::Level { .. } | Formula::Decided { .. } => {
                self.fact_set(formula, Era::Start)
            }
        }
    }

    fn claims_of(&mut self, instance: Id<Instance>) -> Set {
        let model = self.model;
        let mut set = Set::ALL;
        for (index, meaning) in self.meanings.clone().iter().enumerate() {
            let Meaning::Floor { class, .. } = meaning else {
                continue;
            };
            let table = &model.classifications[*class];
            let stated = model.instances[instance].classed.iter().find(|(name, ..)| *name == table.name);
            let level = stated.and_then(|(_, level, _)| table.levels.iter().position(|it| it == level)).unwrap_or(0);
            let attribute = u32::try_from(index).unwrap_or(u32::MAX);
            let claim = self.space.where_value(attribute, |value| value as usize == level);
            set = self.space.and(set, claim);
        }
        set
    }

    /// The levels a classification may give a subject, whatever the register claims.
    pub(crate) fn derived_levels(
        &mut self,
        facts: Set,
        formula: impl Fn(usize) -> Formula,
        count: usize,
    ) -> Vec<usize> {
        let facts = self.without_claims(facts);
        let possible = |space: &mut Self, level: usize| {
            let set = space.fact_set(&formula(level), Era::Start);
            !space.space.and(set, facts).is_none()
        };
        (0..count).filter(|&level| possible(self, level)).collect()
    }

    /// The same facts, as if nothing had been claimed.
    fn without_claims(&mut self, facts: Set) -> Set {
        let floors = self.meanings.iter().position(|it| matches!(it, Meaning::Floor { .. }));
        let Some(first) = floors.and_then(|it| u32::try_from(it).ok()) else {
            return facts;
        };
        let free = self.space.forget(facts, first);
        self.space.and(free, self.unclaimed)
    }
}

/// Whether a `given` puts one of these values into the list.
fn adds(then: &Condition, field: Id<Field>, values: &[&Value]) -> bool {
    match then {
        Condition::Atom(Atom { operand: Operand::Fact(of), test: Test::Terms(terms), .. }) => {
            *of == field && terms.iter().any(|&term| values.contains(&&Value::Term(term)))
        }
        Condition::And(parts) => parts.iter().any(|part| adds(part, field, values)),
        _ => false,
    }
}
