//! A comparison as one page that needs nothing else: to read, to print, to forward. No script, no network, no score.
//!
//! Everything from a file is escaped before it is written, and nothing from a file becomes an address.

use std::io::{self, Write};

use duly_dsl::{Case, Change, Compared, Departure, Relation, SourceFile, Which};
use sha2::{Digest, Sha256};

use super::{Pair, Report, facts, verdicts};
use crate::render::html::{self, escaped as words};

const STYLE: &str = include_str!("html/report.css");

/// Writes the page.
pub(crate) fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let title = match report.pairs.as_slice() {
        [only] => heading(only),
        all => format!("{} comparisons", all.len()),
    };
    html::head(out, &title, STYLE, None)?;
    writeln!(out, "<main>")?;
    writeln!(out, "<h1>{}</h1>", words(&title))?;
    writeln!(out, "<p>What the first requires less than the second, as of {}.</p>", report.today)?;
    if report.pairs.len() > 1 {
        overview(out, report)?;
    }
    for (at, pair) in report.pairs.iter().enumerate() {
        section(out, report, pair, at)?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

fn heading(pair: &Pair) -> String {
    format!("{} held against {}", pair.name(Which::Subject), pair.name(Which::Measure))
}

/// Many entities: one row each, every count led to its list.
fn overview(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let used: Vec<Relation> =
        Relation::ALL.into_iter().filter(|&it| report.pairs.iter().any(|pair| pair.comparison.count(it) > 0)).collect();
    writeln!(out, "<table>\n<thead><tr><th scope=\"col\">Who</th>")?;
    for relation in &used {
        writeln!(out, "<th scope=\"col\">{}</th>", relation.words())?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for (at, pair) in report.pairs.iter().enumerate() {
        writeln!(out, "<tr><th scope=\"row\"><a href=\"#c{at}\">{}</a></th>", words(&heading(pair)))?;
        for &relation in &used {
            writeln!(out, "<td class=\"number\">{}</td>", pair.comparison.count(relation))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>")
}

fn section(out: &mut dyn Write, report: &Report, pair: &Pair, at: usize) -> io::Result<()> {
    writeln!(out, "<section id=\"c{at}\">")?;
    if report.pairs.len() > 1 {
        writeln!(out, "<h2>{}</h2>", words(&heading(pair)))?;
    }
    counts(out, pair)?;
    if !pair.comparison.changes.is_empty() {
        writeln!(out, "<h2>What changed in the rules themselves</h2>")?;
        for change in &pair.comparison.changes {
            changed(out, pair, change)?;
        }
    }
    writeln!(out, "<h2>Requirement by requirement</h2>")?;
    let mut stages: Vec<Option<&str>> = Vec::new();
    for row in &pair.comparison.rows {
        if !stages.contains(&row.stage.as_deref()) {
            stages.push(row.stage.as_deref());
        }
    }
    for stage in stages {
        writeln!(out, "<h3>{}</h3>", words(stage.unwrap_or("at no stage in particular")))?;
        for row in pair.comparison.rows.iter().filter(|it| it.stage.as_deref() == stage) {
            self::row(out, pair, row)?;
        }
    }
    departures(out, pair)?;
    questions(out, pair)?;
    sources(out, pair)?;
    writeln!(out, "</section>")
}

fn counts(out: &mut dyn Write, pair: &Pair) -> io::Result<()> {
    writeln!(out, "<table>\n<caption class=\"name\">How many requirements stand how</caption>\n<tbody>")?;
    for relation in Relation::ALL {
        let count = pair.comparison.count(relation);
        if count > 0 {
            let (class, word) = (class(relation), relation.words());
            writeln!(out, "<tr><th scope=\"row\" class=\"{class}\">{word}</th><td class=\"number\">{count}</td></tr>")?;
        }
    }
    writeln!(out, "</tbody>\n</table>")
}

fn class(relation: Relation) -> String {
    relation.words().replace(' ', "-")
}

fn row(out: &mut dyn Write, pair: &Pair, row: &Compared) -> io::Result<()> {
    let title = row.title.as_deref().unwrap_or(&row.requirement);
    let (class, word) = (class(row.relation), row.relation.words());
    writeln!(out, "<details>\n<summary><span class=\"how {class}\">{word}</span> {}</summary>", words(title))?;
    writeln!(out, "<div class=\"inside\">\n<p class=\"name\">{} ({})</p>", words(&row.requirement), words(&row.level))?;
    if let Some(verdicts) = verdicts(row) {
        paragraph(out, &verdicts)?;
    }
    if let Some(question) = &row.question {
        paragraph(out, &format!("To be judged by a person: {question}"))?;
    }
    if let Some(reason) = &row.reason {
        paragraph(out, reason)?;
    }
    if let Some(case) = &row.case {
        shown(out, pair, case)?;
    }
    if let Some(because) = &row.because {
        paragraph(out, &format!("Why it is asked: {because}"))?;
    }
    if !row.sources.is_empty() {
        paragraph(out, &format!("On the word of: {}", row.sources.join("; ")))?;
    }
    for side in [Which::Measure, Which::Subject] {
        if let Some(at) = *row.places.of(side) {
            let who = if side == Which::Subject { "first" } else { "second" };
            writeln!(out, "<p class=\"place\">In the {who}: {}</p>", words(&pair.place(side, at)))?;
        }
    }
    writeln!(out, "</div>\n</details>")
}

fn paragraph(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out, "<p>{}</p>", words(text))
}

fn shown(out: &mut dyn Write, pair: &Pair, case: &Case) -> io::Result<()> {
    paragraph(out, &case.message)?;
    if !case.witness.facts.is_empty() {
        paragraph(out, &format!("Facts: {}", facts(&case.witness.facts)))?;
    }
    if case.witness.run.is_empty() {
        return Ok(());
    }
    writeln!(out, "<ol class=\"run\">")?;
    for stop in &case.witness.run {
        let place = words(&pair.place(case.side, stop.at));
        writeln!(out, "<li>{} <span class=\"place\">{place}</span></li>", words(&stop.step))?;
    }
    writeln!(out, "</ol>")
}

fn changed(out: &mut dyn Write, pair: &Pair, change: &Change) -> io::Result<()> {
    let (class, word) = (class(change.relation), change.relation.words());
    let message = words(&change.message);
    writeln!(out, "<details>\n<summary><span class=\"how {class}\">{word}</span> {message}</summary>")?;
    writeln!(out, "<div class=\"inside\">")?;
    for side in [Which::Measure, Which::Subject] {
        if let Some(at) = *change.places.of(side) {
            let who = if side == Which::Subject { "first" } else { "second" };
            let value = change.values.of(side).as_ref().map(|it| format!(": {it}")).unwrap_or_default();
            let place = words(&format!("{}{value}", pair.place(side, at)));
            writeln!(out, "<p class=\"place\">In the {who}: {place}</p>")?;
        }
    }
    if let Some(case) = &change.case {
        shown(out, pair, case)?;
    }
    writeln!(out, "</div>\n</details>")
}

/// The register of waivers, those that lapse first on top.
fn departures(out: &mut dyn Write, pair: &Pair) -> io::Result<()> {
    let all = pair.comparison.rows.iter();
    let mut known: Vec<&Departure> =
        all.flat_map(|it| it.departures.subject.iter().chain(&it.departures.measure)).collect();
    known.sort_by_key(|it| (it.until, &it.waiver));
    known.dedup();
    if known.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>Waivers</h2>\n<table>\n<thead><tr>")?;
    for head in ["Waiver", "Departs from", "Until", "By", "Why"] {
        writeln!(out, "<th scope=\"col\">{head}</th>")?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for it in known {
        let until = it.until.map(|it| it.to_string()).unwrap_or_default();
        let requirement = it.requirement.as_deref().unwrap_or("");
        let cells = [it.waiver.as_str(), requirement, &until, &it.by.join(", "), it.reason.as_deref().unwrap_or("")];
        let cells: String = cells.iter().map(|it| format!("<td>{}</td>", words(it))).collect();
        writeln!(out, "<tr>{cells}</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>")
}

fn questions(out: &mut dyn Write, pair: &Pair) -> io::Result<()> {
    let open = pair.comparison.rows.iter().filter(|it| it.relation == Relation::ToBeJudged);
    let open: Vec<&Compared> = open.filter(|it| it.question.is_some()).collect();
    if open.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>Still to be judged by a person</h2>\n<ul>")?;
    for row in open {
        let question = words(row.question.as_deref().unwrap_or(""));
        writeln!(out, "<li>{question} <span class=\"name\">{}</span></li>", words(&row.requirement))?;
    }
    writeln!(out, "</ul>")
}

/// What was read, and a print of each text, by which anybody can tell whether it is still the same.
fn sources(out: &mut dyn Write, pair: &Pair) -> io::Result<()> {
    writeln!(out, "<h2>What was read</h2>\n<table>\n<thead><tr><th scope=\"col\">File</th>")?;
    writeln!(out, "<th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>")?;
    let mut told: Vec<(String, String)> = Vec::new();
    for side in [Which::Subject, Which::Measure] {
        for file in pair.analyses.of(side).files.iter().filter(|it| !it.shipped) {
            let version = pair.labels.of(side).as_ref().map(|it| format!("{it}: ")).unwrap_or_default();
            let entry = (format!("{version}{}", file.path), print(file));
            if !told.contains(&entry) {
                told.push(entry);
            }
        }
    }
    for (name, print) in told {
        writeln!(out, "<tr><td>{}</td><td><code>{print}</code></td></tr>", words(&name))?;
    }
    writeln!(
        out,
        "</tbody>\n</table>\n<p class=\"name\">Guidance that ships with Duly {}.</p>",
        env!("CARGO_PKG_VERSION")
    )
}

fn print(file: &SourceFile) -> String {
    Sha256::digest(file.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
