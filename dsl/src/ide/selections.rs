//! The reading desk, selections: from a word to all that stands around it.

mod around; // every part of the tree that a point stands in

use super::Point;
use crate::Analysis;
use crate::source::Span;
use crate::syntax::Token;
use crate::syntax::token::Kind;

impl Analysis {
    /// What a selection at a point grows to, step by step: the word first, the file last, each inside the next.
    #[must_use]
    pub fn selections(&self, at: Point) -> Vec<Span> {
        let Some((source, parse)) = self.file(at.file) else { return Vec::new() };
        let whole = Span::new(0, source.text.len());
        let offset = at.offset.min(whole.end);
        let mut around = around::Around::new(offset);
        if let Some((_, token)) = self.token_at(Point { offset, ..at }).filter(|(_, it)| it.kind != Kind::Space) {
            around.add(token.span);
            if token.kind == Kind::Text {
                around.add(Span { start: token.span.start + 1, end: token.span.end - 1 });
            }
        }
        brackets(&parse.tokens, &mut around);
        around.items(&parse.file.items);
        around.add(whole);
        nested(around.found)
    }
}

/// Each pair of brackets that a point stands in: what is between them, and they with it.
fn brackets(tokens: &[Token], around: &mut around::Around) {
    let mut open: Vec<Token> = Vec::new();
    for token in tokens {
        if token.kind.closer().is_some() {
            open.push(*token);
        } else if token.kind.is_closer() {
            let Some(at) = open.iter().rposition(|it| it.kind.closer() == Some(token.kind)) else { continue };
            if let Some(opens) = open.get(at) {
                around.add(Span { start: opens.span.start, end: token.span.end });
                around.add(Span { start: opens.span.end, end: token.span.start });
            }
            open.truncate(at);
        }
    }
}

/// From the least to the greatest; what does not lie within the next is left out.
fn nested(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|it| (it.end - it.start, it.start));
    let mut chain: Vec<Span> = Vec::new();
    for span in spans {
        let grows = chain.last().is_none_or(|last| span.start <= last.start && last.end <= span.end && span != *last);
        if grows {
            chain.push(span);
        }
    }
    chain
}
