//! The tree: what one text says, with a place for everything and a meaning for nothing.
//!
//! Words are kept as written. Where something could not be read, the part is absent and the mistake
//! has been reported; the rest of the declaration is still here.

use jiff::civil::Date;

use crate::source::Span;

/// A whole text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct File {
    pub(crate) items: Vec<Item>,
}

/// A name as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// `name` or `guidance.name` or `use.affects`: one or more names joined by dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) names: Vec<Name>,
    pub(crate) span: Span,
}

/// A quoted text, without its quotes and with escapes undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// `keyword name "Title" head-clauses { body }`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// The whole declaration.
    pub(crate) span: Span,
    /// The `///` lines above it, joined.
    pub(crate) doc: Option<String>,
    /// The word that says what it declares; for an [`ItemKind::Instance`] it is a subject's or a vocabulary's name.
    pub(crate) keyword: Name,
    /// Absent where none is written (`given`), or where it could not be read.
    pub(crate) name: Option<Name>,
    pub(crate) title: Option<Text>,
    pub(crate) kind: ItemKind,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ItemKind {
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
pub(crate) struct Guidance {
    /// `tailors base`: makes it a profile.
    pub(crate) tailors: Option<Path>,
    /// `follows other`: shares that guidance's words.
    pub(crate) follows: Vec<Path>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) items: Vec<Item>,
    pub(crate) tailoring: Vec<Tailoring>,
}

/// One line of a profile: `raise R to must because "…"`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tailoring {
    pub(crate) span: Span,
    pub(crate) requirement: Path,
    pub(crate) change: Change,
    pub(crate) because: Option<Text>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Change {
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
pub(crate) struct Field {
    pub(crate) span: Span,
    pub(crate) doc: Option<String>,
    pub(crate) name: Option<Name>,
    pub(crate) ty: Option<FieldType>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FieldType {
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
pub(crate) struct Vocabulary {
    pub(crate) ordered: bool,
    pub(crate) terms: Vec<Term>,
}

/// `name "Title" is a, b { fields and narrower terms }`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Term {
    pub(crate) span: Span,
    pub(crate) doc: Option<String>,
    pub(crate) name: Name,
    pub(crate) title: Option<Text>,
    pub(crate) is: Vec<Path>,
    pub(crate) fields: Vec<Field>,
    pub(crate) terms: Vec<Term>,
}

/// `classify NAME for SUBJECT on [low, high] { rows }`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Classify {
    pub(crate) subject: Option<Path>,
    /// The scale, from least to most severe.
    pub(crate) levels: Vec<Name>,
    pub(crate) rows: Vec<Row>,
}

/// `LEVEL when CONDITION`, or `otherwise LEVEL` (then there is no condition).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) span: Span,
    pub(crate) doc: Option<String>,
    pub(crate) level: Name,
    pub(crate) when: Option<Condition>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Requirement {
    /// `for SUBJECT`: whose runs it is about.
    pub(crate) subject: Option<Path>,
    /// `must when C`, `should when D`: tried in order.
    pub(crate) cases: Vec<LevelCase>,
    /// `must`, `should` or `may`: the only level, or that which holds `otherwise`.
    pub(crate) level: Option<Name>,
    /// Where `not waivable` stands, if it does.
    pub(crate) not_waivable: Option<Span>,
    /// `stage: …`, `note: "…"` and the like.
    pub(crate) entries: Vec<Entry>,
    pub(crate) applies: Vec<Condition>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) because: Option<Text>,
    pub(crate) sources: Vec<Text>,
    /// `answers: a, b`: the expectations it meets.
    pub(crate) answers: Vec<Path>,
    pub(crate) suggest: Option<Block>,
    /// The braces and what is between them.
    pub(crate) body: Span,
    /// Whether something between the braces could not be read: it may ask for more than is here.
    pub(crate) unread: bool,
}

/// `must when CONDITION`, in the head of a requirement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LevelCase {
    pub(crate) level: Name,
    pub(crate) when: Condition,
    /// The condition as it is written.
    pub(crate) span: Span,
}

/// `expectation NAME { source: "…"  level: must  because "…" }`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Expectation {
    /// `level: …` and the like.
    pub(crate) entries: Vec<Entry>,
    /// Why no requirement answers it.
    pub(crate) because: Option<Text>,
    pub(crate) sources: Vec<Text>,
}

