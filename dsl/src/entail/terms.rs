//! Sets of terms, and for each term what stands below it.

use std::collections::BTreeMap;

use crate::model::{Id, Model, Term};

/// A set of terms, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms(Vec<u64>);

impl Terms {
    pub(super) fn insert(&mut self, term: Id<Term>) {
        let word = term.index() / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << (term.index() % 64);
        }
    }

    pub(super) fn contains(&self, term: Id<Term>) -> bool {
        self.0.get(term.index() / 64).is_some_and(|bits| bits >> (term.index() % 64) & 1 == 1)
    }

    pub(super) fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (bits, more) in self.0.iter_mut().zip(&other.0) {
            *bits |= more;
        }
    }

    /// Whether some term is in both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(left, right)| left & right != 0)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Id<Term>> {
        let bits = |(word, bits): (usize, &u64)| {
            let bits = *bits;
            (0..64).filter(move |at| bits >> at & 1 == 1).map(move |at| Id::new(word * 64 + at))
        };
        self.0.iter().enumerate().flat_map(bits)
    }
}

/// For each term everything that is that term: itself and what stands below.
#[derive(Clone, Debug)]
pub(super) struct Below(BTreeMap<Id<Term>, Terms>);

impl Below {
    pub(super) fn new(model: &Model) -> Self {
        let mut below: BTreeMap<Id<Term>, Terms> = BTreeMap::new();
        for term in model.terms.ids() {
            for above in model.above(term) {
                below.entry(above).or_default().insert(term);
            }
        }
        Self(below)
    }

    pub(super) fn of(&self, term: Id<Term>) -> Terms {
        self.0.get(&term).cloned().unwrap_or_default()
    }

    /// Whether the first is the second, or stands below it.
    pub(super) fn is(&self, term: Id<Term>, other: Id<Term>) -> bool {
        self.0.get(&other).is_some_and(|below| below.contains(term))
    }
}
