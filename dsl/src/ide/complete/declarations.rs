//! Offers of declarations: those that fit the owner of the text, as words or as a whole.

use super::OfferKind;
use super::desk::{Desk, group};
use super::spot::Inside;
use super::whose::Houses;
use crate::syntax::words::Word;

/// Declarations as a whole: the word, and how it is written.
const WHOLE: &[(Word, &str)] = &[
    (
        Word::Guidance,
        "guidance ${1:name} \"${2:Title}\" {\n  edition: ${3:2026}\n  publisher: \"${4:Who stands behind it}\"\n  $0\n\\}",
    ),
    (Word::Subject, "subject ${1:name} \"${2:Title}\" {\n  field ${3:name}: ${4:yes or no}$0\n\\}"),
    (Word::Vocabulary, "vocabulary ${1:name} {\n  ${2:term} \"${3:What it means}\"$0\n\\}"),
    (Word::Given, "given ${1:condition}, ${2:condition}$0"),
    (Word::Define, "define ${1:name}: ${2:action} or ${3:action}$0"),
    (
        Word::Classify,
        "classify ${1:name} for ${2:subject} on [${3:low, high}] {\n  ${4:high} when ${5:condition}\n  otherwise ${6:low}$0\n\\}",
    ),
    (
        Word::Requirement,
        "requirement ${1:name} \"${2:What is expected}\" must {\n  ${3:before} ${4:action}, require ${5:action}\n  because \"${6:Why it matters to people.}\"\n  source: \"${7:On whose word}\"$0\n\\}",
    ),
    (Word::Expectation, "expectation ${1:name} \"${2:What is asked for}\" {\n  source: \"${3:Where}\"$0\n\\}"),
    (Word::Entity, "entity ${1:name} \"${2:Title}\" {\n  follows ${3:guidance}\n  $0\n\\}"),
    (Word::Role, "role ${1:name} \"${2:Title}\" { $0 \\}"),
    (
        Word::Procedure,
        "procedure ${1:name} \"${2:Title}\" for any ${3:subject} {\n  step ${4:name}: ${5:action} by ${6:role}$0\n\\}",
    ),
    (
        Word::Record,
        "record ${1:name}: ${2:action} of ${3:thing} on ${4:TODAY} by ${5:role} {\n  evidence: \"${6:where it can be looked up}\"$0\n\\}",
    ),
    (
        Word::Judgement,
        "judgement ${1:name}: ${2:requirement} on ${3:TODAY} by ${4:role} {\n  answer: ${5:yes}\n  reason: \"${6:Why}\"$0\n\\}",
    ),
    (
        Word::Waiver,
        "waiver ${1:name}: ${2:requirement} on ${3:TODAY} by ${4:role} until ${5:TODAY} {\n  reason: \"${6:Why}\"\n  instead: ${7:action}$0\n\\}",
    ),
];

const GUIDANCE: &[Word] =
    &[Word::Requirement, Word::Vocabulary, Word::Subject, Word::Classify, Word::Define, Word::Given, Word::Expectation];

const ENTITY: &[Word] = &[
    Word::Procedure,
    Word::Role,
    Word::Record,
    Word::Judgement,
    Word::Waiver,
    Word::Requirement,
    Word::Define,
    Word::Vocabulary,
];

/// What an entity may have of its own, and seldom does.
const SELDOM: &[Word] = &[Word::Classify, Word::Given, Word::Subject];

impl Desk<'_> {
    pub(super) fn items(&mut self, inside: &Inside<'_>) {
        let (guidance, entity) = self.fitting(inside);
        if entity {
            self.declarations(ENTITY, group::USUAL);
            self.registered(group::USUAL);
            self.declarations(SELDOM, group::LAST);
        }
        if guidance {
            self.declarations(GUIDANCE, group::USUAL);
            self.broadened();
        }
        if *inside == Inside::Nothing {
            let bare = self.analysis.read.parses.get(self.at.file.0 as usize).is_none_or(|it| it.file.items.is_empty());
            let near = if bare { group::FIRST } else { group::LAST };
            self.declarations(&[Word::Entity, Word::Guidance], near);
        }
    }

    /// Whether guidance or an entity owns what is declared here; both where that is open.
    fn fitting(&self, inside: &Inside<'_>) -> (bool, bool) {
        match inside {
            Inside::Guidance => (true, false),
            Inside::Entity | Inside::Thing(_) => (false, true),
            Inside::Nothing => {
                let houses = Houses::beside(self.analysis, self.at.file);
                let (guidance, entity) = (!houses.guidances.is_empty(), !houses.entities.is_empty());
                (guidance || !entity, entity || !guidance)
            }
        }
    }

    fn declarations(&mut self, words: &[Word], near: u32) {
        let alone = self.around.rest_of_line().is_empty();
        for &word in words {
            let whole = WHOLE.iter().find(|(it, _)| *it == word).filter(|_| alone);
            match whole {
                Some((_, snippet)) => {
                    let snippet = self.indented(&snippet.replace("TODAY", &self.analysis.today.to_string()));
                    self.full(word.text(), word.meaning(), OfferKind::Snippet, snippet, String::new(), near);
                }
                None => self.word(word.text(), word.meaning(), OfferKind::Keyword, near),
            }
        }
    }

    /// Things are registered under the name of their kind, and words are added under that of their vocabulary.
    fn registered(&mut self, near: u32) {
        let alone = self.around.rest_of_line().is_empty();
        let model = self.model;
        for (_, it) in model.subjects.iter() {
            if self.is_kind(it) {
                let detail = it.title.as_deref().unwrap_or("something registered");
                let snippet = format!("{} ${{1:name}} \"${{2:Title}}\" {{\n  $0\n\\}}", it.name);
                self.keyword(&it.name, detail, snippet, alone, near);
            }
        }
        self.words_added(near + 1);
    }

    fn words_added(&mut self, near: u32) {
        let alone = self.around.rest_of_line().is_empty();
        let model = self.model;
        for (_, it) in model.vocabularies.iter() {
            if it.terms.iter().any(|&term| self.sees(model.terms[term].owner)) {
                let snippet = format!("{} ${{1:name}} \"${{2:Title}}\" is ${{3:broader}}$0", it.name);
                self.keyword(&it.name, "another word of this vocabulary", snippet, alone, near);
            }
        }
    }

    fn broadened(&mut self) {
        self.words_added(group::LATER);
    }

    fn keyword(&mut self, name: &str, detail: &str, snippet: String, alone: bool, near: u32) {
        if alone {
            let snippet = self.indented(&snippet);
            self.full(name, detail, OfferKind::Snippet, snippet, String::new(), near);
        } else {
            self.word(name, detail, OfferKind::Keyword, near);
        }
    }

    /// What may follow the name of something registered.
    pub(super) fn thing_head(&mut self, keyword: &str) {
        let near = self.goes_on();
        if self.vocabulary(keyword).is_some() {
            self.word("is", Word::Is.meaning(), OfferKind::Keyword, near);
        }
        if self.subject_named(keyword).is_some() {
            self.phrase("changed on", "the last change", near);
        }
    }
}
