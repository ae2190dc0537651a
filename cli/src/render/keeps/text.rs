//! For a terminal.

use std::io::{self, Write};

use duly_dsl::{Keeping, Reach, StepKeeps};

use super::{Report, counts, heading, loss, named, place, reach_title, reached, share};
use crate::clean;
use crate::render::Style;
use crate::render::paint::Paint;
use crate::render::wrap::wrap;

/// Writes the list.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>, style: Style) -> io::Result<()> {
    let mut list = List { out, paint: Paint(style.color), width: style.width };
    for (at, keeping) in report.keepings.iter().enumerate() {
        if at > 0 {
            writeln!(list.out)?;
        }
        list.keeping(report, keeping)?;
    }
    if !report.rules.is_empty() {
        writeln!(list.out)?;
        list.line(0, "Requirements beside one another", Paint::strong)?;
        report.rules.iter().try_for_each(|it| list.line(2, it, plain))?;
    }
    Ok(())
}

struct List<'o> {
    out: &'o mut dyn Write,
    paint: Paint,
    width: usize,
}

impl List<'_> {
    /// One line, broken where it has to be; what follows stands two columns further right.
    fn line(&mut self, room: usize, text: &str, paint: fn(Paint, &str) -> String) -> io::Result<()> {
        let text = clean::line(text);
        let width = self.width.saturating_sub(room + 2).max(20);
        for (at, line) in wrap(&text, 0, width).iter().enumerate() {
            let room = if at == 0 { room } else { room + 2 };
            writeln!(self.out, "{:room$}{}", "", paint(self.paint, line))?;
        }
        Ok(())
    }

    fn keeping(&mut self, report: &Report<'_>, keeping: &Keeping) -> io::Result<()> {
        self.line(0, heading(keeping), Paint::strong)?;
        self.line(0, &counts(keeping), plain)?;
        let mut procedure = "";
        for step in &keeping.steps {
            if step.procedure != procedure {
                procedure = &step.procedure;
                writeln!(self.out)?;
                self.line(0, procedure, Paint::strong)?;
            }
            self.step(report, step)?;
        }
        keeping.reach.iter().try_for_each(|it| self.reach(it))
    }

    fn step(&mut self, report: &Report<'_>, step: &StepKeeps) -> io::Result<()> {
        let title = step.title.as_ref().map_or(String::new(), |it| format!(" {it}"));
        self.line(2, &format!("{}{title} · {}", step.name, place(report, step)), Paint::quote)?;
        for it in &step.loses {
            self.line(4, &format!("keeps {}", named(&it.of)), plain)?;
            self.line(6, &format!("without it {}", loss(it)), Paint::faint)?;
        }
        for it in &step.shares {
            self.line(4, &format!("shares {}", named(&it.of)), plain)?;
            self.line(6, &format!("nothing would be lost; {}", share(it)), Paint::faint)?;
        }
        for it in &step.tries {
            self.line(4, &format!("is for {}, which is not kept", named(it)), plain)?;
        }
        if step.keeps_nothing() {
            self.line(4, "keeps nothing: no requirement would fare worse without it", plain)?;
        }
        Ok(())
    }

    fn reach(&mut self, reach: &Reach) -> io::Result<()> {
        writeln!(self.out)?;
        self.line(0, &reach_title(reach), Paint::strong)?;
        for row in &reach.rows {
            self.line(2, row.title.as_deref().unwrap_or(&row.name), Paint::quote)?;
            let mut holes = Vec::new();
            for (stage, steps) in reach.stages.iter().zip(&row.stages) {
                match steps.as_slice() {
                    [] => holes.push(stage.as_str()),
                    steps => self.line(4, &format!("{stage}: {}", reached(steps)), plain)?,
                }
            }
            if !row.besides.is_empty() {
                self.line(4, &format!("at no stage: {}", reached(&row.besides)), plain)?;
            }
            if !holes.is_empty() {
                self.line(4, &format!("nothing at: {}", holes.join(", ")), plain)?;
            }
        }
        Ok(())
    }
}

fn plain(_: Paint, text: &str) -> String {
    text.to_owned()
}
