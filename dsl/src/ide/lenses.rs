//! The reading desk, lenses: how a procedure stands, above its first line.

use std::collections::BTreeSet;

use super::prose::count;
use super::tally::Tally;
use crate::Analysis;
use crate::model::{Declared, Entity, Id, Procedure, Requirement, Thing};
use crate::source::{FileId, Span};

/// A line above the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The name it stands above.
    pub at: Span,
    /// Its words: `31 kept · 4 broken · 2 to judge`.
    pub title: String,
    /// What a click asks for.
    pub asks: LensAsks,
}

/// What a click on a lens asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensAsks {
    /// The table of verdicts of an entity.
    Verdicts { entity: String },
    /// The run that breaks a requirement: numbers of [`Analysis::diagnostics`], the gravest first.
    Run { diagnostics: Vec<usize> },
    /// Where the name is used.
    Uses,
}

impl Analysis {
    /// The lenses of a file, in the order of the text. Their places hang on the text alone, so that lines do not jump.
    #[must_use]
    pub fn lenses(&self, file: FileId) -> Vec<Lens> {
        if self.is_shipped(file) {
            return Vec::new();
        }
        let declared = self.read.catalogue().in_file(file);
        let mut lenses: Vec<Lens> = Vec::new();
        for it in declared {
            let lens = match it.thing {
                Thing::Entity(id) => self.entity_lens(it, id),
                Thing::Procedure(id) => self.procedure_lens(it, id),
                Thing::Requirement(id) => self.requirement_lens(it, id),
                // Above each role of a long list it would hide the list.
                Thing::Definition(_) | Thing::Classification(_) => self.uses_lens(it),
                _ => continue,
            };
            // What a profile tailors stands where its base wrote it, and has one row.
            if lenses.last().is_none_or(|last| last.at != lens.at) {
                lenses.push(lens);
            }
        }
        lenses
    }

    fn entity_lens(&self, it: &Declared, id: Id<Entity>) -> Lens {
        let entity = self.read.model.entities[id].name.clone();
        let title = self.when_decided(|| match self.tally(&entity, None).words() {
            empty if empty.is_empty() => "nothing is asked of it".to_owned(),
            words => words,
        });
        Lens { at: it.name.span, title, asks: LensAsks::Verdicts { entity } }
    }

    fn procedure_lens(&self, it: &Declared, id: Id<Procedure>) -> Lens {
        let diagnostics = self.broken_runs(id);
        let told = diagnostics.iter().filter_map(|&it| self.diagnostics.get(it)?.finding.as_ref());
        let broken: BTreeSet<&str> = told.map(|it| it.requirement.as_str()).collect();
        let broken = broken.len();
        let title = self.when_decided(|| match broken {
            0 => "no run through it breaks anything".to_owned(),
            number => format!("runs through it break {}: show the gravest", count(number, "requirement")),
        });
        let serves = self.served_in(id);
        let title = if serves > 0 { format!("{title} · serves {serves}") } else { title };
        Lens { at: it.name.span, title, asks: LensAsks::Run { diagnostics } }
    }

    /// How many requirements the steps of a procedure could help to keep.
    fn served_in(&self, id: Id<Procedure>) -> usize {
        let serving = self.read.serving();
        let own = self.read.model.steps.iter().filter(|(_, it)| it.procedure == id);
        own.flat_map(|(step, _)| serving.of_step(step)).collect::<BTreeSet<_>>().len()
    }

    fn requirement_lens(&self, it: &Declared, id: Id<Requirement>) -> Lens {
        let name = self.read.model.requirement_name(id);
        let title = self.when_decided(|| {
            let mut tally = Tally::default();
            let rows = self.verdicts.iter().filter(|it| it.finding.requirement == name);
            rows.for_each(|it| tally.add(it.finding.verdict));
            match tally.words() {
                empty if empty.is_empty() => "nobody here is asked for it".to_owned(),
                words => words,
            }
        });
        Lens { at: it.name.span, title, asks: LensAsks::Uses }
    }

    fn uses_lens(&self, it: &Declared) -> Lens {
        let title = match self.uses_of(it.thing) {
            0 => "used nowhere".to_owned(),
            1 => "used once".to_owned(),
            number => format!("used {number} times"),
        };
        Lens { at: it.name.span, title, asks: LensAsks::Uses }
    }

    /// The row is there before the answer is.
    fn when_decided(&self, title: impl FnOnce() -> String) -> String {
        if self.decided { title() } else { "checking …".to_owned() }
    }
}
