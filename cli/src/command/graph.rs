//! `duly graph`

use std::io::{self, Write};

use duly_dsl::{Analysis, Chart, Described};

use super::reading::{quoted, read};
use super::{Exit, print, say, unless_closed};
use crate::args::{Graph, GraphFormat};
use crate::progress::Progress;
use crate::render::graph::{dot, mermaid};

/// Reads, decides, draws.
pub(crate) fn run(args: &Graph) -> Exit {
    let analysis = match read(&args.paths, &args.walk, args.today, Progress::begin(true)) {
        Ok(analysis) => analysis,
        Err(exit) => return exit,
    };
    let procedure = match procedure(&analysis, &args.procedure) {
        Ok(procedure) => procedure,
        Err(why) => return trouble(&why),
    };
    let run = match which_run(args, &analysis, &procedure) {
        Ok(run) => run,
        Err(why) => return trouble(&why),
    };
    match draw(args, &analysis, &procedure, run) {
        Ok(true) => Exit::Clean,
        Ok(false) => trouble(&format!("`{}` cannot be drawn", args.procedure)),
        Err(error) => trouble(&format!("cannot write the picture: {error}")),
    }
}

fn trouble(why: &str) -> Exit {
    say(why);
    Exit::Trouble
}

fn procedure(analysis: &Analysis, name: &str) -> Result<Described, String> {
    let mut found = analysis.procedures_called(name).map_err(|near| match near.as_slice() {
        [] => format!("there is no procedure called `{name}`"),
        near => format!("there is no procedure called `{name}`; there is {}", quoted(near)),
    })?;
    if found.len() > 1 {
        let names: Vec<String> = found.iter().map(Described::full_name).collect();
        return Err(format!("several procedures are called `{name}`: say which of {}", quoted(&names)));
    }
    found.pop().ok_or_else(|| format!("there is no procedure called `{name}`"))
}

/// The run to mark, by the number of its diagnostic. That there is none to mark for a requirement is said.
fn which_run(args: &Graph, analysis: &Analysis, procedure: &Described) -> Result<Option<usize>, String> {
    let Some(requirement) = args.requirement.as_deref() else {
        return Ok(analysis.gravest_run(procedure.at, None));
    };
    if !analysis.is_asked(requirement) {
        return Err(match analysis.explain(requirement) {
            Ok(_) => format!("nobody here is asked to keep `{requirement}`"),
            Err(near) if near.is_empty() => format!("there is no requirement called `{requirement}`"),
            Err(near) => format!("there is no requirement called `{requirement}`; did you mean {}?", quoted(&near)),
        });
    }
    let run = analysis.gravest_run(procedure.at, Some(requirement));
    if run.is_none() {
        say(&format!("no run of `{}` is known to break `{requirement}`; it is drawn without one", procedure.name));
    }
    Ok(run)
}

/// Draws it; says whether there was anything to draw.
fn draw(args: &Graph, analysis: &Analysis, procedure: &Described, run: Option<usize>) -> io::Result<bool> {
    let text = match args.output_format {
        GraphFormat::Svg => analysis.picture(procedure.at, run).map(|it| it.svg),
        GraphFormat::Dot => analysis.chart(procedure.at, run).map(|it| dot::drawn(&it)),
        GraphFormat::Mermaid => analysis.chart(procedure.at, run).map(|it| by_mermaid(&it)),
    };
    let Some(text) = text else { return Ok(false) };
    let write = |out: &mut dyn Write| out.write_all(text.as_bytes());
    match &args.output_file {
        Some(path) => unless_closed(duly_files::write(path, write)),
        None => print(write),
    }?;
    Ok(true)
}

fn by_mermaid(chart: &Chart) -> String {
    if chart.ways.len() > mermaid::MOST {
        say(&format!(
            "the picture has {} lines; where no more than {} are allowed, Mermaid draws none of it",
            chart.ways.len(),
            mermaid::MOST
        ));
    }
    mermaid::drawn(chart)
}
