//! The table of verdicts by stage, each row of which opens to what is behind it; and what changed in own rules.

use std::io;

use duly_dsl::{Case, Change, Compared, PartyKind, Place, Relation, Verdict, Which};

use super::{Page, Part, class};
use crate::render::compare::{facts, verdicts};
use crate::render::html::escaped as words;

/// What changed in the rules themselves.
pub(super) fn changes(page: &mut Page<'_>, part: &mut Part<'_>) -> io::Result<()> {
    let pair = part.pair;
    if pair.comparison.changes.is_empty() {
        return Ok(());
    }
    page.line("<div class=\"stage\">")?;
    page.heading(0, &format!("c{}-rules", part.number), "What changed in the rules themselves")?;
    page.line("<table class=\"rows\">\n<thead><tr><th scope=\"col\">How it stands</th>")?;
    page.line("<th scope=\"col\">What changed</th><th scope=\"col\">In the first</th>")?;
    page.line("<th scope=\"col\">In the second</th></tr></thead>")?;
    for (number, change) in pair.comparison.changes.iter().enumerate() {
        changed(page, part, change, number)?;
    }
    page.line("</table>\n</div>")
}

fn changed(page: &mut Page<'_>, part: &mut Part<'_>, it: &Change, number: usize) -> io::Result<()> {
    let (class, word) = (class(it.relation), it.relation.words());
    let value = |side| words(it.values.of(side).as_deref().unwrap_or(""));
    page.line(&format!(
        "<tbody class=\"row\" id=\"c{}n{number}\" data-how=\"{class}\" data-stage=\"\">\n\
         <tr><td><span class=\"how {class}\">{word}</span></td><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
        part.number,
        words(&it.message),
        value(Which::Subject),
        value(Which::Measure)
    ))?;
    let behind = if it.case.is_some() { "Both texts and the case" } else { "Both texts" };
    opened(page, behind, &it.message)?;
    if let Some(case) = &it.case {
        shown(page, part, case, it.relation)?;
    }
    let places = [Which::Subject, Which::Measure].map(|side| (side, *it.places.of(side)));
    texts(page, part, &places)?;
    closed(page)
}

/// Requirement by requirement, by stage.
pub(super) fn requirements(page: &mut Page<'_>, part: &mut Part<'_>) -> io::Result<()> {
    let (pair, at) = (part.pair, part.number);
    page.heading(0, &format!("c{at}-requirements"), "Requirement by requirement")?;
    let mut stages: Vec<Option<&str>> = Vec::new();
    for row in &pair.comparison.rows {
        if !stages.contains(&row.stage.as_deref()) {
            stages.push(row.stage.as_deref());
        }
    }
    for (number, stage) in stages.into_iter().enumerate() {
        page.line("<div class=\"stage\">")?;
        page.heading(1, &format!("c{at}s{number}"), stage.unwrap_or("at no stage in particular"))?;
        page.line(&format!("<table class=\"rows\" aria-labelledby=\"c{at}s{number}\">"))?;
        page.line("<thead><tr><th scope=\"col\">How it stands</th><th scope=\"col\">Requirement</th>")?;
        page.line("<th scope=\"col\">In the first</th><th scope=\"col\">In the second</th></tr></thead>")?;
        for (number, row) in pair.comparison.rows.iter().enumerate().filter(|(_, it)| it.stage.as_deref() == stage) {
            self::row(page, part, row, number)?;
        }
        page.line("</table>\n</div>")?;
    }
    Ok(())
}

fn row(page: &mut Page<'_>, part: &mut Part<'_>, row: &Compared, number: usize) -> io::Result<()> {
    let title = row.title.as_deref().unwrap_or(&row.requirement);
    let (class, word) = (class(row.relation), row.relation.words());
    let none = |side: Which| match part.pair.comparison.parties.of(side).kind {
        PartyKind::Guidance if row.places.of(side).is_some() => "asks it",
        _ => "not asked",
    };
    let verdict = |side| row.verdicts.of(side).map_or_else(|| none(side), Verdict::words);
    page.line(&format!(
        "<tbody class=\"row\" id=\"c{}r{number}\" data-how=\"{class}\" data-stage=\"{}\">\n\
         <tr><td><span class=\"how {class}\">{word}</span></td><th scope=\"row\">{} <span class=\"name\">{} ({})</span></th>\
         <td>{}</td><td>{}</td></tr>",
        part.number,
        words(row.stage.as_deref().unwrap_or("")),
        words(title),
        words(&row.requirement),
        words(&row.level),
        verdict(Which::Subject),
        verdict(Which::Measure),
    ))?;
    opened(page, behind(row), title)?;
    if let Some(verdicts) = verdicts(row) {
        page.paragraph(&format!("In the first: {verdicts}"))?;
    }
    if let Some(question) = &row.question {
        page.paragraph(&format!("To be judged by a person: {question}"))?;
    }
    if let Some(reason) = &row.reason {
        page.paragraph(reason)?;
    }
    for it in row.departures.subject.iter().chain(&row.departures.measure) {
        let until = it.until.map(|it| format!(" until {it}")).unwrap_or_default();
        let why = it.reason.as_deref().unwrap_or("no reason is stated");
        page.paragraph(&format!("Departed from by the waiver {}{until}: {why}", it.waiver))?;
    }
    if let Some(case) = &row.case {
        shown(page, part, case, row.relation)?;
    }
    if let Some(because) = &row.because {
        page.paragraph(&format!("Why it is asked: {because}"))?;
    }
    if !row.sources.is_empty() {
        page.paragraph(&format!("On the word of: {}", row.sources.join("; ")))?;
    }
    let places = [Which::Subject, Which::Measure].map(|side| (side, *row.places.of(side)));
    texts(page, part, &places)?;
    closed(page)
}

