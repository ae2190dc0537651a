//! Reading up to a point: declarations.

use super::super::spot::{Carrier, Inside, Spot, Why};
use super::{Read, Reader};
use crate::ide::signature::Shape;
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

impl<'a> Reader<'a> {
    /// Declarations, up to the end or to the point.
    pub(super) fn items(&mut self, inside: &Inside<'a>) -> Read {
        loop {
            self.want(Spot::Item(inside.clone()))?;
            let start = self.at;
            self.shape = None;
            self.member(inside)?;
            if self.at == start {
                self.skip()?;
            }
        }
    }

    /// `{ members }` of what holds declarations.
    fn container(&mut self, inside: &Inside<'a>, carrier: &Carrier<'a>) -> Read {
        let at_end = [Spot::Item(inside.clone()), Spot::Key(carrier.clone())];
        let house = matches!(inside, Inside::Guidance | Inside::Entity);
        let mut spots = at_end.to_vec();
        if house {
            spots.push(Spot::Word(Word::Follows));
        }
        if *inside == Inside::Guidance {
            spots.push(Spot::Tailoring);
        }
        self.braced(&spots, |it| {
            if it.is_key() {
                return it.entry(carrier);
            }
            if house && it.is(0, Word::Follows) && (it.is_name(1) || it.kind(1).is_none()) {
                it.at += 1;
                return it.paths(&Spot::Guidance).map(|_| ());
            }
            it.shape = None;
            it.member(inside)
        })
    }

    /// One declaration, or what else may stand beside it.
    fn member(&mut self, inside: &Inside<'a>) -> Read {
        if *inside == Inside::Guidance && self.tailoring()? {
            return Ok(());
        }
        if let Some(word) = self.declares() {
            let (item, subject) = (self.scene.item, self.scene.subject.take());
            self.scene.item = Some(word.text());
            self.at += 1;
            self.declaration(word)?;
            (self.scene.item, self.scene.subject) = (item, subject);
            return Ok(());
        }
        let begins_thing = match self.kind(1) {
            Some(kind) => kind.is_name() && !self.begins_line(1) || kind == Kind::Text,
            None => true,
        };
        if self.is_name(0) && begins_thing {
            return self.thing();
        }
        if self.is_name(0) {
            self.scene.stated.push(self.text(0));
            self.at += 1;
        }
        Ok(())
    }

    fn declaration(&mut self, word: Word) -> Read {
        match word {
            Word::Guidance => self.shaped(Shape::Guidance, Self::guidance),
            Word::Subject => self.shaped(Shape::Subject, Self::subject),
            Word::Vocabulary => self.shaped(Shape::Vocabulary, Self::vocabulary),
            Word::Given => self.shaped(Shape::Given, Self::given),
            Word::Define => self.shaped(Shape::Define, Self::define),
            Word::Classify => self.shaped(Shape::Classify, Self::classify),
            Word::Requirement => self.shaped(Shape::Requirement, Self::requirement),
            Word::Expectation => self.shaped(Shape::Expectation, Self::expectation),
            Word::Entity => self.shaped(Shape::Entity, Self::entity),
            Word::Role => self.shaped(Shape::Role, |it| {
                it.named()?;
                it.part(2);
                it.entries(&Carrier::Role)
            }),
            Word::Procedure => self.shaped(Shape::Procedure, Self::procedure),
            Word::Record => self.shaped(Shape::Record, |it| it.record(Word::Record)),
            Word::Judgement => self.shaped(Shape::Judgement, |it| it.record(Word::Judgement)),
            Word::Waiver => self.shaped(Shape::Waiver, |it| it.record(Word::Waiver)),
            // `field` beside a vocabulary; it is passed over.
            _ => Ok(()),
        }
    }

