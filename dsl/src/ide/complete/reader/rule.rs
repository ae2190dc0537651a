//! Reading up to a point: requirements and their demands, and what a profile changes.

use super::super::spot::{Carrier, Names, Spot, Why};
use super::{Read, Reader};
use crate::ide::signature::Shape;
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

impl<'a> Reader<'a> {
    /// `[for SUBJECT] LEVEL [when C, LEVEL otherwise] [, not waivable] { members }`
    pub(super) fn requirement(&mut self) -> Read {
        self.named()?;
        if self.opt(Word::For) {
            self.part(2);
            self.scene.subject = Some(self.path(Spot::Subject)?);
        }
        self.part(3);
        loop {
            self.want(Spot::Level)?;
            if self.is(0, Word::Not) {
                break;
            }
            self.new_name()?;
            self.note(Spot::Word(Word::When));
            if self.is(0, Word::When) {
                self.at += 1;
                self.condition()?;
            } else if self.is(0, Word::Otherwise) {
                self.at += 1;
            }
            self.note(Spot::Word(Word::Otherwise));
            if !self.take(Kind::Comma) {
                break;
            }
            self.note(Spot::Word(Word::Not));
        }
        self.part(4);
        if self.opt(Word::Not) {
            self.need(Word::Waivable)?;
        }
        self.part(5);
        let spots = [Spot::RequirementMember, Spot::Pattern { scoped: false }];
        self.braced(&spots, Self::requirement_member)
    }

    fn requirement_member(&mut self) -> Read {
        if self.is(0, Word::Applies) && self.kind(1) != Some(Kind::Colon) {
            return self.shaped(Shape::Applies, |it| {
                it.at += 1;
                it.need(Word::When)?;
                it.condition()
            });
        }
        if self.is(0, Word::Because) && self.kind(1) != Some(Kind::Colon) {
            self.at += 1;
            self.stop()?;
            self.take(Kind::Text);
            return Ok(());
        }
        if self.is(0, Word::Suggest) && self.kind(1) != Some(Kind::Colon) {
            self.at += 1;
            return self.block();
        }
        if self.is(0, Word::Answers) && self.kind(1) == Some(Kind::Colon) {
            self.scene.stated.push(Word::Answers.text());
            self.at += 2;
            return self.paths(&Spot::Expectation).map(|_| ());
        }
        if self.is_entry() {
            return self.entry(&Carrier::Requirement);
        }
        self.clause()
    }

    /// A key that a requirement carries, or any whose value can be no demand.
    fn is_entry(&self) -> bool {
        let known = [Word::Stage, Word::Note, Word::Default, Word::Id, Word::Source];
        let literal = matches!(self.kind(2), Some(Kind::Text | Kind::Number | Kind::Date | Kind::ListOpen));
        self.is_key() && (known.into_iter().any(|word| self.is(0, word)) || literal)
    }

    /// `[label:] [scope,] pattern`
    fn clause(&mut self) -> Read {
        if self.is_key() {
            self.at += 2;
            self.want(Spot::Pattern { scoped: false })?;
        }
        let (shape, until, and) = match self.kind(0) {
            Some(Kind::Word(Word::Before)) => (Shape::Before, false, false),
            Some(Kind::Word(Word::After)) => (Shape::After, true, false),
            Some(Kind::Word(Word::Between)) => (Shape::Between, false, true),
            _ => return self.pattern(),
        };
        self.shaped(shape, |it| {
            it.at += 1;
            it.event(&Spot::Event, false)?;
            if until && it.opt(Word::Until) {
                it.part(1);
                it.event(&Spot::Event, false)?;
            }
            if and && it.need(Word::And)? {
                it.part(1);
                it.event(&Spot::Event, false)?;
            }
            it.stop()?;
            it.take(Kind::Comma);
            it.part(2);
            it.want(Spot::Pattern { scoped: true })
        })?;
        self.pattern()
    }

