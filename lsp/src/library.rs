//! The reading room: the shipped guidance and the pages about findings as files that every editor can open.
//!
//! Takes a name and its text; gives the address of a file that holds exactly that text. The files lie in the user's own
//! cache, one folder for each version of the program, and are read-only. What is found there is never trusted: it is
//! compared with the text when it is first needed and whenever it was touched, and written anew where it differs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::SystemTime;
use std::{env, fs, io};

use duly_dsl::{Analysis, Analyst, Date, Workspace};
use tower_lsp::lsp_types::Url;

/// How the paths of shipped guidance begin in an analysis.
const GUIDANCE: &str = "guidance:";

/// The address of guidance that ships; `name` is its path in an analysis: `guidance:un-hrdd/assess.duly`.
pub(crate) fn guidance(name: &str) -> Option<Url> {
    let text = shipped_texts().files.iter().find(|it| *it.path == *name)?;
    of_this_user().guidance(name, &text.text)
}

/// The address of the page about a code, or about anything that ships: `DLY203`, `un-hrdd/assess-before-commitment`.
/// Nothing where only the user's own texts know the name.
pub(crate) fn page(name: &str) -> Option<Url> {
    /// Names that nobody here knows; looking for them takes long, and they come back with every keystroke.
    static UNKNOWN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    const MOST_UNKNOWN: usize = 10_000;
    let found = of_this_user().known(&Library::page_name(name));
    let unknown = || UNKNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if found.is_some() || unknown().contains(name) {
        return found;
    }
    let Ok(page) = shipped_texts().explain(name) else {
        let mut unknown = unknown();
        if unknown.len() >= MOST_UNKNOWN {
            unknown.clear();
        }
        unknown.insert(name.to_owned());
        return None;
    };
    of_this_user().page(name, &page.markdown)
}

/// The shipped text that a file is a copy of: `guidance:…`.
pub(crate) fn shipped(file: &Path) -> Option<String> {
    of_this_user().name_of(file)
}

fn of_this_user() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| Library::under(cache()))
}

/// What ships and nothing else, so that a page says the same whatever folder is open. Nothing is decided here, and no
/// day matters.
fn shipped_texts() -> &'static Analysis {
    static TEXTS: OnceLock<Analysis> = OnceLock::new();
    TEXTS.get_or_init(|| Analyst::new().read(&Workspace::new(Date::constant(2000, 1, 1))))
}

/// Where the shipped texts lie on this machine.
#[derive(Debug)]
struct Library {
    /// Nothing where the user has no such folder; then nothing can be opened, and everything else works.
    folder: Option<PathBuf>,
    /// What was compared with its text, and what the file looked like then.
    known: Mutex<BTreeMap<PathBuf, Stamp>>,
}

type Stamp = (SystemTime, u64);

impl Library {
    /// A library in a folder for caches.
    fn under(cache: Option<PathBuf>) -> Self {
        let folder = cache.map(|it| it.join("duly").join(env!("CARGO_PKG_VERSION")));
        Self { folder, known: Mutex::default() }
    }

    fn guidance(&self, name: &str, text: &str) -> Option<Url> {
        self.hold(&Path::new("guidance").join(inside(name.strip_prefix(GUIDANCE)?)?), text)
    }

    fn page(&self, code: &str, markdown: &str) -> Option<Url> {
        inside(code)?;
        self.hold(&Self::page_name(code), markdown)
    }

    fn page_name(code: &str) -> PathBuf {
        Path::new("pages").join(format!("{code}.md"))
    }

    /// Whether a file is guidance that lies here, and then under which name the analysis knows it.
    fn name_of(&self, file: &Path) -> Option<String> {
        let inside = file.strip_prefix(self.folder.as_ref()?.join("guidance")).ok()?;
        let parts: Option<Vec<&str>> = inside.components().map(plain).collect();
        Some(format!("{GUIDANCE}{}", parts?.join("/")))
    }

    /// The address of a file that was compared before and has not been touched since.
    fn known(&self, name: &Path) -> Option<Url> {
        let file = self.folder.as_ref()?.join(name);
        let stamp = *self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&file)?;
        (stamp_of(&file) == Some(stamp)).then(|| Url::from_file_path(file).ok()).flatten()
    }

    fn hold(&self, name: &Path, text: &str) -> Option<Url> {
        if let Some(known) = self.known(name) {
            return Some(known);
        }
        let file = self.folder.as_ref()?.join(name);
        if !stands(&file, text) {
            write(&file, text).ok()?;
        }
        if let Some(stamp) = stamp_of(&file) {
            self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(file.clone(), stamp);
        }
        Url::from_file_path(file).ok()
    }
}

/// A name that does not lead out of its folder.
fn inside(name: &str) -> Option<&Path> {
    let name = Path::new(name);
    name.components().all(|it| plain(it).is_some()).then_some(name)
}

/// When a file was changed and how long it is. A link is somebody else's: it may lead elsewhere tomorrow.
fn stamp_of(file: &Path) -> Option<Stamp> {
    let found = fs::symlink_metadata(file).ok().filter(fs::Metadata::is_file)?;
    Some((found.modified().ok()?, found.len()))
}

fn plain(part: Component<'_>) -> Option<&str> {
    match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    }
}

/// Whether a real file stands there and holds this text.
fn stands(file: &Path, text: &str) -> bool {
    stamp_of(file).is_some_and(|(_, length)| length == text.len() as u64)
        && fs::read(file).is_ok_and(|it| it == text.as_bytes())
}

