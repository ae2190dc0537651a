//! `duly compare`

mod pairs;

use std::io::{self, IsTerminal, Write};

use super::{Exit, in_color, print, say, today, unless_closed, width};
use crate::args::{Color, Compare, CompareFormat};
use crate::progress::Progress;
use crate::render::Style;
use crate::render::compare::{Report, html, json, markdown, text, xlsx};

/// Reads, compares, prints.
pub(crate) fn run(args: &Compare) -> Exit {
    if args.output_format == CompareFormat::Xlsx && args.output_file.is_none() && io::stdout().is_terminal() {
        say("a workbook cannot be shown in a terminal; name a file for it with `--output-file`");
        return Exit::Trouble;
    }
    let day = args.today.unwrap_or_else(today);
    let progress = Progress::begin(true);
    let compared = pairs::compare_all(args, day, &progress);
    drop(progress);
    let compared = match compared {
        Ok(compared) => compared,
        Err(pairs::Trouble { exit, words }) => {
            words.iter().for_each(|it| say(it));
            return exit;
        }
    };
    compared.troubles.iter().for_each(|it| say(it));
    let report = Report { today: day, pairs: compared.pairs, all: args.all };
    match show(args, &report) {
        Ok(()) if compared.unread => Exit::Trouble,
        Ok(()) if compared.mistaken && !args.exit_zero => Exit::Found,
        Ok(()) => exit(args, &report),
        Err(error) => {
            say(&format!("cannot write the comparison: {error}"));
            Exit::Trouble
        }
    }
}

fn show(args: &Compare, report: &Report) -> io::Result<()> {
    let to_file = args.output_file.is_some() && args.color == Color::Auto;
    let style = Style { color: !to_file && in_color(args.color), width: width() };
    let draw = |out: &mut dyn Write| match args.output_format {
        CompareFormat::Text => text::write(out, report, style),
        CompareFormat::Markdown => markdown::write(out, report),
        CompareFormat::Html => html::write(out, report),
        CompareFormat::Json => json::write(out, report),
        CompareFormat::Xlsx => xlsx::write(out, report),
    };
    match &args.output_file {
        Some(path) => unless_closed(duly_files::write(path, draw)),
        None => print(draw),
    }
}

/// The same for every form of output.
fn exit(args: &Compare, report: &Report) -> Exit {
    let fails = |relation| args.fail_on.iter().any(|it| it.names(relation));
    let relations = report.pairs.iter().flat_map(|it| {
        let rows = it.comparison.rows.iter().map(|row| row.relation);
        rows.chain(it.comparison.changes.iter().map(|change| change.relation))
    });
    let found = relations.into_iter().any(fails);
    if found && !args.exit_zero { Exit::Found } else { Exit::Clean }
}