/// `label: pattern`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clause {
    pub(crate) span: Span,
    pub(crate) label: Option<Name>,
    pub(crate) scope: Scope,
    pub(crate) pattern: Pattern,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Scope {
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
pub(crate) enum Pattern {
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
pub(crate) enum Demand {
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
pub(crate) struct Event {
    pub(crate) span: Span,
    pub(crate) alternatives: Vec<Alternative>,
}

/// `name { constraints } when CONDITION`. `when` is read only in `define`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Alternative {
    pub(crate) name: Path,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) when: Option<Condition>,
}

/// `key: demand` inside the braces after an event.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Constraint {
    pub(crate) span: Span,
    pub(crate) key: Name,
    pub(crate) test: Option<ConstraintTest>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ConstraintTest {
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
pub(crate) enum Comparison {
    AtLeast,
    AtMost,
    /// `above`, `more than`
    MoreThan,
    /// `below`, `less than`
    LessThan,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
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
pub(crate) struct Atom {
    pub(crate) span: Span,
    pub(crate) name: Path,
    pub(crate) test: Test,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
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
pub(crate) struct Entity {
    pub(crate) follows: Vec<Path>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) items: Vec<Item>,
}

/// `key: value`, or a bare word such as `external` (then there is no value, and the word is a flag).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) span: Span,
    pub(crate) key: Name,
    pub(crate) value: EntryValue,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum EntryValue {
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
pub(crate) enum Value {
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
pub(crate) struct Duration {
    pub(crate) count: u32,
    pub(crate) unit: Unit,
    pub(crate) span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Hour,
    Day,
    WorkingDay,
    Week,
    Month,
    Year,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Procedure {
    pub(crate) subject: Option<For>,
    pub(crate) after: Vec<Path>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) body: Block,
}

/// `for any use`, `for any use when CONDITION`, `for biometric-registration`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct For {
    pub(crate) any: bool,
    pub(crate) subject: Path,
    pub(crate) when: Option<Condition>,
    pub(crate) span: Span,
}

/// Statements between braces. `span` covers the braces.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Block {
    pub(crate) span: Span,
    pub(crate) statements: Vec<Statement>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Statement {
    pub(crate) span: Span,
    pub(crate) doc: Option<String>,
    pub(crate) kind: StatementKind,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum StatementKind {
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
pub(crate) struct Step {
    pub(crate) optional: Option<Span>,
    pub(crate) name: Option<Name>,
    pub(crate) title: Option<Text>,
    pub(crate) action: Option<Path>,
    pub(crate) by: Option<Actors>,
    pub(crate) fixed_by: Option<Path>,
    pub(crate) entries: Vec<Entry>,
}

/// `decide NAME "Title" [: ACTION] [by ACTORS] [fixed by NAME] { entries and outcomes }`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decide {
    pub(crate) step: Step,
    pub(crate) outcomes: Vec<Outcome>,
}

/// `OUTCOME [when CONDITION] { }`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) span: Span,
    pub(crate) name: Name,
    pub(crate) when: Option<Condition>,
    pub(crate) body: Block,
}

/// `a or b`, or `a when CONDITION, b otherwise`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Actors {
    pub(crate) span: Span,
    /// Tried in order; the last may have no condition.
    pub(crate) cases: Vec<ActorCase>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ActorCase {
    pub(crate) roles: Vec<Path>,
    /// Absent for `otherwise`, and where no `when` is written at all.
    pub(crate) when: Option<Condition>,
}

/// `record NAME "Title": WHAT of SUBJECT on DATE by ROLE until DATE when CONDITION { entries }`.
///
/// Head clauses may stand in any order. WHAT is an action or trigger for a record, a requirement
/// (or `requirement.clause`) for a judgement or waiver.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record {
    pub(crate) what: Option<Path>,
    pub(crate) of: Option<Path>,
    pub(crate) on: Option<(Date, Span)>,
    pub(crate) by: Option<Actors>,
    pub(crate) until: Option<(Date, Span)>,
    pub(crate) when: Option<Condition>,
    pub(crate) entries: Vec<Entry>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Instance {
    /// `is a, b`
    pub(crate) is: Vec<Path>,
    /// `changed on DATE`: the last change of the subject that makes earlier records stale.
    pub(crate) changed: Option<(Date, Span)>,
    pub(crate) entries: Vec<Entry>,
    /// Declarations nested in it.
    pub(crate) items: Vec<Item>,
}

impl Item {
    /// The guidance it follows or tailors.
    pub(crate) fn builds_on(&self) -> impl Iterator<Item = &Path> {
        let (tailors, follows) = match &self.kind {
            ItemKind::Guidance(it) => (it.tailors.as_ref(), it.follows.as_slice()),
            ItemKind::Entity(it) => (None, it.follows.as_slice()),
            _ => (None, &[][..]),
        };
        tailors.into_iter().chain(follows)
    }

    /// The declarations that stand in its braces.
    pub(crate) fn inside(&self) -> &[Item] {
        match &self.kind {
            ItemKind::Guidance(it) => &it.items,
            ItemKind::Entity(it) => &it.items,
            ItemKind::Instance(it) => &it.items,
            _ => &[],
        }
    }
}
