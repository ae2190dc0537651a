//! The automata that watch a run for a pattern.
//!
//! One state at a time, over concrete events; which facts make an event what it is, is the explorer's business.

use crate::model::{Calendar, Duration, Fits, compare};

/// How the unknown is read: against whoever wrote the procedure, or in favour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Reading {
    Against,
    Favour,
}

/// What a pattern with its scope comes down to. E is the event in its middle, S opens a stretch, T closes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Pattern {
    /// An E in every run.
    Exists,
    /// An E before each T, no older than `age`.
    Precedes { age: Option<Duration> },
    /// An E after each S, within a time; again and again, if `every` is set.
    Responds {
        within: Option<Duration>,
        every: Option<Duration>,
        /// A T ends what recurs.
        until: bool,
    },
    /// After each S an E before the next T; `even_without_end` asks for it also if no T comes.
    Between { even_without_end: bool, age: Option<Duration>, within: Option<Duration> },
    /// No E.
    Never,
    /// No E that a T follows.
    NeverBefore,
    /// No E after an S.
    NeverAfter,
    /// No E between an S and a T.
    NeverBetween,
    /// No E after an S unless a T came.
    NeverUntil,
    /// Not both an E and what it is kept apart from.
    Apart { opens: bool, closes: Closes },
    /// Nothing is asked: used to look for any run at all, and for runs that reach an E (after an S, if any).
    Reaches { after: bool },
}

/// What a T does to `keep apart`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Closes {
    /// There is none.
    Never,
    /// It ends the stretch that counts.
    Ends,
    /// Only what it follows counts.
    Decides,
}

/// How an event of a pattern is read: as what is demanded, or as what makes a demand or breaks one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Demanded,
    Demanding,
}

impl Pattern {
    /// How E, S and T are read.
    pub(crate) fn parts(self) -> [Part; 3] {
        use Part::{Demanded, Demanding};
        match self {
            Self::Exists | Self::Precedes { .. } | Self::Between { .. } => [Demanded, Demanding, Demanding],
            // A T ends what is owed; an S after which something must be possible is reached, or it is not.
            Self::Responds { .. } => [Demanded, Demanding, Demanded],
            Self::Reaches { .. } => [Demanded, Demanded, Demanding],
            Self::NeverUntil | Self::Apart { closes: Closes::Ends, .. } => [Demanding, Demanding, Demanded],
            Self::Never | Self::NeverBefore | Self::NeverAfter | Self::NeverBetween | Self::Apart { .. } => {
                [Demanding; 3]
            }
        }
    }

    /// Whether a T both decides and closes: read against whoever wrote the procedure, a doubtful one may do either.
    pub(crate) fn t_decides_and_closes(self) -> bool {
        match self {
            Self::Between { .. } | Self::NeverBetween => true,
            Self::Apart { opens, closes } => opens && closes == Closes::Decides,
            _ => false,
        }
    }

    /// Whether time matters to it.
    pub(crate) fn is_timed(self) -> bool {
        match self {
            Self::Precedes { age } => age.is_some(),
            Self::Responds { within, every, .. } => within.is_some() || every.is_some(),
            Self::Between { age, within, .. } => age.is_some() || within.is_some(),
            _ => false,
        }
    }

    /// Whether `applies when` is asked at the start of a run rather than at an event.
    pub(crate) fn applies_at_start(self) -> bool {
        matches!(self, Self::Exists | Self::Apart { opens: false, .. } | Self::Reaches { .. })
    }

    /// Whether a run that goes round for ever may owe something.
    pub(crate) fn waits_for_end(self) -> bool {
        matches!(self, Self::Exists | Self::Responds { .. } | Self::Between { even_without_end: true, .. })
    }
}

/// Time that has passed since something, at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Clock {
    /// Nothing is being timed.
    Off,
    Running(Duration),
    /// Longer than allowed.
    Over,
}

/// What has been seen so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Watch {
    /// Meaning depends on the pattern; 0 is the beginning.
    pub(crate) phase: u8,
    /// Where the E stands that has been seen: jumping back to it or before it spends it.
    pub(crate) mark: u32,
    pub(crate) clock: Clock,
    /// Inside a `together`: the member at whose end the clock was started, plus one.
    pub(crate) beside: u8,
}

