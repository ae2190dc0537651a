//! The right side of a demand that points to another field.

use super::super::{Field, FieldType, Id, Operand, Range, Reference};
use super::field::Carrier;
use super::names::{Holder, Kind};
use super::problem::{UNKNOWN, problem};
use super::{Resolver, Standpoint};
use crate::syntax::ast;

impl Resolver<'_> {
    /// Whether a dotted name is about another field, not about a word of some guidance.
    pub(super) fn points_elsewhere(&self, from: Standpoint<'_>, path: &ast::Path) -> bool {
        let [first, _] = path.names.as_slice() else {
            return path.names.len() > 2;
        };
        let qualifies = |kind: Kind| matches!(kind, Kind::Guidance | Kind::Entity | Kind::Vocabulary);
        let holder = self.names.seen(from.owner, &first.text, |kind| matches!(kind, Kind::Subject | Kind::Role));
        first.text == "entity" || !holder.is_empty() || self.names.all(&first.text).iter().all(|it| !qualifies(it.kind))
    }

    /// Another field, which must take the same values as `field`.
    pub(super) fn typed_reference(
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
        let (name, other) = (&self.model.fields[field].name, &self.model.fields[other].name);
        let message = format!("`{name}` takes {}, but `{other}` takes {}", self.takes(one), self.takes(two));
        self.refuse(from, path.span, &message, "name a field that takes the same values")
    }

    /// `affects`, `use.affects`, `owner.rank`, `digital-director.rank`, `entity.kind`.
    pub(super) fn reference(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Reference> {
        let [first, second] = path.names.as_slice() else {
            return self.fact_reference(from, path);
        };
        if first.text == "entity" {
            let carrier = Carrier::Subject(self.kinds.entity, "entity");
            return Some(Reference::Entity(self.find_field(from, second, &carrier)?));
        }
        if !self.names.seen(from.owner, &first.text, |kind| kind == Kind::Subject || kind == Kind::Guidance).is_empty()
        {
            return self.fact_reference(from, path);
        }
        let carrier = Carrier::Subject(self.kinds.role, "role");
        if let Some(entry) = self.names.seen(from.owner, &first.text, |kind| kind == Kind::Role).first().copied() {
            self.mention(from.at(first.span), entry.at);
            let field = self.find_field(from, second, &carrier)?;
            return Some(Reference::Role { role: Id::new(entry.index), field });
        }
        if let Some(through) = self.role_field(from, &first.text) {
            let declared = self.model.fields[through].at;
            self.mention(from.at(first.span), declared);
            let field = self.find_field(from, second, &carrier)?;
            return Some(Reference::RoleField { through, field });
        }
        let message = format!("there is no subject, role or field of roles called `{}`", first.text);
        let problem = problem(UNKNOWN, from.at(first.span), message)
            .help("write for instance `use.affects`, with the name of a subject");
        self.report(problem);
        None
    }

    fn fact_reference(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Reference> {
        match self.operand(from, path)? {
            Operand::Fact(field) => Some(Reference::Fact(field)),
            _ => self.refuse(from, path.span, "only a fact can be pointed to here", "write for instance `use.affects`"),
        }
    }

    /// The field by which the entity or the procedure names a role: `owner`.
    fn role_field(&self, from: Standpoint<'_>, name: &str) -> Option<Id<Field>> {
        let holders = [self.kinds.procedure, self.kinds.entity];
        let fields = self.names.fields(name).iter();
        let mut fields = fields.filter(|&&(holder, field)| {
            let it = &self.model.fields[field];
            let roles = matches!(it.ty, Some(FieldType::OneOf(Range::Roles) | FieldType::SomeOf(Range::Roles)));
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
