//! The rules that results speak of, each with the page that `duly explain` shows.

use std::collections::BTreeMap;

use duly_dsl::{Analysis, Severity};

use super::shape::{Configuration, Message, Rule, RuleProperties, sentence};
use crate::clean;
use crate::render::Style;
use crate::render::page;

/// Gathers rules in the order in which they are first spoken of.
pub(super) struct Rules<'a> {
    analysis: &'a Analysis,
    known: BTreeMap<String, usize>,
    rules: Vec<Rule>,
}

impl<'a> Rules<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        Self { analysis, known: BTreeMap::new(), rules: Vec::new() }
    }

    /// The number of a rule, which is written when it is first asked for.
    pub(super) fn number(&mut self, id: &str, name: &str, severity: Severity, tags: &[&str]) -> usize {
        if let Some(&known) = self.known.get(id) {
            return known;
        }
        let number = self.rules.len();
        self.rules.push(rule(self.analysis, id, name, severity, tags));
        self.known.insert(id.to_owned(), number);
        number
    }

    pub(super) fn written(self) -> Vec<Rule> {
        self.rules
    }
}

fn rule(analysis: &Analysis, id: &str, name: &str, severity: Severity, tags: &[&str]) -> Rule {
    let page = analysis.explain(id).ok();
    let markdown = page.as_ref().map_or_else(|| id.to_owned(), |it| clean::words(it.markdown.trim()).into_owned());
    let title = page.as_ref().map_or(name, |it| it.title.as_str());
    Rule {
        id: id.to_owned(),
        name: pascal(name),
        short_description: Message::plain(&short(title, id)),
        full_description: Message::plain(&first_paragraph(&markdown).unwrap_or_else(|| title.to_owned())),
        help: Message { text: text(&markdown), markdown: Some(markdown) },
        help_uri: env!("CARGO_PKG_HOMEPAGE"),
        default_configuration: Configuration { level: level(severity) },
        properties: RuleProperties {
            tags: tags.iter().map(|&it| it.to_owned()).collect(),
            precision: "very-high",
            severity: match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

/// The title without the code before it.
fn short(title: &str, id: &str) -> String {
    title.strip_prefix(id).map_or(title, str::trim).to_owned()
}

/// The first words that are neither head, code nor a line about the whole.
fn first_paragraph(markdown: &str) -> Option<String> {
    let is_prose = |part: &&str| !part.starts_with(['#', '`', '-', '|']) && !part.trim().is_empty();
    let mut fenced = false;
    let prose: Vec<&str> = markdown
        .split("\n\n")
        .filter(|part| {
            let fences = part.matches("```").count();
            let inside = fenced;
            fenced ^= fences % 2 == 1;
            !inside && fences == 0
        })
        .filter(is_prose)
        .collect();
    prose.first().map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The page as it is read in a terminal.
fn text(markdown: &str) -> String {
    let mut out = Vec::new();
    let style = Style { color: false, width: 100 };
    match page::write(&mut out, markdown, style) {
        Ok(()) => String::from_utf8_lossy(&out).trim_end().to_owned(),
        Err(_) => sentence(markdown),
    }
}

/// `unknown-name` becomes `UnknownName`, as readers of SARIF expect names to be.
fn pascal(name: &str) -> String {
    let upper = |part: &str| {
        let mut rest = part.chars();
        rest.next().map(|first| first.to_uppercase().chain(rest).collect::<String>()).unwrap_or_default()
    };
    clean::line(name).split(|c: char| !c.is_alphanumeric()).map(upper).collect()
}

pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
