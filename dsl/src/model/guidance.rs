//! Guidance and entities: what is asked, and of whom.

use super::{Condition, Demand, Duration, Event, Id, Owner, Stated, Subject};
use crate::source::Place;

/// A baseline, or a profile of one.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Guidance {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) doc: Option<String>,
    /// The guidance it is a profile of.
    pub(crate) tailors: Option<Id<Guidance>>,
    /// Guidance whose words it shares.
    pub(crate) follows: Vec<Id<Guidance>>,
    pub(crate) at: Place,
}

/// Who acts. Exactly one without a name stands for files that declare none.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Entity {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) follows: Vec<Id<Guidance>>,
    /// Guidance that it does not follow, and is held to because somebody asked how it would stand.
    pub(crate) held_to: Vec<Id<Guidance>>,
    /// Values of the fields that guidance declares for `entity`.
    pub(crate) fields: Vec<Stated>,
    /// `working-week: 5` days, if declared: makes working days comparable. `(days a week, holidays a year)`.
    pub(crate) calendar: Option<(u32, u32)>,
    pub(crate) at: Place,
    /// Whether no file declares it.
    pub(crate) implied: bool,
}

/// `given A, B`: where all but the last hold, the last does.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Given {
    pub(crate) owner: Owner,
    pub(crate) when: Vec<Condition>,
    pub(crate) then: Condition,
    pub(crate) at: Place,
}

/// A decision table from facts to a scale; the most severe row that holds wins.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Classification {
    pub(crate) name: String,
    pub(crate) doc: Option<String>,
    pub(crate) owner: Owner,
    pub(crate) subject: Option<Id<Subject>>,
    /// From least to most severe.
    pub(crate) levels: Vec<String>,
    /// Where each of them is named first.
    pub(crate) level_places: Vec<Place>,
    pub(crate) rows: Vec<Row>,
    /// What holds where no row does; `None` if the table does not say.
    pub(crate) otherwise: Option<usize>,
    pub(crate) at: Place,
}

#[derive(Clone, Debug, Hash)]
pub(crate) struct Row {
    /// Index into [`Classification::levels`].
    pub(crate) level: usize,
    pub(crate) when: Condition,
    pub(crate) at: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    May,
    Should,
    Must,
}

impl Level {
    /// As it is written.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::May => "may",
            Self::Should => "should",
            Self::Must => "must",
        }
    }
}

/// `must when CONDITION`
#[derive(Clone, Debug, Hash)]
pub(crate) struct LevelCase {
    pub(crate) level: Level,
    pub(crate) when: Condition,
    /// The condition as it is written.
    pub(crate) words: String,
}

#[derive(Clone, Debug, Hash)]
pub(crate) struct Requirement {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) owner: Owner,
    /// The only level, or that which holds where no case does.
    pub(crate) level: Level,
    /// Tried in order, before [`Requirement::level`].
    pub(crate) cases: Vec<LevelCase>,
    /// `for SUBJECT`: whose runs it is about; `None` leaves that to what it asks about.
    pub(crate) subject: Option<Id<Subject>>,
    pub(crate) waivable: bool,
    pub(crate) stage: Option<String>,
    /// All must hold; empty means always.
    pub(crate) applies: Vec<Condition>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) because: Option<String>,
    pub(crate) sources: Vec<String>,
    /// The expectations it meets, each once, in the order in which they are named.
    pub(crate) answers: Vec<Id<Expectation>>,
    /// What would mend it: the text between the braces of `suggest`, as written.
    pub(crate) suggest: Option<String>,
    /// `note: "…"`: for instance that a number is this project's default.
    pub(crate) notes: Vec<String>,
    /// `default: "…"`: what was chosen here, and nobody prescribes.
    pub(crate) defaults: Vec<String>,
    /// `id: "…"`: its number in a catalogue.
    pub(crate) id: Option<String>,
    /// Stands for what could not be read between its braces, and was reported.
    pub(crate) unread: Option<Clause>,
    pub(crate) at: Place,
}

impl Requirement {
    /// The levels it has in one case or another, the strictest first.
    pub(crate) fn levels(&self) -> Vec<Level> {
        let mut levels: Vec<Level> = self.cases.iter().map(|it| it.level).chain([self.level]).collect();
        levels.sort_unstable_by(|left, right| right.cmp(left));
        levels.dedup();
        levels
    }

    /// The conditions that decide whether it applies, and how strictly.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.applies.iter().chain(self.cases.iter().map(|it| &it.when))
    }

    /// `must`, or `must where risk at least high; should otherwise`.
    pub(crate) fn level_words(&self) -> String {
        let cases = self.cases.iter().map(|it| format!("{} where {}; ", it.level.word(), it.words));
        let otherwise = if self.cases.is_empty() { "" } else { " otherwise" };
        format!("{}{}{otherwise}", cases.collect::<String>(), self.level.word())
    }
}

/// What a source asks for. Requirements answer it; where none does, it says why.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Expectation {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) owner: Owner,
    /// How strictly the source asks for it, if it says.
    pub(crate) level: Option<Level>,
    pub(crate) sources: Vec<String>,
    /// Why no requirement answers it.
    pub(crate) because: Option<String>,
    pub(crate) at: Place,
}

#[derive(Clone, Debug, Hash)]
pub(crate) struct Clause {
    pub(crate) label: Option<String>,
    /// The label where it is written.
    pub(crate) label_at: Option<Place>,
    pub(crate) scope: Scope,
    pub(crate) pattern: Pattern,
    pub(crate) at: Place,
}

#[derive(Clone, Debug, Hash)]
pub(crate) enum Scope {
    Globally,
    Before(Event),
    After(Event),
    Between(Event, Event),
    AfterUntil(Event, Event),
}

#[derive(Clone, Debug, Hash)]
pub(crate) enum Pattern {
    Require {
        event: Event,
        within: Option<Duration>,
        every: Option<Duration>,
    },
    Never(Event),
    /// Every such event of a run meets the constraints: those of its alternative, for each has fields of its own.
    Each {
        event: Event,
        must: Vec<Vec<super::Constraint>>,
    },
    /// Every registered thing of this kind does.
    EachThing {
        subject: Id<Subject>,
        must: Vec<Demand>,
    },
    EachRole {
        must: Vec<Demand>,
    },
    EachProcedure {
        must: Vec<Demand>,
    },
    EachWaiver {
        must: Vec<Demand>,
    },
    Entity {
        must: Vec<Demand>,
    },
    Possible(Event),
    KeepApart(Vec<Event>),
    Judge(String),
    /// Could not be resolved, and was reported.
    Unreadable,
}

impl Pattern {
    /// Whether runs keep or break it, and not what is declared, or a person's answer.
    pub(crate) fn is_about_runs(&self) -> bool {
        match self {
            Self::Require { .. } | Self::Never(_) | Self::Each { .. } | Self::Possible(_) | Self::KeepApart(_) => true,
            Self::EachThing { .. }
            | Self::EachRole { .. }
            | Self::EachProcedure { .. }
            | Self::EachWaiver { .. }
            | Self::Entity { .. }
            | Self::Judge(_)
            | Self::Unreadable => false,
        }
    }
}
