//! Actions: fields that are written into a declaration or a step, beside those that stand there.

use super::page::Page;
use crate::ide::Edit;
use crate::source::{FileId, Place, Span};
use crate::syntax::ast::{Entry, EntryValue, Value};

/// As wide as a line may become before what is added gets a line of its own.
const WIDE: usize = 110;

/// A field to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Set {
    pub(super) key: String,
    /// As it is written.
    pub(super) value: String,
    /// Whether the field holds several: then it is added to what stands there.
    pub(super) joins: bool,
}

/// Where fields stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bearer<'a> {
    pub(super) file: FileId,
    pub(super) entries: &'a [Entry],
    /// Its braces, where it has some.
    pub(super) braces: Option<Span>,
    /// What else stands in its braces begins here.
    pub(super) first_inside: Option<u32>,
    /// Where it ends.
    pub(super) end: u32,
}

impl Set {
    /// The field with the value it has afterwards.
    fn over(&self, page: Page<'_>, entry: &Entry) -> String {
        let old = match &entry.value {
            EntryValue::Value(value, None) if self.joins => parts(page, value),
            _ => Vec::new(),
        };
        let mut all = old;
        let inner = self.value.trim_start_matches('[').trim_end_matches(']');
        for part in inner.split(',').map(|it| it.trim().to_owned()) {
            if !all.contains(&part) {
                all.push(part);
            }
        }
        let several = all.len() > 1 || self.value.starts_with('[');
        let value = if several { format!("[{}]", all.join(", ")) } else { all.concat() };
        format!("{}: {value}", self.key)
    }

    pub(super) fn words(&self) -> String {
        format!("{}: {}", self.key, self.value)
    }
}

/// Whether the value that stands there already says as much.
pub(super) fn says(page: Page<'_>, entry: &Entry, set: &Set) -> bool {
    let EntryValue::Value(value, _) = &entry.value else { return false };
    let old = parts(page, value);
    let inner = set.value.trim_start_matches('[').trim_end_matches(']');
    inner.split(',').all(|it| old.iter().any(|old| old == it.trim()))
}

fn parts(page: Page<'_>, value: &Value) -> Vec<String> {
    let plain = |value: &Value| match value {
        Value::Name(path) => Some(path.span),
        Value::Text(text) => Some(text.span),
        Value::Number(_, span) | Value::Date(_, span) | Value::YesNo(_, span) => Some(*span),
        Value::Duration(duration) => Some(duration.span),
        Value::Money(..) | Value::List(..) => None,
    };
    match value {
        Value::List(values, _) => values.iter().filter_map(plain).map(|span| page.slice(span).to_owned()).collect(),
        one => plain(one).map(|span| page.slice(span).to_owned()).into_iter().collect(),
    }
}

/// The fields are written: over those of the same name, the others behind the last that stands there.
pub(super) fn written(page: Page<'_>, bearer: Bearer<'_>, sets: &[Set]) -> Vec<Edit> {
    let edit = |span: Span, text: String| Edit { at: Place { file: bearer.file, span }, text, confirm: false };
    let mut edits = Vec::new();
    let mut fresh: Vec<String> = Vec::new();
    for set in sets {
        match bearer.entries.iter().find(|it| it.key.text == set.key) {
            Some(entry) => edits.push(edit(entry.span, set.over(page, entry))),
            None => fresh.push(set.words()),
        }
    }
    if !fresh.is_empty() {
        let (span, text) = added(page, bearer, &fresh);
        edits.push(edit(span, text));
    }
    edits
}

fn added(page: Page<'_>, bearer: Bearer<'_>, fresh: &[String]) -> (Span, String) {
    let point = |at: usize| Span::new(at, at);
    let eol = page.eol();
    if let Some(last) = bearer.entries.iter().max_by_key(|it| it.span.end) {
        let (start, end) = (last.span.start as usize, last.span.end as usize);
        if page.begins_line(start) {
            let indent = page.indent(start);
            let lines: String = fresh.iter().map(|it| format!("{eol}{indent}{it}")).collect();
            // Behind what is remarked on the last line, unless that is not the end of it.
            let rest = page.rest_of_line(end);
            let at = if rest.starts_with("//") { page.next_line(end).saturating_sub(eol.len()) } else { end };
            return (point(at), lines);
        }
        return (point(end), format!("  {}", fresh.join("  ")));
    }
    let inline = fresh.join("  ");
    let Some(braces) = bearer.braces else {
        return (point(bearer.end as usize), format!(" {{ {inline} }}"));
    };
    let (open, close) = (braces.start as usize, (braces.end as usize).saturating_sub(1));
    match bearer.first_inside.map(|it| it as usize) {
        Some(first) if page.begins_line(first) => {
            let indent = page.indent(first);
            let lines: String = fresh.iter().map(|it| format!("{indent}{it}{eol}")).collect();
            (point(page.with_comments(first)), lines)
        }
        Some(first) => (point(first), format!("{inline}  ")),
        None if page.same_line(open, close) && page.line(open).chars().count() + inline.chars().count() <= WIDE => {
            (braces, format!("{{ {inline} }}"))
        }
        None => {
            let indent = page.indent(open);
            let lines: String = fresh.iter().map(|it| format!("{eol}{indent}  {it}")).collect();
            let end = if page.begins_line(close) { String::new() } else { format!("{eol}{indent}") };
            (point(open + 1), format!("{lines}{end}"))
        }
    }
}
