//! What a clause speaks of, and whether one clause can stand in the way of another.

use super::ready::{Asks, Kind, Ready, Spoken, Watched};
use super::terms::{Below, Terms};
use crate::check::Pattern;

/// Some actions and triggers.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    terms: Terms,
    /// Any step, or a fork.
    any: bool,
    some: bool,
}

impl Named {
    fn add(&mut self, event: &Spoken, below: &Below) {
        for alternative in event {
            self.some = true;
            match alternative.kind {
                Kind::Action(term) | Kind::Trigger(term) => self.terms.add(&below.of(term)),
                Kind::AnyStep | Kind::Branch => self.any = true,
            }
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.some && other.some && (self.any || other.any || self.terms.meets(&other.terms))
    }
}

/// What a clause speaks of.
#[derive(Clone, Debug, Default)]
pub(super) struct Speaks {
    /// What it requires.
    required: Named,
    /// What it forbids.
    forbidden: Named,
    /// What makes it ask, or ends that.
    scope: Named,
    /// What each of which has to be somehow.
    each: Named,
}

impl Speaks {
    pub(super) fn of(watched: &[Watched], below: &Below) -> Self {
        let mut speaks = Self::default();
        for it in watched {
            let requires = matches!(
                it.pattern,
                Pattern::Exists
                    | Pattern::Precedes { .. }
                    | Pattern::Responds { .. }
                    | Pattern::Between { .. }
                    | Pattern::Reaches { .. }
            );
            if requires { &mut speaks.required } else { &mut speaks.forbidden }.add(&it.e, below);
            if it.each || it.by_one { &mut speaks.each } else { &mut speaks.forbidden }.add(&it.about, below);
            speaks.scope.add(&it.s, below);
            speaks.scope.add(&it.t, below);
        }
        speaks
    }

    /// Whether one may speak of what the other speaks of.
    fn touches(&self, other: &Self) -> bool {
        let mine = [&self.required, &self.forbidden, &self.scope, &self.each];
        let others = [&other.required, &other.forbidden, &other.scope, &other.each];
        mine.iter().any(|one| others.iter().any(|it| one.meets(it)))
    }

    /// Whether what the one requires is what the other forbids, or what makes it ask; or they ask of the same events.
    ///
    /// Otherwise all that is required can be done first and last, and nothing stands in its way.
    fn hinders(&self, other: &Self) -> bool {
        let meets_scope =
            self.forbidden.meets(&other.scope) && (self.scope.meets(&other.required) || self.scope.meets(&other.scope));
        self.required.meets(&other.scope)
            || self.required.meets(&other.forbidden)
            || self.each.meets(&other.each)
            || meets_scope
    }
}

impl Asks<'_> {
    pub(super) fn watched(&self) -> &[Watched] {
        match self {
            Self::Runs(all) => all,
            Self::Possible(one) => std::slice::from_ref(one),
            Self::Things | Self::Judge(_) | Self::Silent => &[],
        }
    }
}

impl Ready<'_> {
    /// Whether one may speak of what the other speaks of.
    pub(super) fn touches(&self, other: &Self) -> bool {
        self.speaks.touches(&other.speaks)
    }

    /// Whether what it asks for shows in runs, and something other than breaking it makes it ask.
    pub(super) fn asks_of_runs(&self) -> bool {
        self.asks.watched().iter().any(|it| it.pattern != Pattern::Never || it.each)
    }

    /// Whether it asks for something of every run, or of some run.
    pub(super) fn asks_whatever_happens(&self) -> bool {
        let whatever = |it: &Watched| matches!(it.pattern, Pattern::Exists | Pattern::Reaches { after: false });
        self.asks.watched().iter().any(|it| whatever(it) || it.from_start)
    }

    pub(super) fn is_about_runs(&self) -> bool {
        matches!(self.asks, Asks::Runs(_) | Asks::Possible(_))
    }

    /// Whether one may stand in the way of the other.
    pub(super) fn can_clash(&self, other: &Self) -> bool {
        match (&self.asks, &other.asks) {
            (Asks::Things, Asks::Things) => true,
            _ => {
                self.is_about_runs()
                    && other.is_about_runs()
                    && self.subject == other.subject
                    && (self.speaks.hinders(&other.speaks) || other.speaks.hinders(&self.speaks))
            }
        }
    }
}
