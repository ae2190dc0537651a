//! Finds, reads and writes files. Only what is in here touches the disk.
//!
//! Takes paths as the user wrote them; gives texts under the names they are reported by.
//! What cannot be had is a [`Failure`], and never keeps the rest from being had.

mod find;
mod name;
mod read;
mod write;

pub(crate) use write::write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What to read.
pub(crate) struct Request<'a> {
    /// Files and folders; `-` is standard input.
    pub(crate) paths: &'a [PathBuf],
    /// What the text on standard input is called.
    pub(crate) stdin_name: Option<&'a Path>,
    /// Whether to leave out what `.gitignore` names.
    pub(crate) gitignore: bool,
}

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// Texts by their names.
    pub(crate) texts: BTreeMap<String, String>,
    /// What could not be read.
    pub(crate) failures: Vec<Failure>,
}

/// Something that could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Failure {
    /// What.
    pub(crate) what: String,
    /// Why.
    pub(crate) why: String,
    /// Whether the user named it, rather than a search of a folder.
    pub(crate) named: bool,
}

/// What a path is called when it is spoken of as a whole.
pub(crate) fn label(path: &Path) -> String {
    match name::name(path) {
        Ok(name) if name.is_empty() => ".".to_owned(),
        Ok(name) => name,
        Err(_) => path.to_string_lossy().into_owned(),
    }
}

/// Reads everything that was asked for. `tell` hears how many of how many files have been read.
pub(crate) fn gather(request: &Request<'_>, mut tell: impl FnMut(usize, usize)) -> Texts {
    let (stdin, paths): (Vec<_>, Vec<_>) = request.paths.iter().partition(|path| path.as_os_str() == "-");
    let (found, failures) = find::find(&paths, request.gitignore);
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
        let name = request.stdin_name.map_or_else(|| Ok("-".to_owned()), name::name);
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
