//! The enquiry desk: one page about one name, and the list of what is asked.
//!
//! Takes what was read, resolved and decided, and the name that is asked about; gives a page in Markdown, or the
//! names that are near; or, for each guidance, what it asks and on whose word. Says nothing that the texts or the pages beside this room do not say. Decides nothing.

mod code;
mod expectation;
mod find;
mod item;
mod requirement;
mod rulebook;
mod term;

#[cfg(test)]
mod tests;

pub use rulebook::{Expectation, Rule, Rulebook, Tailored};
pub(crate) use term::type_words;

use crate::diagnostic::Finding;
use crate::model::{Mention, Model};
use crate::source::{Place, SourceFile, Span};
use crate::syntax::ast;

/// A page that explains something, as Markdown, for reading offline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// The page.
    pub markdown: String,
}

/// What a page may draw on.
#[derive(Clone)]
pub(crate) struct Desk<'a> {
    pub(crate) files: &'a [SourceFile],
    /// One for each file.
    pub(crate) trees: Vec<&'a ast::File>,
    pub(crate) model: &'a Model,
    /// Sorted by the place of the use.
    pub(crate) mentions: &'a [Mention],
    pub(crate) findings: &'a [&'a Finding],
}

impl Desk<'_> {
    /// The page for a name. If several things have it, all of them stand on one page.
    pub(crate) fn explain(&self, name: &str) -> Result<Page, Vec<String>> {
        if let Some(page) = code::page(name) {
            return Ok(page);
        }
        let known = find::all(self);
        let found: Vec<&find::Entry> = known.iter().filter(|it| it.answers_to(name)).collect();
        let Some(first) = found.first() else {
            return Err(find::near(name, &known));
        };
        let (title, pages): (_, Vec<String>) = (first.title(self), found.iter().map(|it| it.page(self)).collect());
        Ok(Page { title, markdown: pages.join("\n\n") })
    }

    /// `path`, line 12
    fn place(&self, at: Place) -> String {
        match self.files.get(at.file.0 as usize) {
            Some(file) => format!("`{}`, line {}", file.path, file.position(at.span.start).line),
            None => String::new(),
        }
    }

    fn is_shipped(&self, at: Place) -> bool {
        self.files.get(at.file.0 as usize).is_some_and(|it| it.shipped)
    }

    /// What is named between two places of a file, as the places where it is declared.
    fn mentioned(&self, within: Place) -> impl Iterator<Item = Place> {
        let inside = move |at: &Place| {
            at.file == within.file && within.span.start <= at.span.start && at.span.end <= within.span.end
        };
        let named = self.mentions.iter().filter(move |it| inside(&it.at));
        named.map(|it| it.declared)
    }
}

/// A heading with something under it; nothing, if there is nothing.
fn section(heading: &str, body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    format!("\n\n## {heading}\n\n{body}")
}

/// Lines of Duly. What is quoted may hold anything, so the fence is longer than any in it.
fn quoted(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}duly\n{text}\n{fence}")
}

fn bullets(lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = lines.into_iter().map(|it| format!("- {it}")).collect();
    lines.join("\n")
}

/// A stretch of text as it is written, moved to the left margin.
pub(crate) fn flush_left(file: &SourceFile, span: Span) -> String {
    let position = file.position(span.start);
    let indent = file.line(position.line).map_or(0, |line| line.len() - line.trim_start_matches([' ', '\t']).len());
    let moved = file.slice(span).lines().map(|line| {
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(blank.min(indent)..).unwrap_or(line).trim_end()
    });
    moved.collect::<Vec<_>>().join("\n")
}
