//! Makes a case smaller as long as something stays wrong with it.

use crate::compare::{self, Fault, FaultKind};
use crate::generate::comes_to_an_end;
use crate::world::{By, Clause, Cond, Event, Pattern, Procedure, Scope, Step, Stmt, World};

/// The smallest world found that still has a fault of this kind.
pub(crate) fn smallest(world: &World, fault: &Fault) -> (World, Fault) {
    let (mut world, mut fault) = (world.clone(), fault.clone());
    while let Some((smaller, its)) =
        candidates(&world).into_iter().find_map(|it| Some((it.clone(), wrong(&it, fault.kind)?)))
    {
        (world, fault) = (smaller, its);
    }
    (world, fault)
}

fn wrong(world: &World, kind: FaultKind) -> Option<Fault> {
    if !sound(world) || !comes_to_an_end(world) {
        return None;
    }
    compare::fault(world).ok().flatten().filter(|it| it.kind == kind)
}

/// Every world that lacks one thing.
fn candidates(world: &World) -> Vec<World> {
    let mut all = Vec::new();
    let mut keep = |change: &dyn Fn(&mut World)| {
        let mut smaller = world.clone();
        change(&mut smaller);
        if smaller != *world {
            all.push(smaller);
        }
    };
    for at in (0..world.requirements.len()).rev().filter(|_| world.requirements.len() > 1) {
        keep(&|it| drop_requirement(it, at));
    }
    for at in (0..world.uses.len()).rev() {
        keep(&|it| drop_use(it, at));
    }
    keep(&|it| it.waivers.clear());
    keep(&|it| it.class = None);
    keep(&|it| it.givens.clear());
    keep(&|it| it.defines.clear());
    for at in 0..world.procedures.len() {
        keep(&|it| drop(it.procedures[at].head.as_mut().and_then(Option::take)));
        keep(&|it| empty(&mut it.procedures[at]));
        for body in smaller_blocks(&world.procedures[at].body) {
            keep(&|it| it.procedures[at].body.clone_from(&body));
        }
    }
    for at in 0..world.requirements.len() {
        keep(&|it| it.requirements[at].applies = None);
        for clause in (0..world.requirements[at].clauses.len()).filter(|_| world.requirements[at].clauses.len() > 1) {
            keep(&|it| drop(it.requirements[at].clauses.remove(clause)));
        }
        for clause in 0..world.requirements[at].clauses.len() {
            for smaller in smaller_clauses(&world.requirements[at].clauses[clause]) {
                keep(&|it| it.requirements[at].clauses[clause] = smaller.clone());
            }
        }
        for cond in world.requirements[at].applies.iter().flat_map(smaller_conds) {
            keep(&|it| it.requirements[at].applies = Some(cond.clone()));
        }
    }
    for at in 0..world.uses.len() {
        keep(&|it| it.uses[at].class = None);
        keep(&|it| it.uses[at].changed = None);
        for record in 0..world.uses[at].records.len() {
            keep(&|it| drop(it.uses[at].records.remove(record)));
            keep(&|it| it.uses[at].records[record].fields.clear());
        }
        for fact in 0..world.facts.len() {
            keep(&|it| it.uses[at].facts[fact] = None);
        }
    }
    if world.waivers.iter().any(|it| it.when.is_some()) {
        keep(&|it| it.waivers.iter_mut().for_each(|it| it.when = None));
    }
    all
}

fn drop_requirement(world: &mut World, at: usize) {
    world.requirements.remove(at);
    world.waivers.retain(|it| it.requirement != at);
    world.waivers.iter_mut().filter(|it| it.requirement > at).for_each(|it| it.requirement -= 1);
}

fn drop_use(world: &mut World, at: usize) {
    world.uses.remove(at);
    world.waivers.retain(|it| it.of != Some(at));
    world.waivers.iter_mut().filter(|it| it.of > Some(at)).for_each(|it| it.of = it.of.map(|of| of - 1));
}

