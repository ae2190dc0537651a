//! Every run, move by move: where control can stand, and each way to go on from there.

use std::collections::HashMap;

use crate::facts::{Memory, Scene};
use crate::flow::{Flow, Node, Place, Stretch};
use crate::world::{Asked, Days, Step, World};

/// Where control stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum At {
    Node(usize),
    /// A procedure of the life has run; another may follow.
    Between,
    /// `end` was reached.
    Over,
}

/// All that decides how a run can go on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Control {
    pub(crate) at: At,
    /// Which of the scenes holds.
    pub(crate) scene: usize,
    /// What decisions chose last.
    memory: Memory,
    /// The blocks whose place control has passed.
    pub(crate) open: Vec<usize>,
    /// In the body of a block: where to resume.
    resume: Option<At>,
    /// The procedures that have run, in rising order.
    ran: Vec<usize>,
    /// The procedure under way.
    running: usize,
    /// The procedure that the life began with.
    pub(crate) entry: usize,
}

/// What can be seen of one move.
#[derive(Clone, Debug)]
pub(crate) enum Mark<'a> {
    Step {
        step: &'a Step,
        place: Place,
        outcome: Option<usize>,
    },
    /// The run came to where conditions on these choose the way.
    Fork {
        asks: Vec<Asked>,
        place: Place,
    },
    /// An optional step was left out.
    Left,
    /// What happened, and the triggers that the block names.
    Trigger(usize, &'a [usize]),
    /// A backward jump, or another lap: these places are done anew.
    Back(Stretch),
    /// A `repeat` with laps so far apart begins.
    Begin(Days),
    /// Another lap begins, so long after the one before.
    Lap(Days),
    /// A `repeat` is left.
    Leave,
}

impl Mark<'_> {
    /// Whether the run turns back, begins another lap or is interrupted.
    pub(crate) fn turns(&self) -> bool {
        matches!(self, Self::Back(_) | Self::Trigger(..))
    }

    /// As a stop of a run is written.
    pub(crate) fn words(&self) -> Option<String> {
        match self {
            Self::Step { step, outcome: None, .. } => Some(format!("s{}", step.id)),
            Self::Step { step, outcome: Some(outcome), .. } => {
                Some(format!("s{}: {}", step.id, crate::write::OUTCOMES[*outcome]))
            }
            Self::Trigger(_, named) => {
                let named: Vec<String> = named.iter().map(|it| format!("trigger-{it}")).collect();
                Some(format!("on {}", named.join(" or ")))
            }
            Self::Left | Self::Fork { .. } | Self::Back(_) | Self::Begin(_) | Self::Lap(_) | Self::Leave => None,
        }
    }
}

/// The world as it runs.
pub(crate) struct Runs<'a> {
    pub(crate) world: &'a World,
    pub(crate) flow: Flow<'a>,
    /// All scenes there are; a [`Control`] holds an index.
    pub(crate) scenes: Vec<Scene>,
    /// Those that a trigger may bring about.
    pub(crate) anew: Vec<usize>,
}

type Moves<'a> = Vec<(Vec<Mark<'a>>, Control)>;

impl<'a> Runs<'a> {
    /// The ways to begin a life.
    pub(crate) fn begin(&self, scene: usize) -> Vec<Control> {
        let mut all = Vec::new();
        for &procedure in self.flow.entries.keys() {
            if self.world.procedures[procedure].after.is_empty() && self.is_for(procedure, scene) {
                let at = At::Between;
                let before = Control {
                    at,
                    scene,
                    memory: Memory::new(),
                    open: Vec::new(),
                    resume: None,
                    ran: Vec::new(),
                    running: procedure,
                    entry: procedure,
                };
                all.push(self.to(&before, self.flow.entries[&procedure]));
            }
        }
        all
    }

    fn is_for(&self, procedure: usize, scene: usize) -> bool {
        let head = self.world.procedures[procedure].head.as_ref();
        head.is_some_and(|when| when.as_ref().is_none_or(|it| self.holds(it, scene)))
    }

    fn holds(&self, cond: &crate::world::Cond, scene: usize) -> bool {
        self.world.holds(cond, &self.scenes[scene], &Memory::new())
    }

    /// Whether the run may rest here for good: every procedure of the life has run, or it was ended.
    pub(crate) fn complete(&self, control: &Control) -> bool {
        match control.at {
            At::Over => true,
            At::Between => self.followers(control).is_empty(),
            At::Node(_) => false,
        }
    }

    /// The procedures that may run next. One whose `when` does not hold is skipped.
    fn followers(&self, control: &Control) -> Vec<usize> {
        let may = |&procedure: &usize| {
            let after = &self.world.procedures[procedure].after;
            !after.is_empty()
                && !control.ran.contains(&procedure)
                && after.iter().all(|it| control.ran.contains(it))
                && self.is_for(procedure, control.scene)
        };
        self.flow.entries.keys().copied().filter(may).collect()
    }

