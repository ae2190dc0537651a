//! One entity made ready: its lives as graphs, every clause as something to watch for, and the space of its facts.
//!
//! Everything is asked of the collector first, so that the space is made once and holds nothing it need not.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;

use super::events::Events;
use super::explore::Watched;
use super::flow::Flow;
use super::level::levels_of;
use super::matching::{Match, Matcher};
use super::monitor::Pattern;
use super::subject::subject_of;
use super::things::{Thing, things};
use super::waiver::flaws_of_waiver;
use super::watch::{history_of, watched};
use crate::facts::{Collector, FactSpace, Formula, Stop, View};
use crate::graph::{Graph, Life, lives_of};
use crate::model::Pattern as Asked;
use crate::model::{
    Alternative, Clause, Entity, Event, Id, Instance, Level, Model, Requirement, Step, Subject, Term, Waiver, What,
};

/// A life, and where it can begin.
#[derive(Debug)]
pub(crate) struct Lived {
    pub(crate) life: Life,
    pub(crate) graph: Graph,
    pub(crate) begins: Formula,
    /// The facts on which its course depends.
    pub(super) view: View,
}

/// What is watched for in each of some lives: the number of the life, and the cases.
pub(super) type Watches = Vec<(usize, Vec<Watched>)>;

/// One clause of one requirement at one of its levels, made ready.
#[derive(Debug)]
pub(super) struct Question<'m> {
    pub(super) requirement: Id<Requirement>,
    pub(super) level: Level,
    pub(super) clause: &'m Clause,
    pub(super) subject: Option<Id<Subject>>,
    /// Where it asks at this level or a stricter one.
    pub(super) applies: Formula,
    pub(super) asks: Asks<'m>,
}

impl Question<'_> {
    /// The lives in which something is watched for.
    pub(super) fn lives(&self) -> Vec<usize> {
        match &self.asks {
            Asks::Runs(runs) => runs.all().map(|(life, _)| *life).collect(),
            Asks::Things(_) | Asks::Judge(_) | Asks::Unreadable => Vec::new(),
        }
    }

    /// Looks at the facts on which the answer depends, besides those on which the course of a life does.
    pub(super) fn look(&self, facts: &mut FactSpace<'_>, view: &mut View) {
        facts.look(view, &self.applies);
        match &self.asks {
            Asks::Runs(runs) => {
                runs.triggers.iter().for_each(|(_, when)| facts.look(view, when));
                runs.all().flat_map(|(_, cases)| cases).for_each(|case| case.look(facts, view));
            }
            Asks::Things(things) => {
                for has in things.iter().map(|it| &it.has) {
                    facts.look(view, &has.sure);
                    facts.look(view, &has.possible);
                }
            }
            Asks::Judge(_) | Asks::Unreadable => {}
        }
    }
}

#[derive(Debug)]
pub(super) enum Asks<'m> {
    Runs(Box<Runs<'m>>),
    Things(Vec<Thing>),
    Judge(&'m str),
    /// It could not be read; that was reported.
    Unreadable,
}

/// A clause about runs.
#[derive(Debug)]
pub(super) struct Runs<'m> {
    pub(super) events: Events<'m>,
    pub(super) watches: Watches,
    /// For `possible after S`: where an S is reached.
    pub(super) opened: Watches,
    /// The same for a subject whose records matter.
    pub(super) recorded: BTreeMap<Id<Instance>, Watches>,
    /// The same where records matter.
    pub(super) opened_recorded: BTreeMap<Id<Instance>, Watches>,
    /// The triggers that must be answered, and when they count.
    pub(super) triggers: Vec<(Id<Term>, Formula)>,
    /// For each waiver that promises something instead: the clause with that in place of what is required.
    pub(super) instead: BTreeMap<Id<Waiver>, Watches>,
}

impl Runs<'_> {
    /// Everything that is watched for.
    fn all(&self) -> impl Iterator<Item = &(usize, Vec<Watched>)> {
        let recorded = self.recorded.values().chain(self.opened_recorded.values()).chain(self.instead.values());
        self.watches.iter().chain(&self.opened).chain(recorded.flatten())
    }
}

/// What is to be decided.
pub(super) struct Wanted<'w> {
    /// These requirements.
    pub(super) meant: &'w dyn Fn(Id<Requirement>) -> bool,
    /// As if nothing were done at these steps.
    pub(super) without: &'w BTreeSet<Id<Step>>,
}

/// One entity, made ready.
#[derive(Debug)]
pub(crate) struct Study<'m> {
    pub(crate) model: &'m Model,
    pub(crate) entity: Id<Entity>,
    pub(crate) today: Date,
    pub(crate) facts: FactSpace<'m>,
    pub(crate) lives: Vec<Lived>,
    /// The lives of a subject of a kind, of which nothing more is known.
    pub(crate) general: BTreeMap<Id<Subject>, Vec<usize>>,
    /// The lives of a registered one.
    pub(crate) registered: BTreeMap<Id<Instance>, Vec<usize>>,
    /// For each clause: the question at each level, the strictest first.
    pub(super) questions: Vec<Vec<Question<'m>>>,
    /// The conditions of the waivers that count.
    pub(super) waivers: BTreeMap<Id<Waiver>, Formula>,
    /// Where the runs of each life go, once that was asked.
    pub(super) flows: BTreeMap<usize, Rc<Flow>>,
}

