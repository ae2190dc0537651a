//! The reading desk, references: where else a name stands.

use std::collections::{BTreeMap, BTreeSet};

use super::Point;
use super::point::Named;
use crate::Analysis;
use crate::model::Thing;
use crate::source::{Place, Span};

impl Analysis {
    /// All places that mean the same as the name at a point, by file and place.
    #[must_use]
    pub fn references(&self, at: Point, with_declaration: bool) -> Vec<Place> {
        let Some(named) = self.named_at(at) else { return Vec::new() };
        let all = self.occurrences(&named).into_iter();
        all.filter(|(_, declares)| with_declaration || !declares).map(|(at, _)| at).collect()
    }

    /// The same within the file, and whether it is declared there.
    #[must_use]
    pub fn highlights(&self, at: Point) -> Vec<(Span, bool)> {
        let Some(named) = self.named_at(at) else { return Vec::new() };
        let all = self.occurrences(&named).into_iter();
        all.filter(|(place, _)| place.file == at.file).map(|(place, declares)| (place.span, declares)).collect()
    }

    /// Every place of what a name means, and whether it is declared there.
    pub(super) fn occurrences(&self, named: &Named) -> BTreeMap<Place, bool> {
        // An outcome is declared by a word of a vocabulary, and is asked about as an outcome of its own.
        let outcome = named.means.iter().any(|it| matches!(it.thing, Thing::Outcome(_)));
        let means = named.means.iter().filter(|it| !outcome || matches!(it.thing, Thing::Outcome(_)));
        self.occurrences_of(means.map(|it| it.thing))
    }

    /// Every place of some things, and whether one of them is declared there.
    pub(super) fn occurrences_of(&self, things: impl IntoIterator<Item = Thing>) -> BTreeMap<Place, bool> {
        let catalogue = self.read.catalogue();
        let mut found: BTreeMap<Place, bool> = BTreeMap::new();
        let mut open: Vec<Place> = Vec::new();
        for thing in things {
            for declared in catalogue.of(thing) {
                found.insert(declared.name, true);
                open.push(declared.name);
            }
        }
        let mut asked: BTreeSet<Place> = open.iter().copied().collect();
        while let Some(name) = open.pop() {
            for mention in catalogue.uses(&self.read.mentions, name) {
                found.entry(mention.at).or_insert(false);
                // What is declared under the name of something else is used under that name, too.
                if !catalogue.at(mention.at).is_empty() && asked.insert(mention.at) {
                    open.push(mention.at);
                }
            }
        }
        found
    }

    /// How often something is named, besides where it is declared.
    pub(super) fn uses_of(&self, thing: Thing) -> usize {
        self.occurrences_of([thing]).values().filter(|declares| !**declares).count()
    }
}
