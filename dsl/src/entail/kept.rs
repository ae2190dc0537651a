//! Whether requirements can be kept at all, and whether two can be kept together.

use super::ready::{Asked, Asks, Ready, Watched};
use super::search::{Duty, Search, Watcher};
use super::value::View;
use super::{Clash, Facts, Reasoner, demanding};
use crate::model::{Id, Requirement};
use crate::source::Place;

/// More clauses at once than this are too many; then they are taken two by two.
const MOST_CLAUSES: usize = 4;

/// A clause, with the number of the condition under which it asks.
type Claim<'a, 'm> = (&'a Ready<'m>, usize);

impl<'m> Reasoner<'m> {
    /// Why a requirement can be kept by no run of which it asks anything.
    pub(crate) fn unkeepable(&mut self, id: Id<Requirement>) -> Option<Clash> {
        self.readable(id)?;
        let asked = std::mem::take(&mut self.asked);
        let found = asked.get(&id).and_then(|it| self.unkeepable_by(it));
        self.asked = asked;
        found.filter(|_| !self.is_weary())
    }

    /// Where two requirements cannot both be kept, though each by itself can.
    pub(crate) fn contradict(&mut self, one: Id<Requirement>, other: Id<Requirement>) -> Option<Clash> {
        self.readable(one)?;
        self.readable(other)?;
        let asked = std::mem::take(&mut self.asked);
        let found = asked.get(&one).zip(asked.get(&other)).and_then(|(one, other)| self.contradict_by(one, other));
        self.asked = asked;
        found.filter(|_| !self.is_weary())
    }

    fn unkeepable_by(&mut self, it: &Asked<'m>) -> Option<Clash> {
        let claims: Vec<Claim<'_, 'm>> = it.clauses.iter().map(|clause| (clause, it.applies)).collect();
        for claim in &claims {
            if let Some(clash) = self.unkeepable_alone(*claim) {
                return Some(clash);
            }
        }
        for (at, one) in claims.iter().enumerate() {
            for other in claims.iter().skip(at + 1).filter(|other| one.0.can_clash(other.0)) {
                if let Some(clash) = self.clash(&[*one], &[*other]) {
                    return Some(clash);
                }
            }
        }
        let runs: Vec<Claim<'_, 'm>> = claims.iter().filter(|it| it.0.is_about_runs()).copied().collect();
        let subject = runs.first()?.0.subject;
        if runs.iter().any(|it| it.0.subject != subject) {
            return None;
        }
        let (last, rest) = runs.split_last()?;
        let few = (2..MOST_CLAUSES).contains(&rest.len());
        if few { self.clash(rest, &[*last]) } else { None }
    }

    /// A clause that is broken wherever it asks for something.
    fn unkeepable_alone(&mut self, claim: Claim<'_, 'm>) -> Option<Clash> {
        let clash = Clash {
            clauses: [claim.0.clause.at; 2],
            event: demanding(self.model, &claim.0.clause.scope, &claim.0.clause.pattern),
        };
        if let Asks::Things = claim.0.asks {
            let impossible = self.things_clash(claim.0, claim.0)?;
            return impossible.then_some(Clash { event: None, ..clash });
        }
        if !claim.0.asks_of_runs() {
            return None;
        }
        if self.is_soon_found(&[claim], claim) {
            return None;
        }
        let kept = self.somewhere(&[claim], claim, &[])?;
        let asked = self.somewhere(&[], claim, &[])?;
        (!kept && asked).then_some(clash)
    }

