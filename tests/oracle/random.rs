//! A small seeded source of numbers (SplitMix64), so that every case can be made again from its seed.

#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    /// A number in `low..=high`.
    pub(crate) fn within(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Between `low` and `high` different numbers of `0..bound`, in rising order.
    pub(crate) fn some(&mut self, bound: usize, low: usize, high: usize) -> Vec<usize> {
        let wanted = self.within(low.min(bound), high.min(bound));
        let mut chosen = Vec::new();
        while chosen.len() < wanted {
            let one = self.below(bound);
            if !chosen.contains(&one) {
                chosen.push(one);
            }
        }
        chosen.sort_unstable();
        chosen
    }
}

#[test]
fn the_same_seed_gives_the_same_numbers() {
    let take = |seed| {
        let mut random = Random::new(seed);
        (0..5).map(|_| random.below(1000)).collect::<Vec<_>>()
    };
    assert_eq!(take(7), take(7));
    assert_ne!(take(7), take(8));
}
