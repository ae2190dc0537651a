//! Finds `.duly` files: those that are named, and those in folders that are named.
//!
//! Folders are walked without following links. Links are followed afterwards, and only to where nobody has been:
//! so a file is found by its own path where it has one, no loop is walked, and nothing is walked twice.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};

use super::read::plain;
use super::{Failure, name};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The name it is reported by.
    pub name: String,
    /// Where it is, as it was found.
    pub path: PathBuf,
    /// Where it truly is, whatever links lead there.
    pub identity: PathBuf,
    /// Whether the user named it.
    pub named: bool,
}

/// Every file once, whatever the ways to it, and what could not be looked at.
/// Names are relative to `here`.
#[must_use]
pub fn find(paths: &[&PathBuf], here: &Path, gitignore: bool) -> (Vec<Found>, Vec<Failure>) {
    let mut search = Search { here: here.to_owned(), gitignore, ..Search::default() };
    for path in paths {
        match path.metadata() {
            Ok(meta) if meta.is_dir() => search.walk(path),
            Ok(_) => search.add(path, true),
            Err(error) => search.fail(path, plain(&error), true),
        }
    }
    while let Some(link) = search.links.pop() {
        search.follow(&link);
    }
    (search.found, search.failures)
}

/// Whether a search of a folder would find a file there, if it were there.
#[must_use]
pub fn would_find(folder: &Path, file: &Path) -> bool {
    if !is_duly(file) || file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
        return false;
    }
    let way = file.to_owned();
    let walk =
        WalkBuilder::new(folder).require_git(false).filter_entry(move |entry| way.starts_with(entry.path())).build();
    let (is_there, within) = (file.exists(), file.parent().unwrap_or(folder));
    // Of a file that is not there yet, it is enough that its folder is walked.
    walk.flatten().any(|entry| entry.path() == if is_there { file } else { within })
}

#[derive(Default)]
struct Search {
    here: PathBuf,
    gitignore: bool,
    found: Vec<Found>,
    failures: Vec<Failure>,
    /// True paths of the files that were found.
    files: BTreeSet<PathBuf>,
    /// The names they were given.
    names: BTreeSet<String>,
    /// True paths of the folders that were walked.
    folders: Arc<Mutex<BTreeSet<PathBuf>>>,
    /// Links that were met on the way.
    links: Vec<PathBuf>,
}

impl Search {
    fn walk(&mut self, folder: &Path) {
        if !first_visit(&self.folders, folder) {
            return;
        }
        let folders = Arc::clone(&self.folders);
        let walk = WalkBuilder::new(folder)
            .standard_filters(self.gitignore)
            .hidden(true)
            .require_git(false)
            .sort_by_file_name(Ord::cmp)
            .filter_entry(move |entry| {
                !entry.file_type().is_some_and(|kind| kind.is_dir()) || first_visit(&folders, entry.path())
            })
            .build();
        for entry in walk {
            match entry {
                Ok(entry) => self.meet(&entry),
                Err(error) => self.miss(folder, &error),
            }
        }
    }

    fn meet(&mut self, entry: &DirEntry) {
        let kind = entry.file_type();
        if kind.is_some_and(|kind| kind.is_symlink()) {
            self.links.push(entry.path().to_owned());
        } else if kind.is_some_and(|kind| kind.is_file()) && is_duly(entry.path()) {
            self.add(entry.path(), false);
        }
    }

    /// A folder that cannot be read may hide files, and is told like one.
    fn miss(&mut self, folder: &Path, error: &ignore::Error) {
        let why = error.io_error().map_or_else(|| error.to_string(), plain);
        self.fail(path_of(error).unwrap_or(folder), why, false);
    }

    fn follow(&mut self, link: &Path) {
        match link.canonicalize() {
            Ok(target) if target.is_dir() => {
                let from = link.parent().and_then(|parent| parent.canonicalize().ok());
                let up = from.is_some_and(|from| from.starts_with(&target));
                if !up {
                    self.walk(link);
                }
            }
            Ok(target) if target.is_file() && is_duly(link) => self.add(link, false),
            Err(_) if is_duly(link) => {
                self.fail(link, "it is a link that leads nowhere".to_owned(), false);
            }
            _ => {}
        }
    }

    fn add(&mut self, path: &Path, named: bool) {
        let identity = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if self.files.contains(&identity) {
            return;
        }
        match name::name(path, &self.here) {
            Ok(name) => {
                self.files.insert(identity.clone());
                // `link/../a` need not be `a`; then each keeps the name it was written with.
                let name = if self.names.contains(&name) { path.to_string_lossy().into_owned() } else { name };
                self.names.insert(name.clone());
                self.found.push(Found { name, path: path.to_owned(), identity, named });
            }
            Err(why) => self.fail(path, why, named),
        }
    }

    fn fail(&mut self, path: &Path, why: String, named: bool) {
        let what = name::name(path, &self.here).unwrap_or_else(|_| path.to_string_lossy().into_owned());
        self.failures.push(Failure { what, why, named });
    }
}

/// Whether a file is called like one of ours.
#[must_use]
pub fn is_duly(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "duly")
}

fn first_visit(folders: &Mutex<BTreeSet<PathBuf>>, folder: &Path) -> bool {
    let identity = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    folders.lock().unwrap_or_else(PoisonError::into_inner).insert(identity)
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
