//! What may happen in a run, as requirements name it.

use super::{Classification, Comparison, Condition, Field, Id, Role, Term, Value};
use crate::source::Place;

/// Alternatives joined by `or`; definitions are already put in their place.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct Event {
    pub(crate) alternatives: Vec<Alternative>,
}

#[derive(Clone, Debug, Hash)]
pub(crate) struct Alternative {
    pub(crate) what: What,
    /// From a `define … when`: counts only where this holds (all of them).
    pub(crate) when: Vec<Condition>,
    /// All must be met.
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) at: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum What {
    /// A step whose action is this or below it.
    Action(Id<Term>),
    /// Any step at all.
    AnyStep,
    /// A trigger that is this or below it.
    Trigger(Id<Term>),
    /// A place where conditions choose the way.
    Branch,
    /// Could not be resolved, and was reported.
    Unreadable,
}

/// A demand on one field of a step, a role, a record or a registered thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Constraint {
    pub(crate) on: On,
    pub(crate) held: Held,
    pub(crate) at: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum On {
    /// `by`: who does it.
    Actor,
    /// `outcome`: what a decision chose.
    Outcome,
    /// `age`: how long before the other event.
    Age,
    /// `within`: the bound a step states for itself.
    Within,
    /// `on`: what a branch asks about.
    Topic,
    /// `lasts`: how long a waiver holds.
    Lasts,
    /// `reason`: why a waiver is needed.
    Reason,
    /// A declared field.
    Field(Id<Field>),
    /// Could not be resolved, and was reported: always met.
    Unreadable,
}

/// What must hold of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Held {
    Stated,
    /// The same value as in the other event of the pattern.
    Same,
    Compare(Comparison, Value),
    /// Compared with another field: `above owner.rank`.
    CompareWith(Comparison, Reference),
    /// Meets at least one / every value of another field: `some of use.affects`.
    SomeOf(Reference),
    AllOf(Reference),
    /// All of these values (for a single-valued field there is one).
    All(Vec<Value>),
    Any(Vec<Value>),
    None(Vec<Value>),
    /// Outcomes, by name: any of these.
    Outcomes(Vec<String>),
    /// `by: director or board`: each who may do it is one of these.
    Roles(Vec<Id<Role>>),
    /// What a branch asks about: any of these.
    Topics(Vec<Topic>),
    /// On the role that acts, or on the thing the field names: all must be met.
    Nested(Vec<Constraint>),
}

/// What a condition can ask about, as a requirement names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Topic {
    Fact(Id<Field>),
    Class(Id<Classification>),
    /// What a decision chose whose action is this or below it.
    Action(Id<Term>),
    /// What the decision of this name chose.
    Decision(String),
}

/// The right side of a demand that points elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Reference {
    /// `use.affects`: a fact.
    Fact(Id<Field>),
    /// `owner.rank`: `rank` of the role that the entity's (or procedure's) field `owner` names.
    RoleField { through: Id<Field>, field: Id<Field> },
    /// `digital-director.rank`: a field of a declared role.
    Role { role: Id<Role>, field: Id<Field> },
    /// `entity.kind`: a field of the entity itself.
    Entity(Id<Field>),
}

/// What `must have` asks of a declared thing.
#[derive(Clone, Debug, Hash)]
pub(crate) enum Demand {
    Constraint(Constraint),
    /// A record of this action for the thing.
    Record {
        action: Id<Term>,
        constraints: Vec<Constraint>,
        at: Place,
    },
}
