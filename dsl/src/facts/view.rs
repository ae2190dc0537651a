//! Only the facts that are asked about: what nobody looks at need not be told apart.
//!
//! All that is possible, told apart by every fact, is a large set, and each step of each run would carry it.
//! What a clause and the conditions on the way ask about are a few facts. Seen through those, a set holds the
//! points of which some completion is in it: it is empty just where the set is, and it stays so under whatever
//! depends on those facts alone. The facts of the entity are always looked at, since what is possible at the
//! start and what is possible after a trigger meet in them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Era, FactSpace, Formula};
use crate::logic::{Attribute, Set};

/// Which facts are looked at, by their number, whatever the era.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct View(Vec<bool>);

impl View {
    /// Looks at what another looks at, too.
    pub(crate) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(seen, too)| *seen |= too);
    }
}

/// What was worked out about views so far.
#[derive(Debug, Default)]
pub(super) struct Views {
    seen: BTreeMap<(Set, View), Set>,
    /// For sets that were put together from laws: which.
    laws: BTreeMap<Set, Vec<Set>>,
    attributes: BTreeMap<Set, BTreeSet<Attribute>>,
}

impl FactSpace<'_> {
    /// What is in all of these laws; it is remembered that it was put together from them.
    pub(super) fn put_together(&mut self, laws: Vec<Set>) -> Set {
        let set = self.space.all_of(laws.clone());
        if !self.space.exhausted() {
            self.views.laws.insert(set, laws);
        }
        set
    }

    /// A look at nothing but the entity.
    pub(crate) fn view(&self) -> View {
        View((0..self.meanings.len()).map(|index| index < self.own as usize).collect())
    }

    /// Looks at what a formula asks about, too.
    pub(crate) fn look(&mut self, view: &mut View, formula: &Formula) {
        match formula {
            Formula::All(parts) | Formula::Any(parts) => parts.iter().for_each(|part| self.look(view, part)),
            Formula::Not(part) => self.look(view, part),
            Formula::Predicate(id) => {
                for set in self.holds.get(id.index()).copied().into_iter().flatten() {
                    self.look_at(view, set);
                }
            }
            Formula::Level { class, levels } => {
                for era in [Era::Start, Era::Anew] {
                    let set = self.level_set(*class, levels, era);
                    self.look_at(view, set);
                }
            }
            Formula::Decided { .. } => {}
        }
    }

    fn look_at(&mut self, view: &mut View, set: Set) {
        let (space, facts) = (&self.space, self.meanings.len().max(1));
        for &attribute in self.views.attributes.entry(set).or_insert_with(|| space.attributes_of(set)).iter() {
            if let Some(seen) = view.0.get_mut(attribute as usize % facts) {
                *seen = true;
            }
        }
    }

    /// The facts of which some completion is in the set.
    pub(crate) fn seen(&mut self, set: Set, view: &View) -> Set {
        if let Some(&known) = self.views.seen.get(&(set, view.clone())) {
            return known;
        }
        let laws = self.views.laws.get(&set).cloned().unwrap_or_else(|| vec![set]);
        let facts = self.meanings.len().max(1);
        let kept = |attribute: Attribute| view.0.get(attribute as usize % facts).copied().unwrap_or(false);
        let seen = self.space.narrowed(laws, &kept);
        // What was worked out while the space was exhausted means nothing.
        if !self.space.exhausted() {
            self.views.seen.insert((set, view.clone()), seen);
        }
        seen
    }
}
