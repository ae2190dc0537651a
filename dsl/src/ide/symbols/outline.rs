//! The tree of a file, as its reader sees it.

use super::{LONGEST, Symbol, SymbolKind};
use crate::Analysis;
use crate::ide::prose::{cut, plain};
use crate::model::Thing;
use crate::source::{FileId, Place, SourceFile, Span};
use crate::syntax::ast::{self, Block, Item, ItemKind, Name, Statement, StatementKind, Term, Text};

pub(super) struct Outline<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) file: FileId,
    pub(super) source: &'a SourceFile,
}

impl Outline<'_> {
    pub(super) fn items(&self, items: &[Item]) -> Vec<Symbol> {
        items.iter().map(|it| self.item(it)).collect()
    }

    fn item(&self, item: &Item) -> Symbol {
        let kind = self.kind(item);
        let name = item.name.as_ref().unwrap_or(&item.keyword);
        let mut detail = title(item.title.as_ref());
        if detail.is_empty() && item.name.is_some() {
            detail.clone_from(&item.keyword.text);
        }
        let mut inside = match &item.kind {
            ItemKind::Subject(fields) => self.fields(fields),
            ItemKind::Vocabulary(it) => self.terms(&it.terms),
            ItemKind::Requirement(it) => it.clauses.iter().filter_map(|it| self.clause(it)).collect(),
            ItemKind::Procedure(it) => self.block(&it.body),
            _ => Vec::new(),
        };
        inside.extend(self.items(item.inside()));
        self.symbol(&name.text, detail, kind, item.span, name.span, inside)
    }

    fn kind(&self, item: &Item) -> SymbolKind {
        let is_term = |name: &Name| {
            let declared = self.analysis.read.catalogue().at(Place { file: self.file, span: name.span });
            declared.iter().any(|it| matches!(it.thing, Thing::Term(_)))
        };
        match &item.kind {
            ItemKind::Guidance(_) => SymbolKind::Guidance,
            ItemKind::Subject(_) => SymbolKind::Subject,
            ItemKind::Vocabulary(_) => SymbolKind::Vocabulary,
            ItemKind::Given(_) => SymbolKind::Table,
            ItemKind::Define(_) => SymbolKind::Definition,
            ItemKind::Classify(_) => SymbolKind::Table,
            ItemKind::Requirement(_) => SymbolKind::Requirement,
            ItemKind::Expectation(_) => SymbolKind::Expectation,
            ItemKind::Entity(_) => SymbolKind::Entity,
            ItemKind::Role(_) => SymbolKind::Role,
            ItemKind::Procedure(_) => SymbolKind::Procedure,
            ItemKind::Record(_) => SymbolKind::Record,
            ItemKind::Judgement(_) => SymbolKind::Judgement,
            ItemKind::Waiver(_) => SymbolKind::Waiver,
            ItemKind::Instance(_) if item.name.as_ref().is_some_and(is_term) => SymbolKind::Term,
            ItemKind::Instance(_) => SymbolKind::Instance,
        }
    }

    fn fields(&self, fields: &[ast::Field]) -> Vec<Symbol> {
        let named = fields.iter().filter_map(|it| Some((it, it.name.as_ref()?)));
        named
            .map(|(it, name)| {
                let doc = cut(&plain(it.doc.as_deref().unwrap_or("")), LONGEST);
                self.symbol(&name.text, doc, SymbolKind::Field, it.span, name.span, Vec::new())
            })
            .collect()
    }

    fn terms(&self, terms: &[Term]) -> Vec<Symbol> {
        let term = |it: &Term| {
            let mut inside = self.fields(&it.fields);
            inside.extend(self.terms(&it.terms));
            self.symbol(&it.name.text, title(it.title.as_ref()), SymbolKind::Term, it.span, it.name.span, inside)
        };
        terms.iter().map(term).collect()
    }

    fn clause(&self, clause: &ast::Clause) -> Option<Symbol> {
        let label = clause.label.as_ref()?;
        let words = cut(&plain(self.source.slice(Span { start: label.span.end, ..clause.span })), LONGEST);
        let words = words.trim_start_matches([':', ' ']).to_owned();
        Some(self.symbol(&label.text, words, SymbolKind::Clause, clause.span, label.span, Vec::new()))
    }

    fn block(&self, block: &Block) -> Vec<Symbol> {
        block.statements.iter().flat_map(|it| self.statement(it)).collect()
    }

    fn statement(&self, statement: &Statement) -> Vec<Symbol> {
        let whole = statement.span;
        match &statement.kind {
            StatementKind::Step(step) => vec![self.step(step, whole, SymbolKind::Step, Vec::new())],
            StatementKind::Decide(decide) => {
                let outcome = |it: &ast::Outcome| {
                    let inside = self.block(&it.body);
                    self.symbol(&it.name.text, String::new(), SymbolKind::Outcome, it.span, it.name.span, inside)
                };
                let outcomes = decide.outcomes.iter().map(outcome).collect();
                vec![self.step(&decide.step, whole, SymbolKind::Decision, outcomes)]
            }
            StatementKind::When { then, otherwise, .. } => {
                let mut both = vec![self.room(whole, then)];
                both.extend(otherwise.iter().flat_map(|it| self.otherwise(it)));
                both
            }
            StatementKind::Together(body) | StatementKind::Repeat { body, .. } | StatementKind::On { body, .. } => {
                vec![self.room(whole, body)]
            }
            StatementKind::Run(_) | StatementKind::GoTo(_) | StatementKind::End | StatementKind::Error => Vec::new(),
        }
    }

    /// `otherwise { }`; behind `otherwise when` stands a `when` that tells of itself.
    fn otherwise(&self, block: &Block) -> Vec<Symbol> {
        let inside = self.block(block);
        match block.statements.as_slice() {
            [Statement { kind: StatementKind::When { .. }, span, .. }] if *span == block.span => inside,
            _ => {
                vec![self.symbol("otherwise", String::new(), SymbolKind::Block, block.span, first(block.span), inside)]
            }
        }
    }

    /// `when …`, `together`, `repeat …`, `on …`: called as it is written, up to its brace.
    fn room(&self, whole: Span, body: &Block) -> Symbol {
        let head = Span { start: whole.start, end: body.span.start.clamp(whole.start, whole.end) };
        let words = plain(self.source.slice(head));
        let whole = Span { end: body.span.end.clamp(whole.start, whole.end), ..whole };
        self.symbol(&words, String::new(), SymbolKind::Block, whole, head, self.block(body))
    }

    fn step(&self, step: &ast::Step, whole: Span, kind: SymbolKind, inside: Vec<Symbol>) -> Symbol {
        let action = step.action.as_ref().map(|it| plain(self.source.slice(it.span))).unwrap_or_default();
        let (name, at) = match &step.name {
            Some(name) => (name.text.clone(), name.span),
            None => (action.clone(), first(whole)),
        };
        let title = title(step.title.as_ref());
        let detail = if title.is_empty() && action != name { action } else { title };
        self.symbol(&name, detail, kind, whole, at, inside)
    }

    /// An editor takes no symbol without a name, and none whose name stands outside of it.
    fn symbol(
        &self,
        name: &str,
        detail: String,
        kind: SymbolKind,
        whole: Span,
        at: Span,
        inside: Vec<Symbol>,
    ) -> Symbol {
        let name = cut(&plain(name), LONGEST);
        let name = if name.is_empty() { "…".to_owned() } else { name };
        let start = at.start.clamp(whole.start, whole.end);
        let at = Span { start, end: at.end.clamp(start, whole.end) };
        Symbol { name, detail: cut(&plain(&detail), LONGEST), kind, whole, at, inside }
    }
}

fn title(text: Option<&Text>) -> String {
    text.map_or(String::new(), |it| cut(&plain(&it.text), LONGEST))
}

/// The beginning of a stretch, where nothing in it has a name.
fn first(whole: Span) -> Span {
    Span { start: whole.start, end: whole.start }
}
