//! Reads a pattern over one complete run, naively: for each event that asks for something, look whether it came.
//!
//! What is not said is read twice: in favour of the entity and against it. In its favour, what is required counts
//! where it may be there, and what must not be or what asks for more counts only where it surely is; against it,
//! the other way round. (DESIGN §4.7)

use crate::flow::Place;
use crate::matching::Truth;
use crate::trace::{Item, Kind, Seen, Wait, age};
use crate::world::{Clause, Days, Event, Pattern, Scope};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    InFavour,
    Against,
}

impl Reading {
    /// Counts for the entity.
    fn wanted(self, it: Truth) -> bool {
        match self {
            Self::InFavour => it != Truth::No,
            Self::Against => it == Truth::Yes,
        }
    }

    /// Counts against the entity.
    fn feared(self, it: Truth) -> bool {
        match self {
            Self::InFavour => it == Truth::Yes,
            Self::Against => it != Truth::No,
        }
    }

    fn exceeds(self, wait: Wait, bound: Days) -> bool {
        wait.days > bound || (wait.missing && self == Self::Against)
    }
}

/// One run, as one clause sees it.
pub(crate) struct Case<'a> {
    pub(crate) clause: &'a Clause,
    /// Whether the requirement applies to the facts that the run begins with.
    pub(crate) at_start: bool,
    pub(crate) items: &'a [Item],
    pub(crate) reading: Reading,
}

