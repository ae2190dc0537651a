//! Reads a text whole, or says in plain words why not.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// No procedure is this long. What is, is something else, and would fill the memory.
const MOST: u64 = 64 << 20;

/// The text of a file.
///
/// # Errors
/// In plain words, why it cannot be had.
pub fn file(path: &Path) -> Result<String, String> {
    let meta = path.metadata().map_err(|error| plain(&error))?;
    // Reading a pipe or a device could wait for ever.
    if !meta.is_file() {
        return Err("it is neither a file nor a folder; write `-` to read standard input".to_owned());
    }
    let file = File::open(path).map_err(|error| plain(&error))?;
    text(file, meta.len())
}

/// The text on standard input.
pub(super) fn stdin() -> Result<String, String> {
    text(io::stdin().lock(), 0)
}

fn text(from: impl Read, length: u64) -> Result<String, String> {
    let too_long = || format!("it is longer than {} MB", MOST >> 20);
    if length > MOST {
        return Err(too_long());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    from.take(MOST + 1).read_to_end(&mut bytes).map_err(|error| plain(&error))?;
    if bytes.len() as u64 > MOST {
        return Err(too_long());
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()))
}

fn not_utf8(bytes: &[u8], at: usize) -> String {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return "it is UTF-16 text; save it as UTF-8".to_owned();
    }
    let before = bytes.get(..at).unwrap_or(bytes);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    format!("it is not UTF-8 text: byte {} (on line {line}) belongs to no character; save it as UTF-8", at + 1)
}

/// The words of the system, without its numbers.
pub(super) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        text(bytes, bytes.len() as u64)
    }

    #[test]
    fn what_is_not_text_is_said_with_its_place() {
        let why = read(b"entity a { }\n// caf\xe9\n").unwrap_err();
        assert!(why.contains("byte 20 (on line 2)"), "{why}");
        assert!(read(b"\xff\xfee\0").unwrap_err().contains("UTF-16"));
    }

    #[test]
    fn a_mark_at_the_beginning_stays() {
        assert_eq!(read("\u{feff}entity".as_bytes()).unwrap(), "\u{feff}entity");
    }

    #[test]
    fn fifty_megabytes_are_read_and_sixty_five_are_not() {
        let endless = || io::repeat(b' ');
        assert_eq!(text(endless().take(50 << 20), 0).map(|text| text.len()), Ok(50 << 20));
        assert!(text(endless(), 0).unwrap_err().contains("64 MB"));
        assert!(text(io::empty(), 65 << 20).is_err());
    }
}
