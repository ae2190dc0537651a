//! The reading desk, tokens: what each word is, for colouring.

use std::collections::BTreeSet;

use crate::Analysis;
use crate::model::{Declared, Mention, Thing};
use crate::source::{FileId, Span};
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

/// The name under which it is told that a name means nothing.
const UNKNOWN: &str = "unknown-name";

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    Keyword,
    /// `and`, `or`, `at least`: words that join or compare.
    Operator,
    Comment,
    Text,
    Number,
    /// A day or a length of time.
    Date,
    Guidance,
    Entity,
    Subject,
    Instance,
    Field,
    Vocabulary,
    Term,
    /// A term that is an action or a trigger.
    Action,
    Role,
    Procedure,
    Step,
    Outcome,
    Requirement,
    Clause,
    Definition,
    /// A classification or one of its levels.
    Level,
    Record,
    /// A name that means nothing.
    Unknown,
}

/// A stretch of text on one line, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    pub span: Span,
    pub kind: TokenKind,
    /// It is declared here.
    pub declares: bool,
    /// What it names came along with the program.
    pub shipped: bool,
    /// It may be left out of a run.
    pub optional: bool,
}

impl Analysis {
    /// What the words of a file are, in order; they never overlap.
    #[must_use]
    pub fn semantic_tokens(&self, file: FileId) -> Vec<SemanticToken> {
        let Some((source, parse)) = self.file(file) else { return Vec::new() };
        let mut out = Vec::new();
        let mut names = Names::of(self, file);
        let significant =
            |from: usize| parse.tokens.get(from..).and_then(|it| it.iter().find(|it| !it.kind.is_trivia()));
        let mut before: Option<Kind> = None;
        for (number, token) in parse.tokens.iter().enumerate() {
            let next = || significant(number + 1).map(|it| it.kind);
            let found = match token.kind {
                Kind::Comment | Kind::Doc => Some(plain(TokenKind::Comment)),
                Kind::Text | Kind::UnclosedText => Some(plain(TokenKind::Text)),
                Kind::Date => Some(plain(TokenKind::Date)),
                Kind::BadValue => Some(plain(TokenKind::Unknown)),
                Kind::Number if next().is_some_and(is_unit) => Some(plain(TokenKind::Date)),
                Kind::Number => Some(plain(TokenKind::Number)),
                kind if kind.is_word() => names.at(token.span).or_else(|| word(kind, before, next())),
                _ => None,
            };
            if let Some(look) = found {
                lines(source.slice(token.span), token.span, |span| out.push(SemanticToken { span, ..look }));
            }
            if !token.kind.is_trivia() {
                before = Some(token.kind);
            }
        }
        out
    }

    fn look_of(&self, thing: Thing) -> TokenKind {
        let model = &self.read.model;
        match thing {
            Thing::Guidance(_) => TokenKind::Guidance,
            Thing::Entity(_) => TokenKind::Entity,
            Thing::Subject(_) => TokenKind::Subject,
            Thing::Field(_) => TokenKind::Field,
            Thing::Vocabulary(_) => TokenKind::Vocabulary,
            Thing::Term(id) => match model.vocabularies[model.terms[id].vocabulary].name.as_str() {
                "action" | "trigger" => TokenKind::Action,
                _ => TokenKind::Term,
            },
            Thing::Classification(_) | Thing::Level(..) => TokenKind::Level,
            Thing::Definition(_) => TokenKind::Definition,
            Thing::Requirement(_) | Thing::Expectation(_) => TokenKind::Requirement,
            Thing::Clause(..) => TokenKind::Clause,
            Thing::Role(_) => TokenKind::Role,
            Thing::Instance(_) => TokenKind::Instance,
            Thing::Procedure(_) => TokenKind::Procedure,
            Thing::Step(_) | Thing::Suggested(_) => TokenKind::Step,
            Thing::Outcome(_) => TokenKind::Outcome,
            Thing::Record(_) | Thing::Judgement(_) | Thing::Waiver(_) => TokenKind::Record,
        }
    }
}

