//! Writes a file whole, or leaves what is there as it is.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::read;

/// Writes to a file beside it, and puts that in its place when all is written.
///
/// # Errors
/// What the system says; then the file is what it was.
pub fn write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A link stays a link; what it points to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if target.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
        let mut device = File::options().write(true).open(&target)?;
        return write(&mut device);
    }
    let beside = beside(&target)?;
    let written = fill(&beside, write).and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        let _leave_nothing_behind = fs::remove_file(&beside);
    }
    // The kind stays, by which a reader that has gone is known.
    written.map_err(|error| io::Error::new(error.kind(), format!("`{}`: {}", path.display(), read::plain(&error))))
}

/// Adds to what a file holds, by one act; how much that is already decides what is added. A new file is made.
///
/// # Errors
/// What the system says.
pub fn append(path: &Path, text: impl FnOnce(usize) -> io::Result<Vec<u8>>) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().append(true).create(true).open(path)?;
    let before = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    file.write_all(&text(before)?)
}

/// Puts a new text in the place of an old one: all of it, with the permissions the file has, and only if the file still
/// holds the old one. A link stays a link.
///
/// # Errors
/// Why not, in plain words; then the file is what it was.
pub fn replace(path: &Path, old: &str, new: &str) -> Result<(), String> {
    let plain = |error: io::Error| read::plain(&error);
    let target = path.canonicalize().map_err(plain)?;
    // Taking a file's place needs no leave to write to it; what is write-protected is so for a reason.
    let meta = File::options().write(true).open(&target).and_then(|file| file.metadata()).map_err(plain)?;
    let beside = beside(&target).map_err(plain)?;
    let filled = fill(&beside, |out| out.write_all(new.as_bytes()));
    let filled = filled.and_then(|()| fs::set_permissions(&beside, meta.permissions())).map_err(plain);
    let put = filled.and_then(|()| match read::file(&target) {
        Ok(now) if now == old => fs::rename(&beside, &target).map_err(plain),
        Ok(_) => Err("it changed in the meantime".to_owned()),
        Err(why) => Err(why),
    });
    if put.is_err() {
        let _leave_nothing_behind = fs::remove_file(&beside);
    }
    put
}

fn fill(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(File::create_new(path)?);
    write(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

/// A name in the same folder, so that taking its place is one act.
fn beside(target: &Path) -> io::Result<PathBuf> {
    let name = target.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.part", std::process::id()));
    Ok(target.with_file_name(hidden))
}
