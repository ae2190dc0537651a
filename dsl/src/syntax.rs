//! The reading room: text to tree.
//!
//! Takes one text; gives tokens, a tree and what was wrong, always all three. Knows no other file and no meaning.

pub(crate) mod ast;
