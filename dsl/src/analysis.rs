//! The front desk: texts and a date in, one immutable answer out.
//!
//! Takes what the caller read; gives an [`Analysis`]. Runs the rooms in their order and decides nothing itself.

mod decide;
mod directive;
mod moved;
mod notices;
mod read;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::check;
use crate::diagnostic::{Diagnostic, Finding};
use crate::explain::{Desk, Page, Rulebook};
use crate::model::{Catalogue, Mention, Model};
use crate::source::{FileId, SourceFile};
use crate::syntax::Parse;
use decide::Kept;
use read::Reader;

/// Everything an answer may depend on. What is not here cannot matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    texts: BTreeMap<Arc<str>, Arc<str>>,
    today: Date,
    only: Option<Arc<str>>,
    /// Entities and the guidance that they are held to besides what they follow, by name.
    also: Vec<(Arc<str>, Arc<str>)>,
}

impl Workspace {
    /// An empty workspace on the given day, with the shipped guidance on board.
    #[must_use]
    pub fn new(today: Date) -> Self {
        Self { texts: BTreeMap::new(), today, only: None, also: Vec::new() }
    }

    /// Adds or replaces a text. Paths are `/`-separated; folders in them decide what belongs together.
    pub fn set(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) {
        self.texts.insert(path.into(), text.into());
    }

    /// Another day, and the same texts.
    pub fn set_today(&mut self, today: Date) {
        self.today = today;
    }

    /// Takes a text away.
    pub fn remove(&mut self, path: &str) {
        self.texts.remove(path);
    }

    /// Decides this requirement alone, whose name may be written `guidance/requirement`; everything is still read.
    pub fn ask_only(&mut self, requirement: impl Into<Arc<str>>) {
        self.only = Some(requirement.into());
    }

    /// Holds an entity to a guidance that it does not follow, or to the base of the profile that it follows.
    pub(crate) fn hold_to(&mut self, entity: impl Into<Arc<str>>, guidance: impl Into<Arc<str>>) {
        self.also.push((entity.into(), guidance.into()));
    }

    /// Reads everything and decides everything. A bad text is an answer, not a failure.
    #[must_use]
    pub fn analyze(&self) -> Analysis {
        Analyst::new().analyze(self, &|| false).unwrap_or_default()
    }
}

/// Answers for a workspace again and again while it changes.
///
/// The answers are those that [`Workspace::analyze`] gives; only what a change touches is computed anew.
#[derive(Debug, Default)]
pub struct Analyst {
    reader: Reader,
    kept: Kept,
    /// The last answer, and for which workspace it was given.
    last: Option<(Workspace, Analysis)>,
}

impl Analyst {
    /// An analyst who knows nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An analyst who knows what an answer tells.
    pub(crate) fn after(analysis: &Analysis) -> Self {
        Self { kept: analysis.kept.clone(), ..Self::default() }
    }

    /// Reads and resolves only: what was found in reading is told, and nothing is decided yet.
    #[must_use]
    pub fn read(&mut self, workspace: &Workspace) -> Analysis {
        let text = self.reader.read(&workspace.texts, &workspace.also);
        let found = directive::heed(text, text.told.clone(), workspace.today, false);
        Analysis {
            files: text.files.clone(),
            diagnostics: notices::sorted(found),
            verdicts: Vec::new(),
            decided: false,
            today: workspace.today,
            read: Arc::clone(&text.read),
            asked: Some(workspace.clone()),
            kept: Kept::default(),
        }
    }

    /// Decides one requirement of one entity, and tells nothing else but what is found in reading; nothing if that is
    /// not as it should be.
    pub(crate) fn about(
        &mut self,
        workspace: &Workspace,
        (entity, requirement): (&str, &str),
        is_readable: &dyn Fn(&Analysis) -> bool,
        stop: &dyn Fn() -> bool,
    ) -> Option<Analysis> {
        let mut analysis = self.read(workspace);
        if !is_readable(&analysis) {
            return None;
        }
        let model = &analysis.read.model;
        let (entity, _) = model.entities.iter().find(|(_, it)| it.name == entity)?;
        let mut checked = check::check(model, entity, workspace.today, Some(requirement), check::Stop(stop))?;
        if checked.study.facts.is_stopped() {
            return None;
        }
        let rows = checked.decided.into_iter().map(|it| Row { finding: it.finding, reason: it.reason });
        (analysis.diagnostics, analysis.verdicts) = (checked.diagnostics, rows.collect());
        Some(analysis)
    }

