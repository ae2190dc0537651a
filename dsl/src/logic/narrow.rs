//! Telling less apart: which attributes a set depends on, and sets that no longer depend on one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Attribute, QuickMap, Set, Space};

/// A set, and the attributes it depends on.
type Part = (Set, Attributes);

/// Some attributes, as bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Attributes(Vec<u64>);

impl Attributes {
    fn add(&mut self, attribute: Attribute) {
        let word = attribute as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (attribute % 64);
        }
    }

    fn contains(&self, attribute: Attribute) -> bool {
        self.0.get(attribute as usize / 64).is_some_and(|word| word >> (attribute % 64) & 1 == 1)
    }

    fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(word, more)| *word |= more);
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    fn iter(&self) -> impl Iterator<Item = Attribute> {
        let words = (0..).zip(&self.0);
        words.flat_map(|(at, &word)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit))
    }
}

impl Space {
    /// The attributes by which points inside and outside differ.
    pub(crate) fn attributes_of(&self, set: Set) -> BTreeSet<Attribute> {
        self.depends_on(set).iter().collect()
    }

    fn depends_on(&self, set: Set) -> Attributes {
        let (mut found, mut seen, mut below) = (Attributes::default(), QuickMap::default(), vec![set]);
        while let Some(set) = below.pop() {
            if set > Set::ALL && seen.insert(set, ()).is_none() {
                found.add(self.attribute(set));
                below.extend(self.nodes.children(set));
            }
        }
        found
    }

    /// The points of which something that agrees with them on what is kept is in all of these sets.
    ///
    /// One attribute after the other is let go, together with the sets that depend on it and no others: what is in
    /// all of them at once, and may be large, is never made.
    pub(crate) fn narrowed(&mut self, sets: Vec<Set>, kept: &dyn Fn(Attribute) -> bool) -> Set {
        let mut parts: Vec<Part> = sets.into_iter().map(|set| (set, self.depends_on(set))).collect();
        // How many attributes each one that is not kept is bound up with.
        let mut bound: BTreeMap<Attribute, u32> = BTreeMap::new();
        let about = parts.iter().fold(Attributes::default(), |mut all, (_, of)| {
            all.join(of);
            all
        });
        bound.extend(about.iter().filter(|&it| !kept(it)).map(|it| (it, bound_up(&parts, it))));
        // Among equals the last: what stands lower in a diagram goes more easily.
        while let Some((&attribute, _)) = bound.iter().rev().min_by_key(|(_, bound)| **bound) {
            bound.remove(&attribute);
            let (about, rest): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|(_, of)| of.contains(attribute));
            let all = self.in_all(&about);
            let set = self.whatever(all, attribute);
            let touched = about.iter().fold(Attributes::default(), |mut all, (_, of)| {
                all.join(of);
                all
            });
            parts = rest;
            parts.push((set, self.depends_on(set)));
            for (&other, bound) in bound.iter_mut().filter(|(other, _)| touched.contains(**other)) {
                *bound = bound_up(&parts, other);
            }
            bound.retain(|_, bound| *bound > 0);
        }
        self.in_all(&parts)
    }

    fn in_all(&mut self, parts: &[Part]) -> Set {
        let sets = parts.iter().map(|(set, _)| *set).collect();
        self.all_of(sets)
    }

    /// The points in all of these sets. From the last attribute on upwards: then each set that is added meets only
    /// the part of the others that has to do with it.
    pub(crate) fn all_of(&mut self, mut sets: Vec<Set>) -> Set {
        sets.sort_by_key(|&set| std::cmp::Reverse(self.attribute(set)));
        sets.into_iter().fold(Set::ALL, |all, set| self.and(set, all))
    }

    /// The attributes of which several values occur among the points.
    pub(crate) fn undetermined(&self, set: Set) -> BTreeSet<Attribute> {
        let (mut found, mut seen, mut below) = (BTreeSet::new(), BTreeSet::new(), vec![set]);
        let mut values: BTreeMap<Attribute, u32> = BTreeMap::new();
        // What stands between a node and the next is passed over: there every value occurs.
        let end = |set: Set| self.attribute(set).min(self.attributes());
        let mut passed: BTreeSet<(Attribute, Attribute)> = BTreeSet::new();
        if !set.is_none() {
            passed.insert((0, end(set)));
        }
        while let Some(set) = below.pop() {
            if set <= Set::ALL || !seen.insert(set) {
                continue;
            }
            let attribute = self.attribute(set);
            for (value, &child) in (0..).zip(self.nodes.children(set)).filter(|(_, child)| !child.is_none()) {
                if *values.entry(attribute).or_insert(value) != value {
                    found.insert(attribute);
                }
                passed.insert((attribute + 1, end(child)));
                below.push(child);
            }
        }
        let passed = passed.into_iter().flat_map(|(from, to)| from..to);
        found.extend(passed.filter(|&attribute| self.size(attribute) > 1));
        found
    }

    /// The points that would be in the set if this attribute had some other value, or as it is.
    pub(crate) fn whatever(&mut self, set: Set, attribute: Attribute) -> Set {
        let mut any = Set::NONE;
        for value in 0..self.size(attribute) {
            let here = self.at(set, attribute, value);
            any = self.or(any, here);
        }
        any
    }
}

