//! The run that breaks a requirement, found again in the picture: which shapes it stops at, and along which lines.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::facts::Facts;
use super::plan::{Kind, Number, Plan, Shape, Way};
use crate::diagnostic::{Diagnostic, Stop, Witness};
use crate::source::{FileId, Place, Span};

/// What a line costs that the facts speak against.
const AGAINST: u32 = 1_000;
/// What it costs to come by a stop at which the run did not stop.
const PASSED: u32 = 100_000;

/// What breaks a requirement: what is said of it, where, and the run.
#[derive(Clone, Copy)]
pub(super) struct Broken<'a> {
    pub(super) message: &'a str,
    pub(super) at: Place,
    pub(super) witness: Option<&'a Witness>,
}

impl<'a> Broken<'a> {
    pub(super) fn told(it: &'a Diagnostic) -> Self {
        let witness = it.finding.as_ref().and_then(|it| it.witness.as_ref());
        Self { message: &it.message, at: it.at, witness }
    }

    /// What is shown by a run and not told as a finding; nothing where the run has no stop.
    pub(super) fn shown(message: &'a str, witness: &'a Witness) -> Option<Self> {
        let last = witness.run.last()?;
        Some(Self { message, at: last.at, witness: Some(witness) })
    }

    pub(super) fn facts(self) -> &'a [(String, Vec<String>)] {
        self.witness.map_or(&[], |it| &it.facts)
    }
}

/// A run, drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// For each shape the numbers of the stops there.
    pub(super) stops: BTreeMap<Number, Vec<usize>>,
    /// The lines it takes.
    pub(super) lines: BTreeSet<usize>,
    /// Shapes it comes by without a stop.
    pub(super) passed: BTreeSet<Number>,
    /// The numbers and names of stops that are in other procedures.
    pub(super) elsewhere: Vec<(usize, String)>,
    /// Where the requirement is found to be broken.
    pub(super) broken_at: Option<Number>,
}

/// Finds the stops of a run among the shapes, and the lines from each to the next.
pub(super) fn draw(plan: &Plan, file: FileId, whole: Span, case: Broken<'_>, facts: &Facts<'_>) -> Drawn {
    let mut drawn = Drawn::default();
    let Some(witness) = case.witness else {
        drawn.broken_at = shape_at(plan, file, whole, case.at);
        return drawn;
    };
    let ways = ways(plan);
    let mut here = plan.shapes.iter().position(|it| it.kind == Kind::Start);
    let mut chosen: BTreeMap<String, String> = BTreeMap::new();
    for (number, stop) in (1..).zip(&witness.run) {
        let Some(shape) = shape_at(plan, file, whole, stop.at) else {
            drawn.elsewhere.push((number, stop.step.clone()));
            continue;
        };
        if let Some(from) = here.filter(|&from| from != shape || !drawn.stops.is_empty()) {
            trace(plan, &ways, from, shape, (facts, &chosen), &mut drawn);
        }
        drawn.stops.entry(shape).or_default().push(number);
        if let Some((name, outcome)) = outcome(stop) {
            chosen.insert(name.to_owned(), outcome.to_owned());
        }
        here = Some(shape);
    }
    drawn.broken_at = shape_at(plan, file, whole, case.at).or(here.filter(|_| !drawn.stops.is_empty()));
    drawn
}

/// `approval: refuse`
fn outcome(stop: &Stop) -> Option<(&str, &str)> {
    stop.step.split_once(": ")
}

/// The shape that a place names: by its name, by its statement, or by what it stands in.
fn shape_at(plan: &Plan, file: FileId, whole: Span, at: Place) -> Option<Number> {
    let inside = at.file == file && whole.start <= at.span.start && at.span.end <= whole.end;
    if !inside {
        return None;
    }
    let named = plan.shapes.iter().position(|it| it.at == Some(at.span));
    let stated = || plan.shapes.iter().position(|it| it.whole == Some(at.span));
    let holds = |it: &Shape| it.whole.is_some_and(|it| it.start <= at.span.start && at.span.end <= it.end);
    let smallest = || {
        let around = plan.shapes.iter().enumerate().filter(|(_, it)| holds(it) && it.kind != Kind::Joint);
        around.min_by_key(|(_, it)| it.whole.map_or(u32::MAX, |it| it.end - it.start)).map(|(number, _)| number)
    };
    named.or_else(stated).or_else(smallest)
}

