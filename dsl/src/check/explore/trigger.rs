//! Triggers: they fire at any time, are answered, and the run resumes with facts chosen anew.

use std::rc::Rc;

use super::{Back, Explorer, Happens, Move, Moved, Resume, State};
use crate::facts::Era;
use crate::graph::Kind;
use crate::logic::Set;

impl Explorer<'_, '_> {
    pub(super) fn fire_all(&mut self, state: &State, set: Set, out: &mut Vec<Move>) {
        let graph = self.graph;
        let start = self.facts.at_start(set);
        let set = self.facts.space.and(start, self.anew);
        for (index, block) in graph.blocks.iter().enumerate().filter(|(index, _)| state.open >> index & 1 == 1) {
            let kinds = self.watched.blocks.get(&index).map(Vec::as_slice).unwrap_or_default();
            let sets: Vec<Happens> = kinds.iter().map(|marks| self.happens(marks, Era::Anew)).collect();
            let none = [Happens::default()];
            let sets = if sets.is_empty() { none.as_slice() } else { sets.as_slice() };
            for (set, hit) in sets.iter().flat_map(|sets| self.split(set, sets, Era::Anew)).collect::<Vec<_>>() {
                let met = self.monitor.meet(self.monitor.interrupted(state.watch), hit, block.position);
                let back = Resume { node: state.node, masks: state.masks.clone(), clock: state.watch.clock };
                let next = State {
                    watch: met.watch,
                    era: Era::Anew,
                    back: Some(Back::To(Rc::new(back))),
                    masks: Vec::new(),
                    ..state.clone()
                };
                let fired = Moved::Fired(index);
                if met.broken || met.settled {
                    out.push(Move {
                        state: next,
                        set,
                        broken: met.broken,
                        asked: met.asked,
                        settled: met.settled,
                        what: fired,
                        way: Moved::Silently,
                    });
                } else {
                    let answering = State { node: block.entry, ..next };
                    out.push(Move {
                        state: answering,
                        set,
                        broken: false,
                        asked: met.asked,
                        settled: false,
                        what: fired,
                        way: Moved::Silently,
                    });
                }
            }
        }
    }

    pub(super) fn resume(&mut self, state: &State, set: Set, out: &mut Vec<Move>) {
        if let Some(Back::To(back)) = &state.back {
            self.resume_at(state, back, set, out);
        }
    }

    pub(super) fn resume_at(&mut self, state: &State, back: &Resume, set: Set, out: &mut Vec<Move>) {
        let watch = self.monitor.resumed(state.watch, back.clock);
        let next = State { node: back.node, masks: back.masks.clone(), watch, back: None, ..state.clone() };
        let ended = self.graph.node(back.node).kind == Kind::End;
        let broken = ended && self.monitor.ends_broken(watch);
        let what = if ended { Moved::Ended } else { Moved::Silently };
        out.push(Move { state: next, set, broken, asked: false, settled: false, what, way: Moved::Silently });
    }
}
