//! The picture of a procedure with the run of a case marked in it, as `duly graph` draws it.

use std::io;

use duly_dsl::Case;

use super::{Page, Part};
use crate::render::html::escaped as words;

/// So many pictures a page holds.
const MOST: usize = 40;
/// So many bytes of one picture.
const LARGEST: usize = 150_000;
/// So many bytes of all.
const ALL: usize = 2_500_000;

/// The pictures that are drawn already.
#[derive(Default)]
pub(super) struct Pictures {
    /// Each as it came, and its number; the same is drawn once.
    drawn: Vec<String>,
    bytes: usize,
}

impl Page<'_> {
    /// Draws the procedure in which a case ends, or says why not.
    pub(super) fn picture(&mut self, part: &mut Part<'_>, case: &Case) -> io::Result<()> {
        let stops = case.witness.run.iter().rev();
        let mut procedures = stops.filter_map(|it| part.excerpts.procedure(case.side, it.at));
        let Some(procedure) = procedures.next() else { return Ok(()) };
        let analysis = part.pair.analyses.of(case.side);
        let Some(picture) = analysis.picture_of(procedure, &case.message, &case.witness) else { return Ok(()) };
        if let Some(number) = self.pictures.drawn.iter().position(|it| *it == picture.svg) {
            return self
                .line(&format!("<p>The run is drawn in <a href=\"#p{number}\">picture {}</a>.</p>", number + 1));
        }
        let number = self.pictures.drawn.len();
        let is_large = picture.svg.len() > LARGEST || self.pictures.bytes + picture.svg.len() > ALL;
        if number >= MOST || is_large {
            let why = if number >= MOST { "the page holds many already" } else { "it is too large for this page" };
            return self.line(&format!(
                "<p>The picture of the procedure is left out, for {why}; <code>duly graph</code> draws it.</p>"
            ));
        }
        let svg = renamed(&picture.svg, number);
        let title = words(&picture.title);
        self.line(&format!("<p id=\"p{number}\">Picture {}: {title}, with the run marked in it.</p>", number + 1))?;
        self.line(&format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Picture {}: {title}\">\n{svg}</div>",
            number + 1
        ))?;
        self.pictures.bytes += picture.svg.len();
        self.pictures.drawn.push(picture.svg);
        Ok(())
    }
}

/// The picture with ids that no other on the page has.
fn renamed(svg: &str, number: usize) -> String {
    let id = svg.split_once("aria-labelledby=\"").and_then(|(_, rest)| rest.split_once("-title")).map(|it| it.0);
    match id.filter(|it| it.starts_with("duly-")) {
        Some(id) => svg.replace(id, &format!("picture{number}")),
        None => svg.to_owned(),
    }
}
