//! `duly checklist`

use std::io::{self, Write};

use duly_dsl::{Checklist, Severity};

use super::reading::{quoted, read};
use super::{Exit, print, say, unless_closed};
use crate::args::{Checklist as Args, ChecklistFormat};
use crate::progress::Progress;
use crate::render::checklist::{csv, html, markdown};

/// So many names are offered.
const OFFERED: usize = 8;

/// Reads, decides, lists.
pub(crate) fn run(args: &Args) -> Exit {
    let analysis = match read(&args.paths, &args.walk, args.today, Progress::begin(true)) {
        Ok(analysis) => analysis,
        Err(exit) => return exit,
    };
    let lists = match analysis.checklists(&args.subject) {
        Ok(lists) => lists,
        Err(mut known) => {
            known.truncate(OFFERED);
            let known = if known.is_empty() { "nothing is".to_owned() } else { format!("there is {}", quoted(&known)) };
            say(&format!("nothing is registered as `{}`; {known}", args.subject));
            return Exit::Trouble;
        }
    };
    if analysis.diagnostics.iter().any(|it| it.finding.is_none() && it.severity == Severity::Error) {
        say("the files have mistakes, so something may be missing from the list; see `duly check`");
    }
    match show(args, &lists) {
        Ok(()) => Exit::Clean,
        Err(error) => {
            say(&format!("cannot write the list: {error}"));
            Exit::Trouble
        }
    }
}

fn show(args: &Args, lists: &[Checklist]) -> io::Result<()> {
    let draw = |out: &mut dyn Write| match args.output_format {
        ChecklistFormat::Markdown => markdown::write(out, lists),
        ChecklistFormat::Html => html::write(out, lists),
        ChecklistFormat::Csv => csv::write(out, lists),
    };
    match &args.output_file {
        Some(path) => unless_closed(duly_files::write(path, draw)),
        None => print(draw),
    }
}
