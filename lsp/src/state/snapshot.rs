//! One answer of the analyst, with what is needed to speak of it to a client.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use duly_dsl::{Analysis, FileId, Place, Point, SourceFile, Span, Tries};
use tower_lsp::lsp_types::{Diagnostic, Location, Position, Range, Url};

use super::address;
use super::document::Touch;
use crate::diagnostics::shape::{self, ByFile};
use crate::library;
use crate::lines::{Encoding, Lines};

/// The analysis of one root at one moment.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub(crate) analysis: Analysis,
    /// The moment: changes of this root are counted.
    pub(crate) generation: u64,
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) encoding: Encoding,
    newest: Arc<AtomicU64>,
    lines: Vec<OnceLock<Lines>>,
    ids: OnceLock<BTreeMap<Arc<str>, FileId>>,
    shaped: OnceLock<ByFile>,
    /// What was tried to mend what was found.
    pub(crate) tries: Tries,
}

/// How the texts of a root are called outside.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shelf {
    /// The folder as the client spells it.
    pub(crate) folder: Option<String>,
    /// Those an editor holds, by name.
    pub(crate) open: BTreeMap<Arc<str>, Open>,
    /// Folders in here that are roots themselves; what lies in them is spoken of there.
    pub(crate) nested: Vec<String>,
    /// Nobody has this open: it was only asked about, and nothing is told of it.
    pub(crate) silent: bool,
}

/// A text that an editor holds.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    pub(crate) uri: Url,
    pub(crate) version: i32,
    pub(crate) touched: Option<Touch>,
}

impl Snapshot {
    pub(crate) fn new(
        analysis: Analysis,
        generation: u64,
        newest: Arc<AtomicU64>,
        shelf: Arc<Shelf>,
        encoding: Encoding,
    ) -> Self {
        let lines = analysis.files.iter().map(|_| OnceLock::new()).collect();
        let (ids, shaped, tries) = (OnceLock::new(), OnceLock::new(), Tries::of(&analysis));
        Self { analysis, generation, newest, shelf, encoding, lines, ids, shaped, tries }
    }

    /// Whether nothing was changed since.
    pub(crate) fn is_newest(&self) -> bool {
        self.newest.load(Ordering::SeqCst) == self.generation
    }

    pub(crate) fn source(&self, file: FileId) -> Option<&SourceFile> {
        self.analysis.files.get(file.0 as usize)
    }

    /// The file of a name.
    pub(crate) fn file(&self, name: &str) -> Option<FileId> {
        let ids = self.ids.get_or_init(|| {
            let files = self.analysis.files.iter().map(|it| Arc::clone(&it.path));
            files.zip((0..).map(FileId)).collect()
        });
        ids.get(name).copied()
    }

    /// The file as the client spells it; nothing if it is no file that can be opened.
    pub(crate) fn uri(&self, file: FileId) -> Option<Url> {
        let source = self.source(file)?;
        if source.shipped {
            return library::guidance(&source.path);
        }
        match (self.shelf.open.get(&source.path), &self.shelf.folder) {
            (Some(open), _) => Some(open.uri.clone()),
            (None, Some(folder)) => address::below(folder, &source.path),
            (None, None) => None,
        }
    }

    /// The version that was analysed, of a document that is open.
    pub(crate) fn version(&self, file: FileId) -> Option<i32> {
        self.shelf.open.get(&self.source(file)?.path).map(|it| it.version)
    }

    pub(crate) fn is_shipped(&self, file: FileId) -> bool {
        self.source(file).is_some_and(|it| it.shipped)
    }

    /// A mark of all verdicts: the same for the same.
    pub(crate) fn verdict_mark(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for row in &self.analysis.verdicts {
            let finding = &row.finding;
            (&finding.requirement, &finding.entity, &finding.subject, finding.verdict).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The same by its spelling.
    pub(crate) fn version_of(&self, uri: &Url) -> Option<i32> {
        self.shelf.open.values().find(|it| it.uri == *uri).map(|it| it.version)
    }

    /// What is told of this root: each of its own files that can be opened, with what was found in it.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = (Url, FileId, &[Diagnostic])> {
        let all = self.diagnostics();
        (0..).zip(&self.analysis.files).filter(|(_, source)| self.speaks_of(source)).filter_map(move |(id, _)| {
            let file = FileId(id);
            Some((self.uri(file)?, file, all.get(&file).map_or(&[][..], Vec::as_slice)))
        })
    }

    /// The same, without the files that nothing was found in.
    pub(crate) fn spoken_with_findings(&self) -> impl Iterator<Item = (Url, FileId, &[Diagnostic])> {
        let own =
            self.diagnostics().iter().filter(|(file, _)| self.source(**file).is_some_and(|it| self.speaks_of(it)));
        own.filter_map(|(file, found)| Some((self.uri(*file)?, *file, found.as_slice())))
    }

    fn speaks_of(&self, source: &SourceFile) -> bool {
        !source.shipped
            && !self.shelf.silent
            && !self.shelf.nested.iter().any(|it| source.path.starts_with(it.as_str()))
    }

    /// Where and when something was last typed in a document.
    pub(crate) fn touched(&self, file: FileId) -> Option<Touch> {
        self.shelf.open.get(&self.source(file)?.path)?.touched
    }

    /// What was found, by file, in the shape of the protocol.
    pub(crate) fn diagnostics(&self) -> &ByFile {
        self.shaped.get_or_init(|| shape::all(self))
    }

    pub(crate) fn location(&self, place: Place) -> Option<Location> {
        Some(Location { uri: self.uri(place.file)?, range: self.range(place) })
    }

    pub(crate) fn range(&self, place: Place) -> Range {
        self.with_lines(place.file, |text, lines| lines.range(text, place.span, self.encoding))
    }

    pub(crate) fn position(&self, point: Point) -> Position {
        self.with_lines(point.file, |text, lines| lines.position(text, point.offset as usize, self.encoding))
    }

    pub(crate) fn point(&self, file: FileId, at: Position) -> Point {
        let offset = self.with_lines(file, |text, lines| lines.offset(text, at, self.encoding));
        Point { file, offset: Span::new(offset, offset).start }
    }

    pub(crate) fn span(&self, file: FileId, range: Range) -> Span {
        self.with_lines(file, |text, lines| lines.span(text, range, self.encoding))
    }

    fn with_lines<T: Default>(&self, file: FileId, ask: impl FnOnce(&str, &Lines) -> T) -> T {
        let at = file.0 as usize;
        match (self.analysis.files.get(at), self.lines.get(at)) {
            (Some(source), Some(lines)) => ask(&source.text, lines.get_or_init(|| Lines::of(&source.text))),
            _ => T::default(),
        }
    }
}

/// One document in a snapshot: what a feature is asked about.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) file: FileId,
}

impl Seen {
    pub(crate) fn analysis(&self) -> &Analysis {
        &self.snapshot.analysis
    }

    pub(crate) fn text(&self) -> &str {
        self.snapshot.source(self.file).map_or("", |it| &it.text)
    }

    pub(crate) fn point(&self, at: Position) -> Point {
        self.snapshot.point(self.file, at)
    }

    pub(crate) fn span(&self, range: Range) -> Span {
        self.snapshot.span(self.file, range)
    }

    pub(crate) fn range(&self, span: Span) -> Range {
        self.snapshot.range(Place { file: self.file, span })
    }

    pub(crate) fn position(&self, offset: u32) -> Position {
        self.snapshot.position(Point { file: self.file, offset })
    }
}
