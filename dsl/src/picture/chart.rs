//! What is drawn, as plain data, for programs that place and draw it themselves.
//!
//! Places where lines only meet are left out where that loses nothing.

use super::plan::{Kind, Number, Plan, Style};
use super::run::Drawn;

/// A procedure as nodes and ways between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it is called.
    pub title: String,
    /// What is said above it: what is broken, in which case, and what happens elsewhere.
    pub remarks: Vec<String>,
    /// In the order of the text.
    pub nodes: Vec<ChartNode>,
    pub ways: Vec<ChartWay>,
    /// Outer frames come before those in them.
    pub frames: Vec<ChartFrame>,
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    Start,
    End,
    Step,
    /// A step that may be left out.
    OptionalStep,
    Decision,
    /// A condition on facts.
    Question,
    /// Another procedure.
    Run,
    /// A jump to a step.
    Jump,
    /// Where ways only meet.
    Joint,
}

/// Something that stands in the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartNode {
    pub kind: NodeKind,
    pub title: String,
    /// What is done, and by whom.
    pub below: String,
    /// The numbers of the stops that the run makes here.
    pub stops: Vec<usize>,
    /// Whether the run comes by.
    pub on_run: bool,
    /// Whether this is where something is found to be broken.
    pub is_broken: bool,
    /// The innermost frame around it, by number.
    pub frame: Option<usize>,
}

/// A way from one node to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartWay {
    /// By number.
    pub from: usize,
    /// By number.
    pub to: usize,
    /// What must hold or be chosen for it; empty if nothing.
    pub label: String,
    /// Goes round something, back, or aside.
    pub is_aside: bool,
    /// Whether the run takes it.
    pub on_run: bool,
}

/// A frame around nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartFrame {
    pub caption: String,
    /// The frame around it, by number.
    pub inside: Option<usize>,
}

pub(super) fn chart(title: String, remarks: Vec<String>, plan: &Plan, drawn: &Drawn) -> Chart {
    let (ways, kept) = without_joints(plan, ways(plan, drawn));
    // Frames are made from the inside out.
    let order: Vec<usize> = (0..plan.frames.len()).rev().collect();
    let around = |holds: &dyn Fn(usize) -> bool| order.iter().rposition(|&it| holds(it));
    let frames = order.iter().enumerate().map(|(place, &number)| {
        let holds = plan.frames.get(number).map(|it| it.holds.clone()).unwrap_or_default();
        let outer = order.iter().take(place).rposition(|&it| {
            let outer = plan.frames.get(it).map(|it| it.holds.clone()).unwrap_or_default();
            outer.start <= holds.start && holds.end <= outer.end
        });
        let caption = plan.frames.get(number).map_or(String::new(), |it| it.caption.clone());
        ChartFrame { caption, inside: outer }
    });
    let mut numbers = vec![0; plan.shapes.len()];
    let mut nodes = Vec::new();
    for (number, shape) in plan.shapes.iter().enumerate().filter(|&(number, _)| kept.get(number) == Some(&true)) {
        if let Some(place) = numbers.get_mut(number) {
            *place = nodes.len();
        }
        let stops = drawn.stops.get(&number).cloned().unwrap_or_default();
        nodes.push(ChartNode {
            kind: kind(shape.kind),
            title: shape.words.clone(),
            below: shape.below.join(" "),
            on_run: !stops.is_empty() || drawn.passed.contains(&number),
            stops,
            is_broken: drawn.broken_at == Some(number),
            frame: around(&|it| plan.frames.get(it).is_some_and(|it| it.holds.contains(&number))),
        });
    }
    let number = |it: Number| numbers.get(it).copied().unwrap_or(0);
    let ways = ways.into_iter().map(|it| ChartWay { from: number(it.from), to: number(it.to), ..it }).collect();
    Chart { title, remarks, nodes, ways, frames: frames.collect() }
}

fn kind(kind: Kind) -> NodeKind {
    match kind {
        Kind::Start => NodeKind::Start,
        Kind::End => NodeKind::End,
        Kind::Step | Kind::Unread => NodeKind::Step,
        Kind::OptionalStep => NodeKind::OptionalStep,
        Kind::Decision => NodeKind::Decision,
        Kind::Question => NodeKind::Question,
        Kind::Run => NodeKind::Run,
        Kind::Jump => NodeKind::Jump,
        Kind::Joint => NodeKind::Joint,
    }
}

