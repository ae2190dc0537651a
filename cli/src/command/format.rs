//! `duly format`

use std::io;
use std::path::PathBuf;

use duly_dsl::{Formatted, SourceFile};
use duly_files::{Failure, Found, Request};

use super::{Exit, here, print, say};
use crate::args::Layout;
use crate::clean;
use crate::render::diff;
use crate::render::summary::number;

/// What came of the files.
#[derive(Debug, Default)]
struct Tally {
    /// In house style already.
    kept: usize,
    /// Changed, or would be.
    changed: usize,
    /// Left alone for a mistake, or for what the system said.
    failed: usize,
}

/// Reads, sets, writes.
pub(crate) fn run(args: &Layout) -> Exit {
    let stdin = args.paths.iter().any(|path| path.as_os_str() == "-");
    if stdin && args.paths.len() > 1 {
        say("`-` stands for the one text on standard input; format files without it");
        return Exit::Trouble;
    }
    if args.stdin_filename.is_some() && !stdin {
        say("`--stdin-filename` needs `-` as the path; without it, standard input is not read");
        return Exit::Trouble;
    }
    let done = if stdin { standard_input(args) } else { files(args) };
    match done {
        Ok(exit) => exit,
        Err(error) => {
            say(&format!("cannot write to standard output: {error}"));
            Exit::Trouble
        }
    }
}

fn standard_input(args: &Layout) -> io::Result<Exit> {
    let (here, gitignore) = (here(), args.walk.gitignore());
    let request = Request { here: &here, paths: &args.paths, stdin_name: args.stdin_filename.as_deref(), gitignore };
    let texts = duly_files::gather(&request, |_, _| {});
    for Failure { what, why, .. } in &texts.failures {
        say(&format!("cannot read {what}: {why}"));
    }
    let mut tally = Tally { failed: texts.failures.len(), ..Tally::default() };
    for (name, old) in &texts.texts {
        let Some(new) = set(name, old, &mut tally) else { continue };
        if args.check || args.diff {
            show(args, name, old, &new)?;
        } else {
            print(|out| out.write_all(new.as_bytes()))?;
        }
    }
    Ok(exit(args, &tally))
}

fn files(args: &Layout) -> io::Result<Exit> {
    let paths: Vec<&PathBuf> = args.paths.iter().collect();
    let (mut found, mut failures) = duly_files::find(&paths, &here(), args.walk.gitignore());
    found.sort_by(|a, b| a.name.cmp(&b.name));
    failures.sort();
    for Failure { what, why, .. } in &failures {
        say(&format!("cannot read `{what}`: {why}"));
    }
    if found.is_empty() && failures.is_empty() {
        return Ok(nothing(args));
    }
    let mut tally = Tally { failed: failures.len(), ..Tally::default() };
    for file in &found {
        one(args, file, &mut tally)?;
    }
    if !args.quiet {
        let words = summary(args, &tally);
        // Whoever keeps a difference wants no word after it.
        if args.diff { say(&words) } else { print(|out| writeln!(out, "{words}"))? }
    }
    Ok(exit(args, &tally))
}

fn one(args: &Layout, file: &Found, tally: &mut Tally) -> io::Result<()> {
    let old = match duly_files::read(&file.path) {
        Ok(old) => old,
        Err(why) => {
            say(&format!("cannot read `{}`: {why}", file.name));
            tally.failed += 1;
            return Ok(());
        }
    };
    let Some(new) = set(&file.name, &old, tally) else { return Ok(()) };
    if new == old {
        return Ok(());
    }
    if args.check || args.diff {
        return show(args, &file.name, &old, &new);
    }
    if let Err(why) = duly_files::replace(&file.path, &old, &new) {
        say(&format!("cannot write `{}`: {why}; it is left as it is", file.name));
        tally.changed -= 1;
        tally.failed += 1;
    }
    Ok(())
}

/// A text in house style; nothing, and a word about it, if it has a mistake.
fn set(name: &str, old: &str, tally: &mut Tally) -> Option<String> {
    match duly_dsl::format(old) {
        Formatted::Text(new) => {
            let count = if new == old { &mut tally.kept } else { &mut tally.changed };
            *count += 1;
            Some(new)
        }
        Formatted::LeftAlone { at, message } => {
            let at = SourceFile::new(name.into(), old.into(), false).position(at.start);
            let (line, column) = (at.line, at.column);
            say(&format!("cannot format `{name}`: on line {line}, column {column}, {message}; it is left as it is"));
            tally.failed += 1;
            None
        }
    }
}

/// Shows what would change, or that something would.
fn show(args: &Layout, name: &str, old: &str, new: &str) -> io::Result<()> {
    match old == new {
        true => Ok(()),
        false if args.diff => print(|out| diff::write(out, name, old, new)),
        false => print(|out| writeln!(out, "would format: {}", clean::line(name))),
    }
}

/// `2 files formatted, 5 files left as they were, 1 file could not be`
fn summary(args: &Layout, tally: &Tally) -> String {
    let Tally { kept, changed, failed } = *tally;
    let would = args.check || args.diff;
    let mut words = Vec::new();
    if changed > 0 {
        words.push(number(changed, "file") + if would { " would be formatted" } else { " formatted" });
    }
    if kept > 0 {
        words.push(number(kept, "file") + " in house style already");
    }
    if failed > 0 {
        words.push(number(failed, "file") + " could not be formatted");
    }
    words.join(", ")
}

fn nothing(args: &Layout) -> Exit {
    if args.allow_empty {
        return Exit::Clean;
    }
    let places: Vec<_> = args.paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let places = places.join(", ");
    say(&format!("nothing to format: no `.duly` text under {places}; `--allow-empty` accepts that"));
    Exit::Empty
}

fn exit(args: &Layout, tally: &Tally) -> Exit {
    match tally {
        Tally { failed: 1.., .. } => Exit::Trouble,
        Tally { changed: 1.., .. } if args.check || args.diff => Exit::Found,
        _ => Exit::Clean,
    }
}
