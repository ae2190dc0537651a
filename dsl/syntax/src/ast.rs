//! The tree: what one text says, with a place for everything and a meaning for nothing.
//!
//! Words are kept as written. Where something could not be read, the part is absent and the mistake
//! has been reported; the rest of the declaration is still here.

use jiff::civil::Date;

use crate::source::Span;

/// A whole text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    pub items: Vec<Item>,
}

/// A name as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// `name` or `guidance.name` or `use.affects`: one or more names joined by dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub names: Vec<Name>,
    pub span: Span,
}

/// A quoted text, without its quotes and with escapes undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub span: Span,
}

/// `keyword name "Title" head-clauses { body }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The whole declaration.
    pub span: Span,
    /// The `///` lines above it, joined.
    pub doc: Option<String>,
    /// The word that says what it declares; for an [`ItemKind::Instance`] it is a subject's or a vocabulary's name.
    pub keyword: Name,
    /// Absent where none is written (`given`), or where it could not be read.
    pub name: Option<Name>,
    pub title: Option<Text>,
    pub kind: ItemKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    Guidance(Guidance),
    Subject(Vec<Field>),
    Vocabulary(Vocabulary),
    Given(Vec<Condition>),
    Define(Event),
    Classify(Classify),
    Requirement(Requirement),
    Expectation(Expectation),
    Entity(Entity),
    /// `role`, inside an entity or beside one.
    Role(Vec<Entry>),
    Procedure(Procedure),
    /// `record`, `judgement` and `waiver` share one shape.
    Record(Record),
    Judgement(Record),
    Waiver(Record),
    /// `use NAME "…" { }`, `supplier NAME { }`, `group NAME is refugees`: a registered subject, or a term of a vocabulary.
    Instance(Instance),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guidance {
    /// `tailors base`: makes it a profile.
    pub tailors: Option<Path>,
    /// `follows other`: shares that guidance's words.
    pub follows: Vec<Path>,
    pub entries: Vec<Entry>,
    pub items: Vec<Item>,
    pub tailoring: Vec<Tailoring>,
}

/// One line of a profile: `raise R to must because "…"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tailoring {
    pub span: Span,
    pub requirement: Path,
    pub change: Change,
    pub because: Option<Text>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// `raise R to LEVEL`
    Raise(Name),
    /// `lower R to LEVEL`
    Lower(Name),
    /// `drop R`
    Drop,
    /// `set R { age: at most 6 months }`
    Set(Vec<Constraint>),
    /// `suggest R { steps }`
    Suggest(Block),
}

/// `field name: type`, in a subject or in a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub span: Span,
    pub doc: Option<String>,
    pub name: Option<Name>,
    pub ty: Option<FieldType>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    YesNo,
    OneOf(Path),
    SomeOf(Path),
    ScopeOf(Path),
    Number,
    Money,
    Duration,
    Date,
    Text,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    pub ordered: bool,
    pub terms: Vec<Term>,
}

/// `name "Title" is a, b { fields and narrower terms }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub span: Span,
    pub doc: Option<String>,
    pub name: Name,
    pub title: Option<Text>,
    pub is: Vec<Path>,
    pub fields: Vec<Field>,
    pub terms: Vec<Term>,
}

/// `classify NAME for SUBJECT on [low, high] { rows }`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classify {
    pub subject: Option<Path>,
    /// The scale, from least to most severe.
    pub levels: Vec<Name>,
    pub rows: Vec<Row>,
}

/// `LEVEL when CONDITION`, or `otherwise LEVEL` (then there is no condition).
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub span: Span,
    pub doc: Option<String>,
    pub level: Name,
    pub when: Option<Condition>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requirement {
    /// `for SUBJECT`: whose runs it is about.
    pub subject: Option<Path>,
    /// `must when C`, `should when D`: tried in order.
    pub cases: Vec<LevelCase>,
    /// `must`, `should` or `may`: the only level, or that which holds `otherwise`.
    pub level: Option<Name>,
    /// Where `not waivable` stands, if it does.
    pub not_waivable: Option<Span>,
    /// `stage: …`, `note: "…"` and the like.
    pub entries: Vec<Entry>,
    pub applies: Vec<Condition>,
    pub clauses: Vec<Clause>,
    pub because: Option<Text>,
    pub sources: Vec<Text>,
    /// `answers: a, b`: the expectations it meets.
    pub answers: Vec<Path>,
    pub suggest: Option<Block>,
    /// The braces and what is between them.
    pub body: Span,
    /// Whether something between the braces could not be read: it may ask for more than is here.
    pub unread: bool,
}

