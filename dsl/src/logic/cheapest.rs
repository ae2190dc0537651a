//! Picking a point to show: the plainest one of a set.

use super::{QuickMap, Set, Space};

/// For each node that was looked at: the least cost below it, and the value to take there.
pub(crate) type Costs = QuickMap<Set, (u64, u32)>;

impl Space {
    /// The point of least total cost, the first such in the order of values; `None` if there is no point.
    ///
    /// `cost` is asked for an attribute's number and a value; `best` keeps what was found out about the same costs.
    pub(crate) fn cheapest(&self, set: Set, cost: &dyn Fn(u32, u32) -> u32, best: &mut Costs) -> Option<Vec<u32>> {
        if set.is_none() {
            return None;
        }
        self.cost_of(set, cost, best);
        let free = |attribute| (0..self.size(attribute)).min_by_key(|&value| cost(attribute, value)).unwrap_or(0);
        let mut point = Vec::new();
        let mut at = set;
        for attribute in 0..self.attributes() {
            let value = if self.attribute(at) == attribute {
                best.get(&at).map_or(0, |&(_, value)| value)
            } else {
                free(attribute)
            };
            at = self.child(at, attribute, value);
            point.push(value);
        }
        Some(point)
    }

    /// The least cost below a node, and the value to take there. `u64::MAX` where no point is.
    fn cost_of(&self, set: Set, cost: &dyn Fn(u32, u32) -> u32, best: &mut Costs) -> u64 {
        match set {
            Set::NONE => return u64::MAX,
            Set::ALL => return 0,
            _ => {}
        }
        if let Some(&(total, _)) = best.get(&set) {
            return total;
        }
        let attribute = self.attribute(set);
        let mut chosen = (u64::MAX, 0);
        for value in 0..self.size(attribute) {
            let below = self.cost_of(self.child(set, attribute, value), cost, best);
            let total = below.saturating_add(u64::from(cost(attribute, value)));
            if total < chosen.0 {
                chosen = (total, value);
            }
        }
        best.insert(set, chosen);
        chosen.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_point_is_in_the_set_and_nothing_is_dearer_than_needed() {
        let mut space = Space::new(vec![2, 3, 2], 1000);
        let first = space.where_value(0, |v| v == 1);
        let second = space.where_value(1, |v| v == 2);
        let either = space.or(first, second);
        let mut best = Costs::default();
        let mut cheapest = |set| space.cheapest(set, &|_, value| value, &mut best);
        assert_eq!(cheapest(either), Some(vec![1, 0, 0]));
        assert_eq!(cheapest(Set::NONE), None);
        assert_eq!(cheapest(Set::ALL), Some(vec![0, 0, 0]));
    }
}
