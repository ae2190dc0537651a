//! From sets of facts to verdicts.

mod runs;
mod show;
mod things;
mod weigh;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::explore::Found;
use super::monitor::Reading;
use super::study::{Asks, Question, Study};
use super::subject::{asks_the_entity, describes_nothing, facts_of, main_subject};
use super::things::Thing;
use super::witness::{Happened, Run};
use crate::diagnostic::Verdict;
use crate::facts::{Case, Era, View};
use crate::logic::Set;
use crate::model::{Id, Instance, Level, Waiver};

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
    /// How strict what was asked is at least.
    pub(super) level: Level,
    pub(super) verdict: Verdict,
    /// A case and the run that breaks the clause, in the life of this number.
    pub(super) shown: Option<Shown>,
    /// For unknown: what is not said. For undecided: why.
    pub(super) reasons: Vec<String>,
    /// The waivers that cover some of it.
    pub(super) waivers: Vec<Id<Waiver>>,
    /// Those that would cover more if what they promise instead were done.
    pub(super) unkept: Vec<Id<Waiver>>,
    /// For declared things: those that lack something.
    pub(super) things: Vec<Thing>,
    /// The trigger that nothing answers, by name.
    pub(super) unanswered: Option<String>,
    /// A lint tells why it could not be decided, once for all requirements.
    pub(super) told_elsewhere: bool,
}

/// What a reader is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) life: usize,
    pub(super) case: Case,
    pub(super) facts: Vec<(String, Vec<String>)>,
    pub(super) run: Option<Run>,
    /// Where on the run the demand was made that nothing met.
    pub(super) origin: Option<Happened>,
}

/// One way of asking: for whom, read how, with which optional steps.
type Key = (usize, Option<Id<Instance>>, Reading, bool);

/// What was found in each life.
type Lives = Vec<(usize, Found)>;

/// Answers questions about a study, each once.
pub(super) struct Decider<'s, 'm> {
    pub(super) study: &'s mut Study<'m>,
    questions: Vec<Question<'m>>,
    /// The numbers of the questions about each clause, the strictest first.
    clauses: Vec<Range<usize>>,
    known: BTreeMap<Key, Lives>,
    /// What each question looks at.
    views: BTreeMap<usize, View>,
    /// How much was looked at for this entity so far.
    spent: usize,
    /// Why something was too large to decide, as far as it was told.
    told: BTreeSet<&'static str>,
}

/// Where and for whom it is decided.
struct Scope {
    about: About,
    start: Set,
    /// The same, as far as the clause and its lives look at the facts.
    seen: Set,
    lives: Vec<usize>,
    /// Whose records stand before the runs.
    recorded: Option<Id<Instance>>,
    /// Whether it is about a registered subject, and the clause asks about facts of that kind of subject.
    own_facts: bool,
}

impl<'s, 'm> Decider<'s, 'm> {
    pub(super) fn new(study: &'s mut Study<'m>) -> Self {
        let (mut questions, mut clauses) = (Vec::new(), Vec::new());
        for levels in std::mem::take(&mut study.questions) {
            let first = questions.len();
            questions.extend(levels);
            clauses.push(first..questions.len());
        }
        let (known, views) = (BTreeMap::new(), BTreeMap::new());
        Self { study, questions, clauses, known, views, told: BTreeSet::new(), spent: 0 }
    }

    /// The clauses, each as the numbers of the questions about it.
    pub(super) fn clauses(&self) -> Vec<Range<usize>> {
        self.clauses.clone()
    }

