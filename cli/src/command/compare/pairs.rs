//! Whom to hold against whom: from what was written on the command line to comparisons.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use duly_dsl::{Analysis, Date, PartyKind, Severity, Side, Unknown, Workspace, compare};
use duly_files::{Request, Texts};

use crate::args::Compare;
use crate::command::reading::quoted;
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
        None => within(&now, named, measure)?,
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
    let wrong = version.analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error && it.finding.is_none());
    let files: BTreeSet<&str> = wrong.map(|it| &*version.analysis.files[it.at.file.0 as usize].path).collect();
    let first = files.first()?;
    let (more, label) = (files.len() - 1, version.label.as_ref().map(|it| format!(" in `{it}`")).unwrap_or_default());
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    Some(format!(
        "`{first}`{more}{label} has mistakes, so not all of what it says was compared; `duly check` shows them"
    ))
}

/// Entities that were not there before, and so have nothing to be held against.
fn new_entities(now: &Version, then: &Version, pairs: &[Pair]) -> Option<String> {
    let before = entities(then);
    let compared = |name: &String| pairs.iter().any(|it| it.comparison.parties.subject.name == *name);
    let new: Vec<String> = entities(now).into_iter().filter(|it| !before.contains(it) && !compared(it)).collect();
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

/// The names of the entities of a version; one that no file declares has an empty one.
fn entities(version: &Version) -> Vec<String> {
    let parties = version.analysis.parties();
    parties.into_iter().filter(|it| it.kind == PartyKind::Entity).map(|it| it.name).collect()
}

fn pair(now: &Version, subject: &str, then: &Version, measure: &str) -> Result<Pair, Trouble> {
    let sides = [(&now.analysis, subject), (&then.analysis, measure)].map(|(analysis, name)| Side { analysis, name });
    let comparison = compare(&sides[0], &sides[1])?;
    Ok(Pair {
        comparison,
        analyses: duly_dsl::Both { subject: now.analysis.clone(), measure: then.analysis.clone() },
        labels: duly_dsl::Both { subject: now.label.clone(), measure: then.label.clone() },
    })
}

/// The same entities in two versions. One that is there only once is said to be new, or gone, by its being missing.
fn versions(now: &Version, then: &Version, named: Option<&str>) -> Result<Vec<Pair>, Trouble> {
    let (here, there) = (entities(now), entities(then));
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

/// Parties of one version: each entity against what it follows, or against what was named.
fn within(now: &Version, subject: Option<&str>, measure: Option<&str>) -> Result<Vec<Pair>, Trouble> {
    let subjects: Vec<String> = match subject {
        Some(name) => vec![name.to_owned()],
        None => entities(now).into_iter().filter(|it| Some(it.as_str()) != measure).collect(),
    };
    let mut pairs = Vec::new();
    let parties = now.analysis.parties();
    for subject in &subjects {
        match measure {
            Some(measure) => pairs.push(pair(now, subject, now, measure)?),
            None => {
                let Some(party) = parties.iter().find(|it| it.name == *subject) else {
                    // Says whom there is.
                    pairs.push(pair(now, subject, now, subject)?);
                    continue;
                };
                for guidance in &party.follows {
                    pairs.push(pair(now, subject, now, guidance)?);
                }
            }
        }
    }
    Ok(pairs)
}
