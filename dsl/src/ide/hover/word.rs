//! Words of the language: what each does, and the shape of what it begins.

use super::Card;
use crate::Analysis;
use crate::ide::prose::{code, quoted};
use crate::source::{FileId, Place};
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

/// Fields that the language itself knows, where guidance need not declare them.
const FIELDS: &[(&str, &str)] = &[
    ("by", "who does it, or who approved it"),
    ("on", "for a branch: what it asks about"),
    ("within", "how long after the step before it may take"),
    ("age", "how long before the other event it may have been, as in `age: at most 12 months`"),
    ("outcome", "what a decision chose"),
    ("lasts", "how long a departure holds, as in `lasts: at most 12 months`"),
    ("reason", "why, in your own words"),
    ("evidence", "where it can be looked up: a file or an address"),
    ("answer", "`yes` or `no`: what the question was answered with"),
    ("instead", "what is done in place of what is departed from: an action, or several in brackets"),
    ("external", "stands outside the organisation"),
    ("working-week", "how many days a week are worked; with it working days can be compared with other times"),
    ("holidays", "how many working days of a year are holidays"),
    ("edition", "which edition of the guidance it is"),
    ("publisher", "who publishes it"),
    ("level", "how strictly the source asks for it"),
];

/// The shape of what a word begins or joins.
const SHAPES: &[(Word, &str)] = &[
    (Word::Guidance, "guidance NAME \"Title\" {\n  edition: 2026\n  publisher: \"who\"\n}"),
    (Word::Entity, "entity NAME \"Title\" {\n  follows GUIDANCE\n  role ROLE \"Title\" { }\n}"),
    (Word::Subject, "subject NAME \"Title\" {\n  field NAME: some of VOCABULARY\n}"),
    (Word::Field, "field NAME: one of VOCABULARY\nfield NAME: yes or no\nfield NAME: duration"),
    (Word::Vocabulary, "vocabulary NAME {\n  broader \"Title\" { narrower \"Title\" }\n}"),
    (Word::Given, "given CONDITION, WHAT-THEN-HOLDS"),
    (Word::Define, "define NAME: ACTION or ACTION { FIELD: VALUE } when CONDITION"),
    (Word::Classify, "classify NAME for SUBJECT on [LEAST, MOST] {\n  MOST when CONDITION\n  otherwise LEAST\n}"),
    (
        Word::Requirement,
        "requirement NAME \"Title\" must {\n  applies when CONDITION\n  before ACTION, require ACTION\n  because \"why\"\n  source: \"where\"\n}",
    ),
    (Word::Expectation, "expectation NAME \"Title\" {\n  source: \"where\"\n  level: must\n}"),
    (Word::Role, "role NAME \"Title\" { external }"),
    (Word::Procedure, "procedure NAME \"Title\" for any SUBJECT {\n  step NAME: ACTION by ROLE\n}"),
    (Word::Record, "record NAME: ACTION of THING on 2026-03-01 by ROLE {\n  evidence: \"where\"\n}"),
    (
        Word::Judgement,
        "judgement NAME: REQUIREMENT of THING on 2026-03-01 by ROLE {\n  answer: yes\n  reason: \"why\"\n}",
    ),
    (
        Word::Waiver,
        "waiver NAME \"Title\": REQUIREMENT on 2026-03-01 by ROLE until 2027-03-01 {\n  reason: \"why\"\n  instead: ACTION\n}",
    ),
    (Word::Step, "step NAME \"Title\": ACTION by ROLE {\n  within: 10 days\n}"),
    (Word::Optional, "optional step NAME: ACTION by ROLE"),
    (Word::Decide, "decide NAME \"Title\" by ROLE {\n  GO-ON { }\n  STOP { end }\n}"),
    (Word::When, "when CONDITION {\n  step NAME: ACTION\n} otherwise {\n  step NAME: ACTION\n}"),
    (Word::Otherwise, "when CONDITION { step NAME: ACTION } otherwise { end }"),
    (Word::Together, "together {\n  step NAME: ACTION\n  step NAME: ACTION\n}"),
    (Word::Repeat, "repeat every 12 months {\n  step NAME: ACTION\n}"),
    (Word::Run, "run PROCEDURE"),
    (Word::Go, "go to STEP"),
    (Word::On, "on TRIGGER or TRIGGER {\n  step NAME: ACTION\n}"),
    (
        Word::Require,
        "require ACTION\nrequire ACTION { FIELD: VALUE } within 90 days\nafter ACTION, require ACTION every 12 months",
    ),
    (Word::Never, "never ACTION\nafter ACTION until ACTION, never ACTION"),
    (Word::Each, "each ACTION must have { FIELD: VALUE }\neach SUBJECT must have { record ACTION }"),
    (Word::Before, "before ACTION, require ACTION"),
    (Word::After, "after ACTION, require ACTION within 30 days"),
    (Word::Between, "between ACTION and ACTION, require ACTION"),
    (Word::Until, "after ACTION until ACTION, never ACTION"),
    (Word::Possible, "ACTION must be possible after ACTION"),
    (Word::Keep, "keep apart ACTION, ACTION"),
    (Word::Apart, "keep apart ACTION, ACTION"),
    (Word::Judge, "judge \"a question for a person?\""),
    (Word::Tailors, "guidance NAME tailors GUIDANCE {\n  raise REQUIREMENT to must because \"why\"\n}"),
    (Word::Raise, "raise REQUIREMENT to must because \"why\""),
    (Word::Lower, "lower REQUIREMENT to may because \"why\""),
    (Word::Drop, "drop REQUIREMENT because \"why\""),
    (Word::Set, "set REQUIREMENT { within: 60 days } because \"why\""),
    (Word::Suggest, "suggest {\n  step NAME: ACTION by _\n}"),
    (Word::Applies, "applies when CONDITION"),
    (Word::Fixed, "step NAME: ACTION by ROLE fixed by ROLE"),
    (Word::By, "by ROLE\nby ROLE or ROLE\nby ROLE when CONDITION, ROLE otherwise"),
];

