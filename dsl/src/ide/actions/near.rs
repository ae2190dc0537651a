//! Actions: names that mean nothing, and the names that were probably meant.

use super::choose::Offered;
use super::desk::Desk;
use super::mend::Draft;
use crate::diagnostic::Diagnostic;
use crate::ide::Edit;
use crate::model::{Statement, each_statement};
use crate::source::{Place, Span};
use crate::syntax::ast::{Item, ItemKind};
use crate::syntax::words::Word;

/// So many names are tried.
const MOST: usize = 6;
/// Longer names than this are not compared.
const LONGEST: usize = 80;

pub(super) fn offers(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Offered> {
    let written = desk.slice(notice.at);
    let mut offers = Vec::new();
    let drafts = near(desk, notice, written).into_iter().map(|name| {
        let edit = Edit { at: notice.at, text: name.clone(), confirm: false };
        Draft { title: format!("write `{name}`"), edits: vec![edit] }
    });
    let ways = ways(desk, notice);
    offers.extend(Offered::tried(drafts.collect()));
    offers.extend(Offered::tried(ways));
    if notice.message.starts_with("there is no role called ") {
        offers.extend(Offered::tried(new_role(desk, written).into_iter().collect()));
    }
    offers
}

/// The names nearest to a written one, that which the notice itself offers before the others.
fn near(desk: Desk<'_>, notice: &Diagnostic, written: &str) -> Vec<String> {
    let is_word = !written.is_empty() && written.len() <= LONGEST && !written.contains(char::is_whitespace);
    if !is_word {
        return Vec::new();
    }
    let most = (written.chars().count() / 3).max(1);
    let offered = format!("`{}", notice.help.as_deref().unwrap_or(""));
    let mut found: Vec<(bool, usize, String)> = Vec::new();
    for name in names(desk) {
        if name.len() > LONGEST || name.len().abs_diff(written.len()) > most * 4 || name == written {
            continue;
        }
        let distance = strsim::osa_distance(written, &name);
        if distance <= most && distance < name.chars().count() {
            let said = offered.contains(&format!("`{name}`")) || notice.message.contains(&format!("`{name}`"));
            found.push((!said, distance, name));
        }
    }
    found.sort();
    found.dedup();
    found.into_iter().take(MOST).map(|(_, _, name)| name).collect()
}

/// Every name there is, and every word of the language.
fn names(desk: Desk<'_>) -> Vec<String> {
    let model = desk.model();
    let mut names: Vec<&str> = Word::ALL.iter().map(|it| it.text()).collect();
    names.extend(model.guidances.iter().map(|(_, it)| it.name.as_str()));
    names.extend(model.subjects.iter().map(|(_, it)| it.name.as_str()));
    names.extend(model.fields.iter().map(|(_, it)| it.name.as_str()));
    names.extend(model.vocabularies.iter().map(|(_, it)| it.name.as_str()));
    names.extend(model.terms.iter().map(|(_, it)| it.name.as_str()));
    names.extend(
        model.classifications.iter().flat_map(|(_, it)| it.levels.iter().chain([&it.name])).map(String::as_str),
    );
    names.extend(model.requirements.iter().map(|(_, it)| it.name.as_str()));
    names.extend(model.expectations.iter().map(|(_, it)| it.name.as_str()));
    names.extend(model.entities.iter().map(|(_, it)| it.name.as_str()));
    names.extend(model.roles.iter().map(|(_, it)| it.name.as_str()));
    names.extend(model.instances.iter().map(|(_, it)| it.name.as_str()));
    names.extend(model.procedures.iter().map(|(_, it)| it.name.as_str()));
    names.extend(model.steps.iter().map(|(_, it)| it.name.as_str()));
    let labels = model.requirements.iter().flat_map(|(_, it)| &it.clauses);
    names.extend(labels.filter_map(|it| it.label.as_deref()));
    for (_, procedure) in model.procedures.iter() {
        each_statement(&procedure.body, &mut |it| {
            if let Statement::Decide { outcomes, .. } = it {
                names.extend(outcomes.iter().map(|it| it.name.as_str()));
            }
        });
    }
    names.sort_unstable();
    names.dedup();
    names.into_iter().filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// Where a name may mean several things: the ways of writing it that say which.
fn ways(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Draft> {
    let written = desk.slice(notice.at);
    let help = notice.help.as_deref().unwrap_or("");
    let quoted = help.split('`').skip(1).step_by(2);
    let whole = quoted.filter(|it| it.strip_suffix(written).is_some_and(|it| it.ends_with('.')));
    let draft = |it: &str| {
        let edit = Edit { at: notice.at, text: it.to_owned(), confirm: false };
        Draft { title: format!("write `{it}`"), edits: vec![edit] }
    };
    whole.map(draft).collect()
}

/// The role that is named and does not exist, declared in the only entity.
fn new_role(desk: Desk<'_>, name: &str) -> Option<Draft> {
    let entities: Vec<_> = desk
        .own_trees()
        .flat_map(|(file, tree)| tree.items.iter().map(move |it| (file, it)))
        .filter_map(|(file, item)| match &item.kind {
            ItemKind::Entity(it) => Some((file, item, it)),
            _ => None,
        })
        .collect();
    let [(file, item, entity)] = entities.as_slice() else { return None };
    let page = desk.page(*file);
    let title = titled(name);
    let role = format!("role {name} \"{title}\"");
    let owner = item.name.as_ref()?;
    let braces = desk.braces(*file, item.span, owner.span.end);
    let is_role = |it: &&Item| matches!(it.kind, ItemKind::Role(_));
    let inside = |it: &&Item| braces.is_some_and(|braces| it.span.end <= braces.end);
    let last = entity.items.iter().filter(is_role).filter(inside).max_by_key(|it| it.span.end);
    let edit =
        |at: usize, text: String| Edit { at: Place { file: *file, span: Span::new(at, at) }, text, confirm: false };
    let edit = match (last, braces) {
        (Some(last), _) if page.begins_line(last.span.start as usize) => {
            let indent = page.indent(last.span.start as usize);
            edit(page.next_line(last.span.end as usize), format!("{indent}{role}{}", page.eol()))
        }
        (Some(last), _) => edit(last.span.end as usize, format!("  {role}")),
        (None, Some(braces)) => {
            let (open, close) = (braces.start as usize, (braces.end as usize).saturating_sub(1));
            if page.same_line(open, close) {
                edit(close, format!(" {role} "))
            } else {
                let indent = page.indent(close);
                edit(page.line_start(close), format!("{indent}  {role}{}", page.eol()))
            }
        }
        (None, None) => edit(item.span.end as usize, format!(" {{ {role} }}")),
    };
    Some(Draft { title: format!("add the role `{name}` to `{}`", owner.text), edits: vec![edit] })
}

/// `ethics-panel` as one would say it.
fn titled(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str())
}
