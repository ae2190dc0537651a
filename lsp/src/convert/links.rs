//! What in a text can be opened.

use std::path::{Component, Path, PathBuf};

use duly_dsl::LinkTo;
use tower_lsp::lsp_types::Url;

/// Where a link leads; nothing for what is not safe to open with one click, or leads nowhere.
///
/// `file` is the file that the link stands in. Pages are not made here.
pub(crate) fn target(to: &LinkTo, file: Option<&Path>) -> Option<Url> {
    match to {
        LinkTo::Web(address) => {
            Url::parse(address).ok().filter(|it| matches!(it.scheme(), "http" | "https") && it.has_host())
        }
        LinkTo::Path(path) => {
            // A path from elsewhere is not opened: on some systems its mere mention asks another machine.
            let inside =
                |it: Component<'_>| matches!(it, Component::Normal(_) | Component::CurDir | Component::ParentDir);
            let path = Path::new(path);
            let safe = path.components().all(inside) && !path.to_string_lossy().contains(['\\', ':', '\0']);
            let there = straight(&file?.parent()?.join(path));
            if safe { Url::from_file_path(there).ok() } else { None }
        }
        LinkTo::Page(_) => None,
    }
}

/// The same path without steps back, which some editors take for another file.
fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(straight.pop()),
            Component::CurDir => {}
            part => straight.push(part),
        }
    }
    straight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_path_is_meant_from_the_folder_of_its_file() {
        let file = Path::new("/règles/a.duly");
        let to = |path: &str| target(&LinkTo::Path(path.to_owned()), Some(file)).map(|it| it.to_string());
        assert_eq!(
            to("registry/2018 é/117.pdf").as_deref(),
            Some("file:///r%C3%A8gles/registry/2018%20%C3%A9/117.pdf")
        );
        assert_eq!(to("../b.pdf").as_deref(), Some("file:///b.pdf"));
        for hostile in ["/etc/passwd", "\\\\server\\share", "c:/x", "file:///x", "//server/share"] {
            assert_eq!(to(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn only_the_web_is_the_web() {
        let to = |address: &str| target(&LinkTo::Web(address.to_owned()), None).is_some();
        assert!(to("https://example.org/a b"));
        for hostile in ["javascript:alert(1)", "file:///etc/passwd", "command:x", "https://", "http"] {
            assert!(!to(hostile), "{hostile}");
        }
    }
}
