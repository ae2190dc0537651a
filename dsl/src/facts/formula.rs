//! Conditions on facts, with everything else worked out.

use super::PredicateId;
use crate::model::{Classification, Id, Step};

/// A condition on facts and earlier decisions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Formula {
    All(Vec<Formula>),
    Any(Vec<Formula>),
    Not(Box<Formula>),
    Predicate(PredicateId),
    /// A classification gives one of these levels.
    Level {
        class: Id<Classification>,
        levels: Vec<usize>,
    },
    /// An earlier decision chose one of these outcomes.
    Decided {
        step: Id<Step>,
        outcomes: Vec<String>,
    },
}

impl Formula {
    /// Holds always.
    pub(crate) const TRUE: Self = Self::All(Vec::new());
    /// Holds never.
    pub(crate) const FALSE: Self = Self::Any(Vec::new());

    /// Whether it plainly holds always.
    pub(crate) fn is_true(&self) -> bool {
        *self == Self::TRUE
    }

    /// Whether it plainly holds never.
    pub(crate) fn is_false(&self) -> bool {
        *self == Self::FALSE
    }

    /// Always or never.
    pub(crate) fn constant(holds: bool) -> Self {
        if holds { Self::TRUE } else { Self::FALSE }
    }

    /// All of them, without what adds nothing.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::All(inner) => kept.extend(inner),
                part if part.is_false() => return Self::FALSE,
                part => kept.push(part),
            }
        }
        if kept.len() == 1 { kept.remove(0) } else { Self::All(kept) }
    }

    /// Any of them, without what adds nothing.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::Any(inner) => kept.extend(inner),
                part if part.is_true() => return Self::TRUE,
                part => kept.push(part),
            }
        }
        if kept.len() == 1 { kept.remove(0) } else { Self::Any(kept) }
    }

    /// The opposite.
    pub(crate) fn negate(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            part if part.is_true() => Self::FALSE,
            part if part.is_false() => Self::TRUE,
            part => Self::Not(Box::new(part)),
        }
    }

    /// The decisions it asks about.
    pub(crate) fn decisions(&self, found: &mut Vec<Id<Step>>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.decisions(found)),
            Self::Not(part) => part.decisions(found),
            Self::Decided { step, .. } => found.push(*step),
            Self::Predicate(_) | Self::Level { .. } => {}
        }
    }
}
