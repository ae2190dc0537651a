//! The reading desk, kinds: broader and narrower words.

use super::Point;
use crate::Analysis;
use crate::model::{Id, Term, Thing};
use crate::source::Place;

/// A word of a vocabulary, as one end of "is a".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    pub name: String,
    pub title: String,
    pub vocabulary: String,
    /// Its name where it is declared.
    pub at: Place,
}

impl Analysis {
    /// The word that is named at a point.
    #[must_use]
    pub fn kind_at(&self, at: Point) -> Option<Kind> {
        let named = self.named_at(at)?;
        named.means.iter().find_map(|it| if let Thing::Term(id) = it.thing { Some(self.kind(id)) } else { None })
    }

    /// The words directly above the one declared there.
    #[must_use]
    pub fn broader(&self, kind: Place) -> Vec<Kind> {
        let Some(id) = self.term_declared(kind) else { return Vec::new() };
        self.read.model.terms[id].parents.iter().map(|&it| self.kind(it)).collect()
    }

    /// The words directly below.
    #[must_use]
    pub fn narrower(&self, kind: Place) -> Vec<Kind> {
        let Some(id) = self.term_declared(kind) else { return Vec::new() };
        let model = &self.read.model;
        let words = model.vocabularies[model.terms[id].vocabulary].terms.iter();
        words.filter(|&&it| model.terms[it].parents.contains(&id)).map(|&it| self.kind(it)).collect()
    }

    fn term_declared(&self, name: Place) -> Option<Id<Term>> {
        let declared = self.read.catalogue().at(name).iter();
        declared.into_iter().find_map(|it| if let Thing::Term(id) = it.thing { Some(id) } else { None })
    }

    fn kind(&self, id: Id<Term>) -> Kind {
        let model = &self.read.model;
        let it = &model.terms[id];
        Kind {
            name: it.name.clone(),
            title: it.title.clone().unwrap_or_default(),
            vocabulary: model.vocabularies[it.vocabulary].name.clone(),
            at: it.at,
        }
    }
}
