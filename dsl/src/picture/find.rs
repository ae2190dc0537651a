//! Which procedure is meant by a name, and which run is the gravest in it.

use std::cmp::Reverse;

use crate::Analysis;
use crate::diagnostic::Diagnostic;
use crate::source::{Place, Span};

/// Longer names are not compared: nobody types them, and comparing takes time.
const LONGEST: usize = 80;
/// So many near names are offered.
const OFFERED: usize = 5;

/// A procedure that can be asked for by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Whose it is; empty where no file says.
    pub entity: String,
    pub name: String,
    pub title: Option<String>,
    /// Its name where it is declared.
    pub at: Place,
}

impl Described {
    /// As it can be asked for where others have the same name.
    #[must_use]
    pub fn full_name(&self) -> String {
        if self.entity.is_empty() { self.name.clone() } else { format!("{}.{}", self.entity, self.name) }
    }
}

impl Analysis {
    /// Every procedure of the caller's texts, in their order.
    #[must_use]
    pub fn procedures(&self) -> Vec<Described> {
        let model = &self.read.model;
        let own = |at: Place| self.files.get(at.file.0 as usize).is_some_and(|it| !it.shipped);
        let own = model.procedures.iter().filter(|(_, it)| own(it.at));
        let described = own.map(|(_, it)| Described {
            entity: model.entities[it.entity].name.clone(),
            name: it.name.clone(),
            title: it.title.clone(),
            at: it.at,
        });
        described.collect()
    }

    /// The procedures called so, `name` or `entity.name`.
    ///
    /// # Errors
    /// If there is none: the names that are near, best first, or all if there are few.
    pub fn procedures_called(&self, name: &str) -> Result<Vec<Described>, Vec<String>> {
        let all = self.procedures();
        let named = |it: &&Described| it.name == name || it.full_name() == name.replacen('/', ".", 1);
        let found: Vec<Described> = all.iter().filter(named).cloned().collect();
        if found.is_empty() { Err(near(name, &all)) } else { Ok(found) }
    }

    /// The number of the diagnostic with the gravest run that passes through a procedure; of this requirement, if one
    /// is named, `guidance/name` or `name` alone.
    #[must_use]
    pub fn gravest_run(&self, procedure: Place, requirement: Option<&str>) -> Option<usize> {
        let whole = self.whole_of(procedure)?;
        let inside = |at: Place| at.file == procedure.file && whole.start <= at.span.start && at.span.end <= whole.end;
        let passes = |it: &Diagnostic| {
            let witness = it.finding.as_ref().and_then(|it| it.witness.as_ref());
            let asked = requirement.is_none_or(|name| is_of(it, name));
            asked && witness.is_some_and(|it| it.run.iter().any(|stop| inside(stop.at)))
        };
        let broken = self.diagnostics.iter().enumerate().filter(|(_, it)| passes(it));
        broken.min_by_key(|(number, it)| (Reverse(it.severity), !inside(it.at), *number)).map(|(number, _)| number)
    }

    /// Whether anything was decided about a requirement of this name, `guidance/name` or `name` alone.
    #[must_use]
    pub fn is_asked(&self, requirement: &str) -> bool {
        self.verdicts.iter().any(|it| is_called(&it.finding.requirement, requirement))
    }

    fn whole_of(&self, procedure: Place) -> Option<Span> {
        let parse = self.read.parses.get(procedure.file.0 as usize)?;
        super::find(&parse.file.items, procedure).map(|(item, _)| item.span)
    }
}

fn is_of(diagnostic: &Diagnostic, requirement: &str) -> bool {
    diagnostic.finding.as_ref().is_some_and(|it| is_called(&it.requirement, requirement))
}

fn is_called(full: &str, asked: &str) -> bool {
    full == asked || full.rsplit_once('/').is_some_and(|(_, name)| name == asked)
}

fn near(asked: &str, all: &[Described]) -> Vec<String> {
    let mut names: Vec<String> = all.iter().map(|it| it.name.clone()).collect();
    names.sort();
    names.dedup();
    if names.len() <= OFFERED || asked.len() > LONGEST {
        names.truncate(OFFERED);
        return names;
    }
    let limit = (asked.chars().count() / 3).max(1);
    let distance = |it: &str| {
        let holds = asked.len() > 2 && it.contains(asked);
        if holds { 1 } else { strsim::osa_distance(asked, it) }
    };
    let near = names.into_iter().filter(|it| it.len() <= LONGEST).map(|it| (distance(&it), it));
    let mut near: Vec<(usize, String)> = near.filter(|&(distance, _)| distance <= limit).collect();
    near.sort();
    near.into_iter().take(OFFERED).map(|(_, it)| it).collect()
}
