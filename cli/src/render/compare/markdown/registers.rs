//! The registers below a comparison, folded away: a pull request is about what changed.

use std::io::{self, Write};

use super::words;
use crate::render::compare::Pair;
use crate::render::compare::registers::{Departing, Register, Use};
use crate::render::markdown::{code, head, row};
use crate::render::summary::number;

/// Writes those that are not empty.
pub(super) fn write(out: &mut dyn Write, pair: &Pair) -> io::Result<()> {
    for register in pair.registers() {
        uses(out, &register)?;
        waivers(out, &register)?;
    }
    let questions = pair.questions();
    if !questions.is_empty() {
        open(out, &format!("Still to be judged by a person: {}", number(questions.len(), "question")))?;
        for it in &questions {
            writeln!(out, "- {} ({})", words(it.question.as_deref().unwrap_or("")), code(&it.requirement))?;
        }
        close(out)?;
    }
    let sources = pair.sources();
    open(out, &format!("What was read: {}", number(sources.len(), "text")))?;
    head(out, &["File", "SHA-256"])?;
    for it in &sources {
        row(out, &[code(&it.name()), code(&it.sha256)])?;
    }
    close(out)
}

/// A part that opens under its title, which is no text from a file.
fn open(out: &mut dyn Write, title: &str) -> io::Result<()> {
    writeln!(out, "<details><summary>{title}</summary>\n")
}

fn close(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n</details>\n")
}

fn uses(out: &mut dyn Write, register: &Register) -> io::Result<()> {
    if register.uses.is_empty() {
        return Ok(());
    }
    open(out, &format!("Registered: {}", register.uses.len()))?;
    writeln!(out, "Of {}.\n", words(&register.whose))?;
    head(out, &["What is registered", "How grave it is, and why", "How requirements stand for it", "Place"])?;
    register.uses.iter().try_for_each(|it| used(out, it))?;
    close(out)
}

fn used(out: &mut dyn Write, it: &Use) -> io::Result<()> {
    let class = |(level, why): &(String, Vec<String>)| {
        let why: Vec<String> = why.iter().map(|it| words(it)).collect();
        format!("**{}**: {}", words(level), why.join("; "))
    };
    let classes: Vec<String> = it.classes.iter().map(class).collect();
    let name = format!("{} ({})", words(&it.title), code(&it.name));
    row(out, &[name, classes.join("; "), words(&it.stands), code(&it.place)])
}

fn waivers(out: &mut dyn Write, register: &Register) -> io::Result<()> {
    if register.waivers.is_empty() {
        return Ok(());
    }
    let lapsed = register.waivers.iter().filter(|it| !it.counts).count();
    let remark = if lapsed > 0 { format!(", {lapsed} of which count for nothing") } else { String::new() };
    open(out, &format!("Waivers: {}{remark}", register.waivers.len()))?;
    writeln!(out, "Of {}.\n", words(&register.whose))?;
    head(out, &["Waiver", "Departs from", "Last day", "Whether it counts", "By", "Why", "Place"])?;
    register.waivers.iter().try_for_each(|it| departing(out, it))?;
    close(out)
}

fn departing(out: &mut dyn Write, it: &Departing) -> io::Result<()> {
    let standing = if it.counts { words(&it.standing) } else { format!("**{}**", words(&it.standing)) };
    let cells = [code(&it.waiver), code(&it.from), it.until.clone(), standing, words(&it.by), words(&it.reason)];
    row(out, &[&cells[..], &[code(&it.place)]].concat())
}
