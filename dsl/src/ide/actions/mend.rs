//! Actions: changes of a procedure that make it keep a requirement.
//!
//! What could help is written down as drafts and each is tried; only what helps, and breaks nothing else, is given.

mod actor;
mod around;
mod complete;
mod insert;
mod moved;
mod optional;
mod spots;
mod state;
mod suggest;
mod wants;

use super::bench::{Bench, Tried, clause, family};
use super::desk::Desk;
use super::home::{Home, homes};
use crate::diagnostic::{Diagnostic, Verdict};
use crate::ide::Edit;
use crate::model::{Entity, Id, Requirement};
use crate::source::Place;

/// A change that may help, in words and as edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) edits: Vec<Edit>,
}

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strategy {
    Optional,
    Complete,
    Insert,
    Move,
    Actor,
    Around,
    State,
}

/// In this order they are offered, but for saying more in a step: where a clause asks for it, that comes before what
/// puts in a step.
const STRATEGIES: [Strategy; 7] = [
    Strategy::Optional,
    Strategy::Insert,
    Strategy::Move,
    Strategy::Around,
    Strategy::Complete,
    Strategy::Actor,
    Strategy::State,
];

/// So many changes in a row, where one is not enough.
const ROUNDS: usize = 4;
/// So many ways to the same end are given.
const WAYS: usize = 2;

/// A notice about a requirement, and where it can be mended.
pub(super) struct Case<'a> {
    pub(super) desk: Desk<'a>,
    pub(super) notice: Diagnostic,
    pub(super) entity: Id<Entity>,
    pub(super) requirement: &'a Requirement,
    pub(super) homes: &'a [Home<'a>],
}

/// The kinds of change that may help, with a title until one is tried.
pub(super) fn strategies(desk: Desk<'_>, notice: &Diagnostic) -> Vec<(Strategy, String)> {
    let verdict = notice.finding.as_ref().map(|it| it.verdict);
    // What a person has to say, or what is too large to be decided, no change of a procedure settles.
    if matches!(verdict, None | Some(Verdict::ToBeJudged | Verdict::Undecided)) {
        return Vec::new();
    }
    let homes = homes(desk);
    let Some(case) = Case::new(desk, notice.clone(), &homes) else { return Vec::new() };
    let mut order = STRATEGIES;
    if complete::is_asked(&case) {
        order.sort_by_key(|&it| match it {
            Strategy::Optional => 0,
            Strategy::Complete => 1,
            _ => 2,
        });
    }
    order.into_iter().filter_map(|it| Some((it, title_of(it, &case)?))).collect()
}

impl Strategy {
    /// Whether most would choose it. Who does something, and what an organisation says of itself, is chosen by hand.
    pub(super) fn is_preferred(self) -> bool {
        !matches!(self, Self::Actor | Self::State | Self::Around)
    }
}

/// Before it is tried, only that is said of a change which does not depend on its place; nothing if there is none.
fn title_of(strategy: Strategy, case: &Case<'_>) -> Option<String> {
    if strategy == Strategy::Insert {
        return insert::title(case);
    }
    let first = case.drafts(strategy).into_iter().next()?;
    Some(match strategy {
        Strategy::Complete => "say in the procedure what is asked for".to_owned(),
        Strategy::Move => "put it where it comes in time".to_owned(),
        Strategy::Actor => "let somebody else do it who may".to_owned(),
        Strategy::Optional | Strategy::Around | Strategy::State | Strategy::Insert => first.title,
    })
}

/// Tries the drafts of one kind until some help.
///
/// # Errors
/// Why none does.
pub(super) fn mend(bench: &Bench<'_>, notice: &Diagnostic, strategy: Strategy) -> Result<Vec<(Draft, Tried)>, String> {
    let homes = homes(bench.desk);
    let mut kept = Draft { title: String::new(), edits: Vec::new() };
    let mut current = notice.clone();
    for _ in 0..ROUNDS {
        let Some(case) = Case::new(bench.desk, current.clone(), &homes) else { break };
        let mut round = Round::default();
        for draft in case.drafts(strategy) {
            if round.is_over(bench) {
                break;
            }
            round.attempt(bench, notice, &current, kept.and(draft));
        }
        if let Some(found) = round.found() {
            return Ok(found);
        }
        let Some((onward, next)) = round.onward else { break };
        (kept, current) = (onward, next);
    }
    Err(if bench.is_stopped() {
        "this was broken off, because something else was asked".to_owned()
    } else {
        "nothing of this kind was found that mends it and leaves everything else as it is".to_owned()
    })
}

/// What was tried after the same beginning.
#[derive(Default)]
struct Round {
    clean: Vec<(Draft, Tried)>,
    /// Helps, and makes something else worse.
    with_harm: Option<(Draft, Tried)>,
    /// Helps in part: with what is left after it.
    onward: Option<(Draft, Diagnostic)>,
}

