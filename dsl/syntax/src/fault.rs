//! What the grammar could not read, small enough to be copied, and the words for it.
//!
//! The grammar reports faults by the number of a token and a set of bits; only what is shown to
//! a reader becomes text.

use chumsky::DefaultExpected;
use chumsky::error::{Error, LabelError};
use chumsky::span::SimpleSpan;
use chumsky::util::MaybeRef;

use super::problem::{self, Problem};
use super::reading::Reading;
use super::token::Kind;

/// Something the grammar could not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The token it was found at; the number of tokens if it was the end.
    pub(crate) at: usize,
    pub(crate) what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Something else was expected.
    Expected(Wants),
    /// `and` and `or` side by side.
    Mixed,
    /// A number too large, or one that cannot be what it should be.
    BadNumber,
    /// More `otherwise when` than are read.
    TooDeep,
    /// A word of the language as the name of a step.
    Reserved,
}

/// A set of [`Want`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wants(u128);

macro_rules! wants {
    ($($id:ident $text:literal)*) => {
        /// What can be expected at a place.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Want { $($id),* }

        const WANTS: &[(Want, &str)] = &[$((Want::$id, $text)),*];
    };
}

wants! {
    Item "a declaration, such as `procedure` or `record`"
    GuidanceMember "a declaration or a field, or `}`"
    EntityMember "a role, a declaration or a field, or `}`"
    RequirementMember "a demand such as `require`, or `because`, or `}`"
    ExpectationMember "`source`, `level` or `because`, or `}`"
    ProcedureMember "a step, another statement or a field, or `}`"
    Statement "a step or another statement, or `}`"
    OutcomeMember "an outcome with its braces, or `}`"
    Constraint "the name of a field, or `}`"
    FieldDeclaration "`field`, or `}`"
    TermMember "a term, or `}`"
    RowMember "a row such as `high when …`, or `}`"
    EntryMember "the name of a field, or `}`"
    Demand "the name of a field, or `record`, or `}`"
    Close "`}`"
    ListEnd "`,` or `]`"
    ParenEnd "`and`, `or` or `)`"
    Open "`{`"
    Name "a name"
    NameOfStep "the name of the step"
    NameOfDecision "the name of the decision"
    NameOfField "the name of the field"
    NameAfterDot "a name after `.`"
    StepColon "`:` and what is done in this step"
    Action "what is done, such as `assess`"
    Actor "who does it"
    FixedBy "`by`, and who alone can change it"
    FieldColon "`:` and what the field holds"
    FieldType "what the field holds, such as `yes or no`, `one of …` or `number`"
    Of "`of`"
    Vocabulary "the name of a vocabulary"
    DefineColon "`:` and what it stands for"
    RecordColon "`:` and what was done"
    RecordWhat "what was done"
    DutyColon "`:` and the requirement it is about"
    Requirement "the name of a requirement"
    Expectation "the name of an expectation"
    Value "a value"
    Term "the name of a term"
    DateValue "a date, such as `2026-03-01`"
    DurationValue "a length of time, such as `12 months`"
    Condition "a condition, such as `risk at least high`"
    Test "`is`, `includes`, `at least` or another comparison"
    LeastMost "`least` or `most`"
    Than "`than`"
    Event "what happens, such as `assess`"
    Pattern "a demand such as `require …`, `never …` or `each … must have`"
    ScopeComma "`,` and then what is demanded"
    BetweenAnd "`and`, and what it lies before"
    MustHave "`must have`"
    MustBePossible "`must be possible`"
    Apart "`,` and what it is kept apart from"
    TextInQuotes "a text in quotes"
    Level "how strict it is: `must`, `should` or `may`"
    LevelWhen "`when` and a condition, or `otherwise`"
    LevelOtherwise "`,` and the level everywhere else, such as `should otherwise`"
    RequirementSubject "what it is about, such as `use`"
    Waivable "`not waivable`"
    LevelOfScale "one of the levels"
    Levels "the levels, such as `[low, high]`"
    RowWhen "`when` and a condition"
    Or "`or`"
    To "`to`"
    Every "`every`, and how often"
    StepToGo "the name of the step to go to"
    ProcedureToRun "the name of the procedure to run"
    Trigger "what happens, such as `incident`"
    Subject "what it is for, such as `any use`"
    Path "a name"
    OptionalStep "`step`"
    ChangedOn "`on` and a date"
    Otherwise "`when`, or `{`"
}

impl Wants {
    pub(crate) fn only(want: Want) -> Self {
        Self(1 << want as u32)
    }

    fn phrase(self) -> String {
        let phrases = WANTS.iter().filter(|(want, _)| self.0 & Self::only(*want).0 != 0);
        let phrases: Vec<&str> = phrases.map(|&(_, text)| text).collect();
        if phrases.is_empty() { "something else".to_owned() } else { phrases.join(" or ") }
    }

