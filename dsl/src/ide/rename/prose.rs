//! Remarks and titles in which the old name stands: whoever renames had better look at each.

use std::collections::BTreeSet;

use crate::Analysis;
use crate::ide::Edit;
use crate::source::{FileId, Place, Span};
use crate::syntax::token::Kind;

/// So many are offered; more nobody looks at.
const MOST: usize = 200;

impl Analysis {
    /// Where the old name stands as a word in the caller's own remarks, and in the titles behind what is renamed.
    pub(super) fn prose_edits(&self, old: &str, name: &str, places: &BTreeSet<Place>) -> Vec<Edit> {
        let mut edits = Vec::new();
        let own = (0..).map(FileId).zip(self.files.iter().zip(&self.read.parses)).filter(|(_, (it, _))| !it.shipped);
        for (id, (file, parse)) in own {
            let mut named = false;
            for token in &parse.tokens {
                let prose = match token.kind {
                    Kind::Comment | Kind::Doc => true,
                    Kind::Text => named,
                    _ => false,
                };
                if prose {
                    let found = words(file.slice(token.span), old).map(|at| token.span.start as usize + at);
                    let places = found.map(|at| Place { file: id, span: Span::new(at, at + old.len()) });
                    edits.extend(places.map(|at| Edit { at, text: name.to_owned(), confirm: true }));
                }
                if !token.kind.is_trivia() {
                    named = places.contains(&Place { file: id, span: token.span });
                }
            }
        }
        edits.truncate(MOST);
        edits
    }
}

/// Where a word stands by itself in a text.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let joins = |it: char| it.is_alphanumeric() || it == '-' || it == '_';
    text.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|it| it.chars().next());
        !before.is_some_and(joins) && !after.is_some_and(joins)
    })
}
