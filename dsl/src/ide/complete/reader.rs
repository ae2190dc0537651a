//! Reads a text up to a point, by the grammar, and notes all that the grammar would take there.
//!
//! What is missing or wrong on the way is passed over. When the point is reached, every rule that could begin or go on
//! there has left its [`Spot`]; a rule that has to be finished first ends the reading.

mod flow;
mod item;
mod rule;
mod value;

use super::spot::{Carrier, Inside, Names, Scene, Spot};
use crate::ide::signature::Shape;
use crate::syntax::token::Kind;
use crate::syntax::words::{Class, Word};
use crate::syntax::{Draft, Stream};

/// The point was reached.
pub(crate) struct End;

type Read<T = ()> = Result<T, End>;

/// Deeper than texts are read.
const DEEPEST: usize = 100;

/// What was found at the point.
pub(crate) struct Reader<'a> {
    text: &'a str,
    stream: &'a Stream,
    at: usize,
    end: usize,
    depth: usize,
    pub(crate) spots: Vec<Spot<'a>>,
    pub(crate) scene: Scene<'a>,
    /// The clause that the point stands in, and which of its parts.
    pub(crate) shape: Option<(Shape, usize)>,
}

impl<'a> Reader<'a> {
    /// Reads up to the word that is being written, or up to the qualifiers before it.
    pub(crate) fn read(text: &'a str, draft: &'a Draft, end: usize) -> Self {
        let mut reader = Self {
            text,
            stream: &draft.stream,
            at: 0,
            end,
            depth: 0,
            spots: Vec::new(),
            scene: Scene::default(),
            shape: None,
        };
        let _ = reader.items(&Inside::Nothing);
        reader
    }

    fn ended(&self) -> bool {
        self.at >= self.end
    }

    /// The kind of the token that many places further on, if that is before the point.
    fn kind(&self, further: usize) -> Option<Kind> {
        let at = self.at + further;
        if at < self.end { self.stream.kinds.get(at).copied() } else { None }
    }

