//! Offers for those who write guidance: demands, scopes, types of fields, changes of a profile.

use super::OfferKind;
use super::desk::{Desk, group};
use super::fields::Takes;
use super::names::OWN;
use super::spot::{Carrier, Names, Spot};
use crate::syntax::words::Word;

/// Scopes, and the demands that may follow them.
const SCOPES: &[(&str, &str, &str)] = &[
    ("before", "what has to be earlier", "before ${1:action}, require ${2:action}$0"),
    ("after", "what has to be later", "after ${1:action}, require ${2:action} within ${3:30 days}$0"),
    (
        "between",
        "what has to be later than one and earlier than another",
        "between ${1:action} and ${2:action}, require ${3:action}$0",
    ),
];

const DEMANDS: &[(&str, &str, &str)] = &[
    ("require", "must happen", "require ${1:action}$0"),
    ("never", "must not happen", "never ${1:action}$0"),
    ("each", "every one of them has to state something", "each ${1:action} must have { $0 \\}"),
    ("entity must have", "what the organisation has to state", "entity must have { $0 \\}"),
    ("keep apart", "not the same role", "keep apart ${1:action}, ${2:action}$0"),
    ("judge", "a question for a person", "judge \"${1:Question?}\"$0"),
];

const TYPES: &[(&str, &str)] = &[
    ("yes or no", "it is so, or it is not"),
    ("one of", "exactly one word of a vocabulary, or one thing"),
    ("some of", "one or more"),
    ("scope of", "what something covers: a broader word covers the narrower ones"),
    ("number", "a number"),
    ("money", "an amount and a currency"),
    ("duration", "a length of time"),
    ("date", "a day"),
    ("text", "words in quotes"),
];

impl<'a> Desk<'a> {
    /// What can be asked of a requirement, or follows its scope.
    pub(super) fn patterns(&mut self, scoped: bool) {
        let scopes = if scoped { &[][..] } else { SCOPES };
        for (label, detail, snippet) in scopes.iter().chain(DEMANDS) {
            self.clause(label, detail, snippet, group::USUAL);
        }
        // `E must be possible` begins with the event itself.
        self.events();
    }

    fn clause(&mut self, label: &str, detail: &str, snippet: &str, near: u32) {
        if self.around.rest_of_line().is_empty() {
            let snippet = self.indented(snippet);
            self.full(label, detail, OfferKind::Snippet, snippet, String::new(), near);
        } else {
            self.phrase(label, detail, near);
        }
    }

    /// What a requirement says besides its demands.
    pub(super) fn requirement_members(&mut self) {
        self.clause("applies when", "where it holds", "applies when ${1:condition}$0", group::FIRST);
        self.clause(
            "because",
            "why it matters to people",
            "because \"${1:Why it matters to people.}\"$0",
            group::LATER,
        );
        self.clause(
            "suggest",
            "the steps that would mend it",
            "suggest { step ${1:name}: ${2:action} by _ \\}$0",
            group::LATER,
        );
        let after = self.around.keys_after();
        for (key, detail, value) in
            [("source", "on whose word", "\"$0\""), ("answers", "which expectations it meets", "$0")]
        {
            // A source may be named again.
            if key == "source" || !after.contains(&key) && !self.scene.stated.contains(&key) {
                let colon = self.around.rest_of_line().starts_with(':');
                let snippet = if colon { key.to_owned() } else { format!("{key}: {value}") };
                self.full(key, detail, OfferKind::Field, snippet, String::new(), group::LATER);
            }
        }
        self.keys(&Carrier::Requirement);
    }

    pub(super) fn each(&mut self) {
        self.subjects();
        for (name, detail) in [("role", "every role"), ("procedure", "every procedure"), ("waiver", "every departure")]
        {
            self.word(name, detail, OfferKind::Keyword, group::USUAL);
        }
        self.events();
    }

    pub(super) fn scale_levels(&mut self) {
        let levels: Vec<String> = self.scene.levels.iter().map(|it| (*it).to_owned()).collect();
        self.levels(&levels);
    }

    /// What a field takes its values from.
    pub(super) fn ranges(&mut self) {
        let model = self.model;
        for (_, it) in model.vocabularies.iter() {
            let ordered = if it.ordered { "scale" } else { "vocabulary" };
            self.word(&it.name, ordered, OfferKind::Term, group::USUAL);
        }
        for (_, it) in model.subjects.iter().filter(|(_, it)| !OWN.contains(&it.name.as_str())) {
            if self.sees_subject(it) {
                self.word(&it.name, "subject", OfferKind::Entity, group::USUAL);
            }
        }
        self.word("role", "roles of the organisation", OfferKind::Role, group::USUAL);
    }

    pub(super) fn field_types(&mut self) {
        for (label, detail) in TYPES {
            self.phrase(label, detail, group::USUAL);
        }
    }

    /// What a profile changes. Only one that tailors has a base to change.
    pub(super) fn tailorings(&mut self) {
        if self.scene.tailors.is_none() {
            return;
        }
        let lines = [
            ("raise", "ask for it more strictly", "raise ${1:requirement} to ${2:must}\n  because \"${3:Why}\"$0"),
            ("lower", "ask for it less strictly", "lower ${1:requirement} to ${2:should}\n  because \"${3:Why}\"$0"),
            ("drop", "do not ask for it", "drop ${1:requirement}\n  because \"${2:Why}\"$0"),
            (
                "set",
                "ask for it in another measure",
                "set ${1:requirement} { ${2:within}: ${3:30 days} \\}\n  because \"${4:Why}\"$0",
            ),
            (
                "suggest",
                "other steps that would mend it",
                "suggest ${1:requirement} {\n  step ${2:name}: ${3:action} by _\n\\} because \"${4:Why}\"$0",
            ),
        ];
        for (label, detail, snippet) in lines {
            self.clause(label, detail, snippet, group::FIRST);
        }
    }

    /// What may stand before the dot that follows.
    pub(super) fn prefixes(&mut self, spot: &Spot<'a>) {
        let model = self.model;
        let points = match spot {
            Spot::Reference(_) | Spot::Operand | Spot::Constraint(_) => true,
            Spot::Value(wanted, _) => !matches!(self.takes(wanted), Takes::Nothing),
            Spot::Action | Spot::Event | Spot::Each | Spot::Happening | Spot::Trigger | Spot::Term(_) => false,
            Spot::Requirement(_) => false,
            _ => return,
        };
        if points {
            let subjects: Names<'a> = model.subjects.iter().map(|(_, it)| it.name.as_str()).collect();
            for name in subjects {
                self.word(name, "subject", OfferKind::Entity, group::FIRST);
            }
            let fields: Vec<String> = self.role_fields();
            for name in fields {
                self.word(&name, "a role that is named there", OfferKind::Field, group::FIRST);
            }
        }
        for (_, it) in model.vocabularies.iter().filter(|_| !matches!(spot, Spot::Requirement(_))) {
            self.word(&it.name, "vocabulary", OfferKind::Term, group::LATER);
        }
        for owner in self.seen.clone() {
            let name = model.owner_name(owner);
            if !name.is_empty() {
                self.word(name, Word::Guidance.text(), OfferKind::Guidance, group::USUAL);
            }
        }
    }
}
