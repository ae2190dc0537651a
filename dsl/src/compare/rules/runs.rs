//! Procedures against procedures: every way through the one followed along the other, in both directions.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Both, Case, Relation, Which};
use super::alike::{Holder, Lap};
use super::declared::change;
use super::follow::{Gap, Way, gaps};
use super::import::Merged;
use super::pairing::{Pairing, beginnings};
use super::{Change, Changed};
use crate::check::{Seen, course};
use crate::diagnostic::{Stop, Witness};
use crate::facts::{Collector, Era, FactSpace};
use crate::graph::{Graph, Kind, Life, NodeId, lives_of};
use crate::logic::Set;
use crate::model::{Event, Id, Model, Pattern, Procedure, Scope, Statement, Step, Term, What};
use crate::source::{Place, Span};

/// A life of one side, made ready.
struct Made {
    life: Life,
    graph: Graph,
    begins: crate::facts::Formula,
}

/// What the subject's procedures let through and the measure's do not, and the other way round.
pub(super) fn changes(merged: &Merged) -> Vec<Change> {
    let model = &merged.model;
    let mut collector = Collector::new(model, merged.entities.measure);
    let mut lives: Vec<Both<Vec<Made>>> = Vec::new();
    for subject in model.subjects.ids() {
        let made = |collector: &mut Collector<'_>, entity| -> Vec<Made> {
            let lives = lives_of(model, entity, subject, None);
            lives
                .into_iter()
                .map(|life| Made { begins: life.begins(collector), graph: life.graph(collector), life })
                .collect()
        };
        let subject = made(&mut collector, merged.entities.subject);
        let measure = made(&mut collector, merged.entities.measure);
        lives.push(Both { subject, measure });
    }
    let (facts, guarded, laps) = (FactSpace::new(collector), guarded(model), laps(model));
    let mut telling = Telling { merged, facts, guarded, laps, told: BTreeSet::new(), found: Vec::new() };
    for both in &lives {
        telling.lives(both);
    }
    telling.found
}

/// The laps around each step.
fn laps(model: &Model) -> BTreeMap<Id<Step>, Lap> {
    fn walk(body: &[Statement], lap: Option<Lap>, found: &mut BTreeMap<Id<Step>, Lap>) {
        for statement in body {
            match statement {
                Statement::Step(step) => found.extend(lap.map(|lap| (*step, lap))),
                Statement::Decide { step, outcomes } => {
                    found.extend(lap.map(|lap| (*step, lap)));
                    outcomes.iter().for_each(|it| walk(&it.body, lap, found));
                }
                Statement::When { then, otherwise, .. } => {
                    walk(then, lap, found);
                    walk(otherwise, lap, found);
                }
                Statement::Repeat { every, body, at } => walk(body, Some((*every, *at)), found),
                Statement::Together { members: body, .. } | Statement::On { body, .. } => walk(body, lap, found),
                Statement::Run(_) | Statement::GoTo(_) | Statement::End { .. } => {}
            }
        }
    }
    let mut found = BTreeMap::new();
    model.procedures.iter().for_each(|(_, it)| walk(&it.body, None, &mut found));
    found
}

/// The actions before which some requirement asks for something, or which one forbids.
fn guarded(model: &Model) -> BTreeSet<Id<Term>> {
    let mut found = BTreeSet::new();
    let mut add = |event: &Event| {
        found.extend(event.alternatives.iter().filter_map(|it| match it.what {
            What::Action(term) => Some(term),
            _ => None,
        }));
    };
    for clause in model.requirements.iter().flat_map(|(_, it)| &it.clauses) {
        match &clause.scope {
            Scope::Before(event) | Scope::Between(_, event) => add(event),
            Scope::Globally | Scope::After(_) | Scope::AfterUntil(..) => {}
        }
        if let Pattern::Never(event) = &clause.pattern {
            add(event);
        }
    }
    found
}

struct Telling<'m> {
    merged: &'m Merged,
    facts: FactSpace<'m>,
    /// Actions before which guidance asks for something, or which it forbids.
    guarded: BTreeSet<Id<Term>>,
    /// How long a lap is of the innermost `repeat` around a step.
    laps: BTreeMap<Id<Step>, Lap>,
    /// What was told of a step, whatever life it came up in.
    told: BTreeSet<(Relation, Changed, Option<Place>, Option<Place>)>,
    found: Vec<Change>,
}

