//! All runs of one life-to-be under one start, as one clause sees them.
//!
//! Runs that stand at the same place and in which the clause has seen the same things go on alike, so they are
//! followed once. A run turns back, begins another lap or is interrupted by a trigger at most [`TURNS`] times.
//! That is enough: a pattern is decided by one S, one E and one T at most; on the way to each of them, and from the
//! last to the end, a loop needs to be gone through once at most, since a second time only repeats what was seen.
//! (A test raises the bound and finds nothing more.)

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::flow::{Node, Place};
use crate::judge::{Case, Reading};
use crate::matching::{Deed, Truth};
use crate::run::{Control, Mark, Runs};
use crate::trace::{Eye, Item, Kind, Wait};
use crate::world::{Days, Pattern, Scope, Use};

/// How often one run turns back, laps or is interrupted.
pub(crate) const TURNS: usize = 5;

/// How often the same event is noted in a row: no pattern speaks of more than three.
const IN_A_ROW: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct State {
    pub(crate) control: Control,
    pub(crate) items: Vec<Item>,
    /// Since the last of the items.
    pub(crate) wait: Wait,
    /// Whether an optional step was left out.
    pub(crate) left: bool,
}

/// What was found for one start.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Some complete run there is.
    pub(crate) runs: bool,
    /// Something is asked on one of them.
    pub(crate) asked: bool,
    /// Broken on a run, read in favour of the entity, and read against it.
    pub(crate) sure: bool,
    pub(crate) poss: bool,
    /// The same among the runs that leave out no optional step.
    pub(crate) sure_full: bool,
    pub(crate) poss_full: bool,
    /// For `keep apart`: which of its events happen in which life.
    pub(crate) apart: BTreeSet<(usize, usize)>,
    /// The blocks that come to be open.
    pub(crate) open: Vec<usize>,
    /// A run that breaks it, in words.
    pub(crate) example: Option<Vec<String>>,
}

/// A state, and how it came about: the state before it, and what was seen of the move.
struct Found<'a> {
    state: Rc<State>,
    before: usize,
    marks: Vec<Mark<'a>>,
    turns: usize,
}

/// The case is too large for going through it one by one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TooLarge;

pub(crate) struct Search<'a> {
    pub(crate) eye: Eye<'a>,
    pub(crate) runs: &'a Runs<'a>,
    pub(crate) turns: usize,
    /// How many more states may be looked at before the case is left aside.
    pub(crate) budget: &'a Cell<usize>,
}

