//! The interpreter: plain data of the reading desk in the words of the protocol.
//!
//! Takes what the desk answers, how places are called in the editor, and what the editor can take. Decides nothing and
//! asks nobody. One file for each kind of answer; what several kinds need stands here.

pub(crate) mod actions;
pub(crate) mod changes;
pub(crate) mod completion;
pub(crate) mod folds;
pub(crate) mod hierarchy;
pub(crate) mod hints;
pub(crate) mod lenses;
pub(crate) mod links;
pub(crate) mod signature;
pub(crate) mod symbols;
pub(crate) mod targets;
pub(crate) mod tokens;

use duly_dsl::Hover;
use tower_lsp::lsp_types::{self, HoverContents, MarkupContent, MarkupKind, Range};

use crate::plain::plain;

/// Words for a client that takes Markdown, or for one that does not.
pub(crate) fn words(markdown: &str, takes_markdown: bool) -> MarkupContent {
    if takes_markdown {
        MarkupContent { kind: MarkupKind::Markdown, value: markdown.to_owned() }
    } else {
        MarkupContent { kind: MarkupKind::PlainText, value: plain(markdown) }
    }
}

/// What is shown beside the pointer.
pub(crate) fn hover(hover: &Hover, range: Range, takes_markdown: bool) -> lsp_types::Hover {
    let contents = HoverContents::Markup(words(&hover.markdown, takes_markdown));
    lsp_types::Hover { contents, range: Some(range) }
}
