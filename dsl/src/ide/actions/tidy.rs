//! Actions: what lints find, where a plain change mends it or shows what is to be filled in.

use super::choose::Offered;
use super::desk::Desk;
use super::fields::{Bearer, Set, written};
use super::home::{homes, items, statement_at, step_of};
use super::mend::Draft;
use super::page::indented;
use crate::diagnostic::Diagnostic;
use crate::ide::Edit;
use crate::source::{Place, Span};
use crate::syntax::ast::{Item, ItemKind, Record, StatementKind, Term};

pub(super) fn offers(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Offered> {
    let mut offers = Vec::new();
    match notice.code.name.as_str() {
        "unused-name" => {
            let actor = declared(desk, notice.at)
                .is_some_and(|it| matches!(it.kind, ItemKind::Role(_) | ItemKind::Procedure(_)));
            let offered = Offered::tried(removal(desk, notice));
            offers.extend(if actor { offered } else { offered.map(Offered::safe) });
        }
        "lapsed-waiver" | "lapsed-judgement" | "idle-waiver" | "unwaivable-requirement" => {
            offers.extend(Offered::tried(removal(desk, notice)));
        }
        "unreachable-step" => offers.extend(Offered::tried(statement(desk, notice.at))),
        "branch-never-holds" => offers.extend(Offered::tried(branch(desk, notice.at, false))),
        "branch-always-holds" => offers.extend(Offered::tried(branch(desk, notice.at, true))),
        "understated-risk" => offers.extend(Offered::tried(field(desk, notice))),
        "missing-reason" => offers.extend(inside(desk, notice, "reason", "\"${1:<why>}\"")),
        "missing-answer" => offers.extend(inside(desk, notice, "answer", "${1:YES-OR-NO}")),
        "missing-date" => offers.extend(head(desk, notice, "on ${1:DATE}", "say on which day")),
        "missing-approver" => offers.extend(head(desk, notice, "by ${1:ROLE}", "say who answers for it")),
        "unbounded-waiver" => offers.extend(head(desk, notice, "until ${1:DATE}", "say when it ends")),
        "unused-directive" => offers.extend(Offered::tried(directive(desk, notice)).map(Offered::safe)),
        "step-without-role" => offers.extend(doer(desk, notice)),
        _ => {}
    }
    offers
}

fn declared<'a>(desk: Desk<'a>, at: Place) -> Option<&'a Item> {
    let (_, tree) = desk.own_trees().find(|(file, _)| *file == at.file)?;
    items(&tree.items).into_iter().find(|it| it.name.as_ref().is_some_and(|it| it.span == at.span))
}

