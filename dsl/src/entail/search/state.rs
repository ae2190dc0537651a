//! Where a run stands: what each monitor has seen, and in which order what stands in the text and what was timed.

use super::{DONE, View, order_of};
use crate::check::{Clock, Monitor, Pattern, Watch};
use crate::model::{Duration, Fits, compare};

/// What was seen so far.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct State {
    pub(super) watches: Vec<Watch>,
    /// Whether what was looked for has happened, if the run can be brought to an end.
    pub(super) found: bool,
}

impl State {
    /// The places that a jump is compared with.
    pub(super) fn marks(&self, monitors: &[Monitor]) -> Vec<u32> {
        let marked = monitors.iter().zip(&self.watches).filter(|(monitor, watch)| has_mark(monitor, watch));
        let mut marks: Vec<u32> = marked.map(|(_, watch)| watch.mark).collect();
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// Keeps of places and times only their order.
    pub(super) fn tidy(&mut self, monitors: &[Monitor], view: View) {
        let marks = self.marks(monitors);
        let timed = |(monitor, watch): (&Monitor, &Watch)| order_of(watch).filter(|_| monitor.limit(*watch).is_some());
        let mut times: Vec<u32> = monitors.iter().zip(&self.watches).filter_map(timed).collect();
        times.sort_unstable();
        times.dedup();
        let place = |all: &[u32], of: u32| {
            all.iter().position(|it| *it == of).and_then(|it| u32::try_from(it).ok()).unwrap_or(0)
        };
        for (monitor, watch) in monitors.iter().zip(&mut self.watches) {
            if watch.phase == DONE {
                *watch = Watch { phase: DONE, mark: 0, clock: Clock::Off, beside: 0 };
                continue;
            }
            let marked = view == View::Written && has_mark(monitor, watch);
            watch.mark = if marked { 2 * (place(&marks, watch.mark) + 1) } else { 0 };
            if let Some(time) = order_of(watch) {
                // What began just now begins at nothing; all else has run for longer.
                let hours = place(&times, time) + 1;
                let timed = view == View::Written && monitor.limit(*watch).is_some();
                watch.clock =
                    if timed { Clock::Running(Duration { hours, ..Duration::default() }) } else { begun(monitor) };
            }
        }
    }

    /// What becomes of it if some clocks pass their limits: those that ran longer towards less do so too.
    pub(super) fn later(&self, monitors: &[Monitor]) -> Vec<Self> {
        let running: Vec<usize> = (0..self.watches.len())
            .filter(|&at| order_of(&self.watches[at]).is_some() && monitors[at].limit(self.watches[at]).is_some())
            .collect();
        if running.is_empty() || running.len() > 6 {
            return Vec::new();
        }
        let mut all = Vec::new();
        for chosen in 1..1_u32 << running.len() {
            let over = |at: usize| running.iter().position(|it| *it == at).is_some_and(|it| chosen >> it & 1 == 1);
            let forced =
                |first: usize, second: usize| over(second) && !over(first) && self.outlasts(monitors, first, second);
            let possible = running.iter().all(|&first| running.iter().all(|&second| !forced(first, second)));
            if possible {
                let mut next = self.clone();
                for &at in running.iter().filter(|&&at| over(at)) {
                    next.watches[at].clock = Clock::Over;
                }
                all.push(next);
            }
        }
        all
    }

    /// Whether the first clock is past its limit wherever the second is.
    fn outlasts(&self, monitors: &[Monitor], first: usize, second: usize) -> bool {
        let (one, other) = (&self.watches[first], &self.watches[second]);
        let limits = monitors[first].limit(*one).zip(monitors[second].limit(*other));
        let sooner = limits.is_some_and(|(one, other)| compare(one, other, None) == Fits::Surely);
        sooner
            && order_of(one) >= order_of(other)
            && timed_as(&monitors[first], one) == timed_as(&monitors[second], other)
    }
}

/// What is timed in the same way passes at the same pace.
fn timed_as(monitor: &Monitor, watch: &Watch) -> (u8, bool, u8) {
    match monitor.pattern {
        Pattern::Precedes { .. } => (0, false, 1),
        Pattern::Responds { every, .. } => (1, every.is_some(), watch.phase),
        Pattern::Between { .. } => (2, false, watch.phase),
        _ => (3, false, watch.phase),
    }
}

/// A clock without a limit: it only matters that it runs.
fn begun(monitor: &Monitor) -> Clock {
    match monitor.pattern {
        // There, a clock that does not run stands for something that does not age.
        Pattern::Between { .. } => Clock::Running(Duration { hours: 1, ..Duration::default() }),
        _ => Clock::Off,
    }
}

fn has_mark(monitor: &Monitor, watch: &Watch) -> bool {
    match monitor.pattern {
        Pattern::Precedes { .. } => watch.phase != DONE && watch.phase & 2 != 0,
        Pattern::Between { .. } => watch.phase == 2,
        _ => false,
    }
}
