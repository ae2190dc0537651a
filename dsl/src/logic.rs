//! The calculating room: sets of points in a finite space, exactly.
//!
//! A space has attributes with finitely many values each; a set of its points is a multi-valued decision
//! diagram in canonical form, so equal sets are equal values. Knows no word of Duly.
//!
//! Work is bounded: past [`Space::budget`] nodes the space is *exhausted*, every further answer is
//! meaningless, and whoever asked must say "undecided".

mod cheapest;
mod done;
mod narrow;
mod operate;
mod quick;
mod store;
mod walk;

pub(crate) use cheapest::Costs;
pub(crate) use quick::QuickMap;

use done::Done;
use store::Store;

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

#[derive(Clone, Copy, Debug)]
enum Operation {
    And,
    Or,
    Without,
    /// Forget all attributes from this one on.
    Forget(Attribute),
    /// Take it as settled that an attribute has this value.
    At(Attribute, u32),
}

impl Operation {
    /// Under which numbers it is remembered: its own, and what it is done with.
    fn key(self, right: Set) -> (u32, u32) {
        match self {
            Self::And => (0, right.0),
            Self::Or => (1, right.0),
            Self::Without => (2, right.0),
            Self::Forget(from) => (3, from),
            Self::At(attribute, value) => (value.saturating_add(4), attribute),
        }
    }
}

/// Finitely many attributes, and all diagrams made over them so far.
#[derive(Clone, Debug)]
pub(crate) struct Space {
    sizes: Vec<u32>,
    nodes: Store,
    /// The children of nodes that are being made, those of the innermost last.
    making: Vec<Set>,
    done: Done,
    /// How many answers may be kept.
    most_done: usize,
    /// How many nodes may be made.
    pub(crate) budget: usize,
    exhausted: bool,
}

impl Space {
    /// A space whose attributes have so many values each.
    pub(crate) fn new(sizes: Vec<u32>, budget: usize) -> Self {
        let (nodes, making, done) = (Store::new(), Vec::new(), Done::new());
        Self { sizes, nodes, making, done, most_done: budget.saturating_mul(8), budget, exhausted: false }
    }

    /// Whether the budget was passed: then nothing this space said since can be relied on.
    pub(crate) fn exhausted(&self) -> bool {
        self.exhausted
    }

    /// Allows another `more` nodes, and forgets an exhaustion.
    pub(crate) fn refill(&mut self, more: usize) {
        // What was made before counts for nothing: whatever is asked next finds the same room.
        self.budget = self.nodes.len() + more;
        self.most_done = self.done.len() + more.saturating_mul(8);
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
        let begun = self.making.len();
        let children = (0..self.size(attribute)).map(|value| if wanted(value) { Set::ALL } else { Set::NONE });
        self.making.extend(children);
        self.node(attribute, begun)
    }

    /// The node whose children were made since.
    fn node(&mut self, attribute: Attribute, begun: usize) -> Set {
        let set = self.made(attribute, begun);
        self.making.truncate(begun);
        set
    }

    fn made(&mut self, attribute: Attribute, begun: usize) -> Set {
        let children = self.making.get(begun..).unwrap_or(&[]);
        let first = children.first().copied().unwrap_or(Set::NONE);
        if children.iter().all(|&child| child == first) {
            return first;
        }
        if let Some(set) = self.nodes.find(attribute, children) {
            return set;
        }
        if self.nodes.len() >= self.budget {
            self.exhausted = true;
            return Set::NONE;
        }
        self.nodes.add(attribute, children)
    }

    fn attribute(&self, set: Set) -> Attribute {
        self.nodes.attribute(set)
    }

    fn child(&self, set: Set, attribute: Attribute, value: u32) -> Set {
        if self.attribute(set) != attribute {
            return set;
        }
        self.nodes.children(set).get(value as usize).copied().unwrap_or(Set::NONE)
    }
}
