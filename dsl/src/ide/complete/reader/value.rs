//! Reading up to a point: values, entries, conditions, and who acts.

use super::super::spot::{Carrier, Names, Spot, Wanted};
use super::{End, Read, Reader};
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

impl<'a> Reader<'a> {
    /// `key: value`, of which the key and the colon stand here.
    pub(super) fn entry(&mut self, carrier: &Carrier<'a>) -> Read {
        let key = self.text(0);
        self.at += 2;
        self.scene.stated.push(key);
        let wanted = Wanted::Field(carrier.clone(), key);
        if carrier.asks() {
            return self.constraint(&wanted);
        }
        self.value(&wanted)?;
        loop {
            self.note(Spot::After(wanted.clone()));
            let goes_on = self.is(0, Word::Or) || self.kind(0) == Some(Kind::Comma);
            if !goes_on {
                break;
            }
            self.at += 1;
            self.value(&wanted)?;
        }
        if self.is(0, Word::Since) && self.kind(1) != Some(Kind::Colon) {
            self.at += 1;
            self.date()?;
        }
        Ok(())
    }

    pub(super) fn value(&mut self, wanted: &Wanted<'a>) -> Read {
        self.want(Spot::Value(wanted.clone(), false))?;
        match self.kind(0) {
            Some(Kind::ListOpen) => self.list(wanted)?,
            Some(Kind::Number) => self.number(wanted),
            Some(Kind::Text | Kind::Date | Kind::BadValue) => self.at += 1,
            // The key of the next entry is no value.
            _ if self.is_key() => {}
            _ => drop(self.names()),
        }
        Ok(())
    }

    fn list(&mut self, wanted: &Wanted<'a>) -> Read {
        self.at += 1;
        while !self.take(Kind::ListClose) {
            self.want(Spot::Value(wanted.clone(), true))?;
            match self.kind(0) {
                Some(Kind::Number) => self.number(wanted),
                Some(kind) if kind.is_name() => drop(self.names()),
                Some(Kind::Close) => break,
                _ => self.at += 1,
            }
            // After a value stands a comma.
            self.stop()?;
            self.take(Kind::Comma);
        }
        Ok(())
    }

    fn number(&mut self, wanted: &Wanted<'a>) {
        while self.take(Kind::Number) {}
        self.note(Spot::Unit(wanted.clone()));
        if self.is(0, Word::Working) {
            self.at += 1;
            self.note(Spot::Word(Word::Days));
        }
        let is_unit = match self.kind(0) {
            Some(Kind::Word(word)) => is_unit(word) && self.kind(1) != Some(Kind::Colon),
            Some(Kind::Currency) => true,
            _ => false,
        };
        self.at += usize::from(is_unit);
    }

    pub(super) fn duration(&mut self) -> Read {
        self.want(Spot::Value(Wanted::Duration, false))?;
        self.number(&Wanted::Duration);
        Ok(())
    }

    pub(super) fn date(&mut self) -> Read {
        self.want(Spot::Date)?;
        if matches!(self.kind(0), Some(Kind::Date | Kind::BadValue)) {
            self.at += 1;
        }
        Ok(())
    }

    /// What is asked of a field.
    fn constraint(&mut self, wanted: &Wanted<'a>) -> Read {
        self.want(Spot::Constraint(wanted.clone()))?;
        match self.kind(0) {
            Some(Kind::Word(Word::Stated | Word::Same)) => self.at += 1,
            Some(Kind::Word(Word::At | Word::More | Word::Less | Word::Above | Word::Below)) if !self.is_key() => {
                self.comparison()?;
                self.value(wanted)?;
            }
            Some(Kind::Word(Word::Some | Word::All)) if self.is(1, Word::Of) || self.kind(1).is_none() => {
                self.at += 1;
                self.need(Word::Of)?;
                self.path(Spot::Reference(wanted.clone()))?;
            }
            Some(Kind::Open) => self.constraints(&Carrier::Nested(Box::new(wanted.clone())))?,
            Some(Kind::Word(Word::Not)) => {
                self.at += 1;
                self.alternatives(wanted)?;
            }
            _ => self.alternatives(wanted)?,
        }
        Ok(())
    }

    /// `{ key: demand … }`, if there is a brace.
    pub(super) fn constraints(&mut self, carrier: &Carrier<'a>) -> Read {
        self.entries(carrier)
    }

    fn alternatives(&mut self, wanted: &Wanted<'a>) -> Read {
        loop {
            self.value(wanted)?;
            if !self.opt(Word::Or) {
                return Ok(());
            }
        }
    }