/// Where guidance has no vocabulary of stages, any word will do behind it.
const STAGE: Word = Word::Stage;

/// So many lines of a shape are shown.
const LINES: usize = 8;

impl Analysis {
    /// A word of the language, or a field that it knows of itself.
    pub(in crate::ide) fn word(&self, file: FileId, number: usize, at: Place) -> Option<Card> {
        let (_, parse) = self.file(file)?;
        let token = parse.tokens.get(number)?;
        let text = self.text_of(at);
        let next = parse.tokens.get(number + 1..)?.iter().find(|it| !it.kind.is_trivia());
        let is_key = next.is_some_and(|it| it.kind == Kind::Colon);
        if let Some((name, meaning)) = FIELDS.iter().find(|(name, _)| is_key && *name == text) {
            return Some(Card::new(&format!("**{}** · {meaning}", code(name))));
        }
        if !is_key && self.follows_key(file, number, STAGE) {
            return Some(Card::new(&format!("**{}** · a stage in the life of a thing", code(text))));
        }
        if let Kind::Word(word) = token.kind {
            let shape = SHAPES.iter().find(|(it, _)| *it == word).map_or("", |(_, shape)| shape);
            let card = Card::new(&format!("**{}** · {}", code(word.text()), word.meaning()));
            return Some(card.part(quoted(shape, LINES)));
        }
        let (_, meaning) = FIELDS.iter().find(|(name, _)| *name == text)?;
        Some(Card::new(&format!("**{}** · {meaning}", code(text))))
    }

    /// Whether a token is the value of a field that is written with this word.
    fn follows_key(&self, file: FileId, number: usize, key: Word) -> bool {
        let tokens = self.file(file).and_then(|(_, parse)| parse.tokens.get(..number)).unwrap_or(&[]);
        let mut before = tokens.iter().rev().filter(|it| !it.kind.is_trivia()).map(|it| it.kind);
        before.next() == Some(Kind::Colon) && before.next() == Some(Kind::Word(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    /// What a shape has to stand in to be read on its own.
    fn text(word: Word, shape: &str) -> String {
        let fill = |text: &str| {
            let words = text.split_inclusive(|it: char| !it.is_alphanumeric() && it != '-');
            words
                .map(|it| if it.starts_with(|it: char| it.is_uppercase()) { it.to_lowercase() } else { it.to_owned() })
                .collect::<String>()
        };
        let shape = fill(&shape.replace("CONDITION", "risk is high").replace("WHAT-THEN-HOLDS", "data is sensitive"));
        match word {
            Word::Field => format!("subject x {{ {shape} }}"),
            Word::Step
            | Word::Optional
            | Word::Decide
            | Word::When
            | Word::Otherwise
            | Word::Together
            | Word::Repeat
            | Word::Run
            | Word::Go
            | Word::On
            | Word::Fixed => {
                format!("procedure p {{ {shape} }}")
            }
            Word::By => shape.lines().map(|it| format!("procedure p {{ step s: a {it} }}\n")).collect(),
            Word::Raise | Word::Lower | Word::Drop | Word::Set => format!("guidance p tailors g {{ {shape} }}"),
            Word::Require
            | Word::Never
            | Word::Each
            | Word::Before
            | Word::After
            | Word::Between
            | Word::Until
            | Word::Possible
            | Word::Keep
            | Word::Apart
            | Word::Judge
            | Word::Suggest
            | Word::Applies => {
                format!("requirement r must {{ {shape} }}")
            }
            _ => shape,
        }
    }

    #[test]
    fn every_shape_can_be_read() {
        for (word, shape) in SHAPES {
            let text = text(*word, shape);
            let problems: Vec<String> = parse(&text).problems.iter().map(|it| it.message.clone()).collect();
            assert!(problems.is_empty(), "{}: {problems:?}\n{text}", word.text());
        }
    }

    #[test]
    fn every_word_that_declares_or_begins_something_has_a_shape() {
        use crate::syntax::words::Class;
        for word in Word::ALL.iter().filter(|it| it.class() == Class::Declares) {
            assert!(SHAPES.iter().any(|(it, _)| it == word), "{}", word.text());
        }
    }
}
