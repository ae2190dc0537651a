//! Where runs begin: with what a register records, if it records anything.

use super::{Explorer, Move, Moved, State};
use crate::check::monitor::Watch;
use crate::facts::Era;
use crate::logic::Set;

impl Explorer<'_, '_> {
    /// The first moves: what is recorded stands before the run.
    pub(in crate::check) fn beginnings(&mut self, start: Set) -> Vec<Move> {
        let start =
            if self.monitor.pattern.applies_at_start() { self.facts.space.and(start, self.applies[0]) } else { start };
        let mut moves = Vec::new();
        let mut begun = vec![(self.monitor.begin(), start, false)];
        let watched = self.watched;
        for (marks, time) in &watched.history {
            let sets = self.happens(marks, Era::Start);
            let mut later = Vec::new();
            for (watch, set, asked) in begun {
                for (set, hit) in self.split(set, &sets, Era::Start) {
                    let step = self.monitor.meet(watch, hit, 0);
                    let watch = self.monitor.arrive(step.watch, Some(*time));
                    if step.broken || step.settled {
                        moves.push(self.ended(watch, set, step.broken, asked || step.asked, step.settled));
                    } else {
                        later.push((watch, set, asked || step.asked));
                    }
                }
            }
            begun = later;
        }
        for (watch, set, asked) in begun {
            if set.is_none() {
                continue;
            }
            let asked = asked || self.monitor.pattern.applies_at_start();
            if self.watched.asks_at_start {
                let applies = self.facts.space.and(set, self.applies[0]);
                moves.push(Move { settled: true, ..self.ended(watch, applies, false, true, true) });
            }
            if self.monitor.is_late(watch) {
                moves.push(self.ended(watch, set, true, asked, false));
                continue;
            }
            let state = self.state(watch);
            self.enter(state, self.graph.start, set, asked, Moved::Silently, &mut moves);
        }
        moves
    }

    pub(super) fn state(&self, watch: Watch) -> State {
        let node = self.graph.start;
        let memory = vec![0; self.graph.slots];
        State { node, watch, era: Era::Start, open: 0, masks: Vec::new(), memory, back: None }
    }

    pub(super) fn ended(&self, watch: Watch, set: Set, broken: bool, asked: bool, settled: bool) -> Move {
        Move { state: self.state(watch), set, broken, asked, settled, what: Moved::Silently, way: Moved::Silently }
    }
}
