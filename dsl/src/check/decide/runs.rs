//! Clauses about runs: where they are broken, where they are covered, and what that makes of them.

use super::{About, Decider, Decision, Lives, Scope};
use crate::check::explore::{Explorer, Found, Watched};
use crate::check::monitor::{Monitor, Pattern, Reading};
use crate::check::study::{Runs, Watches};
use crate::diagnostic::Verdict;
use crate::facts::Era;
use crate::graph::IN_A_RING;
use crate::logic::Set;
use crate::model::{Id, Term};

/// More moves than this for one entity are too many: what is left is undecided.
const MOST_SPENT: usize = 40_000_000;

impl<'m> Decider<'_, 'm> {
    pub(super) fn watches<'r>(runs: &'r Runs<'m>, scope: &Scope) -> &'r Watches {
        scope.recorded.and_then(|it| runs.recorded.get(&it)).unwrap_or(&runs.watches)
    }

    /// What is found in each of the lives that the scope looks at.
    pub(super) fn found(
        &mut self,
        number: usize,
        runs: &Runs<'m>,
        scope: &Scope,
        reading: Reading,
        take_all: bool,
    ) -> Lives {
        let key = (number, scope.recorded, reading, take_all);
        if !self.known.contains_key(&key) {
            let start = if scope.recorded.is_some() { scope.start } else { self.study.facts.possible(Era::Start) };
            let watches = Self::watches(runs, scope);
            let lives = watches
                .iter()
                .map(|(life, cases)| (*life, self.in_life(runs, scope, *life, cases, (start, reading, take_all))))
                .collect();
            self.known.insert(key, lives);
        }
        let all = self.known.get(&key).cloned().unwrap_or_default();
        all.into_iter().filter(|(life, _)| scope.lives.contains(life)).collect()
    }

    /// The same in every life that any subject of the kind can have.
    pub(super) fn found_everywhere(&mut self, number: usize, runs: &Runs<'m>, here: &Lives) -> Lives {
        if runs.triggers.is_empty() {
            return Vec::new();
        }
        let all = Scope {
            about: About::Any,
            start: Set::ALL,
            seen: Set::ALL,
            lives: runs.watches.iter().map(|(life, _)| *life).collect(),
            recorded: None,
            own_facts: false,
        };
        let mut lives = self.found(number, runs, &all, Reading::Against, false);
        lives.extend(here.iter().cloned());
        lives
    }

    fn in_life(
        &mut self,
        runs: &Runs<'m>,
        scope: &Scope,
        life: usize,
        cases: &[Watched],
        way: (Set, Reading, bool),
    ) -> Found {
        let (start, reading, take_all) = way;
        if let Pattern::Reaches { after } = runs.events.pattern {
            let recorded = scope.recorded.and_then(|it| runs.opened_recorded.get(&it));
            let opened = if after { Some(recorded.unwrap_or(&runs.opened)) } else { None };
            let opened = opened.map(|all| all.iter().find(|(of, _)| *of == life).map(|(_, cases)| cases.as_slice()));
            return self.unreached(opened.map(Option::unwrap_or_default), life, cases, start, reading);
        }
        let mut all = Found::nothing();
        let mut first_half = None;
        for case in cases {
            // Only where a trigger is spoken of does it matter which answers are come to.
            let mut found = match self.found_at_once(life, case, start).filter(|_| runs.triggers.is_empty()) {
                Some(found) => found,
                None => self.explore(life, case, start, reading, take_all),
            };
            if case.half {
                // Only where both happen is anything asked.
                let asked = std::mem::replace(&mut found.asked, Set::NONE);
                match first_half.take() {
                    None => first_half = Some(asked),
                    Some(first) => all.halves.push([first, asked]),
                }
            }
            all = self.join(all, found);
        }
        all
    }

    /// What is found where nothing can come of it, with no run followed.
    fn found_at_once(&mut self, life: usize, case: &Watched, start: Set) -> Option<Found> {
        let lived = self.study.lives.get(life).filter(|it| it.graph.incomplete.is_none())?;
        if !case.comes_to_nothing() {
            return None;
        }
        let mut found = Found::nothing();
        if case.asks_at_start && case.can_ask {
            let facts = &mut self.study.facts;
            let mut view = lived.view.clone();
            case.look(facts, &mut view);
            let (start, begins) = (facts.seen(start, &view), facts.fact_set(&lived.begins, Era::Start));
            let applies = facts.fact_set(&case.applies, Era::Start);
            let asked = facts.space.and(start, begins);
            found.asked = facts.space.and(asked, applies);
        }
        found.undecided = self.study.facts.space.exhausted();
        Some(found)
    }

    /// "Must be possible" is broken where no run reaches it, after what opens it, if anything does.
    ///
    /// The first case takes for an opening what surely is one. Each other takes one more, of which it is not known:
    /// read against whoever wrote the procedure, it may be the only one.
    fn unreached(
        &mut self,
        opened: Option<&[Watched]>,
        life: usize,
        cases: &[Watched],
        start: Set,
        reading: Reading,
    ) -> Found {
        let mut all = Found::nothing();
        for (index, case) in cases.iter().enumerate() {
            if index > 0 && reading == Reading::Favour {
                break;
            }
            let applies = self.study.facts.fact_set(&case.applies, Era::Start);
            let mut asked = self.begin(life, applies);
            if let Some(opened) = opened {
                let reached = opened.get(index).map(|it| self.explore(life, it, start, Reading::Against, false));
                all.undecided |= reached.as_ref().is_some_and(|it| it.undecided);
                asked = self.study.facts.space.and(asked, reached.map_or(Set::NONE, |it| it.broken));
            }
            let found = self.explore(life, case, start, reading, false);
            let broken = self.study.facts.space.without(asked, found.broken);
            let found = Found { broken, asked, plainly: broken, ..found };
            all = self.join(all, found);
        }
        all
    }

    pub(super) fn begin(&mut self, life: usize, start: Set) -> Set {
        let Some(lived) = self.study.lives.get(life) else {
            return Set::NONE;
        };
        let begins = self.study.facts.fact_set(&lived.begins, Era::Start);
        self.study.facts.space.and(start, begins)
    }

    pub(super) fn explore(
        &mut self,
        life: usize,
        case: &Watched,
        start: Set,
        reading: Reading,
        take_all: bool,
    ) -> Found {
        let Some(lived) = self.study.lives.get(life) else {
            return Found { undecided: true, ..Found::nothing() };
        };
        let calendar = self.study.model.entities[self.study.entity].calendar;
        let monitor = Monitor { pattern: case.pattern, reading, calendar, each: false };
        if self.spent > MOST_SPENT {
            return Found { undecided: true, ..Found::nothing() };
        }
        let facts = &mut self.study.facts;
        let mut view = lived.view.clone();
        case.look(facts, &mut view);
        let (start, begins) = (facts.seen(start, &view), facts.fact_set(&lived.begins, Era::Start));
        let start = facts.space.and(start, begins);
        let mut explorer = Explorer::new(facts, &lived.graph, case, monitor, take_all).seeing(&view);
        let found = explorer.explore(start);
        self.spent += explorer.moves;
        found
    }

    pub(super) fn join(&mut self, left: Found, right: Found) -> Found {
        let space = &mut self.study.facts.space;
        let longest = left.opened.len().max(right.opened.len());
        let at = |all: &[Set], index: usize| all.get(index).copied().unwrap_or(Set::NONE);
        let opened = (0..longest).map(|index| space.or(at(&left.opened, index), at(&right.opened, index))).collect();
        Found {
            broken: space.or(left.broken, right.broken),
            asked: space.or(left.asked, right.asked),
            halves: [left.halves, right.halves].concat(),
            plainly: space.or(left.plainly, right.plainly),
            opened,
            undecided: left.undecided || right.undecided,
        }
    }

    /// The union over lives, restricted to the scope.
    pub(super) fn union(&mut self, lives: &Lives, start: Set, of: impl Fn(&Found) -> Set) -> Set {
        let mut all = Set::NONE;
        for (_, found) in lives {
            all = self.study.facts.space.or(all, of(found));
        }
        self.study.facts.space.and(all, start)
    }

    pub(super) fn decide_runs(&mut self, number: usize, runs: &Runs<'m>, scope: &Scope, decision: &mut Decision) {
        let against = self.found(number, runs, scope, Reading::Against, false);
        let everywhere = self.found_everywhere(number, runs, &against);
        let (unanswered, name) = self.unanswered(number, runs, scope, &everywhere);
        let broken = self.union(&against, scope.seen, |it| it.broken);
        let asked = self.union(&against, scope.seen, |it| it.asked);
        let possible = self.study.facts.space.or(broken, unanswered);
        if self.study.facts.space.exhausted() || against.iter().any(|(_, it)| it.undecided) {
            return self.undecided(&against, decision);
        }
        if possible.is_none() && runs.events.pattern.waits_for_end() && self.may_go_round(runs, scope) {
            decision.verdict = Verdict::Undecided;
            decision.told_elsewhere = true;
            decision.reasons.push("a run may go round for ever, and never come to its end".to_owned());
            return;
        }
        if possible.is_none() {
            let asked = !asked.is_none() || self.both_happen(&against, scope.seen);
            decision.verdict = if asked { Verdict::Kept } else { Verdict::NeverApplies };
            return;
        }
        let covered = self.covered(number, runs, scope, possible, decision);
        let rest = self.study.facts.space.without(possible, covered);
        if rest.is_none() {
            decision.verdict = Verdict::Waived;
            return;
        }
        let mut broken = |decider: &mut Self, (reading, take_all)| {
            decider.broken_in(number, runs, scope, reading, take_all, unanswered, covered)
        };
        let (verdict, set, way) = self.weigh(scope, rest, &mut broken, decision);
        if self.study.facts.space.exhausted() {
            decision.reasons.clear();
            return self.undecided(&against, decision);
        }
        decision.verdict = verdict;
        self.show(number, runs, scope, set, way, name, decision);
    }

    /// Whether, in some life, both of two things that are kept apart happen.
    fn both_happen(&mut self, lives: &Lives, start: Set) -> bool {
        let space = &mut self.study.facts.space;
        let mut halves = lives.iter().flat_map(|(_, found)| &found.halves);
        halves.any(|half| half.iter().all(|&it| !space.and(it, start).is_none()))
    }

    /// Whether a run that never ends might never do what is asked for.
    pub(super) fn may_go_round(&mut self, runs: &Runs<'m>, scope: &Scope) -> bool {
        if !runs.events.pattern.waits_for_end() && !matches!(runs.events.pattern, Pattern::Reaches { .. }) {
            return false;
        }
        scope.lives.iter().any(|&life| {
            let trapped = self.study.flow(life).trapped.unwrap_or(Set::NONE);
            !self.study.facts.space.and(trapped, scope.start).is_none()
        })
    }

    #[expect(clippy::too_many_arguments, reason = "one question, in all its ways")]
    pub(super) fn broken_in(
        &mut self,
        number: usize,
        runs: &Runs<'m>,
        scope: &Scope,
        reading: Reading,
        take_all: bool,
        also: Set,
        covered: Set,
    ) -> Set {
        let lives = self.found(number, runs, scope, reading, take_all);
        let broken = self.union(&lives, scope.seen, |it| it.broken);
        let broken = self.study.facts.space.or(broken, also);
        self.study.facts.space.without(broken, covered)
    }

    pub(super) fn undecided(&mut self, lives: &Lives, decision: &mut Decision) {
        decision.verdict = Verdict::Undecided;
        let why = lives.iter().find_map(|(life, _)| self.study.lives.get(*life).and_then(|it| it.graph.incomplete));
        // A ring of procedures is told by a lint; what else is too large is told once.
        decision.told_elsewhere = why.is_some_and(|it| it == IN_A_RING || !self.told.insert(it));
        let why = why.unwrap_or("there are too many cases to tell apart");
        decision.reasons.push(why.to_owned());
    }

    /// Where a trigger that the clause speaks of is answered by nothing.
    ///
    /// Which of the lives answers it does not matter, nor that some runs end before: what was refused changes no more.
    pub(super) fn unanswered(
        &mut self,
        number: usize,
        runs: &Runs<'m>,
        scope: &Scope,
        lives: &Lives,
    ) -> (Set, Option<String>) {
        let Some(applies) = self.questions.get(number).map(|it| it.applies.clone()) else { return (Set::NONE, None) };
        let applies = self.study.facts.fact_set(&applies, Era::Start);
        let (mut all, mut name) = (Set::NONE, None);
        for (trigger, when) in &runs.triggers {
            let when = self.study.facts.fact_set(when, Era::Start);
            let asked = self.study.facts.space.and(applies, when);
            let here = self.study.facts.space.and(asked, scope.seen);
            if here.is_none() || self.answers(*trigger, lives) {
                continue;
            }
            name.get_or_insert_with(|| self.study.model.terms[*trigger].name.clone());
            all = self.study.facts.space.or(all, here);
        }
        (all, name)
    }

    /// Whether some run comes to a place from which the trigger is answered; a trigger brings facts of its own.
    fn answers(&self, trigger: Id<Term>, lives: &Lives) -> bool {
        let model = self.study.model;
        lives.iter().any(|(life, found)| {
            let blocks = self.study.lives.get(*life).map(|it| it.graph.blocks.as_slice()).unwrap_or_default();
            blocks
                .iter()
                .zip(&found.opened)
                .any(|(block, reached)| !reached.is_none() && block.triggers.iter().any(|&it| model.is_a(trigger, it)))
        })
    }

    /// What valid waivers surely include, as far as what they promise instead is done.
    pub(super) fn covered(
        &mut self,
        number: usize,
        runs: &Runs<'m>,
        scope: &Scope,
        broken: Set,
        decision: &mut Decision,
    ) -> Set {
        let Some(question) = self.questions.get(number) else {
            return Set::NONE;
        };
        let (requirement, label, model) = (question.requirement, question.clause.label.clone(), self.study.model);
        let conditions: Vec<_> = self.study.waivers.iter().map(|(id, formula)| (*id, formula.clone())).collect();
        let mut covered = Set::NONE;
        for (id, condition) in conditions {
            let waiver = &model.waivers[id];
            let of_clause = waiver.clause.as_ref().is_none_or(|it| Some(it) == label.as_ref());
            let of_subject =
                waiver.of.is_none() || matches!(scope.about, About::Registered(it) if waiver.of == Some(it));
            if waiver.requirement != Some(requirement) || !of_clause || !of_subject {
                continue;
            }
            let mut set = self.study.facts.fact_set(&condition, Era::Start);
            let promised = set;
            for (life, cases) in
                runs.instead.get(&id).into_iter().flatten().filter(|(life, _)| scope.lives.contains(life))
            {
                for case in cases {
                    let missing = self.explore(*life, case, scope.start, Reading::Against, false).broken;
                    set = self.study.facts.space.without(set, missing);
                }
            }
            let missing = self.study.facts.space.without(promised, set);
            if !self.study.facts.space.and(missing, broken).is_none() {
                decision.unkept.push(id);
            }
            // For a registered subject a waiver covers all that is possible of it, or nothing.
            if matches!(scope.about, About::Registered(_)) && !self.study.facts.space.within(scope.seen, set) {
                continue;
            }
            if !self.study.facts.space.and(set, broken).is_none() {
                decision.waivers.push(id);
            }
            covered = self.study.facts.space.or(covered, set);
        }
        covered
    }
}
