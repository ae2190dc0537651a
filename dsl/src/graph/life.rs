//! The lives of a subject: which procedures begin one, and which follow.

use std::collections::BTreeSet;

use super::{Builder, Graph};
use crate::facts::{Collector, Formula};
use crate::model::{
    Condition, Entity, Id, Instance, Model, Operand, Procedure, Statement, Step, Subject, each_statement,
};

/// Procedures that make one life: the first begin it, each other follows those it names in `after`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Life {
    pub(crate) procedures: Vec<Id<Procedure>>,
    /// Whether some of its procedures are for one registered subject only.
    pub(crate) only: Option<Id<Instance>>,
}

/// The lives that a subject of this kind can have; `of` is a registered one, `None` any at all.
pub(crate) fn lives_of(model: &Model, entity: Id<Entity>, subject: Id<Subject>, of: Option<Id<Instance>>) -> Vec<Life> {
    let fits = |it: &Procedure| {
        it.entity == entity
            && it.subject.as_ref().is_some_and(|it| it.subject == subject && (it.only.is_none() || it.only == of))
    };
    let all: Vec<Id<Procedure>> = model.procedures.iter().filter(|(_, it)| fits(it)).map(|(id, _)| id).collect();
    let mut lives: BTreeSet<Vec<Id<Procedure>>> = BTreeSet::new();
    let begins = |id: Id<Procedure>| !model.procedures[id].after.iter().any(|it| all.contains(it));
    for &first in all.iter().filter(|&&id| begins(id)) {
        lives.insert(with_followers(model, &all, vec![first]));
    }
    // What needs several beginnings is in none of those lives: it has one in which all of them happen.
    for &id in &all {
        if !lives.iter().any(|life| life.contains(&id)) {
            let roots = needed_by(model, &all, id);
            lives.insert(with_followers(model, &all, roots));
        }
    }
    let only = |life: &[Id<Procedure>]| {
        life.iter().find_map(|&id| model.procedures[id].subject.as_ref().and_then(|it| it.only))
    };
    lives.into_iter().map(|procedures| Life { only: only(&procedures), procedures }).collect()
}

fn with_followers(model: &Model, all: &[Id<Procedure>], mut life: Vec<Id<Procedure>>) -> Vec<Id<Procedure>> {
    loop {
        let ready = |id: &&Id<Procedure>| {
            let after: Vec<_> = model.procedures[**id].after.iter().filter(|it| all.contains(it)).collect();
            !life.contains(id) && !after.is_empty() && after.iter().all(|it| life.contains(it))
        };
        match all.iter().find(ready) {
            Some(&next) => life.push(next),
            None => return life,
        }
    }
}

/// Everything that must have run before a procedure, the beginnings first.
fn needed_by(model: &Model, all: &[Id<Procedure>], id: Id<Procedure>) -> Vec<Id<Procedure>> {
    let mut needed = vec![id];
    let mut next = 0;
    while let Some(&current) = needed.get(next) {
        for &before in model.procedures[current].after.iter().filter(|it| all.contains(it)) {
            if !needed.contains(&before) {
                needed.push(before);
            }
        }
        next += 1;
    }
    needed.reverse();
    needed.sort();
    needed
}

impl Life {
    /// The graph of this life.
    pub(crate) fn graph(&self, collector: &mut Collector<'_>) -> Graph {
        let model = collector.model();
        let asked = asked_decisions(model);
        let mut builder = Builder::new(collector, asked);
        let end = builder.end();
        let condition = |id: Id<Procedure>| model.procedures[id].subject.as_ref().and_then(|it| it.when.as_ref());
        if let [only] = self.procedures[..] {
            // Where its condition does not hold there is no life: see `begins`.
            let start = builder.procedure(only, end, 0);
            return builder.finish(start);
        }
        let (group, fork, hub) = builder.group(end, false, 0);
        for &id in &self.procedures {
            let formula = condition(id).map_or(Formula::TRUE, |it| builder.formula(it));
            let guard = builder.guard_on_facts(formula);
            let needs = self.needs(model, id);
            builder.member(group, hub, guard, needs, |builder, done| builder.procedure(id, done, 1));
        }
        builder.finish(fork)
    }

    /// Where this life can begin at all.
    pub(crate) fn begins(&self, collector: &mut Collector<'_>) -> Formula {
        let model = collector.model();
        let first = self.procedures.iter().filter(|&&id| self.needs(model, id) == 0);
        let conditions = first.map(|&id| {
            let when = model.procedures[id].subject.as_ref().and_then(|it| it.when.as_ref());
            when.map_or(Formula::TRUE, |it| collector.formula(it))
        });
        let conditions: Vec<_> = conditions.collect();
        Formula::all(conditions)
    }

    fn needs(&self, model: &Model, id: Id<Procedure>) -> u64 {
        let after = &model.procedures[id].after;
        let bits = self.procedures.iter().enumerate().filter(|(_, it)| after.contains(it));
        bits.fold(0, |mask, (index, _)| mask | 1_u64.checked_shl(u32::try_from(index).unwrap_or(63)).unwrap_or(0))
    }
}

/// The decisions that some condition asks about.
fn asked_decisions(model: &Model) -> BTreeSet<Id<Step>> {
    let mut found = BTreeSet::new();
    for (_, procedure) in model.procedures.iter() {
        each_statement(&procedure.body, &mut |it| match it {
            Statement::When { condition, .. } => in_condition(condition, &mut found),
            Statement::Decide { outcomes, .. } => {
                outcomes.iter().filter_map(|it| it.when.as_ref()).for_each(|it| in_condition(it, &mut found));
            }
            _ => {}
        });
    }
    found
}

fn in_condition(condition: &Condition, found: &mut BTreeSet<Id<Step>>) {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().for_each(|it| in_condition(it, found)),
        Condition::Not(part) => in_condition(part, found),
        Condition::Atom(atom) => {
            if let Operand::Decision(step) = atom.operand {
                found.insert(step);
            }
        }
        Condition::Unreadable => {}
    }
}
