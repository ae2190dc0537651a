//! Constraints: what an event, a role or a declared thing must carry.

use super::super::{
    Constraint, Duration, Field, FieldType, Held, Id, On, Range, Reference, Role, Value,
};
use super::field::Carrier;
use super::names::{Holder, Kind};
use super::problem::{UNKNOWN, WRONG_KIND, problem};
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
        written
            .iter()
            .map(|it| self.constraint(from, carrier, it))
            .collect()
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

    fn constrain(
        &mut self,
        from: Standpoint<'_>,
        carrier: &Carrier,
        written: &ast::Constraint,
    ) -> Option<(On, Held)> {
        let on_event = matches!(carrier, Carrier::Term(..) | Carrier::AnyStep);
        match written.key.text.as_str() {
            "by" if on_event => Some((On::Actor, self.held_actor(from, written)?)),
            "outcome" if on_event => Some((On::Outcome, self.held_outcome(from, written)?)),
            "age" if on_event => Some((On::Age, self.held_time(from, written)?)),
            "within" if on_event => Some((On::Within, self.held_time(from, written)?)),
            _ => {
                let field = self.find_field(from, &written.key, carrier)?;
                Some((On::Field(field), self.held(from, field, written)?))
            }
        }
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
            Some(ConstraintTest::Value(value)) => {
                Some(Held::Roles(self.roles(from, std::slice::from_ref(value))?))
            }
            Some(ConstraintTest::AnyOf(values)) => Some(Held::Roles(self.roles(from, values)?)),
            Some(ConstraintTest::NoneOf(values)) => Some(Held::None(
                self.roles(from, values)?
                    .into_iter()
                    .map(Value::Role)
                    .collect(),
            )),
            Some(ConstraintTest::Compare(_, value)) => {
                let message =
                    "roles are not more or less than one another, but their fields may be";
                self.refuse(
                    from,
                    span_of(value),
                    message,
                    "write for instance `by: { rank: at least director }`",
                )
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
                    return self.refuse(
                        from,
                        span_of(value),
                        "`by` takes a role",
                        "write the name of a role",
                    );
                }
            }
        }
        Some(found)
    }

    fn held_outcome(&mut self, from: Standpoint<'_>, written: &ast::Constraint) -> Option<Held> {
        match written.test.as_ref() {
            Some(ConstraintTest::Stated(_)) => Some(Held::Stated),
            Some(ConstraintTest::Same(_)) => Some(Held::Same),
            Some(ConstraintTest::Value(value)) => Some(Held::Outcomes(
                self.outcomes(from, std::slice::from_ref(value))?,
            )),
            Some(ConstraintTest::AnyOf(values)) => {
                Some(Held::Outcomes(self.outcomes(from, values)?))
            }
            Some(ConstraintTest::NoneOf(values)) => Some(Held::None(
                self.outcomes(from, values)?
                    .into_iter()
                    .map(Value::Text)
                    .collect(),
            )),
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
    pub(super) fn outcome_name(
        &mut self,
        from: Standpoint<'_>,
        path: &ast::Path,
    ) -> Option<String> {
        if let Some(vocabulary) = self.outcomes_seen(from.owner) {
            let term = self.find_term(from, path, vocabulary)?;
            return Some(self.model.terms[term].name.clone());
        }
        path.names.last().map(|it| it.text.clone())
    }

    /// The vocabulary of outcomes, if an owner sees a word of it.
    pub(super) fn outcomes_seen(
        &self,
        owner: super::super::Owner,
    ) -> Option<Id<super::super::Vocabulary>> {
        let vocabulary = self.kinds.outcome?;
        let mut terms = self.model.vocabularies[vocabulary].terms.iter();
        terms
            .any(|&it| self.names.sees(owner, self.model.terms[it].owner))
            .then_some(vocabulary)
    }

    fn held_time(&mut self, from: Standpoint<'_>, written: &ast::Constraint) -> Option<Held> {
        let key = &written.key.text;
        match written.test.as_ref() {
            Some(ConstraintTest::Stated(_)) => Some(Held::Stated),
            Some(ConstraintTest::Compare(how, ast::Value::Duration(duration))) => Some(
                Held::Compare(comparison(*how), Value::Duration(Duration::from(*duration))),
            ),
            Some(ConstraintTest::Value(ast::Value::Duration(_))) => {
                let written_as = self
                    .text_at(from.at(written.span))
                    .replacen(':', ": at most", 1);
                let help = format!("write `{written_as}`");
                self.refuse(
                    from,
                    written.span,
                    &format!("`{key}` asks for a limit"),
                    &help,
                )
            }
            _ => self.refuse(
                from,
                written.span,
                &format!("`{key}` takes a length of time"),
                &format!("write for instance `{key}: at most 12 months`"),
            ),
        }
    }

    fn held(
        &mut self,
        from: Standpoint<'_>,
        field: Id<Field>,
        written: &ast::Constraint,
    ) -> Option<Held> {
        let ty = self.model.fields[field].ty?;
        match written.test.as_ref() {
            None if ty == FieldType::YesNo => Some(Held::All(vec![Value::YesNo(true)])),
            None => {
                let name = &written.key.text;
                let message = format!(
                    "`{name}` is not a matter of yes or no: it takes {}",
                    self.takes(ty)
                );
                self.refuse(
                    from,
                    written.span,
                    &message,
                    &format!("write `{name}: stated` if any value will do"),
                )
            }
            Some(ConstraintTest::Stated(_)) => Some(Held::Stated),
            Some(ConstraintTest::Same(_)) => Some(Held::Same),
            Some(ConstraintTest::Compare(how, value)) => {
                self.held_compare(from, field, *how, value)
            }
            Some(ConstraintTest::SomeOf(path)) => {
                self.typed_reference(from, field, path).map(Held::SomeOf)
            }
            Some(ConstraintTest::AllOf(path)) => {
                self.typed_reference(from, field, path).map(Held::AllOf)
            }
            Some(ConstraintTest::Nested(inner)) => self.held_nested(from, field, written, inner),
            Some(ConstraintTest::Value(ast::Value::Name(path)))
                if self.points_elsewhere(from, path) =>
            {
                self.typed_reference(from, field, path).map(Held::AllOf)
            }
            Some(ConstraintTest::Value(value)) => Some(Held::All(self.values(
                from,
                field,
                std::slice::from_ref(value),
            )?)),
            Some(ConstraintTest::AnyOf(values)) => {
                Some(Held::Any(self.values(from, field, values)?))
            }
            Some(ConstraintTest::NoneOf(values)) => {
                Some(Held::None(self.values(from, field, values)?))
            }
        }
    }

    fn values(
        &mut self,
        from: Standpoint<'_>,
        field: Id<Field>,
        values: &[ast::Value],
    ) -> Option<Vec<Value>> {
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
            return Some(Held::CompareWith(
                comparison(how),
                self.typed_reference(from, field, path)?,
            ));
        }
        Some(Held::Compare(
            comparison(how),
            self.value(from, field, value)?,
        ))
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
                let message = format!(
                    "`{}` takes {}, which carries no fields of its own",
                    written.key.text,
                    self.takes(ty)
                );
                return self.refuse(from, written.span, &message, "write the value itself");
            }
        };
        Some(Held::Nested(self.constraints(from, &carrier, inner)))
    }

    fn refuse<T>(
        &mut self,
        from: Standpoint<'_>,
        span: Span,
        message: &str,
        help: &str,
    ) -> Option<T> {
        let problem = problem(WRONG_KIND, from.at(span), message).help(help);
        self.report(problem);
        None
    }

    /// Whether a dotted name is about another field, not about a word of some guidance.
    fn points_elsewhere(&self, from: Standpoint<'_>, path: &ast::Path) -> bool {
        let [first, _] = path.names.as_slice() else {
            return path.names.len() > 2;
        };
        let qualifies =
            |kind: Kind| matches!(kind, Kind::Guidance | Kind::Entity | Kind::Vocabulary);
        let holder = self.names.seen(from.owner, &first.text, |kind| {
            matches!(kind, Kind::Subject | Kind::Role)
        });
        first.text == "entity"
            || !holder.is_empty()
            || self
                .names
                .all(&first.text)
                .iter()
                .all(|it| !qualifies(it.kind))
    }

    fn typed_reference(
        &mut self,
        from: Standpoint<'_>,
        field: Id<Field>,
        path: &ast::Path,
    ) -> Option<Reference> {
        let reference = self.reference(from, path)?;
        let (Reference::Fact(other)
        | Reference::Entity(other)
        | Reference::Role { field: other, .. }
        | Reference::RoleField { field: other, .. }) = reference;
        let (one, two) = (self.model.fields[field].ty?, self.model.fields[other].ty?);
        if same_values(one, two) {
            return Some(reference);
        }
        let (name, other) = (
            &self.model.fields[field].name,
            &self.model.fields[other].name,
        );
        let message = format!(
            "`{name}` takes {}, but `{other}` takes {}",
            self.takes(one),
            self.takes(two)
        );
        self.refuse(
            from,
            path.span,
            &message,
            "name a field that takes the same values",
        )
    }

    /// `affects`, `use.affects`, `owner.rank`, `digital-director.rank`, `entity.kind`.
    fn reference(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Reference> {
        let [first, second] = path.names.as_slice() else {
            return self.fact_reference(from, path);
        };
        if first.text == "entity" {
            let carrier = Carrier::Subject(self.kinds.entity, "entity");
            return Some(Reference::Entity(self.find_field(from, second, &carrier)?));
        }
        if !self
            .names
            .seen(from.owner, &first.text, |kind| {
                kind == Kind::Subject || kind == Kind::Guidance
            })
            .is_empty()
        {
            return self.fact_reference(from, path);
        }
        let carrier = Carrier::Subject(self.kinds.role, "role");
        if let Some(entry) = self
            .names
            .seen(from.owner, &first.text, |kind| kind == Kind::Role)
            .first()
            .copied()
        {
            self.mention(from.at(first.span), entry.at);
            let field = self.find_field(from, second, &carrier)?;
            return Some(Reference::Role {
                role: Id::new(entry.index),
                field,
            });
        }
        if let Some(through) = self.role_field(from, &first.text) {
            let declared = self.model.fields[through].at;
            self.mention(from.at(first.span), declared);
            let field = self.find_field(from, second, &carrier)?;
            return Some(Reference::RoleField { through, field });
        }
        let message = format!(
            "there is no subject, role or field of roles called `{}`",
            first.text
        );
        let problem = problem(UNKNOWN, from.at(first.span), message)
            .help("write for instance `use.affects`, with the name of a subject");
        self.report(problem);
        None
    }

    fn fact_reference(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Reference> {
        match self.operand(from, path)? {
            super::super::Operand::Fact(field) => Some(Reference::Fact(field)),
            _ => self.refuse(
                from,
                path.span,
                "only a fact can be pointed to here",
                "write for instance `use.affects`",
            ),
        }
    }

    /// The field by which the entity or the procedure names a role: `owner`.
    fn role_field(&self, from: Standpoint<'_>, name: &str) -> Option<Id<Field>> {
        let holders = [self.kinds.procedure, self.kinds.entity];
        let fields = self.names.fields(name).iter();
        let mut fields = fields.filter(|&&(holder, field)| {
            let it = &self.model.fields[field];
            let roles = matches!(
                it.ty,
                Some(FieldType::OneOf(Range::Roles) | FieldType::SomeOf(Range::Roles))
            );
            let Holder::Subject(subject) = holder else {
                return false;
            };
            roles && holders.contains(&Some(subject)) && self.names.sees(from.owner, it.owner)
        });
        fields.next().map(|&(_, field)| field)
    }
}

/// Whether values of one type may be held against those of another.
fn same_values(one: FieldType, two: FieldType) -> bool {
    let range = |ty: FieldType| match ty {
        FieldType::OneOf(range) | FieldType::SomeOf(range) => Some(range),
        FieldType::ScopeOf(vocabulary) => Some(Range::Vocabulary(vocabulary)),
        _ => None,
    };
    match (range(one), range(two)) {
        (Some(one), Some(two)) => one == two,
        _ => one == two,
    }
}
