//! What a clause asks, with its events in their places.

use super::monitor::{Closes, Pattern};
use crate::model::Pattern as Asked;
use crate::model::{
    Alternative, Clause, Comparison, Constraint, Duration, Event, Held, Id, On, Scope, Term, Value, What,
};

/// What a clause asks, with its events in their places.
#[derive(Clone, Debug)]
pub(crate) struct Events<'c> {
    pub(crate) pattern: Pattern,
    pub(crate) e: Option<&'c Event>,
    pub(crate) s: Option<&'c Event>,
    pub(crate) t: Option<&'c Event>,
    /// For `each E must have`: what is asked of each alternative of E.
    pub(crate) must: Option<&'c [Vec<Constraint>]>,
    /// For `keep apart`.
    pub(crate) pairs: Vec<(&'c Event, &'c Event)>,
    /// What E is kept apart from.
    pub(crate) apart: Option<&'c Event>,
    /// Time runs from the beginning of the run.
    pub(crate) from_start: bool,
    /// Whether it is about what opens a stretch after which something must be possible.
    pub(super) opens: bool,
}

impl<'c> Events<'c> {
    /// The events of a clause that runs can break; `None` for one about declared things, or for a judgement.
    pub(crate) fn of(clause: &'c Clause) -> Option<Self> {
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
            apart: None,
            from_start: false,
            opens: false,
        };
        match &clause.pattern {
            Asked::Require { event, within, every } => {
                events.e = Some(event);
                events.pattern = required(&clause.scope, age_of(event), *within, *every);
                events.from_start = matches!(clause.scope, Scope::Globally) && (within.is_some() || every.is_some());
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
                events.pattern = Pattern::Reaches { after: after.is_some() };
                events.opens = after.is_some();
            }
            Asked::KeepApart(all) => {
                let pairs = all
                    .iter()
                    .enumerate()
                    .flat_map(|(at, left)| all.iter().skip(at + 1).map(move |right| (left, right)));
                events.pairs = pairs.collect();
                events.pattern = apart(&clause.scope);
            }
            Asked::EachThing { .. }
            | Asked::EachRole { .. }
            | Asked::EachProcedure { .. }
            | Asked::EachWaiver { .. }
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
            apart: None,
            from_start: self.from_start,
            opens: false,
        }
    }

    /// The triggers that must be answered for the clause to mean anything, each with when it counts.
    pub(super) fn triggers(&self) -> Vec<(Id<Term>, &'c Alternative)> {
        let demanding = [self.s, if self.pattern == Pattern::NeverUntil { None } else { self.t }];
        let alternatives = demanding.into_iter().flatten().flat_map(|event| &event.alternatives);
        let triggers = alternatives.filter_map(|it| match it.what {
            What::Trigger(term) => Some((term, it)),
            What::Action(_) | What::AnyStep | What::Branch | What::Unreadable => None,
        });
        triggers.collect()
    }

    /// Whether some event could not be read; that was reported.
    pub(crate) fn is_unreadable(&self) -> bool {
        let pairs = self.pairs.iter().flat_map(|(left, right)| [*left, *right]);
        let all = [self.e, self.s, self.t].into_iter().flatten().chain(pairs);
        all.flat_map(|it| &it.alternatives).any(|it| it.what == What::Unreadable)
    }
}

/// The triggers that a clause speaks of.
pub(super) fn spoken_triggers(events: &Events<'_>, e: Option<&Event>) -> Vec<Id<Term>> {
    let alternatives = [e, events.s, events.t].into_iter().flatten().flat_map(|event| &event.alternatives);
    let triggers = alternatives.filter_map(|it| if let What::Trigger(term) = it.what { Some(term) } else { None });
    triggers.collect()
}

fn required(scope: &Scope, age: Option<Duration>, within: Option<Duration>, every: Option<Duration>) -> Pattern {
    match scope {
        Scope::Globally if within.is_some() || every.is_some() => Pattern::Responds { within, every, until: false },
        Scope::Globally => Pattern::Exists,
        Scope::Before(_) => Pattern::Precedes { age },
        Scope::After(_) => Pattern::Responds { within, every, until: false },
        // What recurs does so until T: that T comes before the first is no fault of anybody's.
        Scope::AfterUntil(..) if every.is_some() => Pattern::Responds { within, every, until: true },
        Scope::Between(..) => Pattern::Between { even_without_end: false, age, within },
        Scope::AfterUntil(..) => Pattern::Between { even_without_end: true, age, within },
    }
}

fn apart(scope: &Scope) -> Pattern {
    let (opens, closes) = match scope {
        Scope::Globally => (false, Closes::Never),
        Scope::Before(_) => (false, Closes::Decides),
        Scope::After(_) => (true, Closes::Never),
        Scope::Between(..) => (true, Closes::Decides),
        Scope::AfterUntil(..) => (true, Closes::Ends),
    };
    Pattern::Apart { opens, closes }
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
    let constraints = event.alternatives.iter().flat_map(|it| &it.constraints).filter(|it| it.on == On::Age);
    let ages = constraints.filter_map(|it| match &it.held {
        Held::Compare(Comparison::AtMost | Comparison::LessThan, Value::Duration(age)) => Some(*age),
        _ => None,
    });
    ages.min()
}