/// `must when CONDITION`, in the head of a requirement.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelCase {
    pub level: Name,
    pub when: Condition,
    /// The condition as it is written.
    pub span: Span,
}

/// `expectation NAME { source: "…"  level: must  because "…" }`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expectation {
    /// `level: …` and the like.
    pub entries: Vec<Entry>,
    /// Why no requirement answers it.
    pub because: Option<Text>,
    pub sources: Vec<Text>,
}

/// `label: pattern`.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    pub span: Span,
    pub label: Option<Name>,
    pub scope: Scope,
    pub pattern: Pattern,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Scope {
    /// The whole run.
    #[default]
    Globally,
    /// `before T`
    Before(Event),
    /// `after S`
    After(Event),
    /// `between S and T`
    Between(Event, Event),
    /// `after S until T`
    AfterUntil(Event, Event),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// `require E [within D] [every D]`
    Require { event: Event, within: Option<Duration>, every: Option<Duration> },
    /// `never E`
    Never(Event),
    /// `each E must have { … }`
    Each { event: Event, must: Vec<Demand> },
    /// `entity must have { … }`
    Entity { must: Vec<Demand> },
    /// `E must be possible`; `after S` stands in the scope wherever it is written.
    Possible(Event),
    /// `keep apart E, E`
    KeepApart(Vec<Event>),
    /// `judge "question"`
    Judge(Text),
}

/// What `must have` asks for: a constraint on a field, or a record of an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Demand {
    Constraint(Constraint),
    /// `record ACTION { constraints }`
    Record {
        action: Path,
        constraints: Vec<Constraint>,
        span: Span,
    },
}

/// Alternatives joined by `or`.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub span: Span,
    pub alternatives: Vec<Alternative>,
}

/// `name { constraints } when CONDITION`. `when` is read only in `define`.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    pub name: Path,
    pub constraints: Vec<Constraint>,
    pub when: Option<Condition>,
}

/// `key: demand` inside the braces after an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    pub span: Span,
    pub key: Name,
    pub test: Option<ConstraintTest>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ConstraintTest {
    /// `stated`
    Stated(Span),
    /// `same`
    Same(Span),
    /// `at least V`, `at most V`, `above V`, `below V`, `more than V`, `less than V` against a value or a path.
    Compare(Comparison, Value),
    /// `some of use.affects`
    SomeOf(Path),
    /// `all of use.affects`
    AllOf(Path),
    /// `{ rank: at least director }`
    Nested(Vec<Constraint>),
    /// A value, a list (all of them), or a path such as `use.retention`.
    Value(Value),
    /// `a or b`: any of them.
    AnyOf(Vec<Value>),
    /// `not a`, `not a or b`: none of them.
    NoneOf(Vec<Value>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    AtLeast,
    AtMost,
    /// `above`, `more than`
    MoreThan,
    /// `below`, `less than`
    LessThan,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Two or more, joined by `and`.
    And(Vec<Condition>, Span),
    /// Two or more, joined by `or`.
    Or(Vec<Condition>, Span),
    Not(Box<Condition>, Span),
    Atom(Atom),
    /// Could not be read; reported.
    Error(Span),
}

/// `risk at least high`, `context includes emergency or conflict`, `law is not adequate`, `supplier is stated`.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    pub span: Span,
    pub name: Path,
    pub test: Test,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `is a or b`
    Is(Vec<Value>),
    /// `is not a or b`: none of them
    IsNot(Vec<Value>),
    /// `includes a or b`: any of them
    Includes(Vec<Value>),
    Compare(Comparison, Value),
    /// `is stated`
    Stated,
    /// `is not stated`
    NotStated,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity {
    pub follows: Vec<Path>,
    pub entries: Vec<Entry>,
    pub items: Vec<Item>,
}

/// `key: value`, or a bare word such as `external` (then there is no value, and the word is a flag).
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub span: Span,
    pub key: Name,
    pub value: EntryValue,
}