/// What happens at a stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) e: bool,
    pub(crate) s: bool,
    pub(crate) t: bool,
    /// It may be a T, and then closes what a T closes.
    pub(crate) closes: bool,
    /// It is what `each … must have` is about, or what an E is kept apart from.
    pub(crate) about: bool,
    /// It is an E that serves whatever its age.
    pub(crate) ageless: bool,
    /// Whether the requirement applies to the facts as they are.
    pub(crate) applies: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) watch: Watch,
    pub(crate) broken: bool,
    /// Whether a demand was made at all.
    pub(crate) asked: bool,
    /// Whether nothing that follows can break it any more.
    pub(crate) settled: bool,
}

/// A pattern being watched, under one reading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Monitor {
    pub(crate) pattern: Pattern,
    pub(crate) reading: Reading,
    pub(crate) calendar: Option<Calendar>,
}

impl Monitor {
    /// Nothing seen yet.
    pub(crate) fn begin(&self) -> Watch {
        Watch { phase: 0, mark: 0, clock: Clock::Off, beside: 0 }
    }

    /// Time passes: at most `time`, or nobody says how much.
    pub(crate) fn pass(&self, watch: Watch, time: Option<Duration>, limit: Option<Duration>) -> Watch {
        let clock = match (watch.clock, time) {
            (Clock::Running(so_far), Some(time)) => self.run(so_far.plus(time), limit),
            (Clock::Running(so_far), None) => match self.reading {
                Reading::Against => Clock::Over,
                Reading::Favour => Clock::Running(so_far),
            },
            (clock, _) => clock,
        };
        Watch { clock, ..watch }
    }

    /// A trigger fires, at any time: what is awaited goes on being awaited beside it, what was seen may be long ago.
    pub(crate) fn interrupted(&self, watch: Watch) -> Watch {
        let awaited = match self.pattern {
            Pattern::Responds { .. } => true,
            Pattern::Between { .. } => watch.phase == 1,
            _ => false,
        };
        let clock = match watch.clock {
            Clock::Off => Clock::Off,
            _ if awaited => Clock::Off,
            _ => Clock::Over,
        };
        Watch { clock, ..watch }
    }

    /// The run resumes after a trigger was answered; `before` is the clock it had.
    pub(crate) fn resumed(&self, watch: Watch, before: Clock) -> Watch {
        let clock = match (watch.clock, before) {
            (Clock::Off, before) if watch.phase >= 1 => before,
            (Clock::Over, Clock::Running(_)) if !self.is_late(watch) => before,
            (Clock::Running(since), Clock::Running(earlier)) if self.is_awaited(watch) => {
                Clock::Running(since.max(earlier))
            }
            (clock, _) => clock,
        };
        Watch { clock, ..watch }
    }

    fn is_awaited(&self, watch: Watch) -> bool {
        matches!((self.pattern, watch.phase), (Pattern::Responds { .. } | Pattern::Between { .. }, 1))
    }

    fn run(&self, time: Duration, limit: Option<Duration>) -> Clock {
        let Some(limit) = limit else {
            return Clock::Running(time);
        };
        match (compare(time, limit, self.calendar), self.reading) {
            (Fits::Not, _) | (Fits::Unknown, Reading::Against) => Clock::Over,
            (Fits::Surely, _) | (Fits::Unknown, Reading::Favour) => Clock::Running(time),
        }
    }

    /// The time that the clock of a watch must not pass.
    pub(crate) fn limit(&self, watch: Watch) -> Option<Duration> {
        match self.pattern {
            Pattern::Precedes { age } => age,
            Pattern::Responds { within, every, .. } => {
                if watch.phase == 2 {
                    every
                } else {
                    within.or(every)
                }
            }
            Pattern::Between { age, within, .. } => {
                if watch.phase == 2 {
                    age
                } else {
                    within
                }
            }
            _ => None,
        }
    }

    /// Time passes on the way to a stop.
    pub(crate) fn arrive(&self, watch: Watch, time: Option<Duration>) -> Watch {
        self.pass(watch, time, self.limit(watch))
    }

