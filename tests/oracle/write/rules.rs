//! Definitions and requirements as text.

use super::{LEVELS, OUTCOMES, Writer, field_name, length, yes_no};
use crate::world::{Alternative, Asked, Clause, Constraint, Event, Pattern, Requirement, Scope, Test, What};

impl Writer<'_> {
    pub(super) fn rules(&mut self) {
        let world = self.world;
        for (at, define) in world.defines.iter().enumerate() {
            let all: Vec<String> = define
                .alternatives
                .iter()
                .map(|(it, when)| {
                    let when = when.as_ref().map(|it| format!(" when {}", self.cond(it))).unwrap_or_default();
                    format!("{}{when}", self.alternative(it))
                })
                .collect();
            self.line(&format!("define defined-{at}: {}", all.join(" or ")));
        }
        self.requirements(false);
    }

    /// Those that name roles are the entity's own, since guidance knows no roles of an entity.
    pub(super) fn requirements(&mut self, own: bool) {
        let world = self.world;
        for (at, requirement) in world.requirements.iter().enumerate() {
            if requirement.speaks_of_roles() == own {
                self.requirement(at, requirement);
            }
        }
    }

    fn requirement(&mut self, at: usize, requirement: &Requirement) {
        let fixed = if requirement.waivable { "" } else { ", not waivable" };
        self.open(&format!("requirement need-{at} must{fixed}"));
        if let Some(when) = &requirement.applies {
            let when = self.cond(when);
            self.line(&format!("applies when {when}"));
        }
        for (number, clause) in requirement.clauses.iter().enumerate() {
            let label = if requirement.clauses.len() > 1 { format!("part-{number}: ") } else { String::new() };
            let clause = self.clause(clause);
            self.line(&format!("{label}{clause}"));
        }
        self.close();
    }

    fn clause(&self, clause: &Clause) -> String {
        let scope = match &clause.scope {
            Scope::Globally => String::new(),
            Scope::After(s) if matches!(clause.pattern, Pattern::Possible(_)) => {
                return format!("{} after {}", self.pattern(&clause.pattern), self.event(s));
            }
            Scope::Before(t) => format!("before {}, ", self.event(t)),
            Scope::After(s) => format!("after {}, ", self.event(s)),
            Scope::Between(s, t) => format!("between {} and {}, ", self.event(s), self.event(t)),
            Scope::AfterUntil(s, t) => format!("after {} until {}, ", self.event(s), self.event(t)),
        };
        format!("{scope}{}", self.pattern(&clause.pattern))
    }

    fn pattern(&self, pattern: &Pattern) -> String {
        match pattern {
            Pattern::Require { event, within, every } => {
                let within = within.map(|it| format!(" within {}", length(it))).unwrap_or_default();
                let every = every.map(|it| format!(" every {}", length(it))).unwrap_or_default();
                format!("require {}{within}{every}", self.event(event))
            }
            Pattern::Never(event) => format!("never {}", self.event(event)),
            Pattern::Each(event, must) => format!("each {} must have {}", self.event(event), self.constraints(must)),
            Pattern::Possible(event) => format!("{} must be possible", self.event(event)),
            Pattern::KeepApart(events) => {
                let all: Vec<String> = events.iter().map(|it| self.event(it)).collect();
                format!("keep apart {}", all.join(", "))
            }
        }
    }

    fn event(&self, event: &Event) -> String {
        event.0.iter().map(|it| self.alternative(it)).collect::<Vec<_>>().join(" or ")
    }

    fn alternative(&self, it: &Alternative) -> String {
        let named = match it.what {
            What::Action(action) => self.action(action),
            What::AnyStep => "step".to_owned(),
            What::Trigger(trigger) => format!("trigger-{trigger}"),
            What::Define(define) => format!("defined-{define}"),
            What::Branch(None) => "branch".to_owned(),
            What::Branch(Some(Asked::Fact(fact))) => format!("branch {{ on: fact-{fact} }}"),
            What::Branch(Some(Asked::Class)) => "branch { on: class }".to_owned(),
            What::Branch(Some(Asked::Decision(step))) => format!("branch {{ on: s{step} }}"),
        };
        if it.constraints.is_empty() { named } else { format!("{named} {}", self.constraints(&it.constraints)) }
    }

    fn constraints(&self, all: &[Constraint]) -> String {
        let all: Vec<String> = all.iter().map(|it| self.constraint(it)).collect();
        format!("{{ {} }}", all.join("  "))
    }

    fn constraint(&self, it: &Constraint) -> String {
        let level = |it: usize| LEVELS[it].to_owned();
        match it {
            Constraint::Field(field, test) => {
                format!("{}: {}", field_name(*field), test_text(test, |it| self.field_term(*field, it)))
            }
            Constraint::Actor(roles) => {
                let roles: Vec<String> = roles.iter().map(|it| format!("role-{it}")).collect();
                format!("by: {}", roles.join(" or "))
            }
            Constraint::Independence(test) => format!("by: {{ independence: {} }}", test_text(test, level)),
            Constraint::Outcome(any) => {
                let any: Vec<&str> = any.iter().map(|it| OUTCOMES[*it]).collect();
                format!("outcome: {}", any.join(" or "))
            }
            Constraint::Age(days) => format!("age: at most {}", length(*days)),
        }
    }
}

fn test_text(test: &Test, term: impl Fn(usize) -> String) -> String {
    let joined = |all: &[usize], word: &str| all.iter().map(|it| term(*it)).collect::<Vec<_>>().join(word);
    match test {
        Test::Stated => "stated".to_owned(),
        Test::YesNo(it) => yes_no(*it).to_owned(),
        Test::Compare(how, with) => format!("{} {}", super::compared(*how), term(*with)),
        Test::All(all) if all.len() > 1 => format!("[{}]", joined(all, ", ")),
        Test::All(all) => joined(all, ""),
        Test::Any(any) => joined(any, " or "),
        Test::None(none) => format!("not {}", joined(none, " or ")),
    }
}
