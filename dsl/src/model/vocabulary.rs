//! Vocabularies, their terms, and the fields that things may carry.

use super::{Entity, Guidance, Id};
use crate::source::Place;

/// Who declared something: a guidance, or an entity for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Owner {
    Guidance(Id<Guidance>),
    Entity(Id<Entity>),
}

/// A kind of thing that procedures run for: `use`, `supplier`.
///
/// Guidance may also declare the fields of `entity`, `role` and `procedure` this way.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Subject {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) owner: Owner,
    pub(crate) fields: Vec<Id<Field>>,
    pub(crate) at: Place,
}

/// What a subject, an action, a role, an entity or a trigger may carry.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) doc: Option<String>,
    /// Who declared it: others see it only if they see the owner.
    pub(crate) owner: Owner,
    /// `None` if the type could not be read; then any value will do.
    pub(crate) ty: Option<FieldType>,
    pub(crate) at: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum FieldType {
    YesNo,
    OneOf(Range),
    SomeOf(Range),
    /// Like `SomeOf`, but a broader term covers a narrower one.
    ScopeOf(Id<Vocabulary>),
    /// Thousandths.
    Number,
    Money,
    Duration,
    Date,
    Text,
}

/// What the values of a field are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Range {
    Vocabulary(Id<Vocabulary>),
    /// Registered things of that kind; entities are not among them.
    Subject(Id<Subject>),
    Roles,
}

/// All terms of one kind. Those of the same name in several files are one vocabulary.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Vocabulary {
    pub(crate) name: String,
    pub(crate) doc: Option<String>,
    /// A scale: its top-level terms stand from least to most.
    pub(crate) ordered: bool,
    /// In the order of declaration, across files.
    pub(crate) terms: Vec<Id<Term>>,
    pub(crate) at: Place,
}

#[derive(Clone, Debug, Hash)]
pub(crate) struct Term {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) doc: Option<String>,
    pub(crate) vocabulary: Id<Vocabulary>,
    pub(crate) owner: Owner,
    /// The terms directly above. Never leads back to the term itself: a ring is reported and cut.
    pub(crate) parents: Vec<Id<Term>>,
    /// Its own fields; those of the terms above are inherited.
    pub(crate) fields: Vec<Id<Field>>,
    /// Its place on an ordered scale, from 0; `None` off scales.
    pub(crate) rank: Option<u32>,
    pub(crate) at: Place,
}

/// A set of terms, as bits by [`Id::index`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TermSet(Vec<u64>);

impl TermSet {
    /// Adds a term.
    pub(crate) fn insert(&mut self, term: Id<Term>) {
        let word = term.index() / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (term.index() % 64);
    }

    /// Whether it holds the term.
    pub(crate) fn contains(&self, term: Id<Term>) -> bool {
        self.0.get(term.index() / 64).is_some_and(|word| word >> (term.index() % 64) & 1 == 1)
    }
}

impl FromIterator<Id<Term>> for TermSet {
    fn from_iter<I: IntoIterator<Item = Id<Term>>>(terms: I) -> Self {
        let mut set = Self::default();
        for term in terms {
            set.insert(term);
        }
        set
    }
}

impl super::Model {
    /// Whether `term` is `other` or stands below it.
    pub(crate) fn is_a(&self, term: Id<Term>, other: Id<Term>) -> bool {
        let mut at = term;
        // Mostly there is one way up: then there is nothing to note down.
        loop {
            match self.terms[at].parents.as_slice() {
                _ if at == other => return true,
                [] => return false,
                &[one] => at = one,
                _ => return self.above(at).contains(&other),
            }
        }
    }

    /// The term itself and everything above it, nearest first.
    pub(crate) fn above(&self, term: Id<Term>) -> Vec<Id<Term>> {
        let mut order = vec![term];
        let mut seen = TermSet::from_iter([term]);
        let mut next = 0;
        while let Some(&current) = order.get(next) {
            for &parent in &self.terms[current].parents {
                if !seen.contains(parent) {
                    seen.insert(parent);
                    order.push(parent);
                }
            }
            next += 1;
        }
        order
    }

    /// The fields a term may carry, its own first, then those of the terms above.
    pub(crate) fn fields_of_term(&self, term: Id<Term>) -> Vec<Id<Field>> {
        self.above(term).iter().flat_map(|&it| self.terms[it].fields.iter().copied()).collect()
    }
}