fn plain(kind: TokenKind) -> SemanticToken {
    SemanticToken { span: Span::default(), kind, declares: false, shipped: false, optional: false }
}

/// The names of a file, walked along with its tokens.
struct Names<'a> {
    analysis: &'a Analysis,
    declared: &'a [Declared],
    mentions: &'a [Mention],
    /// Places of names that mean nothing.
    unknown: BTreeSet<Span>,
}

impl<'a> Names<'a> {
    fn of(analysis: &'a Analysis, file: FileId) -> Self {
        let unknown = analysis.told_in(file).filter(|(_, it)| it.code.name == UNKNOWN).map(|(_, it)| it.at.span);
        Self {
            analysis,
            declared: analysis.read.catalogue().in_file(file),
            mentions: analysis.mentions_in(file, Span { start: 0, end: u32::MAX }),
            unknown: unknown.collect(),
        }
    }

    /// What stands at a place, which must lie behind the last that was asked about.
    fn at(&mut self, span: Span) -> Option<SemanticToken> {
        let passed = self.declared.partition_point(|it| it.name.span < span);
        self.declared = self.declared.get(passed..).unwrap_or(&[]);
        let passed = self.mentions.partition_point(|it| it.at.span < span);
        self.mentions = self.mentions.get(passed..).unwrap_or(&[]);
        let here = self.declared.first().filter(|it| it.name.span == span);
        let named = self.mentions.first().filter(|it| it.at.span == span);
        let meant = named.and_then(|it| self.analysis.read.catalogue().at(it.declared).first());
        let it = match here.or(meant) {
            Some(it) => it,
            None => return self.unknown.contains(&span).then(|| plain(TokenKind::Unknown)),
        };
        let optional = match it.thing {
            Thing::Step(id) => self.analysis.read.model.steps[id].optional,
            _ => false,
        };
        let shipped = self.analysis.is_shipped(it.name.file);
        let kind = self.analysis.look_of(it.thing);
        Some(SemanticToken { kind, declares: here.is_some(), shipped, optional, ..plain(kind) })
    }
}

/// A word that is no name: of the language, or the name of a field that the language knows.
fn word(kind: Kind, before: Option<Kind>, next: Option<Kind>) -> Option<SemanticToken> {
    let look = match kind {
        Kind::Word(_) if before == Some(Kind::Number) && is_unit(kind) => TokenKind::Date,
        Kind::Word(Word::Day | Word::Days) if before == Some(Kind::Word(Word::Working)) => TokenKind::Date,
        Kind::Word(it) if OPERATORS.contains(&it) => TokenKind::Operator,
        Kind::Word(_) if next == Some(Kind::Colon) => TokenKind::Field,
        Kind::Word(_) => TokenKind::Keyword,
        Kind::Currency if before == Some(Kind::Number) => TokenKind::Number,
        _ if next == Some(Kind::Colon) => TokenKind::Field,
        _ => return None,
    };
    Some(plain(look))
}

/// Words that join or compare.
const OPERATORS: &[Word] = &[
    Word::And,
    Word::Or,
    Word::Not,
    Word::Is,
    Word::Includes,
    Word::At,
    Word::Least,
    Word::Most,
    Word::Above,
    Word::Below,
    Word::More,
    Word::Less,
    Word::Than,
    Word::Some,
    Word::All,
    Word::One,
    Word::Of,
];

fn is_unit(kind: Kind) -> bool {
    use Word::{Day, Days, Hour, Hours, Month, Months, Week, Weeks, Working, Year, Years};
    let Kind::Word(word) = kind else { return false };
    matches!(word, Hour | Hours | Day | Days | Week | Weeks | Month | Months | Year | Years | Working)
}

/// The stretches of a text that each stand on one line.
fn lines(text: &str, span: Span, mut push: impl FnMut(Span)) {
    let mut start = span.start as usize;
    for line in text.split_inclusive(['\n', '\r']) {
        let shown = line.trim_end_matches(['\n', '\r']).len();
        if shown > 0 {
            push(Span::new(start, start + shown));
        }
        start += line.len();
    }
}