impl Round {
    fn is_over(&self, bench: &Bench<'_>) -> bool {
        self.clean.len() >= WAYS || bench.is_spent()
    }

    fn attempt(&mut self, bench: &Bench<'_>, notice: &Diagnostic, current: &Diagnostic, draft: Draft) {
        // Another role for the same step reads the same, and is no other way.
        if self.clean.iter().any(|(it, _)| it.title == draft.title) {
            return;
        }
        let Some(tried) = bench.about(&draft.edits, &notice.code.id) else { return };
        if bench.is_gone(notice, &tried) {
            let Some(whole) = bench.whole(&draft.edits) else { return };
            match bench.broken_by(&whole).as_slice() {
                [] if bench.is_gone(notice, &whole) => self.clean.push((draft, whole)),
                [] => {}
                broken if self.with_harm.is_none() => {
                    let names: Vec<String> = broken.iter().take(3).map(|it| format!("`{it}`")).collect();
                    let title = format!("{}; then {} has to be seen to", draft.title, names.join(", "));
                    self.with_harm = Some((Draft { title, ..draft }, whole));
                }
                _ => {}
            }
        } else if self.onward.is_none() {
            self.onward = progress(current, &tried, &draft.edits).map(|next| (draft, next));
        }
    }

    fn found(&mut self) -> Option<Vec<(Draft, Tried)>> {
        if self.clean.is_empty() {
            return self.with_harm.take().map(|it| vec![it]);
        }
        Some(std::mem::take(&mut self.clean))
    }
}

/// What is left of a finding, if it is another run that is left.
fn progress(current: &Diagnostic, tried: &Tried, edits: &[Edit]) -> Option<Diagnostic> {
    let left = family(&tried.after, current);
    let left: Vec<Diagnostic> = left.into_iter().map(|it| before(it, edits)).collect();
    if left.iter().any(|it| clause(it) == clause(current) && it.at == current.at) {
        return None;
    }
    let same = left.iter().find(|it| clause(it) == clause(current));
    same.or(left.first()).cloned()
}

/// A notice about the changed texts, with its places as they were before the change.
fn before(notice: &Diagnostic, edits: &[Edit]) -> Diagnostic {
    let mut notice = notice.clone();
    notice.at = back(notice.at, edits);
    for label in &mut notice.labels {
        label.at = back(label.at, edits);
    }
    notice
}

fn back(at: Place, edits: &[Edit]) -> Place {
    let mut sorted: Vec<&Edit> = edits.iter().filter(|it| it.at.file == at.file).collect();
    sorted.sort_by_key(|it| it.at.span.start);
    let place = |offset: u32| {
        // How far the changed text has gained on the old one, up to here.
        let mut gained: i64 = 0;
        for edit in &sorted {
            let start = i64::from(edit.at.span.start) + gained;
            let end = start + i64::try_from(edit.text.len()).unwrap_or(i64::MAX);
            if i64::from(offset) < start {
                break;
            }
            if i64::from(offset) < end {
                return edit.at.span.start;
            }
            gained = end - i64::from(edit.at.span.end);
        }
        u32::try_from(i64::from(offset) - gained).unwrap_or(0)
    };
    let (start, end) = (place(at.span.start), place(at.span.end));
    Place { file: at.file, span: crate::source::Span { start, end: end.max(start) } }
}

impl Draft {
    fn new(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), edits }
    }

    /// This change and then another.
    fn and(&self, other: Self) -> Self {
        if self.title.is_empty() {
            return other;
        }
        let title = format!("{}, and {}", self.title, other.title);
        Self { title, edits: [self.edits.clone(), other.edits].concat() }
    }
}

impl<'a> Case<'a> {
    fn new(desk: Desk<'a>, notice: Diagnostic, homes: &'a [Home<'a>]) -> Option<Self> {
        let (_, requirement) = desk.requirement(&notice)?;
        let entity = desk.entity(&notice)?;
        Some(Self { desk, notice, entity, requirement, homes })
    }

    fn drafts(&self, strategy: Strategy) -> Vec<Draft> {
        let mut drafts = match strategy {
            Strategy::Optional => optional::drafts(self),
            Strategy::Complete => complete::drafts(self),
            Strategy::Insert => insert::drafts(self),
            Strategy::Move => moved::drafts(self),
            Strategy::Actor => actor::drafts(self),
            Strategy::Around => around::drafts(self),
            Strategy::State => state::drafts(self),
        };
        drafts.retain(|it| it.edits.iter().all(|edit| self.desk.is_own(edit.at.file)));
        drafts
    }
}
