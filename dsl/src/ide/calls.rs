//! The reading desk, calls: which procedure runs which.

use std::collections::BTreeMap;

use super::Point;
use super::tally::covers;
use crate::Analysis;
use crate::model::{Declared, Thing};
use crate::source::{Place, Span};

/// A procedure, as one end of a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Procedure {
    pub name: String,
    pub title: String,
    /// All of it.
    pub whole: Place,
    /// Its name.
    pub at: Place,
}

impl Analysis {
    /// The procedure that is named at a point, or that the point stands in.
    #[must_use]
    pub fn procedure_at(&self, at: Point) -> Option<Procedure> {
        let named = self.named_at(at).map(|it| it.means).unwrap_or_default();
        let named = named.iter().find_map(|it| self.procedure(it));
        named.or_else(|| {
            let here = Place { file: at.file, span: Span { start: at.offset, end: at.offset } };
            self.procedure_around(here).and_then(|it| self.procedure(it))
        })
    }

    /// Which procedures run the one whose name stands there, each with the places in it where they do; also those that
    /// start once it has run.
    #[must_use]
    pub fn runs_to(&self, procedure: Place) -> Vec<(Procedure, Vec<Span>)> {
        let catalogue = self.read.catalogue();
        let uses = catalogue.uses(&self.read.mentions, procedure);
        let uses = uses.filter_map(|it| Some((self.procedure_around(it.at)?.name, it.at.span)));
        self.grouped(uses)
    }

    /// Which procedures it runs or starts after, each with the places where it says so.
    #[must_use]
    pub fn runs_from(&self, procedure: Place) -> Vec<(Procedure, Vec<Span>)> {
        let catalogue = self.read.catalogue();
        let Some(declared) = catalogue.at(procedure).iter().find(|it| matches!(it.thing, Thing::Procedure(_))) else {
            return Vec::new();
        };
        let inside = self.mentions_in(procedure.file, declared.whole).iter();
        let runs = inside.filter(|it| catalogue.at(it.declared).iter().any(|it| self.procedure(it).is_some()));
        self.grouped(runs.map(|it| (it.declared, it.at.span)))
    }

    fn grouped(&self, places: impl Iterator<Item = (Place, Span)>) -> Vec<(Procedure, Vec<Span>)> {
        let mut groups: BTreeMap<Procedure, Vec<Span>> = BTreeMap::new();
        for (name, span) in places {
            if let Some(procedure) = self.read.catalogue().at(name).iter().find_map(|it| self.procedure(it)) {
                groups.entry(procedure).or_default().push(span);
            }
        }
        groups.into_iter().collect()
    }

    /// The procedure in which a place lies.
    fn procedure_around(&self, at: Place) -> Option<&Declared> {
        let all = self.read.catalogue().in_file(at.file);
        let before = all.partition_point(|it| it.name.span.start <= at.span.start);
        // Procedures stand in no procedure: the last that begins before is the only one it can be.
        let last = all.get(..before)?.iter().rev().find(|it| matches!(it.thing, Thing::Procedure(_)));
        let here = last.filter(|it| covers(it.place(), at));
        // Before its name stands only the keyword.
        here.or_else(|| all.get(before).filter(|it| matches!(it.thing, Thing::Procedure(_)) && covers(it.place(), at)))
    }

    fn procedure(&self, declared: &Declared) -> Option<Procedure> {
        let Thing::Procedure(_) = declared.thing else { return None };
        Some(Procedure {
            name: self.text_of(declared.name).to_owned(),
            title: self.title_of(declared),
            whole: declared.place(),
            at: declared.name,
        })
    }
}
