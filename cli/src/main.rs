//! Duly on the command line: parse, dispatch, exit.

mod args;
mod clean;
mod command;
mod progress;
mod render;

use std::io::Write;
use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::command::Exit;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return no_command(&error).into(),
    };
    let run = || match args.command {
        Command::Check(check) => command::check::run(&check),
        Command::Compare(compare) => command::compare::run(&compare),
        Command::Export(export) => command::export::run(&export),
        Command::Format(layout) => command::format::run(&layout),
        Command::Explain(explain) => command::explain::run(&explain),
        Command::Rules(rules) => command::rules::run(&rules),
        Command::Graph(graph) => command::graph::run(&graph),
        Command::Checklist(list) => command::checklist::run(&list),
        Command::Keeps(keeps) => command::keeps::run(&keeps),
        Command::Server(_) => command::server::run(),
        Command::Version => command::version::run(),
    };
    catch_unwind(run).unwrap_or_else(|_| our_mistake()).into()
}

/// Help and version are asked for; everything else is a mistake in the command line.
fn no_command(error: &clap::Error) -> Exit {
    let _closed_pipe = error.print();
    if error.use_stderr() { Exit::Trouble } else { Exit::Clean }
}

/// What went wrong has been printed already; this says whose mistake it is.
fn our_mistake() -> Exit {
    let words = "duly: this is a mistake in Duly itself, not in your files; please report the lines above";
    let _closed_pipe = writeln!(std::io::stderr().lock(), "{words}");
    Exit::Trouble
}
