//! All runs at once: is there one that keeps these clauses, and breaks that one, or makes it ask for something?
//!
//! The automata are those that watch real runs. A stop may be anything of the alphabet, time passes as it likes
//! but for what must be later than what, and a run may jump back to anywhere: so every real run is among them.

mod state;

use std::collections::{BTreeSet, HashSet, VecDeque};

use super::alphabet::{Alphabet, Letter};
use super::ready::Watched;
use super::value::View;
use crate::check::{Clock, Hit, Monitor, Part, Pattern, Reading, Watch};
use crate::model::Duration;
use state::State;

/// More states than this are too many.
const MOST_STATES: usize = 3_000;
/// More moves than this are too many.
const MOST_MOVES: usize = 120_000;
/// The mark of something that is watched no more.
const DONE: u8 = u8::MAX;

/// What is wanted of something watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Duty {
    /// The run keeps it.
    Keep,
    /// The run breaks it.
    Break,
    /// The run does with it what it likes.
    Watch,
}

/// Something watched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watcher<'w> {
    pub(super) watched: &'w Watched,
    /// The number of the condition under which it asks for anything.
    pub(super) applies: usize,
    pub(super) duty: Duty,
    /// Whether the run must make it ask for something.
    pub(super) asks: bool,
}

/// A search for one run.
pub(super) struct Search<'s> {
    alphabet: &'s Alphabet,
    view: View,
    monitors: Vec<Monitor>,
    duties: Vec<Duty>,
    asks: Vec<bool>,
    applies: Vec<usize>,
    from_start: Vec<bool>,
    /// For each cell of facts, what a stop can be to each monitor.
    stops: Vec<Vec<Vec<Hit>>>,
}

