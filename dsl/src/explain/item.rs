//! Everything else that has a name: roles, procedures, uses, records, definitions, tables, shown as they are written.

use super::{Desk, flush_left, quoted, section};
use crate::source::{FileId, Place};
use crate::syntax::ast::{Item, ItemKind};

/// How many lines of a declaration are shown; a whole guidance would bury its own title.
const SHOWN: usize = 60;

/// A declaration with a name.
pub(super) struct Declared<'a> {
    pub(super) item: &'a Item,
    pub(super) name: &'a str,
    /// Its name.
    pub(super) at: Place,
}

impl Declared<'_> {
    pub(super) fn title(&self) -> String {
        let title = self.item.title.as_ref();
        title.map_or_else(|| self.name.to_owned(), |it| it.text.clone())
    }

    /// The whole declaration.
    pub(super) fn whole(&self) -> Place {
        Place { span: self.item.span, ..self.at }
    }

    /// The whole declaration as it is written.
    pub(super) fn text(&self, desk: &Desk<'_>) -> String {
        let file = desk.files.get(self.at.file.0 as usize);
        file.map_or_else(String::new, |it| flush_left(it, self.item.span))
    }
}

/// All declarations with a name, in the order of the files.
pub(super) fn all<'a>(desk: &Desk<'a>) -> Vec<Declared<'a>> {
    let mut all = Vec::new();
    for (file, tree) in (0..).map(FileId).zip(&desk.trees) {
        gather(file, &tree.items, &mut all);
    }
    all
}

/// Declarations may hold others; the reading room bounds how deep.
fn gather<'a>(file: FileId, items: &'a [Item], all: &mut Vec<Declared<'a>>) {
    for item in items {
        if let Some(name) = &item.name {
            all.push(Declared { item, name: &name.text, at: Place { file, span: name.span } });
        }
        gather(file, inside(item), all);
    }
}

fn inside(item: &Item) -> &[Item] {
    match &item.kind {
        ItemKind::Guidance(it) => &it.items,
        ItemKind::Entity(it) => &it.items,
        ItemKind::Instance(it) => &it.items,
        _ => &[],
    }
}

pub(super) fn page(desk: &Desk<'_>, declared: &Declared<'_>) -> String {
    let item = declared.item;
    let mut page = format!("# {}\n\n`{}` · {}", declared.title(), declared.name, item.keyword.text);
    if let Some(doc) = &item.doc {
        page.push_str(&format!("\n\n{doc}"));
    }
    let text = declared.text(desk);
    let mut lines: Vec<&str> = text.lines().take(SHOWN).collect();
    if text.lines().nth(SHOWN).is_some() {
        lines.push("…");
    }
    page.push_str(&section("As it is written", &quoted(&lines.join("\n"))));
    page.push_str(&format!("\n\nWritten in {}.", desk.place(declared.at)));
    page
}
