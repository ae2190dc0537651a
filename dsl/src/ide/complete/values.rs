//! Offers of values: what a field, a condition or a demand takes, and nothing of another type.

use super::OfferKind;
use super::desk::{Desk, group};
use super::fields::Takes;
use super::names::prose;
use super::spot::{Carrier, Wanted};
use crate::model::{FieldType, Range};
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

impl<'a> Desk<'a> {
    pub(super) fn value(&mut self, wanted: &Wanted<'a>, listed: bool) {
        match wanted {
            Wanted::Operand(names, compared) => self.operand_value(names, *compared),
            _ => {
                let takes = self.takes(wanted);
                self.takes_value(&takes, listed);
            }
        }
    }

    pub(super) fn takes_value(&mut self, takes: &Takes, listed: bool) {
        match takes {
            Takes::Field(ty) => self.typed_value(*ty, listed),
            Takes::Class(it) => self.levels(&self.model.classifications[*it].levels),
            Takes::Roles => self.roles(None),
            Takes::Outcomes => self.outcomes(),
            Takes::Limit | Takes::Nothing => {}
            Takes::Actions => self.terms_named("action", group::USUAL),
            Takes::Level => self.requirement_levels(),
            Takes::Terms(name) if self.vocabulary(name).is_none() => self.stages(),
            Takes::Terms(name) => self.terms_named(name, group::USUAL),
            Takes::Topic => {
                self.operands(false);
                self.terms_named("action", group::LATER);
                let names: Vec<String> = self.decisions_anywhere();
                for name in names {
                    self.word(&name, "decision", OfferKind::Step, group::LATER);
                }
            }
        }
    }

    pub(super) fn typed_value(&mut self, ty: FieldType, listed: bool) {
        match ty {
            FieldType::OneOf(Range::Vocabulary(it))
            | FieldType::SomeOf(Range::Vocabulary(it))
            | FieldType::ScopeOf(it) => {
                self.terms_of(it, group::USUAL, |_| true);
            }
            FieldType::OneOf(Range::Subject(it)) | FieldType::SomeOf(Range::Subject(it)) => {
                self.things(Some(it), group::USUAL);
            }
            FieldType::OneOf(Range::Roles) | FieldType::SomeOf(Range::Roles) => self.roles(None),
            FieldType::YesNo => {
                self.word("yes", "it is so", OfferKind::Value, group::USUAL);
                self.word("no", "it is not so", OfferKind::Value, group::USUAL);
            }
            FieldType::Duration => self.durations(),
            FieldType::Date => self.date(),
            FieldType::Text if !listed => {
                self.full(
                    "\"…\"",
                    "a text in quotes",
                    OfferKind::Value,
                    "\"$0\"".to_owned(),
                    String::new(),
                    group::USUAL,
                );
            }
            FieldType::Money => {
                for currency in self.currencies() {
                    let label = format!("1 000 {currency}");
                    let snippet = format!("${{1:1 000}} {currency}");
                    self.full(&label, "an amount", OfferKind::Value, snippet, String::new(), group::USUAL);
                }
            }
            FieldType::Number | FieldType::Text => {}
        }
    }

    /// Lengths of time: those of the number that is being written, or some that are usual.
    fn durations(&mut self) {
        let typed = self.around.typed();
        let number = if typed.is_empty() || !typed.bytes().all(|it| it.is_ascii_digit()) { None } else { Some(typed) };
        let usual =
            [("24", "hours"), ("10", "days"), ("10", "working days"), ("2", "weeks"), ("6", "months"), ("1", "year")];
        for (count, unit) in usual {
            let count = number.unwrap_or(count);
            let unit = if count == "1" { unit.trim_end_matches('s') } else { plural(unit) };
            let label = format!("{count} {unit}");
            let snippet = if number.is_some() { label.clone() } else { format!("${{1:{count}}} {unit}") };
            self.full(&label, "a length of time", OfferKind::Value, snippet, String::new(), group::USUAL);
        }
    }

    pub(super) fn date(&mut self) {
        let today = self.analysis.today.to_string();
        self.word(&today, "today", OfferKind::Value, group::USUAL);
    }

    pub(super) fn unit(&mut self, wanted: &Wanted<'a>) {
        let takes = match wanted {
            Wanted::Operand(names, _) => self.operand_type(names).map_or(Takes::Nothing, Takes::Field),
            _ => self.takes(wanted),
        };
        match takes {
            Takes::Limit | Takes::Field(FieldType::Duration) => {
                let one = self.around.number_before() == Some("1");
                for unit in ["hours", "days", "working days", "weeks", "months", "years"] {
                    let (singular, near) = (unit.trim_end_matches('s'), if one { group::USUAL } else { group::LATER });
                    let detail = Word::read(unit).map_or("", Word::meaning);
                    self.phrase(unit, detail, if one { group::LATER } else { group::USUAL });
                    if unit != "working days" || one {
                        self.phrase(singular, "", near);
                    }
                }
            }
            Takes::Field(FieldType::Money) => {
                for currency in self.currencies() {
                    self.word(&currency, "currency", OfferKind::Value, group::USUAL);
                }
            }
            _ => {}
        }
    }

