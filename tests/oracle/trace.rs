//! What one clause sees of a run: the events it names, the jumps that undo them, and the time between.

use crate::facts::Scene;
use crate::flow::{Place, Stretch};
use crate::matching::{Deed, Truth};
use crate::world::{Alternative, Clause, Cond, Constraint, Days, Event, Pattern, Scope, World};

/// Time that may pass at most: what the steps state, and whether one of them states nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Wait {
    pub(crate) days: Days,
    pub(crate) missing: bool,
}

impl Wait {
    /// Long enough to exceed every bound that any clause sets.
    const LONG: Days = 2000;

    pub(crate) fn stated(days: Days) -> Self {
        Self { days: days.min(Self::LONG), missing: false }
    }

    pub(crate) fn of(days: Option<Days>) -> Self {
        Self { days: days.unwrap_or(0), missing: days.is_none() }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self { days: (self.days + other.days).min(Self::LONG), missing: self.missing || other.missing }
    }
}

/// One thing that a clause sees.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Item {
    /// Since the thing before it, or since the beginning.
    pub(crate) wait: Wait,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Event(Seen),
    /// What was done in there is to be done anew.
    Back(Stretch),
    /// A `repeat` was left.
    Leave,
}

/// An event, as the clause sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Seen {
    /// Whether it is what the pattern speaks of. For `require`, one for each alternative; for `keep apart`, one for
    /// each event; for `each E must have C`: whether it is an E that lacks C, and whether it is an E.
    pub(crate) event: Vec<Truth>,
    /// Whether it opens the scope: `after S`, `between S`.
    pub(crate) opens: Truth,
    /// Whether it closes the scope: `before T`, `and T`, `until T`.
    pub(crate) closes: Truth,
    /// Whether the requirement applies to the facts at this moment.
    pub(crate) applies: bool,
    pub(crate) place: Option<Place>,
    /// For `keep apart`: who may have done it.
    pub(crate) roles: Option<Vec<usize>>,
}

/// One clause, and what it looks at.
pub(crate) struct Eye<'a> {
    pub(crate) world: &'a World,
    pub(crate) applies: Option<&'a Cond>,
    pub(crate) clause: &'a Clause,
}

impl Eye<'_> {
    pub(crate) fn applies(&self, scene: &Scene) -> bool {
        self.applies.is_none_or(|it| self.world.holds(it, scene, &Vec::new()))
    }

    /// Whether time matters.
    pub(crate) fn timed(&self) -> bool {
        match &self.clause.pattern {
            Pattern::Require { event, within, every } => {
                within.is_some() || every.is_some() || event.0.iter().any(|it| age(it).is_some())
            }
            Pattern::Never(_) | Pattern::Each(..) | Pattern::Possible(_) | Pattern::KeepApart(_) => false,
        }
    }

    /// Whether leaving a `repeat` matters.
    pub(crate) fn recurs(&self) -> bool {
        matches!(&self.clause.pattern, Pattern::Require { every: Some(_), .. })
    }

    /// Whether a jump back matters: where an E has to serve a later T.
    pub(crate) fn jumps(&self) -> bool {
        let serves = matches!(self.clause.scope, Scope::Before(_) | Scope::Between(..) | Scope::AfterUntil(..));
        serves && matches!(self.clause.pattern, Pattern::Require { .. })
    }

    /// What the clause sees of a deed; nothing if it is none of its events.
    pub(crate) fn see(&self, deed: &Deed<'_>, place: Option<Place>, scene: &Scene) -> Option<Seen> {
        let is = |event: &Event| self.world.is_event(event, deed, scene);
        let (opens, closes) = match &self.clause.scope {
            Scope::Globally => (Truth::No, Truth::No),
            Scope::Before(t) => (Truth::No, is(t)),
            Scope::After(s) => (is(s), Truth::No),
            Scope::Between(s, t) | Scope::AfterUntil(s, t) => (is(s), is(t)),
        };
        let event: Vec<Truth> = match &self.clause.pattern {
            Pattern::Require { event, .. } => event.0.iter().map(|it| is(&Event(vec![it.clone()]))).collect(),
            Pattern::Never(event) | Pattern::Possible(event) => vec![is(event)],
            Pattern::Each(event, must) => {
                let (it, met) = (is(event), self.world.meets(must, deed));
                vec![it.and(met.not()), it]
            }
            Pattern::KeepApart(events) => events.iter().map(is).collect(),
        };
        let matters = opens.or(closes).or(event.iter().copied().fold(Truth::No, Truth::or));
        if matters == Truth::No {
            return None;
        }
        let roles = match (&self.clause.pattern, deed) {
            (Pattern::KeepApart(_), Deed::Act { roles, .. }) => roles.clone(),
            _ => None,
        };
        let by_place = matches!(self.clause.pattern, Pattern::Possible(_));
        let place = if self.jumps() || self.recurs() || by_place { place } else { None };
        Some(Seen { event, opens, closes, applies: self.applies(scene), place, roles })
    }
}

/// `age: at most N days` on an alternative.
pub(crate) fn age(alternative: &Alternative) -> Option<Days> {
    alternative.constraints.iter().find_map(|it| match it {
        Constraint::Age(days) => Some(*days),
        Constraint::Field(..) | Constraint::Actor(_) | Constraint::Independence(_) | Constraint::Outcome(_) => None,
    })
}
