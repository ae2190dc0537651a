//! For spreadsheets: a row for each step, and for each thing that is left.

use std::io::{self, Write};

use duly_dsl::{Checklist, Entry, Task};

use super::{contents, group, kinds, part_title, purpose, rest, task_title, unsettled};
use crate::render::csv::row;

const HEAD: [&str; 14] = [
    "list",
    "procedure",
    "number",
    "only if",
    "step",
    "kind",
    "what is done",
    "who",
    "by when",
    "what is to be in it",
    "what it is for",
    "why",
    "on record",
    "done on, by",
];

/// Writes the rows.
pub(crate) fn write(out: &mut dyn Write, lists: &[Checklist]) -> io::Result<()> {
    row(out, &HEAD)?;
    for list in lists {
        for part in &list.parts {
            let under = part.when.iter().map(|it| format!("If {it}")).collect::<Vec<_>>();
            entries(out, [&list.name, part_title(part)], &part.entries, &under)?;
        }
        for (heading, _, all) in rest(list) {
            for it in all {
                let (title, remarks) = (unsettled(it), it.remarks.join("; "));
                let mut cells = [""; 14];
                (cells[0], cells[4], cells[5], cells[9]) = (&list.name, &title, heading, &remarks);
                row(out, &cells)?;
            }
        }
    }
    Ok(())
}

/// `under` are the headings under which they stand, the outermost first.
fn entries(out: &mut dyn Write, of: [&str; 2], all: &[Entry], under: &[String]) -> io::Result<()> {
    for entry in all {
        match entry {
            Entry::Task(it) => task(out, of, it, under)?,
            Entry::GoTo(_) | Entry::End => {
                let words =
                    if let Entry::GoTo(step) = entry { format!("Go to: {step}") } else { "This is the end".to_owned() };
                let under = under.join("; ");
                let mut cells = [""; 14];
                (cells[0], cells[1], cells[3], cells[4]) = (of[0], of[1], &under, &words);
                row(out, &cells)?;
            }
            _ => {
                for (heading, inner) in group(entry) {
                    entries(out, of, inner, &[under, &[heading]].concat())?;
                }
            }
        }
    }
    Ok(())
}

fn task(out: &mut dyn Write, [list, part]: [&str; 2], task: &Task, under: &[String]) -> io::Result<()> {
    let because: Vec<&str> = task.serves.iter().filter_map(|it| it.because.as_deref()).collect();
    let by = if task.by.is_empty() { "nobody is named" } else { &task.by };
    let cells = [
        list,
        part,
        &task.number.to_string(),
        &under.join("; "),
        &task_title(task),
        kinds(task),
        task.action.as_deref().unwrap_or(""),
        by,
        task.within.as_deref().unwrap_or(""),
        &contents(task),
        &task.serves.iter().map(purpose).collect::<Vec<_>>().join("; "),
        &because.join(" "),
        &task.records.join("; "),
        "",
    ];
    row(out, &cells)
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
    fn no_cell_is_a_formula_and_no_row_is_broken() {
        for hostile in sample::HOSTILE {
            let text = drawn(hostile);
            for line in text.lines() {
                let inner = line.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap();
                let cells: Vec<&str> = inner.split("\",\"").collect();
                assert_eq!(cells.len(), HEAD.len(), "{line}");
                for cell in cells {
                    let first = cell.trim_start().chars().next();
                    assert!(!matches!(first, Some('=' | '+' | '-' | '@')), "{line}");
                }
            }
            assert_eq!(text.lines().count(), drawn("plain").lines().count(), "{hostile}");
        }
    }

    #[test]
    fn a_step_says_under_what_it_is_done() {
        let text = drawn("x");
        let line = text.lines().find(|it| it.contains("\"3\"")).unwrap();
        assert!(line.starts_with("\"x\",\"x\",\"3\",\"If x; Otherwise\",\"x\","), "{line}");
    }
}
