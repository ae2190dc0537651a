//! Mends: the steps that a requirement suggests, taken apart so that they can be put in.

use super::Case;
use crate::ide::suggest::Setting;
use crate::source::Span;
use crate::syntax::ast::{Block, Entry, Item, ItemKind, Path, Statement, StatementKind};
use crate::syntax::parse;

/// One statement that is suggested.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// As guidance writes it.
    text: String,
    /// The names of its steps.
    names: Vec<String>,
    /// Whether `_` stands for somebody.
    is_open: bool,
    /// Where it goes to.
    jumps: Vec<(Span, String)>,
    /// What its steps do, with the fields they state.
    pub(super) acts: Vec<Act>,
    /// What begins it, if it is an `on` block.
    pub(super) triggers: Vec<String>,
}

/// What a suggested step does, and the fields it states.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) action: String,
    /// Key, and the value as it is written.
    pub(super) fields: Vec<(String, String)>,
}

const HEAD: &str = "procedure p {\n";

impl Case<'_> {
    /// What is suggested, statement by statement; what stands inside an `on` block also by itself.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let Some(suggested) = &self.requirement.suggest else { return Vec::new() };
        let text = format!("{HEAD}{suggested}\n}}\n");
        let parsed = parse(&text);
        let Some(Item { kind: ItemKind::Procedure(procedure), .. }) = parsed.file.items.first() else {
            return Vec::new();
        };
        if !parsed.problems.is_empty() {
            return Vec::new();
        }
        let mut pieces = Vec::new();
        for statement in &procedure.body.statements {
            pieces.push(piece(&text, statement));
            if let StatementKind::On { body, .. } = &statement.kind {
                pieces.extend(body.statements.iter().map(|it| piece(&text, it)));
            }
        }
        pieces
    }

    /// The names of all steps of the procedure that a home is in.
    pub(super) fn taken(&self, home: usize) -> Vec<String> {
        let Some(here) = self.homes.get(home) else { return Vec::new() };
        let same = self.homes.iter().filter(|it| it.file == here.file && it.procedure.span == here.procedure.span);
        let statements = same.flat_map(|it| &it.block.statements);
        let names = statements.filter_map(|it| super::super::home::step_of(it)?.name.as_ref());
        names.map(|it| it.text.clone()).collect()
    }
}

fn piece(text: &str, statement: &Statement) -> Piece {
    let slice = |span: Span| text.get(span.range()).unwrap_or("").to_owned();
    let mut piece = Piece {
        text: slice(statement.span),
        names: Vec::new(),
        is_open: false,
        jumps: Vec::new(),
        acts: Vec::new(),
        triggers: Vec::new(),
    };
    if let StatementKind::On { triggers, .. } = &statement.kind {
        piece.triggers = triggers.iter().filter_map(last).collect();
    }
    let base = statement.span.start;
    let moved = |span: Span| Span { start: span.start.saturating_sub(base), end: span.end.saturating_sub(base) };
    each(statement, &mut |statement| {
        if let StatementKind::GoTo(to) = &statement.kind {
            piece.jumps.extend(last(to).map(|it| (moved(to.span), it)));
        }
        let Some(step) = super::super::home::step_of(statement) else { return };
        piece.names.extend(step.name.iter().map(|it| it.text.clone()));
        let mut roles = step.by.iter().flat_map(|it| &it.cases).flat_map(|it| &it.roles);
        piece.is_open |= roles.any(|it| slice(it.span) == "_");
        let decides = matches!(statement.kind, StatementKind::Decide(_));
        let action = step.action.as_ref().and_then(last).or(decides.then(|| "decide".to_owned()));
        let fields = step.entries.iter().filter_map(|it| field(text, it)).collect();
        piece.acts.extend(action.map(|action| Act { action, fields }));
    });
    piece
}

/// Key and value of a field, as written.
fn field(text: &str, entry: &Entry) -> Option<(String, String)> {
    let written = text.get(entry.span.range())?;
    let (_, value) = written.split_once(':')?;
    Some((entry.key.text.clone(), value.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn last(path: &Path) -> Option<String> {
    path.names.last().map(|it| it.text.clone())
}

/// Shows a statement and all inside it to a function.
fn each<'s>(statement: &'s Statement, see: &mut dyn FnMut(&'s Statement)) {
    see(statement);
    let blocks: Vec<&Block> = match &statement.kind {
        StatementKind::When { then, otherwise, .. } => std::iter::once(then).chain(otherwise).collect(),
        StatementKind::Decide(it) => it.outcomes.iter().map(|it| &it.body).collect(),
        StatementKind::Together(body) | StatementKind::Repeat { body, .. } | StatementKind::On { body, .. } => {
            vec![body]
        }
        _ => Vec::new(),
    };
    blocks.into_iter().flat_map(|it| &it.statements).for_each(|it| each(it, see));
}

impl Piece {
    /// Its text for a procedure: one role does it, its names are free, it goes where there is something to go to.
    pub(super) fn filled(&self, setting: Setting<'_>, role: &str, target: impl Fn(&str) -> Option<String>) -> String {
        let (mut out, mut at) = (String::new(), 0);
        for (span, name) in self.jumps.iter().filter(|(_, name)| !self.names.contains(name)) {
            let Some(to) = target(name) else { continue };
            out.push_str(self.text.get(at..span.start as usize).unwrap_or(""));
            out.push_str(&to);
            at = span.end as usize;
        }
        out.push_str(self.text.get(at..).unwrap_or(""));
        setting.filled(&out, role)
    }

    /// Whether nobody has to be named for it.
    pub(super) fn has_no_blank(&self) -> bool {
        !self.is_open
    }

    /// The steps by name, as they are called once they are put in.
    pub(super) fn words(&self) -> String {
        match self.names.first() {
            Some(name) if self.triggers.is_empty() => format!("`{name}`"),
            _ => format!("`{}`", self.text.split('{').next().unwrap_or("").trim()),
        }
    }
}
