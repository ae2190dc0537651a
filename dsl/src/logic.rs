//! The calculating room: sets of points in a finite space, exactly.
//!
//! A space has attributes with finitely many values each; a set of its points is a multi-valued decision
//! diagram in canonical form, so equal sets are equal values. Knows no word of Duly.
//!
//! Work is bounded: past [`Space::budget`] nodes the space is *exhausted*, every further answer is
//! meaningless, and whoever asked must say "undecided".

mod cheapest;
mod narrow;
mod operate;

use std::collections::HashMap;

/// A set of points. Equal sets of one space are equal values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Set(u32);

impl Set {
    /// No point.
    pub(crate) const NONE: Self = Self(0);
    /// Every point.
    pub(crate) const ALL: Self = Self(1);

    /// Whether no point is in it.
    pub(crate) fn is_none(self) -> bool {
        self == Self::NONE
    }
}

/// An attribute of the space, by its place in the order.
pub(crate) type Attribute = u32;

#[derive(Clone, Debug)]
struct Node {
    attribute: Attribute,
    /// One for each value of the attribute.
    children: Box<[Set]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Operation {
    And,
    Or,
    Without,
    /// Forget all attributes from this one on.
    Forget(Attribute),
    /// Take it as settled that an attribute has this value.
    At(Attribute, u32),
}

/// Finitely many attributes, and all diagrams made over them so far.
#[derive(Clone, Debug)]
pub(crate) struct Space {
    sizes: Vec<u32>,
    nodes: Vec<Node>,
    known: HashMap<(Attribute, Box<[Set]>), Set>,
    done: HashMap<(Operation, Set, Set), Set>,
    /// How many nodes may be made.
    pub(crate) budget: usize,
    exhausted: bool,
}

impl Space {
    /// A space whose attributes have so many values each.
    pub(crate) fn new(sizes: Vec<u32>, budget: usize) -> Self {
        let ends = [Set::NONE, Set::ALL].map(|_| Node { attribute: u32::MAX, children: Box::default() });
        Self { sizes, nodes: ends.to_vec(), known: HashMap::new(), done: HashMap::new(), budget, exhausted: false }
    }

    /// Whether the budget was passed: then nothing this space said since can be relied on.
    pub(crate) fn exhausted(&self) -> bool {
        self.exhausted
    }

    /// Allows another `more` nodes, and forgets an exhaustion.
    pub(crate) fn refill(&mut self, more: usize) {
        self.budget = self.nodes.len() + more;
        self.exhausted = false;
    }

    /// How many values an attribute has.
    pub(crate) fn size(&self, attribute: Attribute) -> u32 {
        self.sizes.get(attribute as usize).copied().unwrap_or(0)
    }

    /// How many attributes there are.
    pub(crate) fn attributes(&self) -> Attribute {
        u32::try_from(self.sizes.len()).unwrap_or(u32::MAX)
    }

    /// The points at which the attribute has one of the values that `wanted` picks.
    pub(crate) fn where_value(&mut self, attribute: Attribute, wanted: impl Fn(u32) -> bool) -> Set {
        let children = (0..self.size(attribute)).map(|value| if wanted(value) { Set::ALL } else { Set::NONE });
        let children = children.collect();
        self.node(attribute, children)
    }

    fn node(&mut self, attribute: Attribute, children: Box<[Set]>) -> Set {
        let first = children.first().copied().unwrap_or(Set::NONE);
        if children.iter().all(|&child| child == first) {
            return first;
        }
        let key = (attribute, children);
        if let Some(&set) = self.known.get(&key) {
            return set;
        }
        if self.nodes.len() >= self.budget {
            self.exhausted = true;
            return Set::NONE;
        }
        let set = Set(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { attribute, children: key.1.clone() });
        self.known.insert(key, set);
        set
    }

    fn attribute(&self, set: Set) -> Attribute {
        self.nodes.get(set.0 as usize).map_or(u32::MAX, |node| node.attribute)
    }

    fn child(&self, set: Set, attribute: Attribute, value: u32) -> Set {
        match self.nodes.get(set.0 as usize) {
            Some(node) if node.attribute == attribute => {
                node.children.get(value as usize).copied().unwrap_or(Set::NONE)
            }
            _ => set,
        }
    }
}
