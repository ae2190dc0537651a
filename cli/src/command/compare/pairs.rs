//! Whom to hold against whom: from what was written on the command line to comparisons.

use std::path::{Path, PathBuf};

use duly_dsl::{Analysis, Both, Date, Side, Unknown, Workspace};
use duly_files::{Request, Texts};

use crate::args::Compare;
use crate::command::parties::{self, entities};
use crate::command::reading::{mistaken, quoted};
use crate::command::{Exit, here};
use crate::progress::Progress;
use crate::render::compare::Pair;

/// What was compared, and what to tell besides.
pub(super) struct Compared {
    pub(super) pairs: Vec<Pair>,
    pub(super) troubles: Vec<String>,
    /// Whether something could not be read.
    pub(super) unread: bool,
    /// Whether a text has mistakes, so that what it says may not all have been compared.
    pub(super) mistaken: bool,
}

/// Why nothing was compared.
pub(super) struct Trouble {
    pub(super) exit: Exit,
    pub(super) words: Vec<String>,
}

impl Trouble {
    fn wrong(words: impl Into<String>) -> Self {
        Self { exit: Exit::Trouble, words: vec![words.into()] }
    }
}

impl From<Unknown> for Trouble {
    fn from(unknown: Unknown) -> Self {
        let near: Vec<String> = unknown.known.iter().take(4).map(|it| format!("`{it}`")).collect();
        let known = if near.is_empty() { String::new() } else { format!("; there is {}", near.join(", ")) };
        Self::wrong(format!("there is no entity, guidance or folder called `{}`{known}", unknown.name))
    }
}

/// Texts that were read and decided together, and what they are called.
struct Version {
    analysis: Analysis,
    label: Option<String>,
}

/// Reads and compares.
pub(super) fn compare_all(args: &Compare, today: Date, progress: &Progress) -> Result<Compared, Trouble> {
    let mut reader = Reader { args, today, troubles: Vec::new(), unread: false };
    let measure = args.measure.as_deref().or(args.baseline.as_deref());
    let subject = args.subject.as_deref();
    progress.tell(|| "reading and deciding".to_owned());
    let (folder, measured) = (subject.filter(|it| is_folder(it)), measure.filter(|it| is_folder(it)));
    let paths = folder.map_or_else(|| args.paths.clone(), |it| vec![PathBuf::from(it)]);
    let mut now = reader.now(&paths)?;
    let then = match (&args.since, measured) {
        (Some(revision), _) => Some(reader.then(revision, &paths)?),
        (None, Some(folder)) => {
            now.label = Some(paths.iter().map(|it| it.display().to_string()).collect::<Vec<_>>().join(", "));
            let mut then = reader.now(&[PathBuf::from(folder)])?;
            then.label = Some(folder.to_owned());
            Some(then)
        }
        (None, None) => None,
    };
    let named = subject.filter(|_| folder.is_none());
    let pairs = match &then {
        Some(then) => versions(&now, then, named)?,
        None => parties::within(&now.analysis, named, measure)?,
    };
    if pairs.is_empty() {
        let words = vec!["nothing to compare: no entity is declared there".to_owned()];
        return Err(Trouble { exit: Exit::Empty, words });
    }
    let mut troubles = reader.troubles;
    let mistaken = [Some(&now), then.as_ref()].into_iter().flatten().filter_map(mistakes).collect::<Vec<_>>();
    troubles.extend(mistaken.iter().cloned());
    if let Some(then) = then.as_ref().filter(|_| named.is_none()) {
        troubles.extend(new_entities(&now, then, &pairs));
    }
    Ok(Compared { pairs, troubles, unread: reader.unread, mistaken: !mistaken.is_empty() })
}

/// What is wrong in the texts of a version, if anything is.
fn mistakes(version: &Version) -> Option<String> {
    let files = mistaken(&version.analysis);
    let first = files.first()?;
    let (more, label) = (files.len() - 1, version.label.as_ref().map(|it| format!(" in `{it}`")).unwrap_or_default());
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    Some(format!(
        "`{first}`{more}{label} has mistakes, so not all of what it says was compared; `duly check` shows them"
    ))
}

