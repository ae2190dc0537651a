//! The name a file is reported by: relative to a folder, with `/`, and without `.` in between.

use std::path::{Component, Path, PathBuf};

/// The name of a path as the user wrote it.
///
/// Whatever lies in the folder is named from there, even if it was written from the root,
/// so that folders nest in names as they do on disk.
pub(super) fn name(path: &Path, here: &Path) -> Result<String, String> {
    let straight = straight(path);
    let absolute = self::straight(&here.join(path));
    let short = absolute.strip_prefix(here).unwrap_or(&straight);
    let text = short.to_str().ok_or("its name is not UTF-8 text; rename it")?;
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
    // What begins so is guidance that ships; nobody's file may stand in for it.
    Ok(if text.starts_with("guidance:") { format!("./{text}") } else { text })
}

/// Without `.`, and without `x/..`, going by the letters alone.
#[must_use]
pub fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match (part, straight.components().next_back()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => drop(straight.pop()),
            _ => straight.push(part),
        }
    }
    straight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_and_plain() {
        let here = std::env::current_dir().unwrap();
        let of = |path: &str| name(Path::new(path), &here).unwrap();
        assert_eq!(of("./a/./b.duly"), "a/b.duly");
        assert_eq!(of("a/../b.duly"), "b.duly");
        assert_eq!(of("../b.duly"), "../b.duly");
        assert_eq!(of("/../b.duly"), "/b.duly");
        assert_eq!(of("guidance:x/b.duly"), "./guidance:x/b.duly");
        assert_eq!(name(&here.join("a/b.duly"), &here).unwrap(), "a/b.duly");
    }
}
