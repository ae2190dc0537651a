//! The diagrams made so far, each once, side by side; and a table in which an equal one is found again.
//!
//! Nearly all the work of the calculating room is done here, so nothing is set aside for a single node.

use super::quick::mix;
use super::{Attribute, Set};

#[derive(Clone, Debug)]
struct Node {
    attribute: Attribute,
    /// Where its children begin, one for each value of the attribute, and how many they are.
    first: u32,
    count: u32,
}

/// All nodes, by their numbers. The first two are the ends.
#[derive(Clone, Debug)]
pub(super) struct Store {
    nodes: Vec<Node>,
    children: Vec<Set>,
    /// Numbers of nodes, each near the place that its parts add up to, and beside it what they add up to;
    /// [`Set::NONE`] where there is none.
    table: Vec<(Set, u32)>,
}

impl Store {
    pub(super) fn new() -> Self {
        let end = Node { attribute: u32::MAX, first: 0, count: 0 };
        Self { nodes: vec![end.clone(), end], children: Vec::new(), table: vec![(Set::NONE, 0); 1024] }
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn attribute(&self, set: Set) -> Attribute {
        self.nodes.get(set.0 as usize).map_or(u32::MAX, |node| node.attribute)
    }

    /// What is below a node; nothing, if it is an end.
    pub(super) fn children(&self, set: Set) -> &[Set] {
        self.nodes.get(set.0 as usize).map_or(&[], |node| self.below(node))
    }

    fn below(&self, node: &Node) -> &[Set] {
        let first = node.first as usize;
        self.children.get(first..first + node.count as usize).unwrap_or(&[])
    }

    /// Where the children of a node begin, if it asks about this attribute.
    pub(super) fn asks(&self, set: Set, attribute: Attribute) -> Option<usize> {
        self.nodes.get(set.0 as usize).filter(|node| node.attribute == attribute).map(|node| node.first as usize)
    }

    /// A child, by where it stands.
    pub(super) fn child_at(&self, at: usize) -> Set {
        self.children.get(at).copied().unwrap_or(Set::NONE)
    }

    /// The node that asks this and goes on so, if it was made before.
    pub(super) fn find(&self, attribute: Attribute, children: &[Set]) -> Option<Set> {
        let sum = sum_of(attribute, children);
        let mut place = sum as usize & (self.table.len() - 1);
        loop {
            let &(set, of) = self.table.get(place).filter(|(set, _)| !set.is_none())?;
            if of == sum && self.attribute(set) == attribute && self.children(set) == children {
                return Some(set);
            }
            place = (place + 1) & (self.table.len() - 1);
        }
    }

    /// A new one.
    pub(super) fn add(&mut self, attribute: Attribute, children: &[Set]) -> Set {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let set = Set(number(self.nodes.len()));
        let node = Node { attribute, first: number(self.children.len()), count: number(children.len()) };
        self.children.extend_from_slice(children);
        self.nodes.push(node);
        if self.nodes.len() * 2 > self.table.len() {
            let larger = vec![(Set::NONE, 0); self.table.len() * 2];
            for (set, sum) in std::mem::replace(&mut self.table, larger) {
                if !set.is_none() {
                    self.enter(set, sum);
                }
            }
        }
        self.enter(set, sum_of(attribute, children));
        set
    }

    fn enter(&mut self, set: Set, sum: u32) {
        let mut place = sum as usize & (self.table.len() - 1);
        while self.table.get(place).is_some_and(|(it, _)| !it.is_none()) {
            place = (place + 1) & (self.table.len() - 1);
        }
        if let Some(free) = self.table.get_mut(place) {
            *free = (set, sum);
        }
    }
}

/// What the parts of a node add up to. Mixing tells most in the upper half.
fn sum_of(attribute: Attribute, children: &[Set]) -> u32 {
    let sum = children.iter().fold(u64::from(attribute), |sum, child| mix(sum, u64::from(child.0)));
    u32::try_from(sum >> 32).unwrap_or(0)
}