/// For each shape the lines that lead on from it; a jump leads to its step.
fn ways(plan: &Plan) -> Vec<Vec<(Option<usize>, Number)>> {
    let mut ways = vec![Vec::new(); plan.shapes.len()];
    for (number, line) in plan.lines.iter().enumerate() {
        if let Some(out) = ways.get_mut(line.from) {
            out.push((Some(number), line.to));
        }
    }
    let mut targets: BTreeMap<&str, Number> = BTreeMap::new();
    for (number, shape) in plan.shapes.iter().enumerate().filter(|(_, it)| it.stops()) {
        targets.entry(&shape.name).or_insert(number);
    }
    for (number, shape) in plan.shapes.iter().enumerate().filter(|(_, it)| it.kind == Kind::Jump) {
        if let (Some(out), Some(&to)) = (ways.get_mut(number), targets.get(shape.name.as_str())) {
            out.push((None, to));
        }
    }
    ways
}

type Known<'f> = (&'f Facts<'f>, &'f BTreeMap<String, String>);

/// From where a shape was come to, and along which line.
type Came = (Number, Option<usize>);

/// The lines from one stop to the next that the facts speak for, the fewest.
fn trace(
    plan: &Plan,
    ways: &[Vec<(Option<usize>, Number)>],
    from: Number,
    to: Number,
    known: Known<'_>,
    drawn: &mut Drawn,
) {
    let mut best: BTreeMap<Number, (u32, Option<Came>)> = BTreeMap::new();
    let mut queue = BinaryHeap::new();
    queue.push((std::cmp::Reverse(0u32), from, false));
    while let Some((std::cmp::Reverse(cost), number, moved)) = queue.pop() {
        if number == to && moved {
            break;
        }
        if moved && best.get(&number).is_some_and(|&(known, _)| known < cost) || cost >= 2 * PASSED {
            continue;
        }
        for &(line, next) in ways.get(number).map_or(&[][..], Vec::as_slice) {
            let passed = plan.shapes.get(next).is_some_and(|it| it.stops() || it.kind == Kind::End) && next != to;
            let price = cost + 1 + price(plan, line, number, known) + if passed { PASSED } else { 0 };
            if best.get(&next).is_none_or(|&(known, _)| price < known) {
                best.insert(next, (price, Some((number, line))));
                queue.push((std::cmp::Reverse(price), next, true));
            }
        }
    }
    // Where no way leads there without a stop in between, none is drawn.
    if best.get(&to).is_none_or(|&(cost, _)| cost >= PASSED) {
        return;
    }
    let mut number = to;
    for _ in 0..=plan.lines.len() {
        let Some(&(_, Some((before, line)))) = best.get(&number) else {
            return;
        };
        drawn.lines.extend(line);
        if before == from {
            return;
        }
        drawn.passed.insert(before);
        number = before;
    }
}

fn price(plan: &Plan, line: Option<usize>, from: Number, (facts, chosen): Known<'_>) -> u32 {
    let Some(line) = line.and_then(|it| plan.lines.get(it)) else {
        return 0;
    };
    let speaks_against = match &line.way {
        Way::Always => false,
        Way::Asked(condition, wanted) => facts.holds(*condition, chosen).is_some_and(|holds| holds != *wanted),
        Way::Chosen(outcome) => {
            let name = plan.shapes.get(from).map_or("", |it| it.name.as_str());
            chosen.get(name).is_some_and(|it| it != outcome)
        }
    };
    if speaks_against { AGAINST } else { 0 }
}
