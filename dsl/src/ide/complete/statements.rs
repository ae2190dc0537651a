//! Offers of statements: words, whole steps, and the steps that requirements suggest.

use std::collections::BTreeSet;

use super::OfferKind;
use super::desk::{Desk, group};
use super::names::{code, prose};
use crate::diagnostic::Verdict;
use crate::ide::prose::quoted;
use crate::ide::suggest::{Fitting, Suggestion, escaped};
use crate::model::{Id, Requirement};

/// So many lines of a suggestion are shown beside it.
const MOST_LINES: usize = 30;

/// Statements as a whole: the label, what it is, and how it is written.
const WHOLE: &[(&str, &str, &str)] = &[
    ("step", "something that is done", "step ${1:name} \"${2:Title}\": ${3:action} by ${4:role}$0"),
    (
        "optional step",
        "a step that may be left out",
        "optional step ${1:name} \"${2:Title}\": ${3:action} by ${4:role}$0",
    ),
    (
        "decide",
        "a step with outcomes",
        "decide ${1:name} by ${2:role} {\n  ${3:one-outcome} { }\n  ${4:another} { end \\}\n\\}$0",
    ),
    ("when", "only where a condition holds", "when ${1:condition} {\n  $0\n\\}"),
    ("when … otherwise", "one way or the other", "when ${1:condition} {\n  $2\n\\} otherwise {\n  $0\n\\}"),
    ("together", "steps in any order", "together {\n  $0\n\\}"),
    ("repeat every", "again and again", "repeat every ${1:12 months} {\n  $0\n\\}"),
    ("run", "carry out another procedure here", "run ${1:procedure}$0"),
    ("go to", "continue at another step", "go to ${1:step}$0"),
    ("on", "whenever something happens", "on ${1:trigger} {\n  $0\n\\}"),
    ("end", "nothing more is done", "end"),
];

impl Desk<'_> {
    pub(super) fn statements(&mut self) {
        let alone = self.around.rest_of_line().is_empty();
        for (label, detail, snippet) in WHOLE {
            if alone {
                let snippet = self.indented(snippet);
                self.full(label, detail, OfferKind::Snippet, snippet, String::new(), group::USUAL);
            } else if !label.contains('…') {
                self.phrase(label, detail, group::USUAL);
            }
        }
        if alone {
            self.suggested();
        }
    }

    /// What requirements suggest: first what those do that are not kept.
    fn suggested(&mut self) {
        let Some(entity) = self.entity() else {
            return;
        };
        let procedure = super::declared::procedure_at(self.analysis, self.at);
        let steps = procedure.map_or(Vec::new(), |it| it.steps);
        let taken: BTreeSet<&str> = steps.iter().map(|it| it.name).collect();
        let verdicts = self.verdicts();
        let mut fitting = Fitting::new(self.model, entity);
        for id in self.model.requirements_of(entity) {
            let Some(found) = fitting.suggestion(id, &taken) else {
                continue;
            };
            let verdict = verdicts.get(&self.model.requirement_name(id)).copied();
            self.suggest(id, &found, verdict);
        }
    }

    fn suggest(&mut self, id: Id<Requirement>, found: &Suggestion, verdict: Option<Verdict>) {
        let requirement = &self.model.requirements[id];
        let title = requirement.title.as_deref().unwrap_or(&requirement.name);
        let near = match verdict {
            Some(Verdict::Broken | Verdict::KeptIfOptional) => group::BEST,
            Some(Verdict::Unknown | Verdict::Undecided | Verdict::ToBeJudged) => group::FIRST,
            None => group::LATER,
            Some(Verdict::Kept | Verdict::NeverApplies | Verdict::Waived) => group::LAST,
        };
        let stands = verdict.map_or(String::new(), |it| format!(" ({})", it.words()));
        let detail = format!("{}{stands}", self.model.requirement_name(id));
        let why = requirement.because.as_deref().map(prose).unwrap_or_default();
        let steps = quoted(&found.plain(), MOST_LINES);
        let markdown = format!("Asked for by {}{stands}.\n\n{why}\n\n{steps}", code(&self.model.requirement_name(id)));
        let snippet = format!("{}$0", self.indented(&found.snippet()));
        self.full(title, &detail, OfferKind::Snippet, snippet, markdown, near);
    }

    /// A snippet of several lines, each as far to the right as the first.
    pub(super) fn indented(&self, snippet: &str) -> String {
        let indent = escaped(self.around.indent());
        snippet.replace('\n', &format!("\n{indent}"))
    }

    /// Where a jump may lead.
    pub(super) fn steps(&mut self) {
        let Some(procedure) = super::declared::procedure_at(self.analysis, self.at) else {
            return;
        };
        for stop in procedure.steps.iter().filter(|it| it.open && !it.name.is_empty()) {
            let detail = if stop.title.is_empty() { "step" } else { stop.title };
            self.word(stop.name, detail, OfferKind::Step, group::FIRST);
        }
    }
}
