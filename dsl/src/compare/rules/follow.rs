//! One course followed along another: where the one goes on and the other would not.
//!
//! The norm says what must happen, the course that is held may do more, never less: every run of it must be a run of the
//! norm, as far as both know the same steps, under the same facts. Where it is not, what was passed over is looked for, and
//! the two go on together from there, so that one gap does not hide the next.

mod trail; // how it came there, and what made the difference

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::check::{Course, Moved};
use crate::facts::FactSpace;
use crate::graph::{Graph, Kind, NodeId};
use crate::logic::Set;
use crate::model::{Id, Step};

/// More places than this are too many to follow.
const MOST_PLACES: usize = 40_000;
/// What is passed over is looked for so many states ahead.
const MOST_AHEAD: usize = 4_000;

/// A course with the graph it is the course of.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) course: &'a Course,
    pub(super) graph: &'a Graph,
}

/// Where a course goes on and its norm would not.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    /// The norm's steps that are passed over; none where something only comes too early.
    pub(super) passed: Vec<Id<Step>>,
    /// The stop that is come to instead, if it is not the end.
    pub(super) instead: Option<NodeId>,
    /// How the run got past: the node of the optional step, the jump or the fork.
    pub(super) by: Option<(Moved, NodeId)>,
    /// The facts under which that happens.
    pub(super) facts: Set,
    /// The last stop up to which both went together, where something comes that the norm does not let come there, or
    /// where nothing but the outcome of that stop leads past.
    pub(super) since: Option<NodeId>,
    /// The stops of the run, in order.
    pub(super) run: Vec<NodeId>,
}

/// Follows a course along its norm. `partner` says which of the norm's steps a step is, `known` whether one of the norm's
/// is a step of both, and `guarded` whether more of it is not simply more.
/// Says whether all was followed.
pub(super) fn gaps(
    facts: &mut FactSpace<'_>,
    held: Way<'_>,
    norm: Way<'_>,
    partner: &dyn Fn(Id<Step>) -> Option<Id<Step>>,
    known: &dyn Fn(Id<Step>) -> bool,
    guarded: &dyn Fn(Id<Step>) -> bool,
) -> (Vec<Gap>, bool) {
    let outcomes = norm.graph.stops().filter_map(|(_, step, outcome)| Some((step, outcome?.to_owned()))).collect();
    let (gaps, told, trail) = (Vec::new(), BTreeSet::new(), Vec::new());
    let mut follow = Follow { facts, held, norm, partner, known, guarded, outcomes, gaps, told, trail };
    let lost = follow.facts.too_large || follow.facts.space.exhausted();
    let complete = !lost && !held.course.incomplete && !norm.course.incomplete && follow.all();
    (follow.gaps, complete)
}

/// What is seen at a stop: the norm's step, and the outcome where the norm has one of that name.
type Label = (Id<Step>, Option<String>);
/// What was passed over, and what was come to.
type Told = (Vec<Id<Step>>, Option<Id<Step>>);
/// Where the norm may stand, and under which facts.
type Front = BTreeMap<usize, Set>;

struct Follow<'a, 'f, 'm> {
    facts: &'f mut FactSpace<'m>,
    held: Way<'a>,
    norm: Way<'a>,
    partner: &'a dyn Fn(Id<Step>) -> Option<Id<Step>>,
    known: &'a dyn Fn(Id<Step>) -> bool,
    guarded: &'a dyn Fn(Id<Step>) -> bool,
    /// Those of the norm's decisions.
    outcomes: BTreeSet<(Id<Step>, String)>,
    gaps: Vec<Gap>,
    told: BTreeSet<Told>,
    trail: Vec<Pace>,
}

/// One move of the held course.
#[derive(Clone, Copy)]
struct Pace {
    /// The number of the one before.
    before: Option<usize>,
    from: NodeId,
    way: Moved,
    /// The stop that was made.
    stop: Option<NodeId>,
}

struct Place {
    spot: usize,
    front: Front,
    set: Set,
    trail: Option<usize>,
    /// Where the held course left the norm, if it did: there it does something that the norm does not do any more.
    astray: Option<Option<usize>>,
    /// What was passed over, and where the norm stood before: it may still come, in another order.
    owed: Option<Owed>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Owed {
    steps: Vec<Id<Step>>,
    front: Front,
}

/// What was seen: the held course here, the norm there, and what is still to come.
type Seen = (usize, Vec<(usize, Set)>, Option<Owed>);

impl Follow<'_, '_, '_> {
    fn all(&mut self) -> bool {
        let begins: Front = self.norm.course.begins.iter().copied().collect();
        let front = self.closed(begins);
        let mut queue: VecDeque<Place> = VecDeque::new();
        for &(spot, set) in &self.held.course.begins {
            let front = self.within(&front, set);
            queue.push_back(Place { spot, front, set, trail: None, astray: None, owed: None });
        }
        let mut seen: BTreeMap<Seen, Set> = BTreeMap::new();
        let mut count = 0_usize;
        while let Some(place) = queue.pop_front() {
            count += 1;
            if count > MOST_PLACES || self.facts.space.exhausted() || self.facts.is_stopped() {
                return false;
            }
            let key = (place.spot, place.front.iter().map(|(&at, &set)| (at, set)).collect(), place.owed.clone());
            let known = seen.entry(key).or_insert(Set::NONE);
            let more = self.facts.space.without(place.set, *known);
            if more.is_none() {
                continue;
            }
            *known = self.facts.space.or(*known, more);
            self.go_on(&Place { set: more, ..place }, &mut queue);
        }
        true
    }

