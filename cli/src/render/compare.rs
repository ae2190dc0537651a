//! A comparison, drawn: one format, one file.

mod excerpt;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod markdown;
mod registers;
pub(crate) mod text;
pub(crate) mod xlsx;

use std::path::Path;

use duly_dsl::{Analysis, Both, Compared, Comparison, Date, Party, Place, Relation, SourceFile, Which};

/// What is drawn.
pub(crate) struct Report {
    pub(crate) today: Date,
    pub(crate) pairs: Vec<Pair>,
    /// Whether to draw every requirement.
    pub(crate) all: bool,
}

/// One comparison, and the answers it comes from.
pub(crate) struct Pair {
    pub(crate) comparison: Comparison,
    pub(crate) analyses: Both<Analysis>,
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
    pub(super) fn place(&self, side: Which, at: Place) -> String {
        let Some(file) = self.file(side, at) else { return String::new() };
        let position = file.position(at.span.start);
        format!("{}{}:{}:{}", self.version(side, &file.path), file.path, position.line, position.column)
    }

    fn file(&self, side: Which, at: Place) -> Option<&SourceFile> {
        self.analyses.of(side).files.get(at.file.0 as usize)
    }

    /// `main: `, before a path, where there are two versions and the path does not say itself which it is of.
    fn version(&self, side: Which, path: &str) -> String {
        let label = self.labels.of(side).as_ref().filter(|it| !it.contains('/') || !Path::new(path).starts_with(it));
        label.map(|it| format!("{it}: ")).unwrap_or_default()
    }

    /// `town held against code`
    fn heading(&self) -> String {
        format!("{} held against {}", self.name(Which::Subject), self.name(Which::Measure))
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

/// What a relation says, for whoever reads the word for the first time.
fn meaning(relation: Relation) -> &'static str {
    match relation {
        Relation::Missing => "nothing of it is done, or it is not asked at all",
        Relation::Weaker => "something gets through that the measure does not let through",
        Relation::Unknown => "it depends on something that no file says",
        Relation::Undecided => "too large to decide exactly",
        Relation::Incomparable => "each lets something through that the other does not",
        Relation::ToBeJudged => "only a person can say, and nobody has",
        Relation::Waived => "one side departs from it by a waiver that counts",
        Relation::Added => "the measure does nothing of it, or does not ask it at all",
        Relation::Stronger => "more is asked than the measure asks",
        Relation::Equal => "as much is asked",
        Relation::NeverApplies => "on both sides nothing it speaks of can happen",
    }
}

/// `data: health; risk: high`
fn facts(facts: &[(String, Vec<String>)]) -> String {
    let each = facts.iter().map(|(name, values)| format!("{name}: {}", values.join(", ")));
    each.collect::<Vec<_>>().join("; ")
}
