//! The reading desk, hints: what follows and is not written.

use super::class::{Truth, classes};
use super::hover::{class_words, how_far, requirement_words, rows_markdown};
use super::prose::count;
use crate::Analysis;
use crate::model::{Declared, Id, Instance, Step, Thing};
use crate::source::{FileId, Place, Span};
use crate::syntax::ast::ItemKind;

/// So many requirements are named beside a step.
const NAMED: usize = 20;

/// A few grey words beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where they stand, in bytes.
    pub at: u32,
    /// The words.
    pub label: String,
    /// More about them, as Markdown.
    pub markdown: String,
    /// Where they come from, if that is one place.
    pub from: Option<Place>,
}

impl Analysis {
    /// What can be said beside the text of a stretch: the derived risk of a use, how many requirements a step serves,
    /// when a departure lapses.
    #[must_use]
    pub fn hints(&self, file: FileId, within: Span) -> Vec<Hint> {
        if self.is_shipped(file) {
            return Vec::new();
        }
        let declared = self.read.catalogue().in_file(file);
        let from = declared.partition_point(|it| it.name.span.start < within.start);
        let inside = declared.get(from..).unwrap_or(&[]).iter().take_while(|it| it.name.span.start < within.end);
        let mut hints: Vec<Hint> = inside.flat_map(|it| self.hints_of(it)).collect();
        hints.sort_by_key(|it| it.at);
        hints
    }

    fn hints_of(&self, declared: &Declared) -> Vec<Hint> {
        match declared.thing {
            Thing::Instance(id) => self.class_hint(declared, id),
            Thing::Step(id) => self.step_hint(declared, id).into_iter().collect(),
            Thing::Waiver(_) | Thing::Judgement(_) => self.lapse_hint(declared).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn class_hint(&self, declared: &Declared, id: Id<Instance>) -> Vec<Hint> {
        let model = &self.read.model;
        let hint = |class: &super::class::Class| {
            let table = &model.classifications[class.class];
            let deciding = class.rows.iter().find(|it| it.holds == Truth::Yes && it.level >= class.least);
            let row = deciding.and_then(|it| table.rows.get(it.number)).map(|it| it.at);
            Hint {
                at: declared.name.span.end,
                label: class_words(model, class).replace('`', ""),
                markdown: rows_markdown(self, class),
                from: Some(row.unwrap_or(table.at)),
            }
        };
        classes(model, id).iter().map(hint).collect()
    }

    fn step_hint(&self, declared: &Declared, id: Id<Step>) -> Option<Hint> {
        let model = &self.read.model;
        let served = self.read.serving().of_step(id);
        let named = served.iter().take(NAMED).map(|&it| format!("- {}", requirement_words(model, it)));
        let mut lines: Vec<String> = named.collect();
        if served.len() > NAMED {
            lines.push(format!("- and {} more", served.len() - NAMED));
        }
        (!served.is_empty()).then(|| Hint {
            at: self.end_on_its_line(declared),
            label: format!("serves {}", count(served.len(), "requirement")),
            markdown: format!("It is what these ask for, as far as the step itself goes:\n\n{}", lines.join("\n")),
            from: None,
        })
    }

    /// Where a step ends, or its first line: words in the middle of it would be in the way of whoever reads it.
    fn end_on_its_line(&self, declared: &Declared) -> u32 {
        let end = declared.name.span.end;
        let text = self.files.get(declared.name.file.0 as usize).map_or("", |it| &*it.text);
        let rest = text.get(Span { start: end, end: declared.whole.end.max(end) }.range()).unwrap_or("");
        let line = rest.split(['\n', '\r']).next().unwrap_or("").trim_end();
        end + u32::try_from(line.len()).unwrap_or(0)
    }

    fn lapse_hint(&self, declared: &Declared) -> Option<Hint> {
        let item = self.item(declared.name)?;
        let (ItemKind::Waiver(tree) | ItemKind::Judgement(tree)) = &item.kind else { return None };
        let (day, span) = tree.until?;
        // On its last day it still holds.
        let verb = if day < self.today { "lapsed" } else { "lapses" };
        let far = how_far(self.today, day);
        let label = if day == self.today { "lapses after today".to_owned() } else { format!("{verb} {far}") };
        let markdown = format!("It holds up to and including {}.", day.strftime("%A, %-d %B %Y"));
        Some(Hint { at: span.end, label, markdown, from: None })
    }
}