/// All lines, and for each jump one to where it leads.
fn ways(plan: &Plan, drawn: &Drawn) -> Vec<ChartWay> {
    let line = |(number, line): (usize, &super::plan::Line)| ChartWay {
        from: line.from,
        to: line.to,
        label: line.label.join(" "),
        is_aside: matches!(line.style, Style::Dotted | Style::Resumes),
        on_run: drawn.lines.contains(&number),
    };
    let mut ways: Vec<ChartWay> = plan.lines.iter().enumerate().map(line).collect();
    let jumps = plan.shapes.iter().enumerate().filter(|(_, it)| it.kind == Kind::Jump);
    for (from, jump) in jumps {
        if let Some(to) = plan.shapes.iter().position(|it| it.stops() && it.name == jump.name) {
            let on_run = drawn.passed.contains(&from);
            ways.push(ChartWay { from, to, label: String::new(), is_aside: true, on_run });
        }
    }
    ways
}

/// The ways that are left when every joint with one way in or one way out is gone, and which shapes are left.
fn without_joints(plan: &Plan, mut ways: Vec<ChartWay>) -> (Vec<ChartWay>, Vec<bool>) {
    let mut kept = vec![true; plan.shapes.len()];
    let mut ends = Ends::new(&ways, plan.shapes.len());
    for (number, _) in plan.shapes.iter().enumerate().filter(|(_, it)| it.kind == Kind::Joint) {
        let (into, out) = ends.of(number);
        let loses = into.len() > 1 && out.len() > 1 || into.iter().any(|it| out.contains(it));
        if loses {
            continue;
        }
        if let Some(it) = kept.get_mut(number) {
            *it = false;
        }
        for (first, second) in into.iter().flat_map(|&first| out.iter().map(move |&second| (first, second))) {
            if let (Some(first), Some(second)) = (ways.get(first).cloned(), ways.get(second).cloned()) {
                ends.add(ways.len(), &first, &second);
                ways.push(joined(first, second));
            }
        }
        ends.forget(&into, &out, &ways);
    }
    let is_left = |number: usize| ends.is_left(number);
    let left = ways.into_iter().enumerate().filter(|(number, _)| is_left(*number)).map(|(_, it)| it);
    (left.collect(), kept)
}

fn joined(first: ChartWay, second: ChartWay) -> ChartWay {
    let label = if first.label.is_empty() { second.label } else { first.label };
    let (is_aside, on_run) = (first.is_aside || second.is_aside, first.on_run && second.on_run);
    ChartWay { from: first.from, to: second.to, label, is_aside, on_run }
}

/// For each shape, the ways in and out that are left.
struct Ends {
    into: Vec<Vec<usize>>,
    out: Vec<Vec<usize>>,
    gone: Vec<bool>,
}

impl Ends {
    fn new(ways: &[ChartWay], shapes: usize) -> Self {
        let mut ends = Self { into: vec![Vec::new(); shapes], out: vec![Vec::new(); shapes], gone: Vec::new() };
        for (number, way) in ways.iter().enumerate() {
            ends.add(number, way, way);
        }
        ends
    }

    fn add(&mut self, number: usize, from: &ChartWay, to: &ChartWay) {
        self.gone.push(false);
        if let Some(it) = self.out.get_mut(from.from) {
            it.push(number);
        }
        if let Some(it) = self.into.get_mut(to.to) {
            it.push(number);
        }
    }

    fn of(&self, shape: usize) -> (Vec<usize>, Vec<usize>) {
        let of = |all: &[Vec<usize>]| all.get(shape).cloned().unwrap_or_default();
        (of(&self.into), of(&self.out))
    }

    fn forget(&mut self, into: &[usize], out: &[usize], ways: &[ChartWay]) {
        for &number in into.iter().chain(out) {
            if let Some(it) = self.gone.get_mut(number) {
                *it = true;
            }
            if let Some(way) = ways.get(number) {
                for ends in [self.out.get_mut(way.from), self.into.get_mut(way.to)].into_iter().flatten() {
                    ends.retain(|&it| it != number);
                }
            }
        }
    }

    fn is_left(&self, way: usize) -> bool {
        self.gone.get(way) == Some(&false)
    }
}