    fn has(self, want: Want) -> bool {
        self.0 & Self::only(want).0 != 0
    }
}

impl Fault {
    pub(crate) fn expected(at: usize, want: Want) -> Self {
        Self { at, what: What::Expected(Wants::only(want)) }
    }

    /// A rule did not apply; another one will, so this is never shown.
    pub(crate) fn silent(at: usize) -> Self {
        Self { at, what: What::Expected(Wants(0)) }
    }

    pub(crate) fn wants_open(self) -> bool {
        matches!(self.what, What::Expected(wants) if wants.has(Want::Open))
    }

    /// The words for it.
    pub(crate) fn problem(self, reading: &Reading<'_>) -> Problem {
        match self.what {
            What::Expected(wants) => expected(wants, self.at, reading),
            What::Mixed => {
                let message = "`and` and `or` stand side by side without brackets";
                Problem::new(problem::MIXED, reading.span(self.at), message)
                    .why("two readers can understand it differently")
                    .help("put brackets around what belongs together: `a and (b or c)`")
            }
            What::BadNumber => {
                let message = format!("`{}` is not a number that fits here", reading.text(self.at));
                Problem::new(problem::BAD_NUMBER, reading.span(self.at), message)
                    .help("write digits, such as `12` or `1.5`; a length of time takes whole numbers")
            }
            What::TooDeep => too_deep(reading.span(self.at)),
            What::Reserved => reserved(self.at, reading),
        }
    }
}

pub(crate) fn too_deep(span: crate::source::Span) -> Problem {
    Problem::new(problem::TOO_DEEP, span, "this is nested too deeply to be read")
        .why("what stands inside is left out, and nothing can be said about it")
        .help("move the inner part to a declaration of its own")
}

fn reserved(at: usize, reading: &Reading<'_>) -> Problem {
    let word = reading.text(at);
    let message = format!("`{word}` cannot be the name of a step: it means something else in Duly");
    let problem = Problem::new(problem::SYNTAX_ERROR, reading.span(at), message)
        .help(format!("give the step another name, such as `{word}-step`"));
    match reading.kind(at) {
        Some(Kind::Word(meant)) => {
            problem.why(format!("where it stands by itself, `{word}` is read as: {}", meant.meaning()))
        }
        _ => problem,
    }
}

fn expected(wants: Wants, at: usize, reading: &Reading<'_>) -> Problem {
    let phrase = wants.phrase();
    let found = found(at, reading);
    let message = format!("expected {phrase}, found {found}");
    if at == 0 || !reading.begins_line(at) {
        return Problem::new(problem::SYNTAX_ERROR, reading.span(at), message);
    }
    // What is missing belongs to the line before, not to what happens to come next.
    Problem::new(problem::SYNTAX_ERROR, reading.span(at - 1), message).label(reading.span(at), format!("found {found}"))
}

fn found(at: usize, reading: &Reading<'_>) -> String {
    match reading.kind(at) {
        None => "the end of the file".to_owned(),
        Some(Kind::Text) => "a text in quotes".to_owned(),
        Some(_) => {
            let text = reading.text(at);
            let short: String = text.chars().take(40).collect();
            let dots = if short.len() < text.len() { "…" } else { "" };
            format!("`{short}{dots}`")
        }
    }
}

type Tokens<'t> = &'t [Kind];

impl<'t> Error<'t, Tokens<'t>> for Fault {
    fn merge(self, other: Self) -> Self {
        match (self.what, other.what) {
            (What::Expected(a), What::Expected(b)) => Self { at: self.at, what: What::Expected(Wants(a.0 | b.0)) },
            _ => self,
        }
    }
}

impl<'t> LabelError<'t, Tokens<'t>, DefaultExpected<'t, Kind>> for Fault {
    fn expected_found<E: IntoIterator<Item = DefaultExpected<'t, Kind>>>(
        _: E,
        _: Option<MaybeRef<'t, Kind>>,
        span: SimpleSpan<usize>,
    ) -> Self {
        Self::silent(span.start)
    }

    fn merge_expected_found<E: IntoIterator<Item = DefaultExpected<'t, Kind>>>(
        self,
        _: E,
        _: Option<MaybeRef<'t, Kind>>,
        _: SimpleSpan<usize>,
    ) -> Self {
        self
    }
}

impl<'t> LabelError<'t, Tokens<'t>, Want> for Fault {
    fn expected_found<E: IntoIterator<Item = Want>>(
        expected: E,
        _: Option<MaybeRef<'t, Kind>>,
        span: SimpleSpan<usize>,
    ) -> Self {
        let bits = expected.into_iter().fold(0, |bits, want| bits | Wants::only(want).0);
        Self { at: span.start, what: What::Expected(Wants(bits)) }
    }

    fn label_with(&mut self, label: Want) {
        self.what = What::Expected(Wants::only(label));
    }
}
