//! From runs to verdicts: over all facts, all runs and both readings of what is not said.

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::flow::Flow;
use crate::run::Runs;
use crate::search::{Search, TURNS, Tally, TooLarge};
use crate::trace::Eye;
use crate::world::{Clause, Cond, Event, Pattern, Requirement, Scope, What, World};
use crate::{atoms, facts::Scene};

/// From best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    NeverApplies,
    Kept,
    Waived,
    KeptIfOptional,
    Unknown,
    Broken,
}

/// The facts that a run begins with, and its stops.
pub(crate) type Example = (Scene, Vec<String>);

/// The verdict on one requirement for one subject.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) requirement: usize,
    /// `None` is any use.
    pub(crate) of: Option<usize>,
    pub(crate) verdict: Verdict,
    /// Broken because a trigger that it names is answered by nothing: no run shows that.
    pub(crate) unanswered: bool,
    /// Facts and run that break it.
    pub(crate) example: Option<Example>,
}

/// How many states one world may take. What takes more is too large to go through one by one in a test.
const BUDGET: usize = 3_000;

/// All verdicts on a world.
pub(crate) fn answers(world: &World) -> Result<Vec<Answer>, TooLarge> {
    answers_with(world, TURNS, BUDGET)
}

pub(crate) fn answers_with(world: &World, turns: usize, budget: usize) -> Result<Vec<Answer>, TooLarge> {
    let atoms = atoms::of(world);
    let mut scenes = Vec::new();
    let anew = told_apart(world, &atoms, world.scenes(), &mut scenes);
    let mut domains = vec![(None, anew.clone())];
    for (at, of) in world.uses.iter().enumerate() {
        let completions = world.completions(of);
        domains.push((Some(at), told_apart(world, &atoms, completions, &mut scenes)));
    }
    let runs = Runs { world, flow: Flow::of(world), scenes, anew };
    let budget = Cell::new(budget);
    let mut all = Vec::new();
    for (of, domain) in &domains {
        // A use whose statements contradict one another has no verdict that means anything.
        for (requirement, _) in world.requirements.iter().enumerate().filter(|_| !domain.is_empty()) {
            let judged =
                Bench { world, runs: &runs, of: *of, domain, turns, budget: &budget }.requirement(requirement)?;
            all.push(judged);
        }
    }
    Ok(all)
}

/// One scene for each way in which the conditions of the world can come out; gives their indices.
pub(crate) fn told_apart(world: &World, atoms: &[&Cond], all: Vec<Scene>, scenes: &mut Vec<Scene>) -> Vec<usize> {
    let look = |scene: &Scene| atoms.iter().map(|it| world.holds(it, scene, &Vec::new())).collect::<Vec<_>>();
    let (mut looks, mut chosen) = (Vec::new(), Vec::new());
    for scene in all {
        let seen = look(&scene);
        if !looks.contains(&seen) {
            looks.push(seen);
            chosen.push(scenes.len());
            scenes.push(scene);
        }
    }
    chosen
}

/// The events by which a clause asks for something or forbids it. The T of `after S until T, never E` only ends what
/// is forbidden, so nothing is lost where it cannot come.
fn asking(clause: &Clause) -> Vec<&Event> {
    match (&clause.scope, &clause.pattern) {
        (Scope::AfterUntil(s, _), Pattern::Never(_) | Pattern::Each(..)) => vec![s],
        _ => atoms::events(clause),
    }
}

/// One subject: any use, or a registered one with its completions.
struct Bench<'a> {
    world: &'a World,
    runs: &'a Runs<'a>,
    of: Option<usize>,
    domain: &'a [usize],
    turns: usize,
    budget: &'a Cell<usize>,
}

