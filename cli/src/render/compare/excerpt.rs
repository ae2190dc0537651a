//! The very lines of a text that a comparison speaks of, and not too many of them.

use std::collections::BTreeMap;

use duly_dsl::{Place, Span, Symbol, SymbolKind, Which};

use super::Pair;

/// So many lines of one text are shown.
const MOST: usize = 30;
/// So many before the line that is meant, where not all are shown.
const BEFORE: usize = 8;
/// So many characters of a line.
const WIDE: usize = 240;

/// What declares what, in every text that was looked into.
pub(super) struct Excerpts<'p> {
    pair: &'p Pair,
    outlines: BTreeMap<(Which, u32), Vec<Symbol>>,
}

/// Lines of a text, those that are meant marked.
pub(super) struct Excerpt {
    /// Number, text, whether it is meant.
    pub(super) lines: Vec<(usize, String, bool)>,
    /// How many lines of what is declared there are not shown.
    pub(super) left_out: usize,
}

impl<'p> Excerpts<'p> {
    pub(super) fn new(pair: &'p Pair) -> Self {
        Self { pair, outlines: BTreeMap::new() }
    }

    /// The declaration around a place, or as much of it as is shown.
    pub(super) fn around(&mut self, side: Which, at: Place) -> Option<Excerpt> {
        let whole = self.path(side, at).into_iter().find(|it| shows_whole(it.0)).map_or(at.span, |it| it.1);
        let file = self.pair.file(side, at)?;
        let line = |offset: u32| file.position(offset).line;
        let (first, last) = (line(whole.start), line(whole.end.max(whole.start + 1) - 1));
        let (from, until) = (line(at.span.start).max(first), line(at.span.end.max(at.span.start + 1) - 1));
        let is_long = last + 1 - first > MOST;
        let start = if is_long { from.saturating_sub(BEFORE).max(first) } else { first };
        let end = last.min(start + MOST - 1);
        // Where all of it is meant, nothing in it stands out.
        let marks = |number: usize| (from..=until.min(from + 2)).contains(&number) && (from, until) != (first, last);
        let lines: Vec<(usize, String, bool)> =
            (start..=end).map(|number| (number, shortened(file.line(number).unwrap_or("")), marks(number))).collect();
        let left_out = (last + 1 - first).saturating_sub(lines.len());
        Some(Excerpt { lines, left_out })
    }

    /// The name of the procedure that a place is in.
    pub(super) fn procedure(&mut self, side: Which, at: Place) -> Option<Place> {
        let found = self.path(side, at).into_iter().find(|it| it.0 == SymbolKind::Procedure)?;
        Some(Place { file: at.file, span: found.2 })
    }

    /// What a place is in, from the outside to the inside: kind, all of it, its name.
    fn path(&mut self, side: Which, at: Place) -> Vec<(SymbolKind, Span, Span)> {
        let pair = self.pair;
        let outline = || pair.analyses.of(side).symbols(at.file);
        let mut inside: &[Symbol] = self.outlines.entry((side, at.file.0)).or_insert_with(outline);
        let holds = |it: &&Symbol| it.whole.start <= at.span.start && at.span.end <= it.whole.end;
        let mut path = Vec::new();
        while let Some(symbol) = inside.iter().find(holds) {
            path.push((symbol.kind, symbol.whole, symbol.at));
            inside = &symbol.inside;
        }
        path
    }
}

/// Whether it is read as one; what stands in a guidance or an entity is not read with all that stands beside it.
fn shows_whole(kind: SymbolKind) -> bool {
    !matches!(kind, SymbolKind::Guidance | SymbolKind::Entity)
}

fn shortened(line: &str) -> String {
    if line.chars().count() <= WIDE {
        line.to_owned()
    } else {
        format!("{}…", line.chars().take(WIDE).collect::<String>())
    }
}
