//! Draws an answer: one format, one file. Each is a function of the answer and has no findings of its own.

mod azure;
pub(crate) mod checklist;
mod checkstyle;
pub(crate) mod compare;
pub(crate) mod concise;
mod csv;
pub(crate) mod diff;
pub(crate) mod digest;
mod fingerprint;
pub(crate) mod full;
mod github;
mod gitlab;
pub(crate) mod graph;
mod grouped;
pub(crate) mod guard;
mod html;
pub(crate) mod json;
mod junit;
pub(crate) mod keeps;
mod markdown;
mod marks;
pub(crate) mod oscal;
pub(crate) mod page;
mod paint;
mod rdjson;
pub(crate) mod report;
pub(crate) mod root;
pub(crate) mod rules;
mod sarif;
mod shelf;
mod spot;
pub(crate) mod summary;
mod wrap;
mod xml;

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
