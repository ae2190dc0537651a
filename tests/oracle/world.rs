//! A small world as plain data: a guidance, an entity with its procedures, and a register.
//!
//! Everything is an index into a list of [`World`]; names are made up by `write.rs`.

/// All that one case consists of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct World {
    /// Terms for facts and for fields of actions; may stand below one another.
    pub(crate) topics: Terms,
    /// How many levels the ordered vocabulary `scale` has.
    pub(crate) scale: usize,
    pub(crate) facts: Vec<Fact>,
    /// `given A, B`: where all of the first hold, the last does.
    pub(crate) givens: Vec<(Vec<Cond>, Cond)>,
    pub(crate) class: Option<Class>,
    pub(crate) actions: Terms,
    /// The action called `decide`: that of a decision which names none.
    pub(crate) decide: Option<usize>,
    /// Which fields of [`Field`] an action may carry; all of them are declared on the root action.
    pub(crate) fields: Vec<Field>,
    pub(crate) triggers: Terms,
    pub(crate) roles: Vec<Role>,
    pub(crate) defines: Vec<Define>,
    pub(crate) procedures: Vec<Procedure>,
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) uses: Vec<Use>,
    pub(crate) waivers: Vec<Waiver>,
}

/// Terms by number; `above[t]` are those directly above `t`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Terms {
    pub(crate) above: Vec<Vec<usize>>,
}

impl Terms {
    /// Whether `term` is `other` or stands below it.
    pub(crate) fn is_a(&self, term: usize, other: usize) -> bool {
        term == other || self.above[term].iter().any(|&above| self.is_a(above, other))
    }

    /// The terms that have `term` directly above them.
    pub(crate) fn directly_below(&self, term: usize) -> Vec<usize> {
        (0..self.above.len()).filter(|&it| self.above[it].contains(&term)).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.above.len()
    }
}

/// The type of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    YesNo,
    OneTopic,
    SomeTopics,
    Scale,
    Number,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Compare {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

impl Compare {
    pub(crate) fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
            Self::MoreThan => left > right,
            Self::LessThan => left < right,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cond {
    And(Vec<Cond>),
    Or(Vec<Cond>),
    Not(Box<Cond>),
    /// `fact is yes`
    Yes {
        fact: usize,
        value: bool,
    },
    /// `fact is a or b` on one topic, or on a level of the scale.
    Is {
        fact: usize,
        any: Vec<usize>,
        not: bool,
    },
    /// `fact includes a or b`
    Includes {
        fact: usize,
        any: Vec<usize>,
    },
    /// A number or a level of the scale against another.
    Compare {
        fact: usize,
        how: Compare,
        with: usize,
    },
    /// `class is high`, or `class at least high`.
    Class {
        how: Option<Compare>,
        level: usize,
    },
    /// `approval is refuse`: by the step's number.
    Decided {
        step: usize,
        outcome: usize,
        not: bool,
    },
}

/// `classify class for use on [level-0, level-1, …]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Class {
    pub(crate) levels: usize,
    pub(crate) rows: Vec<(usize, Cond)>,
    pub(crate) otherwise: usize,
}

/// A field of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    YesNo,
    /// `one of scale`
    Level,
    /// `one of topic`
    One,
    /// `some of topic`
    Some,
    /// `scope of topic`
    Scope,
    Number,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    YesNo(bool),
    Term(usize),
    List(Vec<usize>),
    Number(usize),
}

/// `role NAME { independence: … }`, by place on the scale.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Role {
    pub(crate) independence: Option<usize>,
}

