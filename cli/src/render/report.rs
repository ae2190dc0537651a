//! What `duly check` has to tell, and the one list of the forms that it can be told in.

use std::io::{self, Write};

use duly_dsl::{Analysis, Date, Diagnostic};
use duly_files::Failure;

use super::guard::{Guard, Kind};
use super::root::Root;
use super::summary::Summary;
use super::{Style, azure, checkstyle, concise, digest, full, github, gitlab, grouped, json, junit, rdjson, sarif};
use crate::args::Format;

/// An answer with all that may be said about how it was come by.
pub(crate) struct Report<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) today: Date,
    pub(crate) summary: &'a Summary,
    /// What could not be read.
    pub(crate) failures: &'a [Failure],
    /// Where the repository begins.
    pub(crate) root: &'a Root,
    pub(crate) style: Style,
    /// Whether the last line, which counts, is left out for people.
    pub(crate) quiet: bool,
}

impl Report<'_> {
    /// Writes the report in one of its forms.
    pub(crate) fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        let Self { analysis, today, summary, style, .. } = *self;
        match format {
            Format::Full => self.words(out, |out| full::write(out, analysis, style)),
            Format::Concise => self.words(out, |out| concise::write(out, analysis)),
            Format::Grouped => self.words(out, |out| grouped::write(out, analysis)),
            Format::Json => Guard::around(out, Kind::Json, |out| json::write(out, analysis, today, summary)),
            Format::JsonLines => Guard::around(out, Kind::Json, |out| json::write_lines(out, analysis)),
            Format::Sarif => Guard::around(out, Kind::Json, |out| sarif::write(out, self)),
            Format::Gitlab => Guard::around(out, Kind::Json, |out| gitlab::write(out, self)),
            Format::Rdjson => Guard::around(out, Kind::Json, |out| rdjson::write(out, analysis)),
            Format::Junit => Guard::around(out, Kind::Xml, |out| junit::write(out, self)),
            Format::Checkstyle => Guard::around(out, Kind::Xml, |out| checkstyle::write(out, self)),
            Format::Markdown => Guard::around(out, Kind::Words, |out| digest::write(out, self, usize::MAX)),
            Format::Github => {
                github::write(out, self)?;
                self.write(Format::Full, out)
            }
            Format::Azure => {
                azure::write(out, self)?;
                self.write(Format::Full, out)
            }
        }
    }

    /// Every file that was checked, and what ships if something is found there, with its findings.
    pub(crate) fn by_file(&self) -> Vec<(&str, Vec<&Diagnostic>)> {
        let mut all: Vec<_> = self.analysis.files.iter().map(|it| (it, Vec::new())).collect();
        for diagnostic in &self.analysis.diagnostics {
            if let Some((_, found)) = all.get_mut(diagnostic.at.file.0 as usize) {
                found.push(diagnostic);
            }
        }
        let kept = all.into_iter().filter(|(file, found)| !file.shipped || !found.is_empty());
        kept.map(|(file, found)| (&*file.path, found)).collect()
    }

    fn words(&self, out: &mut dyn Write, draw: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        Guard::around(out, Kind::Words, |out| {
            draw(out)?;
            if self.quiet { Ok(()) } else { self.summary.write(out) }
        })
    }
}
