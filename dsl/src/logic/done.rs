//! What was worked out so far, side by side in one table, so that it is found again in one look.

use super::Set;
use super::quick::mix;

/// One answer: which operation on which two sets, and what came of it.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    operation: u32,
    left: Set,
    right: u32,
    answer: Set,
}

/// The answers. Nothing is ever asked of the empty set, so an entry about it is a free place.
#[derive(Clone, Debug)]
pub(super) struct Done {
    table: Vec<Entry>,
    count: usize,
}

impl Done {
    pub(super) fn new() -> Self {
        Self { table: vec![Entry::default(); 1024], count: 0 }
    }

    /// How many answers there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// What came of it, if it was worked out.
    pub(super) fn get(&self, operation: u32, left: Set, right: u32) -> Option<Set> {
        let mut place = self.place(operation, left, right);
        loop {
            let entry = self.table.get(place)?;
            if entry.left.is_none() {
                return None;
            }
            if entry.left == left && entry.right == right && entry.operation == operation {
                return Some(entry.answer);
            }
            place = (place + 1) & (self.table.len() - 1);
        }
    }

    /// Keeps an answer that was not known.
    pub(super) fn insert(&mut self, operation: u32, left: Set, right: u32, answer: Set) {
        if (self.count + 1) * 2 > self.table.len() {
            let larger = vec![Entry::default(); self.table.len() * 2];
            for entry in std::mem::replace(&mut self.table, larger) {
                if !entry.left.is_none() {
                    self.enter(entry);
                }
            }
        }
        self.count += 1;
        self.enter(Entry { operation, left, right, answer });
    }

    fn enter(&mut self, entry: Entry) {
        let mut place = self.place(entry.operation, entry.left, entry.right);
        while self.table.get(place).is_some_and(|it| !it.left.is_none()) {
            place = (place + 1) & (self.table.len() - 1);
        }
        if let Some(free) = self.table.get_mut(place) {
            *free = entry;
        }
    }

    fn place(&self, operation: u32, left: Set, right: u32) -> usize {
        let sum = mix(mix(u64::from(left.0), u64::from(right)), u64::from(operation));
        // The table is a power of two, and mixing tells most in the upper half.
        (sum >> 32) as usize & (self.table.len() - 1)
    }
}