/// Leaves the procedure as a name only, so that the numbers of the others stay.
fn empty(procedure: &mut Procedure) {
    *procedure = Procedure { head: None, after: Vec::new(), body: Vec::new() };
}

/// The block with one statement left out, replaced by what is in it, or made simpler.
fn smaller_blocks(body: &[Stmt]) -> Vec<Vec<Stmt>> {
    let mut all = Vec::new();
    for (at, stmt) in body.iter().enumerate() {
        let with = |instead: &[Stmt]| [&body[..at], instead, &body[at + 1..]].concat();
        all.push(with(&[]));
        for inner in inner_blocks(stmt) {
            all.push(with(inner));
        }
        all.extend(smaller_statements(stmt).into_iter().map(|it| with(&[it])));
    }
    all
}

fn inner_blocks(stmt: &Stmt) -> Vec<&[Stmt]> {
    match stmt {
        Stmt::When { then, otherwise, .. } => vec![then, otherwise.as_deref().unwrap_or_default()],
        Stmt::Decide { outcomes, .. } => outcomes.iter().map(|it| it.body.as_slice()).collect(),
        Stmt::Together(body) | Stmt::Repeat { body, .. } | Stmt::On { body, .. } => vec![body],
        Stmt::Step(_) | Stmt::Run(_) | Stmt::GoTo(_) | Stmt::End => Vec::new(),
    }
}

fn smaller_statements(stmt: &Stmt) -> Vec<Stmt> {
    match stmt.clone() {
        Stmt::Step(step) => smaller_steps(&step).into_iter().map(Stmt::Step).collect(),
        Stmt::When { cond, then, otherwise } => {
            let mut all = Vec::new();
            let when = |cond: &Cond, then: &[Stmt], otherwise: Option<&[Stmt]>| Stmt::When {
                cond: cond.clone(),
                then: then.to_vec(),
                otherwise: otherwise.map(<[Stmt]>::to_vec),
            };
            all.extend(smaller_conds(&cond).iter().map(|it| when(it, &then, otherwise.as_deref())));
            all.extend(smaller_blocks(&then).iter().map(|it| when(&cond, it, otherwise.as_deref())));
            if let Some(otherwise) = &otherwise {
                all.push(when(&cond, &then, None));
                all.extend(smaller_blocks(otherwise).iter().map(|it| when(&cond, &then, Some(it))));
            }
            all
        }
        Stmt::Decide { step, outcomes } => {
            let mut all = Vec::new();
            for smaller in smaller_steps(&step) {
                all.push(Stmt::Decide { step: smaller, outcomes: outcomes.clone() });
            }
            for at in 0..outcomes.len() {
                let mut change = |change: &dyn Fn(&mut Vec<crate::world::Outcome>)| {
                    let mut outcomes = outcomes.clone();
                    change(&mut outcomes);
                    all.push(Stmt::Decide { step: step.clone(), outcomes });
                };
                if outcomes.len() > 1 {
                    change(&|it| drop(it.remove(at)));
                }
                if outcomes[at].when.is_some() {
                    change(&|it| it[at].when = None);
                }
                for body in smaller_blocks(&outcomes[at].body) {
                    change(&|it| it[at].body.clone_from(&body));
                }
            }
            all
        }
        Stmt::Together(body) => smaller_blocks(&body).into_iter().map(Stmt::Together).collect(),
        Stmt::Repeat { every, body } => {
            smaller_blocks(&body).into_iter().map(|body| Stmt::Repeat { every, body }).collect()
        }
        Stmt::On { triggers, body } => {
            smaller_blocks(&body).into_iter().map(|body| Stmt::On { triggers: triggers.clone(), body }).collect()
        }
        Stmt::Run(_) | Stmt::GoTo(_) | Stmt::End => Vec::new(),
    }
}

