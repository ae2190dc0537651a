//! The reading desk, hover: what a name under the pointer means.

mod actor; // who acts
mod flow; // procedures, steps, outcomes
mod measure; // what a length of time or a day comes to
mod register; // what is registered, done, judged or departed from
mod rule; // what is asked, and by whom
mod word; // words of the language
mod words; // words of guidance: terms, fields, levels

pub(super) use register::{class_words, how_far, rows_markdown};
pub(super) use rule::requirement_words;

use super::Point;
use super::prose::{code, line, paragraphs};
use crate::Analysis;
use crate::model::Thing;
use crate::source::{Place, Span};
use crate::syntax::token::Kind;

/// So many bytes are shown at most; then it is said where there is more.
const MOST: usize = 6_000;

/// What is shown beside the pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// The words, as Markdown.
    pub markdown: String,
}

impl Analysis {
    /// What the name at a point means; nothing where no name stands.
    #[must_use]
    pub fn hover(&self, at: Point) -> Option<Hover> {
        let (number, token) = self.token_at(at)?;
        let place = Place { file: at.file, span: token.span };
        if let Some(named) = self.named(place) {
            let mut cards: Vec<Card> = Vec::new();
            for declared in &named.means {
                // A profile's requirement stands where that of its base does, and is told with it; so is the word that an
                // outcome is.
                let outcome = matches!(named.thing(), Some(Thing::Outcome(_)));
                let told = cards.iter().any(|it| it.name == declared.name || outcome);
                cards.extend((!told).then(|| self.card(declared.thing, declared.name, place)));
            }
            return Some(Hover { span: token.span, markdown: rendered(cards) });
        }
        if let Some((span, card)) = self.measure(at.file, number) {
            return Some(Hover { span, markdown: rendered(vec![card]) });
        }
        let card = match token.kind {
            Kind::Word(_) | Kind::Name | Kind::Currency => self.word(at.file, number, place)?,
            _ => return None,
        };
        Some(Hover { span: token.span, markdown: rendered(vec![card]) })
    }

    fn card(&self, thing: Thing, name: Place, asked: Place) -> Card {
        let from = || self.viewpoint(asked);
        let mut card = match thing {
            Thing::Guidance(id) => self.guidance_card(id),
            Thing::Entity(id) => self.entity_card(id),
            Thing::Subject(id) => self.subject_card(id, from()),
            Thing::Field(id) => self.field_card(id),
            Thing::Vocabulary(id) => self.vocabulary_card(id, from()),
            Thing::Term(id) => self.term_card(id),
            Thing::Classification(id) => self.classification_card(id),
            Thing::Level(id, level) => self.level_card(id, level),
            Thing::Definition(_) => self.definition_card(thing, name),
            Thing::Requirement(id) => self.requirement_card(id, name),
            Thing::Clause(id, number) => self.clause_card(id, number),
            Thing::Expectation(id) => self.expectation_card(id),
            Thing::Role(id) => self.role_card(id),
            Thing::Instance(id) => self.instance_card(id),
            Thing::Procedure(id) => self.procedure_card(id),
            Thing::Step(id) => self.step_card(id),
            Thing::Outcome(number) => self.outcome_card(number, name),
            Thing::Suggested(_) => {
                let name = code(self.text_of(name));
                Card::new(&format!("{name} · a step that a requirement suggests"))
            }
            Thing::Record(id) => self.record_card(id),
            Thing::Judgement(id) => self.judgement_card(id),
            Thing::Waiver(id) => self.waiver_card(id),
        };
        card.name = name;
        card
    }
}

/// One thing that is told: a short first line, and more below it.
pub(super) struct Card {
    first: String,
    parts: Vec<String>,
    /// The name it is about.
    name: Place,
}

impl Card {
    fn new(first: &str) -> Self {
        let nowhere = Place { file: crate::source::FileId(u32::MAX), span: Span::default() };
        Self { first: first.to_owned(), parts: Vec::new(), name: nowhere }
    }

    /// `**Title** · `name` · what it is`; without a title the name alone.
    fn titled(title: Option<&str>, name: &str, what: &str) -> Self {
        match title.map(line).filter(|it| !it.is_empty()) {
            Some(title) => Self::new(&format!("**{title}** · {} · {what}", code(name))),
            None => Self::new(&format!("**{}** · {what}", code(name))),
        }
    }

    /// What is written above the declaration.
    fn doc(self, doc: Option<&str>) -> Self {
        self.part(paragraphs(doc.unwrap_or("")))
    }

    /// More about it; nothing, if there is nothing.
    fn part(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.parts.push(text);
        }
        self
    }

    /// `Label: text`; nothing, if there is no text.
    fn labelled(self, label: &str, text: &str) -> Self {
        let part = if text.is_empty() { String::new() } else { format!("*{label}:* {text}") };
        self.part(part)
    }

    /// A list below a label; nothing, if it is empty.
    fn list(self, label: &str, lines: Vec<String>) -> Self {
        if lines.is_empty() {
            return self;
        }
        let lines: Vec<String> = lines.into_iter().map(|it| format!("- {it}")).collect();
        let label = if label.is_empty() { String::new() } else { format!("*{label}:*\n") };
        self.part(format!("{label}{}", lines.join("\n")))
    }
}

fn rendered(cards: Vec<Card>) -> String {
    let mut out = String::new();
    for card in cards {
        for part in std::iter::once(card.first).chain(card.parts) {
            if out.len() + part.len() > MOST {
                out.push_str("\n\n…");
                return out;
            }
            let between = if out.is_empty() { "" } else { "\n\n" };
            out.push_str(between);
            out.push_str(&part);
        }
    }
    out
}
