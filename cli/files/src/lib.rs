//! Finds, reads and writes files. Only what is in here touches the disk.
//!
//! Takes paths as the user wrote them; gives texts under the names they are reported by.
//! What cannot be had is a [`Failure`], and never keeps the rest from being had.

mod find;
mod name;
mod read;
mod revision;
mod write;

pub use find::{Found, find, is_duly, would_find};
pub use name::straight;
pub use read::file as read;
pub use revision::gather_at;
pub use write::{append, replace, write};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What to read.
pub struct Request<'a> {
    /// The folder that names are relative to.
    pub here: &'a Path,
    /// Files and folders; `-` is standard input.
    pub paths: &'a [PathBuf],
    /// What the text on standard input is called.
    pub stdin_name: Option<&'a Path>,
    /// Whether to leave out what `.gitignore` names.
    pub gitignore: bool,
}

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub struct Texts {
    /// Texts by their names.
    pub texts: BTreeMap<String, String>,
    /// What could not be read.
    pub failures: Vec<Failure>,
}

/// Something that could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
    /// Whether the user named it, rather than a search of a folder.
    pub named: bool,
}

/// What a path is called when it is spoken of as a whole.
#[must_use]
pub fn label(path: &Path, here: &Path) -> String {
    match name::name(path, here) {
        Ok(name) if name.is_empty() => ".".to_owned(),
        Ok(name) => name,
        Err(_) => path.to_string_lossy().into_owned(),
    }
}

/// Reads everything that was asked for. `tell` hears how many of how many files have been read.
pub fn gather(request: &Request<'_>, mut tell: impl FnMut(usize, usize)) -> Texts {
    let (stdin, paths): (Vec<_>, Vec<_>) = request.paths.iter().partition(|path| path.as_os_str() == "-");
    let (found, failures) = find::find(&paths, request.here, request.gitignore);
    let mut answer = Texts { texts: BTreeMap::new(), failures };
    for (done, file) in found.iter().enumerate() {
        tell(done, found.len());
        match read::file(&file.path) {
            Ok(text) => drop(answer.texts.insert(file.name.clone(), text)),
            Err(why) => answer.fail(file.name.clone(), why, file.named),
        }
    }
    if !stdin.is_empty() {
        // After the files: a text on its way from an editor stands for the file of its name.
        let name = request.stdin_name.map_or_else(|| Ok("-".to_owned()), |name| name::name(name, request.here));
        match name.and_then(|name| read::stdin().map(|text| (name, text))) {
            Ok((name, text)) if !text.is_empty() => drop(answer.texts.insert(name, text)),
            Ok(_) => {}
            Err(why) => answer.fail("standard input".to_owned(), why, true),
        }
    }
    answer.failures.sort();
    answer
}

impl Texts {
    fn fail(&mut self, what: String, why: String, named: bool) {
        self.failures.push(Failure { what, why, named });
    }
}

#[cfg(test)]
mod tests;
