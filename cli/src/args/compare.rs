//! The command line of `duly compare`.

use std::path::PathBuf;

use clap::ValueEnum;
use duly_dsl::{Date, Relation};

use super::{Color, Walk, day};

pub(super) const AFTER: &str = "\
Examples:
  duly compare                                   each entity here against the guidance it follows
  duly compare harbour-agency                    one entity against the guidance it follows
  duly compare harbour-agency --baseline ungp    the same against any other guidance
  duly compare one-agency other-agency           an entity against an entity
  duly compare --since origin/main               what a change strengthened and weakened
  duly compare new-rules/ --baseline old-rules/  two folders

SUBJECT is held against MEASURE: `weaker` and `missing` are what SUBJECT asks less. Turned round,
`weaker` becomes `stronger`, and `missing` becomes `added`.

Exit codes:
  0  nothing that fails
  1  something stands as --fail-on names it, or a text has mistakes
  2  the command line is wrong, or a file could not be read
  3  there was nothing to compare";

/// `duly compare`
#[derive(Debug, clap::Args)]
pub(crate) struct Compare {
    /// Whom to hold: an entity, a guidance or a folder [default: every entity]
    #[arg(value_name = "SUBJECT")]
    pub(crate) subject: Option<String>,

    /// Against whom: an entity, a guidance or a folder [default: the guidance that is followed]
    #[arg(value_name = "MEASURE")]
    pub(crate) measure: Option<String>,

    /// The same as MEASURE, for every entity if SUBJECT is left out
    #[arg(short, long, value_name = "MEASURE", conflicts_with = "measure")]
    pub(crate) baseline: Option<String>,

    /// Against the same entities as they were in this revision of git
    #[arg(long, value_name = "REV", conflicts_with_all = ["measure", "baseline"])]
    pub(crate) since: Option<String>,

    /// Where names are looked for
    #[arg(long = "in", value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// What fails; several, with commas between
    #[arg(long, value_enum, value_name = "HOW", value_delimiter = ',')]
    #[arg(default_values_t = [FailOn::Weaker, FailOn::Missing, FailOn::Incomparable, FailOn::Unknown, FailOn::Undecided])]
    pub(crate) fail_on: Vec<FailOn>,

    /// How to print what is found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CompareFormat::Text)]
    pub(crate) output_format: CompareFormat,

    /// Print every requirement, also those in which both sides are equal
    #[arg(long)]
    pub(crate) all: bool,

    /// Write to this file instead of standard output: all of it, or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,

    /// The day to compare for, by which waivers lapse and records age [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", env = "DULY_TODAY", hide_env_values = true, value_parser = day)]
    pub(crate) today: Option<Date>,

    /// Exit with 0 whatever is found
    #[arg(long)]
    pub(crate) exit_zero: bool,

    #[command(flatten)]
    pub(crate) walk: Walk,

    /// When to print in colour (NO_COLOR is respected)
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// What fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Something gets through that the measure does not let through
    Weaker,
    /// Nothing of it is done
    Missing,
    /// Each lets something through that the other does not
    Incomparable,
    /// A file does not say what it depends on
    Unknown,
    /// Too large to decide
    Undecided,
    /// Only a person can say, and nobody has
    Unjudged,
    /// Departed from by a waiver
    Waived,
    /// Nothing
    Nothing,
}

impl FailOn {
    /// Whether what stands so fails.
    pub(crate) fn names(self, relation: Relation) -> bool {
        let named = match self {
            Self::Weaker => Relation::Weaker,
            Self::Missing => Relation::Missing,
            Self::Incomparable => Relation::Incomparable,
            Self::Unknown => Relation::Unknown,
            Self::Undecided => Relation::Undecided,
            Self::Unjudged => Relation::ToBeJudged,
            Self::Waived => Relation::Waived,
            Self::Nothing => return false,
        };
        named == relation
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// For reading in a terminal
    Text,
    /// For a pull request
    Markdown,
    /// One page for a browser, to read, print and forward
    Html,
    /// For programs
    Json,
    /// A workbook for spreadsheets; needs --output-file, or standard output that is no terminal
    Xlsx,
}
