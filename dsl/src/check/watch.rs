//! From a clause to what is watched for in each life.

use std::collections::HashMap;

use super::explore::{Marks, Watched};
use super::matching::{Happening, Match, Matcher};
use super::monitor::Pattern;
use crate::facts::Formula;
use crate::graph::Graph;
use crate::model::Pattern as Asked;
use crate::model::{
    Actors, Alternative, Clause, Comparison, Constraint, Duration, Event, Held, Id, Instance, On,
    Record, Role, Scope, Step, Term, Value, What, days_between,
};

/// What a clause asks, with its events in their places.
#[derive(Clone, Debug)]
pub(super) struct Events<'c> {
    pub(super) pattern: Pattern,
    pub(super) e: Option<&'c Event>,
    pub(super) s: Option<&'c Event>,
    pub(super) t: Option<&'c Event>,
    /// For `each E must have`.
    must: Option<&'c [Constraint]>,
    /// For `keep apart`.
    pairs: Vec<(&'c Event, &'c Event)>,
    /// Time runs from the beginning of the run.
    from_start: bool,
}

impl<'c> Events<'c> {
    /// The events of a clause that runs can break; `None` for one about declared things, or for a judgement.
    pub(super) fn of(clause: &'c Clause) -> Option<Self> {
        let (before, after) = match &clause.scope {
            Scope::Globally => (None, None),
            Scope::Before(t) => (Some(t), None),
            Scope::After(s) => (None, Some(s)),
            Scope::Between(s, t) | Scope::AfterUntil(s, t) => (Some(t), Some(s)),
        };
        let mut events = Self {
            pattern: Pattern::Exists,
            e: None,
            s: after,
            t: before,
            must: None,
            pairs: Vec::new(),
            from_start: false,
        };
        match &clause.pattern {
            Asked::Require {
                event,
                within,
                every,
            } => {
                events.e = Some(event);
                events.pattern = required(&clause.scope, age_of(event), *within, *every);
                events.from_start = matches!(clause.scope, Scope::Globally)
                    && (within.is_some() || every.is_some());
            }
            Asked::Never(event) => {
                events.e = Some(event);
                events.pattern = forbidden(&clause.scope);
            }
            Asked::Each { event, must } => {
                (events.e, events.must) = (Some(event), Some(must.as_slice()));
                events.pattern = forbidden(&clause.scope);
            }
            Asked::Possible(event) => {
                events.e = Some(event);
                events.t = None;
                events.pattern = Pattern::Reaches {
                    after: after.is_some(),
                };
            }
            Asked::KeepApart(all) => {
                let pairs = all
                    .iter()
                    .enumerate()
                    .flat_map(|(at, left)| all.iter().skip(at + 1).map(move |right| (left, right)));
                events.pairs = pairs.collect();
                events.pattern = Pattern::Apart;
            }
            Asked::EachThing { .. }
            | Asked::EachRole { .. }
            | Asked::EachProcedure { .. }
            | Asked::Entity { .. }
            | Asked::Judge(_)
            | Asked::Unreadable => {
                return None;
            }
        }
        Some(events)
    }

    /// The same with another event in the middle.
    pub(super) fn with<'e>(&self, event: &'e Event, pattern: Pattern) -> Events<'e>
    where
        'c: 'e,
    {
        Events {
            pattern,
            e: Some(event),
            s: self.s,
            t: self.t,
            must: None,
            pairs: Vec::new(),
            from_start: self.from_start,
        }
    }

    /// The triggers that must be answered for the clause to mean anything, each with when it counts.
    pub(super) fn triggers(&self) -> Vec<(Id<Term>, &'c Alternative)> {
        let demanding = [
            self.s,
            if self.pattern == Pattern::NeverUntil {
                None
            } else {
                self.t
            },
        ];
        let alternatives = demanding
            .into_iter()
            .flatten()
            .flat_map(|event| &event.alternatives);
        let triggers = alternatives.filter_map(|it| match it.what {
            What::Trigger(term) => Some((term, it)),
            What::Action(_) | What::AnyStep | What::Unreadable => None,
        });
        triggers.collect()
    }

    /// Whether some event could not be read; that was reported.
    pub(super) fn is_unreadable(&self) -> bool {
        let pairs = self.pairs.iter().flat_map(|(left, right)| [*left, *right]);
        let all = [self.e, self.s, self.t].into_iter().flatten().chain(pairs);
        all.flat_map(|it| &it.alternatives)
            .any(|it| it.what == What::Unreadable)
    }
}