    fn text(&self, further: usize) -> &'a str {
        let place = self.stream.places.get(self.at + further);
        place.and_then(|it| self.text.get(it.span.range())).unwrap_or("")
    }

    fn begins_line(&self, further: usize) -> bool {
        self.stream.places.get(self.at + further).is_some_and(|it| it.begins_line)
    }

    /// Whether this word stands there. Some are cut as names where the next word is not written yet.
    fn is(&self, further: usize, word: Word) -> bool {
        match self.kind(further) {
            Some(Kind::Word(it)) => it == word,
            Some(Kind::Name) => self.text(further) == word.text(),
            _ => false,
        }
    }

    fn is_name(&self, further: usize) -> bool {
        self.kind(further).is_some_and(Kind::is_name)
    }

    /// A key with its colon stands here.
    fn is_key(&self) -> bool {
        self.kind(0).is_some_and(Kind::is_word) && self.kind(1) == Some(Kind::Colon)
    }

    fn note(&mut self, spot: Spot<'a>) {
        if self.ended() {
            self.spots.push(spot);
        }
    }

    /// Notes what has to stand here, and ends if this is the point.
    fn want(&mut self, spot: Spot<'a>) -> Read {
        self.note(spot);
        self.stop()
    }

    /// Ends if this is the point, and nothing is to be said about it.
    fn stop(&self) -> Read {
        if self.ended() { Err(End) } else { Ok(()) }
    }

    /// A word that may stand here.
    fn opt(&mut self, word: Word) -> bool {
        self.note(Spot::Word(word));
        let here = self.is(0, word);
        self.at += usize::from(here);
        here
    }

    /// A word that has to stand here.
    fn need(&mut self, word: Word) -> Read<bool> {
        self.want(Spot::Word(word))?;
        Ok(self.opt(word))
    }

    fn take(&mut self, kind: Kind) -> bool {
        let here = self.kind(0) == Some(kind);
        self.at += usize::from(here);
        here
    }

    /// The name of something new, for which nothing can be offered.
    fn new_name(&mut self) -> Read<Option<&'a str>> {
        self.stop()?;
        let name = self.is_name(0).then(|| self.text(0));
        self.at += usize::from(name.is_some());
        Ok(name)
    }

    /// A name, perhaps with others before it and dots between.
    fn path(&mut self, spot: Spot<'a>) -> Read<Names<'a>> {
        self.want(spot)?;
        Ok(self.names())
    }

    fn names(&mut self) -> Names<'a> {
        let mut names = Vec::new();
        while self.is_name(0) || names.is_empty() && self.is(0, Word::Step) {
            names.push(self.text(0));
            self.at += 1;
            if self.kind(0) != Some(Kind::Dot) {
                break;
            }
            self.at += 1;
        }
        names
    }

    /// `a, b`
    fn paths(&mut self, spot: &Spot<'a>) -> Read<Vec<Names<'a>>> {
        let mut all = Vec::new();
        loop {
            all.push(self.path(spot.clone())?);
            if !self.take(Kind::Comma) {
                return Ok(all);
            }
        }
    }

    /// Passes over what makes no sense, with all that stands between its brackets.
    fn skip(&mut self) -> Read {
        let mut open = 0usize;
        loop {
            self.stop()?;
            let kind = self.kind(0);
            open += usize::from(kind.and_then(Kind::closer).is_some());
            open = open.saturating_sub(usize::from(kind.is_some_and(Kind::is_closer)));
            self.at += 1;
            if open == 0 {
                return Ok(());
            }
        }
    }

    /// One level deeper, as far as that is allowed.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= DEEPEST {
            return Err(End);
        }
        self.depth += 1;
        let output = read(self)?;
        self.depth -= 1;
        Ok(output)
    }

    /// The clause that is read from here on.
    fn shaped<T>(&mut self, shape: Shape, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let outer = self.shape.replace((shape, 0));
        let output = read(self)?;
        self.shape = outer;
        Ok(output)
    }

    /// The part of the clause that comes next.
    fn part(&mut self, number: usize) {
        if let Some((_, part)) = &mut self.shape {
            *part = number;
        }
    }

    /// `{ members }`, if there is a brace. `member` reads one; what it does not know is passed over.
    fn braced(&mut self, at_end: &[Spot<'a>], mut member: impl FnMut(&mut Self) -> Read) -> Read {
        self.stop()?;
        if !self.take(Kind::Open) {
            return Ok(());
        }
        let outer = std::mem::take(&mut self.scene.stated);
        let shape = self.shape;
        loop {
            if self.ended() {
                self.spots.extend(at_end.iter().cloned());
                return Err(End);
            }
            self.shape = shape;
            if self.take(Kind::Close) {
                break;
            }
            let start = self.at;
            self.deeper(&mut member)?;
            if self.at == start {
                self.skip()?;
            }
        }
        self.scene.stated = outer;
        Ok(())
    }

    /// `{ entries }`, if there is a brace.
    fn entries(&mut self, carrier: &Carrier<'a>) -> Read {
        if self.kind(0) != Some(Kind::Open) {
            return Ok(());
        }
        self.braced(&[Spot::Key(carrier.clone())], |it| it.entry_or_flag(carrier))
    }

    fn entry_or_flag(&mut self, carrier: &Carrier<'a>) -> Read {
        if self.is_key() {
            return self.entry(carrier);
        }
        if let Some(name) = self.new_name()? {
            self.scene.stated.push(name);
        }
        Ok(())
    }

    /// Whether a declaration begins here.
    fn declares(&self) -> Option<Word> {
        match (self.kind(0), self.kind(1)) {
            (_, Some(Kind::Colon | Kind::Comma | Kind::Dot | Kind::Close)) => None,
            (Some(Kind::Word(word)), _) if word.class() == Class::Declares => Some(word),
            _ => None,
        }
    }
}
