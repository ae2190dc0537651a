//! What can be done with sets.

use super::{Attribute, Operation, Set, Space};

impl Space {
    /// The points in both.
    pub(crate) fn and(&mut self, left: Set, right: Set) -> Set {
        let (left, right) = if left <= right { (left, right) } else { (right, left) };
        match (left, right) {
            (Set::NONE, _) => Set::NONE,
            (Set::ALL, other) => other,
            _ if left == right => left,
            _ => self.apply(Operation::And, left, right),
        }
    }

    /// The points in either.
    pub(crate) fn or(&mut self, left: Set, right: Set) -> Set {
        let (left, right) = if left <= right { (left, right) } else { (right, left) };
        match (left, right) {
            (Set::NONE, other) => other,
            (Set::ALL, _) => Set::ALL,
            _ if left == right => left,
            _ => self.apply(Operation::Or, left, right),
        }
    }

    /// The points of the first that are not in the second.
    pub(crate) fn without(&mut self, left: Set, right: Set) -> Set {
        match (left, right) {
            (Set::NONE, _) | (_, Set::ALL) => Set::NONE,
            (_, Set::NONE) => left,
            _ if left == right => Set::NONE,
            _ => self.apply(Operation::Without, left, right),
        }
    }

    /// All other points.
    pub(crate) fn not(&mut self, set: Set) -> Set {
        self.without(Set::ALL, set)
    }

    /// The points that agree with some point of the set on every attribute before `from`.
    pub(crate) fn forget(&mut self, set: Set, from: Attribute) -> Set {
        if set <= Set::ALL {
            return set;
        }
        if self.attribute(set) >= from {
            return Set::ALL;
        }
        self.apply(Operation::Forget(from), set, Set::NONE)
    }

    /// The points that would be in the set if their attribute had this value.
    pub(crate) fn at(&mut self, set: Set, attribute: Attribute, value: u32) -> Set {
        match self.attribute(set) {
            here if here > attribute => set,
            here if here == attribute => self.child(set, attribute, value),
            _ => self.apply(Operation::At(attribute, value), set, Set::NONE),
        }
    }

    /// Whether every point of the first is in the second.
    pub(crate) fn within(&mut self, left: Set, right: Set) -> bool {
        self.without(left, right).is_none()
    }

    fn apply(&mut self, operation: Operation, left: Set, right: Set) -> Set {
        if self.exhausted {
            return Set::NONE;
        }
        let (code, with) = operation.key(right);
        if let Some(set) = self.done.get(code, left, with) {
            return set;
        }
        let attribute = self.attribute(left).min(self.attribute(right));
        let (below_left, below_right) = (self.nodes.asks(left, attribute), self.nodes.asks(right, attribute));
        let begun = self.making.len();
        for value in 0..self.size(attribute) as usize {
            let left = below_left.map_or(left, |first| self.nodes.child_at(first + value));
            let right = below_right.map_or(right, |first| self.nodes.child_at(first + value));
            let child = match operation {
                Operation::And => self.and(left, right),
                Operation::Or => self.or(left, right),
                Operation::Without => self.without(left, right),
                Operation::Forget(from) => self.forget(left, from),
                Operation::At(attribute, value) => self.at(left, attribute, value),
            };
            self.making.push(child);
        }
        let set = self.node(attribute, begun);
        // What is meaningless must not be found again when there is room once more.
        if self.exhausted {
            return Set::NONE;
        }
        if self.done.len() < self.most_done {
            self.done.insert(code, left, with, set);
        } else {
            self.exhausted = true;
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All points of a small space, by brute force.
    fn points(sizes: &[u32]) -> Vec<Vec<u32>> {
        let mut all = vec![Vec::new()];
        for &size in sizes {
            all =
                all.into_iter().flat_map(|p: Vec<u32>| (0..size).map(move |v| [p.clone(), vec![v]].concat())).collect();
        }
        all
    }

    /// A little arithmetic generator; the seed is the test.
    fn next(seed: &mut u64) -> u64 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *seed >> 33
    }

    fn point_set(space: &mut Space, point: &[u32]) -> Set {
        let mut set = Set::ALL;
        for (attribute, &value) in (0..).zip(point) {
            let here = space.where_value(attribute, |v| v == value);
            set = space.and(set, here);
        }
        set
    }

    #[test]
    fn operations_agree_with_lists_of_points_and_equal_sets_are_equal_values() {
        let sizes = [2, 3, 2, 4];
        let all = points(&sizes);
        let mut seed = 7;
        for _ in 0..200 {
            let mut space = Space::new(sizes.to_vec(), 100_000);
            let mut pick = || -> Vec<bool> { all.iter().map(|_| next(&mut seed).is_multiple_of(3)).collect() };
            let (left, right) = (pick(), pick());
            let mut build = |wanted: &dyn Fn(usize) -> bool| {
                let mut set = Set::NONE;
                for (index, point) in all.iter().enumerate().filter(|(index, _)| wanted(*index)) {
                    let _ = index;
                    let one = point_set(&mut space, point);
                    set = space.or(set, one);
                }
                set
            };
            let (a, b) = (build(&|i| left[i]), build(&|i| right[i]));
            let (and, or, without) =
                (build(&|i| left[i] && right[i]), build(&|i| left[i] || right[i]), build(&|i| left[i] && !right[i]));
            let settled = build(&|i| {
                let with = all.iter().position(|p| p[0] == all[i][0] && p[1] == 2 && p[2..] == all[i][2..]);
                with.is_some_and(|j| left[j])
            });
            let forgotten = build(&|i| all.iter().enumerate().any(|(j, p)| left[j] && p[..2] == all[i][..2]));
            assert_eq!(space.and(a, b), and);
            assert_eq!(space.or(a, b), or);
            assert_eq!(space.without(a, b), without);
            assert_eq!(space.forget(a, 2), forgotten);
            assert_eq!(space.at(a, 1, 2), settled);
            assert_eq!(space.within(a, b), without.is_none());
        }
    }

    #[test]
    fn past_its_budget_a_space_says_so() {
        let mut space = Space::new(vec![2; 40], 50);
        let mut set = Set::NONE;
        for pair in 0..20 {
            let left = space.where_value(pair, |v| v == 1);
            let right = space.where_value(pair + 20, |v| v == 1);
            let both = space.and(left, right);
            set = space.or(set, both);
        }
        assert!(space.exhausted());
    }
}
