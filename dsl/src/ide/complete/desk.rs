//! Where offers are gathered: what is known about the point, and what was found so far.

use std::collections::BTreeSet;

use super::point::Around;
use super::spot::Scene;
use super::{Offer, OfferKind};
use crate::Analysis;
use crate::ide::Point;
use crate::ide::suggest::escaped;
use crate::model::{Entity, Id, Model, Owner};

/// So many are offered at most; what is typed already then chooses among them.
const MOST: usize = 600;

/// How near to what one would write; smaller is shown first.
pub(super) mod group {
    pub(in crate::ide::complete) const BEST: u32 = 0;
    pub(in crate::ide::complete) const FIRST: u32 = 10;
    pub(in crate::ide::complete) const USUAL: u32 = 20;
    pub(in crate::ide::complete) const LATER: u32 = 30;
    pub(in crate::ide::complete) const LAST: u32 = 40;
}

/// What is known about the point, and what was found so far.
pub(super) struct Desk<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) model: &'a Model,
    pub(super) at: Point,
    pub(super) around: &'a Around<'a>,
    pub(super) scene: &'a Scene<'a>,
    pub(super) owner: Option<Owner>,
    /// Whose words the owner may use, its own first.
    pub(super) seen: Vec<Owner>,
    found: Vec<(u32, usize, Offer)>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        analysis: &'a Analysis,
        at: Point,
        around: &'a Around<'a>,
        scene: &'a Scene<'a>,
        owner: Option<Owner>,
    ) -> Self {
        let model = &analysis.read.model;
        let seen = owner.map_or(Vec::new(), |it| model.visible(it));
        Self { analysis, model, at, around, scene, owner, seen, found: Vec::new() }
    }

    pub(super) fn sees(&self, owner: Owner) -> bool {
        self.seen.contains(&owner)
    }

    /// The organization that the text belongs to, if it is one.
    pub(super) fn entity(&self) -> Option<Id<Entity>> {
        match self.owner {
            Some(Owner::Entity(it)) => Some(it),
            _ => None,
        }
    }

    /// Whether a dot follows the word: then only what has parts can stand here.
    pub(super) fn before_dot(&self) -> bool {
        self.around.text.get(self.around.word.end as usize..).is_some_and(|it| it.starts_with('.'))
    }

    /// A word with nothing to fill in.
    pub(super) fn word(&mut self, label: &str, detail: &str, kind: OfferKind, group: u32) {
        self.full(label, detail, kind, escaped(label), String::new(), group);
    }

    /// A word with its documentation.
    pub(super) fn named(&mut self, label: &str, detail: &str, kind: OfferKind, markdown: String, group: u32) {
        self.full(label, detail, kind, escaped(label), markdown, group);
    }

    /// Words of which the first alone is offered where the others stand there already.
    pub(super) fn phrase(&mut self, label: &str, detail: &str, group: u32) {
        let (first, others) = label.split_once(' ').unwrap_or((label, ""));
        let rest = self.around.rest_of_line();
        let next = others.split(' ').next().unwrap_or("");
        let there = !others.is_empty() && rest.split([' ', '{', '"', ':', ',']).next() == Some(next);
        let label = if there { first } else { label };
        self.word(label, detail, OfferKind::Keyword, group);
    }

    pub(super) fn full(
        &mut self,
        label: &str,
        detail: &str,
        kind: OfferKind,
        snippet: String,
        markdown: String,
        group: u32,
    ) {
        let plain = plain(&snippet);
        let offer = Offer { label: label.to_owned(), detail: short(detail), kind, snippet, plain, markdown, rank: 0 };
        self.found.push((group, self.found.len(), offer));
    }

    /// What was found, in order, each once.
    pub(super) fn finish(mut self) -> Vec<Offer> {
        self.found.sort_by_key(|(group, number, _)| (*group, *number));
        let mut said = BTreeSet::new();
        self.found.retain(|(.., it)| said.insert((it.label.clone(), it.kind == OfferKind::Snippet)));
        if self.found.len() > MOST {
            let typed = self.around.typed().to_lowercase();
            self.found.retain(|(.., it)| it.label.to_lowercase().contains(&typed));
        }
        let ranked = self.found.into_iter().take(MOST).zip(0..);
        ranked.map(|((.., offer), rank)| Offer { rank, ..offer }).collect()
    }
}

/// Details are shown on one line.
fn short(text: &str) -> String {
    const LONGEST: usize = 90;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or("")),
        None => line,
    }
}

/// A snippet as it reads with nothing filled in.
pub(super) fn plain(snippet: &str) -> String {
    let mut out = String::with_capacity(snippet.len());
    let mut signs = snippet.chars().peekable();
    let mut open = 0usize;
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => out.extend(signs.next()),
            '$' => {
                let braced = signs.next_if_eq(&'{').is_some();
                while signs.next_if(char::is_ascii_digit).is_some() {}
                if braced {
                    signs.next_if_eq(&':');
                    open += 1;
                }
            }
            '}' if open > 0 => open -= 1,
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_snippet_reads_without_its_signs() {
        assert_eq!(plain("step ${1:name}: $0 { \\} \\$ \\\\"), "step name:  { } $ \\");
    }
}