    /// `name "Title"`
    pub(super) fn named(&mut self) -> Read<Option<&'a str>> {
        let name = self.new_name()?;
        self.part(1);
        self.take(Kind::Text);
        Ok(name)
    }

    fn guidance(&mut self) -> Read {
        let outer = self.scene.clone();
        self.scene.guidance = self.named()?;
        loop {
            self.part(2);
            if self.opt(Word::Tailors) {
                self.scene.tailors = self.path(Spot::Guidance)?.last().copied();
            } else if self.opt(Word::Follows) {
                self.part(3);
                self.paths(&Spot::Guidance)?;
            } else {
                break;
            }
        }
        self.part(4);
        self.container(&Inside::Guidance, &Carrier::Guidance)?;
        self.scene = outer;
        Ok(())
    }

    fn entity(&mut self) -> Read {
        let outer = self.scene.clone();
        self.scene.entity = self.named()?;
        self.part(2);
        self.container(&Inside::Entity, &Carrier::Entity)?;
        self.scene = outer;
        Ok(())
    }

    fn subject(&mut self) -> Read {
        self.named()?;
        self.braced(&[Spot::Word(Word::Field)], |it| it.field().map(|_| ()))
    }

    /// `field NAME: TYPE`; whether there is one.
    fn field(&mut self) -> Read<bool> {
        if !self.is(0, Word::Field) || self.kind(1) == Some(Kind::Colon) {
            return Ok(false);
        }
        self.shaped(Shape::Field, |it| {
            it.at += 1;
            it.new_name()?;
            it.stop()?;
            it.take(Kind::Colon);
            it.part(1);
            it.field_type()
        })?;
        Ok(true)
    }

    fn field_type(&mut self) -> Read {
        self.want(Spot::FieldType)?;
        match self.kind(0) {
            Some(Kind::Word(Word::Yes)) => {
                self.at += 1;
                self.need(Word::Or)?;
                self.need(Word::No)?;
            }
            Some(Kind::Word(Word::One | Word::Some | Word::Scope)) => {
                self.at += 1;
                self.need(Word::Of)?;
                self.path(Spot::Range)?;
            }
            Some(Kind::Word(Word::Number | Word::Money | Word::Duration | Word::Date | Word::Text)) => self.at += 1,
            _ => {}
        }
        Ok(())
    }

    fn vocabulary(&mut self) -> Read {
        let name = self.named()?.unwrap_or("");
        self.part(2);
        self.opt(Word::Ordered);
        self.part(3);
        self.braced(&[], |it| it.term(name))
    }

    fn term(&mut self, vocabulary: &'a str) -> Read {
        if !self.is_name(0) {
            return Ok(());
        }
        self.shaped(Shape::Term, |it| {
            it.named()?;
            it.part(2);
            if it.opt(Word::Is) {
                it.paths(&Spot::Term(vocabulary))?;
            }
            if it.kind(0) != Some(Kind::Open) {
                return Ok(());
            }
            it.part(3);
            it.braced(&[Spot::Word(Word::Field)], |it| {
                if it.field()? {
                    return Ok(());
                }
                it.term(vocabulary)
            })
        })
    }

    fn given(&mut self) -> Read {
        loop {
            self.condition()?;
            self.part(1);
            if !self.take(Kind::Comma) {
                return Ok(());
            }
        }
    }

    fn define(&mut self) -> Read {
        self.named()?;
        self.stop()?;
        self.take(Kind::Colon);
        self.part(1);
        self.event(&Spot::Event, true).map(|_| ())
    }

    fn classify(&mut self) -> Read {
        self.named()?;
        if self.opt(Word::For) {
            self.part(1);
            self.scene.subject = Some(self.path(Spot::Subject)?);
        }
        self.opt(Word::On);
        self.part(2);
        let mut levels = Vec::new();
        if self.take(Kind::ListOpen) {
            while !self.take(Kind::ListClose) {
                self.stop()?;
                if self.is_name(0) {
                    levels.push(self.text(0));
                } else if self.kind(0) == Some(Kind::Open) {
                    break;
                }
                self.at += 1;
            }
        }
        self.scene.levels = levels;
        self.part(3);
        self.braced(&[Spot::ScaleLevel, Spot::Word(Word::Otherwise)], |it| it.shaped(Shape::Row, Self::row))?;
        self.scene.levels.clear();
        Ok(())
    }

    fn row(&mut self) -> Read {
        if self.is(0, Word::Otherwise) {
            self.at += 1;
            self.want(Spot::ScaleLevel)?;
            self.new_name()?;
            return Ok(());
        }
        if self.new_name()?.is_some() && self.need(Word::When)? {
            self.part(1);
            self.condition()?;
        }
        Ok(())
    }

    fn expectation(&mut self) -> Read {
        self.named()?;
        let carrier = Carrier::Expectation;
        self.braced(&[Spot::Key(carrier.clone()), Spot::Word(Word::Because)], |it| {
            if it.is(0, Word::Because) && it.kind(1) != Some(Kind::Colon) {
                it.at += 1;
                it.stop()?;
                it.take(Kind::Text);
                return Ok(());
            }
            it.entry_or_flag(&carrier)
        })
    }

    /// `: WHAT of SUBJECT on DATE by ROLE until DATE when CONDITION { entries }`
    fn record(&mut self, word: Word) -> Read {
        self.named()?;
        self.stop()?;
        self.take(Kind::Colon);
        self.part(1);
        let spot = match word {
            Word::Record => Spot::Happening,
            Word::Judgement => Spot::Requirement(Why::Judge),
            _ => Spot::Requirement(Why::Waive),
        };
        let what = self.path(spot)?;
        let action = (word == Word::Record && !what.is_empty()).then_some(what);
        let mut unused = vec![Word::Of, Word::On, Word::By, Word::Until, Word::When];
        while self.record_head(word, &mut unused, action.as_ref())? {}
        self.part(7);
        self.entries(&match word {
            Word::Record => Carrier::Record(action),
            Word::Judgement => Carrier::Judgement,
            _ => Carrier::Waiver,
        })
    }

    fn record_head(&mut self, word: Word, unused: &mut Vec<Word>, action: Option<&Vec<&'a str>>) -> Read<bool> {
        for &head in unused.iter() {
            // A record is of one day; only what is declared to hold ends, and only a departure has a condition.
            let fits = match head {
                Word::Until => word != Word::Record,
                Word::When => word == Word::Waiver,
                _ => true,
            };
            if fits {
                self.note(Spot::Word(head));
            }
        }
        let Some(place) = unused.iter().position(|&it| self.is(0, it)) else {
            return Ok(false);
        };
        let head = unused.remove(place);
        self.at += 1;
        match head {
            Word::Of => {
                self.part(2);
                self.scene.subject = Some(self.path(Spot::Thing)?);
            }
            Word::By => {
                self.part(4);
                self.actors(action)?;
            }
            Word::When => {
                self.part(6);
                self.condition()?;
            }
            on_or_until => {
                self.part(if on_or_until == Word::On { 3 } else { 5 });
                self.date()?;
            }
        }
        Ok(true)
    }

    /// `use NAME "Title" is a changed on DATE { … }`
    fn thing(&mut self) -> Read {
        let keyword = self.text(0);
        self.shaped(Shape::Thing, |it| {
            it.at += 1;
            it.named()?;
            it.part(2);
            loop {
                it.note(Spot::ThingHead(keyword));
                if it.is(0, Word::Is) {
                    it.at += 1;
                    it.paths(&Spot::Term(keyword))?;
                } else if it.is(0, Word::Changed) {
                    it.at += 1;
                    it.need(Word::On)?;
                    it.date()?;
                } else {
                    break;
                }
            }
            if it.kind(0) != Some(Kind::Open) {
                return Ok(());
            }
            it.container(&Inside::Thing(keyword), &Carrier::Thing(keyword))
        })
    }
}
