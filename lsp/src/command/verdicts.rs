//! An entity against the baseline that it follows, stage by stage.

use std::collections::{BTreeMap, BTreeSet};

use duly_dsl::{Diagnostic, Finding, Row, Rule, Verdict};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;

use super::page::{self, code, message, words};
use super::{Told, needed};
use crate::feature::refusal;
use crate::state::State;
use crate::state::snapshot::{Seen, Snapshot};

/// What stands where a requirement names no stage.
const NO_STAGE: &str = "no stage";

pub(super) async fn verdicts(state: &State, told: Told) -> Result<Value> {
    let uri = needed(told.uri, "which file is meant")?;
    let seen = state.decided(&uri).await?.ok_or_else(|| refusal("this file is not one of Duly's"))?;
    let entities = match told.entity {
        Some(entity) => vec![entity],
        None => entities(&seen),
    };
    let pages: Vec<String> = entities.iter().map(|it| compared(&seen.snapshot, it)).collect();
    let title = match entities.as_slice() {
        [] => return Err(refusal("no organisation in these files follows a guidance; write `follows` and its name")),
        [one] => format!("{one}, stage by stage"),
        _ => "Stage by stage".to_owned(),
    };
    Ok(super::page(state, &title, &pages.join("\n\n"), json!({})))
}

/// Those that the file declares or works for; all of them if it is none of theirs.
fn entities(seen: &Seen) -> Vec<String> {
    let all: BTreeSet<&str> = seen.analysis().verdicts.iter().map(|it| it.finding.entity.as_str()).collect();
    let symbols = seen.analysis().symbols(seen.file);
    let here: Vec<String> = symbols.iter().map(|it| it.name.clone()).filter(|it| all.contains(it.as_str())).collect();
    if here.is_empty() { all.into_iter().map(str::to_owned).collect() } else { here }
}

/// One entity: what was decided, by stage, the worst first.
fn compared(snapshot: &Snapshot, entity: &str) -> String {
    let analysis = &snapshot.analysis;
    let rows: Vec<&Row> = analysis.verdicts.iter().filter(|it| it.finding.entity == entity).collect();
    let books = analysis.rulebooks();
    let rules: BTreeMap<&str, &Rule> = books.iter().flat_map(|it| &it.rules).map(|it| (it.name.as_str(), it)).collect();
    let order: Vec<&str> = books.iter().flat_map(|it| &it.rules).filter_map(|it| it.stage.as_deref()).collect();
    let told: BTreeMap<(&str, &str), &Diagnostic> = analysis
        .diagnostics
        .iter()
        .filter_map(|it| Some((it.finding.as_ref()?, it)))
        .filter(|(finding, _)| finding.entity == entity)
        .flat_map(|(finding, it)| keys(finding).map(move |key| (key, it)))
        .collect();
    let baselines: BTreeSet<&str> =
        rows.iter().filter_map(|it| it.finding.requirement.rsplit_once('/')).map(|(guidance, _)| guidance).collect();
    let against: Vec<String> = baselines.into_iter().map(code).collect();
    let mut page = format!("# {} against {}\n\n", words(entity), against.join(", "));
    page.push_str(&page::counts(rows.iter().map(|it| it.finding.verdict)));
    page.push_str(", each requirement counted once for each use or other thing it was asked of.");
    for stage in stages(&rows, &order) {
        let of_it = rows.iter().copied().filter(|it| it.finding.stage.as_deref() == stage);
        page.push_str(&format!("\n\n## {}\n", words(stage.unwrap_or(NO_STAGE))));
        page.push_str(&lists(snapshot, &of_it.collect::<Vec<_>>(), &rules, &told));
    }
    page
}

/// The subjects that a finding was told for.
fn keys(finding: &Finding) -> impl Iterator<Item = (&str, &str)> {
    let subjects = std::iter::once(&finding.subject).chain(&finding.also);
    subjects.map(|it| (finding.requirement.as_str(), it.as_str()))
}

