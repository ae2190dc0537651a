//! Walking through a diagram without making anything: whether it is met at all, and what of a point that hangs on.

use super::{Attribute, QuickMap, Set, Space};

/// Some attributes of a point, and what was found out on the way.
struct Walk<'w> {
    space: &'w Space,
    fixed: &'w [(Attribute, u32)],
    /// For each attribute its place among those, if it is one of them.
    places: Vec<Option<usize>>,
    /// Those that are not let go.
    needed: Vec<bool>,
    /// Whether the set is met from a node on; known of all below the attribute that is asked about.
    below: QuickMap<Set, bool>,
}

impl Space {
    /// Which of these values must stay as they are so that no point with them is in the set.
    ///
    /// One after the other is let go, the last first, if it can be beside those let go before. The attributes rise.
    pub(crate) fn needed(&self, set: Set, fixed: &[(Attribute, u32)]) -> Vec<bool> {
        let mut places = vec![None; self.sizes.len()];
        for (place, &(attribute, _)) in fixed.iter().enumerate() {
            if let Some(known) = places.get_mut(attribute as usize) {
                *known = Some(place);
            }
        }
        let needed = vec![true; fixed.len()];
        let mut walk = Walk { space: self, fixed, places, needed, below: QuickMap::default() };
        for (place, &(attribute, _)) in fixed.iter().enumerate().rev() {
            if !walk.meets(set, attribute, &mut QuickMap::default())
                && let Some(needed) = walk.needed.get_mut(place)
            {
                *needed = false;
            }
        }
        walk.needed
    }
}

impl Walk<'_> {
    /// Whether a point with these values, whatever this one is, is in the set.
    fn meets(&mut self, set: Set, free: Attribute, above: &mut QuickMap<Set, ()>) -> bool {
        if set <= Set::ALL {
            return set == Set::ALL;
        }
        let attribute = self.space.attribute(set);
        if attribute > free {
            if let Some(&known) = self.below.get(&set) {
                return known;
            }
        } else if above.insert(set, ()).is_some() {
            // It was met before, and the walk goes on: so nothing was found there.
            return false;
        }
        let place = self.places.get(attribute as usize).copied().flatten();
        let stays = place.filter(|&it| attribute != free && self.needed.get(it).copied().unwrap_or(true));
        let met = match stays.and_then(|it| self.fixed.get(it)) {
            Some(&(_, value)) => self.meets(self.space.child(set, attribute, value), free, above),
            None => {
                (0..self.space.size(attribute)).any(|it| self.meets(self.space.child(set, attribute, it), free, above))
            }
        };
        if attribute > free {
            self.below.insert(set, met);
        }
        met
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_let_go_is_what_sets_let_go() {
        let mut space = Space::new(vec![2, 3, 2, 2, 3], 10_000);
        for seed in 0..64_u32 {
            let pick = |space: &mut Space, attribute: u32| space.where_value(attribute % 5, |v| (v + seed) % 2 == 0);
            let mut set = Set::NONE;
            for part in 0..4 {
                let (left, right) = (pick(&mut space, seed + part), pick(&mut space, seed / 3 + 2 * part));
                let both = if (seed >> part) & 1 == 0 { space.and(left, right) } else { space.without(left, right) };
                set = space.or(set, both);
            }
            let fixed: Vec<(u32, u32)> =
                [(0, seed % 2), (1, seed % 3), (3, (seed / 2) % 2), (4, (seed / 5) % 3)].into();
            let mut kept: Vec<usize> = (0..fixed.len()).collect();
            for at in (0..fixed.len()).rev() {
                let fewer: Vec<usize> = kept.iter().copied().filter(|&it| it != at).collect();
                let mut cube = set;
                for &(attribute, value) in fewer.iter().map(|&it| &fixed[it]) {
                    let here = space.where_value(attribute, |v| v == value);
                    cube = space.and(cube, here);
                }
                if cube.is_none() {
                    kept = fewer;
                }
            }
            let needed = space.needed(set, &fixed);
            let needed: Vec<usize> = (0..fixed.len()).filter(|&it| needed[it]).collect();
            assert_eq!(needed, kept, "seed {seed}");
        }
    }
}
