//! The repository as text: every file by its path from the root.

use std::fs;
use std::path::{Path, PathBuf};

/// A file, by its `/`-separated path from the root.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// `dsl/src/lib.rs`
    pub path: String,
    /// The whole of it.
    pub text: String,
}

/// Where the repository begins.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate stands in a folder of the repository").to_owned()
}

/// A file that has to be there.
///
/// # Panics
/// If it is not.
#[must_use]
pub fn read(path: &str) -> String {
    match fs::read_to_string(root().join(path)) {
        Ok(text) => text,
        Err(error) => panic!("{path}: {error}"),
    }
}

/// The files under a folder whose names end like this, by path. What is hidden or built is left out.
#[must_use]
pub fn files(folder: &str, ending: &str) -> Vec<File> {
    let mut found = Vec::new();
    gather(folder, ending, &mut found);
    found.sort();
    found
}

/// The folders directly in a folder, by name.
#[must_use]
pub fn folders(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).into_iter().flatten();
    let folders = entries.filter_map(Result::ok).filter(|it| it.path().is_dir());
    let mut names: Vec<String> = folders.filter_map(|it| it.file_name().into_string().ok()).collect();
    names.sort();
    names
}

fn gather(folder: &str, ending: &str, found: &mut Vec<File>) {
    let entries = fs::read_dir(root().join(folder)).into_iter().flatten();
    for entry in entries.filter_map(Result::ok) {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.starts_with('.') || name == "target" || name == "node_modules" {
            continue;
        }
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        if entry.path().is_dir() {
            gather(&path, ending, found);
        } else if path.ends_with(ending) {
            let text = read(&path);
            found.push(File { path, text });
        }
    }
}

impl File {
    /// Whether it holds tests only.
    #[must_use]
    pub fn is_test(&self) -> bool {
        let tests = |part: &str| part == "tests" || part == "tests.rs" || part == "sample.rs";
        self.path.split('/').any(tests)
    }

    /// Its code: without comments, and without the tests at its end.
    #[must_use]
    pub fn code(&self) -> String {
        let code = self.lines_without_tests();
        let code = code.into_iter().filter(|it| !it.trim_start().starts_with("//"));
        code.collect::<Vec<_>>().join("\n")
    }

    /// Its lines up to the tests at its end.
    #[must_use]
    pub fn lines_without_tests(&self) -> Vec<&str> {
        let lines: Vec<&str> = self.text.lines().collect();
        let tests = lines
            .windows(2)
            .position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{'));
        lines[..tests.unwrap_or(lines.len())].to_vec()
    }
}
