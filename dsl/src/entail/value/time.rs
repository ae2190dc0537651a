//! Lengths of time: a month is not thirty days, so they are held against each other rule by rule.

use std::collections::BTreeSet;

use super::{Demand, MOST_WAYS, Met, View};
use crate::model::{Comparison, Duration, Fits, Held, Value, compare};

/// More limits on one length of time than this are too many.
const MOST_LIMITS: usize = 8;

/// Something that can be true of a length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Limit {
    AtMost(Duration),
    AtLeast(Duration),
}

/// Whether two limits can be so: the one kept or not, the other kept or not.
fn agree(left: (Limit, bool), right: (Limit, bool)) -> bool {
    use Limit::{AtLeast, AtMost};
    let within = |short: Duration, long: Duration| compare(short, long, None);
    match (left, right) {
        ((AtMost(short), true), (AtMost(long), false)) | ((AtMost(long), false), (AtMost(short), true)) => {
            within(short, long) != Fits::Surely
        }
        ((AtLeast(long), true), (AtLeast(short), false)) | ((AtLeast(short), false), (AtLeast(long), true)) => {
            within(short, long) != Fits::Surely
        }
        ((AtMost(most), true), (AtLeast(least), true)) | ((AtLeast(least), true), (AtMost(most), true)) => {
            within(least, most) != Fits::Not
        }
        _ => true,
    }
}

/// Every way in which a length of time can meet the demands that compare it.
pub(super) fn lengths<'m>(demands: &[Demand<'m>], plain: impl Fn(&Demand<'m>) -> bool, view: View) -> Option<Vec<Met>> {
    let mut limits: Vec<Limit> = Vec::new();
    // For each demand the limit it speaks of, and whether it asks for that or for the opposite.
    let mut asked: Vec<(usize, usize, bool)> = Vec::new();
    for (at, demand) in demands.iter().enumerate().filter(|(_, it)| plain(it)) {
        let Held::Compare(comparison, Value::Duration(length)) = demand.held else { continue };
        let (limit, kept) = match comparison {
            Comparison::AtMost => (Limit::AtMost(*length), true),
            Comparison::MoreThan => (Limit::AtMost(*length), false),
            Comparison::AtLeast => (Limit::AtLeast(*length), true),
            Comparison::LessThan => (Limit::AtLeast(*length), false),
        };
        let number = limits.iter().position(|it| *it == limit).unwrap_or_else(|| {
            limits.push(limit);
            limits.len() - 1
        });
        asked.push((at, number, kept));
    }
    if limits.len() > MOST_LIMITS {
        return None;
    }
    let mut ways = BTreeSet::new();
    for kept in 0..1_u32 << limits.len() {
        let is = |number: usize| kept >> number & 1 == 1;
        let pairs = (0..limits.len()).flat_map(|left| (0..left).map(move |right| (left, right)));
        let possible = |(left, right): (usize, usize)| agree((limits[left], is(left)), (limits[right], is(right)));
        if pairs.into_iter().all(possible) {
            let met =
                asked.iter().filter(|(_, number, kept)| is(*number) == *kept).fold(0, |bits, it| bits | 1 << it.0);
            ways.insert(Met { sure: met, possible: met });
        }
    }
    let ways: Vec<Met> = ways.into_iter().collect();
    // Working days may not compare with what is asked: then it stays open which of two ways it is.
    match view {
        View::Written => doubted(ways),
        View::Done => Some(ways),
    }
}

/// The same, and every doubt between some of them.
pub(super) fn doubted(ways: Vec<Met>) -> Option<Vec<Met>> {
    let mut all: BTreeSet<Met> = ways.iter().copied().collect();
    let mut todo = ways.clone();
    while let Some(one) = todo.pop() {
        for other in &ways {
            let both = one.doubt(*other);
            if all.insert(both) {
                todo.push(both);
            }
        }
        if all.len() > MOST_WAYS {
            return None;
        }
    }
    Some(all.into_iter().collect())
}
