//! `duly keeps`

use std::io::{self, Write};

use super::reading::read;
use super::{Exit, in_color, print, say, unless_closed, width};
use crate::args::{Color, Keeps, KeepsFormat};
use crate::progress::Progress;
use crate::render::Style;
use crate::render::keeps::{Report, json, markdown, text};
use crate::render::summary::number;

/// Reads, decides, takes out step by step, prints.
pub(crate) fn run(args: &Keeps) -> Exit {
    let analysis = match read(&args.paths, &args.walk, args.today, Progress::begin(true)) {
        Ok(analysis) => analysis,
        Err(exit) => return exit,
    };
    let progress = Progress::begin(true);
    let keepings = analysis.keepings(&|done, all| {
        progress.tell(|| format!("taking out, one by one: {done} of {}", number(all, "step")));
    });
    drop(progress);
    let report = Report { files: &analysis.files, keepings, rules: analysis.rules_beside_one_another() };
    match show(args, &report) {
        Ok(()) => Exit::Clean,
        Err(error) => {
            say(&format!("cannot write the list: {error}"));
            Exit::Trouble
        }
    }
}

fn show(args: &Keeps, report: &Report<'_>) -> io::Result<()> {
    let to_file = args.output_file.is_some() && args.color == Color::Auto;
    let style = Style { color: !to_file && in_color(args.color), width: width() };
    let draw = |out: &mut dyn Write| match args.output_format {
        KeepsFormat::Text => text::write(out, report, style),
        KeepsFormat::Markdown => markdown::write(out, report),
        KeepsFormat::Json => json::write(out, report),
    };
    match &args.output_file {
        Some(path) => unless_closed(duly_files::write(path, draw)),
        None => print(draw),
    }
}
