//! Procedures, as trees of statements with names resolved.

use super::{Condition, Duration, Entity, Id, Instance, Role, Stated, Subject, Term};
use crate::source::Place;

#[derive(Clone, Debug, Hash)]
pub(crate) struct Procedure {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) entity: Id<Entity>,
    /// `for …`: makes it an entry of its own. Without it, it is reached by `run` only.
    pub(crate) subject: Option<For>,
    /// Starts only once these have run.
    pub(crate) after: Vec<Id<Procedure>>,
    pub(crate) fields: Vec<Stated>,
    pub(crate) body: Vec<Statement>,
    pub(crate) at: Place,
}

#[derive(Clone, Debug, Hash)]
pub(crate) struct For {
    pub(crate) subject: Id<Subject>,
    /// `for NAME`: this one only.
    pub(crate) only: Option<Id<Instance>>,
    pub(crate) when: Option<Condition>,
}

#[derive(Clone, Debug, Hash)]
pub(crate) enum Statement {
    Step(Id<Step>),
    When { condition: Condition, then: Vec<Statement>, otherwise: Vec<Statement>, at: Place },
    Decide { step: Id<Step>, outcomes: Vec<Outcome> },
    Together { members: Vec<Statement>, at: Place },
    Repeat { every: Option<Duration>, body: Vec<Statement>, at: Place },
    Run(Runs),
    GoTo(GoTo),
    On { triggers: Vec<Id<Term>>, body: Vec<Statement>, at: Place },
    End { at: Place },
}

#[derive(Clone, Copy, Debug, Hash)]
pub(crate) struct Runs {
    pub(crate) procedure: Id<Procedure>,
    pub(crate) at: Place,
}

/// A jump to a step of the same procedure that stands in no `together` and no outcome that the jump is not in itself.
#[derive(Clone, Copy, Debug, Hash)]
pub(crate) struct GoTo {
    pub(crate) step: Id<Step>,
    pub(crate) at: Place,
}

impl Statement {
    /// What stands directly inside, block by block.
    pub(crate) fn blocks(&self) -> Vec<&[Self]> {
        match self {
            Self::When { then, otherwise, .. } => vec![then, otherwise],
            Self::Decide { outcomes, .. } => outcomes.iter().map(|it| it.body.as_slice()).collect(),
            Self::Together { members: body, .. } | Self::Repeat { body, .. } | Self::On { body, .. } => vec![body],
            Self::Step(_) | Self::Run(_) | Self::GoTo(_) | Self::End { .. } => Vec::new(),
        }
    }

    /// The step that it is, or that decides.
    pub(crate) fn step(&self) -> Option<Id<Step>> {
        match self {
            Self::Step(step) | Self::Decide { step, .. } => Some(*step),
            _ => None,
        }
    }
}

/// Shows every statement to a function, in the order of the text.
pub(crate) fn each_statement<'s>(body: &'s [Statement], see: &mut dyn FnMut(&'s Statement)) {
    for statement in body {
        see(statement);
        for block in statement.blocks() {
            each_statement(block, see);
        }
    }
}

/// A step, or a decision (then it has outcomes where it stands in its procedure).
#[derive(Clone, Debug, Hash)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) procedure: Id<Procedure>,
    pub(crate) optional: bool,
    /// `None` if it could not be resolved: then it is a step of no known action.
    pub(crate) action: Option<Id<Term>>,
    /// An action is written, or should be, and could not be resolved; that was reported.
    pub(crate) unreadable: bool,
    pub(crate) actors: Actors,
    /// The bound on the time since the stop before it.
    pub(crate) within: Option<Duration>,
    pub(crate) fields: Vec<Stated>,
    /// The body above the entity that fixed it, as written.
    pub(crate) fixed_by: Option<String>,
    /// The name where it is declared.
    pub(crate) at: Place,
    /// The whole statement.
    pub(crate) whole: Place,
}

#[derive(Clone, Debug, Hash)]
pub(crate) enum Actors {
    /// Not said.
    Unstated,
    /// Any of these.
    Roles(Vec<Id<Role>>),
    /// The first case whose condition holds; then `otherwise` (empty: not said).
    Cases { cases: Vec<(Condition, Vec<Id<Role>>)>, otherwise: Vec<Id<Role>> },
}

#[derive(Clone, Debug, Hash)]
pub(crate) struct Outcome {
    pub(crate) name: String,
    /// The term of the vocabulary `outcome`, where there is one.
    pub(crate) term: Option<Id<Term>>,
    pub(crate) when: Option<Condition>,
    pub(crate) body: Vec<Statement>,
    pub(crate) at: Place,
}

impl Actors {
    /// Everybody who acts in some case.
    pub(crate) fn all(&self) -> impl Iterator<Item = Id<Role>> {
        let (cases, rest) = match self {
            Self::Unstated => (&[][..], &[][..]),
            Self::Roles(roles) => (&[][..], roles.as_slice()),
            Self::Cases { cases, otherwise } => (cases.as_slice(), otherwise.as_slice()),
        };
        cases.iter().flat_map(|(_, roles)| roles).chain(rest).copied()
    }
}