impl Telling<'_> {
    fn model(&self) -> &Model {
        &self.merged.model
    }

    fn lives(&mut self, both: &Both<Vec<Made>>) {
        let first =
            |made: &[Made]| -> Vec<Vec<Id<Procedure>>> { made.iter().map(|it| it.life.procedures.clone()).collect() };
        for (one, other) in beginnings(self.model(), &first(&both.subject), &first(&both.measure)) {
            let (one, other) = (one.and_then(|it| both.subject.get(it)), other.and_then(|it| both.measure.get(it)));
            match (one, other) {
                (Some(one), Some(other)) => self.pair(one, other),
                (Some(one), None) => self.entry(one, Which::Subject),
                (None, Some(other)) => self.entry(other, Which::Measure),
                (None, None) => {}
            }
        }
    }

    /// A way in that only one side has.
    fn entry(&mut self, made: &Made, side: Which) {
        let Some(&first) = made.life.procedures.first() else { return };
        let it = &self.model().procedures[first];
        let (name, at) = (it.name.clone(), it.at);
        let (relation, message) = match side {
            Which::Subject => (Relation::Added, format!("`{name}` is a way in that the measure does not have")),
            Which::Measure => (Relation::Missing, format!("`{name}` is a way in that is no longer there")),
        };
        let mut change = blank(relation, Changed::Entry, message);
        put(&mut change.procedure, side, name);
        put(&mut change.places, side, at);
        self.push(change);
    }

    fn pair(&mut self, one: &Made, other: &Made) {
        let pairing = Pairing::new(self.model(), &one.graph, &other.graph);
        self.steps(&pairing);
        let start = self.facts.anything();
        let begin = |facts: &mut FactSpace<'_>, made: &Made| {
            let begins = facts.fact_set(&made.begins, Era::Start);
            facts.space.and(start, begins)
        };
        let (here, there) = (begin(&mut self.facts, one), begin(&mut self.facts, other));
        // What can begin on one side only is told by who begins it; the rest is followed from where both begin.
        let both = self.facts.space.and(here, there);
        self.follow(one, other, &pairing, (None, None), both);
        let answers =
            |graph: &Graph, trigger: Id<Term>| graph.blocks.iter().position(|it| it.triggers.contains(&trigger));
        let mut followed = BTreeSet::new();
        for (number, block) in other.graph.blocks.iter().enumerate() {
            for &trigger in &block.triggers {
                match answers(&one.graph, trigger) {
                    Some(here) if followed.insert((here, number)) => {
                        self.follow(one, other, &pairing, (Some(here), Some(number)), start);
                    }
                    Some(_) => {}
                    None => self.unanswered(trigger, block.at, Which::Measure),
                }
            }
        }
        for block in &one.graph.blocks {
            for &trigger in block.triggers.iter().filter(|&&it| answers(&other.graph, it).is_none()) {
                self.unanswered(trigger, block.at, Which::Subject);
            }
        }
    }

    fn unanswered(&mut self, trigger: Id<Term>, at: Place, side: Which) {
        let name = self.model().terms[trigger].name.clone();
        let (relation, message) = match side {
            Which::Subject => (Relation::Added, format!("`{name}` is answered, and in the measure it is not")),
            Which::Measure => (Relation::Missing, format!("nothing answers `{name}` any more")),
        };
        let mut change = blank(relation, Changed::Trigger, message);
        put(&mut change.places, side, at);
        self.push(change);
    }

    /// What steps that stand in one place say, and steps that only one side has.
    fn steps(&mut self, pairing: &Pairing) {
        let holder = Holder { model: &self.merged.model, entity: self.merged.entities.measure };
        let mut found = Vec::new();
        let mut procedures = BTreeSet::new();
        for (one, other) in pairing.pairs() {
            let (here, there) = (self.model().steps[one].procedure, self.model().steps[other].procedure);
            if procedures.insert((here, there)) {
                let names = Both { subject: self.procedure(one), measure: self.procedure(other) };
                if names.subject == names.measure {
                    let (here, there) = (&self.model().procedures[here], &self.model().procedures[there]);
                    let said = holder.fields(
                        &here.name,
                        Changed::Declared,
                        (&here.fields, here.at),
                        (&there.fields, there.at),
                    );
                    found.extend(said.into_iter().map(|it| change(it, Some(names.clone()), None)));
                }
            }
            let laps = (self.laps.get(&one).copied(), self.laps.get(&other).copied());
            for it in holder.steps(one, other).into_iter().chain(holder.laps(&self.name(one), laps)) {
                let names = Both { subject: self.procedure(one), measure: self.procedure(other) };
                let steps = Both { subject: self.name(one), measure: self.name(other) };
                found.push(change(it, Some(names), Some(steps)));
            }
        }
        for (side, alone) in [(Which::Subject, &pairing.alone.subject), (Which::Measure, &pairing.alone.measure)] {
            for &step in alone {
                let (relation, message) = match side {
                    Which::Subject => {
                        (Relation::Added, format!("`{}` is done, and in the measure it is not", self.name(step)))
                    }
                    Which::Measure => (Relation::Missing, format!("`{}` is no longer done", self.name(step))),
                };
                let mut change = blank(relation, Changed::Step, message);
                put(&mut change.procedure, side, self.procedure(step));
                put(&mut change.step, side, self.name(step));
                put(&mut change.places, side, self.model().steps[step].at);
                found.push(change);
            }
        }
        found.into_iter().for_each(|it| self.push(it));
    }

    fn follow(
        &mut self,
        one: &Made,
        other: &Made,
        pairing: &Pairing,
        blocks: (Option<usize>, Option<usize>),
        start: Set,
    ) {
        let here = course(&mut self.facts, &one.graph, blocks.0, start);
        let there = course(&mut self.facts, &other.graph, blocks.1, start);
        let held = Way { course: &here, graph: &one.graph };
        let norm = Way { course: &there, graph: &other.graph };
        let in_measure = |step| pairing.in_measure(step);
        let in_subject = |step| pairing.in_subject(step);
        let model = &self.merged.model;
        let guarded = |step: Id<Step>| {
            let action = model.steps[step].action;
            action.is_some_and(|it| self.guarded.iter().any(|&guarded| model.is_a(it, guarded)))
        };
        let (in_both, of_both) = (|it| pairing.in_subject(it).is_some(), |it| pairing.in_measure(it).is_some());
        let (weaker, whole) = gaps(&mut self.facts, held, norm, &in_measure, &in_both, &guarded);
        let (stronger, too) = gaps(&mut self.facts, norm, held, &in_subject, &of_both, &guarded);
        for gap in &weaker {
            self.gap(gap, &one.graph, &in_subject, Which::Subject);
        }
        for gap in &stronger {
            self.gap(gap, &other.graph, &in_measure, Which::Measure);
        }
        if !(whole && too) {
            let name =
                one.life.procedures.first().map(|&it| self.model().procedures[it].name.clone()).unwrap_or_default();
            let message = format!("`{name}` is too large to be held against the other in every order");
            self.push(blank(Relation::Undecided, Changed::Order, message));
        }
    }

    /// One side gets past something that the other does not let pass.
    fn gap(&mut self, gap: &Gap, graph: &Graph, partner: &dyn Fn(Id<Step>) -> Option<Id<Step>>, side: Which) {
        let relation = if side == Which::Subject { Relation::Weaker } else { Relation::Stronger };
        let instead = gap.instead.map(|it| self.stop(graph, it));
        let (what, message) = self.words(gap, graph, instead.as_ref().map(|it| it.step.as_str()), side);
        let mut change = blank(relation, what, message);
        let facts = self.facts.plainest(gap.facts).map(|case| {
            let among = self.facts.anything();
            self.facts.essential(&case, gap.facts, among, Era::Start)
        });
        let run = gap.run.iter().map(|&it| self.stop(graph, it)).collect();
        let witness = Witness { facts: facts.unwrap_or_default(), run };
        change.case = Some(Case { side, witness, message: change.message.clone() });
        let first = gap.passed.first().copied();
        // The word that made it so: `optional`, the jump, or the condition; or else the step that is come to.
        let own = first.and_then(partner);
        let word = own.filter(|&it| self.model().steps[it].optional && matches!(gap.by, Some((Seen::Left(_), _))));
        let word = word.map(|it| first_word(self.model().steps[it].whole));
        // Where an outcome is ruled out, the outcome itself is the word.
        let by = gap.by.filter(|_| !gap.passed.is_empty()).and_then(|(_, node)| graph.node(node).at);
        let since = gap.since.map(|it| self.stop(graph, it));
        let by = by.or_else(|| since.as_ref().map(|it| it.at));
        let place = word.or(by).or_else(|| instead.map(|it| it.at)).or_else(|| own.map(|it| self.model().steps[it].at));
        if let Some(place) = place {
            put(&mut change.places, side, place);
        }
        if let Some(step) = first {
            put(&mut change.places, side.other(), self.model().steps[step].at);
            put(&mut change.step, side.other(), self.name(step));
            put(&mut change.procedure, side.other(), self.procedure(step));
        }
        if let Some(step) = own {
            put(&mut change.step, side, self.name(step));
            put(&mut change.procedure, side, self.procedure(step));
        }
        self.push(change);
    }

    fn words(&self, gap: &Gap, graph: &Graph, instead: Option<&str>, side: Which) -> (Changed, String) {
        let here = if side == Which::Subject { "" } else { "in the measure " };
        let to = instead.map_or_else(|| "the end".to_owned(), |it| format!("`{it}`"));
        let names: Vec<String> = gap.passed.iter().map(|&it| format!("`{}`", self.name(it))).collect();
        match names.as_slice() {
            [] if gap.since.is_some() => {
                let since = gap.since.map(|it| self.stop(graph, it).step).unwrap_or_default();
                (Changed::Order, format!("{here}after `{since}` it can go on to {to}"))
            }
            [] => {
                (Changed::Outcome, format!("{here}{to} can come under facts under which the other side rules it out"))
            }
            [one] => (Changed::Step, format!("{here}{to} can be reached without {one}")),
            [one, other] => (Changed::Step, format!("{here}{to} can be reached without {one} and {other}")),
            [one, other, rest @ ..] => {
                let more = rest.len();
                (Changed::Step, format!("{here}{to} can be reached without {one}, {other} and {more} more"))
            }
        }
    }

    fn stop(&self, graph: &Graph, node: NodeId) -> Stop {
        let it = graph.node(node);
        match &it.kind {
            Kind::Stop { step, outcome } => {
                let name = self.name(*step);
                let at = self.model().steps[*step].at;
                match outcome {
                    Some(outcome) => Stop { step: format!("{name}: {outcome}"), at: it.at.unwrap_or(at) },
                    None => Stop { step: name, at },
                }
            }
            _ => Stop {
                step: String::new(),
                at: it.at.unwrap_or(self.model().entities[self.merged.entities.measure].at),
            },
        }
    }

    fn name(&self, step: Id<Step>) -> String {
        self.model().steps[step].name.clone()
    }

    fn procedure(&self, step: Id<Step>) -> String {
        self.model().procedures[self.model().steps[step].procedure].name.clone()
    }

    fn push(&mut self, change: Change) {
        if self.told.insert((change.relation, change.what, change.places.subject, change.places.measure)) {
            self.found.push(change);
        }
    }
}

fn blank(relation: Relation, what: Changed, message: String) -> Change {
    let (procedure, step) = (Both::default(), Both::default());
    Change { relation, what, message, procedure, step, places: Both::default(), values: Both::default(), case: None }
}

fn put<T>(both: &mut Both<Option<T>>, side: Which, value: T) {
    match side {
        Which::Subject => both.subject = Some(value),
        Which::Measure => both.measure = Some(value),
    }
}

/// `optional`, where it begins the statement.
fn first_word(whole: Place) -> Place {
    let word = u32::try_from("optional".len()).unwrap_or(0);
    Place { span: Span { end: whole.span.start + word, ..whole.span }, ..whole }
}
