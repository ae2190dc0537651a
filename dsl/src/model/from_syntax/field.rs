//! Fields: who carries them, and what values they take.

use super::super::{Field, FieldType, Id, Owner, Range, Term, TermSet};
use super::declare::Declared;
use super::house::Declaration;
use super::lookup::Want;
use super::names::{Holder, Kind};
use super::problem::{UNKNOWN, WRONG_KIND, problem, with_article};
use super::{Resolver, Standpoint};
use crate::source::Place;
use crate::syntax::ast;

impl<'a> Resolver<'a> {
    pub(super) fn declare_field(
        &mut self,
        holder: Holder,
        it: Declaration<'a>,
        tree: &'a ast::Field,
        declared: &mut Declared<'a>,
    ) {
        let Some(name) = &tree.name else { return };
        let at = Place { file: it.file, span: name.span };
        let known = self.names.fields(&name.text).iter().copied().find(|&(other, field)| {
            let owner = self.model.fields[field].owner;
            other == holder && (self.names.sees(it.owner, owner) || self.names.sees(owner, it.owner))
        });
        if let Some((_, first)) = known {
            if !it.copy {
                let first = self.model.fields[first].at;
                self.duplicate(at, first, "field", &name.text);
            }
            return;
        }
        let field = Field { name: name.text.clone(), doc: tree.doc.clone(), owner: it.owner, ty: None, at };
        let id = self.model.fields.add(field);
        match holder {
            Holder::Subject(subject) => self.model.subjects[subject].fields.push(id),
            Holder::Term(term) => self.model.terms[term].fields.push(id),
        }
        self.names.add_field(&name.text, holder, id);
        declared.fields.push((id, it, tree));
    }

    /// The fields of subjects, and the types of all fields.
    pub(super) fn resolve_fields(&mut self, declared: &mut Declared<'a>) {
        for (subject, it, fields) in declared.subjects.clone() {
            for field in fields {
                self.declare_field(Holder::Subject(subject), it, field, declared);
            }
        }
        for &(id, it, tree) in &declared.fields {
            let ty = tree.ty.as_ref().and_then(|ty| self.field_type(it.from(), ty));
            self.model.fields[id].ty = ty;
        }
    }

    fn field_type(&mut self, from: Standpoint<'_>, ty: &ast::FieldType) -> Option<FieldType> {
        Some(match ty {
            ast::FieldType::YesNo => FieldType::YesNo,
            ast::FieldType::OneOf(path) => FieldType::OneOf(self.range(from, path)?),
            ast::FieldType::SomeOf(path) => FieldType::SomeOf(self.range(from, path)?),
            ast::FieldType::ScopeOf(path) => match self.range(from, path)? {
                Range::Vocabulary(vocabulary) => FieldType::ScopeOf(vocabulary),
                _ => {
                    let message = "only a vocabulary has broader and narrower terms to take the scope of";
                    let problem =
                        problem(WRONG_KIND, from.at(path.span), message).help("write `some of` instead of `scope of`");
                    self.report(problem);
                    return None;
                }
            },
            ast::FieldType::Number => FieldType::Number,
            ast::FieldType::Money => FieldType::Money,
            ast::FieldType::Duration => FieldType::Duration,
            ast::FieldType::Date => FieldType::Date,
            ast::FieldType::Text => FieldType::Text,
        })
    }

