//! What a document is known by, however a client spells it.
//!
//! Two spellings of one file are one document. What goes out is spelled as the client spelled what it sent.

use std::path::{Path, PathBuf};

use tower_lsp::lsp_types::Url;

/// One document, whatever its spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Address {
    /// A file, by where it truly is.
    File(PathBuf),
    /// Something an editor holds that is no file.
    Other(String),
}

impl Address {
    pub(crate) fn of(uri: &Url) -> Self {
        match path(uri) {
            Some(path) => Self::File(identity(&path)),
            None => Self::Other(uri.as_str().to_owned()),
        }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Other(_) => None,
        }
    }
}

/// The path that a URI means, if it means a file. Other schemes can look as if they had one.
pub(crate) fn path(uri: &Url) -> Option<PathBuf> {
    let is_file = uri.scheme() == "file";
    is_file.then(|| uri.to_file_path().ok()).flatten().map(|it| duly_files::straight(&it))
}

/// Where a path truly leads. Of a file that is not there yet, its folder counts.
pub(crate) fn identity(path: &Path) -> PathBuf {
    if let Ok(identity) = path.canonicalize() {
        return identity;
    }
    let folder = path.parent().and_then(|it| it.canonicalize().ok());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// The URI of a file below a folder, the folder spelled as the client spells it.
pub(crate) fn below(folder: &str, name: &str) -> Option<Url> {
    let mut uri = folder.trim_end_matches('/').to_owned();
    for part in name.split('/').filter(|part| *part != ".") {
        uri.push('/');
        encode(part, &mut uri);
    }
    Url::parse(&uri).ok()
}

/// Everything but letters, digits and four signs is escaped, as editors do it.
fn encode(part: &str, uri: &mut String) {
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
}
