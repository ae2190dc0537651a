//! A comparison as one page that needs nothing else: to read, to print, to forward. No network and no score. It is whole
//! without its script, which only helps to look for something in it.
//!
//! Everything from a file is escaped before it is written, and nothing from a file becomes an address.

mod filter;
mod picture;
mod registers;
mod rows;

use std::io::{self, Write};

use duly_dsl::{Relation, Which};
use picture::Pictures;

use super::excerpt::Excerpts;
use super::{Pair, Report, meaning};
use crate::render::html::{self, escaped as words};

const STYLE: &str = include_str!("html/report.css");
const SCRIPT: &str = include_str!("html/report.js");

/// What is written, and how much more of it there may be.
struct Page<'o> {
    out: &'o mut dyn Write,
    pictures: Pictures,
    /// Lines of texts.
    lines_left: usize,
    /// The level of the headings of a part.
    level: usize,
}

/// One comparison on the page.
struct Part<'p> {
    pair: &'p Pair,
    /// Which it is.
    number: usize,
    excerpts: Excerpts<'p>,
}

/// So many lines of texts are shown on a page.
const LINES: usize = 20_000;

/// Writes the page.
pub(crate) fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let title = match report.pairs.as_slice() {
        [only] => only.heading(),
        all => format!("{} comparisons", all.len()),
    };
    html::head(out, &title, STYLE, Some(SCRIPT))?;
    let level = if report.pairs.len() > 1 { 3 } else { 2 };
    let mut page = Page { out, pictures: Pictures::default(), lines_left: LINES, level };
    page.line("<a class=\"skip\" href=\"#main\">To the report</a>")?;
    page.line(&format!("<header>\n<h1>{}</h1>", words(&title)))?;
    page.line(&format!("<p>What the first requires less than the second, as of {}.</p>", report.today))?;
    page.line("</header>")?;
    filter::write(&mut page, report)?;
    page.line("<main id=\"main\">")?;
    if report.pairs.len() > 1 {
        overview(&mut page, report)?;
    }
    for (number, pair) in report.pairs.iter().enumerate() {
        section(&mut page, report, &mut Part { pair, number, excerpts: Excerpts::new(pair) })?;
    }
    page.line("</main>")?;
    let version = env!("CARGO_PKG_VERSION");
    page.line(&format!("<footer>\n<p>Made by Duly {version}, with the guidance that ships with it.</p>\n</footer>"))?;
    page.line(&format!("<script>{SCRIPT}</script>\n</body>\n</html>"))
}

impl Page<'_> {
    fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// Text from a file, in a paragraph.
    fn paragraph(&mut self, text: &str) -> io::Result<()> {
        self.line(&format!("<p>{}</p>", words(text)))
    }

    /// A heading of a part; `below` says how far below the first.
    fn heading(&mut self, below: usize, id: &str, text: &str) -> io::Result<()> {
        let level = self.level + below;
        self.line(&format!("<h{level} id=\"{id}\">{}</h{level}>", words(text)))
    }

    /// The head of a table.
    fn head(&mut self, caption: &str, names: &[&str]) -> io::Result<()> {
        let names: String = names.iter().map(|it| format!("<th scope=\"col\">{it}</th>")).collect();
        self.line(&format!("<table>\n<caption>{}</caption>\n<thead><tr>{names}</tr></thead>", words(caption)))
    }
}

/// Many entities: one row each, every count led to its list.
fn overview(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    let used: Vec<Relation> =
        Relation::ALL.into_iter().filter(|&it| report.pairs.iter().any(|pair| pair.comparison.count(it) > 0)).collect();
    let names: Vec<&str> = std::iter::once("Who").chain(used.iter().map(|it| it.words())).collect();
    page.line("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"All comparisons\">")?;
    page.head("How many requirements stand how, for each", &names)?;
    page.line("<tbody>")?;
    for (at, pair) in report.pairs.iter().enumerate() {
        let name = words(&pair.heading());
        page.line(&format!("<tr><th scope=\"row\"><a href=\"#c{at}\">{name}</a></th>"))?;
        for &relation in &used {
            page.line(&format!("<td class=\"number\">{}</td>", pair.comparison.count(relation)))?;
        }
        page.line("</tr>")?;
    }
    page.line("</tbody>\n</table>\n</div>")
}

fn section(page: &mut Page<'_>, report: &Report, part: &mut Part<'_>) -> io::Result<()> {
    let (pair, at) = (part.pair, part.number);
    page.line(&format!("<section id=\"c{at}\">"))?;
    if report.pairs.len() > 1 {
        page.line(&format!("<h2>{}</h2>", words(&pair.heading())))?;
    }
    page.line(&format!(
        "<p>The first is {}; the second, against which it is measured, is {}.</p>",
        words(&pair.name(Which::Subject)),
        words(&pair.name(Which::Measure))
    ))?;
    counts(page, part)?;
    rows::changes(page, part)?;
    rows::requirements(page, part)?;
    registers::write(page, part)?;
    page.line("</section>")
}

/// How many stand how, and which those are.
fn counts(page: &mut Page<'_>, part: &Part<'_>) -> io::Result<()> {
    page.heading(0, &format!("c{}-counts", part.number), "How many requirements stand how")?;
    page.head("Each number with the list behind it", &["How it stands", "Requirements", "Which"])?;
    page.line("<tbody>")?;
    let rows = &part.pair.comparison.rows;
    for relation in Relation::ALL {
        let those: Vec<_> = rows.iter().enumerate().filter(|(_, it)| it.relation == relation).collect();
        if those.is_empty() {
            continue;
        }
        let (class, word, count) = (class(relation), relation.words(), those.len());
        page.line(&format!(
            "<tr><th scope=\"row\"><span class=\"how {class}\">{word}</span></th><td class=\"number\">{count}</td>\
             <td><details><summary>{}</summary>\n<ul>",
            meaning(relation)
        ))?;
        for (number, row) in those {
            let title = words(row.title.as_deref().unwrap_or(&row.requirement));
            page.line(&format!("<li><a href=\"#c{}r{number}\">{title}</a></li>", part.number))?;
        }
        page.line("</ul></details></td></tr>")?;
    }
    page.line("</tbody>\n</table>")
}

fn class(relation: Relation) -> String {
    relation.words().replace(' ', "-")
}

#[cfg(test)]
mod tests;
