//! The front desk: texts and a date in, one immutable answer out.
//!
//! Takes what the caller read; gives an [`Analysis`]. Runs the rooms in their order and decides nothing itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Finding};
use crate::source::SourceFile;

/// Everything an answer may depend on. What is not here cannot matter.
#[derive(Clone, Debug)]
pub struct Workspace {
    texts: BTreeMap<Arc<str>, Arc<str>>,
    today: Date,
}

impl Workspace {
    /// An empty workspace on the given day, with the shipped guidance on board.
    #[must_use]
    pub fn new(today: Date) -> Self {
        Self {
            texts: BTreeMap::new(),
            today,
        }
    }

    /// Adds or replaces a text. Paths are `/`-separated; folders in them decide what belongs together.
    pub fn set(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) {
        self.texts.insert(path.into(), text.into());
    }

    /// Takes a text away.
    pub fn remove(&mut self, path: &str) {
        self.texts.remove(path);
    }

    /// Reads everything and decides everything. A bad text is an answer, not a failure.
    #[must_use]
    pub fn analyze(&self) -> Analysis {
        let _ = self.today;
        Analysis {
            files: Vec::new(),
            diagnostics: Vec::new(),
            verdicts: Vec::new(),
        }
    }
}

/// The answer: immutable, the same for the same workspace.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// All texts, the shipped ones included; [`crate::FileId`] indexes them.
    pub files: Vec<SourceFile>,
    /// What there is to tell, sorted by path and place.
    pub diagnostics: Vec<Diagnostic>,
    /// Every requirement × subject with its verdict, also the kept ones.
    pub verdicts: Vec<Row>,
}

/// One line of the table of verdicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What was decided.
    pub finding: Finding,
    /// For *unknown* and *undecided*: what is missing, or why.
    pub reason: Option<String>,
}

/// A page that explains something, as Markdown, for reading offline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// The page.
    pub markdown: String,
}

impl Analysis {
    /// The page for a code (`DLY203`), a name (`unreachable-step`), a requirement (`un-hrdd/name` or its bare name)
    /// or a term of a vocabulary. `Err` holds near names, best first.
    ///
    /// # Errors
    /// If nothing has that name.
    pub fn explain(&self, name: &str) -> Result<Page, Vec<String>> {
        let _ = name;
        Err(Vec::new())
    }
}