impl Case<'_> {
    /// Whether the run breaks the clause. Possibility is not a matter of one run: see `search.rs`.
    pub(crate) fn broken(&self) -> bool {
        match &self.clause.pattern {
            Pattern::Require { event, within, every } => self.lacks(event, *within, *every),
            Pattern::Never(_) | Pattern::Each(..) => self.has_forbidden(),
            Pattern::KeepApart(_) => self.mixes(),
            Pattern::Possible(_) => false,
        }
    }

    fn seen(&self) -> impl DoubleEndedIterator<Item = (usize, &Seen)> {
        self.items.iter().enumerate().filter_map(|(at, item)| match &item.kind {
            Kind::Event(seen) => Some((at, seen)),
            Kind::Back(_) | Kind::Leave => None,
        })
    }

    fn opens(&self, seen: &Seen) -> bool {
        self.reading.feared(seen.opens)
    }

    fn closes(&self, seen: &Seen) -> bool {
        self.reading.feared(seen.closes)
    }

    fn is_wanted(&self, seen: &Seen) -> bool {
        seen.event.iter().any(|it| self.reading.wanted(*it))
    }

    fn lacks(&self, event: &Event, within: Option<Days>, every: Option<Days>) -> bool {
        match &self.clause.scope {
            Scope::Globally => self.at_start && !self.seen().any(|(_, it)| self.is_wanted(it)),
            // At each T, an E was done before, and still serves.
            Scope::Before(_) => {
                self.seen().any(|(t, it)| self.closes(it) && it.applies && !(0..t).any(|e| self.serves(event, e, t)))
            }
            // After each S, an E comes, in time.
            Scope::After(_) => self.seen().any(|(s, it)| {
                let breaks = every.map_or_else(|| self.is_late(s, within), |bound| self.stops(s, bound));
                self.opens(it) && it.applies && breaks
            }),
            // After each S, at the T that closes its stretch, an E was done in between, and still serves.
            Scope::Between(..) => {
                self.seen().any(|(s, it)| self.opens(it) && it.applies && self.closes_without(event, s))
            }
            // The same, and an E comes even if no T does.
            Scope::AfterUntil(..) => self.seen().any(|(s, it)| {
                let breaks = self.closes_without(event, s) || self.is_late(s, within);
                self.opens(it) && it.applies && breaks
            }),
        }
    }

    /// Whether the stretch that begins at `s` is closed by a T without an E that serves it. A T that may be one ends
    /// the stretch in favour of the entity only if it is served itself.
    fn closes_without(&self, event: &Event, s: usize) -> bool {
        let served = |t: usize| (s + 1..t).any(|e| self.serves(event, e, t));
        let over =
            |by: usize| self.seen().any(|(t, it)| t > s && t < by && self.reading.wanted(it.closes) && served(t));
        self.seen().any(|(t, it)| t > s && self.closes(it) && !served(t) && !over(t))
    }

    /// Whether a stretch that begins at `s` is over by the end of what is at `by`: then what follows is not in it.
    /// That counts for the entity.
    fn is_closed(&self, s: usize, by: usize) -> bool {
        self.seen().any(|(t, it)| t > s && t <= by && self.reading.wanted(it.closes))
    }

    /// Whether the thing at `e` is an E that still serves at `t`.
    fn serves(&self, event: &Event, e: usize, t: usize) -> bool {
        let Kind::Event(seen) = &self.items[e].kind else { return false };
        let spent = self.items[e + 1..t].iter().any(|it| match (&it.kind, seen.place) {
            (Kind::Back(stretch), Some(place)) => stretch.holds(place),
            _ => false,
        });
        seen.event.iter().zip(&event.0).any(|(truth, alternative)| {
            let serves = match age(alternative) {
                Some(bound) => !self.reading.exceeds(self.wait(e, t), bound),
                None => !spent,
            };
            self.reading.wanted(*truth) && serves
        })
    }

    /// The time from one thing to a later one.
    fn wait(&self, from: usize, to: usize) -> Wait {
        self.items[from + 1..=to].iter().fold(Wait::default(), |sum, it| sum.and(it.wait))
    }

    /// Whether no E comes after `s`, or the first of them too late.
    fn is_late(&self, s: usize, within: Option<Days>) -> bool {
        match self.seen().find(|(e, it)| *e > s && self.is_wanted(it)) {
            None => true,
            Some((e, _)) => within.is_some_and(|bound| self.reading.exceeds(self.wait(s, e), bound)),
        }
    }

    /// Whether, after `s`, more than the bound lies before an E, or E's end before a `repeat` is left. Leaving one is
    /// taking the thing out of use: from then on, nothing recurs.
    fn stops(&self, s: usize, bound: Days) -> bool {
        let mut last = s;
        for at in s + 1..self.items.len() {
            match &self.items[at].kind {
                Kind::Leave => return self.reading.exceeds(self.wait(last, at), bound),
                Kind::Event(seen) if self.is_wanted(seen) => {
                    if self.reading.exceeds(self.wait(last, at), bound) {
                        return true;
                    }
                    last = at;
                }
                Kind::Event(_) | Kind::Back(_) => {}
            }
        }
        true
    }

    /// Whether the run is broken already, `since` after the last thing that was seen, however it goes on.
    pub(crate) fn broken_by_now(&self, since: Wait) -> bool {
        let Pattern::Require { event, within, every } = &self.clause.pattern else { return self.broken() };
        match self.clause.scope {
            Scope::Globally => false,
            Scope::Before(_) | Scope::Between(..) => self.broken(),
            Scope::After(_) => within.or(*every).is_some_and(|it| self.overdue(since, it, every.is_some())),
            Scope::AfterUntil(..) => {
                let closed = self.seen().any(|(s, it)| self.opens(it) && it.applies && self.closes_without(event, s));
                closed || within.is_some_and(|it| self.overdue(since, it, false))
            }
        }
    }

    fn overdue(&self, since: Wait, bound: Days, recurs: bool) -> bool {
        self.seen().any(|(s, it)| {
            let done = self.seen().filter(|(e, it)| *e > s && self.is_wanted(it)).map(|(e, _)| e);
            // From S to the first E, or with `every` from each to the next; and from the last of them to now.
            let mut stops: Vec<usize> = [s].into_iter().chain(done).collect();
            stops.truncate(if recurs { stops.len() } else { 2 });
            let between = stops.windows(2).any(|it| self.reading.exceeds(self.wait(it[0], it[1]), bound));
            let waits = (recurs || stops.len() == 1).then(|| self.wait(stops[stops.len() - 1], self.items.len() - 1));
            let late = waits.is_some_and(|it| self.reading.exceeds(it.and(since), bound));
            self.opens(it) && it.applies && (between || late)
        })
    }

    fn has_forbidden(&self) -> bool {
        self.seen().any(|(at, it)| self.reading.feared(it.event[0]) && it.applies && self.in_scope(at, at))
    }

    /// Whether the scope holds all from `first` to `last`, both strictly inside it.
    fn in_scope(&self, first: usize, last: usize) -> bool {
        let opened =
            |closed: &dyn Fn(usize) -> bool| self.seen().any(|(s, it)| s < first && self.opens(it) && !closed(s));
        let closes_later = || self.seen().any(|(t, it)| t > last && self.closes(it));
        match &self.clause.scope {
            Scope::Globally => true,
            Scope::Before(_) => closes_later(),
            Scope::After(_) => opened(&|_| false),
            Scope::Between(..) => opened(&|s| self.is_closed(s, last)) && closes_later(),
            Scope::AfterUntil(..) => opened(&|s| self.is_closed(s, last - 1)),
        }
    }

    /// Whether one role does two of the things that are to be kept apart; one thing that is both counts.
    fn mixes(&self) -> bool {
        self.seen().any(|(i, first)| {
            self.seen().filter(|(j, _)| *j >= i).any(|(j, second)| {
                let same = i == j || self.same_role(first, second);
                same && self.at_start && self.two_of_them(first, second) && self.in_scope(i, j)
            })
        })
    }

    fn two_of_them(&self, first: &Seen, second: &Seen) -> bool {
        (0..first.event.len()).any(|a| {
            let others = (0..second.event.len()).filter(|b| *b != a);
            self.reading.feared(first.event[a]) && others.into_iter().any(|b| self.reading.feared(second.event[b]))
        })
    }

    fn same_role(&self, first: &Seen, second: &Seen) -> bool {
        let same = match (&first.roles, &second.roles) {
            // Where several may do it, one of them does in some run.
            (Some(a), Some(b)) => Truth::of(a.iter().any(|it| b.contains(it))),
            _ => Truth::Unknown,
        };
        self.reading.feared(same)
    }

    /// For `E must be possible`: whether the run has an E.
    pub(crate) fn has_event(&self) -> bool {
        self.seen().any(|(_, it)| self.is_wanted(it))
    }

    /// For `E must be possible after S`: each S that may be on the run, with whether it surely is one, and whether an
    /// E follows it.
    pub(crate) fn openings(&self) -> Vec<(Option<Place>, Truth, bool)> {
        let follows = |s: usize| self.seen().any(|(e, it)| e > s && self.is_wanted(it));
        let may = self.seen().filter(|(_, it)| it.opens != Truth::No);
        may.map(|(s, it)| (it.place, it.opens, follows(s))).collect()
    }

    /// For `keep apart`: which of the events the run may have, inside the scope.
    pub(crate) fn apart(&self) -> Vec<usize> {
        let Pattern::KeepApart(events) = &self.clause.pattern else { return Vec::new() };
        let happens =
            |which: &usize| self.seen().any(|(at, it)| it.event[*which] != Truth::No && self.in_scope(at, at));
        (0..events.len()).filter(|which| self.at_start && happens(which)).collect()
    }

    /// Whether the run has anything that the clause asks something of.
    pub(crate) fn asks(&self) -> bool {
        let may = |it: Truth| it != Truth::No;
        let any = |test: &dyn Fn(usize, &Seen) -> bool| self.seen().any(|(at, it)| test(at, it));
        let closed_after = |at: usize| any(&|t, it| t > at && may(it.closes));
        if matches!(self.clause.pattern, Pattern::Each(..)) && !any(&|_, it| may(it.event[1]) && it.applies) {
            return false;
        }
        // `require` applies where it is asked for; what forbids, where its stretch opens, or for `between` closes.
        let requires = matches!(self.clause.pattern, Pattern::Require { .. });
        match &self.clause.scope {
            Scope::Globally if requires => self.at_start,
            Scope::Globally => self.at_start || matches!(self.clause.pattern, Pattern::Each(..)),
            Scope::Before(_) => any(&|_, it| may(it.closes) && it.applies),
            Scope::After(_) | Scope::AfterUntil(..) => any(&|_, it| may(it.opens) && it.applies),
            Scope::Between(..) if requires => any(&|at, it| may(it.opens) && it.applies && closed_after(at)),
            Scope::Between(..) => any(&|at, it| may(it.opens) && any(&|t, it| t > at && may(it.closes) && it.applies)),
        }
    }
}
