//! Actions: what only a person can write, with the places to fill in: a waiver, a judgement, a fact of a use.

use super::choose::Offered;
use super::desk::Desk;
use super::home::items;
use super::mend::Draft;
use crate::diagnostic::{Diagnostic, Finding, Verdict};
use crate::ide::Edit;
use crate::model::{Id, Instance, Owner, Requirement};
use crate::source::{FileId, Place, Span};
use crate::syntax::ast::{Item, ItemKind};

pub(super) fn offers(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Offered> {
    let Some((finding, (_, requirement))) = notice.finding.as_ref().zip(desk.requirement(notice)) else {
        return Vec::new();
    };
    let mut offers = Vec::new();
    match finding.verdict {
        Verdict::ToBeJudged => offers.extend(judgement(desk, notice, finding, requirement)),
        Verdict::Unknown => offers.extend(facts(desk, notice, finding)),
        _ => {}
    }
    if requirement.waivable && finding.verdict != Verdict::ToBeJudged {
        offers.extend(waiver(desk, notice, finding, requirement));
    }
    offers
}

/// Text inside a snippet, so that it stands for itself.
fn plain(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

/// The clause that a notice names, where it has a label.
fn label<'a>(notice: &Diagnostic, requirement: &'a Requirement) -> Option<&'a str> {
    let head = notice.message.split(": ").next().unwrap_or("");
    let labels = requirement.clauses.iter().filter_map(|it| it.label.as_deref());
    labels.into_iter().find(|it| head.ends_with(&format!("({it})")))
}

/// How a requirement is written so that no other is meant.
fn reference(desk: Desk<'_>, notice: &Diagnostic, requirement: &Requirement) -> String {
    let model = desk.model();
    let visible = desk.entity(notice).map(|it| model.visible(Owner::Entity(it))).unwrap_or_default();
    let same = |it: &Requirement| it.name == requirement.name && visible.contains(&it.owner);
    let several = model.requirements.iter().filter(|(_, it)| same(it)).count() > 1;
    match model.owner_name(requirement.owner) {
        owner if several && !owner.is_empty() => format!("{owner}.{}", requirement.name),
        _ => requirement.name.clone(),
    }
}

fn of(desk: Desk<'_>, finding: &Finding) -> String {
    let is_it = |(_, it): &(Id<Instance>, &Instance)| it.name == finding.subject;
    desk.model().instances.iter().find(is_it).map_or(String::new(), |(_, it)| format!(" of {}", it.name))
}

fn waiver(desk: Desk<'_>, notice: &Diagnostic, finding: &Finding, requirement: &Requirement) -> Option<Offered> {
    let name = free_name(desk, &format!("without-{}", requirement.name));
    let clause = label(notice, requirement).map(|it| format!(".{it}")).unwrap_or_default();
    let what = format!("{}{clause}{}", reference(desk, notice, requirement), of(desk, finding));
    let text = format!(
        "waiver ${{1:{}}}: {} on ${{2:DATE}} by ${{3:ROLE}} until ${{4:DATE}} {{\n  reason: \"${{5:<why it cannot be kept, in words for those concerned>}}\"\n  instead: ${{6:ACTION}}\n\\}}",
        plain(&name),
        plain(&what)
    );
    let is_waiver = |it: &Item| matches!(it.kind, ItemKind::Waiver(_));
    let edit = at_end(desk, notice.at.file, &is_waiver, &text);
    let title = format!("declare that `{}` is departed from, with a reason and an end", requirement.name);
    Some(Offered::to_fill_in(Draft { title, edits: vec![edit] }))
}

fn judgement(desk: Desk<'_>, notice: &Diagnostic, finding: &Finding, requirement: &Requirement) -> Option<Offered> {
    let question = requirement.clauses.iter().find_map(|it| match &it.pattern {
        crate::model::Pattern::Judge(question) => Some(question.as_str()),
        _ => None,
    })?;
    let asked = notice.notes.iter().find_map(|it| it.strip_prefix("the question: ")).unwrap_or(question);
    let name = free_name(desk, &format!("{}-judged", requirement.name));
    let clause = label(notice, requirement).map(|it| format!(".{it}")).unwrap_or_default();
    let what = format!("{}{clause}{}", reference(desk, notice, requirement), of(desk, finding));
    let asked = asked.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = format!(
        "// {}\njudgement ${{1:{}}}: {} on ${{2:DATE}} by ${{3:ROLE}} until ${{4:DATE}} {{\n  answer: ${{5:YES-OR-NO}}\n  reason: \"${{6:<what shows it>}}\"\n\\}}",
        plain(&asked),
        plain(&name),
        plain(&what)
    );
    let is_judgement = |it: &Item| matches!(it.kind, ItemKind::Judgement(_));
    let edit = at_end(desk, notice.at.file, &is_judgement, &text);
    let title = format!("record how somebody judges `{}`", requirement.name);
    Some(Offered::to_fill_in(Draft { title, edits: vec![edit] }))
}

