//! `duly check`

use std::io::{self, Write};
use std::path::PathBuf;

use duly_dsl::{Analysis, Severity, Workspace};
use duly_files::{Failure, Request, Texts};

use super::{Exit, here, in_color, print, say, today, unless_closed, width};
use crate::args::{Check, Color, Format};
use crate::progress::Progress;
use crate::render::report::Report;
use crate::render::root::Root;
use crate::render::summary::{Summary, number};
use crate::render::{Style, digest};

/// Reads, decides, prints.
pub(crate) fn run(args: &Check) -> Exit {
    if args.stdin_filename.is_some() && !args.paths.iter().any(|path| path.as_os_str() == "-") {
        say("`--stdin-filename` needs `-` among the paths; without it, standard input is not read");
        return Exit::Trouble;
    }
    let today = args.today.unwrap_or_else(today);
    let progress = Progress::begin(!args.quiet);
    let texts = read(args, &progress);
    let (files, failures) = (texts.texts.len(), texts.failures);
    if files == 0 && !(failures.is_empty() && args.allow_empty) {
        drop(progress);
        return nothing(args, &failures);
    }
    progress.tell(|| format!("checking {}", number(files, "file")));
    let mut workspace = Workspace::new(today);
    for (name, text) in texts.texts {
        workspace.set(name, text);
    }
    let analysis = workspace.analyze();
    drop(progress);
    complain(&failures);
    if analysis.is_empty() && failures.is_empty() && !args.allow_empty {
        say("nothing to check: the files declare nothing; `--allow-empty` accepts that");
        return Exit::Empty;
    }
    let report = Report {
        analysis: &analysis,
        today,
        summary: &Summary::of(&analysis, files, failures.len()),
        failures: &failures,
        root: &Root::of(&here(), |folder| folder.join(".git").exists()),
        style: style(args),
        quiet: args.quiet,
    };
    match write(args, &report) {
        Ok(()) => exit(args, &analysis, &failures),
        Err(error) => {
            say(&format!("cannot write the report: {error}"));
            Exit::Trouble
        }
    }
}

fn read(args: &Check, progress: &Progress) -> Texts {
    progress.tell(|| "looking for files".to_owned());
    let request = Request {
        here: &here(),
        paths: &args.paths,
        stdin_name: args.stdin_filename.as_deref(),
        gitignore: args.walk.gitignore(),
    };
    duly_files::gather(&request, |done, all| progress.tell(|| format!("reading: {done} of {}", number(all, "file"))))
}

fn complain(failures: &[Failure]) {
    for Failure { what, why, .. } in failures {
        say(&format!("cannot read `{what}`: {why}"));
    }
}

/// Nothing was read: either there was nothing, or it could not be.
fn nothing(args: &Check, failures: &[Failure]) -> Exit {
    complain(failures);
    if !failures.is_empty() {
        return Exit::Trouble;
    }
    let place = |path: &std::path::PathBuf| match path.to_str() {
        Some("-") => "on standard input".to_owned(),
        _ => format!("under `{}`", path.display()),
    };
    let places: Vec<_> = args.paths.iter().map(place).collect();
    let aside = if args.walk.gitignore() { "hidden files and what .gitignore names are" } else { "hidden files are" };
    let places = places.join(", ");
    say(&format!("nothing to check: no `.duly` text {places} ({aside} left out); `--allow-empty` accepts that"));
    Exit::Empty
}

fn style(args: &Check) -> Style {
    let to_file = args.output_file.is_some() && args.color == Color::Auto;
    Style { color: !to_file && in_color(args.color), width: width() }
}

fn write(args: &Check, report: &Report<'_>) -> io::Result<()> {
    let draw = |out: &mut dyn Write| report.write(args.output_format, out);
    match &args.output_file {
        Some(path) => unless_closed(duly_files::write(path, draw))?,
        None => print(draw)?,
    }
    match std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) {
        Some(path) if args.output_format == Format::Github => summarize(&PathBuf::from(path), report),
        _ => Ok(()),
    }
}

/// Adds a digest to the summary of the step, of which GitHub takes so much and otherwise nothing.
fn summarize(path: &std::path::Path, report: &Report<'_>) -> io::Result<()> {
    const MOST: usize = 1024 * 1024;
    duly_files::append(path, |before| {
        let mut text = Vec::new();
        digest::write(&mut text, report, MOST.saturating_sub(before))?;
        Ok(text)
    })
}

/// What could not be read weighs more than what was found in the rest.
fn exit(args: &Check, analysis: &Analysis, failures: &[Failure]) -> Exit {
    let level = Severity::from(args.fail_level);
    let found = analysis.diagnostics.iter().any(|diagnostic| diagnostic.severity >= level);
    match (failures.is_empty(), found && !args.exit_zero) {
        (false, _) => Exit::Trouble,
        (true, true) => Exit::Found,
        (true, false) => Exit::Clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Args, Command};
    use clap::Parser;
    use duly_dsl::{Diagnostic, FileId, Place, Span};

    fn exit_of(severity: Option<Severity>, flags: &[&str], failures: &[Failure]) -> Exit {
        let line = ["duly", "check"].iter().chain(flags);
        let Command::Check(args) = Args::parse_from(line).command else { unreachable!() };
        let at = Place { file: FileId(0), span: Span::new(0, 0) };
        let found = severity.map(|severity| Diagnostic::new("DLY101", "unknown-name", severity, at, "x"));
        let mut analysis = Workspace::new(today()).analyze();
        analysis.diagnostics = found.into_iter().collect();
        exit(&args, &analysis, failures)
    }

    #[test]
    fn the_level_that_fails_is_the_readers_choice() {
        assert_eq!(exit_of(None, &[], &[]), Exit::Clean);
        assert_eq!(exit_of(Some(Severity::Error), &[], &[]), Exit::Found);
        assert_eq!(exit_of(Some(Severity::Warning), &[], &[]), Exit::Clean);
        assert_eq!(exit_of(Some(Severity::Warning), &["--fail-level", "warning"], &[]), Exit::Found);
        assert_eq!(exit_of(Some(Severity::Info), &["--fail-level", "info"], &[]), Exit::Found);
        assert_eq!(exit_of(Some(Severity::Error), &["--exit-zero"], &[]), Exit::Clean);
    }

    #[test]
    fn what_could_not_be_read_outweighs_what_was_found() {
        let failure = Failure { what: "a".into(), why: "b".into(), named: true };
        assert_eq!(exit_of(Some(Severity::Error), &["--exit-zero"], &[failure]), Exit::Trouble);
    }
}