    /// Decides everything; nothing if `stop` said so before the end. What was decided until then is kept for the next time.
    #[must_use]
    pub fn analyze(&mut self, workspace: &Workspace, stop: &dyn Fn() -> bool) -> Option<Analysis> {
        if let Some((_, known)) = self.last.as_ref().filter(|(of, _)| of == workspace) {
            return Some(known.clone());
        }
        let text = self.reader.read(&workspace.texts, &workspace.also);
        let decided = self.kept.decide(text, workspace, stop)?;
        let found = directive::heed(text, decided.diagnostics, workspace.today, workspace.only.is_none());
        let analysis = Analysis {
            files: text.files.clone(),
            diagnostics: notices::sorted(found),
            verdicts: decided.verdicts,
            decided: true,
            today: workspace.today,
            read: Arc::clone(&text.read),
            asked: Some(workspace.clone()),
            kept: self.kept.clone(),
        };
        self.last = Some((workspace.clone(), analysis.clone()));
        Some(analysis)
    }
}

/// The answer: immutable, the same for the same workspace.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// All texts, the shipped ones included; [`crate::FileId`] indexes them.
    pub files: Vec<SourceFile>,
    /// What there is to tell, sorted by path and place.
    pub diagnostics: Vec<Diagnostic>,
    /// Every requirement × subject with its verdict, also the kept ones.
    pub verdicts: Vec<Row>,
    /// Whether anything was decided, or only read: see [`Analyst::read`].
    pub decided: bool,
    /// The day it was given for.
    pub today: Date,
    pub(crate) read: Arc<Read>,
    /// For which workspace it is the answer.
    pub(crate) asked: Option<Workspace>,
    /// What was decided, for whoever goes on from here.
    kept: Kept,
}

impl Analysis {
    /// Whether the caller's texts declare nothing at all: then nothing was checked, and finding nothing means nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let own = self.files.iter().zip(&self.read.parses).filter(|(file, _)| !file.shipped);
        self.diagnostics.is_empty() && own.map(|(_, it)| it).all(|it| it.file.items.is_empty())
    }
}

/// What was read, kept for those who ask about it afterwards.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// One for each file.
    pub(crate) parses: Vec<Arc<Parse>>,
    pub(crate) model: Model,
    /// Sorted by the place of the use.
    pub(crate) mentions: Vec<Mention>,
    catalogue: OnceLock<Catalogue>,
    serving: OnceLock<check::Serving>,
}

impl Read {
    /// What is declared and named where; made when somebody first asks.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| {
            let trees = (0..).map(FileId).zip(self.parses.iter().map(|it| &it.file));
            Catalogue::new(&self.model, trees, &self.mentions)
        })
    }

    /// Which requirements each step could help to keep; made when somebody first asks.
    pub(crate) fn serving(&self) -> &check::Serving {
        self.serving.get_or_init(|| check::Serving::new(&self.model))
    }
}

/// One line of the table of verdicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What was decided.
    pub finding: Finding,
    /// For *unknown* and *undecided*: what is missing, or why.
    pub reason: Option<String>,
}

impl Analysis {
    /// The page for a code (`DLY203`), a name (`unreachable-step`), a requirement (`un-hrdd/name`, its bare name or
    /// its number in a catalogue), a term of a vocabulary, or anything else that is declared.
    /// `Err` holds near names, best first.
    ///
    /// # Errors
    /// If nothing has that name.
    pub fn explain(&self, name: &str) -> Result<Page, Vec<String>> {
        let findings: Vec<&Finding> = self.verdicts.iter().map(|it| &it.finding).collect();
        self.desk(&findings).explain(name)
    }

    /// What each guidance asks and on whose word, in the order of the texts; then what organisations ask of themselves.
    #[must_use]
    pub fn rulebooks(&self) -> Vec<Rulebook> {
        self.desk(&[]).rulebooks()
    }

    fn desk<'a>(&'a self, findings: &'a [&'a Finding]) -> Desk<'a> {
        Desk {
            files: &self.files,
            trees: self.read.parses.iter().map(|it| &it.file).collect(),
            model: &self.read.model,
            mentions: &self.read.mentions,
            findings,
        }
    }
}