impl<'s> Search<'s> {
    pub(super) fn new(alphabet: &'s Alphabet, watchers: &[Watcher<'_>], view: View) -> Self {
        let monitor = |it: &Watcher<'_>| Monitor {
            pattern: it.watched.pattern,
            reading: Reading::Against,
            calendar: None,
            each: it.watched.each,
        };
        let mut search = Self {
            alphabet,
            view,
            monitors: watchers.iter().map(monitor).collect(),
            duties: watchers.iter().map(|it| it.duty).collect(),
            asks: watchers.iter().map(|it| it.asks).collect(),
            applies: watchers.iter().map(|it| it.applies).collect(),
            from_start: watchers.iter().map(|it| it.watched.from_start).collect(),
            stops: Vec::new(),
        };
        let mut seen = BTreeSet::new();
        let mut stops = vec![Vec::new(); alphabet.cells.len()];
        for letter in &alphabet.letters {
            for hits in search.hits(letter) {
                let known: Vec<u8> = hits.iter().map(number).collect();
                if let Some(here) = stops.get_mut(letter.cell).filter(|_| seen.insert((letter.cell, known))) {
                    here.push(hits);
                }
            }
        }
        search.stops = stops;
        search
    }

    /// What a stop is to each monitor: all the ways in which that can be read.
    fn hits(&self, letter: &Letter) -> Vec<Vec<Hit>> {
        let mut all: Vec<Vec<Hit>> = vec![Vec::new()];
        for ((monitor, bits), &applies) in self.monitors.iter().zip(&self.alphabet.bits).zip(&self.applies) {
            let [e, s, t] = monitor.pattern.parts();
            let is = |bit: u128, part: Part| match part {
                Part::Demanded => letter.sure & bit != 0,
                Part::Demanding => letter.possible & bit != 0,
            };
            let acts = bits.acts == 0 || letter.possible & bits.acts != 0;
            let hit = Hit {
                e: is(bits.e, e) && acts,
                s: is(bits.s, s),
                t: is(bits.t, t),
                closes: is(bits.t, t),
                about: is(bits.about, Part::Demanding) && acts,
                ageless: is(bits.ageless, Part::Demanded),
                applies: monitor.pattern.applies_at_start() || self.alphabet.holds(letter.cell, applies),
            };
            let mut ways = vec![hit];
            // What may be a T may also be none.
            if monitor.pattern.t_decides_and_closes() && hit.t && letter.sure & bits.t == 0 {
                ways.push(Hit { t: false, closes: false, ..hit });
            }
            all = all.iter().flat_map(|known| ways.iter().map(|it| [known.as_slice(), &[*it]].concat())).collect();
        }
        all
    }

    /// Whether there is such a run; `None` if there is too much to look at.
    ///
    /// Under the facts of one cell, which stay as they are; or, if none is given, under any, which may change.
    pub(super) fn finds(&self, fixed: Option<usize>, spent: &mut usize) -> Option<bool> {
        let cells: Vec<usize> = fixed.map_or_else(|| (0..self.alphabet.cells.len()).collect(), |it| vec![it]);
        let mut seen: HashSet<State> = HashSet::new();
        let mut queue = VecDeque::new();
        let mut next: Vec<State> = cells.iter().filter_map(|&cell| self.begin(cell)).collect();
        let mut moves = 0;
        loop {
            for state in next.drain(..) {
                moves += 1;
                *spent += 1;
                if self.is_found(&state) {
                    return Some(true);
                }
                if seen.insert(state.clone()) {
                    queue.push_back(state);
                }
            }
            if seen.len() > MOST_STATES || moves > MOST_MOVES {
                return None;
            }
            let Some(state) = queue.pop_front() else { return Some(false) };
            *spent += self.stops.iter().map(Vec::len).sum::<usize>();
            self.successors(&state, &cells, &mut next);
        }
    }

    fn begin(&self, cell: usize) -> Option<State> {
        let mut state = State { watches: self.monitors.iter().map(Monitor::begin).collect(), found: false };
        let mut hits = Vec::new();
        for (at, monitor) in self.monitors.iter().enumerate() {
            let applies = self.alphabet.holds(cell, self.applies[at]);
            if monitor.pattern.applies_at_start() && !applies {
                if self.duties[at] == Duty::Break || self.asks[at] {
                    return None;
                }
                state.watches[at].phase = DONE;
            }
            state.found |= self.asks[at] && monitor.pattern == Pattern::Exists;
            hits.push(Hit { s: self.from_start[at], applies, ..Hit::default() });
        }
        if self.from_start.contains(&true) {
            return self.met(&state, &hits, 1);
        }
        Some(state)
    }

    /// Whether the run may end here, and is what was looked for.
    fn is_found(&self, state: &State) -> bool {
        let mut found = state.found;
        for ((monitor, duty), watch) in self.monitors.iter().zip(&self.duties).zip(&state.watches) {
            let broken = watch.phase != DONE && monitor.ends_broken(*watch);
            match duty {
                Duty::Keep if broken => return false,
                Duty::Break if broken => found = true,
                Duty::Keep | Duty::Break | Duty::Watch => {}
            }
        }
        found
    }

    fn successors(&self, state: &State, cells: &[usize], out: &mut Vec<State>) {
        let marks = state.marks(&self.monitors).len();
        let written = self.view == View::Written;
        // Marks stand at even numbers: every place among them has a number.
        let places = if written { 1..=u32::try_from(2 * marks + 1).unwrap_or(1) } else { 1..=1 };
        for hits in cells.iter().filter_map(|&cell| self.stops.get(cell)).flatten() {
            let marked = written && self.monitors.iter().zip(hits).any(|(it, hit)| marks_of(it, *hit));
            for place in places.clone().take(if marked { usize::MAX } else { 1 }) {
                out.extend(self.met(state, hits, place));
            }
        }
        if self.monitors.iter().any(|it| matches!(it.pattern, Pattern::Responds { every: Some(_), .. })) {
            out.extend(self.moved(state, |monitor, watch| monitor.retire(watch)));
        }
        if written {
            for place in places {
                out.extend(self.moved(state, |monitor, watch| monitor.jump(watch, place)));
            }
            for later in state.later(&self.monitors) {
                out.extend(self.passed(later));
            }
        }
    }

    /// A stop is made.
    fn met(&self, state: &State, hits: &[Hit], place: u32) -> Option<State> {
        let mut next = state.clone();
        for (at, (monitor, hit)) in self.monitors.iter().zip(hits).enumerate() {
            let watch = &mut next.watches[at];
            if watch.phase == DONE {
                continue;
            }
            let step = monitor.meet(*watch, *hit, place);
            *watch = step.watch;
            let asked = if matches!(monitor.pattern, Pattern::Reaches { .. }) { step.broken } else { step.asked };
            next.found |= self.asks[at] && asked;
            match self.duties[at] {
                Duty::Keep if step.broken => return None,
                Duty::Break if step.broken => {
                    next.found = true;
                    watch.phase = DONE;
                }
                Duty::Break if step.settled => return None,
                Duty::Keep | Duty::Break | Duty::Watch if step.settled => watch.phase = DONE,
                Duty::Keep | Duty::Break | Duty::Watch => {}
            }
        }
        next.tidy(&self.monitors, self.view);
        Some(next)
    }

    fn moved(&self, state: &State, to: impl Fn(&Monitor, Watch) -> Watch) -> Option<State> {
        let mut next = state.clone();
        for (monitor, watch) in self.monitors.iter().zip(&mut next.watches) {
            if watch.phase != DONE {
                *watch = to(monitor, *watch);
            }
        }
        next.tidy(&self.monitors, self.view);
        (next != *state).then_some(next)
    }

    /// Time passed: what is late is broken.
    fn passed(&self, mut state: State) -> Option<State> {
        for (at, monitor) in self.monitors.iter().enumerate() {
            let watch = &mut state.watches[at];
            if watch.phase == DONE || !monitor.is_late(*watch) {
                continue;
            }
            match self.duties[at] {
                Duty::Keep => return None,
                Duty::Break => {
                    state.found = true;
                    watch.phase = DONE;
                }
                Duty::Watch => {}
            }
        }
        state.tidy(&self.monitors, self.view);
        Some(state)
    }
}

/// Whether a stop may leave a mark that a jump can take away.
fn marks_of(monitor: &Monitor, hit: Hit) -> bool {
    match monitor.pattern {
        Pattern::Precedes { .. } => hit.ageless,
        Pattern::Between { .. } => hit.e || hit.ageless,
        _ => false,
    }
}

fn number(hit: &Hit) -> u8 {
    let all = [hit.e, hit.s, hit.t, hit.closes, hit.about, hit.ageless, hit.applies];
    all.iter().enumerate().fold(0, |bits, (at, &it)| bits | u8::from(it) << at)
}

/// How long a clock has run, as a place in an order: the longer, the more.
fn order_of(watch: &Watch) -> Option<u32> {
    match watch.clock {
        Clock::Running(Duration { hours, .. }) if watch.phase != DONE => Some(hours),
        _ => None,
    }
}