#[derive(Clone, Debug, PartialEq)]
pub enum EntryValue {
    /// A bare word: `external`.
    Flag,
    /// A value, perhaps with `since DATE` after it.
    Value(Value, Option<(Date, Span)>),
    /// `by`-style values: `a or b`, `a when CONDITION, b otherwise`.
    Actors(Actors),
    /// Could not be read; reported.
    Error,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A name, or a path such as `use.affects`.
    Name(Path),
    Text(Text),
    /// Thousandths: `1.5` is 1500.
    Number(i64, Span),
    /// Hundredths and a currency: `50 000 USD`.
    Money(i64, Name),
    Duration(Duration),
    Date(Date, Span),
    YesNo(bool, Span),
    List(Vec<Value>, Span),
}

/// `12 months`, `10 working days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    pub count: u32,
    pub unit: Unit,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Hour,
    Day,
    WorkingDay,
    Week,
    Month,
    Year,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Procedure {
    pub subject: Option<For>,
    pub after: Vec<Path>,
    pub entries: Vec<Entry>,
    pub body: Block,
}

/// `for any use`, `for any use when CONDITION`, `for biometric-registration`.
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    pub any: bool,
    pub subject: Path,
    pub when: Option<Condition>,
    pub span: Span,
}

/// Statements between braces. `span` covers the braces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    pub span: Span,
    pub statements: Vec<Statement>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub span: Span,
    pub doc: Option<String>,
    pub kind: StatementKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    Step(Step),
    /// `when C { } otherwise { }`; `otherwise when C { }` nests another `when` in `otherwise`.
    When {
        condition: Condition,
        then: Block,
        otherwise: Option<Block>,
    },
    Decide(Decide),
    Together(Block),
    Repeat {
        every: Option<Duration>,
        body: Block,
    },
    Run(Path),
    GoTo(Path),
    On {
        triggers: Vec<Path>,
        body: Block,
    },
    End,
    /// Could not be read; reported.
    Error,
}

/// `[optional] step NAME "Title": ACTION [by ACTORS] [fixed by NAME] { entries }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub optional: Option<Span>,
    pub name: Option<Name>,
    pub title: Option<Text>,
    pub action: Option<Path>,
    pub by: Option<Actors>,
    pub fixed_by: Option<Path>,
    pub entries: Vec<Entry>,
}

/// `decide NAME "Title" [: ACTION] [by ACTORS] [fixed by NAME] { entries and outcomes }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Decide {
    pub step: Step,
    pub outcomes: Vec<Outcome>,
}

/// `OUTCOME [when CONDITION] { }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub span: Span,
    pub name: Name,
    pub when: Option<Condition>,
    pub body: Block,
}

/// `a or b`, or `a when CONDITION, b otherwise`.
#[derive(Clone, Debug, PartialEq)]
pub struct Actors {
    pub span: Span,
    /// Tried in order; the last may have no condition.
    pub cases: Vec<ActorCase>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ActorCase {
    pub roles: Vec<Path>,
    /// Absent for `otherwise`, and where no `when` is written at all.
    pub when: Option<Condition>,
}

/// `record NAME "Title": WHAT of SUBJECT on DATE by ROLE until DATE when CONDITION { entries }`.
///
/// Head clauses may stand in any order. WHAT is an action or trigger for a record, a requirement
/// (or `requirement.clause`) for a judgement or waiver.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub what: Option<Path>,
    pub of: Option<Path>,
    pub on: Option<(Date, Span)>,
    pub by: Option<Actors>,
    pub until: Option<(Date, Span)>,
    pub when: Option<Condition>,
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instance {
    /// `is a, b`
    pub is: Vec<Path>,
    /// `changed on DATE`: the last change of the subject that makes earlier records stale.
    pub changed: Option<(Date, Span)>,
    pub entries: Vec<Entry>,
    /// Declarations nested in it.
    pub items: Vec<Item>,
}

impl Item {
    /// The guidance it follows or tailors.
    pub fn builds_on(&self) -> impl Iterator<Item = &Path> {
        let (tailors, follows) = match &self.kind {
            ItemKind::Guidance(it) => (it.tailors.as_ref(), it.follows.as_slice()),
            ItemKind::Entity(it) => (None, it.follows.as_slice()),
            _ => (None, &[][..]),
        };
        tailors.into_iter().chain(follows)
    }

    /// The declarations that stand in its braces.
    pub fn inside(&self) -> &[Item] {
        match &self.kind {
            ItemKind::Guidance(it) => &it.items,
            ItemKind::Entity(it) => &it.items,
            ItemKind::Instance(it) => &it.items,
            _ => &[],
        }
    }
}
