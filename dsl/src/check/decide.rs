//! From sets of facts to verdicts.

use std::collections::BTreeMap;

use super::explore::{Explorer, Found, Watched};
use super::matching::Match;
use super::monitor::{Monitor, Pattern, Reading};
use super::study::{Asks, Question, Runs, Study, Watches};
use super::things::Thing;
use super::waiver::answer;
use super::witness::Run;
use crate::diagnostic::Verdict;
use crate::facts::{Case, Era};
use crate::logic::Set;
use crate::model::{Id, Instance, Owner, Waiver};

/// Which subject a verdict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum About {
    /// Any subject of the kind.
    Any,
    Registered(Id<Instance>),
}

/// What was decided about one clause for one subject.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) about: About,
    pub(super) verdict: Verdict,
    /// A case and the run that breaks the clause, in the life of this number.
    pub(super) shown: Option<Shown>,
    /// For unknown: what is not said. For undecided: why.
    pub(super) reasons: Vec<String>,
    /// The waivers that cover some of it.
    pub(super) waivers: Vec<Id<Waiver>>,
    /// For declared things: those that lack something.
    pub(super) things: Vec<Thing>,
    /// The trigger that nothing answers, by name.
    pub(super) unanswered: Option<String>,
}

/// What a reader is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) life: usize,
    pub(super) case: Case,
    pub(super) facts: Vec<(String, Vec<String>)>,
    pub(super) run: Option<Run>,
}

/// One way of asking: for whom, read how, with which optional steps.
type Key = (usize, Option<Id<Instance>>, Reading, bool);

/// What was found in each life.
type Lives = Vec<(usize, Found)>;

/// Answers questions about a study, each once.
pub(super) struct Decider<'s, 'm> {
    pub(super) study: &'s mut Study<'m>,
    questions: Vec<Question<'m>>,
    known: BTreeMap<Key, Lives>,
}

/// Where and for whom it is decided.
struct Scope {
    about: About,
    start: Set,
    lives: Vec<usize>,
    /// Whose records stand before the runs.
    recorded: Option<Id<Instance>>,
}

impl<'s, 'm> Decider<'s, 'm> {
    pub(super) fn new(study: &'s mut Study<'m>) -> Self {
        let questions = std::mem::take(&mut study.questions);
        Self {
            study,
            questions,
            known: BTreeMap::new(),
        }
    }

    /// The questions, by number.
    pub(super) fn questions(&self) -> &[Question<'m>] {
        &self.questions
    }

