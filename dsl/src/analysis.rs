//! The front desk: texts and a date in, one immutable answer out.
//!
//! Takes what the caller read; gives an [`Analysis`]. Runs the rooms in their order and decides nothing itself.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::check;
use crate::diagnostic::{Diagnostic, Finding, Label, Severity};
use crate::explain::{Desk, Page, Rulebook};
use crate::lint;
use crate::model::{self, Catalogue, Mention, Model, Source};
use crate::shipped::SHIPPED;
use crate::source::{FileId, Place, SourceFile};
use crate::syntax::{self, Parse, Problem};

/// Everything an answer may depend on. What is not here cannot matter.
#[derive(Clone, Debug)]
pub struct Workspace {
    texts: BTreeMap<Arc<str>, Arc<str>>,
    today: Date,
    only: Option<Arc<str>>,
}

impl Workspace {
    /// An empty workspace on the given day, with the shipped guidance on board.
    #[must_use]
    pub fn new(today: Date) -> Self {
        Self { texts: BTreeMap::new(), today, only: None }
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

    /// Reads everything and decides everything. A bad text is an answer, not a failure.
    #[must_use]
    pub fn analyze(&self) -> Analysis {
        self.answer(true, &|| false).unwrap_or_default()
    }

    /// Reads, and decides if that is wished; nothing if it was told to stop before the end.
    fn answer(&self, decide: bool, stop: &dyn Fn() -> bool) -> Option<Analysis> {
        let files = self.files();
        let parses: Vec<Parse> = files.iter().map(|file| syntax::parse(&file.text)).collect();
        let sources = sources(&files, &parses);
        let resolved = model::resolve(&sources);
        let mut diagnostics = resolved.diagnostics;
        for (source, parse) in sources.iter().zip(&parses) {
            diagnostics.extend(parse.problems.iter().map(|problem| notice(source.id, problem)));
        }
        let mut lints = lint::Cx::new(&resolved.model, &resolved.references, &sources, &diagnostics, self.today);
        let mut verdicts = Vec::new();
        for entity in resolved.model.entities.ids().filter(|_| decide) {
            if stop() {
                return None;
            }
            let mut checked = check::check(&resolved.model, entity, self.today, self.only.as_deref());
            lints.entity(&mut checked);
            diagnostics.extend(checked.diagnostics);
            verdicts.extend(checked.decided.into_iter().map(|it| Row { finding: it.finding, reason: it.reason }));
        }
        if decide {
            diagnostics.extend(lints.finish());
        }
        let (model, mentions) = (resolved.model, resolved.references);
        let read = Arc::new(Read { parses, model, mentions, ..Read::default() });
        Some(Analysis { files, diagnostics: sorted(diagnostics), verdicts, decided: decide, today: self.today, read })
    }

    /// The shipped texts first, then those of the caller by path.
    fn files(&self) -> Vec<SourceFile> {
        let shipped = SHIPPED.iter().map(|&(path, text)| SourceFile::new(path.into(), text.into(), true));
        let own = self.texts.iter().map(|(path, text)| SourceFile::new(path.clone(), text.clone(), false));
        shipped.chain(own).collect()
    }
}

/// Answers for a workspace again and again while it changes.
///
/// The answers are those that [`Workspace::analyze`] gives; only what a change touches is computed anew.
#[derive(Debug, Default)]
pub struct Analyst {}

impl Analyst {
    /// An analyst who knows nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads and resolves only: what was found in reading is told, and nothing is decided yet.
    #[must_use]
    pub fn read(&mut self, workspace: &Workspace) -> Analysis {
        workspace.answer(false, &|| false).unwrap_or_default()
    }

    /// Decides everything; nothing if `stop` said so before the end. What was decided until then is kept for the next time.
    #[must_use]
    pub fn analyze(&mut self, workspace: &Workspace, stop: &dyn Fn() -> bool) -> Option<Analysis> {
        workspace.answer(true, stop)
    }
}

fn sources<'a>(files: &'a [SourceFile], parses: &'a [Parse]) -> Vec<Source<'a>> {
    let source = |(id, (file, parse)): (u32, (&'a SourceFile, &'a Parse))| Source {
        id: FileId(id),
        path: &file.path,
        shipped: file.shipped,
        tree: &parse.file,
        text: &file.text,
    };
    (0..).zip(files.iter().zip(parses)).map(source).collect()
}

/// What was wrong with a text, for the reader.
fn notice(file: FileId, problem: &Problem) -> Diagnostic {
    let place = |span| Place { file, span };
    let mut notice =
        Diagnostic::new(problem.id, problem.name, Severity::Error, place(problem.span), problem.message.clone());
    notice.labels = problem.labels.iter().map(|(span, text)| Label { at: place(*span), text: text.clone() }).collect();
    (notice.why, notice.help) = (problem.why.clone(), problem.help.clone());
    notice
}

/// By file and place; files stand in the order of their paths, and the same thing is said once.
fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort();
    diagnostics.dedup();
    bounded(diagnostics)
}

/// So many notices of one kind are told for one file; after that, how many more there are.
const MOST_OF_A_KIND: usize = 200;

fn bounded(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<(FileId, String), (usize, usize)> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        let kind = (diagnostic.at.file, diagnostic.code.id.clone());
        let (count, last) = counts.entry(kind).or_insert((0, kept.len()));
        *count += 1;
        if *count <= MOST_OF_A_KIND {
            *last = kept.len();
            kept.push(diagnostic);
        }
    }
    for (count, last) in counts.into_values().filter(|(count, _)| *count > MOST_OF_A_KIND) {
        if let Some(last) = kept.get_mut(last) {
            last.notes.push(format!("there are {} more of this kind in this file", count - MOST_OF_A_KIND));
        }
    }
    kept
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
    pub(crate) parses: Vec<Parse>,
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
