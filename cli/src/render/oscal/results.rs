//! Findings as assessment results: one result for each entity and whoever asks, in it an observation for each
//! requirement and subject.
//!
//! A requirement is satisfied only where no run breaks it. Where a run does, where one does if an optional step is left
//! out, or where it is not known, the target is `not-satisfied`; the reason tells `fail` from `other`. What never
//! applies is observed, and no finding: it does not count as kept. What breaks is a risk; a waiver that counts makes it
//! an approved deviation, and nothing else closes one.

mod shape;

use std::collections::BTreeSet;

use duly_dsl::{Analysis, Date, Diagnostic, Finding, Party as Owner, PartyKind, Place, Row, Verdict, Waived};

use super::mapping::departure as told_of;
use super::metadata::{Metadata, Party, Property, Resources, instant};
use super::{id, short, text};
pub(crate) use shape::Document;
use shape::*;

/// What was found in the files.
pub(crate) struct Checked<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) today: Date,
    /// Whose findings; all, if empty.
    pub(crate) entities: Vec<String>,
}

/// The findings; nothing where nothing was decided.
pub(crate) fn document(checked: &Checked<'_>) -> Option<Document> {
    let wanted = |it: &&Row| checked.entities.is_empty() || checked.entities.contains(&it.finding.entity);
    let rows: Vec<&Row> = checked.analysis.verdicts.iter().filter(wanted).collect();
    let mut sets: Vec<(&str, &str)> = Vec::new();
    for row in &rows {
        let set = (row.finding.entity.as_str(), asker(&row.finding.requirement));
        if !sets.contains(&set) {
            sets.push(set);
        }
    }
    let results: Vec<Outcome> = sets
        .iter()
        .map(|&(entity, of)| {
            let same = |it: &Row| it.finding.entity == entity && asker(&it.finding.requirement) == of;
            checked.outcome(entity, of, &rows.iter().copied().filter(|it| same(it)).collect::<Vec<_>>())
        })
        .collect();
    let names: BTreeSet<&str> = sets.iter().map(|it| it.0).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let parties = checked.analysis.parties();
    let title = |name: &str| {
        let it = parties.iter().find(|it: &&Owner| it.kind == PartyKind::Entity && it.name == name);
        it.and_then(|it| it.title.clone()).unwrap_or_else(|| name.to_owned())
    };
    let titles: Vec<String> = names.iter().map(|it| title(it)).collect();
    let mut metadata = Metadata::new(&titles.join("; "), "what is written here", checked.today);
    let all = names.iter().zip(&titles);
    metadata.parties =
        all.map(|(name, title)| Party { uuid: party(name), kind: "organization", name: text::plain(title) }).collect();
    let mut resources = Resources::default();
    let plan = "There is no plan besides: the files were checked against all that their authors follow and ask of \
                themselves, over every run of every procedure.";
    let import = Import { href: resources.told("plan", "Checking by Duly", plan), remarks: plan };
    let mut ids = vec!["assessment-results"];
    ids.extend(&names);
    let document = Results { uuid: id::uuid(&ids), metadata, import_ap: import, results, back_matter: resources.end() };
    (!document.results.is_empty()).then_some(Document { assessment_results: document })
}

/// Whose requirement it is: a guidance's, or the entity's own.
fn asker(requirement: &str) -> &str {
    requirement.split_once('/').map_or("", |it| it.0)
}

fn party(entity: &str) -> String {
    id::uuid(&["party", entity])
}

fn origins(of: &[&str]) -> Vec<Origin> {
    vec![Origin { actors: vec![Actor { kind: "tool", actor_uuid: tool(of) }] }]
}

/// The program, as it stands in one result: OSCAL wants ids to differ from one to the next.
fn tool(of: &[&str]) -> String {
    id::uuid(&[&["tool"], of].concat())
}

fn satisfied(verdict: Verdict) -> Option<(&'static str, &'static str)> {
    match verdict {
        Verdict::NeverApplies => None,
        Verdict::Kept => Some(("satisfied", "pass")),
        Verdict::Broken | Verdict::KeptIfOptional => Some(("not-satisfied", "fail")),
        Verdict::Waived | Verdict::ToBeJudged | Verdict::Undecided | Verdict::Unknown => {
            Some(("not-satisfied", "other"))
        }
    }
}

