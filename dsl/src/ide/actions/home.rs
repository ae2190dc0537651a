//! Actions: the blocks of all procedures, and the spots between their statements.

use super::desk::Desk;
use super::page::{Page, flat, indented};
use crate::ide::Edit;
use crate::source::{FileId, Place, Span};
use crate::syntax::ast::{Block, Decide, Item, ItemKind, Statement, StatementKind, Step};

/// What a block belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Procedure,
    When,
    Outcome,
    Together,
    Repeat,
    On,
}

/// A block of a procedure of the user's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Home<'a> {
    pub(super) file: FileId,
    pub(super) procedure: &'a Item,
    pub(super) block: &'a Block,
    pub(super) of: Of,
    /// The name of the outcome, where it is one.
    pub(super) name: &'a str,
    /// The statement it stands in: number of the home, and which of its statements.
    pub(super) within: Option<(usize, usize)>,
    /// The end of the last field, where fields stand before the statements.
    fields_end: Option<u32>,
}

/// Between two statements of a block: before the one with that number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) home: usize,
    pub(super) index: usize,
}

/// All blocks of the user's procedures, each after the one it stands in.
pub(super) fn homes<'a>(desk: Desk<'a>) -> Vec<Home<'a>> {
    let mut homes = Vec::new();
    for (file, tree) in desk.own_trees() {
        for item in items(&tree.items) {
            if let ItemKind::Procedure(it) = &item.kind {
                let fields_end = it.entries.iter().map(|it| it.span.end).max();
                let home = Home {
                    file,
                    procedure: item,
                    block: &it.body,
                    of: Of::Procedure,
                    name: "",
                    within: None,
                    fields_end,
                };
                add(home, &mut homes);
            }
        }
    }
    homes
}

/// Every declaration, those inside others too.
pub(super) fn items(items: &[Item]) -> Vec<&Item> {
    let mut found = Vec::new();
    let mut open: Vec<&Item> = items.iter().rev().collect();
    while let Some(item) = open.pop() {
        found.push(item);
        let inner: &[Item] = match &item.kind {
            ItemKind::Guidance(it) => &it.items,
            ItemKind::Entity(it) => &it.items,
            ItemKind::Instance(it) => &it.items,
            _ => &[],
        };
        open.extend(inner.iter().rev());
    }
    found
}

fn add<'a>(home: Home<'a>, homes: &mut Vec<Home<'a>>) {
    let number = homes.len();
    homes.push(home);
    for (index, statement) in home.block.statements.iter().enumerate() {
        let inner = |block: &'a Block, of, name| Home {
            block,
            of,
            name,
            within: Some((number, index)),
            fields_end: None,
            ..home
        };
        match &statement.kind {
            StatementKind::When { then, otherwise, .. } => {
                add(inner(then, Of::When, ""), homes);
                if let Some(otherwise) = otherwise {
                    add(inner(otherwise, Of::When, ""), homes);
                }
            }
            StatementKind::Decide(it) => {
                for outcome in &it.outcomes {
                    add(inner(&outcome.body, Of::Outcome, outcome.name.text.as_str()), homes);
                }
            }
            StatementKind::Together(body) => add(inner(body, Of::Together, ""), homes),
            StatementKind::Repeat { body, .. } => add(inner(body, Of::Repeat, ""), homes),
            StatementKind::On { body, .. } => add(inner(body, Of::On, ""), homes),
            _ => {}
        }
    }
}

/// The innermost statement that holds a place.
pub(super) fn statement_at<'a>(homes: &[Home<'a>], at: Place) -> Option<(usize, usize, &'a Statement)> {
    let mut found: Option<(usize, usize, &Statement)> = None;
    for (number, home) in homes.iter().enumerate().filter(|(_, it)| it.file == at.file) {
        let holds = |it: &Statement| it.span.start <= at.span.start && at.span.start < it.span.end;
        if let Some(index) = home.block.statements.iter().position(holds)
            && let Some(statement) = home.block.statements.get(index)
            && found.is_none_or(|(_, _, it)| it.span.end - it.span.start >= statement.span.end - statement.span.start)
        {
            found = Some((number, index, statement));
        }
    }
    found
}

/// The step or decision that a statement is.
pub(super) fn step_of(statement: &Statement) -> Option<&Step> {
    match &statement.kind {
        StatementKind::Step(step) | StatementKind::Decide(Decide { step, .. }) => Some(step),
        _ => None,
    }
}

impl<'a> Home<'a> {
    /// Puts statements, each in text of its own, at a spot of this block.
    pub(super) fn insertion(&self, page: Page<'_>, index: usize, texts: &[String]) -> Edit {
        let open = self.block.span.start as usize;
        let close = (self.block.span.end as usize).saturating_sub(1).max(open);
        if page.same_line(open, close) && self.fields_end.is_none() {
            return self.rewritten(page, index, texts);
        }
        let (at, indent) = match self.block.statements.get(index) {
            Some(next) if page.begins_line(next.span.start as usize) => {
                let at = page.with_comments(next.span.start as usize);
                (at, page.indent(next.span.start as usize).to_owned())
            }
            Some(next) => {
                let indent = page.indent(next.span.start as usize).to_owned();
                let text = joined(page, texts, &indent);
                let at = Span::new(next.span.start as usize, next.span.start as usize);
                return self.edit(at, format!("{}{}{indent}", text.trim_start(), page.eol()));
            }
            None => self.end_of(page, close),
        };
        let text = format!("{}{}", joined(page, texts, &indent), page.eol());
        self.edit(Span::new(at, at), text)
    }

    /// Where what comes last begins, and how far it is indented.
    fn end_of(&self, page: Page<'_>, close: usize) -> (usize, String) {
        let last = self.block.statements.last().map(|it| it.span.start).or(self.fields_end);
        let indent = match last.filter(|&it| page.begins_line(it as usize) || self.fields_end == Some(it)) {
            Some(start) => page.indent(start as usize).to_owned(),
            None => format!("{}  ", page.indent(close)),
        };
        if page.begins_line(close) { (page.line_start(close), indent) } else { (close, indent) }
    }

    fn edit(&self, span: Span, text: String) -> Edit {
        Edit { at: Place { file: self.file, span }, text, confirm: false }
    }

    /// A block that stands on one line, written anew with more in it.
    fn rewritten(&self, page: Page<'_>, index: usize, texts: &[String]) -> Edit {
        let kept = self.block.statements.iter().map(|it| page.slice(it.span).to_owned());
        let mut all: Vec<String> = kept.collect();
        let index = index.min(all.len());
        all.splice(index..index, texts.iter().cloned());
        let start = self.block.span.start as usize;
        let before = page.slice(Span::new(page.line_start(start), start)).chars().count();
        let one = all.iter().map(|it| flat(it, 0)).collect::<Option<Vec<String>>>();
        let one = one.map(|it| format!("{{ {} }}", it.join("  "))).filter(|it| before + it.chars().count() <= 110);
        let text = one.unwrap_or_else(|| {
            let (indent, eol) = (page.indent(start), page.eol());
            format!("{{{eol}{}{eol}{indent}}}", joined(page, &all, &format!("{indent}  ")))
        });
        self.edit(self.block.span, text)
    }
}

/// Statements below each other, each on one line where it fits.
fn joined(page: Page<'_>, texts: &[String], indent: &str) -> String {
    let each = texts.iter().map(|it| match flat(it, indent.len()) {
        Some(line) => format!("{indent}{line}"),
        None => indented(it, indent, page.eol()),
    });
    each.collect::<Vec<_>>().join(page.eol())
}
