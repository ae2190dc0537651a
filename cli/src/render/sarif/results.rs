//! One result for each finding, and one for each requirement that is departed from.

use std::collections::BTreeMap;

use duly_dsl::{Diagnostic, Finding, Place, Severity, Witness};

use super::rules::{Rules, level};
use super::shape::{
    About, Artifact, CodeFlow, Location, Message, Physical, Prints, Region, Result, Stop, Suppression, ThreadFlow,
};
use super::waived::Waived;
use crate::render::fingerprint::{about, mark};
use crate::render::report::Report;
use crate::render::spot::{Spot, Unit};

/// So many places GitHub takes for one result, and so many stops of a run.
const PLACES: usize = 1000;
const STOPS: usize = 10_000;

pub(super) struct Maker<'a, 'r> {
    pub(super) report: &'a Report<'a>,
    pub(super) rules: &'r mut Rules<'a>,
}

impl Maker<'_, '_> {
    /// What was found.
    pub(super) fn found(&mut self, it: &Diagnostic, mark: &str) -> Result {
        let finding = it.finding.as_ref();
        let rule_index = self.rules.number(&it.code.id, &it.code.name, it.severity, &tags(finding));
        let labels = it.labels.iter().take(PLACES).enumerate();
        let related = labels.map(|(nth, label)| Location { id: Some(nth + 1), ..self.told(label.at, &label.text) });
        let witness = finding.and_then(|it| it.witness.as_ref()).filter(|it| !it.run.is_empty());
        Result {
            rule_id: it.code.id.clone(),
            rule_index,
            kind: "fail",
            level: level(it.severity),
            message: Message::rich(&paragraphs(it)),
            locations: vec![self.location(it.at)],
            related_locations: related.collect(),
            code_flows: witness.map(|witness| self.run(it, witness)).into_iter().collect(),
            partial_fingerprints: Prints { item: mark.to_owned() },
            suppressions: None,
            properties: finding.map(decided),
        }
    }

    /// What is departed from by a waiver that counts.
    pub(super) fn waived(&mut self, it: &Waived<'_>, seen: &mut BTreeMap<String, usize>) -> Result {
        let finding = it.finding;
        let severity = match finding.level.as_str() {
            "must" => Severity::Error,
            "should" => Severity::Warning,
            _ => Severity::Info,
        };
        let id = &finding.requirement;
        let rule_index = self.rules.number(id, id, severity, &tags(Some(finding)));
        let names: Vec<_> = it.departures.iter().map(|it| format!("`{}`", it.waiver)).collect();
        let by = if names.is_empty() { String::new() } else { format!(" by {}", names.join(" and ")) };
        let text = format!("for `{}`, this is departed from{by}", finding.subject);
        let justified = it.departures.iter().map(|departure| Suppression {
            kind: "inSource",
            status: "accepted",
            justification: departure.justification(),
            location: self.location(departure.at),
        });
        Result {
            rule_id: id.clone(),
            rule_index,
            kind: "fail",
            level: level(severity),
            message: Message::rich(&[text]),
            locations: it.departures.first().map(|it| self.location(it.at)).into_iter().collect(),
            related_locations: Vec::new(),
            code_flows: Vec::new(),
            partial_fingerprints: Prints { item: mark(seen, ["waived", id, &about(finding)]) },
            suppressions: Some(justified.collect()),
            properties: Some(decided(finding)),
        }
    }

    /// The run that breaks a requirement, stop by stop; what is to be seen at one is said there.
    fn run(&self, it: &Diagnostic, witness: &Witness) -> CodeFlow {
        let stops = witness.run.iter().take(STOPS).enumerate().map(|(nth, stop)| {
            let seen = it.labels.iter().find(|label| label.at == stop.at).map(|it| it.text.as_str());
            let name = format!("`{}`", stop.step);
            let seen = seen.map(|it| it.strip_prefix(&format!("{}. ", nth + 1)).unwrap_or(it));
            let words = match seen {
                Some(seen) if seen.contains(&stop.step) => format!("{}. {seen}", nth + 1),
                Some(seen) => format!("{}. {name}: {seen}", nth + 1),
                None => format!("{}. {name}", nth + 1),
            };
            Stop { location: self.told(stop.at, &words), execution_order: nth + 1 }
        });
        let facts: Vec<_> =
            witness.facts.iter().map(|(name, values)| format!("{name}: {}", values.join(", "))).collect();
        let words = if facts.is_empty() {
            "the run that breaks it".to_owned()
        } else {
            format!("the run that breaks it, under these facts: {}", facts.join("; "))
        };
        CodeFlow { message: Message::plain(&words), thread_flows: [ThreadFlow { locations: stops.collect() }] }
    }

    fn told(&self, at: Place, words: &str) -> Location {
        Location { message: Some(Message::plain(words)), ..self.location(at) }
    }

    fn location(&self, at: Place) -> Location {
        let spot = Spot::of(&self.report.analysis.files, at, Unit::Utf16);
        let region = Region {
            start_line: spot.start.0,
            start_column: spot.start.1,
            end_line: spot.end.0,
            end_column: spot.end.1,
        };
        let artifact_location = Artifact::new(self.report.root.uri(spot.file));
        Location { id: None, physical_location: Physical { artifact_location, region: Some(region) }, message: None }
    }
}

fn tags(finding: Option<&Finding>) -> Vec<&str> {
    let Some(finding) = finding else { return vec!["text"] };
    ["requirement", &finding.level].into_iter().chain(finding.stage.as_deref()).collect()
}

fn decided(finding: &Finding) -> About {
    About {
        entity: finding.entity.clone(),
        subject: finding.subject.clone(),
        verdict: finding.verdict.words(),
        stage: finding.stage.clone(),
    }
}

/// What is wrong; and then, for those who read on, what else is to be said.
fn paragraphs(it: &Diagnostic) -> Vec<String> {
    let rest =
        it.notes.iter().cloned().chain(it.why.clone()).chain(it.help.as_ref().map(|it| format!("what to do: {it}")));
    [it.message.clone()].into_iter().chain(rest).collect()
}