    /// The run jumps back to `position`: what stands there or after it is spent.
    pub(crate) fn jump(&self, watch: Watch, position: u32) -> Watch {
        let spent = watch.mark >= position;
        match self.pattern {
            Pattern::Precedes { .. } if watch.phase & 2 != 0 && spent => {
                Watch { phase: watch.phase & 1, mark: 0, ..watch }
            }
            Pattern::Between { .. } if watch.phase == 2 && watch.clock == Clock::Off && spent => {
                Watch { phase: 1, mark: 0, ..watch }
            }
            _ => watch,
        }
    }

    /// What is repeated is retired: nothing recurs any more.
    pub(crate) fn retire(&self, watch: Watch) -> Watch {
        match self.pattern {
            Pattern::Responds { every: Some(_), .. } => self.begin(),
            _ => watch,
        }
    }

    /// Whether a run that ends now breaks the pattern.
    pub(crate) fn ends_broken(&self, watch: Watch) -> bool {
        match self.pattern {
            Pattern::Exists => watch.phase == 0,
            Pattern::Responds { every: Some(_), .. } => watch.phase >= 1,
            Pattern::Responds { .. } | Pattern::Between { even_without_end: true, .. } => watch.phase == 1,
            _ => false,
        }
    }

    /// Whether time alone has broken the pattern.
    pub(crate) fn is_late(&self, watch: Watch) -> bool {
        match self.pattern {
            Pattern::Responds { .. } => watch.phase >= 1 && watch.clock == Clock::Over,
            Pattern::Between { .. } => watch.phase == 1 && watch.clock == Clock::Over,
            _ => false,
        }
    }

    /// Something happens at a stop that stands at `position`.
    pub(crate) fn meet(&self, watch: Watch, hit: Hit, position: u32) -> Step {
        match self.pattern {
            Pattern::Exists => self.meet_exists(watch, hit),
            Pattern::Precedes { .. } => self.meet_precedes(watch, hit, position),
            Pattern::Responds { every, .. } => self.meet_responds(watch, hit, every.is_some()),
            Pattern::Between { .. } => self.meet_between(watch, hit, position),
            Pattern::Apart { opens, closes } => self.meet_apart(watch, hit, opens, closes),
            Pattern::Reaches { after } => self.meet_reaches(watch, hit, after),
            _ => self.meet_never(watch, hit),
        }
    }

    fn step(&self, watch: Watch, broken: bool, asked: bool) -> Step {
        Step { watch, broken, asked, settled: false }
    }

    fn meet_exists(&self, watch: Watch, hit: Hit) -> Step {
        Step { settled: hit.e, ..self.step(watch, false, true) }
    }

    /// Phases are bits: 1 for an E that ages, timed by the clock, 2 for one that serves whatever its age.
    fn meet_precedes(&self, watch: Watch, hit: Hit, position: u32) -> Step {
        let served = watch.phase & 2 != 0 || watch.phase & 1 != 0 && watch.clock != Clock::Over;
        let asked = hit.t && hit.applies;
        let mut next = watch;
        if hit.ageless {
            let mark = if watch.phase & 2 != 0 { watch.mark.min(position) } else { position };
            next = Watch { phase: next.phase | 2, mark, ..next };
        } else if hit.e {
            next = Watch { phase: next.phase | 1, clock: Clock::Running(Duration::default()), ..next };
        }
        self.step(next, asked && !served, asked)
    }

    fn meet_responds(&self, watch: Watch, hit: Hit, recurs: bool) -> Step {
        let late = watch.phase >= 1 && watch.clock == Clock::Over;
        let mut next = if hit.t { self.begin() } else { watch };
        if hit.e && next.phase >= 1 {
            next = if recurs {
                Watch { phase: 2, clock: Clock::Running(Duration::default()), ..watch }
            } else {
                self.begin()
            };
        }
        let asked = hit.s && hit.applies;
        let untimed = next.phase == 1 && next.clock == Clock::Off;
        if asked && (next.phase == 0 || untimed) {
            let clock = if self.pattern.is_timed() { Clock::Running(Duration::default()) } else { Clock::Off };
            next = Watch { phase: 1, mark: 0, clock, beside: 0 };
        }
        self.step(next, late, asked)
    }

