//! The reading desk, folds: what can be folded away.

use crate::Analysis;
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::Token;
use crate::syntax::token::Kind;

/// What a fold hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    Block,
    Comment,
}

/// So many folds of a file are given; editors take no more.
const MOST: usize = 5_000;

impl Analysis {
    /// Stretches of several lines that can be folded, in the order of the text: pairs of brackets, and remarks.
    #[must_use]
    pub fn folds(&self, file: FileId) -> Vec<(Span, FoldKind)> {
        let Some((source, parse)) = self.file(file) else { return Vec::new() };
        let mut folds = remarks(source, &parse.tokens);
        let mut open: Vec<Token> = Vec::new();
        for token in &parse.tokens {
            if token.kind.closer().is_some() {
                open.push(*token);
            } else if token.kind.is_closer() {
                // What was left open inside is closed along with it.
                let Some(at) = open.iter().rposition(|it| it.kind.closer() == Some(token.kind)) else { continue };
                if let Some(opens) = open.get(at) {
                    folds.extend(between(source, opens.span, token.span));
                }
                open.truncate(at);
            }
        }
        folds.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        folds.truncate(MOST);
        folds
    }
}

/// A pair of brackets and what is between them.
fn between(source: &SourceFile, opens: Span, closes: Span) -> Option<(Span, FoldKind)> {
    let span = Span { start: opens.start, end: closes.end };
    several(source, span).then_some((span, FoldKind::Block))
}

/// Remarks on lines that follow each other.
fn remarks(source: &SourceFile, tokens: &[Token]) -> Vec<(Span, FoldKind)> {
    let mut folds = Vec::new();
    let mut run: Option<Span> = None;
    for token in tokens {
        match token.kind {
            Kind::Comment | Kind::Doc => run = Some(run.map_or(token.span, |it| it.to(token.span))),
            Kind::Space if one_line_end(source.slice(token.span)) => {}
            _ => folds.extend(run.take()),
        }
    }
    folds.extend(run);
    folds.into_iter().filter(|it| several(source, *it)).map(|it| (it, FoldKind::Comment)).collect()
}

fn one_line_end(space: &str) -> bool {
    space.lines().count() <= 2 && space.replace("\r\n", "\n").matches(['\n', '\r']).count() <= 1
}

fn several(source: &SourceFile, span: Span) -> bool {
    source.position(span.start).line < source.position(span.end).line
}