    fn contradict_by(&mut self, one: &Asked<'m>, other: &Asked<'m>) -> Option<Clash> {
        let left: Vec<Claim<'_, 'm>> = one.clauses.iter().map(|clause| (clause, one.applies)).collect();
        let right: Vec<Claim<'_, 'm>> = other.clauses.iter().map(|clause| (clause, other.applies)).collect();
        let near = |all: &[Claim<'_, 'm>], others: &[Claim<'_, 'm>]| {
            all.iter().filter(|it| others.iter().any(|other| it.0.can_clash(other.0))).count()
        };
        if near(&left, &right) == 0 {
            return None;
        }
        let (here, there) = (self.set(one.applies), self.set(other.applies));
        if self.facts.space.and(here, there).is_none() {
            return None;
        }
        for one in &left {
            for other in right.iter().filter(|other| one.0.can_clash(other.0)) {
                let clash = self.clash(&[*one], &[*other]);
                if clash.is_some() && self.is_kept_alone(&left, &right, *one, *other) {
                    return clash;
                }
            }
        }
        let subject = left.first()?.0.subject;
        let runs = |it: &Claim<'_, 'm>| it.0.is_about_runs() && it.0.subject == subject;
        let few = (3..=MOST_CLAUSES).contains(&(left.len() + right.len()));
        if few && left.iter().all(runs) && right.iter().all(runs) { self.clash(&left, &right) } else { None }
    }

    /// Whether each requirement by itself can be kept where the two clauses cannot.
    fn is_kept_alone(
        &mut self,
        left: &[Claim<'_, 'm>],
        right: &[Claim<'_, 'm>],
        one: Claim<'_, 'm>,
        other: Claim<'_, 'm>,
    ) -> bool {
        if matches!(one.0.asks, Asks::Things) {
            return true;
        }
        let all = [left, right].concat();
        [one, other].into_iter().any(|target| {
            let near = |it: &&Claim<'_, 'm>| it.0.is_about_runs() && it.0.subject == target.0.subject;
            let left: Vec<Claim<'_, 'm>> = left.iter().filter(near).copied().collect();
            let right: Vec<Claim<'_, 'm>> = right.iter().filter(near).copied().collect();
            self.fails_together(&[one], &[other], target) && self.alone(&left, &right, target, &all) == Some(true)
        })
    }

    /// Where all of these cannot be kept together, though the ones and the others by themselves can.
    fn clash(&mut self, left: &[Claim<'_, 'm>], right: &[Claim<'_, 'm>]) -> Option<Clash> {
        if let ([one], [other]) = (left, right)
            && matches!(one.0.asks, Asks::Things)
        {
            let clauses = [one.0.clause.at, other.0.clause.at];
            let alone = [one, other].map(|it| self.things_clash(it.0, it.0));
            let together = self.things_clash(one.0, other.0)?;
            return (together && alone == [Some(false); 2]).then_some(Clash { clauses, event: None });
        }
        let all: Vec<Claim<'_, 'm>> = [left, right].concat();
        let target = all.iter().find(|target| self.fails_together(left, right, **target))?;
        let place = |all: &[Claim<'_, 'm>]| -> Option<Place> { all.first().map(|it| it.0.clause.at) };
        let clauses = [place(left)?, place(right)?];
        Some(Clash { clauses, event: demanding(self.model, &target.0.clause.scope, &target.0.clause.pattern) })
    }

    /// Whether no run in which the target asks for something keeps all, though one keeps the ones, and one the others.
    fn fails_together(&mut self, left: &[Claim<'_, 'm>], right: &[Claim<'_, 'm>], target: Claim<'_, 'm>) -> bool {
        let all: Vec<Claim<'_, 'm>> = [left, right].concat();
        target.0.asks_of_runs()
            && !self.is_meant(&all, target)
            && !self.is_soon_found(&all, target)
            && self.somewhere(&all, target, &all) == Some(false)
            && self.alone(left, right, target, &all) == Some(true)
    }

    /// Whether what makes the target ask is ruled out for some facts by a ban that applies to fewer than the target.
    ///
    /// Whoever forbids something for these facts means that nothing be done for which it is needed.
    fn is_meant(&mut self, all: &[Claim<'_, 'm>], target: Claim<'_, 'm>) -> bool {
        if target.0.asks_whatever_happens() {
            return false;
        }
        all.iter().filter(|it| it.0.is_about_runs() && !it.0.asks_of_runs()).any(|ban| {
            let (asked, banned) = (self.set(target.1), self.set(ban.1));
            !self.facts.space.within(asked, banned)
        })
    }

