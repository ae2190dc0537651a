//! Whether a world speaks only of what is in it: shrinking may take away what something else needs.

use crate::atoms;
use crate::world::{Asked, Cond, Stmt, What, World};

pub(crate) fn is(world: &World) -> bool {
    let entry = world.procedures.iter().any(|it| it.head.is_some() && it.after.is_empty());
    let defined = world.requirements.iter().flat_map(|it| &it.clauses).flat_map(atoms::events).all(|event| {
        event.0.iter().all(|it| match it.what {
            What::Define(define) => define < world.defines.len(),
            What::Branch(Some(Asked::Decision(step))) => decides(world, step),
            What::Branch(Some(Asked::Class)) => world.class.is_some(),
            What::Branch(Some(Asked::Fact(fact))) => fact < world.facts.len(),
            What::Action(_) | What::AnyStep | What::Trigger(_) | What::Branch(None) => true,
        })
    });
    let classed = world.class.is_some()
        || (atoms::of(world).iter().all(|it| !matches!(it, Cond::Class { .. }))
            && world.uses.iter().all(|it| it.class.is_none()));
    entry && defined && classed && (0..world.procedures.len()).all(|it| procedure(world, it))
}

fn decides(world: &World, step: usize) -> bool {
    world.procedures.iter().any(|it| {
        let mut found = Found::default();
        found.look(&it.body);
        found.decisions.iter().any(|it| it.0 == step)
    })
}

fn procedure(world: &World, at: usize) -> bool {
    let this = &world.procedures[at];
    let mut found = Found::default();
    found.look(&this.body);
    let followed = this.after.iter().all(|it| world.procedures[*it].head.is_some());
    let runs = found.runs.iter().all(|it| world.procedures[*it].head.is_none() && *it != at);
    let aimed = found.jumps.iter().all(|it| found.steps.contains(it));
    let asked = found.asked.iter().all(|it| found.decisions.contains(it));
    followed && runs && aimed && asked
}

#[derive(Default)]
struct Found {
    /// Those a jump may lead to.
    steps: Vec<usize>,
    jumps: Vec<usize>,
    /// Step and outcome.
    decisions: Vec<(usize, usize)>,
    asked: Vec<(usize, usize)>,
    runs: Vec<usize>,
}

impl Found {
    fn look(&mut self, body: &[Stmt]) {
        for stmt in body {
            match stmt {
                Stmt::Step(step) => self.steps.push(step.id),
                Stmt::When { cond, then, otherwise } => {
                    self.ask(cond);
                    self.look(then);
                    self.look(otherwise.as_deref().unwrap_or_default());
                }
                Stmt::Decide { step, outcomes } => {
                    self.steps.push(step.id);
                    for outcome in outcomes {
                        self.decisions.push((step.id, outcome.name));
                        self.look(&outcome.body);
                    }
                }
                Stmt::Together(body) | Stmt::Repeat { body, .. } | Stmt::On { body, .. } => self.look(body),
                Stmt::Run(procedure) => self.runs.push(*procedure),
                Stmt::GoTo(step) => self.jumps.push(*step),
                Stmt::End => {}
            }
        }
    }

    fn ask(&mut self, cond: &Cond) {
        match cond {
            Cond::And(all) | Cond::Or(all) => all.iter().for_each(|it| self.ask(it)),
            Cond::Not(it) => self.ask(it),
            Cond::Decided { step, outcome, .. } => self.asked.push((*step, *outcome)),
            _ => {}
        }
    }
}
