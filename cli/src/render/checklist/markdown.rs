//! As Markdown, with boxes to tick.

use std::io::{self, Write};

use duly_dsl::{Checklist, Entry, Task};

use super::{
    INCOMPLETE, about, contents, group, kinds, part_title, particulars, purpose, rest, task_title, title, unsettled,
};
use crate::render::markdown::{self, at_start};

/// Writes the lists, one after the other.
pub(crate) fn write(out: &mut dyn Write, lists: &[Checklist]) -> io::Result<()> {
    for (at, list) in lists.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        write_one(out, list)?;
    }
    Ok(())
}

fn write_one(out: &mut dyn Write, list: &Checklist) -> io::Result<()> {
    writeln!(out, "# Checklist: {}\n\n{}.", words(title(list)), words(&about(list)))?;
    if !list.facts.is_empty() {
        writeln!(out, "\n## What is stated\n")?;
        for (field, values) in &list.facts {
            writeln!(out, "- {}: {}", words(field), words(&values.join(", ")))?;
        }
    }
    for part in &list.parts {
        writeln!(out, "\n## {}\n", words(part_title(part)))?;
        if let Some(when) = &part.when {
            writeln!(out, "Only if {}.\n", words(when))?;
        }
        if !part.is_complete {
            writeln!(out, "{INCOMPLETE}\n")?;
        }
        entries(out, &part.entries, 0)?;
    }
    if list.parts.is_empty() {
        writeln!(out, "\nNo procedure says what is done for this.")?;
    }
    for (heading, remark, all) in rest(list).into_iter().filter(|it| !it.2.is_empty()) {
        writeln!(out, "\n## {heading}\n\n{remark}\n")?;
        let tick = if std::ptr::eq(all, list.to_judge.as_slice()) { "[ ] " } else { "" };
        for it in all {
            writeln!(out, "- {tick}{}", words(&unsettled(it)))?;
            for remark in &it.remarks {
                writeln!(out, "  - {}", words(remark))?;
            }
        }
    }
    Ok(())
}

fn entries(out: &mut dyn Write, all: &[Entry], depth: usize) -> io::Result<()> {
    let room = "  ".repeat(depth);
    for entry in all {
        match entry {
            Entry::Task(it) => task(out, it, &room)?,
            Entry::GoTo(step) => writeln!(out, "{room}- Go to: {}", words(step))?,
            Entry::End => writeln!(out, "{room}- This is the end.")?,
            _ => {
                for (heading, inner) in group(entry) {
                    writeln!(out, "{room}- {}:", words(&heading))?;
                    entries(out, inner, depth + 1)?;
                    if inner.is_empty() {
                        writeln!(out, "{room}  - go on below")?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn task(out: &mut dyn Write, task: &Task, room: &str) -> io::Result<()> {
    let kind = kinds(task);
    let kind = if kind.is_empty() { String::new() } else { format!(" ({kind})") };
    writeln!(out, "{room}- [ ] **{}\\. {}**{kind}", task.number, words(&task_title(task)))?;
    for (word, what) in particulars(task) {
        writeln!(out, "{room}  - {word}: {}", words(&what))?;
    }
    if !task.says.is_empty() {
        writeln!(out, "{room}  - What is to be in it: {}", words(&contents(task)))?;
    }
    for it in &task.serves {
        let because = it.because.as_ref().map_or(String::new(), |it| format!(" – {it}"));
        writeln!(out, "{room}  - For: {}", words(&format!("{}{because}", purpose(it))))?;
    }
    Ok(())
}

/// Words that mean nothing to Markdown, also at the beginning of a line.
fn words(text: &str) -> String {
    at_start(markdown::words(text))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn drawn(words: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, &[sample::saying(words)]).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_written_is_read_as_anything_but_words() {
        let marks = |text: &str| {
            let starts = text.lines().map(|it| it.trim_start().split(' ').next().unwrap_or("").to_owned());
            starts.filter(|it| !it.is_empty()).collect::<Vec<_>>()
        };
        let first = |text: &str| marks(text).into_iter().filter(|it| ["-", "#", "##"].contains(&it.as_str())).count();
        for hostile in sample::HOSTILE {
            // What is escaped is no mark.
            let text = drawn(hostile).replace("\\<", "").replace("\\]", "");
            assert!(!text.lines().any(|it| it.trim_start().starts_with("- - ")), "{text}");
            assert!(!text.contains("<script") && !text.contains("](http"), "{text}");
            assert_eq!(first(&text), first(&drawn("plain")), "{text}");
            assert_eq!(text.lines().count(), drawn("plain").lines().count(), "{text}");
        }
    }

    #[test]
    fn a_step_is_a_box_with_all_that_is_said_of_it() {
        let text = drawn("Look");
        let expected = "\
- [ ] **1\\. Look**
  - What: screen
  - Who: Clerk
  - By when: within 10 days of the step before
  - What is to be in it: covers: privacy
  - For: Look first (must, broken) – Later is too late.
- If Look (not stated: Look):
  - [ ] **2\\. Look**
";
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("- Otherwise:\n  - [ ] **3\\. Look**\n"), "{text}");
        assert!(text.contains("- If what is decided is Look (only if Look):\n  - go on below\n"), "{text}");
    }
}
