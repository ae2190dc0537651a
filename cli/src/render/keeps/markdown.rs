//! As tables in Markdown.

use std::io::{self, Write};

use duly_dsl::{Keeping, Reach, StepKeeps};

use super::{Report, counts, heading, loss, named, place, reach_title, reached, share};
use crate::render::markdown::{code, head, row, words};

/// Writes the tables.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    for (at, keeping) in report.keepings.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        one(out, report, keeping)?;
    }
    if !report.rules.is_empty() {
        writeln!(out, "\n## Requirements beside one another\n")?;
        report.rules.iter().try_for_each(|it| writeln!(out, "- {}", words(it)))?;
    }
    Ok(())
}

fn one(out: &mut dyn Write, report: &Report<'_>, keeping: &Keeping) -> io::Result<()> {
    writeln!(out, "# {}\n\n{}.", words(heading(keeping)), words(&counts(keeping)))?;
    for steps in keeping.steps.chunk_by(|one, two| one.procedure == two.procedure) {
        let procedure = steps.first().map_or("", |it| it.procedure.as_str());
        writeln!(out, "\n## {}\n", words(procedure))?;
        head(out, &["Step", "Where", "What it keeps", "Without it"])?;
        steps.iter().try_for_each(|it| step(out, report, it))?;
    }
    keeping.reach.iter().try_for_each(|it| reach(out, it))
}

fn step(out: &mut dyn Write, report: &Report<'_>, step: &StepKeeps) -> io::Result<()> {
    let about = || [code(&step.name), words(&place(report, step))];
    let mut line = |what: String, without: String| {
        let [name, place] = about();
        row(out, &[name, place, what, without])
    };
    for it in &step.loses {
        line(words(&named(&it.of)), words(&loss(it)))?;
    }
    for it in &step.shares {
        line(words(&named(&it.of)), words(&format!("nothing would be lost; {}", share(it))))?;
    }
    for it in &step.tries {
        line(words(&named(it)), "it is for this, which is not kept".to_owned())?;
    }
    if step.keeps_nothing() {
        line("nothing".to_owned(), "no requirement would fare worse".to_owned())?;
    }
    Ok(())
}

fn reach(out: &mut dyn Write, reach: &Reach) -> io::Result<()> {
    writeln!(out, "\n## {}\n", words(&reach_title(reach)))?;
    let stages: Vec<String> = reach.stages.iter().map(|it| words(it)).collect();
    let cells: Vec<&str> = std::iter::once("").chain(stages.iter().map(String::as_str)).collect();
    head(out, &cells)?;
    for it in &reach.rows {
        let name = words(it.title.as_deref().unwrap_or(&it.name));
        let cells =
            it.stages.iter().map(|steps| if steps.is_empty() { "–".to_owned() } else { words(&reached(steps)) });
        row(out, &std::iter::once(name).chain(cells).collect::<Vec<_>>())?;
    }
    Ok(())
}
