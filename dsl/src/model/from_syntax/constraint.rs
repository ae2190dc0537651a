//! Constraints: what an event, a role or a declared thing must carry.

use super::super::{Constraint, Duration, Field, FieldType, Held, Id, On, Range, Role, Value};
use super::field::Carrier;
use super::problem::{WRONG_KIND, problem};
use super::value::{comparison, span_of};
use super::{Resolver, Standpoint};
use crate::source::Span;
use crate::syntax::ast::{self, ConstraintTest};

impl Resolver<'_> {
    pub(super) fn constraints(
        &mut self,
        from: Standpoint<'_>,
        carrier: &Carrier,
        written: &[ast::Constraint],
    ) -> Vec<Constraint> {
        written.iter().map(|it| self.constraint(from, carrier, it)).collect()
    }

    pub(super) fn constraint(
        &mut self,
        from: Standpoint<'_>,
        carrier: &Carrier,
        written: &ast::Constraint,
    ) -> Constraint {
        let at = from.at(written.span);
        let found = self.constrain(from, carrier, written);
        let (on, held) = found.unwrap_or((On::Unreadable, Held::Stated));
        Constraint { on, held, at }
    }

    fn constrain(&mut self, from: Standpoint<'_>, carrier: &Carrier, written: &ast::Constraint) -> Option<(On, Held)> {
        let on_event = matches!(carrier, Carrier::Term(..) | Carrier::AnyStep);
        let on_waiver = matches!(carrier, Carrier::Subject(_, "waiver"));
        match written.key.text.as_str() {
            "by" if on_event => Some((On::Actor, self.held_actor(from, written)?)),
            "outcome" if on_event => Some((On::Outcome, self.held_outcome(from, written)?)),
            "age" if on_event => Some((On::Age, self.held_time(from, written)?)),
            "within" if on_event => Some((On::Within, self.held_time(from, written)?)),
            "by" if on_waiver => Some((On::Actor, self.held_actor(from, written)?)),
            "lasts" if on_waiver => Some((On::Lasts, self.held_time(from, written)?)),
            "reason" if on_waiver => Some((On::Reason, self.held_stated(from, written)?)),
            _ => {
                let field = self.find_field(from, &written.key, carrier)?;
                Some((On::Field(field), self.held(from, field, written)?))
            }
        }
    }

    /// What is written in words of its own can only be asked for as such.
    fn held_stated(&mut self, from: Standpoint<'_>, written: &ast::Constraint) -> Option<Held> {
        if let Some(ConstraintTest::Stated(_)) = written.test {
            return Some(Held::Stated);
        }
        let key = &written.key.text;
        let message = format!("what `{key}` says cannot be asked for, only that it says something");
        self.refuse(from, written.span, &message, &format!("write `{key}: stated`"))
    }

    fn held_actor(&mut self, from: Standpoint<'_>, written: &ast::Constraint) -> Option<Held> {
        match written.test.as_ref() {
            Some(ConstraintTest::Stated(_)) => Some(Held::Stated),
            Some(ConstraintTest::Same(_)) => Some(Held::Same),
            Some(ConstraintTest::Nested(inner)) => {
                let carrier = Carrier::Subject(self.kinds.role, "role");
                Some(Held::Nested(self.constraints(from, &carrier, inner)))
            }
            Some(ConstraintTest::SomeOf(path)) => Some(Held::SomeOf(self.reference(from, path)?)),
            Some(ConstraintTest::AllOf(path)) => Some(Held::AllOf(self.reference(from, path)?)),
            Some(ConstraintTest::Value(ast::Value::Name(path))) if path.names.len() > 1 => {
                Some(Held::SomeOf(self.reference(from, path)?))
            }
            Some(ConstraintTest::Value(value)) => Some(Held::Roles(self.roles(from, std::slice::from_ref(value))?)),
            Some(ConstraintTest::AnyOf(values)) => Some(Held::Roles(self.roles(from, values)?)),
            Some(ConstraintTest::NoneOf(values)) => {
                Some(Held::None(self.roles(from, values)?.into_iter().map(Value::Role).collect()))
            }
            Some(ConstraintTest::Compare(_, value)) => {
                let message = "roles are not more or less than one another, but their fields may be";
                self.refuse(from, span_of(value), message, "write for instance `by: { rank: at least director }`")
            }
            None => self.refuse(
                from,
                written.span,
                "`by` needs a role, or what the role must be",
                "write `by: stated` if any role will do",
            ),
        }
    }

    fn roles(&mut self, from: Standpoint<'_>, values: &[ast::Value]) -> Option<Vec<Id<Role>>> {
        let mut found = Vec::new();
        for value in values {
            match value {
                ast::Value::Name(path) => found.push(self.find_role(from, path)?),
                ast::Value::List(values, _) => found.extend(self.roles(from, values)?),
                _ => {
                    return self.refuse(from, span_of(value), "`by` takes a role", "write the name of a role");
                }
            }
        }
        Some(found)
    }

    fn held_outcome(&mut self, from: Standpoint<'_>, written: &ast::Constraint) -> Option<Held> {
        match written.test.as_ref() {
            Some(ConstraintTest::Stated(_)) => Some(Held::Stated),
            Some(ConstraintTest::Same(_)) => Some(Held::Same),
            Some(ConstraintTest::Value(value)) => {
                Some(Held::Outcomes(self.outcomes(from, std::slice::from_ref(value))?))
            }
            Some(ConstraintTest::AnyOf(values)) => Some(Held::Outcomes(self.outcomes(from, values)?)),
            Some(ConstraintTest::NoneOf(values)) => {
                Some(Held::None(self.outcomes(from, values)?.into_iter().map(Value::Text).collect()))
            }
            _ => self.refuse(
                from,
                written.span,
                "`outcome` takes the name of an outcome",
                "write for instance `outcome: refuse`",
            ),
        }
    }

    fn outcomes(&mut self, from: Standpoint<'_>, values: &[ast::Value]) -> Option<Vec<String>> {
        let mut found = Vec::new();
        for value in values {
            match value {
                ast::Value::Name(path) => found.push(self.outcome_name(from, path)?),
                ast::Value::List(values, _) => found.extend(self.outcomes(from, values)?),
                _ => {
                    return self.refuse(
                        from,
                        span_of(value),
                        "`outcome` takes the name of an outcome",
                        "write for instance `outcome: refuse`",
                    );
                }
            }
        }
        Some(found)
    }

    /// An outcome's name; where guidance has a vocabulary of outcomes, it is one of them.
    pub(super) fn outcome_name(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<String> {
        if let Some(vocabulary) = self.outcomes_seen(from.owner) {
            let term = self.find_term(from, path, vocabulary)?;
            return Some(self.model.terms[term].name.clone());
        }
        path.names.last().map(|it| it.text.clone())
    }

    /// The vocabulary of outcomes, if an owner sees a word of it.
    pub(super) fn outcomes_seen(&self, owner: super::super::Owner) -> Option<Id<super::super::Vocabulary>> {
        let vocabulary = self.kinds.outcome?;
        let mut terms = self.model.vocabularies[vocabulary].terms.iter();
        terms.any(|&it| self.names.sees(owner, self.model.terms[it].owner)).then_some(vocabulary)
    }

    fn held_time(&mut self, from: Standpoint<'_>, written: &ast::Constraint) -> Option<Held> {
        let key = &written.key.text;
        match written.test.as_ref() {
            Some(ConstraintTest::Stated(_)) => Some(Held::Stated),
            Some(ConstraintTest::Compare(how, ast::Value::Duration(duration))) => {
                Some(Held::Compare(comparison(*how), Value::Duration(Duration::from(*duration))))
            }
            Some(ConstraintTest::Value(ast::Value::Duration(_))) => {
                let written_as = self.text_at(from.at(written.span)).replacen(':', ": at most", 1);
                let help = format!("write `{written_as}`");
                self.refuse(from, written.span, &format!("`{key}` asks for a limit"), &help)
            }
            _ => self.refuse(
                from,
                written.span,
                &format!("`{key}` takes a length of time"),
                &format!("write for instance `{key}: at most 12 months`"),
            ),
        }
    }

    fn held(&mut self, from: Standpoint<'_>, field: Id<Field>, written: &ast::Constraint) -> Option<Held> {
        let ty = self.model.fields[field].ty?;
        match written.test.as_ref() {
            None if ty == FieldType::YesNo => Some(Held::All(vec![Value::YesNo(true)])),
            None => {
                let name = &written.key.text;
                let message = format!("`{name}` is not a matter of yes or no: it takes {}", self.takes(ty));
                self.refuse(from, written.span, &message, &format!("write `{name}: stated` if any value will do"))
            }
            Some(ConstraintTest::Stated(_)) => Some(Held::Stated),
            Some(ConstraintTest::Same(_)) => Some(Held::Same),
            Some(ConstraintTest::Compare(how, value)) => self.held_compare(from, field, *how, value),
            Some(ConstraintTest::SomeOf(path)) => self.typed_reference(from, field, path).map(Held::SomeOf),
            Some(ConstraintTest::AllOf(path)) => self.typed_reference(from, field, path).map(Held::AllOf),
            Some(ConstraintTest::Nested(inner)) => self.held_nested(from, field, written, inner),
            Some(ConstraintTest::Value(ast::Value::Name(path))) if self.points_elsewhere(from, path) => {
                self.typed_reference(from, field, path).map(Held::AllOf)
            }
            Some(ConstraintTest::Value(value)) => {
                Some(Held::All(self.values(from, field, std::slice::from_ref(value))?))
            }
            Some(ConstraintTest::AnyOf(values)) => Some(Held::Any(self.values(from, field, values)?)),
            Some(ConstraintTest::NoneOf(values)) => Some(Held::None(self.values(from, field, values)?)),
        }
    }

    fn values(&mut self, from: Standpoint<'_>, field: Id<Field>, values: &[ast::Value]) -> Option<Vec<Value>> {
        let mut found = Vec::new();
        for value in values {
            match value {
                ast::Value::List(values, _) => found.extend(self.values(from, field, values)?),
                one => found.push(self.value(from, field, one)?),
            }
        }
        Some(found)
    }

    fn held_compare(
        &mut self,
        from: Standpoint<'_>,
        field: Id<Field>,
        how: ast::Comparison,
        value: &ast::Value,
    ) -> Option<Held> {
        let ty = self.model.fields[field].ty?;
        self.can_compare(from, field, ty, span_of(value))?;
        if let ast::Value::Name(path) = value
            && self.points_elsewhere(from, path)
        {
            return Some(Held::CompareWith(comparison(how), self.typed_reference(from, field, path)?));
        }
        Some(Held::Compare(comparison(how), self.value(from, field, value)?))
    }

    fn held_nested(
        &mut self,
        from: Standpoint<'_>,
        field: Id<Field>,
        written: &ast::Constraint,
        inner: &[ast::Constraint],
    ) -> Option<Held> {
        let carrier = match self.model.fields[field].ty? {
            FieldType::OneOf(Range::Roles) | FieldType::SomeOf(Range::Roles) => {
                Carrier::Subject(self.kinds.role, "role")
            }
            FieldType::OneOf(Range::Subject(it)) | FieldType::SomeOf(Range::Subject(it)) => {
                Carrier::Subject(Some(it), "")
            }
            ty => {
                let message =
                    format!("`{}` takes {}, which carries no fields of its own", written.key.text, self.takes(ty));
                return self.refuse(from, written.span, &message, "write the value itself");
            }
        };
        Some(Held::Nested(self.constraints(from, &carrier, inner)))
    }

    /// Says that something else should stand here.
    pub(super) fn refuse<T>(&mut self, from: Standpoint<'_>, span: Span, message: &str, help: &str) -> Option<T> {
        let problem = problem(WRONG_KIND, from.at(span), message).help(help);
        self.report(problem);
        None
    }
}