/// Entities that were not there before, and so have nothing to be held against.
fn new_entities(now: &Version, then: &Version, pairs: &[Pair]) -> Option<String> {
    let before = entities(&then.analysis);
    let compared = |name: &String| pairs.iter().any(|it| it.comparison.parties.subject.name == *name);
    let new: Vec<String> =
        entities(&now.analysis).into_iter().filter(|it| !before.contains(it) && !compared(it)).collect();
    let verb = if new.len() == 1 { "was" } else { "were" };
    (!new.is_empty()).then(|| {
        format!("{} {verb} not there before and is held against nothing; name a MEASURE to hold it", quoted(&new))
    })
}

fn is_folder(name: &str) -> bool {
    Path::new(name).exists() && (name.contains(['/', '\\', '.']) || Path::new(name).is_dir())
}

struct Reader<'a> {
    args: &'a Compare,
    today: Date,
    troubles: Vec<String>,
    unread: bool,
}

impl Reader<'_> {
    fn now(&mut self, paths: &[PathBuf]) -> Result<Version, Trouble> {
        let request = Request { here: &here(), paths, stdin_name: None, gitignore: self.args.walk.gitignore() };
        let texts = duly_files::gather(&request, |_, _| {});
        if texts.failures.iter().any(|it| it.named) && texts.texts.is_empty() {
            let words = texts.failures.iter().map(|it| format!("cannot read `{}`: {}", it.what, it.why)).collect();
            return Err(Trouble { exit: Exit::Trouble, words });
        }
        Self::filled(&texts, paths, None)?;
        Ok(self.decide(texts, None))
    }

    fn then(&mut self, revision: &str, paths: &[PathBuf]) -> Result<Version, Trouble> {
        let texts = duly_files::gather_at(revision, &here(), paths).map_err(Trouble::wrong)?;
        Self::filled(&texts, paths, Some(revision))?;
        Ok(self.decide(texts, Some(revision.to_owned())))
    }

    /// Nothing to read is never as much as something.
    fn filled(texts: &Texts, paths: &[PathBuf], revision: Option<&str>) -> Result<(), Trouble> {
        if !texts.texts.is_empty() || !texts.failures.is_empty() {
            return Ok(());
        }
        let under = quoted(&paths.iter().map(|it| it.display().to_string()).collect::<Vec<_>>());
        let at = revision.map(|it| format!(" at `{it}`")).unwrap_or_default();
        let words = vec![format!("nothing to compare: there is no `.duly` text under {under}{at}")];
        Err(Trouble { exit: Exit::Empty, words })
    }

    fn decide(&mut self, texts: Texts, label: Option<String>) -> Version {
        for failure in &texts.failures {
            self.troubles.push(format!("cannot read `{}`: {}", failure.what, failure.why));
            self.unread = true;
        }
        let mut workspace = Workspace::new(self.today);
        texts.texts.into_iter().for_each(|(name, text)| workspace.set(name, text));
        Version { analysis: workspace.analyze(), label }
    }
}

fn pair(now: &Version, subject: &str, then: &Version, measure: &str) -> Result<Pair, Trouble> {
    let subject = Side { analysis: &now.analysis, name: subject };
    let pair = parties::pair(subject, Side { analysis: &then.analysis, name: measure })?;
    Ok(Pair { labels: Both { subject: now.label.clone(), measure: then.label.clone() }, ..pair })
}

/// The same entities in two versions. One that is there only once is said to be new, or gone, by its being missing.
fn versions(now: &Version, then: &Version, named: Option<&str>) -> Result<Vec<Pair>, Trouble> {
    let (here, there) = (entities(&now.analysis), entities(&then.analysis));
    if let Some(name) = named {
        return Ok(vec![pair(now, name, then, name)?]);
    }
    if let ([one], [other]) = (here.as_slice(), there.as_slice()) {
        return Ok(vec![pair(now, one, then, other)?]);
    }
    let both: Vec<&String> = here.iter().filter(|it| there.contains(it)).collect();
    let gone: Vec<&String> = there.iter().filter(|it| !here.contains(it)).collect();
    if let Some(gone) = gone.first() {
        return Err(Trouble::wrong(format!(
            "`{gone}` is no longer declared, so nothing of what it promised can be compared; \
             name the entity that took its place"
        )));
    }
    both.into_iter().map(|name| pair(now, name, then, name)).collect()
}
