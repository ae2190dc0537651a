//! A comparison, drawn: one format, one file.

pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod text;

use duly_dsl::{Both, Compared, Comparison, Date, Party, Place, Relation, SourceFile, Which};

/// What is drawn.
pub(crate) struct Report {
    pub(crate) today: Date,
    pub(crate) pairs: Vec<Pair>,
    /// Whether to draw every requirement.
    pub(crate) all: bool,
}

/// One comparison, and the texts it speaks of.
pub(crate) struct Pair {
    pub(crate) comparison: Comparison,
    pub(crate) files: Both<Vec<SourceFile>>,
    /// What each version of the texts is called, where there are two.
    pub(crate) labels: Both<Option<String>>,
}

impl Pair {
    /// `the Harbour Agency (main)`, by name.
    fn name(&self, side: Which) -> String {
        let party: &Party = self.comparison.parties.of(side);
        let name = if party.name.is_empty() { "what is written here" } else { &party.name };
        match self.labels.of(side) {
            Some(label) => format!("{name} ({label})"),
            None => name.to_owned(),
        }
    }

    /// `path:12:3`, with the version before it where there are two.
    fn place(&self, side: Which, at: Place) -> String {
        let Some(file) = self.files.of(side).get(at.file.0 as usize) else { return String::new() };
        let position = file.position(at.span.start);
        let version = self.labels.of(side).as_ref().map(|it| format!("{it}: ")).unwrap_or_default();
        format!("{version}{}:{}:{}", file.path, position.line, position.column)
    }

    /// The rows to draw, the gravest relation first; within one, in the order of the guidance.
    fn rows(&self, all: bool) -> Vec<(Relation, Vec<&Compared>)> {
        let plain = [Relation::Equal, Relation::NeverApplies];
        let of = |relation: Relation| self.comparison.rows.iter().filter(move |it| it.relation == relation).collect();
        let wanted = Relation::ALL.into_iter().filter(|it| all || !plain.contains(it));
        wanted.map(|it| (it, of(it))).filter(|(_, rows): &(_, Vec<_>)| !rows.is_empty()).collect()
    }

    /// `3 missing, 2 weaker, 79 equal`
    fn counts(&self) -> String {
        let counted = Relation::ALL.iter().map(|&it| (it, self.comparison.count(it))).filter(|it| it.1 > 0);
        let words: Vec<String> = counted.map(|(it, count)| format!("{count} {}", it.words())).collect();
        if words.is_empty() { "nothing is asked".to_owned() } else { words.join(", ") }
    }
}

/// `broken here, kept there`, as far as it was decided.
fn verdicts(row: &Compared) -> Option<String> {
    let words = |it: Option<duly_dsl::Verdict>| it.map(duly_dsl::Verdict::words);
    match (words(row.verdicts.subject), words(row.verdicts.measure)) {
        (Some(one), Some(other)) => Some(format!("{one}; in the measure {other}")),
        (Some(one), None) => Some(one.to_owned()),
        (None, Some(other)) => Some(format!("in the measure {other}")),
        (None, None) => None,
    }
}

/// `data: health; risk: high`
fn facts(facts: &[(String, Vec<String>)]) -> String {
    let each = facts.iter().map(|(name, values)| format!("{name}: {}", values.join(", ")));
    each.collect::<Vec<_>>().join("; ")
}
