//! Mends: where in the procedures something could be put in, the likeliest first.

use super::Case;
use crate::ide::actions::home::{Home, Of, Spot, statement_at, step_of};
use crate::source::Place;
use crate::syntax::ast::{Decide, Statement, StatementKind};

/// So many spots are looked at.
const MOST: usize = 48;

impl Case<'_> {
    /// Before the stop where it was asked for, before what that stands in, after it, then along the run backwards.
    pub(super) fn spots(&self) -> Vec<Spot> {
        let mut spots = Vec::new();
        self.around(self.notice.at, &mut spots);
        self.shared(&mut spots);
        for label in self.notice.labels.iter().rev() {
            self.around(label.at, &mut spots);
        }
        self.ends(&mut spots);
        let mut seen = Vec::new();
        spots.retain(|&it| {
            let together = self.homes.get(it.home).is_none_or(|home| home.of == Of::Together);
            let fresh = !together && !seen.contains(&it);
            if fresh {
                seen.push(it);
            }
            fresh
        });
        spots.truncate(MOST);
        spots
    }

    /// Next to the last stop in each procedure that the run came through: others may come through it too.
    fn shared(&self, spots: &mut Vec<Spot>) {
        let procedure = |at: Place| {
            let (home, ..) = statement_at(self.homes, at)?;
            self.homes.get(home).map(|it| (it.file, it.procedure.span))
        };
        let mut seen = vec![procedure(self.notice.at)];
        for label in self.notice.labels.iter().rev() {
            let here = procedure(label.at);
            if !seen.contains(&here) {
                seen.push(here);
                self.around(label.at, spots);
            }
        }
    }

    fn around(&self, at: Place, spots: &mut Vec<Spot>) {
        let Some((home, index, statement)) = statement_at(self.homes, at) else { return };
        let mut chain = vec![(home, index)];
        while let Some((home, index)) = chain.last().and_then(|&(home, _)| self.homes.get(home)?.within) {
            chain.push((home, index));
        }
        spots.extend(chain.iter().map(|&(home, index)| Spot { home, index }));
        self.outcome(at, statement, (home, index), spots);
        spots.extend(chain.iter().map(|&(home, index)| Spot { home, index: index + 1 }));
        self.calls(home, spots);
    }

    /// The beginning of the outcome that a run took.
    fn outcome(&self, at: Place, statement: &Statement, within: (usize, usize), spots: &mut Vec<Spot>) {
        let StatementKind::Decide(Decide { outcomes, .. }) = &statement.kind else { return };
        let Some(outcome) = outcomes.iter().find(|it| it.name.span == at.span) else { return };
        let is_it = |home: &Home<'_>| home.within == Some(within) && home.name == outcome.name.text;
        if let Some(home) = self.homes.iter().position(is_it) {
            spots.push(Spot { home, index: 0 });
        }
    }

    /// Before and after the places where a procedure is run.
    fn calls(&self, home: usize, spots: &mut Vec<Spot>) {
        let name = self.homes.get(home).and_then(|it| it.procedure.name.as_ref());
        let Some(name) = name else { return };
        for (number, caller) in self.homes.iter().enumerate() {
            for (index, statement) in caller.block.statements.iter().enumerate() {
                let last = match &statement.kind {
                    StatementKind::Run(path) => path.names.last(),
                    _ => None,
                };
                if last.is_some_and(|it| it.text == name.text) {
                    spots.push(Spot { home: number, index });
                    spots.push(Spot { home: number, index: index + 1 });
                }
            }
        }
    }

    /// The first and the last spot of each procedure that a run comes through, or that the notice names.
    fn ends(&self, spots: &mut Vec<Spot>) {
        let places: Vec<Place> =
            std::iter::once(self.notice.at).chain(self.notice.labels.iter().map(|it| it.at)).collect();
        let inside = |home: &Home<'_>| {
            let span = home.procedure.span;
            places.iter().any(|it| it.file == home.file && span.start <= it.span.start && it.span.start < span.end)
        };
        let bodies = || self.homes.iter().enumerate().filter(|(_, it)| it.of == Of::Procedure);
        let mut on_the_run: Vec<(usize, usize)> =
            bodies().filter(|(_, it)| inside(it)).map(|(number, it)| (number, it.block.statements.len())).collect();
        if on_the_run.is_empty() {
            on_the_run = bodies().map(|(number, it)| (number, it.block.statements.len())).collect();
        }
        for (home, len) in on_the_run {
            spots.push(Spot { home, index: len });
            spots.push(Spot { home, index: 0 });
        }
    }

    /// A spot in words: ``before `award` ``.
    pub(super) fn spot_words(&self, spot: Spot) -> String {
        let Some(home) = self.homes.get(spot.home) else { return String::new() };
        let statements = &home.block.statements;
        if let Some(next) = statements.get(spot.index) {
            return format!("before {}", self.statement_words(home, next));
        }
        if let Some(last) = statements.last() {
            return format!("after {}", self.statement_words(home, last));
        }
        match home.of {
            Of::Outcome => format!("where it is decided `{}`", home.name),
            _ => format!("in `{}`", home.procedure.name.as_ref().map_or("", |it| it.text.as_str())),
        }
    }

    fn statement_words(&self, home: &Home<'_>, statement: &Statement) -> String {
        if let Some(name) = step_of(statement).and_then(|it| it.name.as_ref()) {
            return format!("`{}`", name.text);
        }
        let text = self.desk.page(home.file).slice(statement.span);
        let head = text.split('{').next().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String = head.chars().take(50).collect();
        let dots = if short.len() < head.len() { "…" } else { "" };
        match statement.kind {
            StatementKind::Together(_) | StatementKind::End => format!("the `{}`", head),
            _ => format!("`{short}{dots}`"),
        }
    }
}
