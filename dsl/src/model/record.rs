//! Registers: things, roles, values, and what was done, judged or departed from.

use jiff::civil::Date;

use super::{Condition, Duration, Entity, Field, Id, Requirement, Subject, Term};
use crate::source::Place;

/// A registered subject: `use biometric-registration { … }`.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Instance {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) subject: Id<Subject>,
    pub(crate) entity: Id<Entity>,
    pub(crate) fields: Vec<Stated>,
    /// `risk: low`: a classification stated for it, as `(name of the classification, level, place)`.
    pub(crate) classed: Vec<(String, String, Place)>,
    /// The last change, which makes earlier records stale.
    pub(crate) changed: Option<(Date, Place)>,
    pub(crate) at: Place,
}

#[derive(Clone, Debug, Hash)]
pub(crate) struct Role {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) entity: Id<Entity>,
    /// Whether it stands outside the entity.
    pub(crate) external: bool,
    pub(crate) fields: Vec<Stated>,
    pub(crate) at: Place,
}

/// `field: value`.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Stated {
    pub(crate) field: Id<Field>,
    /// `None` if it could not be read, and was reported: unknown.
    pub(crate) value: Option<Value>,
    /// `since DATE`
    pub(crate) since: Option<Date>,
    pub(crate) at: Place,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Value {
    Term(Id<Term>),
    Thing(Id<Instance>),
    Role(Id<Role>),
    Text(String),
    /// Thousandths.
    Number(i64),
    /// Hundredths, and the currency in capitals.
    Money(i64, String),
    Duration(Duration),
    Date(Date),
    YesNo(bool),
    List(Vec<Value>),
}

/// Something that was done: it begins the runs of its subject.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) entity: Id<Entity>,
    /// An action or a trigger.
    pub(crate) what: Option<Id<Term>>,
    pub(crate) of: Option<Id<Instance>>,
    /// Whether a subject was written, even if it does not exist; without one it is the entity's own.
    pub(crate) has_subject: bool,
    pub(crate) on: Option<Date>,
    pub(crate) by: Vec<Id<Role>>,
    pub(crate) fields: Vec<Stated>,
    /// The outcome, for a recorded decision.
    pub(crate) outcome: Option<String>,
    pub(crate) at: Place,
}

/// A recorded answer to a `judge` question.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Judgement {
    pub(crate) name: String,
    pub(crate) entity: Id<Entity>,
    pub(crate) requirement: Option<Id<Requirement>>,
    /// The label of one clause.
    pub(crate) clause: Option<String>,
    /// `None` is a judgement of the procedures in general.
    pub(crate) of: Option<Id<Instance>>,
    /// Whether a subject was written, even if it does not exist.
    pub(crate) has_subject: bool,
    pub(crate) answer: Option<bool>,
    pub(crate) by: Vec<Id<Role>>,
    pub(crate) on: Option<Date>,
    pub(crate) until: Option<Date>,
    pub(crate) reason: Option<String>,
    pub(crate) at: Place,
}

/// A declared departure.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Waiver {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) entity: Id<Entity>,
    pub(crate) requirement: Option<Id<Requirement>>,
    /// The label of the one clause it departs from.
    pub(crate) clause: Option<String>,
    /// For this subject only.
    pub(crate) of: Option<Id<Instance>>,
    /// Whether a subject was written, even if it does not exist.
    pub(crate) has_subject: bool,
    /// For these facts only.
    pub(crate) when: Option<Condition>,
    pub(crate) by: Vec<Id<Role>>,
    pub(crate) on: Option<Date>,
    pub(crate) until: Option<Date>,
    pub(crate) reason: Option<String>,
    /// What is done instead: any of these actions.
    pub(crate) instead: Vec<Id<Term>>,
    /// Values of the fields that guidance declares for `waiver`.
    pub(crate) fields: Vec<Stated>,
    pub(crate) at: Place,
}