/// In the order in which the guidance declares them; what names none comes last.
fn stages<'a>(rows: &[&'a Row], order: &[&str]) -> Vec<Option<&'a str>> {
    let mut stages: Vec<Option<&str>> =
        rows.iter().map(|it| it.finding.stage.as_deref()).collect::<BTreeSet<_>>().into_iter().collect();
    let place = |it: &Option<&str>| match it {
        Some(stage) => order.iter().position(|it| it == stage).unwrap_or(usize::MAX - 1),
        None => usize::MAX,
    };
    stages.sort_by_key(place);
    stages
}

/// The requirements of a stage, a list for each verdict.
fn lists(
    snapshot: &Snapshot,
    rows: &[&Row],
    rules: &BTreeMap<&str, &Rule>,
    told: &BTreeMap<(&str, &str), &Diagnostic>,
) -> String {
    let mut page = String::new();
    for verdict in page::VERDICTS {
        let mut lines: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for &row in rows.iter().filter(|it| it.finding.verdict == verdict) {
            lines.entry(&row.finding.requirement).or_default().push(row);
        }
        if lines.is_empty() {
            continue;
        }
        let count: usize = lines.values().map(Vec::len).sum();
        page.push_str(&format!("\n### {count} {}\n\n", verdict.words()));
        for (requirement, rows) in lines {
            page.push_str(&entry(snapshot, requirement, &rows, rules.get(requirement).copied(), told));
        }
    }
    page
}

/// A requirement, whom it was asked of, and what is missing.
fn entry(
    snapshot: &Snapshot,
    requirement: &str,
    rows: &[&Row],
    rule: Option<&Rule>,
    told: &BTreeMap<(&str, &str), &Diagnostic>,
) -> String {
    let level = rows.first().map_or("", |it| it.finding.level.as_str());
    let name = rule.and_then(|it| it.title.as_deref()).unwrap_or("");
    let title = Some(name).filter(|it| !it.is_empty()).map_or_else(String::new, |it| format!("**{}** · ", words(it)));
    let subjects: Vec<String> = rows.iter().map(|it| words(&it.finding.subject)).collect();
    let mut entry = format!("- {title}{} · {} · {}\n", code(requirement), words(level), subjects.join(", "));
    let mut missing: Vec<String> = Vec::new();
    for row in rows.iter().filter(|it| !matches!(it.finding.verdict, Verdict::Kept | Verdict::NeverApplies)) {
        let found = keys(&row.finding).next().and_then(|key| told.get(&key).copied());
        let what = found.map(|it| without(&it.message, name)).or_else(|| row.reason.clone());
        let place = found.map_or_else(String::new, |it| format!(" ({})", place(snapshot, it)));
        missing.extend(what.map(|it| format!("  - {}{place}\n", message(&it))).filter(|it| !missing.contains(it)));
        let help = found.and_then(|it| it.help.as_deref()).map(|it| format!("  - to do: {}", page::advice(it)));
        missing.extend(help.filter(|it| !missing.contains(it)));
    }
    entry.extend(missing);
    entry
}

/// A message without the title that it begins with: it stands above.
fn without(message: &str, title: &str) -> String {
    let mut rest = message.chars();
    let begins = !title.is_empty()
        && title.chars().all(|it| rest.next().is_some_and(|other| other.to_lowercase().eq(it.to_lowercase())));
    let rest = rest.as_str().trim_start_matches([':', ' ']);
    if begins && !rest.is_empty() { rest.to_owned() } else { message.to_owned() }
}

/// Where to look, as a link.
fn place(snapshot: &Snapshot, it: &Diagnostic) -> String {
    let Some(source) = snapshot.source(it.at.file) else { return String::new() };
    let line = source.position(it.at.span.start).line;
    let said = format!("{}, line {line}", words(&source.path));
    match snapshot.uri(it.at.file) {
        Some(mut url) if url.scheme() == "file" => {
            url.set_fragment(Some(&format!("L{line}")));
            format!("[{said}](<{url}>)")
        }
        _ => said,
    }
}
