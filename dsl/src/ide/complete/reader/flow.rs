//! Reading up to a point: procedures and their statements.

use super::super::spot::{Carrier, Names, Spot};
use super::{Read, Reader};
use crate::ide::signature::Shape;
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

impl<'a> Reader<'a> {
    /// `for … after … { entries and statements }`
    pub(super) fn procedure(&mut self) -> Read {
        self.named()?;
        loop {
            if self.opt(Word::For) {
                self.part(2);
                self.for_what()?;
            } else if self.opt(Word::After) {
                self.part(3);
                self.paths(&Spot::Procedure)?;
            } else {
                break;
            }
        }
        self.part(4);
        self.braced(&[Spot::Statement, Spot::Key(Carrier::Procedure)], |it| {
            if it.is_key() {
                return it.entry(&Carrier::Procedure);
            }
            it.statement()
        })
    }

    fn for_what(&mut self) -> Read {
        self.want(Spot::ForWhat)?;
        if self.is(0, Word::Any) && (self.is_name(1) || self.kind(1).is_none()) {
            self.at += 1;
            self.scene.subject = Some(self.path(Spot::Subject)?);
        } else {
            self.scene.subject = Some(self.names());
        }
        if self.opt(Word::When) {
            self.condition()?;
        }
        Ok(())
    }

    /// `{ statements }`
    pub(super) fn block(&mut self) -> Read {
        self.braced(&[Spot::Statement], Self::statement)
    }

    pub(super) fn statement(&mut self) -> Read {
        let Some(Kind::Word(word)) = self.kind(0) else {
            return Ok(());
        };
        match word {
            Word::Optional => {
                self.at += 1;
                self.need(Word::Step)?;
                self.shaped(Shape::Step, Self::step)
            }
            Word::Step => {
                self.at += 1;
                self.shaped(Shape::Step, Self::step)
            }
            Word::Decide if self.kind(1) != Some(Kind::Colon) => {
                self.at += 1;
                self.shaped(Shape::Decide, Self::decide)
            }
            Word::When => self.shaped(Shape::When, Self::when),
            Word::Together => {
                self.at += 1;
                self.shaped(Shape::Together, Self::block)
            }
            Word::Repeat => self.shaped(Shape::Repeat, |it| {
                it.at += 1;
                it.need(Word::Every)?;
                it.duration()?;
                it.part(1);
                it.block()
            }),
            Word::Run => self.shaped(Shape::Run, |it| {
                it.at += 1;
                it.path(Spot::Procedure).map(|_| ())
            }),
            Word::Go => self.shaped(Shape::GoTo, |it| {
                it.at += 1;
                it.need(Word::To)?;
                it.path(Spot::Step).map(|_| ())
            }),
            Word::On => self.shaped(Shape::On, |it| {
                it.at += 1;
                loop {
                    it.path(Spot::Trigger)?;
                    if !it.opt(Word::Or) {
                        break;
                    }
                }
                it.part(1);
                it.block()
            }),
            Word::End => {
                self.at += 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// What follows `step`.
    fn step(&mut self) -> Read {
        self.named()?;
        self.stop()?;
        self.take(Kind::Colon);
        self.part(2);
        let names = self.path(Spot::Action)?;
        let action = (!names.is_empty()).then_some(names);
        self.by(action.as_ref())?;
        self.entries(&Carrier::Step(action))
    }

    fn by(&mut self, action: Option<&Names<'a>>) -> Read {
        if self.opt(Word::By) {
            self.part(3);
            self.actors(action)?;
        }
        if self.opt(Word::Fixed) {
            self.part(4);
            self.need(Word::By)?;
            self.path(Spot::Body)?;
        }
        self.part(5);
        Ok(())
    }

    /// What follows `decide`.
    fn decide(&mut self) -> Read {
        self.named()?;
        let mut action = None;
        if self.take(Kind::Colon) {
            self.part(2);
            action = Some(self.path(Spot::Action)?).filter(|it| !it.is_empty());
        }
        self.by(action.as_ref())?;
        let outer = std::mem::take(&mut self.scene.outcomes);
        let carrier = Carrier::Decide(action.clone());
        self.braced(&[Spot::Outcome(action), Spot::Key(carrier.clone())], |it| {
            if it.is_key() {
                return it.entry(&carrier);
            }
            it.shaped(Shape::Outcome, Self::outcome)
        })?;
        self.scene.outcomes = outer;
        Ok(())
    }

    fn outcome(&mut self) -> Read {
        let Some(name) = self.new_name()? else {
            return Ok(());
        };
        self.scene.outcomes.push(name);
        if self.opt(Word::When) {
            self.part(1);
            self.condition()?;
        }
        self.part(2);
        if self.kind(0) != Some(Kind::Open) {
            return self.stop();
        }
        let outcomes = std::mem::take(&mut self.scene.outcomes);
        self.block()?;
        self.scene.outcomes = outcomes;
        Ok(())
    }

    /// `when C { } otherwise when C { } otherwise { }`
    fn when(&mut self) -> Read {
        self.at += 1;
        loop {
            self.condition()?;
            self.part(1);
            self.block()?;
            if !self.opt(Word::Otherwise) {
                return Ok(());
            }
            self.part(2);
            if !self.opt(Word::When) {
                return self.block();
            }
            self.part(0);
        }
    }
}