    fn range(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Range> {
        if let [name] = path.names.as_slice()
            && name.text == "role"
        {
            return Some(Range::Roles);
        }
        let entry = self.find(from, path, Want::Range)?;
        Some(match entry.kind {
            Kind::Vocabulary => Range::Vocabulary(Id::new(entry.index)),
            _ => Range::Subject(Id::new(entry.index)),
        })
    }

    /// The field of that name that one of these carriers has; `None` also where two guidances clash.
    fn choose_field(&mut self, from: Standpoint<'_>, name: &ast::Name, found: &[Id<Field>]) -> Option<Id<Field>> {
        let at = from.at(name.span);
        let own: Vec<Id<Field>> =
            found.iter().copied().filter(|&it| self.model.fields[it].owner == from.owner).collect();
        let found = if own.is_empty() { found } else { own.as_slice() };
        match found {
            [] => None,
            [one] => {
                let declared = self.model.fields[*one].at;
                self.mention(at, declared);
                Some(*one)
            }
            several => {
                let places: Vec<Place> = several.iter().map(|&it| self.model.fields[it].at).collect();
                self.ambiguous(at, &name.text, &places, &[]);
                None
            }
        }
    }

    /// The field that `holders` carry under this name; says so if there is none.
    pub(super) fn find_field(
        &mut self,
        from: Standpoint<'_>,
        name: &ast::Name,
        carrier: &Carrier,
    ) -> Option<Id<Field>> {
        let seen = |field: Id<Field>| self.names.sees(from.owner, self.model.fields[field].owner);
        let mut found: Vec<(usize, Id<Field>)> = self
            .names
            .fields(&name.text)
            .iter()
            .filter(|&&(_, field)| seen(field))
            .filter_map(|&(holder, field)| Some((carrier.distance(self, holder)?, field)))
            .collect();
        found.sort_by_key(|&(distance, field)| (distance, field));
        let nearest = found.first().map(|&(distance, _)| distance);
        let fields: Vec<Id<Field>> = found.iter().filter(|it| Some(it.0) == nearest).map(|it| it.1).collect();
        if fields.is_empty() {
            self.unknown_field(from, name, carrier);
            return None;
        }
        self.choose_field(from, name, &fields)
    }

    fn unknown_field(&mut self, from: Standpoint<'_>, name: &ast::Name, carrier: &Carrier) {
        let noun = carrier.noun(self);
        let known: Vec<String> = if self.can_guess() { self.known_fields(from.owner, carrier) } else { Vec::new() };
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let message = format!("{noun} carries no field called `{}`", name.text);
        let at = from.at(name.span);
        if carrier.built_in().contains(&name.text.as_str()) {
            let help = format!("guidance that asks for it declares it first, with `field {}`", name.text);
            return self.report(problem(UNKNOWN, at, message).help(help));
        }
        let own = carrier.built_in().iter().copied();
        match self.guess(&name.text, own.chain(known.iter().copied())).map(str::to_owned) {
            Some(near) => self.report(problem(UNKNOWN, at, message).help(format!("did you mean `{near}`?"))),
            None => self.unknown_among(at, message, &name.text, &known),
        }
    }

    pub(super) fn known_fields(&self, owner: Owner, carrier: &Carrier) -> Vec<String> {
        let fields = match carrier {
            Carrier::Subject(subject, _) => subject.map_or(Vec::new(), |it| self.model.subjects[it].fields.clone()),
            Carrier::Term(term, _) => self.model.fields_of_term(*term),
            Carrier::AnyStep => {
                let actions = self.kinds.action.map_or(&[][..], |it| self.model.vocabularies[it].terms.as_slice());
                actions.iter().flat_map(|&it| self.model.terms[it].fields.iter().copied()).collect()
            }
            Carrier::Nothing(_) => Vec::new(),
        };
        let seen = fields.into_iter().filter(|&it| self.names.sees(owner, self.model.fields[it].owner));
        let mut names: Vec<String> = seen.map(|it| self.model.fields[it].name.clone()).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// What may carry a field, where one is asked for.
pub(super) enum Carrier {
    /// A subject, or `role`, `entity`, `procedure`, which no guidance may have given fields; with its name.
    Subject(Option<Id<super::super::Subject>>, &'static str),
    /// An action, a trigger: it carries the fields of the terms above too. With their distances.
    Term(Id<Term>, (TermSet, Vec<Id<Term>>)),
    /// Any action.
    AnyStep,
    /// Something that carries none.
    Nothing(&'static str),
}

impl Carrier {
    pub(super) fn term(resolver: &Resolver<'_>, term: Id<Term>) -> Self {
        let above = resolver.model.above(term);
        Self::Term(term, (above.iter().copied().collect(), above))
    }

    /// How near a holder is; `None` if it is not meant.
    fn distance(&self, resolver: &Resolver<'_>, holder: Holder) -> Option<usize> {
        match (self, holder) {
            (Self::Subject(wanted, _), Holder::Subject(subject)) => (*wanted == Some(subject)).then_some(0),
            (Self::Term(_, (set, above)), Holder::Term(term)) => {
                set.contains(term).then(|| above.iter().position(|&it| it == term)).flatten()
            }
            (Self::AnyStep, Holder::Term(term)) => {
                (Some(resolver.model.terms[term].vocabulary) == resolver.kinds.action).then_some(0)
            }
            _ => None,
        }
    }

    fn noun(&self, resolver: &Resolver<'_>) -> String {
        match self {
            Self::Subject(Some(subject), _) => with_article(&resolver.model.subjects[*subject].name),
            Self::Subject(None, name) | Self::Nothing(name) => with_article(name),
            Self::Term(term, _) => format!("`{}`", resolver.model.terms[*term].name),
            Self::AnyStep => "a step".to_owned(),
        }
    }

    /// What the language itself knows of it.
    fn built_in(&self) -> &'static [&'static str] {
        match self {
            Self::Term(..) | Self::AnyStep => &["by", "within", "outcome", "age"],
            Self::Subject(_, "role") => &["external"],
            Self::Subject(_, "entity") => &["working-week", "holidays"],
            Self::Subject(_, "waiver") => &["by", "lasts", "reason"],
            _ => &[],
        }
    }
}
