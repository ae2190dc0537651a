//! A root: a folder, or a text that lies in none, and the desk where it is analysed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::address::Address;
use super::desk::Desk;

/// Names a root as long as the server lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RootId(pub(super) u32);

/// A folder, or a text that lies in none.
#[derive(Debug)]
pub(crate) struct Root {
    pub(super) kind: Kind,
    pub(super) desk: Desk,
    /// Whether a person was told that the analysis broke down.
    pub(super) complained: bool,
    /// The newest moment of which everything was told that there is to tell.
    told: u64,
}

#[derive(Debug)]
pub(super) enum Kind {
    Folder(Folder),
    /// A document outside of all folders.
    Single(Address),
    /// A file that was only asked about, and its text.
    Visit(PathBuf, String),
}

/// A folder that is open in the editor.
#[derive(Debug)]
pub(super) struct Folder {
    /// As the client spells it.
    pub(super) uri: String,
    pub(super) path: PathBuf,
    /// Where it truly is.
    pub(super) identity: PathBuf,
    /// What lies in it, by where it truly is.
    pub(super) known: BTreeMap<PathBuf, Known>,
    /// Folders in it that are roots themselves, as beginnings of names.
    pub(super) nested: Vec<String>,
    /// Whether somebody has looked at it.
    pub(super) scanned: bool,
    /// What could not be read, as it was told.
    pub(super) failures: Vec<duly_files::Failure>,
}

/// A file of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) name: Arc<str>,
    /// When it was last changed and how long it is; nothing if it has to be read again.
    pub(super) stamp: Option<(SystemTime, u64)>,
}

impl Root {
    pub(super) fn new(kind: Kind, desk: Desk) -> Self {
        Self { kind, desk, complained: false, told: 0 }
    }

    /// Everything that there is to tell of this moment was told.
    pub(super) fn note_told(&mut self, moment: u64) {
        self.told = self.told.max(moment);
    }

    /// Whether all that there is to tell was told, or cannot be found out.
    pub(super) fn is_done(&self) -> bool {
        self.told >= self.desk.newest()
    }

    pub(super) fn folder(&self) -> Option<&Folder> {
        match &self.kind {
            Kind::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    pub(super) fn folder_mut(&mut self) -> Option<&mut Folder> {
        match &mut self.kind {
            Kind::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    pub(super) fn is_visit(&self) -> bool {
        matches!(self.kind, Kind::Visit(..))
    }
}
