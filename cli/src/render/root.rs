//! What a file is called from where its repository begins, whatever folder the program runs in.

use std::path::{Component, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What may stand in a URI as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The folders from where the repository begins down to the folder that names are relative to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Root {
    top: Vec<String>,
    inside: Vec<String>,
}

impl Root {
    /// The repository that a folder lies in; without one, the folder itself.
    pub(crate) fn of(here: &Path, is_root: impl Fn(&Path) -> bool) -> Self {
        let top = here.ancestors().find(|it| is_root(it)).unwrap_or(here);
        Self { top: parts(top), inside: parts(here.strip_prefix(top).unwrap_or(Path::new(""))) }
    }

    /// The path of a file from the top; one that lies elsewhere keeps its whole path.
    pub(crate) fn path(&self, name: &str) -> String {
        let mut all = if Path::new(name).is_absolute() { Vec::new() } else { self.here() };
        for part in name.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(all.pop()),
                part => all.push(part.to_owned()),
            }
        }
        match all.strip_prefix(self.top.as_slice()) {
            Some(below) => below.join("/"),
            None => format!("/{}", all.join("/")),
        }
    }

    /// The same as a relative URI, or as an absolute one for what lies elsewhere.
    pub(crate) fn uri(&self, name: &str) -> String {
        let path = self.path(name);
        let encoded = utf8_percent_encode(&path, ENCODED);
        if path.starts_with('/') { format!("file://{encoded}") } else { encoded.to_string() }
    }

    fn here(&self) -> Vec<String> {
        self.top.iter().chain(&self.inside).cloned().collect()
    }
}

fn parts(path: &Path) -> Vec<String> {
    let normal = |part: Component<'_>| match part {
        Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
        Component::Prefix(drive) => Some(drive.as_os_str().to_string_lossy().into_owned()),
        _ => None,
    };
    path.components().filter_map(normal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_where_the_repository_begins() {
        let root = Root::of(Path::new("/home/a/repo/rules/new"), |it| it.ends_with("repo"));
        for (name, path) in [
            ("x.duly", "rules/new/x.duly"),
            ("../x.duly", "rules/x.duly"),
            ("./a/../x.duly", "rules/new/x.duly"),
            ("/home/a/repo/x.duly", "x.duly"),
            ("../../../x.duly", "/home/a/x.duly"),
        ] {
            assert_eq!(root.path(name), path);
        }
        assert_eq!(Root::of(Path::new("/a"), |_| false).path("b/c.duly"), "b/c.duly");
    }

    #[test]
    fn a_name_becomes_a_uri_and_nothing_else() {
        let root = Root::of(Path::new("/r"), |_| false);
        assert_eq!(root.uri("a b/#é%:?.duly"), "a%20b/%23%C3%A9%25%3A%3F.duly");
        assert_eq!(root.uri("../x y.duly"), "file:///x%20y.duly");
    }
}
