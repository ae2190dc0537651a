//! The reading desk, links: what in a text can be opened.

use crate::Analysis;
use crate::source::{FileId, Span};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTo {
    /// `https://…`
    Web(String),
    /// A path, relative to the folder of the file.
    Path(String),
    /// The page about a name; see [`Analysis::explain`].
    Page(String),
}

/// Something that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub span: Span,
    pub to: LinkTo,
    /// What is shown beside it.
    pub tip: String,
}

impl Analysis {
    /// What can be opened from a file: evidence, web addresses, the guidance that is followed.
    #[must_use]
    pub fn links(&self, _file: FileId) -> Vec<Link> {
        Vec::new()
    }
}