impl Bench<'_> {
    /// The worst of its clauses.
    fn requirement(&self, requirement: usize) -> Result<Answer, TooLarge> {
        let (mut verdict, mut example, mut unanswered) = (Verdict::NeverApplies, None, false);
        for clause in 0..self.world.requirements[requirement].clauses.len() {
            let (one, shown) = self.clause(requirement, clause)?;
            unanswered |= one == Verdict::Broken && shown.is_none();
            if one > verdict {
                (verdict, example) = (one, shown);
            }
        }
        Ok(Answer { requirement, of: self.of, verdict, unanswered, example })
    }

    fn clause(&self, at: usize, clause: usize) -> Result<(Verdict, Option<Example>), TooLarge> {
        let requirement = &self.world.requirements[at];
        let eye =
            || Eye { world: self.world, applies: requirement.applies.as_ref(), clause: &requirement.clauses[clause] };
        let search = Search { eye: eye(), runs: self.runs, turns: self.turns, budget: self.budget };
        let of = self.of.map(|it| &self.world.uses[it]);
        let mut tallies = Vec::new();
        for &scene in self.domain {
            tallies.push((scene, search.tally(scene, of)?));
        }
        let applies = self.domain.iter().chain(&self.runs.anew).any(|it| eye().applies(&self.runs.scenes[*it]));
        if applies && self.unanswered(requirement, clause, &tallies) {
            return Ok((Verdict::Broken, None));
        }
        let verdict = self.fold(&tallies, at);
        let shown = tallies.into_iter().find_map(|(scene, tally)| Some((scene, tally.example?)));
        Ok((verdict, shown.map(|(scene, run)| (self.runs.scenes[scene].clone(), run))))
    }

    /// Whether the clause names a trigger that no block answers which any run comes past. (language.md, 7)
    fn unanswered(&self, requirement: &Requirement, clause: usize, tallies: &[(usize, Tally)]) -> bool {
        let answers = |trigger: usize| {
            tallies.iter().flat_map(|(_, it)| &it.open).any(|&block| {
                let named = self.runs.flow.blocks[block].triggers;
                named.iter().any(|&it| self.world.triggers.is_a(trigger, it))
            })
        };
        let mut named = Vec::new();
        for event in asking(&requirement.clauses[clause]) {
            self.triggers(&event.0.iter().map(|it| it.what).collect::<Vec<_>>(), &mut named);
        }
        named.into_iter().any(|it| !answers(it))
    }

    fn triggers(&self, whats: &[What], named: &mut Vec<usize>) {
        for what in whats {
            match what {
                What::Trigger(trigger) => named.push(*trigger),
                What::Define(define) => {
                    let inner = &self.world.defines[*define].alternatives;
                    self.triggers(&inner.iter().map(|(it, _)| it.what).collect::<Vec<_>>(), named);
                }
                What::Action(_) | What::AnyStep | What::Branch(_) => {}
            }
        }
    }

    /// DESIGN §4.7 and §4.9. For any use one assignment of facts that surely breaks it is enough; for a registered
    /// use all completions must, since one of them is how things are.
    fn fold(&self, tallies: &[(usize, Tally)], requirement: usize) -> Verdict {
        // `keep apart` is asked where two of its events happen in one life, be it on different runs.
        let apart: BTreeSet<(usize, usize)> = tallies.iter().flat_map(|(_, it)| it.apart.iter().copied()).collect();
        let two = apart.iter().any(|(life, event)| apart.iter().any(|(of, other)| of == life && other != event));
        if !two && !tallies.iter().any(|(_, it)| it.asked) {
            return Verdict::NeverApplies;
        }
        if !tallies.iter().any(|(_, it)| it.poss) {
            return Verdict::Kept;
        }
        let waived = |scene: usize| self.waived(scene, requirement);
        // For a registered use a waiver covers all that is possible of it, or nothing: "surely includes".
        let covers_all = tallies.iter().all(|(scene, _)| waived(*scene));
        let covered = |scene: usize| waived(scene) && (self.of.is_none() || covers_all);
        let left: Vec<&Tally> = tallies.iter().filter(|(scene, _)| !covered(*scene)).map(|(_, it)| it).collect();
        if !left.iter().any(|it| it.poss) {
            return Verdict::Waived;
        }
        let surely = |sure: &dyn Fn(&Tally) -> bool| match self.of {
            None => left.iter().any(|it| sure(it)),
            Some(_) => left.iter().all(|it| sure(it)),
        };
        if surely(&|it| it.sure_full) {
            Verdict::Broken
        } else if left.iter().any(|it| it.poss_full) {
            Verdict::Unknown
        } else if surely(&|it| it.sure) {
            Verdict::KeptIfOptional
        } else {
            Verdict::Unknown
        }
    }

    /// Whether a valid waiver surely includes these facts.
    fn waived(&self, scene: usize, requirement: usize) -> bool {
        self.world.waivers.iter().any(|it| {
            let valid = it.reason && it.by.is_some() && it.until.is_some_and(|days| days >= 0);
            let waivable = self.world.requirements[requirement].waivable;
            let meant = it.requirement == requirement && it.of.is_none_or(|of| self.of == Some(of));
            let includes = |when: &Cond| self.world.holds(when, &self.runs.scenes[scene], &Vec::new());
            valid && waivable && meant && it.when.as_ref().is_none_or(includes)
        })
    }
}