    /// The study and the questions, for speaking about them.
    pub(super) fn parts(&mut self) -> (&mut Study<'m>, &[Question<'m>]) {
        (self.study, &self.questions)
    }

    /// Everything that is decided about one clause: at each level, in general, and for each registered subject.
    pub(super) fn decide_clause(&mut self, numbers: Range<usize>) -> Vec<Decision> {
        numbers.flat_map(|number| self.decide(number)).collect()
    }

    fn decide(&mut self, number: usize) -> Vec<Decision> {
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
        let of_kind = |it: &Id<Instance>| Some(self.study.model.instances[*it].subject) == question.subject;
        let registered: Vec<About> =
            self.study.registered.keys().copied().filter(of_kind).map(About::Registered).collect();
        let general = match &question.asks {
            Asks::Things(things) => things.iter().all(|it| it.instance.is_none()),
            // A person judges a real subject; only where none is registered, the procedures as such.
            Asks::Judge(_) => registered.is_empty(),
            Asks::Runs(_) | Asks::Unreadable => true,
        };
        let per_subject = match &question.asks {
            Asks::Things(things) => things.iter().any(|it| it.instance.is_some()),
            Asks::Runs(_) | Asks::Judge(_) | Asks::Unreadable => true,
        };
        let general = general.then_some(About::Any).into_iter();
        if per_subject { general.chain(registered).collect() } else { general.collect() }
    }

    fn decide_about(&mut self, number: usize, about: About) -> Decision {
        let level = self.questions.get(number).map_or(Level::Must, |it| it.level);
        let mut decision = Decision {
            about,
            level,
            verdict: Verdict::Kept,
            shown: None,
            reasons: Vec::new(),
            waivers: Vec::new(),
            unkept: Vec::new(),
            things: Vec::new(),
            unanswered: None,
            told_elsewhere: false,
        };
        self.study.facts.shown_for = match about {
            About::Registered(instance) => Some(instance),
            About::Any => None,
        };
        let Some(scope) = self.scope(number, about, &mut decision) else {
            return decision;
        };
        let asks = self.questions.get_mut(number).map(|it| std::mem::replace(&mut it.asks, Asks::Unreadable));
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
                let lives = question.subject.and_then(|it| self.study.general.get(&it)).cloned().unwrap_or_default();
                (self.study.facts.anything(), lives, None)
            }
            About::Registered(instance) => {
                let lives = self.study.registered.get(&instance).cloned().unwrap_or_default();
                let recorded = matches!(&question.asks, Asks::Runs(runs) if runs.recorded.contains_key(&instance));
                (self.study.facts.of_instance(instance), lives, recorded.then_some(instance))
            }
        };
        if self.study.facts.too_large {
            decision.verdict = Verdict::Undecided;
            decision.reasons.push("there are more facts than can be told apart".to_owned());
            return None;
        }
        if start.is_none() {
            decision.verdict = Verdict::Unknown;
            decision.reasons.push("what is stated contradicts what always holds".to_owned());
            decision.told_elsewhere = true;
            return None;
        }
        if lives.is_empty() && matches!(question.asks, Asks::Runs(_)) {
            self.without_life(number, start, decision);
            return None;
        }
        let own_facts = self.own_facts(number, about);
        let view = self.view(number);
        let seen = self.study.facts.seen(start, &view);
        Some(Scope { about, start, seen, lives, recorded, own_facts })
    }

    /// No procedure says what happens. Where the organisation has none at all for what the guidance is about, a lint
    /// tells it once. Of a kind of thing that it may simply not have, only one that is registered leaves a doubt, or a
    /// requirement that the organisation's own facts put to it.
    fn without_life(&mut self, number: usize, start: Set, decision: &mut Decision) {
        let Some(question) = self.questions.get(number) else {
            return;
        };
        let model = self.study.model;
        let requirement = question.requirement;
        let applies = question.applies.clone();
        let main = question.subject.is_none()
            || question.subject == main_subject(model, model.requirements[requirement].owner);
        let applies = self.study.facts.fact_set(&applies, Era::Start);
        if self.study.facts.space.and(applies, start).is_none() {
            decision.verdict = Verdict::NeverApplies;
            return;
        }
        let silent = describes_nothing(model, self.study.entity, model.requirements[requirement].owner);
        if decision.about == About::Any && !silent && !asks_the_entity(model, requirement) {
            decision.verdict = Verdict::NeverApplies;
            return;
        }
        decision.verdict = Verdict::Unknown;
        decision.reasons.push("no procedure says what happens".to_owned());
        decision.told_elsewhere = silent || main && decision.about != About::Any;
    }

    /// The facts that one question looks at, whatever it is asked about.
    fn view(&mut self, number: usize) -> View {
        if let Some(known) = self.views.get(&number) {
            return known.clone();
        }
        let Study { model, facts, lives, waivers, .. } = &mut *self.study;
        let mut view = facts.view();
        if let Some(question) = self.questions.get(number) {
            question.look(facts, &mut view);
            for life in question.lives() {
                lives.get(life).into_iter().for_each(|it| view.add(&it.view));
            }
            let of = |id: &Id<Waiver>| model.waivers[*id].requirement == Some(question.requirement);
            waivers.iter().filter(|(id, _)| of(id)).for_each(|(_, when)| facts.look(&mut view, when));
        }
        self.views.insert(number, view.clone());
        view
    }

    fn own_facts(&self, number: usize, about: About) -> bool {
        let model = self.study.model;
        match (about, self.questions.get(number)) {
            (About::Registered(instance), Some(question)) => {
                facts_of(model, question.requirement).is_none_or(|it| it == model.instances[instance].subject)
            }
            _ => false,
        }
    }
}