/// How many attributes the sets that depend on this one depend on together.
fn bound_up(parts: &[Part], attribute: Attribute) -> u32 {
    let mut all = Attributes::default();
    parts.iter().filter(|(_, of)| of.contains(attribute)).for_each(|(_, of)| all.join(of));
    all.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_longer_matters_is_not_told_apart() {
        let mut space = Space::new(vec![2, 3, 2], 1000);
        let first = space.where_value(0, |v| v == 1);
        let second = space.where_value(1, |v| v == 2);
        let third = space.where_value(2, |v| v == 0);
        let both = space.and(first, second);
        let set = space.or(both, third);
        assert_eq!(space.attributes_of(set), BTreeSet::from([0, 1, 2]));
        let rest = space.whatever(set, 1);
        assert_eq!(rest, space.or(first, third));
        assert_eq!(space.attributes_of(rest), BTreeSet::from([0, 2]));
        assert_eq!(space.whatever(rest, 2), Set::ALL);
    }

    #[test]
    fn what_is_narrowed_part_by_part_is_what_is_narrowed_as_a_whole() {
        let mut space = Space::new(vec![2, 3, 2, 2, 3], 10_000);
        for first in 0..5 {
            let one = |space: &mut Space, attribute: u32, value: u32| space.where_value(attribute % 5, |v| v == value);
            let sets: Vec<Set> = (0..4)
                .map(|part| {
                    let (left, right) = (one(&mut space, first + part, 1), one(&mut space, part + 2, part % 2));
                    let set = if part % 2 == 0 { space.or(left, right) } else { space.without(left, right) };
                    space.not(set)
                })
                .collect();
            let all = sets.iter().fold(Set::ALL, |all, &set| space.and(all, set));
            for kept in 0..32_u32 {
                let kept = |attribute: Attribute| kept >> attribute & 1 == 1;
                let gone: Vec<Attribute> = (0..5).filter(|&attribute| !kept(attribute)).collect();
                let whole = gone.iter().fold(all, |set, &attribute| space.whatever(set, attribute));
                assert_eq!(space.narrowed(sets.clone(), &kept), whole);
            }
        }
    }

    #[test]
    fn what_has_one_value_is_determined() {
        let mut space = Space::new(vec![2, 3, 2, 2], 1000);
        let first = space.where_value(0, |v| v == 1);
        let second = space.where_value(1, |v| v == 2);
        let third = space.where_value(2, |v| v == 0);
        let both = space.and(first, third);
        assert_eq!(space.undetermined(both), BTreeSet::from([1, 3]));
        let either = space.or(both, second);
        assert_eq!(space.undetermined(either), BTreeSet::from([0, 1, 2, 3]));
        let one = space.and(both, second);
        assert_eq!(space.undetermined(one), BTreeSet::from([3]));
        assert_eq!(space.undetermined(Set::NONE), BTreeSet::new());
        assert_eq!(space.undetermined(Set::ALL), BTreeSet::from([0, 1, 2, 3]));
    }
}