    /// `at least` and its like; whether there was one.
    fn comparison(&mut self) -> Read<bool> {
        match self.kind(0) {
            Some(Kind::Word(Word::At)) => {
                self.at += 1;
                self.note(Spot::Word(Word::Least));
                self.want(Spot::Word(Word::Most))?;
                let second = self.is(0, Word::Least) || self.is(0, Word::Most);
                self.at += usize::from(second);
            }
            Some(Kind::Word(Word::More | Word::Less)) => {
                self.at += 1;
                self.need(Word::Than)?;
            }
            Some(Kind::Word(Word::Above | Word::Below)) => self.at += 1,
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(super) fn condition(&mut self) -> Read {
        self.deeper(|it| {
            loop {
                it.unit()?;
                it.note(Spot::Word(Word::And));
                it.note(Spot::Word(Word::Or));
                if !(it.is(0, Word::And) || it.is(0, Word::Or)) {
                    return Ok(());
                }
                it.at += 1;
            }
        })
    }

    /// `not`, a bracket, or a name and how it is asked about.
    fn unit(&mut self) -> Read {
        self.want(Spot::Operand)?;
        while self.is(0, Word::Not) {
            self.at += 1;
            self.want(Spot::Operand)?;
        }
        if self.take(Kind::ParenOpen) {
            self.condition()?;
            self.stop()?;
            self.take(Kind::ParenClose);
        } else if self.is_name(0) {
            let names = self.names();
            self.test(names)?;
        }
        Ok(())
    }

    fn test(&mut self, names: Names<'a>) -> Read {
        self.want(Spot::Test(names.clone()))?;
        if self.is(0, Word::Is) {
            self.at += 1;
            self.note(Spot::Word(Word::Not));
            if self.is(0, Word::Not) {
                self.at += 1;
            }
            self.note(Spot::Word(Word::Stated));
            if self.is(0, Word::Stated) {
                self.at += 1;
                return Ok(());
            }
            return self.tested(&Wanted::Operand(names, false));
        }
        if self.is(0, Word::Includes) {
            self.at += 1;
            return self.tested(&Wanted::Operand(names, false));
        }
        if self.comparison()? {
            return self.value(&Wanted::Operand(names, true));
        }
        Ok(())
    }

    /// `a or b`, as far as what follows `or` is not asked about itself.
    fn tested(&mut self, wanted: &Wanted<'a>) -> Read {
        loop {
            self.value(wanted)?;
            if !self.is(0, Word::Or) || self.is(1, Word::Not) || self.kind(1) == Some(Kind::ParenOpen) {
                return Ok(());
            }
            if self.kind(1).is_none() {
                self.at += 1;
                self.note(Spot::Value(wanted.clone(), false));
                self.note(Spot::Operand);
                return Err(End);
            }
            let start = self.at;
            self.at += 1;
            let names = self.names();
            if names.is_empty() {
                continue;
            }
            if self.begins_test() {
                self.at = start;
                return Ok(());
            }
            if self.ended() {
                self.note(Spot::Test(names));
            }
            self.at = start + 1;
        }
    }

    fn begins_test(&self) -> bool {
        match self.kind(0) {
            Some(Kind::Word(Word::Is | Word::Includes)) => true,
            Some(Kind::Word(Word::At)) => self.is(1, Word::Least) || self.is(1, Word::Most) || self.kind(1).is_none(),
            Some(Kind::Word(Word::More | Word::Less)) => self.is(1, Word::Than) || self.kind(1).is_none(),
            Some(Kind::Word(Word::Above | Word::Below)) => !self.is(1, Word::When),
            _ => false,
        }
    }

    /// `a or b`; `a when CONDITION, b otherwise`
    pub(super) fn actors(&mut self, action: Option<&Names<'a>>) -> Read {
        let mut cases = 0;
        loop {
            self.path(Spot::Role(action.cloned()))?;
            self.note(Spot::Word(Word::Or));
            self.note(Spot::Word(Word::When));
            if cases > 0 {
                self.note(Spot::Word(Word::Otherwise));
            }
            if self.is(0, Word::Or) {
                self.at += 1;
                continue;
            }
            if self.is(0, Word::When) && self.is_case() {
                self.at += 1;
                self.condition()?;
            } else if cases > 0 && self.is(0, Word::Otherwise) {
                self.at += 1;
            }
            if !self.take(Kind::Comma) {
                return Ok(());
            }
            cases += 1;
        }
    }

    /// Whether the `when` here says who acts: then a comma ends its condition. Else it begins a statement.
    fn is_case(&self) -> bool {
        let mut open = 0usize;
        for further in 1.. {
            match self.kind(further) {
                Some(Kind::Comma) if open == 0 => return true,
                Some(Kind::ListOpen | Kind::ParenOpen) => open += 1,
                Some(Kind::ListClose | Kind::ParenClose) => open = open.saturating_sub(1),
                None | Some(Kind::Open | Kind::Close | Kind::Colon) => return false,
                Some(Kind::Word(Word::When | Word::Step | Word::Optional | Word::Otherwise)) => return false,
                _ => {}
            }
        }
        false
    }
}

fn is_unit(word: Word) -> bool {
    use Word::{Day, Days, Hour, Hours, Month, Months, Week, Weeks, Year, Years};
    matches!(word, Hour | Hours | Day | Days | Week | Weeks | Month | Months | Year | Years)
}
