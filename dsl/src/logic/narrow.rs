//! Telling less apart: which attributes a set depends on, and sets that no longer depend on one.

use std::collections::BTreeSet;

use super::{Attribute, Set, Space};

impl Space {
    /// The attributes by which points inside and outside differ.
    pub(crate) fn attributes_of(&self, set: Set) -> BTreeSet<Attribute> {
        let (mut found, mut seen, mut below) = (BTreeSet::new(), BTreeSet::new(), vec![set]);
        while let Some(set) = below.pop() {
            if set > Set::ALL && seen.insert(set) {
                found.insert(self.attribute(set));
                below.extend(self.nodes.children(set));
            }
        }
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
}
