//! Where a point stands: what the grammar would take there.

use crate::syntax::words::Word;

/// A name as written, its parts between the dots.
pub(crate) type Names<'a> = Vec<&'a str>;

/// One thing that could be written at the point.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Spot<'a> {
    /// This very word.
    Word(Word),
    /// A declaration.
    Item(Inside<'a>),
    /// A statement of a procedure, or of a suggestion.
    Statement,
    /// What an outcome of a decision is called: of this action.
    Outcome(Option<Names<'a>>),
    /// The key of a field.
    Key(Carrier<'a>),
    /// A value; whether it stands in a list.
    Value(Wanted<'a>, bool),
    /// What goes on after a number.
    Unit(Wanted<'a>),
    /// What may follow a value.
    After(Wanted<'a>),
    /// What is asked of a field: a value, `stated`, `at least` and so on.
    Constraint(Wanted<'a>),
    /// Another field that is pointed to.
    Reference(Wanted<'a>),
    Date,
    Guidance,
    Subject,
    /// `any use`, or a registered thing.
    ForWhat,
    /// A vocabulary or a subject: what a field takes its values from.
    Range,
    /// The type of a field.
    FieldType,
    /// A term of the vocabulary of this name.
    Term(&'a str),
    Action,
    Trigger,
    /// An action or a trigger.
    Happening,
    /// An action, a trigger or a definition.
    Event,
    /// An event, or a kind of declared thing.
    Each,
    /// A role, for an action if it is known.
    Role(Option<Names<'a>>),
    Procedure,
    /// Who alone can change a step.
    Body,
    /// A step to go to.
    Step,
    Requirement(Why),
    Expectation,
    /// A registered thing.
    Thing,
    /// `must`, `should`, `may`.
    Level,
    /// A level of the table that the point stands in.
    ScaleLevel,
    /// What a condition asks about.
    Operand,
    /// How it asks.
    Test(Names<'a>),
    /// What may stand between the braces of a requirement.
    RequirementMember,
    /// A demand, after its scope if it has one.
    Pattern {
        scoped: bool,
    },
    /// What a profile changes.
    Tailoring,
    /// What may follow the name of a registered thing.
    ThingHead(&'a str),
}

/// What a declaration stands in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Inside<'a> {
    Nothing,
    Guidance,
    Entity,
    /// Something registered under this keyword.
    Thing(&'a str),
}

/// What a requirement is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    Judge,
    Waive,
    Tailor,
}

/// What carries fields.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Carrier<'a> {
    Guidance,
    Entity,
    Role,
    Procedure,
    Judgement,
    Waiver,
    Requirement,
    Expectation,
    /// Something registered under this keyword.
    Thing(&'a str),
    /// A step with this action; `within` is its own.
    Step(Option<Names<'a>>),
    /// A decision with this action, or with that of the name `decide`.
    Decide(Option<Names<'a>>),
    Record(Option<Names<'a>>),
    /// An event of a requirement.
    Event(Names<'a>),
    /// What `each … must have` is about.
    Each(Names<'a>),
    /// What `entity must have` is about.
    EntityMust,
    /// A requirement of the base that a profile sets anew.
    Tailored(Names<'a>),
    /// The thing or the role that a field names.
    Nested(Box<Wanted<'a>>),
}

impl Carrier<'_> {
    /// Whether its fields are asked for, not stated.
    pub(crate) fn asks(&self) -> bool {
        matches!(self, Self::Event(_) | Self::Each(_) | Self::EntityMust | Self::Tailored(_) | Self::Nested(_))
    }
}

/// For what a value is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted<'a> {
    /// A field.
    Field(Carrier<'a>, &'a str),
    /// What a condition asks about; whether it is compared.
    Operand(Names<'a>, bool),
    /// A length of time.
    Duration,
}

/// What is known of the surroundings of the point.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scene<'a> {
    pub(crate) guidance: Option<&'a str>,
    pub(crate) entity: Option<&'a str>,
    /// The keyword of the declaration that it stands in.
    pub(crate) item: Option<&'a str>,
    /// The kind of thing, or the thing, that it is about.
    pub(crate) subject: Option<Names<'a>>,
    /// The keys that stand before it between the same braces.
    pub(crate) stated: Vec<&'a str>,
    /// The outcomes that stand before it in the same decision.
    pub(crate) outcomes: Vec<&'a str>,
    /// The levels of the table that it stands in.
    pub(crate) levels: Vec<&'a str>,
    /// The guidance that is tailored.
    pub(crate) tailors: Option<&'a str>,
}
