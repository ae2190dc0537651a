//! Which requirements are departed from, and by which waivers. That is asked of the scales, which know.

use std::collections::BTreeMap;

use duly_dsl::{Analysis, Comparison, Departure, Finding, Place, Side, Verdict, compare};

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
    let mut asked: BTreeMap<(&'a str, &'a str), Option<Comparison>> = BTreeMap::new();
    let waived = analysis.verdicts.iter().map(|it| &it.finding).filter(|it| it.verdict == Verdict::Waived);
    let one = |finding: &'a Finding| {
        let Finding { entity, requirement, .. } = finding;
        let guidance = requirement.split('/').next().unwrap_or("");
        let comparison = asked.entry((entity, guidance)).or_insert_with(|| {
            let side = |name| Side { analysis, name };
            compare(&side(entity), &side(guidance)).ok()
        });
        let rows = comparison.iter().flat_map(|it| &it.rows);
        let departures = rows.filter(|it| it.requirement == *requirement).flat_map(|it| &it.departures.subject);
        Waived { finding, departures: departures.map(Reason::of).collect() }
    };
    waived.map(one).collect()
}