    fn go_on(&mut self, place: &Place, queue: &mut VecDeque<Place>) {
        let Some(spot) = self.held.course.spots.get(place.spot) else { return };
        if spot.ends {
            self.end(place);
        }
        for way in &spot.ways {
            let set = self.facts.space.and(place.set, way.set);
            if set.is_none() {
                continue;
            }
            self.trail.push(Pace { before: place.trail, from: spot.node, way: way.way, stop: way.stop() });
            let trail = Some(self.trail.len() - 1);
            let label = way.stop().and_then(|node| self.held_label(node));
            match label {
                None => {
                    let front = self.within(&place.front, set);
                    let owed = place.owed.clone();
                    queue.push_back(Place { spot: way.to, front, set, trail, astray: place.astray, owed });
                }
                Some(label) => self.stop(place, (way.to, set, trail), &label, queue),
            }
        }
    }

    /// The held course makes a stop that the norm knows.
    fn stop(
        &mut self,
        place: &Place,
        (to, set, trail): (usize, Set, Option<usize>),
        label: &Label,
        queue: &mut VecDeque<Place>,
    ) {
        let (next, together) = self.step(&place.front, set, label);
        let (mut front, mut covered) = (self.closed(next), together);
        let (owed, late) = self.late(place, set, label, &mut front);
        covered = self.facts.space.or(covered, late);
        if !covered.is_none() {
            queue.push_back(Place { spot: to, front, set: covered, trail, astray: None, owed });
        }
        let open = self.facts.space.without(set, covered);
        if open.is_none() {
            return;
        }
        // It chooses what the norm does not let be chosen here.
        let (_, other) = self.step(&place.front, open, &(label.0, None));
        if !other.is_none() {
            self.tell(Vec::new(), Some(label.0), other, trail);
        }
        let open = self.facts.space.without(open, other);
        let front = self.within(&place.front, open);
        let (reached, passed, found) = self.ahead(&front, open, Some(label));
        if !found.is_none() {
            self.tell(passed.clone(), Some(label.0), found, trail);
            let owed = Some(Owed { steps: passed, front: front.clone() });
            let front = self.closed(reached);
            queue.push_back(Place { spot: to, front, set: found, trail, astray: None, owed });
        }
        let lost = self.facts.space.without(open, found);
        if lost.is_none() {
            return;
        }
        let astray = place.astray.unwrap_or(place.trail);
        if (self.guarded)(label.0) {
            // What comes after that is no course of the norm at all.
            self.tell_astray(label.0, lost, trail, astray);
        } else {
            let front = self.within(&place.front, lost);
            let owed = place.owed.clone();
            queue.push_back(Place { spot: to, front, set: lost, trail, astray: Some(astray), owed });
        }
    }

    /// The held course makes a stop that was passed over, if it does: its order was told, and what follows may be what
    /// follows that stop in the norm, or what followed the one that came too early.
    fn late(&mut self, place: &Place, set: Set, label: &Label, front: &mut Front) -> (Option<Owed>, Set) {
        let Some(owed) = place.owed.as_ref().filter(|it| it.steps.contains(&label.0)) else {
            return (place.owed.clone(), Set::NONE);
        };
        let (next, late) = self.step(&owed.front, set, label);
        let next = self.closed(next);
        let stayed = self.within(&place.front, set);
        for (at, set) in next.into_iter().chain(stayed) {
            let known = front.entry(at).or_insert(Set::NONE);
            *known = self.facts.space.or(*known, set);
        }
        let steps: Vec<Id<Step>> = owed.steps.iter().copied().filter(|it| *it != label.0).collect();
        let left = (!steps.is_empty()).then(|| Owed { steps, front: owed.front.clone() });
        (left, late)
    }

    /// The held course is over: the norm must be able to be.
    fn end(&mut self, place: &Place) {
        let ended = place.front.iter().filter(|(at, _)| self.norm.course.spots.get(**at).is_some_and(|it| it.ends));
        let ended: Vec<Set> = ended.map(|(_, &set)| set).collect();
        let covered = ended.into_iter().fold(Set::NONE, |all, set| self.facts.space.or(all, set));
        let open = self.facts.space.without(place.set, covered);
        if open.is_none() {
            return;
        }
        let front = self.within(&place.front, open);
        let (_, passed, found) = self.ahead(&front, open, None);
        if !found.is_none() {
            self.tell(passed, None, found, place.trail);
        }
        let lost = self.facts.space.without(open, found);
        if !lost.is_none() {
            self.tell(Vec::new(), None, lost, place.trail);
        }
    }