fn required(
    scope: &Scope,
    age: Option<Duration>,
    within: Option<Duration>,
    every: Option<Duration>,
) -> Pattern {
    match scope {
        Scope::Globally if within.is_some() || every.is_some() => {
            Pattern::Responds { within, every }
        }
        Scope::Globally => Pattern::Exists,
        Scope::Before(_) => Pattern::Precedes { age },
        Scope::After(_) => Pattern::Responds { within, every },
        Scope::Between(..) => Pattern::Between {
            even_without_end: false,
            age,
            within,
        },
        Scope::AfterUntil(..) => Pattern::Between {
            even_without_end: true,
            age,
            within,
        },
    }
}

fn forbidden(scope: &Scope) -> Pattern {
    match scope {
        Scope::Globally => Pattern::Never,
        Scope::Before(_) => Pattern::NeverBefore,
        Scope::After(_) => Pattern::NeverAfter,
        Scope::Between(..) => Pattern::NeverBetween,
        Scope::AfterUntil(..) => Pattern::NeverUntil,
    }
}

/// How old the event may be; the strictest age of its alternatives.
fn age_of(event: &Event) -> Option<Duration> {
    let constraints = event
        .alternatives
        .iter()
        .flat_map(|it| &it.constraints)
        .filter(|it| it.on == On::Age);
    let ages = constraints.filter_map(|it| match &it.held {
        Held::Compare(Comparison::AtMost | Comparison::LessThan, Value::Duration(age)) => {
            Some(*age)
        }
        _ => None,
    });
    ages.min()
}

/// One stop of a graph, or several that are the same step.
type Key<'x> = (Id<Step>, Option<&'x str>);

/// Everything that is watched for a clause in one life: one [`Watched`] for each case to be told apart.
pub(super) fn watched<'m>(
    matcher: &mut Matcher<'_, 'm>,
    events: &Events<'_>,
    applies: &Formula,
    graph: &Graph,
    history: &[&'m Record],
    today: jiff::civil::Date,
) -> Vec<Watched> {
    let mut cases = Cases {
        matcher,
        graph,
        history,
        today,
        applies,
    };
    if events.pattern == Pattern::Apart {
        return cases.apart(events);
    }
    let same: Vec<On> = shared_fields(events);
    if same.is_empty() {
        return vec![cases.watch(events, &|_| true, events.e)];
    }
    cases.same(events, &same)
}

fn shared_fields(events: &Events<'_>) -> Vec<On> {
    let constraints = events
        .e
        .into_iter()
        .flat_map(|it| &it.alternatives)
        .flat_map(|it| &it.constraints);
    let mut fields: Vec<On> = Vec::new();
    for constraint in constraints.filter(|it| matches!(it.held, Held::Same)) {
        if !fields.contains(&constraint.on) {
            fields.push(constraint.on);
        }
    }
    fields
}

struct Cases<'x, 'a, 'm> {
    matcher: &'x mut Matcher<'a, 'm>,
    graph: &'x Graph,
    history: &'x [&'m Record],
    today: jiff::civil::Date,
    applies: &'x Formula,
}

