//! The rules that many others use, made once.
//!
//! Making a rule takes time and memory; were each made where it is used, and so on downwards,
//! a text of one line would take longer to prepare for than to read.

use super::condition::{actors, condition};
use super::event::{constraints, defined_event, demands, event};
use super::flow::statement;
use super::parts::*;
use super::value::{date, duration, flag, keyed_entry, value};
use crate::ast::{Actors, Condition, Constraint, Demand, Duration, Entry, Event, Name, Path, Statement, Text};
use crate::fault::Want;
use crate::source::Span;
use chumsky::Parser;

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident: $output:ty,)*) => {
        /// One of each rule that others are made of; a copy of a rule is cheap.
        pub(super) struct Rules<'t> { $($name: Rule<'t, $output>,)* }

        impl<'t> Rules<'t> {
            $($(#[$doc])* pub(super) fn $name(&self) -> Rule<'t, $output> { self.$name.clone() })*
        }
    };
}

rules! {
    name: Name,
    path: Path,
    path_value: Path,
    text: Text,
    date: Option<(jiff::civil::Date, Span)>,
    duration: Option<Duration>,
    condition: Condition,
    actors: Actors,
    keyed_entry: Entry,
    flag: Entry,
    /// `key: value` or a bare word.
    entry: Entry,
    constraints: Vec<Constraint>,
    event: Event,
    defined_event: Event,
    demands: Vec<Demand>,
    statement: Statement,
}

impl<'t> Rules<'t> {
    pub(super) fn new() -> Self {
        let (name, path, text, date, duration) = (name(), path(), text(), date(), duration());
        let path_value = path_value(path.clone());
        let value = value(path_value.clone(), date.clone(), duration.clone());
        let condition = condition(path.clone(), value.clone());
        let actors = actors(path.clone(), condition.clone());
        let keyed_entry = keyed_entry(actors.clone(), value.clone(), date.clone());
        let flag = flag();
        let entry = keyed_entry.clone().or(flag.clone()).boxed();
        let constraints = constraints(path.clone(), value.clone());
        let event = event(path.clone(), constraints.clone());
        let defined_event = defined_event(path.clone(), constraints.clone(), condition.clone());
        let demands = demands(path.clone(), value.clone(), constraints.clone());
        let statement_of = statement;
        let unfinished = nothing();
        let mut rules = Self {
            name,
            path,
            path_value,
            text,
            date,
            duration,
            condition,
            actors,
            keyed_entry,
            flag,
            entry,
            constraints,
            event,
            defined_event,
            demands,
            statement: unfinished,
        };
        rules.statement = statement_of(&rules);
        rules
    }

    /// A name for something new: one that does not begin what stands on the next line.
    pub(super) fn new_name(&self, want: Want) -> Rule<'t, Option<Name>> {
        new_name(self.name(), want)
    }

    /// `a, b, c`
    pub(super) fn paths(&self, want: Want) -> Rule<'t, Vec<Path>> {
        paths(need(self.path(), want))
    }

    /// `a or b`
    pub(super) fn path_alternatives(&self, want: Want) -> Rule<'t, Vec<Path>> {
        path_alternatives(need(self.path(), want))
    }
}
