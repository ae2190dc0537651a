//! The small changes to the mended field agency, each of which breaks a requirement.

use std::ops::RangeInclusive;

use duly_tests::repository::{File, read};

pub(crate) const EXAMPLE: &str = "examples/field-agency-mended";

/// `REQUIREMENT in FILE`, then the text as it stands, line by line after `-`, and as it is changed, after `+`.
pub(crate) struct Change {
    pub(crate) requirement: String,
    pub(crate) file: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl Change {
    /// The files with the change in them; nothing if what is to be changed does not stand there.
    pub(crate) fn made(&self, clean: &[File]) -> Option<Vec<File>> {
        let mut files = clean.to_vec();
        let file = files.iter_mut().find(|it| it.path == self.file && it.text.contains(&self.from))?;
        file.text = file.text.replacen(&self.from, &self.to, 1);
        Some(files)
    }

    /// The lines of the changed file in which the change stands, and the one after.
    #[allow(dead_code, reason = "not every test that reads the changes asks where they stand")]
    pub(crate) fn lines(&self, clean: &[File]) -> RangeInclusive<usize> {
        let text = clean.iter().find(|it| it.path == self.file).map_or("", |it| it.text.as_str());
        let before = text.find(&self.from).unwrap_or(0);
        let first = text[..before].lines().count().max(1);
        first..=first + self.to.lines().count() + 1
    }
}

pub(crate) fn changes() -> Vec<Change> {
    let text = read("tests/examples/one-change.txt");
    let blocks = text.split("\n\n").filter(|it| !it.starts_with('#'));
    blocks.map(change).collect()
}

#[track_caller]
fn change(block: &str) -> Change {
    let (head, lines) = block.split_once('\n').expect("a change has several lines");
    let (requirement, file) = head.split_once(" in ").expect("a change begins with `REQUIREMENT in FILE`");
    let after = |sign: char| {
        let lines = lines.lines().filter_map(|it| it.strip_prefix(sign));
        lines.map(|it| it.strip_prefix(' ').unwrap_or(it)).collect::<Vec<_>>().join("\n")
    };
    Change {
        requirement: format!("un-hrdd/{requirement}"),
        file: format!("{EXAMPLE}/{file}"),
        from: after('-'),
        to: after('+'),
    }
}