impl<'m> Cases<'_, '_, 'm> {
    fn watch(
        &mut self,
        events: &Events<'_>,
        other: &dyn Fn(&Happening<'m>) -> bool,
        e: Option<&Event>,
    ) -> Watched {
        let mark = |matcher: &mut Matcher<'_, 'm>, it: &Happening<'m>| {
            let of = |matcher: &mut Matcher<'_, 'm>, event: Option<&Event>| {
                event.map_or_else(Match::no, |event| matcher.event(event, it))
            };
            let e = match (e, events.must) {
                (Some(e), Some(must)) => matcher.event_without(e, must, it),
                (e, _) => of(matcher, e),
            };
            let (s, t) = if other(it) {
                (of(matcher, events.s), of(matcher, events.t))
            } else {
                (Match::no(), Match::no())
            };
            Marks { e, s, t }
        };
        let mut history = self.history_of(&mark);
        if events.from_start {
            history.push((
                Marks {
                    s: Match::yes(Formula::TRUE),
                    ..Marks::none()
                },
                Duration::default(),
            ));
        }
        let (stops, blocks) = (self.stops(&mark), self.blocks(&mark));
        Watched {
            pattern: events.pattern,
            applies: self.applies.clone(),
            stops,
            blocks,
            history,
        }
    }

    fn stops(
        &mut self,
        mark: &dyn Fn(&mut Matcher<'_, 'm>, &Happening<'m>) -> Marks,
    ) -> HashMap<u32, Marks> {
        let model = self.matcher.model;
        let mut known: HashMap<Key<'_>, Marks> = HashMap::new();
        let mut stops = HashMap::new();
        for (node, step, outcome) in self.graph.stops() {
            let marks = known
                .entry((step, outcome))
                .or_insert_with(|| mark(self.matcher, &Happening::step(model, step, outcome)));
            if !marks.is_none() {
                stops.insert(node.0, marks.clone());
            }
        }
        stops
    }

    fn blocks(
        &mut self,
        mark: &dyn Fn(&mut Matcher<'_, 'm>, &Happening<'m>) -> Marks,
    ) -> HashMap<usize, Marks> {
        let model = self.matcher.model;
        let mut blocks = HashMap::new();
        for (index, block) in self.graph.blocks.iter().enumerate() {
            let each: Vec<Marks> = block
                .triggers
                .iter()
                .map(|&it| mark(self.matcher, &Happening::trigger(model, it)))
                .collect();
            let marks = any_of(&each);
            if !marks.is_none() {
                blocks.insert(index, marks);
            }
        }
        blocks
    }

    fn history_of(
        &mut self,
        mark: &dyn Fn(&mut Matcher<'_, 'm>, &Happening<'m>) -> Marks,
    ) -> Vec<(Marks, Duration)> {
        let model = self.matcher.model;
        let dates: Vec<_> = self
            .history
            .iter()
            .map(|it| it.on.unwrap_or(self.today))
            .chain([self.today])
            .collect();
        let records = self.history.iter().zip(dates.windows(2));
        records
            .map(|(record, dates)| {
                let days = days_between(dates[0], dates[1]).max(0);
                let marks = mark(self.matcher, &Happening::record(model, record));
                (
                    marks,
                    Duration::days(u32::try_from(days).unwrap_or(u32::MAX)),
                )
            })
            .collect()
    }

    /// One case for each role that may do both.
    fn apart(&mut self, events: &Events<'_>) -> Vec<Watched> {
        let model = self.matcher.model;
        let mut all = Vec::new();
        for &(left, right) in &events.pairs {
            let both = Events {
                e: Some(left),
                s: Some(right),
                ..events.clone()
            };
            let watched = self.watch(&both, &|_| true, Some(left));
            let happens = |of: &dyn Fn(&Marks) -> &Match| {
                watched
                    .stops
                    .values()
                    .chain(watched.history.iter().map(|(it, _)| it))
                    .any(|it| !of(it).is_never())
            };
            if !happens(&|it| &it.e) || !happens(&|it| &it.s) {
                continue;
            }
            let entity = self.matcher.entity;
            let roles = model
                .roles
                .iter()
                .filter(|(_, it)| it.entity == entity)
                .map(|(id, _)| id);
            for role in roles.map(Some).chain([None]) {
                let case = self.by_role(&watched, role);
                let touched = |of: &dyn Fn(&Marks) -> &Match| {
                    case.stops
                        .values()
                        .chain(case.history.iter().map(|(it, _)| it))
                        .any(|it| !of(it).is_never())
                };
                if touched(&|it| &it.e) && touched(&|it| &it.s) {
                    all.push(case);
                }
            }
            if all.is_empty() {
                // Both happen, and no role can do both: it is asked, and kept.
                all.push(Watched {
                    pattern: Pattern::Never,
                    stops: HashMap::new(),
                    blocks: HashMap::new(),
                    history: Vec::new(),
                    ..watched
                });
            }
        }
        all
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
        case.blocks.clear();
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
        Marks {
            e: both(&marks.e),
            s: both(&marks.s),
            t: Match::no(),
        }
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
            _ if roles.is_empty() => Match {
                possible: when,
                ..doubt()
            },
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
                Match {
                    sure: Formula::any(sure),
                    possible: Formula::any(possible),
                    doubts,
                    unreadable: false,
                }
            }
        }
    }

    /// `same`: one case for each value that the other event may have.
    fn same(&mut self, events: &Events<'_>, fields: &[On]) -> Vec<Watched> {
        let model = self.matcher.model;
        let other = if matches!(events.pattern, Pattern::Precedes { .. }) {
            events.t
        } else {
            events.s
        };
        let mut values: Vec<Vec<Option<Held>>> = Vec::new();
        let happenings: Vec<Happening<'m>> = self
            .graph
            .stops()
            .map(|(_, step, outcome)| Happening::step(model, step, outcome))
            .collect();
        let recorded = self.history.iter().map(|it| Happening::record(model, it));
        for it in happenings.into_iter().chain(recorded) {
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
                for constraint in event
                    .alternatives
                    .iter_mut()
                    .flat_map(|it| &mut it.constraints)
                {
                    if let (Held::Same, Some(index)) = (
                        &constraint.held,
                        fields.iter().position(|it| *it == constraint.on),
                    ) {
                        // Where the other event does not say, nothing is known to be the same: it stays `same`, which is unknown.
                        constraint.held = value.get(index).cloned().flatten().unwrap_or(Held::Same);
                    }
                }
                self.watch(
                    events,
                    &|it| held_values(it, fields) == *value,
                    Some(&event),
                )
            })
            .collect()
    }
}

