//! The command line of `duly export`.

use std::path::PathBuf;

use clap::ValueEnum;
use duly_dsl::Date;

use super::{Walk, day};

pub(super) const AFTER: &str = "\
Examples:
  duly export --to oscal-catalog un-hrdd -o un-hrdd.catalog.json
  duly export --to oscal-profile un-hrdd-strict -o strict.profile.json
  duly export --to oscal-mapping harbour-agency --baseline ungp
  duly export --to oscal-results --in my-rules/ -o results.json

What is exported follows OSCAL 1.2.1, as JSON. Ids follow from names: a line that moves or a
requirement that is added changes no other id. Files with mistakes are not exported, because an
export of what could be read of them would look cleaner than they are. Whether something is broken
or weaker changes nothing in how this ends; for that there are `duly check` and `duly compare`.

Exit codes:
  0  the document was written
  1  a file has mistakes, so nothing was written
  2  the command line is wrong, nothing has that name, or a file could not be read or written
  3  there was nothing to export";

/// `duly export`
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// A guidance; for a mapping or results, an entity [default: all there are, for a catalog or profile the only one]
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// What to write
    #[arg(long, value_enum, value_name = "MODEL")]
    pub(crate) to: Model,

    /// For a mapping: the entity or guidance to hold against [default: the guidance that is followed]
    #[arg(short, long, value_name = "MEASURE")]
    pub(crate) baseline: Option<String>,

    /// Where names are looked for
    #[arg(long = "in", value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// Write to this file instead of standard output: all of it, or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,

    /// The day to export for, by which waivers lapse and records age [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", env = "DULY_TODAY", hide_env_values = true, value_parser = day)]
    pub(crate) today: Option<Date>,

    #[command(flatten)]
    pub(crate) walk: Walk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Model {
    /// A guidance: its requirements by stage
    #[value(name = "oscal-catalog")]
    Catalog,
    /// A guidance that tailors another: what it takes over, and how it changes it
    #[value(name = "oscal-profile")]
    Profile,
    /// A comparison: how two sides stand to each other in each requirement
    #[value(name = "oscal-mapping")]
    Mapping,
    /// What `duly check` finds
    #[value(name = "oscal-results")]
    Results,
}
