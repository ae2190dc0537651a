//! What each word is, for colouring.

use duly_dsl::{SemanticToken, Span, TokenKind};
use tower_lsp::lsp_types::{
    self, Range, SemanticTokenModifier, SemanticTokenType, SemanticTokensEdit, SemanticTokensLegend,
};

/// The kinds in the order of their numbers. Where the protocol has a fitting kind it is used, so that every theme has a
/// colour for it.
const TYPES: &[SemanticTokenType] = &[
    SemanticTokenType::KEYWORD,
    SemanticTokenType::OPERATOR,
    SemanticTokenType::COMMENT,
    SemanticTokenType::STRING,
    SemanticTokenType::NUMBER,
    SemanticTokenType::NAMESPACE,
    SemanticTokenType::CLASS,
    SemanticTokenType::INTERFACE,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::ENUM,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::PARAMETER,
    SemanticTokenType::STRUCT,
    SemanticTokenType::METHOD,
    SemanticTokenType::EVENT,
    SemanticTokenType::MACRO,
    SemanticTokenType::TYPE,
    UNRESOLVED,
];

/// A name that means nothing. The protocol has no kind for it.
const UNRESOLVED: SemanticTokenType = SemanticTokenType::new("unresolvedReference");

const MODIFIERS: &[SemanticTokenModifier] = &[
    SemanticTokenModifier::DECLARATION,
    SemanticTokenModifier::DEFAULT_LIBRARY,
    // It may be left out of a run. The protocol has no word for it.
    SemanticTokenModifier::new("optional"),
];

/// What the numbers mean.
pub(crate) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend { token_types: TYPES.to_vec(), token_modifiers: MODIFIERS.to_vec() }
}

fn kind(kind: TokenKind) -> SemanticTokenType {
    match kind {
        TokenKind::Keyword => SemanticTokenType::KEYWORD,
        TokenKind::Operator => SemanticTokenType::OPERATOR,
        TokenKind::Comment => SemanticTokenType::COMMENT,
        TokenKind::Text => SemanticTokenType::STRING,
        TokenKind::Number | TokenKind::Date => SemanticTokenType::NUMBER,
        TokenKind::Guidance => SemanticTokenType::NAMESPACE,
        TokenKind::Entity => SemanticTokenType::CLASS,
        TokenKind::Subject => SemanticTokenType::INTERFACE,
        TokenKind::Instance | TokenKind::Record => SemanticTokenType::VARIABLE,
        TokenKind::Field => SemanticTokenType::PROPERTY,
        TokenKind::Vocabulary => SemanticTokenType::ENUM,
        TokenKind::Term | TokenKind::Level => SemanticTokenType::ENUM_MEMBER,
        TokenKind::Action => SemanticTokenType::FUNCTION,
        TokenKind::Role => SemanticTokenType::PARAMETER,
        TokenKind::Procedure => SemanticTokenType::STRUCT,
        TokenKind::Step => SemanticTokenType::METHOD,
        TokenKind::Outcome => SemanticTokenType::EVENT,
        TokenKind::Requirement | TokenKind::Clause => SemanticTokenType::MACRO,
        TokenKind::Definition => SemanticTokenType::TYPE,
        TokenKind::Unknown => UNRESOLVED,
    }
}

/// Tokens as the protocol wants them: each counted from the one before. Those that would reach over a line end or into
/// another are left out, since editors refuse the whole answer for one of them.
pub(crate) fn tokens(tokens: &[SemanticToken], range: impl Fn(Span) -> Range) -> Vec<lsp_types::SemanticToken> {
    let mut told = Vec::with_capacity(tokens.len());
    let (mut line, mut column, mut free) = (0, 0, (0, 0));
    for token in tokens {
        let Range { start, end } = range(token.span);
        if start.line != end.line || start >= end || (start.line, start.character) < free {
            continue;
        }
        let delta_start = if start.line == line { start.character - column } else { start.character };
        told.push(lsp_types::SemanticToken {
            delta_line: start.line - line,
            delta_start,
            length: end.character - start.character,
            token_type: number(&kind(token.kind)),
            token_modifiers_bitset: modifiers(token),
        });
        (line, column, free) = (start.line, start.character, (end.line, end.character));
    }
    told
}

