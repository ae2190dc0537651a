//! The scales: what one set of rules asks less, or more, than another, and the case that shows it.
//!
//! Takes two answers of the front desk, and in each whom to look at: an entity or a guidance. Gives one row for each
//! requirement, and what changed in the entities' own rules. What is held is called the subject of the comparison, and
//! what it is held against its measure; holding the measure against the subject gives the same rows in a mirror.
//! Decides over meaning, never over text: a verdict, an implication, or two ways through two procedures.

mod asked; // guidance against guidance
mod held; // what is held, and against what
mod kept; // entities by the verdicts they have
mod moved; // how one relation follows from two verdicts
mod rules; // own rules against own rules
mod waived; // departures, and until when

#[cfg(test)]
mod tests;

pub use held::{Party, PartyKind, Side, Unknown};
pub use rules::{Change, Changed};
pub use waived::Departure;

use crate::Analysis;
use crate::diagnostic::{Verdict, Witness};
use crate::source::Place;

/// How the subject stands to the measure. Ordered from what nobody needs to read to what everybody must.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// On both sides nothing it speaks of can happen.
    NeverApplies,
    /// As much is asked.
    Equal,
    /// More is asked than the measure asks.
    Stronger,
    /// Asked by the subject, and not by the measure at all.
    Added,
    /// One side departs from it by a waiver that counts.
    Waived,
    /// Only a person can say.
    ToBeJudged,
    /// Each lets something through that the other does not.
    Incomparable,
    /// Too large to decide exactly.
    Undecided,
    /// It depends on something that no file says.
    Unknown,
    /// Something gets through that the measure does not let through.
    Weaker,
    /// Nothing of it is done, or it is not asked at all.
    Missing,
}

impl Relation {
    /// All of them, the gravest first.
    pub const ALL: [Self; 11] = [
        Self::Missing,
        Self::Weaker,
        Self::Unknown,
        Self::Undecided,
        Self::Incomparable,
        Self::ToBeJudged,
        Self::Waived,
        Self::Added,
        Self::Stronger,
        Self::Equal,
        Self::NeverApplies,
    ];

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NeverApplies => "never applies",
            Self::Equal => "equal",
            Self::Stronger => "stronger",
            Self::Added => "added",
            Self::Waived => "waived",
            Self::ToBeJudged => "to be judged",
            Self::Incomparable => "incomparable",
            Self::Undecided => "undecided",
            Self::Unknown => "unknown",
            Self::Weaker => "weaker",
            Self::Missing => "missing",
        }
    }

    /// The same, seen from the other side.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Stronger => Self::Weaker,
            Self::Weaker => Self::Stronger,
            Self::Added => Self::Missing,
            Self::Missing => Self::Added,
            other => other,
        }
    }
}

/// One of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Which {
    /// What is held.
    Subject,
    /// What it is held against.
    Measure,
}

impl Which {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Subject => Self::Measure,
            Self::Measure => Self::Subject,
        }
    }
}

/// Something for each side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Both<T> {
    /// What is held.
    pub subject: T,
    /// What it is held against.
    pub measure: T,
}

impl<T> Both<T> {
    /// The one of this side.
    pub fn of(&self, side: Which) -> &T {
        match side {
            Which::Subject => &self.subject,
            Which::Measure => &self.measure,
        }
    }
}

/// The answer to "what do these rules require less?"
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Who is compared.
    pub parties: Both<Party>,
    /// One for each requirement that either side is held to, in the order of the guidance.
    pub rows: Vec<Compared>,
    /// What the own rules of one side say and those of the other do not, in the order of the measure's texts.
    pub changes: Vec<Change>,
}

/// How the two sides stand to each other in one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// `un-hrdd/assess-before-commitment`.
    pub requirement: String,
    /// Its number in a catalogue.
    pub id: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// `must`, `should` or `may`.
    pub level: String,
    /// The stage it belongs to, if it names one.
    pub stage: Option<String>,
    /// Why it is asked.
    pub because: Option<String>,
    /// On what authority.
    pub sources: Vec<String>,
    /// How the subject stands to the measure.
    pub relation: Relation,
    /// What was decided on each side: nothing where it is not asked there, or the side is a guidance.
    pub verdicts: Both<Option<Verdict>>,
    /// Of whom that was decided: a registered subject, or `any use`.
    pub of: Both<Option<String>>,
    /// Where each side speaks of it: the declaration, or the text that keeps or breaks it.
    pub places: Both<Option<Place>>,
    /// The case that one side lets through, where one does.
    pub case: Option<Case>,
    /// The waivers of both sides that count.
    pub departures: Both<Vec<Departure>>,
    /// What is still to be judged.
    pub question: Option<String>,
    /// What is missing, or why it is undecided.
    pub reason: Option<String>,
}

/// A case that one side lets through and the other does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Who lets it through.
    pub side: Which,
    /// Facts and run, with places in the texts of that side.
    pub witness: Witness,
    /// What is said of it.
    pub message: String,
}

impl Comparison {
    /// How many rows and changes stand so.
    #[must_use]
    pub fn count(&self, relation: Relation) -> usize {
        self.rows.iter().filter(|it| it.relation == relation).count()
    }
}

/// Holds one side against another.
///
/// # Errors
/// If a side has no party of that name; says which there are.
pub fn compare(subject: &Side<'_>, measure: &Side<'_>) -> Result<Comparison, Unknown> {
    let sides = Both { subject: subject.find()?, measure: measure.find()? };
    let parties = Both { subject: sides.subject.party(), measure: sides.measure.party() };
    // Whoever does not follow a guidance may still be held to it.
    let held = Both { subject: sides.subject.held_to(&sides.measure), measure: sides.measure.held_to(&sides.subject) };
    let sides = Both {
        subject: again(sides.subject, held.subject.as_ref(), subject.name)?,
        measure: again(sides.measure, held.measure.as_ref(), measure.name)?,
    };
    let merged = rules::merged(&sides.subject, &sides.measure);
    let mut ready = merged.as_ref().map(rules::Ready::new);
    let rows = match (sides.subject.entity(), sides.measure.entity()) {
        (None, None) => asked::rows(&sides),
        _ => kept::rows(&sides, ready.as_mut()),
    };
    let changes = ready.map(rules::Ready::changes).unwrap_or_default();
    Ok(Comparison { parties, rows, changes })
}

fn again<'a>(found: held::Found<'a>, held: Option<&'a Analysis>, name: &'a str) -> Result<held::Found<'a>, Unknown> {
    held.map_or(Ok(found), |analysis| Side { analysis, name }.find())
}