/// Written beside its place and then moved there, so that nobody ever reads half of it.
fn write(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.{}", std::process::id()));
    remove(&draft)?;
    fs::write(&draft, text)?;
    set_read_only(&draft, true)?;
    remove(file)?;
    fs::rename(&draft, file)
}

/// Some systems neither replace nor remove a file that is read-only.
fn remove(file: &Path) -> io::Result<()> {
    let Ok(found) = fs::symlink_metadata(file) else {
        return Ok(());
    };
    if found.is_dir() {
        return fs::remove_dir_all(file);
    }
    if found.is_file() && cfg!(windows) {
        set_read_only(file, false)?;
    }
    fs::remove_file(file)
}

fn set_read_only(file: &Path, yes: bool) -> io::Result<()> {
    let mut permissions = fs::metadata(file)?.permissions();
    permissions.set_readonly(yes);
    fs::set_permissions(file, permissions)
}

/// The folder that this platform has for what can be made again.
fn cache() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|it| it.is_absolute());
    let home = || named("HOME");
    let usual = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|it| it.join("Library/Caches"))
    } else {
        home().map(|it| it.join(".cache"))
    };
    named("XDG_CACHE_HOME").or(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A library in a fresh folder, which goes away with the test.
    struct Fresh {
        cache: PathBuf,
        library: Library,
    }

    impl Fresh {
        fn new(test: &str) -> Self {
            let cache = env::temp_dir().join(format!("duly-library-{test}-{}", std::process::id()));
            drop(fs::remove_dir_all(&cache));
            Self { library: Library::under(Some(cache.clone())), cache }
        }
    }

    impl Drop for Fresh {
        fn drop(&mut self) {
            drop(fs::remove_dir_all(&self.cache));
        }
    }

    fn file(url: &Url) -> PathBuf {
        url.to_file_path().unwrap()
    }

    #[test]
    fn what_ships_can_be_opened_and_is_known_again() {
        let fresh = Fresh::new("opened");
        let url = fresh.library.guidance("guidance:un-hrdd/words é.duly", "guidance un-hrdd { }").unwrap();
        assert_eq!(fs::read_to_string(file(&url)).unwrap(), "guidance un-hrdd { }");
        assert!(fs::metadata(file(&url)).unwrap().permissions().readonly());
        assert_eq!(fresh.library.name_of(&file(&url)).as_deref(), Some("guidance:un-hrdd/words é.duly"));
        let page = fresh.library.page("un-hrdd/assess", "# Assess").unwrap();
        assert!(page.path().ends_with("/pages/un-hrdd/assess.md"), "{page}");
        assert_eq!(fresh.library.name_of(&file(&page)), None);
    }

    #[test]
    fn a_text_that_somebody_else_put_there_is_replaced() {
        let fresh = Fresh::new("foreign");
        let url = fresh.library.guidance("guidance:a/b.duly", "requirement a must { }").unwrap();
        set_read_only(&file(&url), false).unwrap();
        fs::write(file(&url), "requirement a may  { }").unwrap();
        assert_eq!(fresh.library.guidance("guidance:a/b.duly", "requirement a must { }"), Some(url.clone()));
        assert_eq!(fs::read_to_string(file(&url)).unwrap(), "requirement a must { }");
        fs::remove_file(file(&url)).unwrap();
        fs::create_dir_all(file(&url).join("in the way")).unwrap();
        fresh.library.guidance("guidance:a/b.duly", "requirement a must { }").unwrap();
        assert_eq!(fs::read_to_string(file(&url)).unwrap(), "requirement a must { }");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_somebody_else_put_there_is_not_followed() {
        let fresh = Fresh::new("link");
        let url = fresh.library.page("DLY201", "one").unwrap();
        let other = fresh.cache.join("other");
        fs::write(&other, "one").unwrap();
        fs::remove_file(file(&url)).unwrap();
        std::os::unix::fs::symlink(&other, file(&url)).unwrap();
        fresh.library.page("DLY201", "one").unwrap();
        assert!(fs::symlink_metadata(file(&url)).unwrap().is_file());
        fresh.library.page("DLY201", "two").unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "one");
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let fresh = Fresh::new("out");
        for name in ["guidance:../../a.duly", "guidance:/etc/passwd", "guidance:a/../../../b", "own.duly"] {
            assert_eq!(fresh.library.guidance(name, ""), None, "{name}");
        }
        assert_eq!(fresh.library.page("../x", ""), None);
        assert_eq!(fresh.library.name_of(Path::new("/etc/passwd")), None);
    }

    #[test]
    fn without_a_folder_there_is_nothing_to_open() {
        let library = Library::under(None);
        assert_eq!(library.guidance("guidance:a.duly", ""), None);
        assert_eq!(library.name_of(Path::new("/a")), None);
    }

    #[test]
    fn what_ships_has_files_and_pages() {
        let shipped = shipped_texts();
        assert!(!shipped.files.is_empty() && shipped.files.iter().all(|it| it.path.starts_with(GUIDANCE)));
        let requirement =
            shipped.rulebooks().first().and_then(|it| it.rules.first().map(|it| it.name.clone())).unwrap();
        for name in ["DLY201", &requirement] {
            assert!(shipped.explain(name).is_ok_and(|it| it.markdown.starts_with("# ")), "{name}");
        }
    }
}
