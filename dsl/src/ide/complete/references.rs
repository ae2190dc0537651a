//! Offers of other fields that a demand can point to: those that take the same values.

use super::OfferKind;
use super::desk::{Desk, group};
use super::fields::Takes;
use super::names::prose;
use super::spot::Wanted;
use crate::model::{FieldType, Owner, Range};

impl<'a> Desk<'a> {
    /// Other fields that take the same values: what a demand can point to.
    pub(super) fn references(&mut self, wanted: &Wanted<'a>) {
        let takes = self.takes(wanted);
        let fits = |ty: Option<FieldType>| match (&takes, ty) {
            (Takes::Field(one), Some(two)) => same_values(*one, two),
            (Takes::Roles, Some(two)) => {
                matches!(two, FieldType::OneOf(Range::Roles) | FieldType::SomeOf(Range::Roles))
            }
            _ => true,
        };
        let model = self.model;
        let qualifiers = self.around.qualifiers.clone();
        for (_, subject) in model.subjects.iter() {
            // A field of roles is reached through a role.
            let holders: Vec<String> = match subject.name.as_str() {
                "role" => self.role_fields(),
                "procedure" | "waiver" => continue,
                name => vec![name.to_owned()],
            };
            for &field in &subject.fields {
                let it = &model.fields[field];
                if !self.sees(it.owner) || !fits(it.ty) {
                    continue;
                }
                let detail = self.takes_words(&it.ty.map_or(Takes::Nothing, Takes::Field));
                let markdown = it.doc.as_deref().map(prose).unwrap_or_default();
                for holder in &holders {
                    match qualifiers.as_slice() {
                        [] => {
                            let label = format!("{holder}.{}", it.name);
                            self.named(&label, &detail, OfferKind::Field, markdown.clone(), group::USUAL);
                        }
                        [name] if name == holder => {
                            self.named(&it.name, &detail, OfferKind::Field, markdown.clone(), group::USUAL);
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    /// The names through which a role is reached: fields of the entity or of procedures, and declared roles.
    pub(super) fn role_fields(&self) -> Vec<String> {
        let roles = |ty: Option<FieldType>| {
            matches!(ty, Some(FieldType::OneOf(Range::Roles) | FieldType::SomeOf(Range::Roles)))
        };
        let holders = self.model.subjects.iter().filter(|(_, it)| matches!(it.name.as_str(), "procedure" | "entity"));
        let fields = holders.flat_map(|(_, it)| it.fields.iter().map(|&it| &self.model.fields[it]));
        let mut names: Vec<String> =
            fields.filter(|it| roles(it.ty) && self.sees(it.owner)).map(|it| it.name.clone()).collect();
        if let Some(Owner::Entity(entity)) = self.owner {
            names.extend(self.model.roles.iter().filter(|(_, it)| it.entity == entity).map(|(_, it)| it.name.clone()));
        }
        names
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
