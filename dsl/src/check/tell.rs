//! Which of the decisions about one clause a reader is told, and which are said along with another.

use super::decide::{About, Decision};
use super::reason;
use super::say::Report;
use super::study::Asks;
use crate::diagnostic::{Diagnostic, Verdict};

/// One notice for a clause, and more only where a registered subject fares worse than any subject may, or where
/// a weaker level is broken and of a stricter one that cannot be told.
pub(super) fn tell(report: &mut Report<'_, '_, '_>, decisions: &[Decision]) -> Vec<Diagnostic> {
    let spoken = spoken(report, decisions);
    let (generals, registered): (Vec<&Decision>, Vec<&Decision>) =
        spoken.into_iter().partition(|it| it.about == About::Any);
    let covered_by = |it: &Decision| generals.iter().position(|general| covers(general, it));
    let mut told = Vec::new();
    for (number, general) in generals.iter().enumerate() {
        let (mut also, mut remarks) = (Vec::new(), Vec::new());
        for decision in registered.iter().filter(|it| covered_by(it) == Some(number)) {
            let name = report.finding(decision).subject;
            if decision.verdict == general.verdict && decision.level == general.level {
                also.push(name);
            } else if decision.verdict == general.verdict {
                remarks.push(format!("for `{name}` the same is a `{}`", decision.level.word()));
            } else if let Some(reason) = reason(decision) {
                let milder = registered.iter().any(|it| it.about == decision.about && it.level < decision.level);
                let what = if milder { format!(" whether it is a `{}`", decision.level.word()) } else { String::new() };
                remarks.push(format!("for `{name}` it cannot be told{what}: {reason}"));
            }
        }
        told.push(report.diagnostic(general, also, &remarks));
    }
    for decision in registered.iter().filter(|it| covered_by(it).is_none()) {
        told.push(report.diagnostic(decision, Vec::new(), &[]));
    }
    told
}

/// What is not kept; of each subject at the strictest level, and at a weaker one only what is worse there.
fn spoken<'d>(report: &Report<'_, '_, '_>, decisions: &'d [Decision]) -> Vec<&'d Decision> {
    let unreadable = matches!(report.question.asks, Asks::Unreadable);
    let speaks = |it: &&Decision| it.verdict > Verdict::Waived && !unreadable && !it.told_elsewhere;
    let mut spoken: Vec<&Decision> = Vec::new();
    for decision in decisions.iter().filter(speaks) {
        if !spoken.iter().any(|it| it.about == decision.about && covers(it, decision)) {
            spoken.push(decision);
        }
    }
    spoken
}

/// Whether one is as bad as the other, and at least as strict.
fn covers(one: &Decision, other: &Decision) -> bool {
    one.verdict >= other.verdict && one.level >= other.level
}
