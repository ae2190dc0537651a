//! Draws an answer: one format, one file. Each is a function of the answer and has no findings of its own.

pub(crate) mod checklist;
pub(crate) mod compare;
pub(crate) mod concise;
mod csv;
pub(crate) mod diff;
pub(crate) mod full;
pub(crate) mod graph;
mod html;
pub(crate) mod json;
pub(crate) mod keeps;
mod markdown;
mod marks;
pub(crate) mod page;
mod paint;
pub(crate) mod rules;
mod shelf;
pub(crate) mod summary;
mod wrap;

#[cfg(test)]
mod sample;

/// How it is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// Whether in colour.
    pub(crate) color: bool,
    /// Columns to write in.
    pub(crate) width: usize,
}