    /// Whether a run keeps all in the first case that comes to hand.
    fn is_soon_found(&mut self, all: &[Claim<'_, 'm>], target: Claim<'_, 'm>) -> bool {
        self.cases(all, target, all, true, Facts::OneCase).is_none_or(|it| !it.is_empty())
    }

    /// Whether under some one case of facts the ones can be kept, and the others can.
    fn alone(
        &mut self,
        left: &[Claim<'_, 'm>],
        right: &[Claim<'_, 'm>],
        target: Claim<'_, 'm>,
        where_all: &[Claim<'_, 'm>],
    ) -> Option<bool> {
        let one = self.cases(left, target, where_all, false, Facts::Any)?;
        let other = self.cases(right, target, where_all, false, Facts::Any)?;
        Some(one.iter().any(|it| other.contains(it)))
    }

    /// Whether under some facts, which stay as they are, a run keeps these and makes the target ask for something.
    fn somewhere(
        &mut self,
        kept: &[Claim<'_, 'm>],
        target: Claim<'_, 'm>,
        where_all: &[Claim<'_, 'm>],
    ) -> Option<bool> {
        self.cases(kept, target, where_all, true, Facts::Any).map(|cases| !cases.is_empty())
    }

    /// The cases of facts, among those where all of some clauses apply, under which that is so.
    fn cases(
        &mut self,
        kept: &[Claim<'_, 'm>],
        target: Claim<'_, 'm>,
        where_all: &[Claim<'_, 'm>],
        one_will_do: bool,
        facts: Facts,
    ) -> Option<Vec<usize>> {
        let watched = |claim: &Claim<'_, 'm>| claim.0.asks.watched().to_vec();
        let mut all: Vec<(Watched, usize, Duty, bool)> = Vec::new();
        let is_target = |claim: &Claim<'_, 'm>| std::ptr::eq(claim.0, target.0);
        for claim in kept {
            let possible = matches!(claim.0.asks, Asks::Possible(_));
            if possible && !is_target(claim) {
                continue;
            }
            let duty = if possible { Duty::Watch } else { Duty::Keep };
            all.extend(watched(claim).into_iter().map(|it| (it, claim.1, duty, is_target(claim))));
        }
        if !kept.iter().any(is_target) {
            // What must be possible is asked for whether or not it happens.
            let waits = |it: Watched| if let Asks::Possible(_) = target.0.asks { it.opening() } else { it };
            all.extend(watched(&target).into_iter().map(|it| (waits(it), target.1, Duty::Watch, true)));
        }
        // The whole question is asked about the same cases of facts, whatever is kept.
        let mut conditions: Vec<usize> = where_all.iter().chain([&target]).chain(kept).map(|it| it.1).collect();
        let others = where_all.iter().chain([&target]).chain(kept).flat_map(watched);
        conditions
            .extend(others.flat_map(|it| it.events().into_iter().flatten().map(|it| it.when).collect::<Vec<_>>()));
        let spoken: Vec<&Watched> = all.iter().map(|it| &it.0).collect();
        let alphabet = self.alphabet(&spoken, &conditions, View::Done, facts)?;
        let watchers: Vec<Watcher<'_>> = all
            .iter()
            .map(|(watched, applies, duty, asks)| Watcher { watched, applies: *applies, duty: *duty, asks: *asks })
            .collect();
        let search = Search::new(&alphabet, &watchers, View::Done);
        let applies = |cell: usize| where_all.iter().chain([&target]).all(|it| alphabet.holds(cell, it.1));
        let mut cases = Vec::new();
        for cell in (0..alphabet.cells.len()).filter(|&it| applies(it)) {
            if search.finds(Some(cell), &mut self.spent)? {
                cases.push(cell);
                if one_will_do {
                    break;
                }
            }
        }
        Some(cases)
    }
}
