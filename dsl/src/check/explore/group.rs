//! Members of a group, in every order that can matter.

use super::{Explorer, Move, Moved, State};
use crate::check::monitor::Watch;
use crate::graph::{Group, Kind, Member};
use crate::logic::Set;

impl Explorer<'_, '_> {
    /// The next member of a group. Members that cannot matter go first, in the order of the text.
    pub(super) fn choose(&mut self, state: &State, group: usize, set: Set, out: &mut Vec<Move>) {
        let Some(it) = self.graph.groups.get(group) else {
            return;
        };
        let done = state.masks.last().copied().unwrap_or(0);
        let relevant = self.relevant.get(group).copied().unwrap_or(u64::MAX);
        let open = |index: usize| done >> index & 1 == 0 && it.members[index].needs & !done == 0;
        let open: Vec<usize> = (0..it.members.len()).filter(|&index| open(index)).collect();
        if open.is_empty() {
            let Some(exit) = it.exit else { return };
            let mut next = state.clone();
            next.masks.pop();
            if it.together && self.graph.node(state.node).since_fork.is_none() {
                // What began when a member was done has the other members to wait for.
                let aside = usize::from(state.watch.beside).checked_sub(1);
                next.watch = self.monitor.arrive(Watch { beside: 0, ..state.watch }, it.longest(aside));
            }
            return self.enter(next, exit, set, false, Moved::Silently, out);
        }
        // Of members that are alike, the first in the text stands for all.
        let first_of_its_kind = |&index: &usize| {
            let alike = |&other: &usize| other < index && self.are_alike(&it.members[other], &it.members[index]);
            !open.iter().any(alike)
        };
        let plain = open.iter().copied().find(|&index| relevant >> index & 1 == 0);
        let chosen: Vec<usize> =
            plain.map_or_else(|| open.iter().copied().filter(first_of_its_kind).collect(), |index| vec![index]);
        for index in chosen {
            let member = &it.members[index];
            let guard = member.guard.map_or(Set::ALL, |guard| self.guard(guard, state));
            let (inside, outside) = (self.facts.space.and(set, guard), self.facts.space.without(set, guard));
            if !inside.is_none() {
                self.enter(state.clone(), member.entry, inside, false, Moved::Silently, out);
            }
            if !outside.is_none() {
                let mut skipped = state.clone();
                if let Some(mask) = skipped.masks.last_mut() {
                    *mask |= 1 << index;
                }
                out.push(Move {
                    state: skipped,
                    set: outside,
                    broken: false,
                    asked: false,
                    settled: false,
                    what: Moved::Silently,
                    way: Moved::Silently,
                });
            }
        }
    }

    /// Whether two members are one step each, and the same to what is watched: then their order cannot matter.
    fn are_alike(&self, left: &Member, right: &Member) -> bool {
        let only =
            |member: &Member| (member.nodes.len() == 2).then_some(member.entry).filter(|_| member.guard.is_none());
        let (Some(left), Some(right)) = (only(left), only(right)) else { return false };
        let timed = self.monitor.pattern.is_timed();
        let (one, other) = (self.graph.node(left), self.graph.node(right));
        let same_marks = match (self.watched.stops.get(&left.0), self.watched.stops.get(&right.0)) {
            (Some(one), Some(other)) => one.all().iter().zip(other.all()).all(|(one, other)| one.is_as(other)),
            _ => false,
        };
        let stops = [one, other].iter().all(|it| matches!(it.kind, Kind::Stop { .. }) && it.slot.is_none());
        stops && same_marks && (!timed || one.since_fork == other.since_fork)
    }

    /// The members of a group whose place in the order can matter to what is watched.
    pub(super) fn relevant_members(&self, group: &Group) -> u64 {
        let matters = |range: &std::ops::Range<u32>| {
            range.clone().any(|index| {
                let Some(node) = self.graph.nodes.get(index as usize) else {
                    return false;
                };
                let leaves = node.edges.iter().any(|edge| !range.contains(&edge.to.0));
                let leaves = leaves && !matches!(node.kind, Kind::Done { .. });
                self.watched.stops.contains_key(&index)
                    || node.slot.is_some()
                    || matches!(node.kind, Kind::Open(_))
                    || leaves
            })
        };
        let bits = group.members.iter().enumerate().filter(|(_, member)| matters(&member.nodes));
        bits.fold(0, |mask, (index, _)| mask | 1 << index)
    }
}
