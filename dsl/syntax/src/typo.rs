//! Words that are nearly words of the language, where nothing else fits.
//!
//! Takes the tokens that matter; puts right the words that what follows them gives away, and reports them.

use super::MOST_PROBLEMS;
use super::problem::{self, Problem};
use super::reading::Stream;
use super::token::Kind;
use super::words::{Class, Word};

/// Longer words than this are not compared.
const LONGEST: usize = 24;

/// Puts right what is nearly a word of the language.
pub(crate) fn correct(text: &str, stream: &mut Stream) -> Vec<Problem> {
    let mut problems = Vec::new();
    for at in 0..stream.kinds.len() {
        let Some(place) = stream.places.get(at).filter(|place| place.begins_line) else {
            continue;
        };
        if stream.kinds.get(at) != Some(&Kind::Name) {
            continue;
        }
        let written = text.get(place.span.range()).unwrap_or("");
        let Some(meant) = candidates(stream, at).iter().copied().find(|word| is_near(written, *word)) else {
            continue;
        };
        let kind = if meant.class() == Class::Declares { "declaration" } else { "statement" };
        let message = format!("`{written}` is not a kind of {kind}, did you mean `{}`", meant.text());
        if problems.len() <= MOST_PROBLEMS {
            problems.push(Problem::new(problem::SYNTAX_ERROR, place.span, message));
        }
        if let Some(kind) = stream.kinds.get_mut(at) {
            *kind = Kind::Word(meant);
        }
    }
    problems
}

fn is_near(written: &str, word: Word) -> bool {
    let most = if word.text().len() < 5 { 1 } else { 2 };
    written.len() <= LONGEST && strsim::osa_distance(written, word.text()) <= most
}

/// Which words would make sense of what follows; none where a thing of any kind can be registered.
fn candidates(stream: &Stream, at: usize) -> &'static [Word] {
    let kind = |at: usize| stream.kinds.get(at).copied();
    let same_line = |at: usize| stream.places.get(at).is_some_and(|place| !place.begins_line);
    if !same_line(at + 1) {
        return &[];
    }
    match kind(at + 1) {
        Some(Kind::Word(Word::Step)) => return &[Word::Optional],
        Some(Kind::Word(Word::Every)) => return &[Word::Repeat],
        Some(Kind::Open) => return &[Word::Together, Word::Otherwise],
        Some(next) if next.is_name() => {}
        _ => return &[],
    }
    let after = at + 2 + usize::from(kind(at + 2) == Some(Kind::Text));
    match kind(after).filter(|_| same_line(after)) {
        Some(Kind::Colon) => {
            &[Word::Step, Word::Record, Word::Waiver, Word::Judgement, Word::Define, Word::Field, Word::Decide]
        }
        Some(Kind::ListOpen) => &[Word::Classify],
        Some(Kind::Word(word)) => match word {
            Word::For => &[Word::Procedure, Word::Classify],
            Word::After => &[Word::Procedure],
            Word::On => &[Word::Classify],
            Word::By => &[Word::Decide],
            Word::Must | Word::Should | Word::May => &[Word::Requirement],
            Word::Tailors | Word::Follows => &[Word::Guidance],
            Word::Ordered => &[Word::Vocabulary],
            Word::Is if after == at + 2 => &[Word::When],
            Word::Includes | Word::At => &[Word::When],
            _ => &[],
        },
        _ => &[],
    }
}