impl<'m> Study<'m> {
    /// Makes an entity ready, and asks nothing: for whoever wants to know where its runs go.
    pub(crate) fn of_lives(model: &'m Model, entity: Id<Entity>, today: Date, stop: Stop<'m>) -> Self {
        Self::new(model, entity, today, &Wanted { meant: &|_| false, without: &BTreeSet::new() }, stop)
    }

    /// Makes an entity ready.
    pub(super) fn new(model: &'m Model, entity: Id<Entity>, today: Date, wanted: &Wanted<'_>, stop: Stop<'m>) -> Self {
        let mut collector = Collector::new(model, entity);
        let mut lives = Lives::default();
        let (mut general, mut registered) = (BTreeMap::new(), BTreeMap::new());
        for (subject, _) in model.subjects.iter() {
            let numbers = lives.add(&mut collector, lives_of(model, entity, subject, None));
            general.insert(subject, numbers);
        }
        for (instance, it) in model.instances.iter().filter(|(_, it)| it.entity == entity) {
            let numbers = lives.add(&mut collector, lives_of(model, entity, it.subject, Some(instance)));
            registered.insert(instance, numbers);
        }
        let mut lives = lives.all;
        lives.iter_mut().for_each(|it| it.graph.without.clone_from(wanted.without));
        let counts = |it: &Waiver| it.entity == entity && flaws_of_waiver(model, it, today).is_empty();
        let waivers: Vec<Id<Waiver>> = model.waivers.iter().filter(|(_, it)| counts(it)).map(|(id, _)| id).collect();
        let mut preparer = Preparer {
            model,
            entity,
            today,
            collector: &mut collector,
            lives: &lives,
            general: &general,
            registered: &registered,
            waivers: &waivers,
        };
        let mut questions = Vec::new();
        for requirement in model.requirements_of(entity).into_iter().filter(|&it| (wanted.meant)(it)) {
            // Whoever says so does not take it back: what was made ready until then is looked at by nobody.
            if (stop.0)() {
                break;
            }
            let it = &model.requirements[requirement];
            let levels = levels_of(preparer.collector, it);
            for clause in it.clauses.iter().chain(&it.unread) {
                let asked = levels.iter().map(|level| preparer.question(requirement, clause, level));
                questions.push(asked.collect());
            }
        }
        let condition = |collector: &mut Collector<'m>, id: Id<Waiver>| {
            let when = model.waivers[id].when.as_ref();
            when.map_or(Formula::TRUE, |it| collector.formula(it))
        };
        let waivers = waivers.into_iter().map(|id| (id, condition(&mut collector, id))).collect();
        let mut facts = FactSpace::new(collector);
        facts.stop = stop;
        lives.iter_mut().for_each(|it| it.look(&mut facts));
        let flows = BTreeMap::new();
        Self { model, entity, today, facts, lives, general, registered, questions, waivers, flows }
    }
}

impl Lived {
    fn look(&mut self, facts: &mut FactSpace<'_>) {
        self.view = facts.view();
        let guards = self.graph.guards.iter().map(|it| &it.formula);
        guards.chain([&self.begins]).for_each(|it| facts.look(&mut self.view, it));
    }
}

/// Graphs, each life once.
#[derive(Default)]
struct Lives {
    all: Vec<Lived>,
}

impl Lives {
    fn add(&mut self, collector: &mut Collector<'_>, lives: Vec<Life>) -> Vec<usize> {
        lives
            .into_iter()
            .map(|life| {
                if let Some(known) = self.all.iter().position(|it| it.life == life) {
                    return known;
                }
                let begins = life.begins(collector);
                let graph = life.graph(collector);
                self.all.push(Lived { life, graph, begins, view: View::default() });
                self.all.len() - 1
            })
            .collect()
    }
}

struct Preparer<'a, 'm> {
    model: &'m Model,
    entity: Id<Entity>,
    today: Date,
    collector: &'a mut Collector<'m>,
    lives: &'a [Lived],
    general: &'a BTreeMap<Id<Subject>, Vec<usize>>,
    registered: &'a BTreeMap<Id<Instance>, Vec<usize>>,
    waivers: &'a [Id<Waiver>],
}