fn number(kind: &SemanticTokenType) -> u32 {
    (0..).zip(TYPES).find(|(_, it)| *it == kind).map_or(0, |(number, _)| number)
}

fn modifiers(token: &SemanticToken) -> u32 {
    u32::from(token.declares) | u32::from(token.shipped) << 1 | u32::from(token.optional) << 2
}

/// What turns one list into the other: one stretch in the middle.
pub(crate) fn delta(before: &[lsp_types::SemanticToken], now: &[lsp_types::SemanticToken]) -> Vec<SemanticTokensEdit> {
    let same = |(a, b): &(&lsp_types::SemanticToken, &lsp_types::SemanticToken)| a == b;
    let start = before.iter().zip(now).take_while(same).count();
    let (old, new) = (&before[start..], &now[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    // A token is five numbers, and it is numbers that are counted.
    let numbers = |tokens: usize| u32::try_from(tokens * 5).unwrap_or(u32::MAX);
    vec![SemanticTokensEdit { start: numbers(start), delete_count: numbers(old.len()), data: Some(new.to_vec()) }]
}

#[cfg(test)]
mod tests {
    use tower_lsp::lsp_types::Position;

    use super::*;

    fn token(start: u32, end: u32, kind: TokenKind) -> SemanticToken {
        SemanticToken { span: Span { start, end }, kind, declares: false, shipped: false, optional: false }
    }

    /// Ten signs to a line.
    fn range(span: Span) -> Range {
        let at = |it: u32| Position { line: it / 10, character: it % 10 };
        Range { start: at(span.start), end: at(span.end) }
    }

    #[test]
    fn every_kind_has_a_number_of_its_legend() {
        for it in [TokenKind::Keyword, TokenKind::Unknown, TokenKind::Requirement, TokenKind::Definition] {
            assert_eq!(TYPES[number(&kind(it)) as usize], kind(it));
        }
    }

    #[test]
    fn tokens_are_counted_from_one_to_the_next_and_none_overlaps_or_breaks_the_line() {
        let all = [(0, 2), (3, 5), (4, 6), (8, 12), (21, 24)].map(|(start, end)| token(start, end, TokenKind::Step));
        let told: Vec<_> = tokens(&all, range).iter().map(|it| (it.delta_line, it.delta_start, it.length)).collect();
        assert_eq!(told, [(0, 0, 2), (0, 3, 2), (2, 1, 3)]);
    }

    #[test]
    fn a_change_applied_to_the_old_list_gives_the_new_one() {
        let lists = [vec![], vec![1], vec![1, 2, 3], vec![1, 3], vec![2, 2, 2], vec![2, 2], vec![1, 2, 2, 3]];
        let list = |of: &[u32]| -> Vec<_> {
            of.iter().map(|&it| lsp_types::SemanticToken { delta_start: it, ..token_of_nothing() }).collect()
        };
        for (before, now) in lists.iter().flat_map(|a| lists.iter().map(move |b| (list(a), list(b)))) {
            let mut made = before.clone();
            for edit in delta(&before, &now) {
                let (start, end) = (edit.start as usize / 5, (edit.start + edit.delete_count) as usize / 5);
                made.splice(start..end, edit.data.unwrap_or_default());
            }
            assert_eq!(made, now);
            assert!(before != now || delta(&before, &now).is_empty());
        }
    }

    fn token_of_nothing() -> lsp_types::SemanticToken {
        lsp_types::SemanticToken { delta_line: 0, delta_start: 0, length: 1, token_type: 0, token_modifiers_bitset: 0 }
    }
}