    /// The study and the questions, for speaking about them.
    pub(super) fn parts(&mut self) -> (&mut Study<'m>, &[Question<'m>]) {
        (self.study, &self.questions)
    }

    /// Everything that is decided about one clause: in general, and for each registered subject.
    pub(super) fn decide(&mut self, number: usize) -> Vec<Decision> {
        self.study.facts.space.refill(400_000);
        let mut all = Vec::new();
        for about in self.abouts(number) {
            let decision = self.decide_about(number, about);
            all.push(decision);
        }
        all
    }

    fn abouts(&self, number: usize) -> Vec<About> {
        let Some(question) = self.questions.get(number) else {
            return Vec::new();
        };
        let of_kind =
            |it: &Id<Instance>| Some(self.study.model.instances[*it].subject) == question.subject;
        let registered: Vec<About> = self
            .study
            .registered
            .keys()
            .copied()
            .filter(of_kind)
            .map(About::Registered)
            .collect();
        let general = match &question.asks {
            Asks::Things(things) => things.iter().all(|it| it.instance.is_none()),
            // A person judges a real subject; only where none is registered, the procedures as such.
            Asks::Judge(_) => registered.is_empty(),
            Asks::Runs(_) | Asks::Unreadable => true,
        };
        let per_subject = match &question.asks {
            Asks::Things(things) => things.iter().any(|it| it.instance.is_some()),
            Asks::Runs(_) | Asks::Judge(_) => true,
            Asks::Unreadable => false,
        };
        let general = general.then_some(About::Any).into_iter();
        if per_subject {
            general.chain(registered).collect()
        } else {
            general.collect()
        }
    }

    fn decide_about(&mut self, number: usize, about: About) -> Decision {
        let mut decision = Decision {
            about,
            verdict: Verdict::Kept,
            shown: None,
            reasons: Vec::new(),
            waivers: Vec::new(),
            things: Vec::new(),
            unanswered: None,
        };
        let Some(scope) = self.scope(number, about, &mut decision) else {
            return decision;
        };
        let asks = self
            .questions
            .get_mut(number)
            .map(|it| std::mem::replace(&mut it.asks, Asks::Unreadable));
        match &asks {
            Some(Asks::Runs(runs)) => self.decide_runs(number, runs, &scope, &mut decision),
            Some(Asks::Things(things)) => self.decide_things(number, things, &scope, &mut decision),
            Some(Asks::Judge(_)) => self.decide_judgement(number, &scope, &mut decision),
            Some(Asks::Unreadable) | None => {
                decision.verdict = Verdict::Undecided;
                decision.reasons.push("it could not be read".to_owned());
            }
        }
        if let (Some(asks), Some(question)) = (asks, self.questions.get_mut(number)) {
            question.asks = asks;
        }
        decision
    }

    /// Where to look; `None` if there is nowhere, and then the decision says so.
    fn scope(&mut self, number: usize, about: About, decision: &mut Decision) -> Option<Scope> {
        let question = self.questions.get(number)?;
        let (start, lives, recorded) = match about {
            About::Any => {
                let lives = question
                    .subject
                    .and_then(|it| self.study.general.get(&it))
                    .cloned()
                    .unwrap_or_default();
                (self.study.facts.anything(), lives, None)
            }
            About::Registered(instance) => {
                let lives = self
                    .study
                    .registered
                    .get(&instance)
                    .cloned()
                    .unwrap_or_default();
                let recorded = matches!(&question.asks, Asks::Runs(runs) if runs.recorded.contains_key(&instance));
                (
                    self.study.facts.of_instance(instance),
                    lives,
                    recorded.then_some(instance),
                )
            }
        };
        if start.is_none() {
            decision.verdict = Verdict::Unknown;
            decision
                .reasons
                .push("what is stated contradicts what always holds".to_owned());
            return None;
        }
        if lives.is_empty() && matches!(question.asks, Asks::Runs(_)) {
            decision.verdict = Verdict::Unknown;
            decision
                .reasons
                .push("no procedure says what happens".to_owned());
            return None;
        }
        Some(Scope {
            about,
            start,
            lives,
            recorded,
        })
    }

    fn watches<'r>(runs: &'r Runs<'m>, scope: &Scope) -> &'r Watches {
        scope
            .recorded
            .and_then(|it| runs.recorded.get(&it))
            .unwrap_or(&runs.watches)
    }

    /// What is found in each of the lives that the scope looks at.
    fn found(
        &mut self,
        number: usize,
        runs: &Runs<'m>,
        scope: &Scope,
        reading: Reading,
        take_all: bool,
    ) -> Lives {
        let key = (number, scope.recorded, reading, take_all);
        if !self.known.contains_key(&key) {
            let start = if scope.recorded.is_some() {
                scope.start
            } else {
                self.study.facts.possible(Era::Start)
            };
            let watches = Self::watches(runs, scope);
            let lives = watches
                .iter()
                .map(|(life, cases)| {
                    (
                        *life,
                        self.in_life(runs, *life, cases, start, reading, take_all),
                    )
                })
                .collect();
            self.known.insert(key, lives);
        }
        let all = self.known.get(&key).cloned().unwrap_or_default();
        all.into_iter()
            .filter(|(life, _)| scope.lives.contains(life))
            .collect()
    }

    fn in_life(
        &mut self,
        runs: &Runs<'m>,
        life: usize,
        cases: &[Watched],
        start: Set,
        reading: Reading,
        take_all: bool,
    ) -> Found {
        let start = self.begin(life, start);
        let mut all = Found {
            broken: Set::NONE,
            asked: Set::NONE,
            opened: Vec::new(),
            undecided: false,
        };
        for case in cases {
            let found = self.explore(life, case, start, reading, take_all);
            all = self.join(all, found);
        }
        if let Pattern::Reaches { after } = runs.events.pattern {
            self.turn_around(runs, life, start, reading, after, cases, &mut all);
        }
        all
    }

    /// "Must be possible" is broken where no run reaches it.
    #[expect(
        clippy::too_many_arguments,
        reason = "one question, asked the other way round"
    )]
    fn turn_around(
        &mut self,
        runs: &Runs<'m>,
        life: usize,
        start: Set,
        reading: Reading,
        after: bool,
        cases: &[Watched],
        all: &mut Found,
    ) {
        let Some(case) = cases.first() else { return };
        let applies = self.study.facts.fact_set(&case.applies, Era::Start);
        let mut asked = self.study.facts.space.and(start, applies);
        if after {
            let opened = runs
                .opened
                .iter()
                .find(|(of, _)| *of == life)
                .map(|(_, cases)| cases.as_slice())
                .unwrap_or_default();
            // Whether the beginning is reached is read the other way round: it makes the demand.
            let other = if reading == Reading::Against {
                Reading::Favour
            } else {
                Reading::Against
            };
            let mut reached = Set::NONE;
            for case in opened {
                let found = self.explore(life, case, start, other, false);
                all.undecided |= found.undecided;
                reached = self.study.facts.space.or(reached, found.broken);
            }
            asked = self.study.facts.space.and(asked, reached);
        }
        all.broken = self.study.facts.space.without(asked, all.broken);
        all.asked = asked;
    }

    fn begin(&mut self, life: usize, start: Set) -> Set {
        let Some(lived) = self.study.lives.get(life) else {
            return Set::NONE;
        };
        let begins = self.study.facts.fact_set(&lived.begins, Era::Start);
        self.study.facts.space.and(start, begins)
    }

    fn explore(
        &mut self,
        life: usize,
        case: &Watched,
        start: Set,
        reading: Reading,
        take_all: bool,
    ) -> Found {
        let Some(lived) = self.study.lives.get(life) else {
            return Found {
                broken: Set::NONE,
                asked: Set::NONE,
                opened: Vec::new(),
                undecided: true,
            };
        };
        let calendar = self.study.model.entities[self.study.entity].calendar;
        let monitor = Monitor {
            pattern: case.pattern,
            reading,
            calendar,
        };
        Explorer::new(&mut self.study.facts, &lived.graph, case, monitor, take_all).explore(start)
    }

    fn join(&mut self, left: Found, right: Found) -> Found {
        let space = &mut self.study.facts.space;
        let longest = left.opened.len().max(right.opened.len());
        let at = |all: &[Set], index: usize| all.get(index).copied().unwrap_or(Set::NONE);
        let opened = (0..longest)
            .map(|index| space.or(at(&left.opened, index), at(&right.opened, index)))
            .collect();
        Found {
            broken: space.or(left.broken, right.broken),
            asked: space.or(left.asked, right.asked),
            opened,
            undecided: left.undecided || right.undecided,
        }
    }

    /// The union over lives, restricted to the scope.
    fn union(&mut self, lives: &Lives, start: Set, of: impl Fn(&Found) -> Set) -> Set {
        let mut all = Set::NONE;
        for (_, found) in lives {
            all = self.study.facts.space.or(all, of(found));
        }
        self.study.facts.space.and(all, start)
    }

    fn decide_runs(
        &mut self,
        number: usize,
        runs: &Runs<'m>,
        scope: &Scope,
        decision: &mut Decision,
    ) {
        let against = self.found(number, runs, scope, Reading::Against, false);
        let (unanswered, name) = self.unanswered(number, runs, scope, &against);
        let broken = self.union(&against, scope.start, |it| it.broken);
        let asked = self.union(&against, scope.start, |it| it.asked);
        let possible = self.study.facts.space.or(broken, unanswered);
        if self.study.facts.space.exhausted() || against.iter().any(|(_, it)| it.undecided) {
            return self.undecided(&against, decision);
        }
        if possible.is_none() {
            decision.verdict = if asked.is_none() {
                Verdict::NeverApplies
            } else {
                Verdict::Kept
            };
            return;
        }
        let covered = self.covered(number, runs, scope, possible, decision);
        let rest = self.study.facts.space.without(possible, covered);
        if rest.is_none() {
            decision.verdict = Verdict::Waived;
            return;
        }
        let favour_all = self.broken_in(
            number,
            runs,
            scope,
            Reading::Favour,
            true,
            unanswered,
            covered,
        );
        let against_all = self.broken_in(
            number,
            runs,
            scope,
            Reading::Against,
            true,
            unanswered,
            covered,
        );
        let favour = self.broken_in(
            number,
            runs,
            scope,
            Reading::Favour,
            false,
            unanswered,
            covered,
        );
        if self.study.facts.space.exhausted() {
            return self.undecided(&against, decision);
        }
        let surely = |decider: &mut Self, set: Set| match scope.about {
            About::Any => !set.is_none(),
            About::Registered(_) => decider.study.facts.space.within(scope.start, set),
        };
        let (verdict, set, reading, take_all) = if surely(self, favour_all) {
            (Verdict::Broken, favour_all, Reading::Favour, true)
        } else if !against_all.is_none() || !favour_all.is_none() {
            (Verdict::Unknown, against_all, Reading::Against, true)
        } else if surely(self, favour) {
            (Verdict::KeptIfOptional, favour, Reading::Favour, false)
        } else {
            (Verdict::Unknown, rest, Reading::Against, false)
        };
        decision.verdict = verdict;
        let untold = self.study.facts.space.without(unanswered, covered);
        if verdict == Verdict::Broken && broken.is_none() || !untold.is_none() && set == untold {
            decision.unanswered = name;
        }
        if verdict == Verdict::Unknown && scope.about != About::Any {
            let open = self.study.facts.open_facts(scope.start, set);
            decision.reasons.extend(
                open.into_iter()
                    .map(|field| format!("`{field}` is not stated")),
            );
        }
        self.show(number, runs, scope, set, (reading, take_all), decision);
    }

    #[expect(clippy::too_many_arguments, reason = "one question, in all its ways")]
    fn broken_in(
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
        let broken = self.union(&lives, scope.start, |it| it.broken);
        let broken = self.study.facts.space.or(broken, also);
        self.study.facts.space.without(broken, covered)
    }

    fn undecided(&mut self, lives: &Lives, decision: &mut Decision) {
        decision.verdict = Verdict::Undecided;
        let why = lives.iter().find_map(|(life, _)| {
            self.study
                .lives
                .get(*life)
                .and_then(|it| it.graph.incomplete)
        });
        let why = why.unwrap_or("there are too many cases to tell apart");
        decision.reasons.push(why.to_owned());
    }

    /// Where a trigger that the clause speaks of is answered by nothing.
    fn unanswered(
        &mut self,
        number: usize,
        runs: &Runs<'m>,
        scope: &Scope,
        lives: &Lives,
    ) -> (Set, Option<String>) {
        let Some(applies) = self.questions.get(number).map(|it| it.applies.clone()) else {
            return (Set::NONE, None);
        };
        let applies = self.study.facts.fact_set(&applies, Era::Start);
        let model = self.study.model;
        let (mut all, mut name) = (Set::NONE, None);
        for (trigger, when) in &runs.triggers {
            let when = self.study.facts.fact_set(when, Era::Start);
            let mut open = self.study.facts.space.and(applies, when);
            open = self.study.facts.space.and(open, scope.start);
            for (life, found) in lives {
                let Some(lived) = self.study.lives.get(*life) else {
                    continue;
                };
                for (block, &reached) in lived.graph.blocks.iter().zip(&found.opened) {
                    if block.triggers.iter().any(|&it| model.is_a(*trigger, it)) {
                        open = self.study.facts.space.without(open, reached);
                    }
                }
            }
            if !open.is_none() && name.is_none() {
                name = Some(model.terms[*trigger].name.clone());
            }
            all = self.study.facts.space.or(all, open);
        }
        (all, name)
    }

    /// What valid waivers surely include, as far as what they promise instead is done.
    fn covered(
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
        let (requirement, label, model) = (
            question.requirement,
            question.clause.label.clone(),
            self.study.model,
        );
        let conditions: Vec<_> = self
            .study
            .waivers
            .iter()
            .map(|(id, formula)| (*id, formula.clone()))
            .collect();
        let mut covered = Set::NONE;
        for (id, condition) in conditions {
            let waiver = &model.waivers[id];
            let of_clause = waiver
                .clause
                .as_ref()
                .is_none_or(|it| Some(it) == label.as_ref());
            let of_subject = waiver.of.is_none()
                || matches!(scope.about, About::Registered(it) if waiver.of == Some(it));
            if waiver.requirement != Some(requirement) || !of_clause || !of_subject {
                continue;
            }
            let mut set = self.study.facts.fact_set(&condition, Era::Start);
            for (life, cases) in runs
                .instead
                .get(&id)
                .into_iter()
                .flatten()
                .filter(|(life, _)| scope.lives.contains(life))
            {
                let start = self.begin(*life, scope.start);
                for case in cases {
                    let missing = self
                        .explore(*life, case, start, Reading::Against, false)
                        .broken;
                    set = self.study.facts.space.without(set, missing);
                }
            }
            // For a registered subject a waiver covers all that is possible of it, or nothing.
            if matches!(scope.about, About::Registered(_))
                && !self.study.facts.space.within(scope.start, set)
            {
                continue;
            }
            if !self.study.facts.space.and(set, broken).is_none() {
                decision.waivers.push(id);
            }
            covered = self.study.facts.space.or(covered, set);
        }
        covered
    }

    /// Finds a case and a run to show.
    fn show(
        &mut self,
        number: usize,
        runs: &Runs<'m>,
        scope: &Scope,
        set: Set,
        way: (Reading, bool),
        decision: &mut Decision,
    ) {
        let (reading, take_all) = way;
        let lives = self.found(number, runs, scope, reading, take_all);
        for (life, found) in lives {
            let here = self.study.facts.space.and(found.broken, set);
            let here = self.study.facts.space.and(here, scope.start);
            let Some(case) = self.study.facts.plainest(here) else {
                continue;
            };
            let run = self.run(runs, scope, life, &case, way);
            self.doubts(runs, scope, life, run.as_ref(), decision);
            let facts = self
                .study
                .facts
                .essential(&case, set, scope.start, Era::Start);
            let unconfirmed = run.is_none();
            decision.shown = Some(Shown {
                life,
                case,
                facts,
                run,
            });
            if unconfirmed {
                decision.verdict = Verdict::Undecided;
                decision.reasons.push(
                    "a run that breaks it was found, and could not be confirmed step by step"
                        .to_owned(),
                );
            }
            return;
        }
        if let (Some(case), Some(&life)) = (self.study.facts.plainest(set), scope.lives.first()) {
            let facts = self
                .study
                .facts
                .essential(&case, set, scope.start, Era::Start);
            let run = self.any_run(life, &case);
            decision.shown = Some(Shown {
                life,
                case,
                facts,
                run,
            });
        }
    }

    fn run(
        &mut self,
        runs: &Runs<'m>,
        scope: &Scope,
        life: usize,
        case: &Case,
        way: (Reading, bool),
    ) -> Option<Run> {
        if matches!(runs.events.pattern, Pattern::Reaches { .. }) {
            return self.any_run(life, case);
        }
        let calendar = self.study.model.entities[self.study.entity].calendar;
        let cases = Self::watches(runs, scope)
            .iter()
            .find(|(of, _)| *of == life)
            .map(|(_, cases)| cases)?;
        let lived = self.study.lives.get(life)?;
        cases.iter().find_map(|watched| {
            let monitor = Monitor {
                pattern: watched.pattern,
                reading: way.0,
                calendar,
            };
            Explorer::new(&mut self.study.facts, &lived.graph, watched, monitor, way.1)
                .witness(case)
        })
    }

    /// Any run to the end under the facts of a case: nothing on it is what was asked for.
    fn any_run(&mut self, life: usize, case: &Case) -> Option<Run> {
        let lived = self.study.lives.get(life)?;
        let watched = Watched::nothing();
        let monitor = Monitor {
            pattern: Pattern::Exists,
            reading: Reading::Against,
            calendar: None,
        };
        Explorer::new(
            &mut self.study.facts,
            &lived.graph,
            &watched,
            monitor,
            false,
        )
        .witness(case)
    }

    /// What nobody said about the stops of a run.
    fn doubts(
        &mut self,
        runs: &Runs<'m>,
        scope: &Scope,
        life: usize,
        run: Option<&Run>,
        decision: &mut Decision,
    ) {
        if decision.verdict != Verdict::Unknown {
            return;
        }
        let Some(lived) = self.study.lives.get(life) else {
            return;
        };
        let cases = Self::watches(runs, scope)
            .iter()
            .find(|(of, _)| *of == life)
            .map(|(_, cases)| cases.as_slice())
            .unwrap_or_default();
        let timed = runs.events.pattern.is_timed();
        for node in run.into_iter().flat_map(Run::stops) {
            let marks = cases.iter().filter_map(|case| case.stops.get(&node.0));
            let doubts = marks
                .flat_map(|marks| [&marks.e, &marks.s, &marks.t])
                .filter(|it| it.is_doubtful())
                .flat_map(|it: &Match| it.doubts.clone());
            decision.reasons.extend(doubts);
            let it = lived.graph.node(node);
            if let (true, None, crate::graph::Kind::Stop { step, .. }) =
                (timed, it.within, &it.kind)
            {
                let name = &self.study.model.steps[*step].name;
                decision.reasons.push(format!("`{name}` has no `within`"));
            }
        }
        let mut seen = Vec::new();
        decision.reasons.retain(|it| {
            !seen.contains(it) && {
                seen.push(it.clone());
                true
            }
        });
    }

    fn decide_things(
        &mut self,
        number: usize,
        things: &[Thing],
        scope: &Scope,
        decision: &mut Decision,
    ) {
        let Some(applies) = self.questions.get(number).map(|it| it.applies.clone()) else {
            return;
        };
        let applies = self.study.facts.fact_set(&applies, Era::Start);
        let asked = self.study.facts.space.and(applies, scope.start);
        let of = |it: &&Thing| match scope.about {
            About::Any => it.instance.is_none(),
            About::Registered(instance) => it.instance == Some(instance),
        };
        let things: Vec<&Thing> = things.iter().filter(of).collect();
        if things.is_empty() || asked.is_none() {
            decision.verdict = Verdict::NeverApplies;
            return;
        }
        let covered = self.waived(number, scope, decision);
        for thing in things {
            let sure = self.study.facts.fact_set(&thing.has.sure, Era::Start);
            let possible = self.study.facts.fact_set(&thing.has.possible, Era::Start);
            let lacking = self.study.facts.space.without(asked, possible);
            let doubtful = self.study.facts.space.without(asked, sure);
            let verdict = self.thing_verdict(scope, lacking, doubtful, covered);
            if verdict > Verdict::Waived {
                decision.things.push(thing.clone());
                decision.reasons.extend(thing.has.doubts.iter().cloned());
                if verdict == Verdict::Unknown {
                    let open = self.study.facts.open_facts(scope.start, doubtful);
                    decision.reasons.extend(
                        open.into_iter()
                            .map(|field| format!("`{field}` is not stated")),
                    );
                }
            }
            decision.verdict = decision.verdict.max(verdict);
        }
    }

    fn thing_verdict(
        &mut self,
        scope: &Scope,
        lacking: Set,
        doubtful: Set,
        covered: Set,
    ) -> Verdict {
        let space = &mut self.study.facts.space;
        let (lacking_rest, rest) = (
            space.without(lacking, covered),
            space.without(doubtful, covered),
        );
        if doubtful.is_none() {
            return Verdict::Kept;
        }
        if rest.is_none() {
            return Verdict::Waived;
        }
        let surely = match scope.about {
            About::Any => !lacking_rest.is_none(),
            About::Registered(_) => space.within(scope.start, lacking_rest),
        };
        if surely {
            Verdict::Broken
        } else {
            Verdict::Unknown
        }
    }

    fn waived(&mut self, number: usize, scope: &Scope, decision: &mut Decision) -> Set {
        let Some(question) = self.questions.get(number) else {
            return Set::NONE;
        };
        let (requirement, label, model) = (
            question.requirement,
            question.clause.label.clone(),
            self.study.model,
        );
        let conditions: Vec<_> = self
            .study
            .waivers
            .iter()
            .map(|(id, formula)| (*id, formula.clone()))
            .collect();
        let mut covered = Set::NONE;
        for (id, condition) in conditions {
            let waiver = &model.waivers[id];
            let fits = waiver.requirement == Some(requirement)
                && waiver
                    .clause
                    .as_ref()
                    .is_none_or(|it| Some(it) == label.as_ref())
                && (waiver.of.is_none()
                    || matches!(scope.about, About::Registered(it) if waiver.of == Some(it)));
            let set = self.study.facts.fact_set(&condition, Era::Start);
            let whole =
                scope.about == About::Any || self.study.facts.space.within(scope.start, set);
            if fits && whole {
                decision.waivers.push(id);
                covered = self.study.facts.space.or(covered, set);
            }
        }
        covered
    }

    fn decide_judgement(&mut self, number: usize, scope: &Scope, decision: &mut Decision) {
        let Some(question) = self.questions.get(number) else {
            return;
        };
        let (requirement, label, applies) = (
            question.requirement,
            question.clause.label.clone(),
            question.applies.clone(),
        );
        let applies = self.study.facts.fact_set(&applies, Era::Start);
        if self.study.facts.space.and(applies, scope.start).is_none() {
            decision.verdict = Verdict::NeverApplies;
            return;
        }
        let model = self.study.model;
        let subject = match scope.about {
            About::Any => None,
            About::Registered(instance) => Some(instance),
        };
        let entity = self.study.entity;
        let base = |id: Id<crate::model::Requirement>| {
            id == requirement || same_in_base(model, id, requirement)
        };
        let judgements = model
            .judgements
            .iter()
            .map(|(_, it)| it)
            .filter(|it| it.entity == entity && it.requirement.is_some_and(base));
        let covered = self.waived(number, scope, decision);
        decision.verdict = match answer(judgements, subject, label.as_deref(), self.study.today) {
            Some(true) => Verdict::Kept,
            Some(false) => Verdict::Broken,
            None => Verdict::ToBeJudged,
        };
        if decision.verdict != Verdict::Kept && self.study.facts.space.within(scope.start, covered)
        {
            decision.verdict = Verdict::Waived;
        }
    }
}

/// Whether a profile's requirement is the clone of another guidance's.
fn same_in_base(
    model: &crate::model::Model,
    id: Id<crate::model::Requirement>,
    of: Id<crate::model::Requirement>,
) -> bool {
    let (left, right) = (&model.requirements[id], &model.requirements[of]);
    let Owner::Guidance(profile) = right.owner else {
        return false;
    };
    let base = model.guidances[profile].tailors.map(Owner::Guidance);
    left.name == right.name && base == Some(left.owner)
}
