//! All conditions of a world, down to their atoms: facts matter only so far as one of these tells them apart.

use crate::world::{By, Clause, Cond, Event, Pattern, Scope, Step, Stmt, World};

/// Every atom on facts that the world asks anywhere but in `given` and `classify`.
pub(crate) fn of(world: &World) -> Vec<&Cond> {
    let mut conds: Vec<&Cond> = Vec::new();
    for procedure in &world.procedures {
        conds.extend(procedure.head.iter().flatten());
        in_block(&procedure.body, &mut conds);
    }
    conds.extend(world.requirements.iter().filter_map(|it| it.applies.as_ref()));
    conds.extend(world.defines.iter().flat_map(|it| &it.alternatives).filter_map(|(_, when)| when.as_ref()));
    conds.extend(world.waivers.iter().filter_map(|it| it.when.as_ref()));
    let mut atoms: Vec<&Cond> = Vec::new();
    for cond in conds {
        take_apart(cond, &mut atoms);
    }
    let mut different: Vec<&Cond> = Vec::new();
    for atom in atoms {
        if !different.contains(&atom) {
            different.push(atom);
        }
    }
    different
}

fn take_apart<'a>(cond: &'a Cond, atoms: &mut Vec<&'a Cond>) {
    match cond {
        Cond::And(all) | Cond::Or(all) => all.iter().for_each(|it| take_apart(it, atoms)),
        Cond::Not(it) => take_apart(it, atoms),
        Cond::Decided { .. } => {}
        Cond::Yes { .. } | Cond::Is { .. } | Cond::Includes { .. } | Cond::Compare { .. } | Cond::Class { .. } => {
            atoms.push(cond);
        }
    }
}

fn in_block<'a>(body: &'a [Stmt], conds: &mut Vec<&'a Cond>) {
    for stmt in body {
        match stmt {
            Stmt::Step(step) => in_step(step, conds),
            Stmt::When { cond, then, otherwise } => {
                conds.push(cond);
                in_block(then, conds);
                in_block(otherwise.as_deref().unwrap_or_default(), conds);
            }
            Stmt::Decide { step, outcomes } => {
                in_step(step, conds);
                for outcome in outcomes {
                    conds.extend(&outcome.when);
                    in_block(&outcome.body, conds);
                }
            }
            Stmt::Together(body) | Stmt::Repeat { body, .. } | Stmt::On { body, .. } => in_block(body, conds),
            Stmt::Run(_) | Stmt::GoTo(_) | Stmt::End => {}
        }
    }
}

fn in_step<'a>(step: &'a Step, conds: &mut Vec<&'a Cond>) {
    if let By::Either(when, ..) = &step.by {
        conds.push(when);
    }
}

/// The events that a clause names.
pub(crate) fn events(clause: &Clause) -> Vec<&Event> {
    let mut all = Vec::new();
    match &clause.scope {
        Scope::Globally => {}
        Scope::Before(it) | Scope::After(it) => all.push(it),
        Scope::Between(s, t) | Scope::AfterUntil(s, t) => all.extend([s, t]),
    }
    match &clause.pattern {
        Pattern::Require { event, .. } | Pattern::Never(event) | Pattern::Each(event, _) | Pattern::Possible(event) => {
            all.push(event);
        }
        Pattern::KeepApart(events) => all.extend(events),
    }
    all
}
