//! The controls by which a reader looks for something. They show where script runs, and only there.

use std::io;

use duly_dsl::Relation;

use super::{Page, class};
use crate::render::compare::Report;
use crate::render::html::escaped as words;

/// Writes them.
pub(super) fn write(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    let rows = || report.pairs.iter().flat_map(|it| &it.comparison.rows);
    let changes = || report.pairs.iter().flat_map(|it| &it.comparison.changes);
    let stands = |relation| {
        rows().map(|it| it.relation).chain(changes().map(|it| it.relation)).any(|it: Relation| it == relation)
    };
    let mut stages: Vec<&str> = Vec::new();
    for stage in rows().filter_map(|it| it.stage.as_deref()) {
        if !stages.contains(&stage) {
            stages.push(stage);
        }
    }
    page.line("<div id=\"filter\" role=\"search\" aria-label=\"Look for requirements\" hidden>")?;
    page.line("<fieldset>\n<legend>Show what is</legend>")?;
    for relation in Relation::ALL.into_iter().filter(|&it| stands(it)) {
        let (class, word) = (class(relation), relation.words());
        page.line(&format!(
            "<label class=\"{class}\"><input type=\"checkbox\" name=\"how\" value=\"{class}\" checked> {word}</label>"
        ))?;
    }
    page.line("</fieldset>\n<p class=\"controls\">")?;
    page.line("<label>Stage <select id=\"stage\"><option value=\"\">every stage</option>")?;
    for stage in stages {
        page.line(&format!("<option value=\"{0}\">{0}</option>", words(stage)))?;
    }
    page.line("</select></label>\n<label>Words <input type=\"search\" id=\"words\" autocomplete=\"off\"></label>")?;
    page.line("<button type=\"button\" id=\"open\">Open all</button>")?;
    page.line("<button type=\"button\" id=\"close\">Close all</button>")?;
    page.line("<button type=\"button\" id=\"clear\">Show everything</button></p>")?;
    page.line("<p id=\"shown\" role=\"status\" aria-live=\"polite\"></p>\n</div>")
}