    /// The norm makes the same stop, from wherever it may stand.
    fn step(&mut self, front: &Front, set: Set, label: &Label) -> (Front, Set) {
        let (mut next, mut covered) = (Front::new(), Set::NONE);
        for (&at, &here) in front {
            let Some(spot) = self.norm.course.spots.get(at) else { continue };
            for way in &spot.ways {
                if way.stop().and_then(|it| self.norm_label(it)).is_none_or(|it| !same(&it, label)) {
                    continue;
                }
                let there = self.facts.space.and(here, way.set);
                let there = self.facts.space.and(there, set);
                if !there.is_none() {
                    let known = next.entry(way.to).or_insert(Set::NONE);
                    *known = self.facts.space.or(*known, there);
                    covered = self.facts.space.or(covered, there);
                }
            }
        }
        (next, covered)
    }

    /// Looks ahead on the norm for the stop, or the end; gives where it stands then, what was passed over on the
    /// shortest way, and under which facts.
    fn ahead(&mut self, front: &Front, open: Set, label: Option<&Label>) -> (Front, Vec<Id<Step>>, Set) {
        let mut queue: VecDeque<(usize, Set, Vec<Id<Step>>)> =
            front.iter().map(|(&at, &set)| (at, set, Vec::new())).collect();
        let mut seen: BTreeMap<usize, Set> = BTreeMap::new();
        let mut count = 0_usize;
        while let Some((at, set, passed)) = queue.pop_front() {
            count += 1;
            if count > MOST_AHEAD {
                break;
            }
            let known = seen.entry(at).or_insert(Set::NONE);
            let more = self.facts.space.without(set, *known);
            if more.is_none() {
                continue;
            }
            *known = self.facts.space.or(*known, more);
            let here = Front::from([(at, more)]);
            let found = match label {
                Some(label) => self.step(&here, open, label),
                None if self.norm.course.spots.get(at).is_some_and(|it| it.ends) => (here, more),
                None => (Front::new(), Set::NONE),
            };
            if !found.1.is_none() && !passed.is_empty() {
                return (found.0, passed, found.1);
            }
            let Some(spot) = self.norm.course.spots.get(at) else { continue };
            for way in &spot.ways {
                let there = self.facts.space.and(more, way.set);
                if there.is_none() {
                    continue;
                }
                let stop = way.stop().and_then(|it| self.norm_label(it));
                let mut passed = passed.clone();
                if let Some((step, _)) = stop.filter(|it| !passed.contains(&it.0)) {
                    passed.push(step);
                }
                // What is not known is gone over before what is passed over.
                queue.push_back((way.to, there, passed));
            }
        }
        (Front::new(), Vec::new(), Set::NONE)
    }

    /// Everywhere the norm may stand without a stop that both know.
    fn closed(&mut self, front: Front) -> Front {
        let mut all = Front::new();
        let mut queue: VecDeque<(usize, Set)> = front.into_iter().collect();
        while let Some((at, set)) = queue.pop_front() {
            let known = all.entry(at).or_insert(Set::NONE);
            let more = self.facts.space.without(set, *known);
            if more.is_none() {
                continue;
            }
            *known = self.facts.space.or(*known, more);
            let Some(spot) = self.norm.course.spots.get(at) else { continue };
            for way in &spot.ways {
                if way.stop().is_some_and(|it| self.norm_label(it).is_some()) {
                    continue;
                }
                let there = self.facts.space.and(more, way.set);
                if !there.is_none() {
                    queue.push_back((way.to, there));
                }
            }
        }
        all
    }

    fn within(&mut self, front: &Front, set: Set) -> Front {
        let each = front.iter().map(|(&at, &here)| (at, self.facts.space.and(here, set)));
        each.filter(|(_, it)| !it.is_none()).collect()
    }

    fn held_label(&self, node: NodeId) -> Option<Label> {
        let Kind::Stop { step, outcome } = &self.held.graph.node(node).kind else { return None };
        let partner = (self.partner)(*step)?;
        // An outcome that only one side has may be any of the other's.
        let theirs = outcome.clone().filter(|it| self.outcomes.contains(&(partner, it.clone())));
        Some((partner, theirs))
    }

    fn norm_label(&self, node: NodeId) -> Option<Label> {
        let Kind::Stop { step, outcome } = &self.norm.graph.node(node).kind else { return None };
        (self.known)(*step).then(|| (*step, outcome.clone()))
    }
}

fn same(one: &Label, other: &Label) -> bool {
    one.0 == other.0 && (one.1 == other.1 || one.1.is_none() || other.1.is_none())
}
