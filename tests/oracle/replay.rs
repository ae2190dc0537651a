//! Walks a witness of the checker step by step: its facts must be possible, its stops must be a run, and the run
//! must break the requirement.

use std::cell::Cell;
use std::collections::HashSet;

use duly_dsl::{Row, Witness};

use crate::atoms;
use crate::facts::Scene;
use crate::flow::Flow;
use crate::judge::{Case, Reading};
use crate::run::Runs;
use crate::search::{Search, State, TURNS};
use crate::trace::Eye;
use crate::verdict::{Answer, Verdict, told_apart};
use crate::world::{Clause, Compare, Fact, Pattern, Value, World};
use crate::write;

/// Why a witness is not to be believed.
pub(crate) fn doubt(world: &World, answer: &Answer, row: &Row) -> Option<String> {
    let breaks = matches!(answer.verdict, Verdict::Broken | Verdict::KeptIfOptional);
    let Some(witness) = &row.finding.witness else {
        return (breaks && answer.example.is_some()).then(|| "no witness is given".to_owned());
    };
    if answer.unanswered {
        return None;
    }
    let all = match answer.of {
        None => world.scenes(),
        Some(of) => world.completions(&world.uses[of]),
    };
    let fitting: Vec<Scene> = all.into_iter().filter(|it| fits(world, it, witness)).collect();
    if fitting.is_empty() {
        return Some("its facts are not possible".to_owned());
    }
    let mut scenes = Vec::new();
    let anew = told_apart(world, &atoms::of(world), world.scenes(), &mut scenes);
    let starts = told_apart(world, &atoms::of(world), fitting, &mut scenes);
    let runs = Runs { world, flow: Flow::of(world), scenes, anew };
    let reading = if breaks { Reading::InFavour } else { Reading::Against };
    let requirement = &world.requirements[answer.requirement];
    let confirmed = requirement.clauses.iter().any(|clause| {
        let eye = || Eye { world, applies: requirement.applies.as_ref(), clause };
        let search = Search { eye: eye(), runs: &runs, turns: TURNS, budget: &Cell::new(0) };
        starts.iter().any(|&scene| {
            let walk = Walk { search: &search, answer, witness, clause, reading };
            matches!(clause.pattern, Pattern::Possible(_)) || walk.breaks(world, scene)
        })
    });
    (!confirmed).then(|| "its stops are no run that breaks it".to_owned())
}

/// Whether a scene has the facts that a witness lists. A word such as `not topic-1` or `less than 3` says what may
/// not be, or what suffices.
fn fits(world: &World, scene: &Scene, witness: &Witness) -> bool {
    witness.facts.iter().all(|(name, words)| {
        words.iter().all(|word| match name.strip_prefix("fact-").and_then(|it| it.parse::<usize>().ok()) {
            Some(fact) => has(world, fact, &scene.facts[fact], word),
            None => name == "class" && *word == format!("grade-{}", scene.class),
        })
    })
}

fn has(world: &World, fact: usize, value: &Value, word: &str) -> bool {
    if let Some((one, other)) = word.split_once(" and ") {
        return has(world, fact, value, one) && has(world, fact, value, other);
    }
    if let Some(word) = word.strip_prefix("not ") {
        return !has(world, fact, value, word);
    }
    let ordered = [("less than ", Compare::LessThan), ("more than ", Compare::MoreThan)];
    for (prefix, how) in ordered {
        if let Some(bound) = word.strip_prefix(prefix) {
            return place(value).zip(bound_of(bound)).is_some_and(|(it, bound)| how.holds(it, bound));
        }
    }
    let is_topic = |term: usize| {
        word.strip_prefix("topic-").and_then(|it| it.parse().ok()).is_some_and(|it| world.topics.is_a(term, it))
    };
    match value {
        Value::YesNo(it) => word == if *it { "yes" } else { "no" },
        Value::Term(_) if world.facts[fact] == Fact::Scale => place(value) == bound_of(word),
        Value::Term(term) => is_topic(*term),
        Value::List(list) => list.iter().any(|term| is_topic(*term)),
        Value::Number(_) => place(value) == bound_of(word),
    }
}

/// Numbers in halves, levels by place.
fn place(value: &Value) -> Option<i64> {
    match value {
        Value::Number(it) | Value::Term(it) => i64::try_from(*it).ok(),
        Value::YesNo(_) | Value::List(_) => None,
    }
}

fn bound_of(word: &str) -> Option<i64> {
    let level = write::LEVELS.iter().position(|it| *it == word).and_then(|it| i64::try_from(it).ok());
    level.or_else(|| word.parse::<i64>().ok().map(|it| it * 2))
}

struct Walk<'a> {
    search: &'a Search<'a>,
    answer: &'a Answer,
    witness: &'a Witness,
    clause: &'a Clause,
    reading: Reading,
}

impl Walk<'_> {
    /// Whether a run from this scene has just these stops and breaks the clause.
    fn breaks(&self, world: &World, scene: usize) -> bool {
        let of = self.answer.of.map(|it| &world.uses[it]);
        let mut open: Vec<(State, usize)> = self.search.begin(scene, of).into_iter().map(|it| (it, 0)).collect();
        let mut known: HashSet<(State, usize)> = open.iter().cloned().collect();
        while let Some((state, done)) = open.pop() {
            if done == self.stops().count() && self.broken_in(&state, scene) {
                return true;
            }
            for (marks, control) in self.search.runs.moves(&state.control) {
                let stops: Vec<String> = marks.iter().filter_map(|it| it.words()).collect();
                let follows = |(at, stop): (usize, &String)| self.is_stop(done + at, stop);
                if !stops.iter().enumerate().all(follows) {
                    continue;
                }
                let after = (self.search.after(&state, &marks, control), done + stops.len());
                if known.insert(after.clone()) {
                    open.push(after);
                }
            }
        }
        false
    }

    /// The stops of the run. What is asked at forks on the way follows from them.
    fn stops(&self) -> impl Iterator<Item = &str> {
        self.witness.run.iter().map(|it| it.step.as_str()).filter(|it| !it.starts_with("asks about "))
    }

    fn is_stop(&self, at: usize, stop: &str) -> bool {
        self.stops().nth(at).is_some_and(|it| it == stop)
    }

    /// What must come can only be missed on a run that is complete; what must not come can be seen before.
    fn broken_in(&self, state: &State, scene: usize) -> bool {
        let at_start = self.search.eye.applies(&self.search.runs.scenes[scene]);
        let case = Case { clause: self.clause, at_start, items: &state.items, reading: self.reading };
        case.broken_by_now(state.wait) || case.broken() && self.search.runs.complete(&state.control)
    }
}
