//! What is worked out once about a finished graph: an order to visit it in, and what need not be remembered.

use super::{Graph, Kind, NodeId};

impl Graph {
    /// The place of a node in the order of visiting.
    pub(crate) fn order(&self, node: NodeId) -> u32 {
        self.order.get(node.index()).copied().unwrap_or(u32::MAX)
    }

    /// Forgets decisions that nothing from this node on asks about.
    pub(crate) fn forget_dead(&self, node: NodeId, memory: &mut [u32]) {
        for (kept, alive) in memory.iter_mut().zip(&self.alive) {
            if alive.as_ref().is_some_and(|it| !it.get(node.index()).copied().unwrap_or(true)) {
                *kept = 0;
            }
        }
    }

    /// The place in the text where a jump along an edge leads.
    pub(crate) fn jumped_to(&self, landing: NodeId) -> u32 {
        let node = self.node(landing);
        node.edges.first().map_or(node.position, |edge| self.node(edge.to).position)
    }

    /// Every node that can come next, whatever the facts.
    pub(crate) fn following(&self, node: NodeId) -> Vec<NodeId> {
        let mut next: Vec<NodeId> = self.node(node).edges.iter().map(|edge| edge.to).collect();
        if let Kind::Hub(group) = self.node(node).kind
            && let Some(group) = self.groups.get(group)
        {
            next.extend(group.members.iter().map(|member| member.entry));
            next.extend(group.exit);
        }
        next
    }

    /// Works out what follows from the nodes and edges.
    pub(super) fn settle(&mut self) {
        self.order = self.visiting_order();
        self.alive = (0..self.slots).map(|slot| self.alive(slot)).collect();
    }

    /// Reverse of the order in which a depth-first walk leaves the nodes. A stack of its own: graphs are deep.
    fn visiting_order(&self) -> Vec<u32> {
        let mut left = Vec::with_capacity(self.nodes.len());
        let mut seen = vec![false; self.nodes.len()];
        let starts = std::iter::once(self.start).chain(self.blocks.iter().map(|block| block.entry));
        for start in starts {
            let mut stack = vec![(start, self.following(start))];
            if let Some(seen) = seen.get_mut(start.index()) {
                *seen = true;
            }
            while let Some((node, next)) = stack.last_mut() {
                let node = *node;
                match next.pop() {
                    Some(to) if !seen.get(to.index()).copied().unwrap_or(true) => {
                        seen[to.index()] = true;
                        stack.push((to, self.following(to)));
                    }
                    Some(_) => {}
                    None => {
                        left.push(node);
                        stack.pop();
                    }
                }
            }
        }
        let mut order = vec![u32::MAX; self.nodes.len()];
        for (place, node) in (0..).zip(left.into_iter().rev()) {
            order[node.index()] = place;
        }
        order
    }

    fn alive(&self, slot: usize) -> Option<Vec<bool>> {
        let asks = |guard: usize| self.guards.get(guard).is_some_and(|it| it.slots.iter().any(|&(_, of)| of == slot));
        let mut alive = vec![false; self.nodes.len()];
        let mut from = Vec::new();
        for (index, node) in (0..).zip(&self.nodes) {
            if node.edges.iter().filter_map(|edge| edge.guard).any(asks) {
                if node.block.is_some() {
                    return None;
                }
                alive[index as usize] = true;
                from.push(NodeId(index));
            }
        }
        let mut before: Vec<Vec<NodeId>> = vec![Vec::new(); self.nodes.len()];
        for index in (0..self.nodes.len()).filter_map(|it| u32::try_from(it).ok()) {
            for next in self.following(NodeId(index)) {
                before[next.index()].push(NodeId(index));
            }
        }
        while let Some(node) = from.pop() {
            for &earlier in &before[node.index()] {
                if !std::mem::replace(&mut alive[earlier.index()], true) {
                    from.push(earlier);
                }
            }
        }
        Some(alive)
    }
}