    fn meet_between(&self, watch: Watch, hit: Hit, position: u32) -> Step {
        let Pattern::Between { even_without_end, within, .. } = self.pattern else {
            return self.step(watch, false, false);
        };
        let stale = watch.phase == 2 && watch.clock == Clock::Over;
        let late = watch.phase == 1 && watch.clock == Clock::Over;
        let broken = late || hit.t && (watch.phase == 1 || stale);
        let mut next = if hit.closes { self.begin() } else { watch };
        if next.phase >= 1 && (hit.ageless || hit.e) {
            // One that serves whatever its age is not timed, and one that ages cannot take its place.
            let ageless = hit.ageless || next.phase == 2 && next.clock == Clock::Off;
            let mark = if next.phase == 2 && ageless { next.mark.min(position) } else { position };
            let clock = if ageless { Clock::Off } else { Clock::Running(Duration::default()) };
            next = Watch { phase: 2, mark, clock, beside: 0 };
        }
        let demanded = hit.s && hit.applies;
        if demanded {
            let begun = if within.is_some() { Clock::Running(Duration::default()) } else { Clock::Off };
            let clock = if next.phase == 1 { next.clock } else { begun };
            next = Watch { phase: 1, mark: 0, clock, beside: 0 };
        }
        // Where nothing comes to its end, nothing lies between.
        let asked = if even_without_end { demanded } else { hit.t && watch.phase >= 1 };
        self.step(next, broken, asked || broken)
    }

    fn meet_never(&self, watch: Watch, hit: Hit) -> Step {
        let forbidden = hit.e && hit.applies;
        let to = |phase| Watch { phase, ..watch };
        let (opens, ends) = (hit.s && hit.applies, hit.t && hit.applies);
        match (self.pattern, watch.phase) {
            (Pattern::Never, _) => self.step(watch, forbidden, forbidden || hit.about && hit.applies),
            (Pattern::NeverBefore, phase) => {
                let next = if forbidden { 1 } else { phase };
                let broken = hit.t && phase == 1;
                self.step(to(next), broken, ends || broken)
            }
            (Pattern::NeverAfter, phase) => {
                let broken = forbidden && phase == 1;
                self.step(to(if hit.s { 1 } else { phase }), broken, opens || broken)
            }
            (Pattern::NeverBetween, phase) => {
                let broken = hit.t && phase == 2;
                let asked = broken || ends && phase >= 1;
                let phase = if hit.closes { 0 } else { phase };
                let phase = if forbidden && phase >= 1 { 2 } else { phase };
                let phase = if hit.s && phase == 0 { 1 } else { phase };
                self.step(to(phase), broken, asked)
            }
            (_, phase) => {
                let broken = forbidden && phase == 1;
                let phase = if hit.t { 0 } else { phase };
                self.step(to(if hit.s { 1 } else { phase }), broken, opens || broken)
            }
        }
    }

    /// Phases are bits: 1 for an E, 2 for what it is kept apart from, 4 where the stretch that counts has begun.
    fn meet_apart(&self, watch: Watch, hit: Hit, opens: bool, closes: Closes) -> Step {
        let both = |phase: u8| phase & 3 == 3;
        let decided = closes == Closes::Decides && hit.t && both(watch.phase);
        let closed = closes == Closes::Ends && hit.t || closes == Closes::Decides && opens && hit.closes;
        let mut phase = if closed { 0 } else { watch.phase };
        if !opens || phase & 4 != 0 {
            phase |= u8::from(hit.e) | u8::from(hit.about) << 1;
        }
        let broken = decided || closes != Closes::Decides && both(phase);
        if opens && hit.s && hit.applies {
            phase |= 4;
        }
        let asked = match (opens, closes) {
            (true, _) => hit.s && hit.applies,
            (false, Closes::Decides) => hit.t,
            (false, _) => hit.e || hit.about,
        };
        self.step(Watch { phase, ..watch }, broken, asked || broken)
    }

    /// "Broken" here means: an E was reached.
    fn meet_reaches(&self, watch: Watch, hit: Hit, after: bool) -> Step {
        let ready = !after || watch.phase == 1;
        let phase = if hit.s { 1 } else { watch.phase };
        Step { settled: ready && hit.e, ..self.step(Watch { phase, ..watch }, ready && hit.e, hit.s) }
    }
}
