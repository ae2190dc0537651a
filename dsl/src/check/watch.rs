//! From a clause to what is watched for in each life.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::events::{Events, spoken_triggers};
use super::explore::{Marks, Watched};
use super::matching::{Happening, Match, Matcher};
use super::monitor::Pattern;
use super::study::Watches;
use crate::facts::Formula;
use crate::graph::{Graph, NodeId};
use crate::model::{
    Actors, Alternative, Duration, Event, Held, Id, Instance, On, Record, Role, Step, Term, Value, days_between,
};

/// What the stops of graphs are, those that are the same step once.
type Known<'x> = HashMap<(Id<Step>, Option<&'x str>), Marks>;

/// Everything that is watched for a clause in some lives: in each, one [`Watched`] for each case to be told apart.
pub(super) fn watched<'x, 'm>(
    matcher: &mut Matcher<'_, 'm>,
    events: &Events<'_>,
    applies: &Formula,
    lives: impl Iterator<Item = (usize, &'x Graph)>,
    history: &[&'m Record],
    today: jiff::civil::Date,
) -> Watches {
    let (mut known, mut all) = (Known::new(), Watches::new());
    for (life, graph) in lives {
        let mut cases = Cases { matcher, graph, history, today, applies, known };
        all.push((life, cases.all(events)));
        known = cases.known;
    }
    all
}

fn shared_fields(events: &Events<'_>) -> Vec<On> {
    let constraints = events.e.into_iter().flat_map(|it| &it.alternatives).flat_map(|it| &it.constraints);
    let mut fields: Vec<On> = Vec::new();
    for constraint in constraints.filter(|it| matches!(it.held, Held::Same)) {
        if !fields.contains(&constraint.on) {
            fields.push(constraint.on);
        }
    }
    fields
}

/// The alternatives of E that state no age.
fn serves_at_any_age(pattern: Pattern, e: Option<&Event>) -> Option<Event> {
    if !matches!(pattern, Pattern::Precedes { .. } | Pattern::Between { .. }) {
        return None;
    }
    let ages = |it: &&Alternative| it.constraints.iter().any(|it| it.on == On::Age);
    let alternatives = e?.alternatives.iter().filter(|it| !ages(it)).cloned().collect();
    Some(Event { alternatives })
}

struct Cases<'x, 'g, 'a, 'm> {
    matcher: &'x mut Matcher<'a, 'm>,
    graph: &'g Graph,
    history: &'x [&'m Record],
    today: jiff::civil::Date,
    applies: &'x Formula,
    /// For the events that are watched for.
    known: Known<'g>,
}

impl<'g, 'm> Cases<'_, 'g, '_, 'm> {
    fn all(&mut self, events: &Events<'_>) -> Vec<Watched> {
        if matches!(events.pattern, Pattern::Apart { .. }) {
            return self.apart(events);
        }
        let same: Vec<On> = shared_fields(events);
        if !same.is_empty() {
            return self.same(events, &same);
        }
        let watched = self.watch(events, &|_| true, events.e);
        let more = if events.opens { self.one_more_opening(&watched) } else { Vec::new() };
        std::iter::once(watched).chain(more).collect()
    }

    fn watch(&mut self, events: &Events<'_>, other: &dyn Fn(&Happening<'m>) -> bool, e: Option<&Event>) -> Watched {
        let ageless = serves_at_any_age(events.pattern, e);
        let mark = |matcher: &mut Matcher<'_, 'm>, it: &Happening<'m>| {
            let of = |matcher: &mut Matcher<'_, 'm>, event: Option<&Event>| {
                event.map_or_else(Match::no, |event| matcher.event(event, it))
            };
            let e = match (e, events.must) {
                (Some(e), Some(must)) => matcher.event_without(e, must, it),
                (e, _) => of(matcher, e),
            };
            let about = if events.must.is_some() { of(matcher, events.e) } else { of(matcher, events.apart) };
            let ageless = of(matcher, ageless.as_ref());
            let (s, t) =
                if other(it) { (of(matcher, events.s), of(matcher, events.t)) } else { (Match::no(), Match::no()) };
            Marks { e, s, t, about, ageless }
        };
        let mut history = self.history_of(&mark);
        if events.from_start {
            history.push((Marks { s: Match::yes(Formula::TRUE), ..Marks::none() }, Duration::default()));
        }
        let (stops, blocks) = (self.stops(&mark), self.blocks(&mark, &spoken_triggers(events, e)));
        let asks_at_start = events.pattern == Pattern::Never && events.must.is_none();
        let each = events.must.is_some();
        let applies = self.applies.clone();
        Watched {
            pattern: events.pattern,
            applies,
            can_ask: true,
            half: false,
            each,
            asks_at_start,
            stops,
            blocks,
            history,
        }
    }

    fn stops(&mut self, mark: &dyn Fn(&mut Matcher<'_, 'm>, &Happening<'m>) -> Marks) -> HashMap<u32, Marks> {
        let model = self.matcher.model;
        let (graph, mut stops): (&'g Graph, _) = (self.graph, HashMap::new());
        for (node, step, outcome) in graph.stops() {
            let marks = self
                .known
                .entry((step, outcome))
                .or_insert_with(|| mark(self.matcher, &Happening::step(model, step, outcome)));
            if !marks.is_none() {
                stops.insert(node.0, marks.clone());
            }
        }
        for fork in &self.graph.forks {
            let marks = mark(self.matcher, &Happening::fork(Rc::clone(&fork.asks)));
            if !marks.is_none() {
                stops.insert(fork.node.0, marks);
            }
        }
        stops
    }

    fn blocks(
        &mut self,
        mark: &dyn Fn(&mut Matcher<'_, 'm>, &Happening<'m>) -> Marks,
        spoken: &[Id<Term>],
    ) -> HashMap<usize, Vec<Marks>> {
        let model = self.matcher.model;
        let mut blocks = HashMap::new();
        for (index, block) in self.graph.blocks.iter().enumerate() {
            // What fires is one of the triggers that are named, or of a kind of it that the clause speaks of.
            let kinds = spoken.iter().filter(|&&it| block.triggers.iter().any(|&named| model.is_a(it, named)));
            let fired: BTreeSet<Id<Term>> = block.triggers.iter().chain(kinds).copied().collect();
            let marks: Vec<Marks> =
                fired.iter().map(|&it| mark(self.matcher, &Happening::trigger(model, it))).collect();
            if marks.iter().any(|it| !it.is_none()) {
                blocks.insert(index, marks);
            }
        }
        blocks
    }

    fn history_of(&mut self, mark: &dyn Fn(&mut Matcher<'_, 'm>, &Happening<'m>) -> Marks) -> Vec<(Marks, Duration)> {
        let model = self.matcher.model;
        let dates: Vec<_> = self.history.iter().map(|it| it.on.unwrap_or(self.today)).chain([self.today]).collect();
        let records = self.history.iter().zip(dates.windows(2));
        records
            .map(|(record, dates)| {
                let days = days_between(dates[0], dates[1]).max(0);
                let marks = mark(self.matcher, &Happening::record(model, record));
                (marks, Duration::days(u32::try_from(days).unwrap_or(u32::MAX)))
            })
            .collect()
    }

    /// For each step and each record of which it is not known whether it opens what must be possible: as if it did.
    fn one_more_opening(&self, watched: &Watched) -> Vec<Watched> {
        let after = watched.pattern == (Pattern::Reaches { after: true });
        let opening = |marks: &Marks| if after { marks.s.clone() } else { marks.e.clone() };
        let is_doubtful = |marks: &Marks| opening(marks).sure != opening(marks).possible;
        let surely = |marks: &mut Marks| {
            let sure = Match::yes(opening(marks).possible);
            let opens = if after { &mut marks.s } else { &mut marks.e };
            *opens = sure;
        };
        let doubtful = |node: &NodeId| watched.stops.get(&node.0).is_some_and(is_doubtful);
        let steps: BTreeSet<Id<Step>> =
            self.graph.stops().filter(|(node, ..)| doubtful(node)).map(|(_, step, _)| step).collect();
        let by_step = steps.iter().map(|opens| {
            let mut case = watched.clone();
            for (node, ..) in self.graph.stops().filter(|(_, step, _)| step == opens) {
                case.stops.get_mut(&node.0).into_iter().for_each(surely);
            }
            case
        });
        let records = watched.history.iter().enumerate().filter(|(_, (marks, _))| is_doubtful(marks));
        let by_record = records.map(|(index, _)| {
            let mut case = watched.clone();
            case.history.get_mut(index).into_iter().for_each(|(marks, _)| surely(marks));
            case
        });
        by_step.chain(by_record).collect()
    }

    /// One case for each role that may do both.
    fn apart(&mut self, events: &Events<'_>) -> Vec<Watched> {
        let model = self.matcher.model;
        let mut all = Vec::new();
        for &(left, right) in &events.pairs {
            let both = Events { e: Some(left), apart: Some(right), ..events.clone() };
            self.known.clear();
            let watched = self.watch(&both, &|_| true, Some(left));
            if !does_both(&watched) {
                continue;
            }
            all.extend(halves(&watched));
            all.extend(self.in_one(&watched));
            let entity = self.matcher.entity;
            let roles = model.roles.iter().filter(|(_, it)| it.entity == entity).map(|(id, _)| id);
            for role in roles.map(Some).chain([None]) {
                let case = self.by_role(&watched, role);
                if does_both(&case) {
                    all.push(Watched { can_ask: false, ..case });
                }
            }
        }
        all
    }

    /// What is both at once is done by one role, whoever that is.
    fn in_one(&self, watched: &Watched) -> Option<Watched> {
        let mut case = Watched { can_ask: false, ..watched.clone() };
        let history = case.history.iter_mut().map(|(marks, _)| marks);
        for marks in case.stops.values_mut().chain(history) {
            let both = marks.e.clone().and(marks.about.clone());
            (marks.e, marks.about) = (both.clone(), both);
        }
        case.stops.retain(|_, marks| !marks.is_none());
        let happens = case.stops.values().any(|it| !it.e.is_never());
        happens.then_some(case)
    }

    /// The same marks, as far as this role acts; `None` is somebody who is not named.
    fn by_role(&mut self, watched: &Watched, role: Option<Id<Role>>) -> Watched {
        let model = self.matcher.model;
        let mut case = watched.clone();
        for (node, step, outcome) in self.graph.stops() {
            if let Some(marks) = case.stops.get_mut(&node.0) {
                *marks = self.acting(marks, role, &Happening::step(model, step, outcome));
            }
        }
        case.stops.retain(|_, marks| !marks.is_none());
        for ((marks, _), record) in case.history.iter_mut().zip(self.history) {
            *marks = self.acting(marks, role, &Happening::record(model, record));
        }
        case
    }

    fn acting(&mut self, marks: &Marks, role: Option<Id<Role>>, it: &Happening<'m>) -> Marks {
        let acts = self.acts(role, it);
        let both = |mark: &Match| Match {
            sure: Formula::all([mark.sure.clone(), acts.sure.clone()]),
            possible: Formula::all([mark.possible.clone(), acts.possible.clone()]),
            doubts: [mark.doubts.clone(), acts.doubts.clone()].concat(),
            unreadable: mark.unreadable,
        };
        Marks { e: both(&marks.e), about: both(&marks.about), ..marks.clone() }
    }

    /// Whether the role does it. Where several may, each possibly does; a run takes one of them, so that too is sure.
    fn acts(&mut self, role: Option<Id<Role>>, it: &Happening<'m>) -> Match {
        let doubt = || Match {
            sure: Formula::FALSE,
            possible: Formula::TRUE,
            doubts: vec![format!("it is not said who does `{}`", it.name)],
            unreadable: false,
        };
        let among = |roles: &[Id<Role>], when: Formula| match role {
            _ if roles.is_empty() => Match { possible: when, ..doubt() },
            Some(role) if roles.contains(&role) => Match::yes(when),
            _ => Match::no(),
        };
        match &it.actors {
            Actors::Unstated => doubt(),
            Actors::Roles(roles) => among(roles, Formula::TRUE),
            Actors::Cases { cases, otherwise } => {
                let (mut sure, mut possible, mut doubts) = (Vec::new(), Vec::new(), Vec::new());
                let mut before = Formula::TRUE;
                for (condition, roles) in cases {
                    let holds = self.matcher.collector.formula(condition);
                    let here = among(roles, Formula::all([before.clone(), holds.clone()]));
                    before = Formula::all([before, holds.negate()]);
                    sure.push(here.sure);
                    possible.push(here.possible);
                    doubts.extend(here.doubts);
                }
                let rest = among(otherwise, before);
                sure.push(rest.sure);
                possible.push(rest.possible);
                Match { sure: Formula::any(sure), possible: Formula::any(possible), doubts, unreadable: false }
            }
        }
    }

    /// `same`: one case for each value that the other event may have.
    fn same(&mut self, events: &Events<'_>, fields: &[On]) -> Vec<Watched> {
        let model = self.matcher.model;
        let other = if matches!(events.pattern, Pattern::Precedes { .. }) { events.t } else { events.s };
        let mut values: Vec<Vec<Option<Held>>> = Vec::new();
        let happenings: Vec<Happening<'m>> =
            self.graph.stops().map(|(_, step, outcome)| Happening::step(model, step, outcome)).collect();
        let recorded = self.history.iter().map(|it| Happening::record(model, it));
        let forks = self.graph.forks.iter().map(|it| Happening::fork(Rc::clone(&it.asks)));
        for it in happenings.into_iter().chain(recorded).chain(forks) {
            let is_other = other.is_some_and(|other| !self.matcher.event(other, &it).is_never());
            let value = held_values(&it, fields);
            if is_other && !values.contains(&value) {
                values.push(value);
            }
        }
        let Some(e) = events.e else { return Vec::new() };
        values
            .iter()
            .map(|value| {
                let mut event = e.clone();
                for constraint in event.alternatives.iter_mut().flat_map(|it| &mut it.constraints) {
                    if let (Held::Same, Some(index)) =
                        (&constraint.held, fields.iter().position(|it| *it == constraint.on))
                    {
                        // Where the other event does not say, nothing is known to be the same: it stays `same`, which is unknown.
                        constraint.held = value.get(index).cloned().flatten().unwrap_or(Held::Same);
                    }
                }
                self.known.clear();
                self.watch(events, &|it| held_values(it, fields) == *value, Some(&event))
            })
            .collect()
    }
}

/// The two things that are kept apart, each for itself: where both happen, something is asked.
fn halves(watched: &Watched) -> [Watched; 2] {
    let half = |keep: &dyn Fn(&mut Marks)| {
        let mut half = Watched { half: true, ..watched.clone() };
        let history = half.history.iter_mut().map(|(marks, _)| marks);
        half.stops.values_mut().chain(history).for_each(keep);
        half
    };
    [half(&|marks| marks.about = Match::no()), half(&|marks| marks.e = Match::no())]
}

/// Whether an E and what it is kept apart from can both happen.
fn does_both(watched: &Watched) -> bool {
    let happens = |of: &dyn Fn(&Marks) -> &Match| {
        watched.stops.values().chain(watched.history.iter().map(|(it, _)| it)).any(|it| !of(it).is_never())
    };
    happens(&|it| &it.e) && happens(&|it| &it.about)
}

fn held_values(it: &Happening<'_>, fields: &[On]) -> Vec<Option<Held>> {
    let of = |on: &On| match on {
        On::Actor => match &it.actors {
            Actors::Roles(roles) => Some(Held::Roles(roles.clone())),
            Actors::Unstated | Actors::Cases { .. } => None,
        },
        On::Field(field) => it
            .fields
            .iter()
            .find(|stated| stated.field == *field)
            .and_then(|it| it.value.clone())
            .map(|value| Held::All(if let Value::List(values) = value { values } else { vec![value] })),
        On::Outcome | On::Age | On::Within | On::Topic | On::Lasts | On::Reason | On::Unreadable => None,
    };
    fields.iter().map(of).collect()
}

/// The records that begin the runs of a registered subject: those of before today that no later change has made stale.
pub(super) fn history_of(
    model: &crate::model::Model,
    instance: Id<Instance>,
    today: jiff::civil::Date,
) -> Vec<&Record> {
    let changed = model.instances[instance].changed.map(|(date, _)| date);
    let counts = |it: &&Record| {
        it.of == Some(instance) && it.on.is_some_and(|on| on <= today && changed.is_none_or(|changed| on >= changed))
    };
    let mut records: Vec<&Record> = model.records.iter().map(|(_, it)| it).filter(counts).collect();
    records.sort_by_key(|it| it.on);
    records
}
