//! The words of the language, each with what it does.
//!
//! One list, for the reader of texts, for highlighting and for completion. Only the words of
//! [`Class::Reserved`] can never be names; the others are keywords where their place makes them so.

/// How a word is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Never a name: it joins conditions, or begins a statement or a demand.
    Reserved,
    /// Begins a declaration.
    Declares,
    /// Means something in its place, and is a name everywhere else.
    Contextual,
}

macro_rules! words {
    ($($id:ident $text:literal $class:ident $meaning:literal)*) => {
        /// A word of the language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word { $($id),* }

        impl Word {
            /// Every word, in the order of this file.
            pub const ALL: &[Self] = &[$(Self::$id),*];

            /// The word that is written so.
            pub fn read(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$id),)* _ => None }
            }

            /// How it is written.
            pub fn text(self) -> &'static str {
                match self { $(Self::$id => $text),* }
            }

            /// How it is used.
            pub fn class(self) -> Class {
                match self { $(Self::$id => Class::$class),* }
            }

            /// What it does, in a few words.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$id => $meaning),* }
            }
        }
    };
}

words! {
    Guidance "guidance" Declares "a baseline: words, classifications and requirements"
    Subject "subject" Declares "a kind of thing that procedures run for"
    Field "field" Declares "something that can be said about a thing"
    Vocabulary "vocabulary" Declares "a tree of terms of one kind"
    Given "given" Declares "what always holds"
    Define "define" Declares "a name for actions or triggers"
    Classify "classify" Declares "a table from facts to a scale"
    Requirement "requirement" Declares "one thing that is expected"
    Expectation "expectation" Declares "what a source asks for"
    Entity "entity" Declares "an organisation, its roles and what it follows"
    Role "role" Declares "who may act"
    Procedure "procedure" Declares "steps, in order"
    Record "record" Declares "something that was done"
    Judgement "judgement" Declares "a recorded answer to a question"
    Waiver "waiver" Declares "a declared departure from a requirement"

    And "and" Reserved "both hold"
    Or "or" Reserved "one of them holds, or any of them will do"
    Not "not" Reserved "does not hold"
    Is "is" Reserved "has this value"
    Includes "includes" Reserved "lists this among others"
    When "when" Reserved "only where this holds"
    Otherwise "otherwise" Reserved "where none of the above holds"
    By "by" Reserved "who does it"
    Step "step" Reserved "something that is done"
    Optional "optional" Reserved "may be left out"
    Together "together" Reserved "in any order"
    Repeat "repeat" Reserved "again and again"
    Run "run" Reserved "carry out another procedure here"
    Go "go" Reserved "continue at another step"
    On "on" Reserved "what is done when something happens"
    End "end" Reserved "nothing more is done"
    Require "require" Reserved "must happen"
    Never "never" Reserved "must not happen"
    Each "each" Reserved "every one of them"
    Before "before" Reserved "earlier than"
    After "after" Reserved "later than"
    Between "between" Reserved "later than one and earlier than another"
    Until "until" Reserved "up to and including"

    Decide "decide" Contextual "a step with outcomes"
    Tailors "tailors" Contextual "changes another guidance"
    Follows "follows" Contextual "uses another guidance"
    Ordered "ordered" Contextual "the terms are a scale, lowest first"
    For "for" Contextual "what it is about"
    Any "any" Contextual "every one of this kind"
    Raise "raise" Contextual "ask for more"
    Lower "lower" Contextual "ask for less"
    Drop "drop" Contextual "do not ask for it"
    Set "set" Contextual "ask for it in another measure"
    To "to" Contextual "up to, or on to"
    Because "because" Contextual "why"
    At "at" Contextual "`at least`, `at most`"
    Least "least" Contextual "this or more"
    Most "most" Contextual "this or less"
    Above "above" Contextual "more than this"
    Below "below" Contextual "less than this"
    More "more" Contextual "`more than`"
    Less "less" Contextual "`less than`"
    Than "than" Contextual "`more than`, `less than`"
    Stated "stated" Contextual "has some value"
    Branch "branch" Contextual "a place where conditions choose the way"
    Lasts "lasts" Contextual "how long a departure holds"
    Same "same" Contextual "as in the other event"
    Some "some" Contextual "`some of`: one or more"
    All "all" Contextual "`all of`: every one"
    Of "of" Contextual "which kind"
    One "one" Contextual "`one of`: exactly one"
    Scope "scope" Contextual "`scope of`: what something covers"
    Yes "yes" Contextual "it is so"
    No "no" Contextual "it is not so"
    Waivable "waivable" Contextual "`not waivable`: no departure is allowed"
    Applies "applies" Contextual "where a requirement holds"
    Source "source" Contextual "on what authority"
    Answers "answers" Contextual "which expectations it meets"
    Suggest "suggest" Contextual "what would mend it"
    Stage "stage" Contextual "where in the life of a thing"
    Note "note" Contextual "a remark"
    Default "default" Contextual "what is chosen here, and nobody prescribes"
    Id "id" Contextual "its number in a catalogue"
    Within "within" Contextual "how long it may take"
    Every "every" Contextual "how often"
    Must "must" Contextual "is expected without exception"
    Should "should" Contextual "is expected unless there is a reason"
    May "may" Contextual "is allowed"
    Have "have" Contextual "`must have`: what has to be stated"
    Be "be" Contextual "`must be possible`"
    Possible "possible" Contextual "`must be possible`: some way leads there"
    Keep "keep" Contextual "`keep apart`"
    Apart "apart" Contextual "`keep apart`: not the same role"
    Judge "judge" Contextual "a question for a person"
    Fixed "fixed" Contextual "`fixed by`: who alone can change it"
    Since "since" Contextual "from which day"
    Changed "changed" Contextual "`changed on`: the last change"
    Working "working" Contextual "`working days`"
    Hour "hour" Contextual "60 minutes"
    Hours "hours" Contextual "60 minutes each"
    Day "day" Contextual "24 hours"
    Days "days" Contextual "24 hours each"
    Week "week" Contextual "7 days"
    Weeks "weeks" Contextual "7 days each"
    Month "month" Contextual "28 to 31 days"
    Months "months" Contextual "28 to 31 days each"
    Year "year" Contextual "12 months"
    Years "years" Contextual "12 months each"
    Number "number" Contextual "a field that holds a number"
    Money "money" Contextual "a field that holds an amount and a currency"
    Duration "duration" Contextual "a field that holds a length of time"
    Date "date" Contextual "a field that holds a day"
    Text "text" Contextual "a field that holds words in quotes"
}
