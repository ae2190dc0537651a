//! From the page to the changes that make it: only white space, and as little of it as will do.

use std::ops::Range;

use super::page::{Page, Spot};
use crate::source::Span;

/// A change of a text: what is replaced, and by what.
pub(crate) type Change = (Span, String);

impl Page<'_> {
    /// What has to change in the text, in its order, none touching another.
    pub(super) fn changes(&self, text: &str) -> Vec<Change> {
        let line_end = line_end(text);
        let mut out = Vec::new();
        let mut before = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        for (piece, spot) in self.pieces.iter().zip(&self.spots) {
            let start = piece.span.start as usize;
            gap(text, before..start, *spot, line_end, &mut out);
            before = piece.span.end as usize;
        }
        let last = Spot { lines: usize::from(!self.pieces.is_empty()), blanks: 0 };
        gap(text, before..text.len(), last, line_end, &mut out);
        out
    }
}

/// How the text ends its lines: as most of them are.
fn line_end(text: &str) -> &'static str {
    let both = text.matches("\r\n").count();
    let feeds = text.matches('\n').count() - both;
    let returns = text.matches('\r').count() - both;
    match () {
        () if feeds == 0 && both == 0 && returns > 0 => "\r",
        () if both > feeds => "\r\n",
        () => "\n",
    }
}

/// Sets the white space of one stretch: blanks at the end of a line, line ends, and blanks before the piece by themselves.
fn gap(text: &str, at: Range<usize>, spot: Spot, line_end: &str, out: &mut Vec<Change>) {
    let old = text.get(at.clone()).unwrap_or("");
    let (lines, blanks) = (line_end.repeat(spot.lines), " ".repeat(spot.blanks));
    let ends = old.find(['\n', '\r']).zip(old.rfind(['\n', '\r']));
    let Some((first, last)) = ends.filter(|_| spot.lines > 0) else {
        return replace(old, at.start, &(lines + &blanks), out);
    };
    replace(old.get(..first).unwrap_or(""), at.start, "", out);
    replace(old.get(first..=last).unwrap_or(""), at.start + first, &lines, out);
    replace(old.get(last + 1..).unwrap_or(""), at.start + last + 1, &blanks, out);
}

/// One change, without what stays at its beginning and at its end. It neither begins nor ends within a line end.
fn replace(old: &str, start: usize, new: &str, out: &mut Vec<Change>) {
    if old == new {
        return;
    }
    let (was, is) = (old.as_bytes(), new.as_bytes());
    let alike = |(a, b): &(&u8, &u8)| a == b;
    let mut front = was.iter().zip(is).take_while(alike).count();
    let splits = |bytes: &[u8], at: usize| at > 0 && bytes[at - 1] == b'\r' && bytes.get(at) == Some(&b'\n');
    front -= usize::from(splits(was, front) || splits(is, front));
    let (left, right) = (&was[front..], &is[front..]);
    let mut back = left.iter().rev().zip(right.iter().rev()).take_while(alike).count();
    back -= usize::from(splits(was, was.len() - back) || splits(is, is.len() - back));
    let text = new.get(front..new.len() - back).unwrap_or("").to_owned();
    out.push((Span::new(start + front, start + old.len() - back), text));
}

/// The text after its changes.
pub(super) fn apply(text: &str, changes: &[Change]) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut at = 0;
    for (span, new) in changes {
        out.push_str(text.get(at..span.start as usize).unwrap_or(""));
        out.push_str(new);
        at = span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}