    fn pattern(&mut self) -> Read {
        match self.kind(0) {
            Some(Kind::Word(Word::Require)) => self.shaped(Shape::Require, |it| {
                it.at += 1;
                it.event(&Spot::Event, false)?;
                loop {
                    if it.opt(Word::Within) {
                        it.part(1);
                    } else if it.opt(Word::Every) {
                        it.part(2);
                    } else {
                        return Ok(());
                    }
                    it.duration()?;
                }
            }),
            Some(Kind::Word(Word::Never)) => self.shaped(Shape::Never, |it| {
                it.at += 1;
                it.event(&Spot::Event, false).map(|_| ())
            }),
            Some(Kind::Word(Word::Each)) => self.shaped(Shape::Each, |it| {
                it.at += 1;
                let what = it.event(&Spot::Each, false)?;
                it.must_have(&Carrier::Each(what))
            }),
            Some(Kind::Word(Word::Entity)) => self.shaped(Shape::EntityMust, |it| {
                it.at += 1;
                it.must_have(&Carrier::EntityMust)
            }),
            Some(Kind::Word(Word::Keep)) if self.is(1, Word::Apart) || self.kind(1).is_none() => {
                self.shaped(Shape::KeepApart, |it| {
                    it.at += 1;
                    it.need(Word::Apart)?;
                    loop {
                        it.event(&Spot::Event, false)?;
                        it.part(1);
                        if !it.take(Kind::Comma) {
                            return Ok(());
                        }
                    }
                })
            }
            Some(Kind::Word(Word::Judge)) if matches!(self.kind(1), None | Some(Kind::Text)) => {
                self.shaped(Shape::Judge, |it| {
                    it.at += 1;
                    it.stop()?;
                    it.take(Kind::Text);
                    Ok(())
                })
            }
            Some(kind) if kind.is_name() || kind == Kind::Word(Word::Step) => {
                self.shaped(Shape::Possible, Self::possible)
            }
            _ => Ok(()),
        }
    }

    fn possible(&mut self) -> Read {
        self.event(&Spot::Event, false)?;
        for word in [Word::Must, Word::Be, Word::Possible] {
            if !self.need(word)? {
                return Ok(());
            }
        }
        self.note(Spot::Word(Word::After));
        if self.is(0, Word::After) && !self.begins_line(0) {
            self.at += 1;
            self.part(1);
            self.event(&Spot::Event, false)?;
        }
        Ok(())
    }

    fn must_have(&mut self, carrier: &Carrier<'a>) -> Read {
        self.need(Word::Must)?;
        self.need(Word::Have)?;
        self.part(1);
        self.stop()?;
        self.braced(&[Spot::Key(carrier.clone()), Spot::Word(Word::Record)], |it| {
            if it.is(0, Word::Record) && it.kind(1) != Some(Kind::Colon) {
                it.at += 1;
                let action = it.path(Spot::Action)?;
                return it.constraints(&Carrier::Event(action));
            }
            it.entry_or_flag(carrier)
        })
    }

    /// `a { … } or b`; gives the name of the last.
    pub(super) fn event(&mut self, spot: &Spot<'a>, when: bool) -> Read<Names<'a>> {
        loop {
            let names = self.path(spot.clone())?;
            self.constraints(&Carrier::Event(names.clone()))?;
            if when && self.opt(Word::When) {
                self.condition()?;
            }
            if !self.opt(Word::Or) {
                return Ok(names);
            }
        }
    }

    /// One line of a profile; whether there is one.
    pub(super) fn tailoring(&mut self) -> Read<bool> {
        let words = [Word::Raise, Word::Lower, Word::Drop, Word::Set, Word::Suggest];
        let Some(word) = words.into_iter().find(|&it| self.is(0, it)) else {
            return Ok(false);
        };
        if !(self.is_name(1) || self.kind(1).is_none()) {
            return Ok(false);
        }
        self.shaped(Shape::Tailoring, |it| {
            it.at += 1;
            let requirement = it.path(Spot::Requirement(Why::Tailor))?;
            it.part(1);
            match word {
                Word::Raise | Word::Lower => {
                    it.need(Word::To)?;
                    it.want(Spot::Level)?;
                    it.new_name()?;
                }
                Word::Set => {
                    it.stop()?;
                    it.constraints(&Carrier::Tailored(requirement))?;
                }
                Word::Suggest => it.block()?,
                _ => {}
            }
            it.part(2);
            if it.opt(Word::Because) {
                it.stop()?;
                it.take(Kind::Text);
            }
            Ok(())
        })?;
        Ok(true)
    }
}