/// A name that nothing has yet.
fn free_name(desk: Desk<'_>, wish: &str) -> String {
    let mut taken: Vec<&str> = Vec::new();
    for (_, tree) in desk.own_trees() {
        taken.extend(items(&tree.items).iter().filter_map(|it| Some(it.name.as_ref()?.text.as_str())));
    }
    let numbered = (2..).map(|number| format!("{wish}-{number}"));
    std::iter::once(wish.to_owned()).chain(numbered).find(|it| !taken.contains(&it.as_str())).unwrap_or_default()
}

/// Behind the last declaration of the same kind, in whichever file that is; else at the end of this one.
fn at_end(desk: Desk<'_>, file: FileId, alike: &dyn Fn(&Item) -> bool, text: &str) -> Edit {
    let like = |file: FileId| {
        let tree = desk.own_trees().find(|(id, _)| *id == file);
        tree.and_then(|(_, tree)| tree.items.iter().rev().find(|it| alike(it))).map(|it| (file, it.span.end))
    };
    let files = std::iter::once(file).chain(desk.own_trees().map(|(id, _)| id));
    let found = files.into_iter().find_map(like);
    let (file, at) = match found {
        Some((file, end)) => (file, desk.page(file).next_line(end as usize)),
        None => (file, desk.page(file).len()),
    };
    let page = desk.page(file);
    let eol = page.eol();
    let text = text.replace('\n', eol);
    let begins = at == 0 || page.begins_line(at) && at > page.line_start(at.saturating_sub(1));
    let gap = if begins { eol.to_owned() } else { format!("{eol}{eol}") };
    Edit { at: Place { file, span: Span::new(at, at) }, text: format!("{gap}{text}{eol}"), confirm: false }
}

/// The facts of a registered thing that decide, and that no file states.
fn facts(desk: Desk<'_>, notice: &Diagnostic, finding: &Finding) -> Vec<Offered> {
    let model = desk.model();
    let names: Vec<&str> = std::iter::once(&finding.subject).chain(&finding.also).map(String::as_str).collect();
    let things: Vec<&Instance> = model.instances.iter().map(|(_, it)| it).collect();
    let about = things.iter().filter(|it| {
        names.contains(&it.name.as_str()) || notice.notes.iter().any(|note| note.contains(&format!("`{}`", it.name)))
    });
    let told: Vec<&str> = std::iter::once(&notice.message).chain(&notice.notes).map(String::as_str).collect();
    let mut offers = Vec::new();
    for thing in about {
        for &field in &model.subjects[thing.subject].fields {
            let field = &model.fields[field];
            let named = told.iter().any(|it| it.contains(&format!("`{}`", field.name)));
            let stated = thing.fields.iter().any(|it| model.fields[it.field].name == field.name);
            if named && !stated {
                offers.extend(fact(desk, thing, &field.name));
            }
        }
    }
    offers
}

fn fact(desk: Desk<'_>, thing: &Instance, field: &str) -> Option<Offered> {
    let file = thing.at.file;
    let (_, tree) = desk.own_trees().find(|(id, _)| *id == file)?;
    let item = items(&tree.items).into_iter().find(|it| it.name.as_ref().is_some_and(|it| it.span == thing.at.span))?;
    let ItemKind::Instance(it) = &item.kind else { return None };
    let bearer = super::fields::Bearer {
        file,
        entries: &it.entries,
        braces: desk.braces(file, item.span, thing.at.span.end),
        first_inside: it.items.iter().map(|it| it.span.start).min(),
        end: item.span.end,
    };
    let set = super::fields::Set { key: field.to_owned(), value: "${1:VALUE}".to_owned(), joins: false };
    let edits = super::fields::written(desk.page(file), bearer, &[set]);
    // What stands around the place to fill in is part of a snippet too.
    let closes = |text: String| text.strip_suffix(" }").map_or(text.clone(), |it| format!("{it} \\}}"));
    let edits = edits.into_iter().map(|it| Edit { text: closes(it.text), ..it }).collect();
    let title = format!("say what `{field}` is for `{}`", thing.name);
    Some(Offered::to_fill_in(Draft { title, edits }))
}
