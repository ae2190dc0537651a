//! What a clause watches for in a life, before it is asked under which facts.

use std::collections::HashMap;

use crate::check::matching::Match;
use crate::check::monitor::Pattern;
use crate::facts::{FactSpace, Formula, View};
use crate::model::Duration;

/// Where E, S and T happen, as formulas.
#[derive(Clone, Debug)]
pub(in crate::check) struct Marks {
    pub(in crate::check) e: Match,
    pub(in crate::check) s: Match,
    pub(in crate::check) t: Match,
    /// What `each … must have` is about, whether it has it or not.
    pub(in crate::check) about: Match,
    /// An E whose age does not matter.
    pub(in crate::check) ageless: Match,
}

impl Marks {
    pub(in crate::check) fn none() -> Self {
        Self { e: Match::no(), s: Match::no(), t: Match::no(), about: Match::no(), ageless: Match::no() }
    }

    pub(in crate::check) fn is_none(&self) -> bool {
        self.all().iter().all(|it| it.is_never())
    }

    pub(in crate::check) fn all(&self) -> [&Match; 5] {
        [&self.e, &self.s, &self.t, &self.about, &self.ageless]
    }
}

/// What one clause watches for in one life.
#[derive(Clone, Debug)]
pub(in crate::check) struct Watched {
    pub(in crate::check) pattern: Pattern,
    pub(in crate::check) applies: Formula,
    /// Whether it is asked for where the pattern asks.
    pub(in crate::check) can_ask: bool,
    /// Whether it is `each … must have`.
    pub(in crate::check) each: bool,
    /// One of the two things that are kept apart: only where both happen is anything asked.
    pub(in crate::check) half: bool,
    /// Whether it asks something of every run, whatever happens on it.
    pub(in crate::check) asks_at_start: bool,
    /// By number of the node.
    pub(in crate::check) stops: HashMap<u32, Marks>,
    /// By number of the block: for each kind of trigger that may fire there, what it is.
    pub(in crate::check) blocks: HashMap<usize, Vec<Marks>>,
    /// What a register records, oldest first, with the time to the next (and at last to today).
    pub(in crate::check) history: Vec<(Marks, Duration)>,
}

impl Watched {
    /// Looks at the facts on which it depends what happens.
    pub(in crate::check) fn look(&self, facts: &mut FactSpace<'_>, view: &mut View) {
        facts.look(view, &self.applies);
        let fired = self.blocks.values().flatten();
        let marks = self.stops.values().chain(fired).chain(self.history.iter().map(|(marks, _)| marks));
        for mark in marks.flat_map(Marks::all) {
            facts.look(view, &mark.sure);
            facts.look(view, &mark.possible);
        }
    }

    /// Whether nothing can come of it on any run, because what would make the pattern ask for something never happens.
    pub(in crate::check) fn comes_to_nothing(&self) -> bool {
        let fired = self.blocks.values().flatten();
        let recorded = self.history.iter().map(|(marks, _)| marks);
        let marks = || self.stops.values().chain(fired.clone()).chain(recorded.clone());
        let never = |of: &dyn Fn(&Marks) -> &Match| marks().all(|it| of(it).is_never());
        match self.pattern {
            Pattern::Exists | Pattern::Reaches { .. } => false,
            Pattern::Precedes { .. } | Pattern::NeverBefore => never(&|it| &it.t),
            Pattern::Never | Pattern::Apart { opens: false, .. } => never(&|it| &it.e) && never(&|it| &it.about),
            Pattern::Responds { .. }
            | Pattern::Between { .. }
            | Pattern::NeverAfter
            | Pattern::NeverBetween
            | Pattern::NeverUntil
            | Pattern::Apart { opens: true, .. } => never(&|it| &it.s),
        }
    }

    /// Nothing is watched for: every run to its end will do.
    pub(in crate::check) fn nothing() -> Self {
        let (stops, blocks) = (HashMap::new(), HashMap::new());
        Self {
            pattern: Pattern::Exists,
            applies: Formula::TRUE,
            can_ask: true,
            half: false,
            each: false,
            asks_at_start: false,
            stops,
            blocks,
            history: Vec::new(),
        }
    }
}