    /// The currencies that the text names, or else some.
    fn currencies(&self) -> Vec<String> {
        let file = self.at.file.0 as usize;
        let (Some(text), Some(parse)) = (self.analysis.files.get(file), self.analysis.read.parses.get(file)) else {
            return Vec::new();
        };
        let tokens = parse.tokens.iter().filter(|it| it.kind == Kind::Currency);
        let mut found: Vec<String> = tokens.map(|it| text.slice(it.span).to_owned()).collect();
        found.sort();
        found.dedup();
        found.truncate(8);
        if found.is_empty() { vec!["USD".to_owned(), "EUR".to_owned(), "CHF".to_owned()] } else { found }
    }

    /// What may follow a value of an entry.
    pub(super) fn after_value(&mut self, wanted: &Wanted<'a>) {
        let Wanted::Field(carrier, _) = wanted else {
            return;
        };
        let roles = matches!(self.takes(wanted), Takes::Field(FieldType::SomeOf(Range::Roles)));
        let near = self.goes_on();
        if roles {
            self.word("or", Word::Or.meaning(), OfferKind::Keyword, near);
        }
        if matches!(carrier, Carrier::Thing(_)) {
            self.word("since", Word::Since.meaning(), OfferKind::Keyword, near);
        }
    }

    /// Words that go on with a clause come first on its own line, and last on the next.
    pub(super) fn goes_on(&self) -> u32 {
        if self.around.begins_line() { group::LAST } else { group::FIRST }
    }

    /// What is asked of a field: a value, or something about it.
    pub(super) fn constraint(&mut self, wanted: &Wanted<'a>) {
        let takes = self.takes(wanted);
        self.takes_value(&takes, false);
        let ranged = match &takes {
            Takes::Field(ty) => matches!(ty, FieldType::OneOf(_) | FieldType::SomeOf(_) | FieldType::ScopeOf(_)),
            Takes::Roles => true,
            _ => false,
        };
        let ordered = match &takes {
            Takes::Field(ty) => self.is_ordered(*ty),
            Takes::Limit | Takes::Nothing => true,
            _ => false,
        };
        if !matches!(takes, Takes::Topic) {
            self.phrase("stated", "any value will do", group::LATER);
        }
        if !matches!(takes, Takes::Limit | Takes::Topic) {
            self.phrase("same", "as in the other event", group::LATER);
        }
        if ordered {
            self.comparisons();
        }
        if ranged || takes == Takes::Nothing {
            self.phrase("some of", "meets one value of another field", group::LATER);
            self.phrase("all of", "meets every value of another field", group::LATER);
        }
        if ranged || matches!(takes, Takes::Outcomes | Takes::Nothing) {
            self.phrase("not", "none of these", group::LATER);
        }
        let points = match &takes {
            Takes::Field(ty) => !matches!(ty, FieldType::Text),
            it => *it == Takes::Roles,
        };
        if points && (self.before_dot() || !self.around.qualifiers.is_empty()) {
            self.references(wanted);
        }
    }

    pub(super) fn is_ordered(&self, ty: FieldType) -> bool {
        match ty {
            FieldType::Number | FieldType::Money | FieldType::Duration | FieldType::Date => true,
            FieldType::OneOf(Range::Vocabulary(it)) => self.model.vocabularies[it].ordered,
            _ => false,
        }
    }

    pub(super) fn comparisons(&mut self) {
        self.phrase("at least", "this or more", group::USUAL);
        self.phrase("at most", "this or less", group::USUAL);
        self.phrase("above", "more than this", group::LATER);
        self.phrase("below", "less than this", group::LATER);
        self.phrase("more than", "more than this", group::LATER);
        self.phrase("less than", "less than this", group::LATER);
    }

    pub(super) fn levels(&mut self, levels: &[String]) {
        for level in levels {
            self.word(level, "level", OfferKind::Value, group::USUAL);
        }
    }

    pub(super) fn requirement_levels(&mut self) {
        for word in [Word::Must, Word::Should, Word::May] {
            self.word(word.text(), word.meaning(), OfferKind::Value, group::FIRST);
        }
    }

    /// The outcomes that guidance knows.
    fn outcomes(&mut self) {
        self.terms_named("outcome", group::USUAL);
        if self.vocabulary("outcome").is_none() {
            let stops = super::declared::procedure_at(self.analysis, self.at);
            for name in stops.into_iter().flat_map(|it| it.steps).filter_map(|it| it.outcomes).flatten() {
                self.word(name, "outcome", OfferKind::Value, group::USUAL);
            }
        }
    }

    /// The outcomes of a decision that it does not have yet, each with its block.
    pub(super) fn outcome_blocks(&mut self) {
        let Some(vocabulary) = self.vocabulary("outcome") else {
            return;
        };
        let rest = !self.around.rest_of_line().is_empty();
        let terms = self.model.vocabularies[vocabulary].terms.clone();
        for id in terms {
            let it = &self.model.terms[id];
            if !self.sees(it.owner) || self.scene.outcomes.contains(&it.name.as_str()) {
                continue;
            }
            let snippet = if rest { it.name.clone() } else { format!("{} {{ $0 \\}}", it.name) };
            let markdown = it.doc.as_deref().map(prose).unwrap_or_default();
            let (label, detail) = (it.name.clone(), it.title.clone().unwrap_or_else(|| "outcome".to_owned()));
            self.full(&label, &detail, OfferKind::Value, snippet, markdown, group::FIRST);
        }
    }
}

fn plural(unit: &str) -> &str {
    if unit == "year" { "years" } else { unit }
}
