//! The trail of a held course: how it came to where it gets past something, and which of its moves made the difference.

use super::{Follow, Gap, Pace};
use crate::check::Moved;
use crate::graph::{Kind, NodeId};
use crate::logic::Set;
use crate::model::{Id, Step};

impl Follow<'_, '_, '_> {
    pub(super) fn tell(&mut self, passed: Vec<Id<Step>>, instead: Option<Id<Step>>, facts: Set, trail: Option<usize>) {
        if !self.told.insert((passed.clone(), if passed.is_empty() { instead } else { None })) {
            return;
        }
        let (mut run, mut at) = (Vec::new(), trail);
        let mut by: Option<(Moved, NodeId)> = None;
        // What made the difference lies between the last stop that both know and this one.
        let mut between = true;
        let (mut last, mut before_it) = (None, None);
        while let Some(Pace { before, from, way, stop }) = at.and_then(|at| self.trail.get(at)).copied() {
            let known = stop.is_some_and(|it| self.held_label(it).is_some());
            if instead.is_some() && run.is_empty() && last.is_none() {
                last = stop;
            } else if known {
                between = false;
                before_it = before_it.or(stop);
            }
            // That a decision has several outcomes makes no difference before it is made.
            let own_outcome = run.is_empty() && stop.is_some_and(|it| self.is_outcome(it));
            let forks = self.held.graph.node(from).edges.len() > 1 && !own_outcome;
            let chosen = way != Moved::Silently || forks;
            let plainer = by.is_none_or(|it| it.0 == Moved::Silently && way != Moved::Silently);
            if between && chosen && plainer {
                by = Some((way, from));
            }
            run.extend(stop);
            at = before;
        }
        run.reverse();
        let since = before_it.filter(|&it| by.is_none() && !passed.is_empty() && self.is_outcome(it));
        self.gaps.push(Gap { passed, instead: last, by, facts, since, run });
    }

    pub(super) fn tell_astray(&mut self, step: Id<Step>, facts: Set, trail: Option<usize>, astray: Option<usize>) {
        let stops = |mut at: Option<usize>| {
            let mut stops = Vec::new();
            while let Some(Pace { before, stop, .. }) = at.and_then(|at| self.trail.get(at)).copied() {
                stops.extend(stop);
                at = before;
            }
            stops
        };
        let (mut run, left) = (stops(trail), stops(astray));
        let since = left.first().copied();
        let told = since.and_then(|it| self.held_label(it)).map(|it| it.0);
        if self.told.insert((told.into_iter().collect(), Some(step))) {
            run.reverse();
            let instead = run.last().copied();
            self.gaps.push(Gap { passed: Vec::new(), instead, by: None, facts, since, run });
        }
    }

    fn is_outcome(&self, stop: NodeId) -> bool {
        matches!(&self.held.graph.node(stop).kind, Kind::Stop { outcome: Some(_), .. })
    }
}