/// The declaration with its documentation and its lines.
fn removal(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Draft> {
    let name = desk.slice(notice.at);
    let item = declared(desk, notice.at).map(|it| (it.span, it.keyword.text.clone()));
    let Some((span, keyword)) = item.or_else(|| Some((term(desk, notice.at)?, "term".to_owned()))) else {
        return Vec::new();
    };
    let at = Place { file: notice.at.file, span: desk.page(notice.at.file).removal(span) };
    let edit = Edit { at, text: String::new(), confirm: false };
    vec![Draft { title: format!("take out the {keyword} `{name}`"), edits: vec![edit] }]
}

/// A term of a vocabulary, by its name.
fn term(desk: Desk<'_>, at: Place) -> Option<Span> {
    let (_, tree) = desk.own_trees().find(|(file, _)| *file == at.file)?;
    let vocabularies = items(&tree.items).into_iter().filter_map(|it| match &it.kind {
        ItemKind::Vocabulary(it) => Some(&it.terms),
        _ => None,
    });
    let mut open: Vec<&Term> = vocabularies.flatten().collect();
    while let Some(term) = open.pop() {
        if term.name.span == at.span {
            return Some(term.span);
        }
        open.extend(&term.terms);
    }
    None
}

/// The statement that stands at a place, with its lines.
fn statement(desk: Desk<'_>, at: Place) -> Vec<Draft> {
    let homes = homes(desk);
    let Some((_, _, statement)) = statement_at(&homes, at) else { return Vec::new() };
    let name = step_of(statement).and_then(|it| it.name.as_ref()).map(|it| it.text.clone());
    let what = name.unwrap_or_else(|| desk.slice(at).split_whitespace().collect::<Vec<_>>().join(" "));
    let span = desk.page(at.file).removal(statement.span);
    let edit = Edit { at: Place { file: at.file, span }, text: String::new(), confirm: false };
    vec![Draft { title: format!("take out `{what}`, which no run reaches"), edits: vec![edit] }]
}

/// A branch whose condition decides nothing: what always happens stays, what never happens goes.
fn branch(desk: Desk<'_>, at: Place, always: bool) -> Vec<Draft> {
    let homes = homes(desk);
    let Some((_, _, statement)) = statement_at(&homes, at) else { return Vec::new() };
    let StatementKind::When { then, otherwise, .. } = &statement.kind else { return Vec::new() };
    let page = desk.page(at.file);
    let kept = if always { Some(then) } else { otherwise.as_ref() };
    let title = if always { "take the condition away" } else { "take out what never happens" };
    let body = kept
        .map(|it| page.slice(it.span).trim_start_matches('{').trim_end_matches('}').trim_matches([' ', '\n', '\r']));
    let edit = match body.filter(|it| !it.trim().is_empty()) {
        Some(body) => {
            let indent = page.indent(statement.span.start as usize);
            let text = indented(&format!("\n{body}"), indent, page.eol());
            let text = text.trim_start_matches(['\r', '\n']).trim_start().to_owned();
            Edit { at: Place { file: at.file, span: statement.span }, text, confirm: false }
        }
        None => {
            let span = page.removal(statement.span);
            Edit { at: Place { file: at.file, span }, text: String::new(), confirm: false }
        }
    };
    vec![Draft { title: title.to_owned(), edits: vec![edit] }]
}

/// The field that a notice is about, with its line.
fn field(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Draft> {
    let written = desk.slice(notice.at);
    let span = desk.page(notice.at.file).removal(notice.at.span);
    let edit = Edit { at: Place { file: notice.at.file, span }, text: String::new(), confirm: false };
    vec![Draft { title: format!("take out `{written}`: it follows from the facts"), edits: vec![edit] }]
}

/// A code that is not needed; the whole comment, where it names no other.
fn directive(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Draft> {
    let at = notice.at;
    let page = desk.page(at.file);
    let (start, end) = (at.span.start as usize, at.span.end as usize);
    let line = page.line_start(start);
    let before = page.slice(Span::new(line, start));
    let after = page.slice(Span::new(end, page.next_line(end)));
    let alone = before.trim_end().ends_with('[') && after.trim_start().starts_with(']');
    let span = if alone {
        let comment = line + before.rfind("//").unwrap_or(0);
        let text = page.line(start).trim_end();
        match page.begins_line(comment) {
            true => Span::new(line, page.next_line(start)),
            false => Span::new(line + page.slice(Span::new(line, comment)).trim_end().len(), line + text.len()),
        }
    } else if after.trim_start().starts_with(',') {
        let comma = after.find(',').map_or(0, |it| it + 1);
        let blanks = after.get(comma..).map_or(0, |it| it.len() - it.trim_start_matches(' ').len());
        Span::new(start, end + comma + blanks)
    } else {
        Span::new(line + before.trim_end().trim_end_matches(',').len(), end)
    };
    let edit = Edit { at: Place { file: at.file, span }, text: String::new(), confirm: false };
    vec![Draft { title: format!("no longer ignore `{}`, which is not there", desk.slice(at)), edits: vec![edit] }]
}

fn record<'a>(desk: Desk<'a>, notice: &Diagnostic) -> Option<(&'a Item, &'a Record)> {
    let item = declared(desk, notice.at)?;
    match &item.kind {
        ItemKind::Record(it) | ItemKind::Judgement(it) | ItemKind::Waiver(it) => Some((item, it)),
        _ => None,
    }
}

/// A field to fill in.
fn inside(desk: Desk<'_>, notice: &Diagnostic, key: &str, place: &str) -> Option<Offered> {
    let (item, record) = record(desk, notice)?;
    let bearer = Bearer {
        file: notice.at.file,
        entries: &record.entries,
        braces: desk.braces(notice.at.file, item.span, notice.at.span.end),
        first_inside: None,
        end: item.span.end,
    };
    let set = Set { key: key.to_owned(), value: place.to_owned(), joins: false };
    let edits = written(desk.page(notice.at.file), bearer, &[set]).into_iter();
    let closes = |text: String| text.strip_suffix(" }").map_or(text.clone(), |it| format!("{it} \\}}"));
    let edits = edits.map(|it| Edit { text: closes(it.text), ..it }).collect();
    Some(Offered::to_fill_in(Draft { title: format!("give `{}` its `{key}`", desk.slice(notice.at)), edits }))
}

/// Something to fill in after what it is about.
fn head(desk: Desk<'_>, notice: &Diagnostic, text: &str, title: &str) -> Option<Offered> {
    let (_, record) = record(desk, notice)?;
    let end = record.what.as_ref()?.span.end as usize;
    let at = Place { file: notice.at.file, span: Span::new(end, end) };
    let edit = Edit { at, text: format!(" {text}"), confirm: false };
    Some(Offered::to_fill_in(Draft { title: title.to_owned(), edits: vec![edit] }))
}

/// Who does a step, to fill in.
fn doer(desk: Desk<'_>, notice: &Diagnostic) -> Option<Offered> {
    let homes = homes(desk);
    let (_, _, statement) = statement_at(&homes, notice.at)?;
    let step = step_of(statement)?;
    let name = step.name.as_ref()?;
    let heads =
        [Some(name.span.end), step.title.as_ref().map(|it| it.span.end), step.action.as_ref().map(|it| it.span.end)];
    let end = heads.into_iter().flatten().max()? as usize;
    let at = Place { file: notice.at.file, span: Span::new(end, end) };
    let edit = Edit { at, text: " by ${1:ROLE}".to_owned(), confirm: false };
    Some(Offered::to_fill_in(Draft { title: format!("say who does `{}`", name.text), edits: vec![edit] }))
}
