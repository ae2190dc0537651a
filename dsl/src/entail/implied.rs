//! Whether a requirement follows from another: whatever keeps the one keeps the other.

use super::ready::{Asks, Ready, Watched};
use super::search::{Duty, Search, Watcher};
use super::value::View;
use super::{Facts, Reasoner};
use crate::check::Pattern;
use crate::model::{Id, Level, Requirement};

/// More things watched at once than this are too many; then each clause is tried by itself.
const MOST_WATCHED: usize = 5;

impl<'m> Reasoner<'m> {
    /// Whether every run and all facts that keep the one keep the other, which asks for no more and no more strictly.
    pub(crate) fn implies(&mut self, stronger: Id<Requirement>, weaker: Id<Requirement>) -> bool {
        let (Some(left), Some(right)) = (self.readable(stronger), self.readable(weaker)) else { return false };
        let count = right.clauses.len();
        // What may be departed from does not make up for what may not.
        if left.waivable && !right.waivable || count == 0 {
            return false;
        }
        if !(0..count).all(|clause| self.follows(stronger, weaker, clause, Facts::OneCase)) {
            return false;
        }
        for level in [Level::Must, Level::Should, Level::May] {
            let (asked, given) = (self.at_least(weaker, level), self.at_least(stronger, level));
            if !self.facts.space.within(asked, given) {
                return false;
            }
        }
        (0..count).all(|clause| self.follows(stronger, weaker, clause, Facts::Any)) && !self.is_weary()
    }

    fn follows(&mut self, stronger: Id<Requirement>, weaker: Id<Requirement>, clause: usize, facts: Facts) -> bool {
        // What is compared is kept while the alphabet is made.
        let asked = std::mem::take(&mut self.asked);
        let found = match (asked.get(&stronger), asked.get(&weaker)) {
            (Some(left), Some(right)) => right.clauses.get(clause).is_some_and(|it| {
                let same = |other: &&Ready<'m>| other.subject == it.subject && other.touches(it);
                let near: Vec<&Ready<'m>> = left.clauses.iter().filter(same).collect();
                match &it.asks {
                    Asks::Runs(watched) => self.runs_follow(&near, left.applies, watched, right.applies, facts),
                    Asks::Possible(watched) => {
                        facts == Facts::OneCase || self.possible_follows(&near, left.applies, watched, right.applies)
                    }
                    Asks::Things => self.things_follow(&left.clauses, it),
                    Asks::Judge(question) => {
                        left.clauses.iter().any(|it| matches!(it.asks, Asks::Judge(known) if known == *question))
                    }
                    Asks::Silent => false,
                }
            }),
            _ => false,
        };
        self.asked = asked;
        found
    }

    fn runs_follow(
        &mut self,
        near: &[&Ready<'m>],
        given: usize,
        watched: &[Watched],
        asked: usize,
        facts: Facts,
    ) -> bool {
        let all: Vec<Vec<&Watched>> = near
            .iter()
            .filter_map(|it| match &it.asks {
                Asks::Runs(watched) => Some(watched.iter().collect()),
                _ => None,
            })
            .collect();
        let together: Vec<&Watched> = all.iter().flatten().copied().collect();
        watched.iter().all(|one| {
            one.exact
                && if together.len() <= MOST_WATCHED {
                    self.one_follows(&together, given, one, asked, facts)
                } else {
                    all.iter().any(|each| self.one_follows(each, given, one, asked, facts))
                }
        })
    }

    /// Whether no run keeps the ones and breaks the other.
    fn one_follows(
        &mut self,
        given: &[&Watched],
        applies: usize,
        asked: &Watched,
        condition: usize,
        facts: Facts,
    ) -> bool {
        if given.is_empty() || given.len() > MOST_WATCHED {
            return false;
        }
        let all: Vec<&Watched> = given.iter().copied().chain([asked]).collect();
        let Some(alphabet) = self.alphabet(&all, &[applies, condition], View::Written, facts) else { return false };
        let kept = given.iter().map(|&watched| Watcher { watched, applies, duty: Duty::Keep, asks: false });
        let broken = Watcher { watched: asked, applies: condition, duty: Duty::Break, asks: false };
        let watchers: Vec<Watcher<'_>> = kept.chain([broken]).collect();
        Search::new(&alphabet, &watchers, View::Written).finds(None, &mut self.spent) == Some(false)
    }

    /// What must be possible is, where something narrower must be, in the same stretch of a run.
    fn possible_follows(&mut self, near: &[&Ready<'m>], given: usize, asked: &Watched, condition: usize) -> bool {
        near.iter().any(|it| {
            let Asks::Possible(known) = &it.asks else { return false };
            if known.pattern != asked.pattern || !asked.exact || !known.exact {
                return false;
            }
            let Some(alphabet) = self.alphabet(&[known, asked], &[given, condition], View::Written, Facts::Any) else {
                return false;
            };
            let (Some(one), Some(other)) = (alphabet.bits.first(), alphabet.bits.get(1)) else { return false };
            let after = asked.pattern == Pattern::Reaches { after: true };
            alphabet.letters.iter().all(|letter| {
                let is = |bits: u128, bit: u128| bits & bit != 0;
                let narrower = !is(letter.sure, one.e) || is(letter.sure, other.e);
                let alike = is(letter.sure, one.s) == is(letter.sure, other.s)
                    && is(letter.possible, one.s) == is(letter.possible, other.s);
                narrower && (!after || alike)
            })
        })
    }
}
