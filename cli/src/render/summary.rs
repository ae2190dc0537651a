//! The last line: how much was checked, and what came of it, in numbers and in words.

use std::collections::BTreeMap;
use std::io::{self, Write};

use duly_dsl::{Analysis, Severity, Verdict};

/// The numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Summary {
    /// Files that were checked, without those that ship.
    pub(crate) files: usize,
    /// Files that could not be read.
    pub(crate) unread: usize,
    /// How many findings of each weight.
    pub(crate) findings: BTreeMap<Severity, usize>,
    /// How many requirements, for how many subjects, had each verdict.
    pub(crate) verdicts: BTreeMap<Verdict, usize>,
}

/// Verdicts in the order a reader asks for them.
pub(super) const ORDER: [Verdict; 8] = [
    Verdict::Kept,
    Verdict::Broken,
    Verdict::Unknown,
    Verdict::Undecided,
    Verdict::KeptIfOptional,
    Verdict::Waived,
    Verdict::ToBeJudged,
    Verdict::NeverApplies,
];

/// Findings from the heaviest.
pub(super) const WEIGHTS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

impl Summary {
    /// Counts.
    pub(crate) fn of(analysis: &Analysis, files: usize, unread: usize) -> Self {
        Self {
            files,
            unread,
            findings: count(analysis.diagnostics.iter().map(|diagnostic| diagnostic.severity)),
            verdicts: count(analysis.verdicts.iter().map(|row| row.finding.verdict)),
        }
    }

    /// Writes the line.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "checked {}: {}", number(self.files, "file"), self.found())?;
        if !self.verdicts.is_empty() {
            write!(out, "; requirements: {}", self.decided())?;
        }
        match self.unread {
            0 => writeln!(out),
            unread => writeln!(out, "; {} could not be read", number(unread, "file")),
        }
    }

    fn found(&self) -> String {
        let of = |severity: &Severity| {
            let count = *self.findings.get(severity)?;
            // "2 info" is English enough; "2 infos" is not.
            Some(if *severity == Severity::Info { format!("{count} info") } else { number(count, severity.word()) })
        };
        let found: Vec<_> = WEIGHTS.iter().filter_map(of).collect();
        if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") }
    }

    fn decided(&self) -> String {
        let of = |verdict: &Verdict| {
            let count = *self.verdicts.get(verdict)?;
            let words = match verdict {
                Verdict::NeverApplies if count == 1 => "never applies here",
                Verdict::NeverApplies => "never apply here",
                other => other.words(),
            };
            Some(format!("{count} {words}"))
        };
        ORDER.iter().filter_map(of).collect::<Vec<_>>().join(", ")
    }
}

/// A number of things, in words.
pub(crate) fn number(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn count<T: Ord>(things: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(summary: &Summary) -> String {
        let mut out = Vec::new();
        summary.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_said_in_words() {
        let mut summary = Summary {
            files: 6,
            unread: 0,
            findings: [(Severity::Error, 3), (Severity::Warning, 1)].into(),
            verdicts: [(Verdict::Kept, 18), (Verdict::Broken, 3), (Verdict::ToBeJudged, 1)].into(),
        };
        summary.verdicts.insert(Verdict::NeverApplies, 2);
        let words = "checked 6 files: 3 errors, 1 warning; \
                     requirements: 18 kept, 3 broken, 1 to be judged, 2 never apply here\n";
        assert_eq!(line(&summary), words);
    }

    #[test]
    fn nothing_found_is_said_and_so_is_what_was_not_read() {
        let summary = Summary { files: 1, unread: 2, findings: BTreeMap::new(), verdicts: BTreeMap::new() };
        assert_eq!(line(&summary), "checked 1 file: nothing found; 2 files could not be read\n");
    }
}
