//! A text that an editor holds, kept in step with it.

use std::sync::Arc;
use std::time::Instant;

use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};

use crate::lines::{Encoding, Lines};

/// An open document.
#[derive(Debug)]
pub(crate) struct Document {
    /// As the client spells it.
    pub(crate) uri: Url,
    pub(crate) version: i32,
    text: String,
    lines: Lines,
    /// Where and when something was last typed.
    pub(crate) touched: Option<Touch>,
}

/// The last thing that was typed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Touch {
    /// Where the writing stood afterwards.
    pub(crate) line: u32,
    pub(crate) when: Instant,
}

impl Document {
    pub(crate) fn new(uri: Url, version: i32, text: String) -> Self {
        let lines = Lines::of(&text);
        Self { uri, version, text, lines, touched: None }
    }

    pub(crate) fn text(&self) -> Arc<str> {
        Arc::from(self.text.as_str())
    }

    /// Takes over what was typed; nothing happens if it is older than what is here.
    pub(crate) fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> bool {
        if version < self.version {
            return false;
        }
        self.version = version;
        for change in changes {
            match change.range {
                Some(range) => {
                    let span = self.lines.span(&self.text, range, encoding);
                    self.replace(span.range(), &change.text, encoding);
                }
                None => {
                    self.text = change.text;
                    self.lines = Lines::of(&self.text);
                    self.touched = None;
                }
            }
        }
        true
    }

    fn replace(&mut self, old: std::ops::Range<usize>, new: &str, encoding: Encoding) {
        self.text.replace_range(old.clone(), new);
        let end = old.start + new.len();
        self.lines.edit(&self.text, old, new.len());
        let line = self.lines.position(&self.text, end, encoding).line;
        self.touched = Some(Touch { line, when: Instant::now() });
    }
}
