//! Which requirements are departed from, and by which waivers.

use duly_dsl::{Analysis, Departure, Finding, Place, Verdict};

/// A requirement that is waived for a use.
pub(super) struct Waived<'a> {
    pub(super) finding: &'a Finding,
    pub(super) departures: Vec<Reason>,
}

/// A waiver that counts.
#[derive(Clone)]
pub(super) struct Reason {
    pub(super) waiver: String,
    pub(super) at: Place,
    words: Vec<String>,
}

impl Reason {
    fn of(departure: &Departure) -> Self {
        let reason = departure.reason.clone().unwrap_or_else(|| "no reason is stated".to_owned());
        let by = (!departure.by.is_empty()).then(|| format!("approved by {}", departure.by.join(", ")));
        let until = departure.until.map(|it| format!("until {it}"));
        let words = [Some(reason), by, until].into_iter().flatten().collect();
        Self { waiver: departure.waiver.clone(), at: departure.at, words }
    }

    /// Why, on whose word, until when.
    pub(super) fn justification(&self) -> String {
        crate::clean::line(&self.words.join("; ")).into_owned()
    }
}

/// All of them, in the order of the verdicts.
pub(super) fn all<'a>(analysis: &'a Analysis) -> Vec<Waived<'a>> {
    let waived = analysis.verdicts.iter().map(|it| &it.finding).filter(|it| it.verdict == Verdict::Waived);
    let one = |finding: &'a Finding| {
        let waivers = analysis.waivers(&finding.entity);
        let departures = waivers.iter().filter(|it| it.settles(finding)).map(|it| Reason::of(&it.departure));
        Waived { finding, departures: departures.collect() }
    };
    waived.map(one).collect()
}