impl PartialEq for Held {
    /// Only what `same` is put in place of is ever compared.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All(left), Self::All(right)) => left == right,
            (Self::Roles(left), Self::Roles(right)) => left == right,
            _ => false,
        }
    }
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
            .map(|value| {
                Held::All(if let Value::List(values) = value {
                    values
                } else {
                    vec![value]
                })
            }),
        On::Outcome | On::Age | On::Within | On::Unreadable => None,
    };
    fields.iter().map(of).collect()
}

/// A block that answers several triggers: each may be the one that fires.
fn any_of(each: &[Marks]) -> Marks {
    let join = |of: &dyn Fn(&Marks) -> &Match| Match {
        sure: Formula::all(
            each.iter()
                .map(|it| of(it).sure.clone())
                .collect::<Vec<_>>(),
        ),
        possible: Formula::any(
            each.iter()
                .map(|it| of(it).possible.clone())
                .collect::<Vec<_>>(),
        ),
        doubts: Vec::new(),
        unreadable: false,
    };
    if each.is_empty() {
        return Marks::none();
    }
    Marks {
        e: join(&|it| &it.e),
        s: join(&|it| &it.s),
        t: join(&|it| &it.t),
    }
}

/// The records that begin the runs of a registered subject: those of before today that no later change has made stale.
pub(super) fn history_of(
    model: &crate::model::Model,
    instance: Id<Instance>,
    today: jiff::civil::Date,
) -> Vec<&Record> {
    let changed = model.instances[instance].changed.map(|(date, _)| date);
    let counts = |it: &&Record| {
        it.of == Some(instance)
            && it
                .on
                .is_some_and(|on| on <= today && changed.is_none_or(|changed| on >= changed))
    };
    let mut records: Vec<&Record> = model
        .records
        .iter()
        .map(|(_, it)| it)
        .filter(counts)
        .collect();
    records.sort_by_key(|it| it.on);
    records
}