    /// Every way to go on.
    pub(crate) fn moves(&self, control: &Control) -> Moves<'a> {
        let mut all = self.firings(control);
        match control.at {
            At::Node(node) => self.moves_at(&self.flow.nodes[node], control, &mut all),
            At::Between => {
                for procedure in self.followers(control) {
                    let mut next = self.to(control, self.flow.entries[&procedure]);
                    next.running = procedure;
                    all.push((Vec::new(), next));
                }
            }
            At::Over => {}
        }
        all
    }

    /// An open block may fire anywhere but in the body of a block and after `end`; facts are chosen anew.
    /// What happens in the world may be anything that is one of its triggers.
    fn firings(&self, control: &Control) -> Moves<'a> {
        let mut all = Vec::new();
        if control.resume.is_some() || control.at == At::Over {
            return all;
        }
        for &block in &control.open {
            let block = &self.flow.blocks[block];
            let fits = |&trigger: &usize| block.triggers.iter().any(|&it| self.world.triggers.is_a(trigger, it));
            for trigger in (0..self.world.triggers.len()).filter(fits) {
                for &scene in &self.anew {
                    let mut next = self.to(control, block.body);
                    next.resume = Some(control.at);
                    next.scene = scene;
                    all.push((vec![Mark::Trigger(trigger, block.triggers)], next));
                }
            }
        }
        all
    }

    /// The same, but standing at a node. A choice of one is no place to stand.
    fn to(&self, control: &Control, mut node: usize) -> Control {
        while let Node::Choose(only) = &self.flow.nodes[node]
            && let [next] = only.as_slice()
        {
            node = *next;
        }
        Control { at: At::Node(node), ..control.clone() }
    }

    fn moves_at(&self, node: &Node<'a>, control: &Control, all: &mut Moves<'a>) {
        match node {
            Node::Step { step, place, next } => {
                let next = self.to(control, *next);
                if step.optional {
                    all.push((vec![Mark::Left], next.clone()));
                }
                all.push((vec![Mark::Step { step, place: *place, outcome: None }], next));
            }
            Node::Fork { asks, place, next } => {
                let fork = Mark::Fork { asks: asks.clone(), place: *place };
                all.push((vec![fork], self.to(control, *next)));
            }
            Node::When { cond, then, otherwise } => {
                let holds = self.world.holds(cond, &self.scenes[control.scene], &control.memory);
                all.push((Vec::new(), self.to(control, if holds { *then } else { *otherwise })));
            }
            Node::Decide { .. } => self.decide(node, control, all),
            Node::Choose(any) => all.extend(any.iter().map(|&it| (Vec::new(), self.to(control, it)))),
            Node::Jump { to, back } => {
                all.push((back.iter().map(|it| Mark::Back(*it)).collect(), self.to(control, *to)));
            }
            Node::Begin { every, body } => all.push((vec![Mark::Begin(*every)], self.to(control, *body))),
            Node::Lap { body, stretch, every, next } => {
                let lap = Mark::Lap(*every);
                all.push((vec![Mark::Back(*stretch), lap], self.to(control, *body)));
                all.push((vec![Mark::Leave], self.to(control, *next)));
            }
            Node::Open { block, next } => {
                let mut next = self.to(control, *next);
                if !next.open.contains(block) {
                    next.open.push(*block);
                    next.open.sort_unstable();
                }
                all.push((Vec::new(), next));
            }
            Node::End => all.push((Vec::new(), Control { at: At::Over, ..control.clone() })),
            Node::Finished => {
                let mut next = Control { at: At::Between, ..control.clone() };
                next.ran.push(next.running);
                next.ran.sort_unstable();
                all.push((Vec::new(), next));
            }
            Node::Resume => {
                let mut next = control.clone();
                if let Some(at) = next.resume.take() {
                    next.at = at;
                }
                all.push((Vec::new(), next));
            }
        }
    }

    /// Any outcome whose `when` holds. If none does, nothing is decided, and the run goes on past it.
    fn decide(&self, node: &Node<'a>, control: &Control, all: &mut Moves<'a>) {
        let Node::Decide { step, place, outcomes, next } = node else { return };
        let mut chosen = 0;
        for (outcome, when, body) in outcomes {
            if when.is_none_or(|it| self.world.holds(it, &self.scenes[control.scene], &control.memory)) {
                let mut after = self.to(control, *body);
                after.memory.retain(|(decided, _)| *decided != step.id);
                if self.flow.asked.contains(&step.id) {
                    after.memory.push((step.id, *outcome));
                    after.memory.sort_unstable();
                }
                all.push((vec![Mark::Step { step, place: *place, outcome: Some(*outcome) }], after));
                chosen += 1;
            }
        }
        if chosen == 0 {
            all.push((Vec::new(), self.to(control, *next)));
        }
    }
}

impl Runs<'_> {
    /// Whether every place that a run from this scene can come to lies on a way to an end.
    pub(crate) fn all_end(&self, scene: usize) -> bool {
        let mut known = self.begin(scene);
        let mut index: HashMap<Control, usize> = known.iter().cloned().zip(0..).collect();
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); known.len()];
        let mut next = 0;
        while next < known.len() {
            for (_, control) in self.moves(&known[next].clone()) {
                let at = *index.entry(control.clone()).or_insert(known.len());
                if at == known.len() {
                    known.push(control);
                    before.push(Vec::new());
                }
                before[at].push(next);
            }
            next += 1;
        }
        let mut ends: Vec<bool> = known.iter().map(|it| self.complete(it)).collect();
        let mut ending: Vec<usize> = (0..known.len()).filter(|it| ends[*it]).collect();
        while let Some(at) = ending.pop() {
            for &earlier in &before[at] {
                if !ends[earlier] {
                    ends[earlier] = true;
                    ending.push(earlier);
                }
            }
        }
        ends.into_iter().all(|it| it)
    }
}