/// What opens below a row.
fn behind(row: &Compared) -> &'static str {
    match (&row.case, row.question.is_some() && row.relation == Relation::ToBeJudged) {
        (Some(_), _) => "The case, reason, sources, both texts",
        (None, true) => "The question, reason, sources, both texts",
        (None, false) => "Reason, sources, both texts",
    }
}

/// The part of a row that opens. Its name says of what, for those who only hear it.
fn opened(page: &mut Page<'_>, behind: &str, of: &str) -> io::Result<()> {
    page.line("<tr class=\"more\"><td colspan=\"4\"><details>")?;
    page.line(&format!("<summary aria-label=\"{behind}: {}\">{behind}</summary>\n<div class=\"inside\">", words(of)))
}

fn closed(page: &mut Page<'_>) -> io::Result<()> {
    page.line("</div>\n</details></td></tr>\n</tbody>")
}

fn shown(page: &mut Page<'_>, part: &mut Part<'_>, case: &Case, relation: Relation) -> io::Result<()> {
    let pair = part.pair;
    page.line(&format!("<p><strong>The case:</strong> {}</p>", words(&case.message)))?;
    if !case.witness.facts.is_empty() {
        page.paragraph(&format!("Facts: {}", facts(&case.witness.facts)))?;
    }
    if case.witness.run.is_empty() {
        return Ok(());
    }
    let who = if case.side == Which::Subject { "first" } else { "second" };
    page.line(&format!("<p>The run, in the {who}:</p>\n<ol class=\"run\">"))?;
    for stop in &case.witness.run {
        let place = words(&pair.place(case.side, stop.at));
        page.line(&format!("<li>{} <span class=\"place\">{place}</span></li>", words(&stop.step)))?;
    }
    page.line("</ol>")?;
    let is_grave = matches!(relation, Relation::Missing | Relation::Weaker | Relation::Incomparable);
    if is_grave { page.picture(part, case) } else { Ok(()) }
}

/// The texts of both sides, as they are written. What stands on both sides at one place is shown once.
fn texts(page: &mut Page<'_>, part: &mut Part<'_>, places: &[(Which, Option<Place>)]) -> io::Result<()> {
    page.line("<div class=\"texts\">")?;
    let mut told: Vec<String> = Vec::new();
    for &(side, place) in places {
        let who = if side == Which::Subject { "first" } else { "second" };
        let Some(at) = place else {
            page.line(&format!("<p class=\"place\">No place in the {who} speaks of it.</p>"))?;
            continue;
        };
        let name = part.pair.place(side, at);
        if told.contains(&name) {
            page.line(&format!("<p class=\"place\">The {who} rests on the same text.</p>"))?;
            continue;
        }
        page.line(&format!("<figure>\n<figcaption>In the {who}: {}</figcaption>", words(&name)))?;
        match part.excerpts.around(side, at).filter(|it| it.lines.len() <= page.lines_left) {
            None => page.line("<p class=\"place\">The text is left out: the page holds too much of it already.</p>")?,
            Some(excerpt) => {
                page.lines_left -= excerpt.lines.len();
                let lines = excerpt.lines.iter().map(|(number, text, is_meant)| {
                    let text = words(text);
                    let text = if *is_meant { format!("<mark>{text}</mark>") } else { text };
                    format!("<span><span class=\"no\">{number:>4}</span> {text}</span>")
                });
                page.line(&format!("<pre>{}</pre>", lines.collect::<Vec<_>>().join("\n")))?;
                if excerpt.left_out > 0 {
                    page.line(&format!("<p class=\"place\">{} more lines are not shown.</p>", excerpt.left_out))?;
                }
            }
        }
        page.line("</figure>")?;
        told.push(name);
    }
    page.line("</div>")
}
