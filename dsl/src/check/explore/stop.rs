//! What happens at a stop, and under which facts it is what the pattern speaks of.

use super::{Explorer, Marks, Move, Moved, State};
use crate::check::monitor::{Clock, Hit, Part, Pattern, Reading, Watch};
use crate::facts::Era;
use crate::logic::Set;

impl Explorer<'_, '_> {
    pub(super) fn stop(&mut self, mut step: Move, out: &mut Vec<Move>) {
        let graph = self.graph;
        let id = step.state.node;
        let node = graph.node(id);
        step.what = Moved::To(id);
        if let Some(slot) = node.slot.and_then(|slot| step.state.memory.get_mut(slot)) {
            *slot = id.0 + 1;
        }
        let before = step.state.watch;
        let recurs = matches!(self.monitor.pattern, Pattern::Responds { every: Some(_), .. });
        let arrived = match node.since_fork {
            _ if recurs && node.in_repeat => before,
            Some(since_fork) => self.monitor.arrive(before, since_fork),
            None => self.monitor.arrive(before, node.within),
        };
        // Inside a group the clock stays at the beginning of the group: its members run side by side.
        let keep = |after: Watch| match node.since_fork {
            Some(_) if after.clock == arrived.clock && after.clock != Clock::Over => {
                Watch { clock: before.clock, ..after }
            }
            _ => after,
        };
        if self.monitor.is_late(arrived) {
            step.broken = true;
            out.push(step);
            return;
        }
        let Some(marks) = self.watched.stops.get(&id.0) else {
            step.state.watch = keep(arrived);
            out.push(step);
            return;
        };
        let era = step.state.era;
        let sets = self.cached_marks(id.0, marks, era);
        for (set, hit) in self.split(step.set, &sets, era) {
            let met = self.monitor.meet(arrived, hit, node.position);
            let state = State { watch: keep(met.watch), ..step.state.clone() };
            let asked = step.asked || met.asked;
            out.push(Move {
                state,
                set,
                broken: met.broken,
                asked,
                settled: met.settled,
                what: step.what,
                way: step.way,
            });
        }
    }

    pub(super) fn cached_marks(&mut self, node: u32, marks: &Marks, era: Era) -> [Set; 4] {
        if let Some(&sets) = self.marks.get(&(node, era)) {
            return sets;
        }
        let sets = self.mark_sets(marks, era);
        self.marks.insert((node, era), sets);
        sets
    }

    pub(super) fn mark_sets(&mut self, marks: &Marks, era: Era) -> [Set; 4] {
        let [e, s, t] = self.monitor.pattern.parts();
        let mut sets = [Set::NONE; 4];
        for (index, (mark, part)) in marks.all().into_iter().zip([e, s, t, Part::Demanding]).enumerate() {
            sets[index] = match (mark.unreadable, part, self.monitor.reading) {
                (true, Part::Demanded, _) => Set::ALL,
                (true, Part::Demanding, _) => Set::NONE,
                (_, Part::Demanded, Reading::Against) | (_, Part::Demanding, Reading::Favour) => {
                    self.facts.fact_set(&mark.sure, era)
                }
                (_, Part::Demanded, Reading::Favour) | (_, Part::Demanding, Reading::Against) => {
                    self.facts.fact_set(&mark.possible, era)
                }
            };
        }
        sets
    }

    /// Divides a set of facts by what happens under them.
    pub(super) fn split(&mut self, set: Set, sets: &[Set; 4], era: Era) -> Vec<(Set, Hit)> {
        let applies = if self.monitor.pattern.applies_at_start() { Set::ALL } else { self.applies[era as usize] };
        let mut parts = vec![(set, Hit::default())];
        for (index, &here) in [applies, sets[0], sets[1], sets[2], sets[3]].iter().enumerate() {
            let mut divided = Vec::with_capacity(parts.len());
            for (set, hit) in parts {
                let inside = self.facts.space.and(set, here);
                let outside = self.facts.space.without(set, here);
                if !inside.is_none() {
                    let mut hit = hit;
                    *[&mut hit.applies, &mut hit.e, &mut hit.s, &mut hit.t, &mut hit.about][index] = true;
                    divided.push((inside, hit));
                }
                if !outside.is_none() {
                    divided.push((outside, hit));
                }
            }
            parts = divided;
        }
        parts
    }
}