impl<'m> Preparer<'_, 'm> {
    fn matcher(&mut self) -> Matcher<'_, 'm> {
        Matcher { model: self.model, entity: self.entity, collector: self.collector }
    }

    fn question(
        &mut self,
        requirement: Id<Requirement>,
        clause: &'m Clause,
        (level, applies): &(Level, Formula),
    ) -> Question<'m> {
        let (level, applies) = (*level, applies.clone());
        let subject = subject_of(self.model, requirement, clause);
        let asks = match &clause.pattern {
            Asked::Judge(question) => Asks::Judge(question),
            Asked::Unreadable => Asks::Unreadable,
            _ => match Events::of(clause) {
                Some(events) if events.is_unreadable() => Asks::Unreadable,
                Some(events) => Asks::Runs(Box::new(self.runs(requirement, clause, events, &applies, subject))),
                None => {
                    let today = self.today;
                    Asks::Things(things(&mut self.matcher(), &clause.pattern, today))
                }
            },
        };
        Question { requirement, level, clause, subject, applies, asks }
    }

    fn runs(
        &mut self,
        requirement: Id<Requirement>,
        clause: &Clause,
        events: Events<'m>,
        applies: &Formula,
        subject: Option<Id<Subject>>,
    ) -> Runs<'m> {
        let instances: Vec<Id<Instance>> =
            self.registered.keys().copied().filter(|&it| Some(self.model.instances[it].subject) == subject).collect();
        let mut numbers: Vec<usize> = subject.and_then(|it| self.general.get(&it)).cloned().unwrap_or_default();
        numbers.extend(instances.iter().filter_map(|it| self.registered.get(it)).flatten());
        numbers.sort_unstable();
        numbers.dedup();
        let watches = self.watches(&events, applies, &numbers, None);
        let opening = match (events.pattern, events.s) {
            (Pattern::Reaches { after: true }, Some(s)) => {
                let mut reached = events.with(s, Pattern::Reaches { after: false });
                reached.s = None;
                reached.opens = true;
                Some(reached)
            }
            _ => None,
        };
        let opened = opening.as_ref().map(|it| self.watches(it, applies, &numbers, None)).unwrap_or_default();
        let mut opened_recorded = BTreeMap::new();
        let mut recorded = BTreeMap::new();
        for instance in instances {
            let of = self.registered.get(&instance).cloned().unwrap_or_default();
            let watches = self.watches(&events, applies, &of, Some(instance));
            if watches
                .iter()
                .flat_map(|(_, cases)| cases)
                .any(|case| case.history.iter().any(|(marks, _)| !marks.is_none()))
            {
                if let Some(opening) = &opening {
                    opened_recorded.insert(instance, self.watches(opening, applies, &of, Some(instance)));
                }
                recorded.insert(instance, watches);
            }
        }
        let triggers =
            events.triggers().into_iter().map(|(term, it)| (term, self.collector.formulas(&it.when))).collect();
        let instead = self.instead(requirement, clause, &events, applies, &numbers);
        Runs { events, watches, opened, recorded, opened_recorded, triggers, instead }
    }

    fn watches(
        &mut self,
        events: &Events<'m>,
        applies: &Formula,
        lives: &[usize],
        of: Option<Id<Instance>>,
    ) -> Watches {
        let (model, today, all) = (self.model, self.today, self.lives);
        let history = of.map(|it| history_of(model, it, today)).unwrap_or_default();
        if of.is_some() && history.is_empty() {
            return Vec::new();
        }
        let mut matcher = self.matcher();
        let graphs = lives.iter().map(|&life| (life, &all[life].graph));
        watched(&mut matcher, events, applies, graphs, &history, today)
    }

    fn instead(
        &mut self,
        requirement: Id<Requirement>,
        clause: &Clause,
        events: &Events<'m>,
        applies: &Formula,
        lives: &[usize],
    ) -> BTreeMap<Id<Waiver>, Watches> {
        let model = self.model;
        let covers = |it: &Waiver| {
            it.requirement == Some(requirement)
                && it.clause.as_deref().is_none_or(|label| Some(label) == clause.label.as_deref())
        };
        let waivers: Vec<Id<Waiver>> = self
            .waivers
            .iter()
            .copied()
            .filter(|&id| covers(&model.waivers[id]) && !model.waivers[id].instead.is_empty())
            .collect();
        let mut found = BTreeMap::new();
        for id in waivers {
            let waiver = &model.waivers[id];
            let done = waiver.instead.iter().map(|&action| Alternative {
                what: What::Action(action),
                when: Vec::new(),
                constraints: Vec::new(),
                at: waiver.at,
            });
            let required = matches!(clause.pattern, Asked::Require { .. });
            let mut event = if required { events.e.cloned().unwrap_or_default() } else { Event::default() };
            event.alternatives.extend(done);
            let pattern = if required { events.pattern } else { Pattern::Exists };
            found.insert(id, self.promised(events, &event, pattern, applies, lives));
        }
        found
    }

    fn promised(
        &mut self,
        events: &Events<'m>,
        event: &Event,
        pattern: Pattern,
        applies: &Formula,
        lives: &[usize],
    ) -> Watches {
        let (today, all) = (self.today, self.lives);
        let mut matcher = self.matcher();
        let events = events.with(event, pattern);
        let graphs = lives.iter().map(|&life| (life, &all[life].graph));
        watched(&mut matcher, &events, applies, graphs, &[], today)
    }
}

impl Match {
    /// Whether it was left open by something that nobody said.
    pub(super) fn is_doubtful(&self) -> bool {
        !self.doubts.is_empty()
    }
}
