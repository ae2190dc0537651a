//! The reading room: text to tree.
//!
//! Takes one text; gives tokens, a tree and what was wrong, always all three. Knows no other file and no meaning.

// No panic is reachable from a text, and no order of a hash reaches an answer. Tests may break down; that is how they fail.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::string_slice,
        clippy::iter_over_hash_type
    )
)]

pub mod ast;
mod fault;
mod grammar;
mod pair;
pub mod problem;
mod reading;
pub mod source;
pub mod token;
mod typo;
mod unread;
pub mod words;

use std::collections::HashSet;

use fault::Fault;
use pair::Pairing;
pub use problem::Problem;
use reading::Reading;
pub use reading::{Place, Stream};
pub use token::{Token, read_date};

use crate::source::Span;

/// How many problems of one text are told; then one more says that there are more.
const MOST_PROBLEMS: usize = 100;

/// A text that was read.
#[derive(Clone, Debug, Default)]
pub struct Parse {
    pub file: ast::File,
    /// All of the text, in order, with nothing left out.
    pub tokens: Vec<Token>,
    /// In the order of the text, at most one for each place.
    pub problems: Vec<Problem>,
}

/// How much of one text is read. Nobody writes as much; a machine could, to keep us busy.
pub const MOST_BYTES: u32 = 8 << 20;

/// Reads a text.
pub fn parse(text: &str) -> Parse {
    let (tokens, mut problems) = token::tokens(text);
    let mut places: Vec<u32> = problems.iter().map(|it| it.span.start).collect();
    let read = tokens.partition_point(|token| token.span.start < MOST_BYTES);
    let mut stream = pair::significant(text, tokens.get(..read).unwrap_or(&tokens));
    problems.extend(typo::correct(text, &mut stream));
    let Pairing { stream, problems: unpaired, stray } = pair::pair(text, &stream);
    places.extend(unpaired.iter().map(|it| it.span.start));
    problems.extend(unpaired);
    let reading = Reading { text, tokens: &tokens, stream: &stream };
    let (mut file, faults) = grammar::read(reading);
    places.extend(faults.iter().map(|it| reading.span(it.at).start));
    places.sort_unstable();
    unread::mark(&mut file.items, &places);
    problems.extend(strays(&stray, &faults));
    problems.extend(shown(&faults, &reading));
    if let Some(unread) = tokens.get(read) {
        problems.retain(|problem| problem.id != problem::UNCLOSED_BRACKET.0);
        problems.push(too_long(unread.span));
    }
    let problems = in_order(problems, text);
    Parse { file, tokens, problems }
}

fn too_long(span: Span) -> Problem {
    Problem::new(problem::TOO_LONG, span, "this file is too long; it is read only up to here")
        .why("nothing can be said about the rest")
        .help("divide it into several files")
}

/// A text in which a word is being written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The tokens that matter, with a name in the place of the word, and brackets paired as if it were there.
    pub stream: Stream,
    /// The number of the word among them.
    pub at: usize,
}

/// Prepares a stretch of a text for those who want to know what can be written in the place of a word of it.
/// The word may be empty.
pub fn draft(text: &str, tokens: &[Token], stretch: Span, word: Span) -> Draft {
    let from = tokens.partition_point(|token| token.span.end <= stretch.start);
    let to = tokens.partition_point(|token| token.span.start < stretch.end).max(from);
    let name = Token { kind: token::Kind::Name, span: word };
    let mut all = Vec::with_capacity(to - from + 2);
    let mut written = false;
    for &token in tokens.get(from..to).unwrap_or_default() {
        if token.span.end <= word.start {
            all.push(token);
            continue;
        }
        if token.span.start < word.start {
            all.push(Token { span: Span { end: word.start, ..token.span }, ..token });
        }
        if !written {
            all.push(name);
            written = true;
        }
        if token.span.end > word.end {
            all.push(Token { span: Span { start: token.span.start.max(word.end), ..token.span }, ..token });
        }
    }
    if !written {
        all.push(name);
    }
    let mut stream = pair::significant(text, &all);
    typo::correct(text, &mut stream);
    let is_word = |stream: &Stream| {
        let here = |(place, kind): (&reading::Place, &token::Kind)| place.span == word && kind.is_word();
        stream.places.iter().zip(&stream.kinds).position(here)
    };
    if let Some(kind) = is_word(&stream).and_then(|at| stream.kinds.get_mut(at)) {
        *kind = token::Kind::Name;
    }
    let stream = pair::pair(text, &stream).stream;
    let at = is_word(&stream).unwrap_or(stream.kinds.len());
    Draft { stream, at }
}

/// Closing brackets that close nothing. Where an opening one is missing, that was said already.
fn strays(stray: &[Span], faults: &[Fault]) -> Vec<Problem> {
    let missing = faults.iter().filter(|fault| fault.wants_open()).count();
    let stray = stray.iter().skip(missing).take(MOST_PROBLEMS + 1);
    stray
        .map(|&span| {
            Problem::new(problem::UNCLOSED_BRACKET, span, "this bracket closes nothing")
                .help("remove it, or put the bracket it closes where that begins")
        })
        .collect()
}

/// One problem for each place: the first, since the others follow from it.
fn shown(faults: &[Fault], reading: &Reading<'_>) -> Vec<Problem> {
    let mut places = HashSet::new();
    let fresh = faults.iter().filter(|fault| !reading.is_excused(fault.at) && places.insert(fault.at));
    fresh.take(MOST_PROBLEMS + 1).map(|fault| fault.problem(reading)).collect()
}

/// Sorted by place, one for each, and no more than a person would read.
fn in_order(mut problems: Vec<Problem>, text: &str) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.span); // keeps the first to be found first
    problems.dedup_by_key(|problem| problem.span);
    if problems.len() > MOST_PROBLEMS {
        problems.truncate(MOST_PROBLEMS);
        let end = Span::new(text.len(), text.len());
        let message = format!("there are more than {MOST_PROBLEMS} problems in this file; the rest is not shown");
        problems.push(Problem::new(problem::SYNTAX_ERROR, end, message));
    }
    problems
}

#[cfg(test)]
mod tests;
