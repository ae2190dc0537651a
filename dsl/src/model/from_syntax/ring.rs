//! Finds rings in "is explained by" relations, without recursion: chains may be as long as a text.

/// Takes, for each node, the nodes it leans on; gives the links `(node, position of the link)` to cut so that no
/// ring is left, and an order in which everything comes after what it leans on.
pub(super) fn cut_rings(leans_on: &[Vec<usize>]) -> (Vec<(usize, usize)>, Vec<usize>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; leans_on.len()];
    let (mut cuts, mut order) = (Vec::new(), Vec::new());
    for start in 0..leans_on.len() {
        if marks.get(start) != Some(&Mark::New) {
            continue;
        }
        let mut path = vec![(start, 0)];
        if let Some(mark) = marks.get_mut(start) {
            *mark = Mark::Open;
        }
        while let Some((node, link)) = path.pop() {
            let Some(&next) = leans_on.get(node).and_then(|it| it.get(link)) else {
                if let Some(mark) = marks.get_mut(node) {
                    *mark = Mark::Done;
                }
                order.push(node);
                continue;
            };
            path.push((node, link + 1));
            match marks.get(next) {
                Some(Mark::Open) => cuts.push((node, link)),
                Some(Mark::New) => {
                    if let Some(mark) = marks.get_mut(next) {
                        *mark = Mark::Open;
                    }
                    path.push((next, 0));
                }
                _ => {}
            }
        }
    }
    (cuts, order)
}

#[cfg(test)]
mod tests {
    use super::cut_rings;

    #[test]
    fn cuts_one_link_of_each_ring_and_orders_the_rest() {
        let (cuts, order) = cut_rings(&[vec![1], vec![2], vec![0, 3], vec![], vec![4]]);
        assert_eq!(cuts, [(2, 0), (4, 0)]);
        assert_eq!(order, [3, 2, 1, 0, 4]);
    }

    #[test]
    fn long_chains_are_no_trouble() {
        let chain: Vec<Vec<usize>> = (1..=100_000).map(|it| if it < 100_000 { vec![it] } else { vec![] }).collect();
        let (cuts, order) = cut_rings(&chain);
        assert!(cuts.is_empty());
        assert_eq!(order.len(), 100_000);
    }
}
