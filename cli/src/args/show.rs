//! The command line: pictures and lists for those who want to understand rules.

use std::path::PathBuf;

use clap::ValueEnum;
use duly_dsl::Date;

use super::{Color, Walk, day};

pub(super) const GRAPH: &str = "\
Examples:
  duly graph adopt-tool > adopt-tool.svg
  duly graph agency.adopt-tool --requirement look-first -o broken.svg
  duly graph adopt-tool --output-format mermaid my-rules/

Where requirements are broken in the procedure, the gravest run that breaks one is marked in it; with
--requirement, the run that breaks that one. The same picture is shown in the editor.

Exit codes:
  0  the procedure was drawn
  2  the command line is wrong, nothing has that name, or a file could not be read or written
  3  there was nothing to read";

pub(super) const CHECKLIST: &str = "\
Examples:
  duly checklist biometric-registration > checklist.md
  duly checklist agency.biometric-registration --output-format html -o checklist.html

The list has the steps to which the runs of the use come under the facts that are stated. Where a
condition hangs on something that no file states, both ways are listed, under the condition.

Exit codes:
  0  the list was printed
  2  the command line is wrong, nothing has that name, or a file could not be read or written
  3  there was nothing to read";

pub(super) const KEEPS: &str = "\
Each step is taken out of account, and what could hang on it is decided again; all else stays as it
is. What is then worse would be lost without it. Where several steps keep the same, nothing is lost
without one of them; that is said too. It says nothing of why a step is there besides.

Exit codes:
  0  the list was printed
  2  the command line is wrong, nothing has that name, or a file could not be read or written
  3  there was nothing to read";

/// `duly graph`
#[derive(Debug, clap::Args)]
pub(crate) struct Graph {
    /// The procedure, as `name` or `entity.name`
    #[arg(value_name = "PROCEDURE")]
    pub(crate) procedure: String,

    /// Files and folders to read
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// How to draw it
    #[arg(long, alias = "format", value_enum, value_name = "FORMAT", default_value_t = GraphFormat::Svg)]
    pub(crate) output_format: GraphFormat,

    /// Mark the run that breaks this requirement [default: the gravest there is]
    #[arg(short, long, value_name = "NAME")]
    pub(crate) requirement: Option<String>,

    /// Write to this file instead of standard output: all of it, or nothing
    #[arg(short, long, alias = "output", value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,

    /// The day to check for, by which waivers lapse and records age [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", env = "DULY_TODAY", hide_env_values = true, value_parser = day)]
    pub(crate) today: Option<Date>,

    #[command(flatten)]
    pub(crate) walk: Walk,
}

/// `duly checklist`
#[derive(Debug, clap::Args)]
pub(crate) struct Checklist {
    /// What is registered, as `name` or `entity.name`
    #[arg(value_name = "USE")]
    pub(crate) subject: String,

    /// Files and folders to read
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// How to print the list
    #[arg(long, alias = "format", value_enum, value_name = "FORMAT", default_value_t = ChecklistFormat::Markdown)]
    pub(crate) output_format: ChecklistFormat,

    /// Write to this file instead of standard output: all of it, or nothing
    #[arg(short, long, alias = "output", value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,

    /// The day to check for, by which waivers lapse and records age [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", env = "DULY_TODAY", hide_env_values = true, value_parser = day)]
    pub(crate) today: Option<Date>,

    #[command(flatten)]
    pub(crate) walk: Walk,
}

/// `duly keeps`
#[derive(Debug, clap::Args)]
pub(crate) struct Keeps {
    /// Files and folders to read
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// How to print the list
    #[arg(long, alias = "format", value_enum, value_name = "FORMAT", default_value_t = KeepsFormat::Text)]
    pub(crate) output_format: KeepsFormat,

    /// Write to this file instead of standard output: all of it, or nothing
    #[arg(short, long, alias = "output", value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,

    /// The day to check for, by which waivers lapse and records age [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", env = "DULY_TODAY", hide_env_values = true, value_parser = day)]
    pub(crate) today: Option<Date>,

    #[command(flatten)]
    pub(crate) walk: Walk,

    /// When to print in colour (NO_COLOR is respected)
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// A picture for pages and editors
    Svg,
    /// For Graphviz
    Dot,
    /// For Markdown on many websites
    Mermaid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChecklistFormat {
    /// With boxes to tick
    Markdown,
    /// One page for a browser and for paper
    Html,
    /// For spreadsheets
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeepsFormat {
    /// For reading in a terminal
    Text,
    /// Tables for a page
    Markdown,
    /// For programs
    Json,
}
