//! Rounds that some run cannot leave.

use super::{Cx, Here, Lint, Run, facts_words};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    code: "DLY304",
    name: "endless-round",
    severity: Severity::Error,
    page: include_str!("endless_round.md"),
    run: Run::Entity(run),
};

/// So many stops of a round are pointed at.
const SHOWN: usize = 12;

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    for round in &here.flow.rounds {
        let mut diagnostic = LINT
            .at(round.jump, "from here a run goes round and never ends")
            .why("whoever waits for an answer never gets one")
            .help("let some outcome or condition lead out of the round");
        for (stop, at) in round.stops.iter().take(SHOWN) {
            diagnostic = diagnostic.label(*at, format!("`{stop}`"));
        }
        if let Some(facts) = facts_words(&round.facts) {
            diagnostic = diagnostic.note(facts);
        }
        cx.report(diagnostic);
    }
}