impl Search<'_> {
    pub(crate) fn tally(&self, scene: usize, of: Option<&Use>) -> Result<Tally, TooLarge> {
        // With how few turns each state was reached.
        let mut known: HashMap<Rc<State>, usize> = HashMap::new();
        let mut found: Vec<Found<'_>> = Vec::new();
        for state in self.begin(scene, of).into_iter().map(Rc::new) {
            known.insert(Rc::clone(&state), 0);
            found.push(Found { state, before: usize::MAX, marks: Vec::new(), turns: 0 });
        }
        let mut next = 0;
        while next < found.len() {
            self.budget.set(self.budget.get().checked_sub(1).ok_or(TooLarge)?);
            let (state, turns) = (Rc::clone(&found[next].state), found[next].turns);
            for (marks, control) in self.runs.moves(&state.control) {
                let turns = turns + marks.iter().filter(|it| it.turns()).count();
                let state = Rc::new(self.after(&state, &marks, control));
                if turns <= self.turns && known.get(&state).is_none_or(|&it| it > turns) {
                    known.insert(Rc::clone(&state), turns);
                    found.push(Found { state, before: next, marks, turns });
                }
            }
            next += 1;
        }
        Ok(self.fold(scene, &found))
    }

    pub(crate) fn begin(&self, scene: usize, of: Option<&Use>) -> Vec<State> {
        let (items, wait) = of.map_or_else(Default::default, |it| self.records(scene, it));
        let begin = self.runs.begin(scene).into_iter();
        begin.map(|control| State { control, items: items.clone(), wait, left: false }).collect()
    }

    /// What was recorded stands before the runs, oldest first. What is older than the last change is stale.
    fn records(&self, scene: usize, of: &Use) -> (Vec<Item>, Wait) {
        let mut records: Vec<_> = of.records.iter().filter(|it| of.changed.is_none_or(|day| it.ago <= day)).collect();
        records.sort_by_key(|it| std::cmp::Reverse(it.ago));
        let (mut items, mut last) = (Vec::new(), None);
        for record in records {
            let roles = record.by.map(|it| vec![it]);
            let deed = Deed::Act { action: Some(record.action), roles, fields: &record.fields, outcome: None };
            if let Some(seen) = self.eye.see(&deed, None, &self.runs.scenes[scene]) {
                let days = last.map_or(0, |last: Days| last - record.ago);
                let wait = if self.eye.timed() { Wait::stated(days) } else { Wait::default() };
                items.push(Item { wait, kind: Kind::Event(seen) });
                last = Some(record.ago);
            }
        }
        let wait = if self.eye.timed() { Wait::stated(last.unwrap_or(0)) } else { Wait::default() };
        (items, wait)
    }

    /// The state after a move.
    pub(crate) fn after(&self, before: &State, marks: &[Mark<'_>], control: Control) -> State {
        let scene = &self.runs.scenes[control.scene];
        let mut state = State { control: control.clone(), ..before.clone() };
        for mark in marks {
            self.pass_time(&mut state, mark);
            match mark {
                Mark::Left => state.left = true,
                Mark::Step { step, place, outcome } => {
                    let action = step.action.or(self.eye.world.decide);
                    let roles = self.eye.world.actors(&step.by, scene);
                    let deed = Deed::Act { action, roles, fields: &step.fields, outcome: *outcome };
                    self.note(&mut state, &deed, Some(*place));
                }
                Mark::Fork { asks, place } => self.note(&mut state, &Deed::Fork(asks), Some(*place)),
                // The facts that the trigger brings hold from the trigger on.
                Mark::Trigger(trigger, _) => {
                    self.note(&mut state, &Deed::Trigger(*trigger), None);
                }
                Mark::Back(stretch) if self.eye.jumps() && undoes(&state.items, *stretch) => {
                    push(&mut state, Kind::Back(*stretch));
                }
                Mark::Leave if self.eye.recurs() => push(&mut state, Kind::Leave),
                Mark::Back(_) | Mark::Leave | Mark::Begin(_) | Mark::Lap(_) => {}
            }
        }
        state
    }

    fn note(&self, state: &mut State, deed: &Deed<'_>, place: Option<Place>) {
        let scene = &self.runs.scenes[state.control.scene];
        let Some(kind) = self.eye.see(deed, place, scene).map(Kind::Event) else { return };
        let in_a_row = state.items.iter().rev().take_while(|it| it.kind == kind).count();
        if in_a_row < IN_A_ROW || self.eye.timed() {
            push(state, kind);
        }
    }

    fn pass_time(&self, state: &mut State, mark: &Mark<'_>) {
        if !self.eye.timed() {
            return;
        }
        let passed = match mark {
            // Stops inside a `repeat` count nothing for `every`: the laps themselves are so far apart.
            Mark::Step { place, .. } if self.eye.recurs() && self.repeated(*place) => Wait::default(),
            Mark::Step { step, .. } => Wait::of(step.within),
            Mark::Trigger(..) => Wait::of(None),
            Mark::Begin(every) | Mark::Lap(every) => Wait::stated(*every),
            Mark::Left | Mark::Fork { .. } | Mark::Back(_) | Mark::Leave => Wait::default(),
        };
        state.wait = state.wait.and(passed);
    }

    fn repeated(&self, place: Place) -> bool {
        self.runs.flow.nodes.iter().any(|it| matches!(it, Node::Lap { stretch, .. } if stretch.holds(place)))
    }

    fn fold(&self, scene: usize, found: &[Found<'_>]) -> Tally {
        let at_start = self.eye.applies(&self.runs.scenes[scene]);
        let possible = matches!(self.eye.clause.pattern, Pattern::Possible(_));
        let apart = matches!(self.eye.clause.pattern, Pattern::KeepApart(_));
        let mut tally = Tally::default();
        for (at, Found { state, .. }) in found.iter().enumerate() {
            tally
                .open
                .extend(state.control.open.iter().filter(|it| !tally.open.contains(it)).copied().collect::<Vec<_>>());
            if !self.runs.complete(&state.control) {
                continue;
            }
            let case = |reading| Case { clause: self.eye.clause, at_start, items: &state.items, reading };
            let (sure, poss) = (case(Reading::InFavour).broken(), case(Reading::Against).broken());
            if (sure && !tally.sure) || (poss && !tally.poss) {
                tally.example = Some(words_to(found, at));
            }
            tally.runs = true;
            tally.asked |= !possible && !apart && case(Reading::Against).asks();
            tally.apart.extend(case(Reading::Against).apart().into_iter().map(|it| (state.control.entry, it)));
            tally.sure |= sure;
            tally.poss |= poss;
            tally.sure_full |= sure && !state.left;
            tally.poss_full |= poss && !state.left;
        }
        if possible && at_start {
            self.fold_possible(found, &mut tally);
        }
        tally
    }

    /// Possibility is broken where a life reaches S and no run of that life has an E after it: each procedure that
    /// begins a life is checked as an entry of its own. Optional steps may be taken.
    fn fold_possible(&self, found: &[Found<'_>], tally: &mut Tally) {
        for &entry in self.runs.flow.entries.keys() {
            let ended = |it: &&Found<'_>| it.state.control.entry == entry && self.runs.complete(&it.state.control);
            let life: Vec<&State> = found.iter().filter(ended).map(|it| it.state.as_ref()).collect();
            let (_, sure) = self.unreachable(&life, Reading::InFavour);
            let (asked, poss) = self.unreachable(&life, Reading::Against);
            tally.asked |= asked;
            tally.sure |= sure;
            tally.poss |= poss;
        }
        (tally.sure_full, tally.poss_full) = (tally.sure, tally.poss);
    }

    /// Whether any of these runs reaches S, and if so, whether none of them an E after it.
    ///
    /// In favour, whatever may be an S may be the one that an E follows. Against, any one that may be an S is one, and
    /// of the others only those that surely are.
    fn unreachable(&self, life: &[&State], reading: Reading) -> (bool, bool) {
        let cases = life.iter().map(|it| Case { clause: self.eye.clause, at_start: true, items: &it.items, reading });
        if self.eye.clause.scope == Scope::Globally {
            let found: Vec<bool> = cases.map(|it| it.has_event()).collect();
            return (!found.is_empty(), !found.is_empty() && !found.contains(&true));
        }
        let openings: Vec<_> = cases.flat_map(|it| it.openings()).collect();
        let followed = |counts: &dyn Fn(Option<Place>, Truth) -> bool| {
            openings.iter().any(|(place, opens, followed)| *followed && counts(*place, *opens))
        };
        match reading {
            Reading::InFavour => {
                let reached = openings.iter().any(|(_, opens, _)| *opens == Truth::Yes);
                (reached, reached && !followed(&|_, _| true))
            }
            Reading::Against => {
                let alone = |of: Option<Place>| !followed(&|place, opens| place == of || opens == Truth::Yes);
                (!openings.is_empty(), openings.iter().any(|(place, ..)| alone(*place)))
            }
        }
    }
}

fn push(state: &mut State, kind: Kind) {
    state.items.push(Item { wait: state.wait, kind });
    state.wait = Wait::default();
}

/// Whether something that was done in there still serves; else the jump changes nothing.
fn undoes(items: &[Item], stretch: crate::flow::Stretch) -> bool {
    for item in items.iter().rev() {
        match &item.kind {
            Kind::Back(earlier) if *earlier == stretch => return false,
            Kind::Event(seen) => {
                let done = seen.event.iter().any(|it| *it != Truth::No);
                if done && seen.place.is_some_and(|it| stretch.holds(it)) {
                    return true;
                }
            }
            Kind::Back(_) | Kind::Leave => {}
        }
    }
    false
}

fn words_to(found: &[Found<'_>], mut at: usize) -> Vec<String> {
    let mut words = Vec::new();
    while let Some(Found { before, marks, .. }) = found.get(at) {
        words.extend(marks.iter().rev().filter_map(Mark::words));
        at = *before;
    }
    words.reverse();
    words
}