/// `define NAME: a or b when CONDITION`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Define {
    pub(crate) alternatives: Vec<(Alternative, Option<Cond>)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Procedure {
    /// `for any use [when CONDITION]`
    pub(crate) head: Option<Option<Cond>>,
    pub(crate) after: Vec<usize>,
    pub(crate) body: Vec<Stmt>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stmt {
    Step(Step),
    When {
        cond: Cond,
        then: Vec<Stmt>,
        otherwise: Option<Vec<Stmt>>,
    },
    Decide {
        step: Step,
        outcomes: Vec<Outcome>,
    },
    Together(Vec<Stmt>),
    Repeat {
        every: Days,
        body: Vec<Stmt>,
    },
    Run(usize),
    /// To the step with this number.
    GoTo(usize),
    On {
        triggers: Vec<usize>,
        body: Vec<Stmt>,
    },
    End,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    /// Its number, and so its name: no two steps of a world share one.
    pub(crate) id: usize,
    pub(crate) optional: bool,
    /// Only a decision may be without.
    pub(crate) action: Option<usize>,
    pub(crate) by: By,
    /// Index into [`World::fields`], and the value.
    pub(crate) fields: Vec<(usize, Value)>,
    pub(crate) within: Option<Days>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum By {
    Unstated,
    Roles(Vec<usize>),
    /// `by a when CONDITION, b otherwise`
    Either(Cond, usize, usize),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) name: usize,
    pub(crate) when: Option<Cond>,
    pub(crate) body: Vec<Stmt>,
}

/// A length of time in whole days.
pub(crate) type Days = u32;

/// Alternatives joined by `or`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event(pub(crate) Vec<Alternative>);

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Alternative {
    pub(crate) what: What,
    pub(crate) constraints: Vec<Constraint>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Action(usize),
    /// `step`
    AnyStep,
    Trigger(usize),
    Define(usize),
    /// `branch`, or `branch { on: … }`
    Branch(Option<Asked>),
}

/// What a condition asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Asked {
    Fact(usize),
    Class,
    /// The decision with this number.
    Decision(usize),
}

impl Cond {
    /// What it asks about.
    pub(crate) fn asks(&self) -> Vec<Asked> {
        match self {
            Self::And(all) | Self::Or(all) => all.iter().flat_map(Self::asks).collect(),
            Self::Not(it) => it.asks(),
            Self::Yes { fact, .. }
            | Self::Is { fact, .. }
            | Self::Includes { fact, .. }
            | Self::Compare { fact, .. } => vec![Asked::Fact(*fact)],
            Self::Class { .. } => vec![Asked::Class],
            Self::Decided { step, .. } => vec![Asked::Decision(*step)],
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constraint {
    Field(usize, Test),
    /// `by: a or b`
    Actor(Vec<usize>),
    /// `by: { independence: at least … }`
    Independence(Test),
    /// `outcome: a or b`
    Outcome(Vec<usize>),
    /// `age: at most N days`
    Age(Days),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
    Stated,
    YesNo(bool),
    Compare(Compare, usize),
    /// One value, or a list of which all must be met.
    All(Vec<usize>),
    Any(Vec<usize>),
    None(Vec<usize>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Requirement {
    pub(crate) waivable: bool,
    pub(crate) applies: Option<Cond>,
    pub(crate) clauses: Vec<Clause>,
}

impl Requirement {
    /// Whether it names a role: then it is the entity's own.
    pub(crate) fn speaks_of_roles(&self) -> bool {
        let names = |all: &[Constraint]| all.iter().any(|it| matches!(it, Constraint::Actor(_)));
        self.clauses.iter().any(|clause| {
            let events = crate::atoms::events(clause);
            let must = if let Pattern::Each(_, must) = &clause.pattern { must.as_slice() } else { &[] };
            names(must) || events.iter().flat_map(|it| &it.0).any(|it| names(&it.constraints))
        })
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clause {
    pub(crate) scope: Scope,
    pub(crate) pattern: Pattern,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scope {
    Globally,
    Before(Event),
    After(Event),
    Between(Event, Event),
    AfterUntil(Event, Event),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pattern {
    Require { event: Event, within: Option<Days>, every: Option<Days> },
    Never(Event),
    Each(Event, Vec<Constraint>),
    Possible(Event),
    KeepApart(Vec<Event>),
}

/// A registered use.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Use {
    /// `None`: not said.
    pub(crate) facts: Vec<Option<Value>>,
    /// `class: level-1`
    pub(crate) class: Option<usize>,
    /// `changed on`, as days before today.
    pub(crate) changed: Option<Days>,
    pub(crate) records: Vec<Record>,
}

/// Something done that many days before today; no two of one use on one day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) action: usize,
    pub(crate) ago: Days,
    pub(crate) by: Option<usize>,
    pub(crate) fields: Vec<(usize, Value)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Waiver {
    pub(crate) requirement: usize,
    pub(crate) of: Option<usize>,
    pub(crate) when: Option<Cond>,
    /// Days from today, so that a negative number has lapsed.
    pub(crate) until: Option<i32>,
    pub(crate) by: Option<usize>,
    pub(crate) reason: bool,
}