impl Checked<'_> {
    fn outcome(&self, entity: &str, of: &str, rows: &[&Row]) -> Outcome {
        let controls: BTreeSet<String> = rows.iter().map(|it| id::token(short(&it.finding.requirement))).collect();
        let include_controls = controls.into_iter().map(|control_id| Selected { control_id }).collect();
        let by = if of.is_empty() { "what it asks of itself" } else { of };
        let name = if entity.is_empty() { "what is written here" } else { entity };
        let count = |verdict: Verdict| rows.iter().filter(|it| it.finding.verdict == verdict).count();
        let verdicts: BTreeSet<Verdict> = rows.iter().map(|it| it.finding.verdict).collect();
        let counts =
            verdicts.into_iter().filter_map(|it| Property::duly("count", &format!("{} {}", count(it), it.words())));
        Outcome {
            uuid: id::uuid(&["result", entity, of]),
            title: text::line(&format!("{name}, checked against {by}"), "-"),
            description:
                "Every run of every procedure was looked at; what is not satisfied has a run that shows it, or \
                          a reason why it is not known."
                    .to_owned(),
            start: instant(self.today),
            end: instant(self.today),
            props: counts.collect(),
            local_definitions: local(&[entity, of]),
            reviewed_controls: Reviewed { control_selections: vec![Selection { include_controls }] },
            observations: rows.iter().map(|it| self.observation(it)).collect(),
            risks: rows.iter().filter_map(|it| self.risk(it)).collect(),
            findings: rows.iter().filter_map(|it| self.found(it)).collect(),
        }
    }

    fn observation(&self, row: &Row) -> Observation {
        let it = &row.finding;
        let told = self.told(it);
        let run = it.witness.iter().flat_map(|witness| &witness.run);
        let evidence = run.filter_map(|stop| self.evidence(&stop.step, stop.at));
        let mut description = vec![format!("{}: {}.", text::line(&it.subject, "-"), it.verdict.words())];
        description.extend(told.map(|told| text::line(&told.message, "-")));
        description.extend(it.witness.as_ref().map(|witness| {
            let stops: Vec<String> = witness.run.iter().map(|stop| text::line(&stop.step, "-")).collect();
            if stops.is_empty() { String::new() } else { format!("Run: {}", stops.join(" → ")) }
        }));
        description.extend(row.reason.as_ref().map(|reason| text::line(reason, "-")));
        let facts = it.witness.iter().flat_map(|witness| &witness.facts);
        let facts =
            facts.filter_map(|(name, values)| Property::duly("fact", &format!("{name}: {}", values.join(", "))));
        Observation {
            uuid: id("observation", it),
            title: text::line(short(&it.requirement), "-"),
            description: text::paragraphs(description),
            props: props(it).into_iter().chain(facts).collect(),
            methods: vec!["TEST"],
            types: vec!["control-objective"],
            origins: origins(&[&it.entity, asker(&it.requirement)]),
            subjects: vec![Subject { subject_uuid: party(&it.entity), kind: "party" }],
            relevant_evidence: evidence.collect(),
            collected: instant(self.today),
            remarks: told.and_then(|told| told.help.as_deref()).map(text::written),
        }
    }

    fn evidence(&self, step: &str, at: Place) -> Option<Evidence> {
        let file = self.analysis.files.get(at.file.0 as usize)?;
        let position = file.position(at.span.start);
        let words = format!("line {}, column {}: {step}", position.line, position.column);
        Some(Evidence { href: id::address(&file.path), description: text::line(&words, "-") })
    }

    /// What `duly check` says about it.
    fn told(&self, finding: &Finding) -> Option<&Diagnostic> {
        let about = |it: &&Diagnostic| {
            let of = it.finding.as_ref();
            of.is_some_and(|of| {
                of.requirement == finding.requirement
                    && of.entity == finding.entity
                    && of.verdict == finding.verdict
                    && (of.subject == finding.subject || of.also.contains(&finding.subject))
            })
        };
        self.analysis.diagnostics.iter().find(about)
    }

    fn risk(&self, row: &Row) -> Option<Risk> {
        let it = &row.finding;
        let status = match it.verdict {
            Verdict::Broken | Verdict::KeptIfOptional => "open",
            Verdict::Waived => "deviation-approved",
            _ => return None,
        };
        let told = self.told(it);
        let waivers = self.analysis.waivers(&it.entity);
        let settling = waivers.iter().filter(|waiver| it.verdict == Verdict::Waived && waiver.settles(it));
        let factors = settling.map(|Waived { departure, .. }| Mitigating {
            uuid: id::uuid(&["waiver", &it.entity, &it.requirement, &it.subject, &departure.waiver]),
            description: told_of(departure),
        });
        let name = short(&it.requirement);
        Some(Risk {
            uuid: id("risk", it),
            title: text::line(told.map_or(name, |told| &told.message), name),
            description: format!("{}: {}.", text::line(&it.subject, "-"), it.verdict.words()),
            statement: text::line(told.and_then(|told| told.why.as_deref()).unwrap_or(name), name),
            props: props(it),
            status,
            mitigating_factors: factors.collect(),
            related_observations: vec![RelatedObservation { observation_uuid: id("observation", it) }],
        })
    }

    fn found(&self, row: &Row) -> Option<Found> {
        let it = &row.finding;
        let (state, reason) = satisfied(it.verdict)?;
        let mut remarks = it.verdict.words().to_owned();
        if let Some(why) = &row.reason {
            remarks.push_str(&format!(": {}", text::line(why, "-")));
        }
        let risks = self.risk(row).map(|risk| RelatedRisk { risk_uuid: risk.uuid });
        Some(Found {
            uuid: id("finding", it),
            title: text::line(&format!("{}: {}", short(&it.requirement), it.verdict.words()), "-"),
            description: format!("{}: {}.", text::line(&it.subject, "-"), it.verdict.words()),
            props: props(it),
            target: Target {
                kind: "statement-id",
                target_id: id::statement(short(&it.requirement)),
                status: Status { state, reason, remarks },
            },
            related_observations: vec![RelatedObservation { observation_uuid: id("observation", it) }],
            related_risks: risks.into_iter().collect(),
        })
    }
}

fn id(kind: &str, it: &Finding) -> String {
    id::uuid(&[kind, &it.entity, &it.requirement, &it.subject])
}

fn props(it: &Finding) -> Vec<Property> {
    let all = [
        Property::duly("requirement", &it.requirement),
        Property::duly("verdict", it.verdict.words()),
        Property::duly("level", &it.level),
        Property::duly("subject", &it.subject),
    ];
    all.into_iter().flatten().collect()
}

fn local(of: &[&str]) -> Local {
    let component = Component {
        uuid: tool(of),
        kind: "software",
        title: concat!("Duly ", env!("CARGO_PKG_VERSION")),
        description: "Checks procedures for human rights due diligence against guidance.",
        status: Operating { state: "operational" },
    };
    let platform = Platform { uuid: id::uuid(&[&["platform"], of].concat()), title: "Duly on the command line" };
    Local { assessment_assets: Assets { components: vec![component], assessment_platforms: vec![platform] } }
}
