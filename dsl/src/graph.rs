//! Procedures as graphs: everything that can happen in the life of one subject.
//!
//! Takes procedures from the model; gives one [`Graph`] for each way a life can begin, with the procedures
//! that are run put in their place and those that follow joined on. Conditions stay formulas here.
//! Knows nothing of requirements.

mod build;
mod life;
mod order;

pub(crate) use build::Builder;
pub(crate) use life::{Life, lives_of};

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::facts::Formula;
use crate::model::{Duration, Id, Operand, Step, Term};
use crate::source::Place;

/// Why a graph is incomplete if procedures run one another in a ring.
pub(crate) const IN_A_RING: &str = "its procedures run one another in a ring";

/// A node, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(crate) u32);

impl NodeId {
    /// Its number.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What happens at a node.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Nothing: one of its edges is taken.
    Branch,
    /// A step is done, or a decision takes one of its outcomes.
    Stop { step: Id<Step>, outcome: Option<String> },
    /// The members of a group begin.
    Fork(usize),
    /// The next member is chosen, or the group ends.
    Hub(usize),
    /// A member of a group has ended.
    Done { group: usize, member: usize },
    /// From here on a trigger can be answered.
    Open(usize),
    /// The answer to a trigger ends, and the run resumes.
    Return,
    /// A lap of a `repeat` begins.
    Lap,
    /// The life ends.
    End,
}

/// What taking an edge means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Way {
    /// The next thing.
    Onward,
    /// An optional step is left out.
    Leave,
    /// `go to`.
    Jump,
    /// Another lap.
    Again,
    /// The last lap is over: what was repeated has been retired.
    Retire,
}

#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub(crate) to: NodeId,
    /// Index into [`Graph::guards`].
    pub(crate) guard: Option<usize>,
    pub(crate) way: Way,
}

/// When an edge may be taken.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    pub(crate) formula: Formula,
    /// Where the memory keeps the outcomes it asks about.
    pub(crate) slots: Vec<(Id<Step>, usize)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) edges: Vec<Edge>,
    /// Its place in the text, once everything that is run stands in its place.
    pub(crate) position: u32,
    /// The bound on the time since the stop before; `None` where none is stated (or none is needed).
    pub(crate) within: Option<Duration>,
    /// Inside a `together`: the bound on the time since the group began.
    pub(crate) since_fork: Option<Option<Duration>>,
    /// The member of the outermost `together` around it, by number.
    pub(crate) member: Option<usize>,
    /// How many groups stand around it.
    pub(crate) depth: usize,
    /// The block whose answer it belongs to.
    pub(crate) block: Option<usize>,
    /// Whether it stands in the body of a `repeat`.
    pub(crate) in_repeat: bool,
    /// Where the memory keeps what is decided here.
    pub(crate) slot: Option<usize>,
    /// Where it stands in the text, if it stands anywhere.
    pub(crate) at: Option<Place>,
}

/// The members of a `together`, or procedures that follow one another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    pub(crate) members: Vec<Member>,
    pub(crate) exit: Option<NodeId>,
    /// Whether it stands in the text as a `together` (and time passes as in one).
    pub(crate) together: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) entry: NodeId,
    /// The last node of the member; all its nodes are numbered from `first` to before `last`.
    pub(crate) nodes: std::ops::Range<u32>,
    /// Only where this holds; elsewhere it counts as done.
    pub(crate) guard: Option<usize>,
    /// The members that must be done before.
    pub(crate) needs: u64,
    /// The time it may take, if it says.
    pub(crate) total: Option<Duration>,
}

impl Group {
    /// What the slowest member may take, one of them left aside; `None` if some member does not say.
    pub(crate) fn longest(&self, aside: Option<usize>) -> Option<Duration> {
        let others = self.members.iter().enumerate().filter(|(index, _)| Some(*index) != aside);
        others.map(|(_, member)| member.total).try_fold(Duration::default(), |longest, total| {
            let total = total?;
            Some(Duration {
                months: longest.months.max(total.months),
                hours: longest.hours.max(total.hours),
                working_days: longest.working_days.max(total.working_days),
            })
        })
    }
}

/// The answer to a trigger.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) triggers: Vec<Id<Term>>,
    pub(crate) entry: NodeId,
    pub(crate) position: u32,
    pub(crate) at: Place,
}

/// A place where conditions choose the way: a `when`, or a decision some outcome of which has one.
#[derive(Clone, Debug)]
pub(crate) struct Fork {
    pub(crate) node: NodeId,
    /// What the conditions ask about.
    pub(crate) asks: Rc<[Operand]>,
    pub(crate) at: Place,
}

/// Everything that can happen from one beginning.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    pub(crate) start: NodeId,
    pub(crate) guards: Vec<Guard>,
    pub(crate) groups: Vec<Group>,
    pub(crate) blocks: Vec<Block>,
    /// In the order of their nodes.
    pub(crate) forks: Vec<Fork>,
    /// How many outcomes are remembered.
    pub(crate) slots: usize,
    /// Steps that are taken out of account: runs come by, and nothing is done there.
    pub(crate) without: BTreeSet<Id<Step>>,
    /// For each node, its place in an order in which, loops aside, what comes first stands first.
    order: Vec<u32>,
    /// For each slot, the nodes from which what it keeps may still be asked for; `None`: always.
    alive: Vec<Option<Vec<bool>>>,
    /// Why not everything is in it, if so: then nothing can be decided from it.
    pub(crate) incomplete: Option<&'static str>,
}

impl Graph {
    /// The node.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The fork at a node, if there is one.
    pub(crate) fn fork(&self, node: NodeId) -> Option<&Fork> {
        self.forks.binary_search_by_key(&node, |it| it.node).ok().and_then(|index| self.forks.get(index))
    }

    /// All stops, without those that are taken out of account.
    pub(crate) fn stops(&self) -> impl Iterator<Item = (NodeId, Id<Step>, Option<&str>)> {
        (0..).zip(&self.nodes).filter_map(|(index, node)| match &node.kind {
            Kind::Stop { step, outcome } if !self.without.contains(step) => {
                Some((NodeId(index), *step, outcome.as_deref()))
            }
            _ => None,
        })
    }
}
