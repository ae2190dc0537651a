//! Conditions on facts, and on what was decided earlier in a run.

use super::{Classification, Field, Id, Step, Term, Value};
use crate::source::Place;

#[derive(Clone, Debug, Hash)]
pub(crate) enum Condition {
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    Atom(Atom),
    /// Could not be read or resolved, and was reported: may hold or not.
    Unreadable,
}

#[derive(Clone, Debug, Hash)]
pub(crate) struct Atom {
    pub(crate) operand: Operand,
    pub(crate) test: Test,
    pub(crate) at: Place,
}

/// What a condition asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Operand {
    /// A field of the subject.
    Fact(Id<Field>),
    /// What a classification gives.
    Class(Id<Classification>),
    /// What an earlier decision of the same procedure chose.
    Decision(Id<Step>),
}

#[derive(Clone, Debug, Hash)]
pub(crate) enum Test {
    /// `is` or `includes`, any of these terms or what is below them. For a classification or an ordered scale: that very level.
    Terms(Vec<Id<Term>>),
    /// For a classification: one of these levels, as indices into [`Classification::levels`].
    Levels(Vec<usize>),
    /// For a decision: one of these outcomes, by name.
    Outcomes(Vec<String>),
    /// For a field of registered things (`supplier is acme`), or of roles: any of these values.
    Things(Vec<Value>),
    YesNo(bool),
    Stated,
    /// Against a number, a duration, a date, money, a term of a scale.
    Compare(Comparison, Value),
    /// A classification against one of its levels.
    CompareLevel(Comparison, usize),
    /// `is V` for a number, a duration, a date, money or a text.
    Equals(Value),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Comparison {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

impl Comparison {
    /// Whether `left` compares so with `right`.
    pub(crate) fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
            Self::MoreThan => left > right,
            Self::LessThan => left < right,
        }
    }
}
