//! What a length of time or a day comes to.

use jiff::civil::Date;

use super::Card;
use super::register::how_far;
use crate::Analysis;
use crate::ide::prose::{code, count};
use crate::model::{Calendar, Duration, Owner};
use crate::source::{FileId, Place, Span};
use crate::syntax::ast::{self, Unit};
use crate::syntax::token::{Kind, read_date};
use crate::syntax::words::Word;

impl Analysis {
    /// What the length of time or the day comes to of which a token is part.
    pub(super) fn measure(&self, file: FileId, number: usize) -> Option<(Span, Card)> {
        let (source, parse) = self.file(file)?;
        let token = parse.tokens.get(number)?;
        if token.kind == Kind::Date {
            let day = read_date(source.slice(token.span))?;
            return Some((token.span, day_card(self.today, day)));
        }
        let significant: Vec<(Kind, Span)> = around(&parse.tokens, number);
        let here = significant.iter().position(|it| it.1 == token.span)?;
        let first = (here.saturating_sub(2)..=here)
            .rev()
            .find(|&at| significant.get(at).is_some_and(|it| it.0 == Kind::Number))?;
        let count: u32 = source.slice(significant.get(first)?.1).parse().ok()?;
        let (unit, last) = match significant.get(first + 1)?.0 {
            Kind::Word(Word::Working) => match significant.get(first + 2)?.0 {
                Kind::Word(Word::Day | Word::Days) => (Unit::WorkingDay, first + 2),
                _ => return None,
            },
            Kind::Word(word) => (unit_of(word)?, first + 1),
            _ => return None,
        };
        let span = significant.get(first)?.1.to(significant.get(last)?.1);
        (here <= last).then(|| (span, self.duration_card(Place { file, span }, count, unit)))
    }

    fn duration_card(&self, at: Place, number: u32, unit: Unit) -> Card {
        let duration = Duration::from(ast::Duration { count: number, unit, span: at.span });
        let calendar = self.calendar_at(at);
        let card = Card::new(&format!("**{}** · a length of time", code(self.text_of(at))));
        let until = duration.after(self.today, calendar);
        let until = until.map(|day| format!("{day} ({})", how_far(self.today, day))).unwrap_or_default();
        let comes_to = match unit {
            Unit::WorkingDay => working_words(duration, calendar),
            Unit::Month | Unit::Year => month_words(duration),
            Unit::Hour if !number.is_multiple_of(24) => String::new(),
            Unit::Hour | Unit::Day | Unit::Week => {
                let days = duration.hours / 24;
                if unit == Unit::Day { String::new() } else { count(days as usize, "day") }
            }
        };
        card.labelled("Comes to", &comes_to).labelled("From today until", &until)
    }

    /// The working week of the organisation to whose text a place belongs, as far as that can be told.
    fn calendar_at(&self, at: Place) -> Option<Calendar> {
        let model = &self.read.model;
        let entity = match self.viewpoint(at) {
            Some(Owner::Entity(id)) => Some(id),
            Some(Owner::Guidance(_)) | None => None,
        };
        // Where only one organisation is described, it is the one that is meant.
        let entity = entity.or_else(|| model.entities.ids().next().filter(|_| model.entities.len() == 1))?;
        model.entities[entity].calendar
    }
}

fn unit_of(word: Word) -> Option<Unit> {
    Some(match word {
        Word::Hour | Word::Hours => Unit::Hour,
        Word::Day | Word::Days => Unit::Day,
        Word::Week | Word::Weeks => Unit::Week,
        Word::Month | Word::Months => Unit::Month,
        Word::Year | Word::Years => Unit::Year,
        _ => return None,
    })
}

/// The tokens beside one that are no blanks or remarks, three on each side.
fn around(tokens: &[crate::syntax::Token], number: usize) -> Vec<(Kind, Span)> {
    let seen = |it: &&crate::syntax::Token| !it.kind.is_trivia();
    let before = tokens.get(..number).unwrap_or(&[]).iter().rev().filter(seen).take(2).collect::<Vec<_>>();
    let after = tokens.get(number..).unwrap_or(&[]).iter().filter(seen).take(3);
    before.into_iter().rev().chain(after).map(|it| (it.kind, it.span)).collect()
}

fn day_card(today: Date, day: Date) -> Card {
    let words = day.strftime("%A, %-d %B %Y");
    Card::new(&format!("**{words}** · {}", how_far(today, day)))
}

fn working_words(duration: Duration, calendar: Option<Calendar>) -> String {
    let Some(of) = calendar else {
        return "nothing that can be compared with other times, for no working week is declared here; \
                write `working-week: 5` and `holidays: 10` in the organisation"
            .to_owned();
    };
    let (week, holidays) = of;
    let calendar = format!("at {week} days a week and {holidays} holidays a year");
    match duration.in_days(of) {
        Some((shortest, longest)) if shortest == longest => format!("{shortest} days {calendar}"),
        Some((shortest, longest)) => format!("{shortest} to {longest} days {calendar}"),
        None => format!("nothing that can be reckoned {calendar}"),
    }
}

fn month_words(duration: Duration) -> String {
    match duration.in_days((7, 0)) {
        Some((shortest, longest)) => {
            format!(
                "{shortest} to {longest} days; promised, the longest counts, and where it is asked for, the shortest"
            )
        }
        None => String::new(),
    }
}