fn smaller_steps(step: &Step) -> Vec<Step> {
    let mut all = Vec::new();
    if step.optional {
        all.push(Step { optional: false, ..step.clone() });
    }
    if !step.fields.is_empty() {
        all.push(Step { fields: Vec::new(), ..step.clone() });
    }
    if step.within.is_some() {
        all.push(Step { within: None, ..step.clone() });
    }
    match &step.by {
        By::Unstated => {}
        By::Roles(roles) if roles.len() == 1 => all.push(Step { by: By::Unstated, ..step.clone() }),
        By::Roles(roles) => all.push(Step { by: By::Roles(vec![roles[0]]), ..step.clone() }),
        By::Either(_, then, otherwise) => {
            all.push(Step { by: By::Roles(vec![*then]), ..step.clone() });
            all.push(Step { by: By::Roles(vec![*otherwise]), ..step.clone() });
        }
    }
    all
}

fn smaller_conds(cond: &Cond) -> Vec<Cond> {
    match cond {
        Cond::And(all) | Cond::Or(all) => all.clone(),
        Cond::Not(it) => vec![(**it).clone()],
        _ => Vec::new(),
    }
}

fn smaller_clauses(clause: &Clause) -> Vec<Clause> {
    let mut all = Vec::new();
    let mut with = |scope: Scope| all.push(Clause { scope, pattern: clause.pattern.clone() });
    match &clause.scope {
        Scope::Globally => {}
        Scope::Before(t) => smaller_events(t).into_iter().for_each(|it| with(Scope::Before(it))),
        Scope::After(s) => smaller_events(s).into_iter().for_each(|it| with(Scope::After(it))),
        Scope::Between(s, t) => {
            smaller_events(s).into_iter().for_each(|it| with(Scope::Between(it, t.clone())));
            smaller_events(t).into_iter().for_each(|it| with(Scope::Between(s.clone(), it)));
        }
        Scope::AfterUntil(s, t) => {
            smaller_events(s).into_iter().for_each(|it| with(Scope::AfterUntil(it, t.clone())));
            smaller_events(t).into_iter().for_each(|it| with(Scope::AfterUntil(s.clone(), it)));
        }
    }
    let mut with = |pattern: Pattern| all.push(Clause { scope: clause.scope.clone(), pattern });
    match &clause.pattern {
        Pattern::Require { event, within, every } => {
            for event in smaller_events(event) {
                with(Pattern::Require { event, within: *within, every: *every });
            }
        }
        Pattern::Never(event) => smaller_events(event).into_iter().for_each(|it| with(Pattern::Never(it))),
        Pattern::Possible(event) => smaller_events(event).into_iter().for_each(|it| with(Pattern::Possible(it))),
        Pattern::Each(event, must) => {
            smaller_events(event).into_iter().for_each(|it| with(Pattern::Each(it, must.clone())));
            if must.len() > 1 {
                must.iter().for_each(|it| with(Pattern::Each(event.clone(), vec![it.clone()])));
            }
        }
        Pattern::KeepApart(events) => {
            for at in 0..events.len() {
                for event in smaller_events(&events[at]) {
                    let mut events = events.clone();
                    events[at] = event;
                    with(Pattern::KeepApart(events));
                }
            }
        }
    }
    all
}

/// One alternative fewer, or one constraint fewer.
fn smaller_events(event: &Event) -> Vec<Event> {
    let mut all = Vec::new();
    for at in 0..event.0.len() {
        if event.0.len() > 1 {
            let mut fewer = event.clone();
            fewer.0.remove(at);
            all.push(fewer);
        }
        if !event.0[at].constraints.is_empty() {
            let mut fewer = event.clone();
            fewer.0[at].constraints.pop();
            all.push(fewer);
        }
    }
    all
}

/// Whether nothing in it speaks of what was taken away.
fn sound(world: &World) -> bool {
    crate::sound::is(world)
}
