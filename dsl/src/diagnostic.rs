//! The notice board: what there is to tell the reader, as data.
//!
//! Takes places and words from the rooms that find something; gives [`Diagnostic`]s.
//! Knows nothing of how they are drawn. Messages are one clause, lower case, no full stop,
//! in the reader's words; names from the text stand in backticks.

use crate::source::Place;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth mending.
    Warning,
    /// Must be mended.
    Error,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What kind of problem it is: a number for machines and a name for people.
///
/// For a requirement both are `guidance/name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    /// `DLY201`, or `un-hrdd/assess-before-commitment`.
    pub id: String,
    /// `unreachable-step`, or `un-hrdd/assess-before-commitment`.
    pub name: String,
}

/// Another place that explains the problem; for a witness, one stop of the run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// Where.
    pub at: Place,
    /// What is to be seen there.
    pub text: String,
}

/// Something to tell the reader about one place, and the places that explain it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The place it is about. Comes first, so that sorting is by place.
    pub at: Place,
    /// Its kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong: one clause, lower case, no full stop.
    pub message: String,
    /// Where else to look, in reading order; for a witness, the stops of the run in the order of the run.
    pub labels: Vec<Label>,
    /// Facts and remarks, each one sentence: `facts: context: humanitarian-emergency`.
    pub notes: Vec<String>,
    /// Why it matters to people.
    pub why: Option<String>,
    /// On what authority: `UNGP 17`.
    pub sources: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// For a requirement: what was decided about it.
    pub finding: Option<Finding>,
}

impl Diagnostic {
    /// A problem at a place, with nothing else to say about it yet.
    #[must_use]
    pub fn new(id: &str, name: &str, severity: Severity, at: Place, message: impl Into<String>) -> Self {
        Self {
            at,
            code: Code { id: id.to_owned(), name: name.to_owned() },
            severity,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            why: None,
            sources: Vec::new(),
            help: None,
            finding: None,
        }
    }

    /// Adds a place that explains it.
    #[must_use]
    pub fn label(mut self, at: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { at, text: text.into() });
        self
    }

    /// Adds a remark.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says why it matters to people.
    #[must_use]
    pub fn why(mut self, text: impl Into<String>) -> Self {
        self.why = Some(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// What can be said of a requirement for a subject. Ordered from best to worst, as mixed verdicts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing it speaks of can happen here. It does not count as kept.
    NeverApplies,
    /// No run breaks it.
    Kept,
    /// A run breaks it, and a valid waiver covers every such run.
    Waived,
    /// Only runs that leave out an optional step break it.
    KeptIfOptional,
    /// Only a person can say, and no recorded judgement does.
    ToBeJudged,
    /// Too large to decide exactly.
    Undecided,
    /// It depends on something that no file says.
    Unknown,
    /// A run breaks it.
    Broken,
}

impl Verdict {
    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NeverApplies => "never applies",
            Self::Kept => "kept",
            Self::Waived => "waived",
            Self::KeptIfOptional => "kept only if optional steps are taken",
            Self::ToBeJudged => "to be judged",
            Self::Undecided => "undecided",
            Self::Unknown => "unknown",
            Self::Broken => "broken",
        }
    }
}

/// What was decided about one requirement for one subject.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// `un-hrdd/assess-before-commitment`.
    pub requirement: String,
    /// `must`, `should` or `may`.
    pub level: String,
    /// The stage it belongs to, if it names one.
    pub stage: Option<String>,
    /// The entity it was decided for.
    pub entity: String,
    /// The registered subject, or `any use`.
    pub subject: String,
    /// Registered subjects for which the same run breaks it.
    pub also: Vec<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// The run that breaks it, where one does.
    pub witness: Option<Witness>,
}

/// A run that breaks a requirement; model checking calls it a counterexample.
///
/// Every run in here was replayed step by step before it was reported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witness {
    /// The facts that make it possible, as field and value, in the order of the fields.
    pub facts: Vec<(String, Vec<String>)>,
    /// Its stops, in order.
    pub run: Vec<Stop>,
}

/// One stop of a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stop {
    /// The step's name; for a decision, `name: outcome`.
    pub step: String,
    /// Its line.
    pub at: Place,
}
