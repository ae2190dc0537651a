//! What happens at a stop, and under which facts it is what the pattern speaks of.

use super::{Explorer, Marks, Move, Moved, State};
use crate::check::matching::Match;
use crate::check::monitor::{Clock, Hit, Part, Pattern, Reading, Watch};
use crate::facts::Era;
use crate::graph::NodeId;
use crate::logic::Set;
use crate::model::Duration;

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
        if self.monitor.is_late(arrived) {
            step.broken = true;
            out.push(step);
            return;
        }
        self.happen(step, before, arrived, out);
    }

    /// The run comes to a place where the way is chosen: no time passes by that.
    pub(super) fn fork(&mut self, mut step: Move, out: &mut Vec<Move>) {
        step.what = Moved::To(step.state.node);
        let before = step.state.watch;
        self.happen(step, before, before, out);
    }

    fn happen(&mut self, mut step: Move, before: Watch, arrived: Watch, out: &mut Vec<Move>) {
        let id = step.state.node;
        let node = self.graph.node(id);
        let Some(marks) = self.watched.stops.get(&id.0) else {
            step.state.watch = self.in_group(id, before, arrived, arrived, Hit::default());
            out.push(step);
            return;
        };
        let era = step.state.era;
        let sets = self.cached_marks(id.0, marks, era);
        for (set, hit) in self.split(step.set, &sets, era) {
            let met = self.monitor.meet(arrived, hit, node.position);
            let watch = self.in_group(id, before, arrived, met.watch, hit);
            let state = State { watch, ..step.state.clone() };
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

    /// Inside a group the clock stays at the beginning of the group, unless it was started here: members run side by side.
    fn in_group(&self, id: NodeId, before: Watch, arrived: Watch, after: Watch, hit: Hit) -> Watch {
        let node = self.graph.node(id);
        let Some(since_fork) = node.since_fork else { return after };
        let started = after.clock == Clock::Running(Duration::default()) && (hit.e || hit.s);
        if started {
            let whole = self.graph.groups.iter().find_map(|group| {
                let member = group.members.get(node.member?)?;
                member.nodes.contains(&id.0).then_some(member.total)
            });
            let last = whole.is_some_and(|total| total.is_some() && total == since_fork);
            let beside = node.member.filter(|_| last).and_then(|it| u8::try_from(it + 1).ok()).unwrap_or(0);
            return Watch { beside, ..after };
        }
        if after.clock == arrived.clock && after.clock != Clock::Over {
            return Watch { clock: before.clock, ..after };
        }
        after
    }

    fn cached_marks(&mut self, node: u32, marks: &Marks, era: Era) -> Happens {
        if let Some(&sets) = self.marks.get(&(node, era)) {
            return sets;
        }
        let sets = self.happens(marks, era);
        self.marks.insert((node, era), sets);
        sets
    }

    /// Under which facts it is what, as it is to be read.
    pub(super) fn happens(&mut self, marks: &Marks, era: Era) -> Happens {
        let [e, s, t] = self.monitor.pattern.parts();
        let mut read = |mark: &Match, part: Part| match (mark.unreadable, part, self.monitor.reading) {
            (true, Part::Demanded, _) => Set::ALL,
            (true, Part::Demanding, _) => Set::NONE,
            (_, Part::Demanded, Reading::Against) | (_, Part::Demanding, Reading::Favour) => {
                self.facts.fact_set(&mark.sure, era)
            }
            (_, Part::Demanded, Reading::Favour) | (_, Part::Demanding, Reading::Against) => {
                self.facts.fact_set(&mark.possible, era)
            }
        };
        let (e, s, t) = (read(&marks.e, e), read(&marks.s, s), read(&marks.t, t));
        let (about, ageless) = (read(&marks.about, Part::Demanding), read(&marks.ageless, Part::Demanded));
        let (sure_t, possible_t) = match marks.t.unreadable {
            true => (t, t),
            false => (self.facts.fact_set(&marks.t.sure, era), self.facts.fact_set(&marks.t.possible, era)),
        };
        Happens { e, s, t, about, ageless, sure_t, possible_t }
    }

    /// Divides a set of facts by what happens under them.
    pub(super) fn split(&mut self, set: Set, sets: &Happens, era: Era) -> Vec<(Set, Hit)> {
        let applies = if self.monitor.pattern.applies_at_start() { Set::ALL } else { self.applies[era as usize] };
        let mut parts = vec![(set, Hit::default())];
        parts = self.divide(parts, applies, |hit| hit.applies = true);
        parts = self.divide(parts, sets.e, |hit| hit.e = true);
        parts = self.divide(parts, sets.s, |hit| hit.s = true);
        parts = self.divide(parts, sets.about, |hit| hit.about = true);
        parts = self.divide(parts, sets.ageless, |hit| hit.ageless = true);
        if !self.monitor.pattern.t_decides_and_closes() {
            return self.divide(parts, sets.t, |hit| (hit.t, hit.closes) = (true, true));
        }
        match self.monitor.reading {
            // What surely is a T decides and closes; what may be one closes only.
            Reading::Favour => {
                let parts = self.divide(parts, sets.possible_t, |hit| hit.closes = true);
                self.divide(parts, sets.sure_t, |hit| hit.t = true)
            }
            // What may be a T may also be none: both are followed.
            Reading::Against => {
                let doubtful = self.facts.space.without(sets.possible_t, sets.sure_t);
                let mut none = Vec::new();
                for &(set, hit) in &parts {
                    let set = self.facts.space.and(set, doubtful);
                    none.extend((!set.is_none()).then_some((set, hit)));
                }
                let mut all = self.divide(parts, sets.possible_t, |hit| (hit.t, hit.closes) = (true, true));
                all.extend(none);
                all
            }
        }
    }

    fn divide(&mut self, parts: Vec<(Set, Hit)>, here: Set, mark: impl Fn(&mut Hit)) -> Vec<(Set, Hit)> {
        let mut divided = Vec::with_capacity(parts.len());
        for (set, hit) in parts {
            let (inside, outside) = (self.facts.space.and(set, here), self.facts.space.without(set, here));
            if !inside.is_none() {
                let mut marked = hit;
                mark(&mut marked);
                divided.push((inside, marked));
            }
            if !outside.is_none() {
                divided.push((outside, hit));
            }
        }
        divided
    }
}

/// Under which facts something is what a pattern speaks of.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::check) struct Happens {
    e: Set,
    s: Set,
    t: Set,
    about: Set,
    ageless: Set,
    sure_t: Set,
    possible_t: Set,
}
