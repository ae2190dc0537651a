//! How things stand, in one line for an editor's status bar.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use duly_dsl::{Severity, Verdict};
use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::notification::Notification;

use crate::state::State;
use crate::state::snapshot::Snapshot;
use crate::tell::notify;

/// `duly/status`
enum Standing {}

impl Notification for Standing {
    type Params = Status;
    const METHOD: &'static str = "duly/status";
}

/// How things stand over all that is open. Requirements are counted once for each subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    state: Phase,
    kept: usize,
    broken: usize,
    to_judge: usize,
    unknown: usize,
    undecided: usize,
    optional: usize,
    waived: usize,
    never_applies: usize,
    errors: usize,
    warnings: usize,
    files: usize,
}

/// What the server is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Phase {
    Reading,
    Checking,
    #[default]
    Ready,
}

/// What is done sooner is not worth telling that it is being done.
pub(crate) const SHORT: Duration = Duration::from_millis(150);

/// What was told last.
#[derive(Debug, Default)]
pub(crate) struct Told {
    last: Mutex<Option<Status>>,
    /// Something is being done: when that is over it is told, even if nothing is otherwise than before.
    expected: AtomicBool,
}

impl Told {
    /// Something begins.
    pub(crate) fn expect(&self) {
        self.expected.store(true, Ordering::SeqCst);
    }
}

/// Tells how things stand, if that is wanted and new.
pub(crate) fn tell(state: &State) {
    if !state.abilities().options.status {
        return;
    }
    let mut told = state.status.last.lock().unwrap_or_else(PoisonError::into_inner);
    let (phase, snapshots) = state.standing();
    let status = Status { state: phase, ..Status::of(snapshots.iter().map(|it| &**it)) };
    let over = phase == Phase::Ready && state.status.expected.swap(false, Ordering::SeqCst);
    if over || told.as_ref() != Some(&status) {
        *told = Some(status.clone());
        notify::<Standing>(&state.client, status);
    }
}

impl Status {
    /// How it stands in these.
    pub(crate) fn of<'a>(snapshots: impl Iterator<Item = &'a Snapshot>) -> Self {
        let mut status = Self::default();
        snapshots.for_each(|it| status.add(it));
        status
    }

    fn add(&mut self, snapshot: &Snapshot) {
        let mut verdicts: BTreeMap<Verdict, usize> = BTreeMap::new();
        for row in &snapshot.analysis.verdicts {
            *verdicts.entry(row.finding.verdict).or_default() += 1;
        }
        let of = |verdict: Verdict| verdicts.get(&verdict).copied().unwrap_or(0);
        self.kept += of(Verdict::Kept);
        self.broken += of(Verdict::Broken);
        self.to_judge += of(Verdict::ToBeJudged);
        self.unknown += of(Verdict::Unknown);
        self.undecided += of(Verdict::Undecided);
        self.optional += of(Verdict::KeptIfOptional);
        self.waived += of(Verdict::Waived);
        self.never_applies += of(Verdict::NeverApplies);
        let found =
            |severity: Severity| snapshot.analysis.diagnostics.iter().filter(|it| it.severity == severity).count();
        self.errors += found(Severity::Error);
        self.warnings += found(Severity::Warning);
        self.files += snapshot.analysis.files.iter().filter(|it| !it.shipped).count();
    }
}
