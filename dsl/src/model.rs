//! The registry: every declaration once, with names resolved to ids.
//!
//! Takes the trees of all files together; gives one [`Model`], and says what could not be resolved.
//! Knows nothing of runs. Above this room nothing compares names: there are ids.
//! What a text does not say is absent here ([`Option::None`]), never a default.

mod arena;
mod catalogue;
mod condition;
mod duration;
mod event;
mod from_syntax;
mod guidance;
mod print;
mod procedure;
mod record;
mod visibility;
mod vocabulary;

pub(crate) use arena::{Arena, Id};
pub(crate) use catalogue::{Catalogue, Declared, Thing, item_named};
pub(crate) use condition::{Atom, Comparison, Condition, Operand, Test};
pub(crate) use duration::{Calendar, Duration, Fits, compare, days_between};
pub(crate) use event::{Alternative, Constraint, Demand, Event, Held, On, Reference, Topic, What};
pub(crate) use from_syntax::{Mention, Source, resolve};
pub(crate) use guidance::{
    Classification, Clause, Entity, Expectation, Given, Guidance, Level, LevelCase, Pattern, Requirement, Row, Scope,
};
pub(crate) use print::{Print, Prints};
pub(crate) use procedure::{Actors, For, GoTo, Outcome, Procedure, Runs, Statement, Step, each_statement};
pub(crate) use record::{Instance, Judgement, Record, Role, Stated, Value, Waiver};
pub(crate) use vocabulary::{Field, FieldType, Owner, Range, Subject, Term, TermSet, Vocabulary};

/// Everything that was declared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub(crate) guidances: Arena<Guidance>,
    pub(crate) subjects: Arena<Subject>,
    pub(crate) fields: Arena<Field>,
    pub(crate) vocabularies: Arena<Vocabulary>,
    pub(crate) terms: Arena<Term>,
    pub(crate) givens: Arena<Given>,
    pub(crate) classifications: Arena<Classification>,
    pub(crate) requirements: Arena<Requirement>,
    pub(crate) expectations: Arena<Expectation>,
    pub(crate) entities: Arena<Entity>,
    pub(crate) roles: Arena<Role>,
    pub(crate) instances: Arena<Instance>,
    pub(crate) procedures: Arena<Procedure>,
    pub(crate) steps: Arena<Step>,
    pub(crate) records: Arena<Record>,
    pub(crate) judgements: Arena<Judgement>,
    pub(crate) waivers: Arena<Waiver>,
}
