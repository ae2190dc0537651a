//! The command line. The doc comments below are what `--help` prints.

mod compare;
mod export;
mod show;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
pub(crate) use compare::{Compare, CompareFormat};
use duly_dsl::{Date, Severity};
pub(crate) use export::{Export, Model};
pub(crate) use show::{Checklist, ChecklistFormat, Graph, GraphFormat, Keeps, KeepsFormat};

/// Checks procedures against guidance on human rights due diligence, and shows the run that gets past it.
#[derive(Debug, Parser)]
#[command(name = "duly", version, max_term_width = 100, after_help = EXITS)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXITS: &str = "\
Exit codes:
  0  nothing found at or above the level that fails
  1  something found
  2  the command line is wrong, or a file could not be read
  3  there was nothing to check";

const RULES: &str = "\
Examples:
  duly rules                                   what ships, by stage
  duly rules --output-format csv my-guidance/  your own, for a spreadsheet
  duly rules --trace --guidance un-hrdd examples/*/ cases/*.duly

With --trace, each PATH is checked by itself, as `duly check PATH` would. For each expectation
of the guidance the table shows the requirements that answer it, and for each of these the
first PATH where it is broken and the first where it is kept; a PATH where it is kept for one
use and broken for another counts as broken. Expectations that no requirement answers are
shown with the reason why not.

Exit codes:
  0  the list was printed
  2  the command line is wrong, or a file could not be read";

const FORMAT: &str = "\
Only white space changes. No word, text or comment is changed, and line breaks are kept where possible.
A file with a mistake in it is named and left alone.

Exit codes:
  0  all files are in house style, or are now
  1  with --check or --diff, a file is not
  2  the command line is wrong, or a file could not be read, understood or written
  3  there was nothing to format";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check .duly files and print what is found
    #[command(after_help = EXITS)]
    Check(Check),
    /// Hold rules against guidance, against other rules, or against what they were
    #[command(after_help = compare::AFTER)]
    Compare(Compare),
    /// Write guidance, comparisons and findings as OSCAL, the interchange format of this field
    #[command(after_help = export::AFTER)]
    Export(Export),
    /// Set .duly files in house style
    #[command(after_help = FORMAT)]
    Format(Layout),
    /// Explain a code, a name, a requirement or a term
    Explain(Explain),
    /// List what guidance asks, and where each rule is broken and kept
    #[command(after_help = RULES)]
    Rules(Rules),
    /// Draw a procedure, with the run that gets past a requirement marked in it
    #[command(after_help = show::GRAPH)]
    Graph(Graph),
    /// List the steps that will be taken for one registered use, to be ticked off
    #[command(after_help = show::CHECKLIST)]
    Checklist(Checklist),
    /// Show which step keeps which requirement, and what would be lost without it
    #[command(after_help = show::KEEPS)]
    Keeps(Keeps),
    /// Serve an editor, which starts it and speaks to it over standard input and output
    Server(Server),
    /// Print the version
    Version,
}

/// `duly check`
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Files and folders to check; `-` reads one text from standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// How to print what is found
    #[arg(long, value_enum, value_name = "FORMAT", env = "DULY_OUTPUT_FORMAT", hide_env_values = true)]
    #[arg(default_value_t = Format::Full)]
    pub(crate) output_format: Format,

    /// Write to this file instead of standard output: all of it, or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,

    /// The day to check for, by which waivers lapse and records age [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", env = "DULY_TODAY", hide_env_values = true, value_parser = day)]
    pub(crate) today: Option<Date>,

    /// Exit with 1 if something at or above this level is found
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = Level::Error)]
    pub(crate) fail_level: Level,

    /// Exit with 0 whatever is found
    #[arg(long)]
    pub(crate) exit_zero: bool,

    /// Exit with 0 if there is nothing to check
    #[arg(long)]
    pub(crate) allow_empty: bool,

    /// The name of the text on standard input
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) walk: Walk,

    /// When to print in colour (NO_COLOR is respected)
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// Print what is found and nothing else
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// `duly format`
#[derive(Debug, clap::Args)]
pub(crate) struct Layout {
    /// Files and folders to format; `-` formats standard input onto standard output
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// Write nothing; name the files that would change, and exit with 1 if there are any
    #[arg(long)]
    pub(crate) check: bool,

    /// Write nothing; print what would change, and exit with 1 if anything would
    #[arg(long)]
    pub(crate) diff: bool,

    /// Exit with 0 if there is nothing to format
    #[arg(long)]
    pub(crate) allow_empty: bool,

    /// The name of the text on standard input
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) walk: Walk,

    /// Do not say how many files there were
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// `duly explain`
#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    /// A code (DLY201), a name (unreachable-step), a requirement or a term
    #[arg(value_name = "CODE|NAME|REQUIREMENT")]
    pub(crate) name: String,

    /// Files and folders with requirements of your own
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// How to print the page
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PageFormat::Text)]
    pub(crate) output_format: PageFormat,

    #[command(flatten)]
    pub(crate) walk: Walk,

    /// When to print in colour (NO_COLOR is respected)
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// `duly rules`
#[derive(Debug, clap::Args)]
pub(crate) struct Rules {
    /// Files and folders with guidance of your own; with --trace, examples
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// The guidance to list [default: what PATH declares, or else what ships, without its profiles]
    #[arg(short, long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) guidance: Vec<String>,

    /// Lead from each expectation to its requirements, and to examples of them
    #[arg(long)]
    pub(crate) trace: bool,

    /// How to print the list
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RulesFormat::Text)]
    pub(crate) output_format: RulesFormat,

    /// Write to this file instead of standard output: all of it, or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,

    /// The day to check examples for [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", env = "DULY_TODAY", hide_env_values = true, value_parser = day)]
    pub(crate) today: Option<Date>,

    #[command(flatten)]
    pub(crate) walk: Walk,

    /// When to print in colour (NO_COLOR is respected)
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// `duly server`
#[derive(Debug, clap::Args)]
pub(crate) struct Server {
    /// Accepted because editors add it
    #[arg(long, hide = true)]
    stdio: bool,
}

/// What to leave out when folders are searched.
#[derive(Debug, clap::Args)]
pub(crate) struct Walk {
    /// Leave out what .gitignore names (the default)
    #[arg(long, overrides_with = "no_respect_gitignore", hide = true)]
    respect_gitignore: bool,

    /// Search what .gitignore names, too
    #[arg(long, overrides_with = "respect_gitignore")]
    no_respect_gitignore: bool,
}

impl Walk {
    /// Whether what `.gitignore` names is left out.
    pub(crate) fn gitignore(&self) -> bool {
        !self.no_respect_gitignore
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the lines it is about, why it matters and what to do
    Full,
    /// One line each
    Concise,
    /// One line each, below the name of the file
    Grouped,
    /// For programs
    Json,
    /// For programs: each finding as an object on a line of its own
    JsonLines,
    /// For code scanning, with rules, runs and waivers
    Sarif,
    /// For GitHub Actions: marks at the lines, then the full report; and a summary of the step
    Github,
    /// For GitLab: a Code Quality report
    Gitlab,
    /// For lists of tests
    Junit,
    /// For readers of Checkstyle
    Checkstyle,
    /// For reviewdog
    Rdjson,
    /// For Azure Pipelines: its issues, then the full report
    Azure,
    /// For a pull request
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// For reading in a terminal
    Text,
    /// As it is written
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    /// For reading in a terminal
    Text,
    /// Tables for a page
    Markdown,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    Error,
    Warning,
    Info,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Info => Self::Info,
        }
    }
}

/// A day, written in the one way that cannot be misread.
fn day(text: &str) -> Result<Date, String> {
    let wrong = || "a day is written 2026-03-01, and must be in the calendar".to_owned();
    let shape = text.len() == 10 && text.bytes().all(|b| b == b'-' || b.is_ascii_digit());
    if shape { text.parse().map_err(|_| wrong()) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_day_is_written_in_one_way() {
        assert!(day("2026-03-01").is_ok());
        for wrong in ["2026-3-1", "20260301", "2026-02-30", "01.03.2026", "2026-03-01T00:00"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_later_of_two_opposite_flags_wins() {
        let gitignore = |flags: &[&str]| {
            let line = ["duly", "check"].iter().chain(flags);
            match Args::parse_from(line).command {
                Command::Check(check) => check.walk.gitignore(),
                other => unreachable!("{other:?}"),
            }
        };
        assert!(gitignore(&[]));
        assert!(!gitignore(&["--no-respect-gitignore"]));
        assert!(gitignore(&["--no-respect-gitignore", "--respect-gitignore"]));
    }
}
