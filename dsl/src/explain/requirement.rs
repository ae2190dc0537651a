//! A requirement: what it asks, of whom, why, and how it stands.

use std::collections::BTreeSet;

use super::item::{self, Declared};
use super::{Desk, bullets, expectation, flush_left, quoted, section};
use crate::model::{Id, Requirement};
use crate::source::{Place, SourceFile, Span};
use crate::syntax::ast::{Condition, ItemKind};

const OWN_WORDS: &str = "The wording is this project's own. It follows the sources it names, \
and is not a quotation of a text of the United Nations.";

pub(super) fn title(desk: &Desk<'_>, id: Id<Requirement>) -> String {
    let it = &desk.model.requirements[id];
    let name = || desk.model.requirement_name(id);
    it.title.clone().unwrap_or_else(name)
}

/// The numbers under which catalogues list it: its own, and those in its notes.
pub(super) fn catalogue_ids(it: &Requirement) -> impl Iterator<Item = &str> {
    let noted = it.notes.iter().filter_map(|note| note.strip_prefix("Catalogue id:")).map(str::trim);
    it.id.as_deref().into_iter().chain(noted)
}

pub(super) fn page(desk: &Desk<'_>, id: Id<Requirement>) -> String {
    let it = &desk.model.requirements[id];
    let written = Written::of(desk, it);
    let mut page = format!("# {}\n\n{}", title(desk, id), head(desk, id));
    if let Some(doc) = &it.doc {
        page.push_str(&format!("\n\n{doc}"));
    }
    page.push_str(&section("When it applies", &written.applies()));
    page.push_str(&section("What it asks", &written.asks()));
    page.push_str(&section("Words in it", &written.words()));
    page.push_str(&section("Why", it.because.as_deref().unwrap_or("")));
    page.push_str(&section("Sources", &bullets(it.sources.iter().cloned())));
    let answers = it.answers.iter().map(|&it| expectation::named(desk.model, it));
    page.push_str(&section("Expectations it answers", &bullets(answers)));
    page.push_str(&section("Chosen here", &bullets(it.defaults.iter().cloned())));
    page.push_str(&section("Notes", &bullets(it.notes.iter().cloned())));
    let steps = it.suggest.as_deref().map(str::trim).unwrap_or("");
    page.push_str(&section("Steps that would keep it", &quoted(steps)));
    page.push_str(&section("How it stands", &standing(desk, id)));
    page.push_str(&format!("\n\nWritten in {}.", desk.place(it.at)));
    if desk.is_shipped(it.at) {
        page.push_str(&format!(" {OWN_WORDS}"));
    }
    page
}

/// `un-hrdd/name` · must, not waivable · stage: assess
fn head(desk: &Desk<'_>, id: Id<Requirement>) -> String {
    let it = &desk.model.requirements[id];
    let level = it.level_words();
    let waivable = if it.waivable { "" } else { ", not waivable" };
    let mut parts = vec![format!("`{}`", desk.model.requirement_name(id)), format!("{level}{waivable}")];
    parts.extend(it.stage.as_ref().map(|stage| format!("stage: {stage}")));
    parts.extend(it.id.as_ref().map(|id| format!("catalogue id: {id}")));
    parts.join(" · ")
}

/// What was decided about it, for each entity and subject.
fn standing(desk: &Desk<'_>, id: Id<Requirement>) -> String {
    let name = desk.model.requirement_name(id);
    let by_case = !desk.model.requirements[id].cases.is_empty();
    let about = desk.findings.iter().filter(|it| it.requirement == name);
    bullets(about.map(|it| {
        let whose = match it.entity.as_str() {
            "" => String::new(),
            entity => format!("`{entity}`, "),
        };
        let level = if by_case { format!(" ({})", it.level) } else { String::new() };
        format!("{whose}{}: {}{level}", it.subject, it.verdict.words())
    }))
}

/// When it applies, as it is written.
pub(super) fn conditions(desk: &Desk<'_>, it: &Requirement) -> Vec<String> {
    Written::of(desk, it).conditions()
}

/// What it asks, as it is written.
pub(super) fn clauses(desk: &Desk<'_>, it: &Requirement) -> Vec<String> {
    Written::of(desk, it).clauses()
}

/// The declaration as it is written. A profile's copy shows what its base wrote.
struct Written<'d, 'a> {
    desk: &'d Desk<'a>,
    found: Option<(Declared<'a>, &'a SourceFile)>,
    clauses: &'d [crate::model::Clause],
}

impl<'d, 'a> Written<'d, 'a> {
    fn of(desk: &'d Desk<'a>, it: &'d Requirement) -> Self {
        let at = it.clauses.first().map_or(it.at, |clause| clause.at);
        let found = item::all(desk).into_iter().find(|declared| {
            matches!(declared.item.kind, ItemKind::Requirement(_))
                && (declared.at == it.at || covers(declared.whole(), at))
        });
        let found = found.and_then(|it| {
            let file = desk.files.get(it.at.file.0 as usize)?;
            Some((it, file))
        });
        Self { desk, found, clauses: &it.clauses }
    }

    fn conditions(&self) -> Vec<String> {
        let conditions = self.found.iter().flat_map(|(declared, file)| {
            let ItemKind::Requirement(tree) = &declared.item.kind else {
                return Vec::new();
            };
            let spans = tree.applies.iter().map(span_of);
            spans.map(|span| flush_left(file, span)).collect()
        });
        conditions.collect()
    }

    fn applies(&self) -> String {
        let conditions = self.conditions();
        if conditions.is_empty() {
            return "Always.".to_owned();
        }
        quoted(&conditions.join("\n"))
    }

    fn clauses(&self) -> Vec<String> {
        let file = |at: Place| self.desk.files.get(at.file.0 as usize);
        self.clauses.iter().filter_map(|it| Some(flush_left(file(it.at)?, it.at.span))).collect()
    }

    fn asks(&self) -> String {
        let clauses = self.clauses();
        let text = quoted(&clauses.join("\n"));
        if clauses.len() > 1 { format!("{text}\n\nAll of them must hold.") } else { text }
    }

    /// The definitions it uses, and those that they use.
    fn words(&self) -> String {
        let defined: Vec<Declared<'_>> =
            item::all(self.desk).into_iter().filter(|it| matches!(it.item.kind, ItemKind::Define(_))).collect();
        let mut told: BTreeSet<Place> = BTreeSet::new();
        let mut texts = Vec::new();
        let mut open: Vec<Place> = self.clauses.iter().map(|it| it.at).collect();
        while let Some(place) = open.pop() {
            for at in self.desk.mentioned(place) {
                let Some(definition) = defined.iter().find(|it| it.at == at) else {
                    continue;
                };
                if told.insert(at) {
                    texts.push(definition.text(self.desk));
                    open.push(definition.whole());
                }
            }
        }
        quoted(&texts.join("\n"))
    }
}

fn covers(whole: Place, part: Place) -> bool {
    whole.file == part.file && whole.span.start <= part.span.start && part.span.end <= whole.span.end
}

fn span_of(condition: &Condition) -> Span {
    match condition {
        Condition::And(_, span) | Condition::Or(_, span) | Condition::Not(_, span) | Condition::Error(span) => *span,
        Condition::Atom(atom) => atom.span,
    }
}
