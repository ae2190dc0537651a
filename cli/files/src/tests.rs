//! On real folders, because links, pipes and `.gitignore` are about real folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

fn here() -> PathBuf {
    std::env::current_dir().unwrap()
}

/// A folder that is there as long as the test.
struct Folder(PathBuf);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("duly-files-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Self(std::env::temp_dir().canonicalize().unwrap().join(name));
        fs::create_dir_all(&folder.0).unwrap();
        for (path, text) in files {
            let path = folder.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.0.clone() } else { self.0.join(path) }
    }

    /// What is read under some paths in here, and what is not: `name` or `name: why`.
    fn read(&self, paths: &[&str], gitignore: bool) -> Vec<String> {
        let paths: Vec<_> = paths.iter().map(|path| self.path(path)).collect();
        let texts = gather(&Request { here: &here(), paths: &paths, stdin_name: None, gitignore }, |_, _| {});
        let short = |name: &str| {
            let here = format!("{}/", self.0.display());
            name.strip_prefix(&here).unwrap_or(name).to_owned()
        };
        let failed = texts.failures.iter().map(|it| format!("{}: {}", short(&it.what), it.why));
        texts.texts.keys().map(|name| short(name)).chain(failed).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone_with_the_machine = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn each_file_is_read_once_whatever_the_ways_to_it() {
    let folder = Folder::new(&[("a.duly", ""), ("sub/b.duly", ""), ("sub/c.txt", "")]);
    let expected = ["a.duly", "sub/b.duly"];
    assert_eq!(folder.read(&[""], true), expected);
    assert_eq!(folder.read(&["", "./.", "sub", "sub/../sub", "a.duly"], true), expected);
    assert_eq!(folder.read(&["sub", ""], true), expected);
}

#[test]
fn what_git_ignores_is_left_out_even_where_there_is_no_git() {
    let files = [(".gitignore", "drafts/\nx.duly\n"), ("a.duly", ""), ("x.duly", ""), ("drafts/b.duly", "")];
    let folder = Folder::new(&[&files[..], &[(".hidden/c.duly", "")]].concat());
    assert_eq!(folder.read(&[""], true), ["a.duly"]);
    assert_eq!(folder.read(&[""], false), ["a.duly", "drafts/b.duly", "x.duly"]);
    assert_eq!(folder.read(&["", "x.duly"], true), ["a.duly", "x.duly"], "what is named is read");
}

#[test]
fn a_folder_may_be_called_like_a_file() {
    let folder = Folder::new(&[("x.duly/a.duly", "")]);
    assert_eq!(folder.read(&[""], true), ["x.duly/a.duly"]);
    assert_eq!(folder.read(&["x.duly"], true), ["x.duly/a.duly"]);
}

#[test]
fn a_file_that_is_named_need_not_be_called_duly() {
    let folder = Folder::new(&[("a.txt", "")]);
    assert_eq!(folder.read(&["a.txt"], true), ["a.txt"]);
}

#[test]
fn what_is_not_there_is_told_and_the_rest_is_read() {
    let folder = Folder::new(&[("a.duly", "")]);
    assert_eq!(folder.read(&["b.duly", "a.duly"], true), ["a.duly", "b.duly: there is no such file or folder"]);
}

#[test]
fn what_is_not_text_is_told_and_the_rest_is_read() {
    let folder = Folder::new(&[("a.duly", "\u{feff}entity a { }")]);
    fs::write(folder.path("b.duly"), b"// x\n// \xe9\n").unwrap();
    let read = folder.read(&[""], true);
    assert_eq!(read.len(), 2);
    assert!(read[1].starts_with("b.duly: it is not UTF-8 text: byte 9 (on line 2)"), "{read:?}");
    assert!(gather_one(&folder.path("a.duly")).starts_with('\u{feff}'));
}

fn gather_one(path: &Path) -> String {
    let paths = [path.to_owned()];
    let texts = gather(&Request { here: &here(), paths: &paths, stdin_name: None, gitignore: true }, |_, _| {});
    texts.texts.into_values().next().unwrap()
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_are_followed_but_not_in_circles() {
        let folder = Folder::new(&[("a/x.duly", ""), ("b/y.duly", "")]);
        let elsewhere = Folder::new(&[("z.duly", ""), ("deep/w.duly", "")]);
        symlink(&folder.0, folder.path("a/up")).unwrap();
        symlink(folder.path("a"), folder.path("b/to-a")).unwrap();
        symlink(folder.path("b"), folder.path("a/to-b")).unwrap();
        symlink(folder.path("self.duly"), folder.path("self.duly")).unwrap();
        symlink(folder.path("a/x.duly"), folder.path("again.duly")).unwrap();
        symlink(&elsewhere.0, folder.path("away")).unwrap();
        symlink(&elsewhere.0, folder.path("away-too")).unwrap();
        let read = folder.read(&[""], true);
        let nowhere = "self.duly: it is a link that leads nowhere";
        assert_eq!(read, ["a/x.duly", "away-too/deep/w.duly", "away-too/z.duly", "b/y.duly", nowhere]);
    }

    #[test]
    fn a_link_may_be_named() {
        let folder = Folder::new(&[("a/x.duly", "")]);
        symlink(folder.path("a"), folder.path("link")).unwrap();
        assert_eq!(folder.read(&["link"], true), ["link/x.duly"]);
        assert_eq!(folder.read(&["link", "a"], true).len(), 1);
    }

    #[test]
    fn a_pipe_is_passed_by_and_refused_if_named() {
        let folder = Folder::new(&[("a.duly", "")]);
        let pipe = folder.path("pipe.duly");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(folder.read(&[""], true), ["a.duly"]);
        let named = folder.read(&["pipe.duly"], true);
        assert!(named[0].starts_with("pipe.duly: it is neither a file nor a folder"), "{named:?}");
    }
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let folder = Folder::new(&[("old.txt", "old")]);
    let path = folder.path("old.txt");
    let failed = write(&path, |out| {
        out.write_all(b"half")?;
        Err(std::io::ErrorKind::StorageFull.into())
    });
    assert!(failed.is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    write(&path, |out| out.write_all(b"new")).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn a_text_is_replaced_only_if_it_is_still_the_one_that_was_read() {
    let folder = Folder::new(&[("a.duly", "old")]);
    let path = folder.path("a.duly");
    assert_eq!(replace(&path, "older", "new"), Err("it changed in the meantime".to_owned()));
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(replace(&path, "old", "new"), Ok(()));
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_outlive_a_replacement() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&[("real/a.duly", "old")]);
    let (path, link) = (folder.path("real/a.duly"), folder.path("link.duly"));
    symlink(&path, &link).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    replace(&link, "old", "new").unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}
