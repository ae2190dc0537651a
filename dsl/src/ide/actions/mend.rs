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
use super::choose::Way;
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
/// So many changes of one kind are given; of each further kind one.
const WAYS: usize = 2;

/// A notice about a requirement, and where it can be mended.
pub(super) struct Case<'a> {
    pub(super) desk: Desk<'a>,
    pub(super) notice: Diagnostic,
    pub(super) entity: Id<Entity>,
    pub(super) requirement: &'a Requirement,
    pub(super) homes: &'a [Home<'a>],
}

/// The kinds of change that may help.
pub(super) fn strategies(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Strategy> {
    let verdict = notice.finding.as_ref().map(|it| it.verdict);
    // What a person has to say, or what is too large to be decided, no change of a procedure settles.
    if matches!(verdict, None | Some(Verdict::ToBeJudged | Verdict::Undecided)) {
        return Vec::new();
    }
    let homes = homes(desk);
    let Some(case) = Case::new(desk, notice.clone(), &homes) else { return Vec::new() };
    let mut order = STRATEGIES.to_vec();
    if complete::is_asked(&case) {
        order.sort_by_key(|&it| match it {
            Strategy::Optional => 0,
            Strategy::Complete => 1,
            _ => 2,
        });
    }
    order.retain(|&it| !case.drafts(it).is_empty());
    order
}

impl Strategy {
    /// Whether most would choose it. Who does something, and what an organisation says of itself, is chosen by hand.
    pub(super) fn is_preferred(self) -> bool {
        !matches!(self, Self::Actor | Self::State | Self::Around)
    }
}

/// Tries the kinds of change one after the other until enough ways are found, those that cost nothing first.
pub(super) fn mend(bench: &Bench<'_>, notice: &Diagnostic, most: usize) -> Vec<Way> {
    let homes = homes(bench.desk);
    let mut kinds = strategies(bench.desk, notice);
    kinds.sort_by_key(|it| !it.is_preferred());
    let mut found = Ways { notice, clean: Vec::new(), with_harm: None, most };
    for strategy in kinds {
        if found.clean.len() >= most || bench.is_stopped() {
            break;
        }
        bench.begin_kind();
        found.of_kind(bench, strategy, &homes);
    }
    found.all()
}

/// The ways that were found so far.
struct Ways<'n> {
    notice: &'n Diagnostic,
    clean: Vec<Way>,
    /// Helps, and makes something else worse.
    with_harm: Option<Way>,
    most: usize,
}

impl Ways<'_> {
    /// Tries the drafts of one kind, several in a row where one is not enough.
    fn of_kind(&mut self, bench: &Bench<'_>, strategy: Strategy, homes: &[Home<'_>]) {
        let mut kept = Draft { title: String::new(), edits: Vec::new() };
        let mut current = self.notice.clone();
        let of_this = if self.clean.is_empty() { WAYS } else { 1 };
        let most = self.most.min(self.clean.len() + of_this);
        for _ in 0..ROUNDS {
            let Some(case) = Case::new(bench.desk, current.clone(), homes) else { break };
            let mut onward = None;
            for draft in case.drafts(strategy) {
                if self.clean.len() >= most || bench.is_spent() {
                    break;
                }
                let draft = kept.and(draft);
                // Another role for the same step reads the same, and is no other way.
                if self.clean.iter().any(|it| it.draft.title == draft.title) {
                    continue;
                }
                let Some(tried) = bench.about(&draft.edits, self.notice) else { continue };
                if bench.is_gone(self.notice, &tried) {
                    self.confirm(bench, draft, strategy);
                } else if onward.is_none() {
                    onward = progress(&current, &tried, &draft.edits).map(|next| (draft, next));
                }
            }
            if self.clean.len() >= most {
                break;
            }
            let Some((before, next)) = onward else { break };
            (kept, current) = (before, next);
        }
    }

    /// Looks at everything once: whether the finding is gone, and what else comes of it.
    fn confirm(&mut self, bench: &Bench<'_>, draft: Draft, strategy: Strategy) {
        let Some(whole) = bench.whole(&draft.edits).filter(|it| bench.is_gone(self.notice, it)) else { return };
        let broken = bench.broken_by(&whole);
        let way = |draft, preferred| Way { draft, solves: bench.solved(&whole), preferred, safe: false };
        if broken.is_empty() {
            self.clean.push(way(draft, strategy.is_preferred()));
        } else if self.with_harm.is_none() {
            let title = format!("{}; then {} to be seen to", draft.title, have(&broken));
            self.with_harm = Some(way(Draft { title, ..draft }, false));
        }
    }

    fn all(self) -> Vec<Way> {
        self.clean.into_iter().chain(self.with_harm).collect()
    }
}

/// ``a` has`, ``a`, `b` and 3 more have`
fn have(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(3).map(|it| format!("`{it}`")).collect();
    let more = names.len().saturating_sub(3);
    match shown.as_slice() {
        [one] => format!("{one} has"),
        all if more > 0 => format!("{} and {more} more have", all.join(", ")),
        [rest @ .., last] => format!("{} and {last} have", rest.join(", ")),
        [] => String::new(),
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
