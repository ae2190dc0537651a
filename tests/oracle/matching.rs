//! Whether something that was done is what a requirement names: yes, no, or not said.

use crate::facts::{Memory, Scene};
use crate::world::{Alternative, Asked, By, Compare, Constraint, Event, Field, Test, Value, What, World};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Truth {
    No,
    Unknown,
    Yes,
}

use Truth::{No, Unknown, Yes};

impl Truth {
    pub(crate) fn of(it: bool) -> Self {
        if it { Yes } else { No }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        self.min(other)
    }

    pub(crate) fn or(self, other: Self) -> Self {
        self.max(other)
    }

    pub(crate) fn not(self) -> Self {
        match self {
            No => Yes,
            Unknown => Unknown,
            Yes => No,
        }
    }
}

/// What happened at one place of a run.
#[derive(Clone, Debug)]
pub(crate) enum Deed<'a> {
    /// A step or a record. `outcome` is for decisions; `roles` are those who may have done it, `None` if not said.
    Act {
        action: Option<usize>,
        roles: Option<Vec<usize>>,
        fields: &'a [(usize, Value)],
        outcome: Option<usize>,
    },
    Trigger(usize),
    /// The way is chosen by conditions on these.
    Fork(&'a [Asked]),
}

impl World {
    /// Who does a step, under these facts.
    pub(crate) fn actors(&self, by: &By, scene: &Scene) -> Option<Vec<usize>> {
        match by {
            By::Unstated => None,
            By::Roles(roles) => Some(roles.clone()),
            By::Either(when, then, otherwise) => {
                let holds = self.holds(when, scene, &Memory::new());
                Some(vec![if holds { *then } else { *otherwise }])
            }
        }
    }

    /// Whether a deed is one of the alternatives.
    pub(crate) fn is_event(&self, event: &Event, deed: &Deed<'_>, scene: &Scene) -> Truth {
        event.0.iter().fold(No, |any, it| any.or(self.is_alternative(it, deed, scene)))
    }

    fn is_alternative(&self, it: &Alternative, deed: &Deed<'_>, scene: &Scene) -> Truth {
        let named = match (it.what, deed) {
            (What::Action(asked), Deed::Act { action: Some(action), .. }) => {
                Truth::of(self.actions.is_a(*action, asked))
            }
            (What::AnyStep, Deed::Act { .. }) => Yes,
            (What::Trigger(asked), Deed::Trigger(trigger)) => Truth::of(self.triggers.is_a(*trigger, asked)),
            (What::Branch(None), Deed::Fork(_)) => Yes,
            (What::Branch(Some(asked)), Deed::Fork(asks)) => Truth::of(asks.contains(&asked)),
            (What::Define(define), _) => self.is_defined(define, deed, scene),
            (What::Action(_) | What::AnyStep | What::Trigger(_) | What::Branch(_), _) => No,
        };
        named.and(self.meets(&it.constraints, deed))
    }

    fn is_defined(&self, define: usize, deed: &Deed<'_>, scene: &Scene) -> Truth {
        self.defines[define].alternatives.iter().fold(No, |any, (it, when)| {
            let holds = when.as_ref().is_none_or(|when| self.holds(when, scene, &Memory::new()));
            any.or(if holds { self.is_alternative(it, deed, scene) } else { No })
        })
    }

    /// Whether a deed meets all constraints. How old it is, `judge.rs` looks after.
    pub(crate) fn meets(&self, constraints: &[Constraint], deed: &Deed<'_>) -> Truth {
        constraints.iter().fold(Yes, |all, it| all.and(self.meets_one(it, deed)))
    }

    fn meets_one(&self, constraint: &Constraint, deed: &Deed<'_>) -> Truth {
        let Deed::Act { roles, fields, outcome, .. } = deed else { return No };
        match constraint {
            Constraint::Field(field, test) => {
                let stated = fields.iter().find(|(it, _)| it == field).map(|(_, value)| value);
                self.meets_test(self.fields[*field], test, stated)
            }
            Constraint::Actor(asked) => by_all(roles.as_deref(), |role| Truth::of(asked.contains(&role))),
            Constraint::Independence(test) => by_all(roles.as_deref(), |role| {
                let stated = self.roles[role].independence.map(Value::Term);
                self.meets_test(Field::Level, test, stated.as_ref())
            }),
            Constraint::Outcome(asked) => Truth::of(outcome.is_some_and(|it| asked.contains(&it))),
            Constraint::Age(_) => Yes,
        }
    }

    fn meets_test(&self, field: Field, test: &Test, stated: Option<&Value>) -> Truth {
        let Some(value) = stated else {
            return if *test == Test::Stated { No } else { Unknown };
        };
        let has = |asked: &usize| self.has(field, value, *asked);
        Truth::of(match test {
            Test::Stated => true,
            Test::YesNo(asked) => *value == Value::YesNo(*asked),
            Test::Compare(how, with) => compares(*how, value, *with),
            Test::All(asked) => asked.iter().all(has),
            Test::Any(asked) => asked.iter().any(has),
            Test::None(asked) => !asked.iter().any(has),
        })
    }

    /// Whether a stated value meets one that is asked for.
    fn has(&self, field: Field, value: &Value, asked: usize) -> bool {
        match (field, value) {
            (Field::Level, Value::Term(level)) => *level == asked,
            (Field::Number, Value::Number(number)) => *number == asked,
            (Field::Scope, Value::List(list)) => self.covers(list, asked),
            (_, Value::Term(term)) => self.topics.is_a(*term, asked),
            (_, Value::List(list)) => list.iter().any(|&term| self.topics.is_a(term, asked)),
            (_, Value::YesNo(_) | Value::Number(_)) => false,
        }
    }

    /// A scope covers a term by the term itself, by one above it, or if it covers all that are directly below it.
    fn covers(&self, list: &[usize], asked: usize) -> bool {
        let below = self.topics.directly_below(asked);
        let all_below = !below.is_empty() && below.iter().all(|it| self.covers(list, *it));
        all_below || list.iter().any(|&listed| self.topics.is_a(asked, listed))
    }
}

fn compares(how: Compare, value: &Value, with: usize) -> bool {
    match value {
        Value::Term(it) | Value::Number(it) => how.holds(*it as i64, with as i64),
        Value::YesNo(_) | Value::List(_) => false,
    }
}

/// Whoever of these does it: met by all is yes, met by none is no.
fn by_all(roles: Option<&[usize]>, met: impl Fn(usize) -> Truth) -> Truth {
    let Some(roles) = roles else { return Unknown };
    let each: Vec<Truth> = roles.iter().map(|&role| met(role)).collect();
    match each.iter().min().zip(each.iter().max()) {
        Some((worst, best)) if worst == best => *worst,
        _ => Unknown,
    }
}
