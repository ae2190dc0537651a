//! Comparisons as a collection of mappings: one for each pair, its source the subject and its target the measure.
//!
//! OSCAL relates sets of requirements, by what the source asks and what the target asks. Who asks less asks a part of
//! what the other asks: *weaker* is `subset-of`, *stronger* `superset-of`. *Equal* is `equivalent-to`, as it is decided
//! by meaning and the words may differ; `equal-to` would claim the words. *Incomparable* is `intersects-with`. A valid
//! waiver asks less while it lasts, so who departs is `subset-of`, with a qualifier. What is missing is no map but stands
//! in the gaps of the target; what is added, in those of the source.
//!
//! The list is closed and has no word for what is not decided. `intersects-with` is the only one that neither grants
//! that one side covers the other nor denies that they speak of the same; so it stands there, with a confidence of 0 and
//! a qualifier that blocks it and says what is open. What never applies is `no-relationship`, with a qualifier: where
//! nothing it speaks of can happen, nothing was compared.

use duly_dsl::{Both, Compared, Date, Departure, Party, PartyKind, Relation, Which};
use serde::Serialize;

use super::metadata::{BackMatter, Metadata, Property, Resources};
use super::{NAMESPACE, id, short, text};
use crate::render::compare::Pair;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Document {
    mapping_collection: Collection,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Collection {
    uuid: String,
    metadata: Metadata,
    provenance: Provenance,
    mappings: Vec<Mapping>,
    #[serde(skip_serializing_if = "Option::is_none")]
    back_matter: Option<BackMatter>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Provenance {
    method: &'static str,
    matching_rationale: &'static str,
    status: &'static str,
    mapping_description: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Mapping {
    uuid: String,
    status: &'static str,
    source_resource: Side,
    target_resource: Side,
    maps: Vec<Map>,
    props: Vec<Property>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_gap_summary: Option<Gap>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_gap_summary: Option<Gap>,
}

#[derive(Serialize)]
struct Side {
    #[serde(skip_serializing_if = "Option::is_none")]
    ns: Option<&'static str>,
    #[serde(rename = "type")]
    kind: &'static str,
    href: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Map {
    uuid: String,
    relationship: &'static str,
    sources: Vec<Item>,
    targets: Vec<Item>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    qualifiers: Vec<Qualifier>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence_score: Option<Confidence>,
    props: Vec<Property>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item {
    #[serde(rename = "type")]
    kind: &'static str,
    id_ref: String,
}

#[derive(Serialize)]
struct Qualifier {
    subject: &'static str,
    predicate: &'static str,
    category: &'static str,
    description: String,
}

#[derive(Serialize)]
struct Confidence {
    percentage: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Gap {
    uuid: String,
    unmapped_controls: Vec<Unmapped>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Unmapped {
    with_ids: Vec<String>,
}

/// The comparisons in which anything is asked at all; nothing where none does.
pub(crate) fn document(pairs: &[Pair], today: Date) -> Option<Document> {
    let mut resources = Resources::default();
    let asking = pairs.iter().filter(|it| !it.comparison.rows.is_empty());
    let mappings: Vec<Mapping> = asking.map(|it| mapping(it, &mut resources)).collect();
    let names: Vec<String> = pairs.iter().map(title).collect();
    let mut ids: Vec<&str> = vec!["mapping-collection"];
    ids.extend(mappings.iter().map(|it| it.uuid.as_str()));
    let is_complete = mappings.iter().all(|it| it.status == "complete");
    let collection = Collection {
        uuid: id::uuid(&ids),
        metadata: Metadata::new(&names.join("; "), "comparison", today),
        provenance: Provenance {
            method: "automation",
            matching_rationale: "semantic",
            status: if is_complete { "complete" } else { "not-complete" },
            mapping_description: "Decided by Duly over what the rules mean, not over their words: source requirements \
                                  are those of the first party named, target requirements those of the other. \
                                  No person has signed it.",
        },
        mappings,
        back_matter: resources.end(),
    };
    (!collection.mappings.is_empty()).then_some(Document { mapping_collection: collection })
}

fn title(pair: &Pair) -> String {
    let name = |side| text::plain(&pair.comparison.parties.of(side).name).unwrap_or("what is written here".to_owned());
    format!("{} held against {}", name(Which::Subject), name(Which::Measure))
}

fn mapping(pair: &Pair, resources: &mut Resources) -> Mapping {
    let it = &pair.comparison;
    let names = [it.parties.subject.name.as_str(), it.parties.measure.name.as_str()];
    let gap = |relation: Relation, of: &str| {
        let rows = it.rows.iter().filter(|row| row.relation == relation);
        let with_ids: Vec<String> = rows.map(|row| id::token(short(&row.requirement))).collect();
        let uuid = id::uuid(&["gap", of, names[0], names[1]]);
        (!with_ids.is_empty()).then(|| Gap { uuid, unmapped_controls: vec![Unmapped { with_ids }] })
    };
    let is_gap = |row: &Compared| matches!(row.relation, Relation::Missing | Relation::Added);
    let mapped: Vec<&Compared> = it.rows.iter().filter(|row| !is_gap(row)).collect();
    // A mapping without a map is none: where both sides share nothing, that is told one by one instead.
    let apart = mapped.is_empty();
    let rows: Vec<&Compared> = if apart { it.rows.iter().collect() } else { mapped };
    let open = it.rows.iter().any(is_open) || it.changes.iter().any(|it| open_relation(it.relation));
    let counts = Relation::ALL.iter().filter(|&&relation| it.count(relation) > 0);
    let props =
        counts.filter_map(|&relation| Property::duly("count", &format!("{} {}", it.count(relation), relation.words())));
    Mapping {
        uuid: id::uuid(&["mapping", names[0], names[1]]),
        status: if open { "not-complete" } else { "complete" },
        source_resource: side(&it.parties.subject, resources),
        target_resource: side(&it.parties.measure, resources),
        maps: rows.into_iter().map(|row| map(pair, row)).collect(),
        props: props.collect(),
        remarks: own_rules(pair),
        source_gap_summary: gap(Relation::Added, "source").filter(|_| !apart),
        target_gap_summary: gap(Relation::Missing, "target").filter(|_| !apart),
    }
}

/// An entity is no catalog and no profile; what is said of it refers to the controls it is held to.
fn side(party: &Party, resources: &mut Resources) -> Side {
    let title = party.title.as_deref().unwrap_or(&party.name);
    match party.kind {
        PartyKind::Guidance => {
            Side { ns: None, kind: "catalog", href: resources.document("catalog", &party.name, title) }
        }
        PartyKind::Entity => {
            let words = format!("{title}: what it does, and what it asks of itself, as its own files say");
            let name = if party.name.is_empty() { "what is written here" } else { &party.name };
            Side { ns: Some(NAMESPACE), kind: "entity", href: resources.told(&party.name, name, &words) }
        }
    }
}

fn is_open(row: &Compared) -> bool {
    open_relation(row.relation) || row.relation == Relation::Waived && depart(&row.departures).is_none()
}

fn open_relation(relation: Relation) -> bool {
    matches!(relation, Relation::ToBeJudged | Relation::Undecided | Relation::Unknown)
}

/// Which side departs, if it is only one.
fn depart(departures: &Both<Vec<Departure>>) -> Option<Which> {
    match (departures.subject.is_empty(), departures.measure.is_empty()) {
        (false, true) => Some(Which::Subject),
        (true, false) => Some(Which::Measure),
        _ => None,
    }
}

fn relationship(row: &Compared) -> &'static str {
    match row.relation {
        Relation::Equal => "equivalent-to",
        Relation::Weaker => "subset-of",
        Relation::Stronger => "superset-of",
        Relation::Waived => match depart(&row.departures) {
            Some(Which::Subject) => "subset-of",
            Some(Which::Measure) => "superset-of",
            None => "intersects-with",
        },
        Relation::Incomparable | Relation::ToBeJudged | Relation::Undecided | Relation::Unknown => "intersects-with",
        Relation::NeverApplies | Relation::Missing | Relation::Added => "no-relationship",
    }
}

fn map(pair: &Pair, row: &Compared) -> Map {
    let parties = &pair.comparison.parties;
    let item = || vec![Item { kind: "control", id_ref: id::token(short(&row.requirement)) }];
    let props = [
        Property::duly("requirement", &row.requirement),
        Property::duly("relation", row.relation.words()),
        Property::duly("level", &row.level),
    ];
    Map {
        uuid: id::uuid(&["map", &parties.subject.name, &parties.measure.name, &row.requirement]),
        relationship: relationship(row),
        sources: item(),
        targets: item(),
        qualifiers: qualifiers(row),
        confidence_score: is_open(row).then_some(Confidence { percentage: 0.0 }),
        props: props.into_iter().flatten().collect(),
        remarks: remarks(pair, row),
    }
}

fn qualifiers(row: &Compared) -> Vec<Qualifier> {
    if is_open(row) {
        let open = row.question.as_deref().or(row.reason.as_deref()).unwrap_or(row.relation.words());
        let description = format!("Not decided ({}): {}", row.relation.words(), text::line(open, "no reason is given"));
        return vec![Qualifier { subject: "both", predicate: "has-requirement", category: "blocked", description }];
    }
    if row.relation == Relation::NeverApplies {
        let description = "Nothing it speaks of can happen on either side, so nothing was compared.".to_owned();
        return vec![Qualifier { subject: "both", predicate: "has-requirement", category: "restricted", description }];
    }
    let waived = |all: &[Departure], subject: &'static str| -> Vec<Qualifier> {
        let each = all.iter().map(|it| Qualifier {
            subject,
            predicate: "has-incompatibility",
            category: "restricted",
            description: departure(it),
        });
        each.collect()
    };
    let mut all = waived(&row.departures.subject, "source");
    all.extend(waived(&row.departures.measure, "target"));
    all
}

/// Who departs from something, until when, why, and what is done instead.
pub(super) fn departure(it: &Departure) -> String {
    let name = it.title.as_deref().unwrap_or(&it.waiver);
    let mut words = format!("Waiver {}", text::line(name, "-"));
    if !it.by.is_empty() {
        words.push_str(&format!(", approved by {}", text::line(&it.by.join(", "), "-")));
    }
    if let Some(until) = it.until {
        words.push_str(&format!(", until {until}"));
    }
    if let Some(reason) = &it.reason {
        words.push_str(&format!("; reason: {}", text::line(reason, "-")));
    }
    if !it.instead.is_empty() {
        words.push_str(&format!("; instead: {}", text::line(&it.instead.join(", "), "-")));
    }
    words
}

/// The case that one side lets through, and why it matters.
fn remarks(pair: &Pair, row: &Compared) -> Option<String> {
    let mut told = Vec::new();
    if let Some(case) = &row.case {
        told.push(text::line(&case.message, "-"));
        let facts = case.witness.facts.iter().map(|(name, values)| format!("{name}: {}", values.join(", ")));
        let facts: Vec<String> = facts.collect();
        if !facts.is_empty() {
            told.push(format!("Facts: {}", text::line(&facts.join("; "), "-")));
        }
        let stops = case.witness.run.iter().map(|stop| {
            format!("{} ({})", text::line(&stop.step, "-"), text::line(&pair.place(case.side, stop.at), "-"))
        });
        let stops: Vec<String> = stops.collect();
        if !stops.is_empty() {
            told.push(format!("Run: {}", stops.join(" → ")));
        }
    }
    (!told.is_empty()).then(|| text::paragraphs(told))
}

/// What the own rules of both sides ask differently. These are no controls; a reader must not miss them.
fn own_rules(pair: &Pair) -> Option<String> {
    let told: Vec<String> = pair
        .comparison
        .changes
        .iter()
        .map(|it| format!("Own rules, {}: {}", it.relation.words(), text::line(&it.message, "-")))
        .collect();
    (!told.is_empty()).then(|| text::paragraphs(told))
}
