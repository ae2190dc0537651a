//! Lines that are too long to read: where they are broken.
//!
//! What an author put on one line stays there up to [`MOST`] columns. What has to be broken is broken at [`WIDTH`]:
//! first between neighbours, then at the block or list it ends with, then before a word that begins a new thought.

use std::ops::Range;

use super::indent::STEP;
use super::page::{Page, Spot};
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

/// How long a line may be that the author wrote.
const MOST: usize = 120;
/// How long a line becomes that is broken here.
const WIDTH: usize = 100;
/// How much stands before a break at the least, if that leaves a choice.
const SHORTEST: usize = 40;

impl Page<'_> {
    /// Breaks lines that are too long until none is left that can be broken, and indents them all.
    pub(super) fn fit(&mut self) {
        self.indent();
        if self.shorten(Self::between_members) {
            self.indent();
        }
        let table = self.in_table();
        while self.shorten(|page, line| !table[line.start] && page.break_line(line)) {
            self.indent();
        }
    }

    /// Breaks each line that is too long, once; whether there was one that could be broken.
    fn shorten(&mut self, mut shorten: impl FnMut(&mut Self, Range<usize>) -> bool) -> bool {
        let (mut start, mut any) = (0, false);
        while start < self.pieces.len() {
            let end = self.line_end(start);
            if self.width(start..end) > MOST {
                any |= shorten(self, start..end);
            }
            start = end;
        }
        any
    }

    /// How long a line is without the comment at its end; of a text of several lines, up to the end of its first.
    fn width(&self, line: Range<usize>) -> usize {
        let mut width = 0;
        for at in line {
            if self.pieces[at].is_comment() {
                break;
            }
            width += self.spots[at].blanks + self.pieces[at].width;
            if self.pieces[at].is_tall() {
                break;
            }
        }
        width
    }

    fn break_line(&mut self, line: Range<usize>) -> bool {
        self.between_members(line.clone()) || self.at_the_last_block(line.clone()) || self.before_words(line)
    }

    fn break_before(&mut self, at: usize) {
        self.spots[at] = Spot { lines: 1, blanks: 0 };
    }

    /// What of a line stands in no braces and in no list that it holds. One that opens here stands for all it holds.
    fn outermost(&self, line: Range<usize>) -> Vec<usize> {
        let past = |at: usize| {
            let piece = &self.pieces[at];
            let skips = matches!(piece.kind, Kind::Open | Kind::ListOpen);
            piece.pair.filter(|&pair| skips && pair > at && pair < line.end).unwrap_or(at) + 1
        };
        let mut out = Vec::new();
        let mut at = past(line.start);
        while at < line.end {
            out.push(at);
            at = past(at);
        }
        out
    }

    fn between_members(&mut self, line: Range<usize>) -> bool {
        let mut members = self.outermost(line);
        members.retain(|&at| self.pieces[at].member.is_some());
        members.iter().for_each(|&at| self.break_before(at));
        !members.is_empty()
    }

    /// Opens the block or list that the line ends with.
    fn at_the_last_block(&mut self, line: Range<usize>) -> bool {
        let ends = |at: usize| !self.pieces[at].is_comment() && self.pieces[at].kind != Kind::Comma;
        let Some(close) = line.clone().rev().find(|&at| ends(at)) else { return false };
        let Some(open) = self.pieces[close].pair.filter(|open| line.contains(open) && open + 1 < close) else {
            return false;
        };
        let kind = self.pieces[open].kind;
        let several = || (open..close).any(|at| self.pieces[at].kind == Kind::Comma);
        if !(kind == Kind::Open && open < close || kind == Kind::ListOpen && several()) {
            return false;
        }
        self.break_before(close);
        self.break_before(open + 1);
        if self.follows_block(close + 1) {
            self.spots[close + 1] = Spot { lines: 0, blanks: 1 };
        }
        for at in self.outermost(open..close) {
            if self.pieces[at].member.is_some() {
                self.break_before(at);
            }
        }
        if kind == Kind::ListOpen {
            let indent = self.spots[line.start].blanks + STEP;
            self.fill(open + 1..close, indent, indent);
        }
        true
    }

    /// Breaks before words that begin a new thought, or between the items of a list.
    fn before_words(&mut self, line: Range<usize>) -> bool {
        let indent = self.spots[line.start].blanks;
        let goes_on = if self.pieces[line.start].member.is_some() { indent + STEP } else { indent };
        self.fill(line, indent, goes_on)
    }

    /// Breaks a line that begins so far in, so that each part fits; those after the first begin at `goes_on`.
    fn fill(&mut self, line: Range<usize>, mut indent: usize, goes_on: usize) -> bool {
        let places = self.outermost(line.clone());
        let before = self.widths(line.clone());
        let before = |at: usize| before[at - line.start];
        let (mut cut, mut depth, mut breaks) = (0, 0usize, Vec::new());
        let mut best = [None; 3];
        for (number, &at) in places.iter().enumerate() {
            let piece = &self.pieces[at];
            depth -= usize::from(piece.kind == Kind::ParenClose && depth > 0);
            match self.how_good(at, depth) {
                Some(Break::Good) if indent + before(at) - cut >= SHORTEST => best[0] = Some(at),
                Some(Break::Good | Break::Fair) => best[1] = Some(at),
                Some(Break::Poor) => best[2] = Some(at),
                None => {}
            }
            depth += usize::from(piece.kind == Kind::ParenOpen);
            let end = indent + before(places.get(number + 1).map_or(line.end, |&next| next)) - cut;
            if piece.is_comment() || end <= WIDTH {
                continue;
            }
            let poor = best[2].filter(|_| end > MOST);
            if let Some(at) = best[0].or(best[1]).or(poor) {
                breaks.push(at);
                (indent, cut) = (goes_on, before(at) + self.spots[at].blanks);
                best = best.map(|place| place.filter(|&it| it > at));
            }
        }
        breaks.iter().for_each(|&at| self.break_before(at));
        !breaks.is_empty()
    }

    /// For each piece of a line, and for its end, how much stands before it, without the indent.
    fn widths(&self, line: Range<usize>) -> Vec<usize> {
        let mut out = vec![0];
        let mut width = 0;
        for at in line.clone() {
            out.extend((at > line.start).then_some(width));
            width += self.pieces[at].width + if at > line.start { self.spots[at].blanks } else { 0 };
        }
        out.push(width);
        out
    }

    fn how_good(&self, at: usize, depth: usize) -> Option<Break> {
        let before = self.pieces[at - 1].kind;
        if self.follows_block(at) && self.begins_line(at - 1) {
            return None;
        }
        if matches!(before, Kind::Dot | Kind::Word(Word::Changed | Word::Some | Word::All | Word::One | Word::Scope)) {
            return None;
        }
        match self.pieces[at].kind {
            Kind::Comment | Kind::Doc | Kind::Comma => None,
            Kind::Word(Word::And | Word::Or) if depth > 0 => Some(Break::Poor),
            Kind::Word(
                Word::When | Word::Until | Word::Within | Word::For | Word::Require | Word::Never | Word::Because,
            ) => Some(Break::Good),
            Kind::Word(Word::And | Word::Or | Word::Every | Word::By | Word::Of | Word::On) => Some(Break::Fair),
            _ => (before == Kind::Comma).then_some(Break::Fair),
        }
    }
}

/// How well a line can be broken before a piece.
enum Break {
    /// Before what begins a new thought.
    Good,
    /// Between things that are alike.
    Fair,
    /// Within round brackets.
    Poor,
}
