//! The reading desk, rename: another name for the same thing, in every file.

mod check; // whether everything else still means what it meant
mod prose; // remarks and titles in which the old name stands

use std::collections::{BTreeMap, BTreeSet};

use super::point::Named;
use super::prose::{cut, plain};
use super::{Edit, Point};
use crate::Analysis;
use crate::model::{Declared, Field, Id, Thing};
use crate::source::{FileId, Place, Span};
use crate::syntax::token::{Kind, tokens};
use crate::syntax::words::{Class, Word};

/// Nobody writes a longer name.
const LONGEST: usize = 80;

/// What the language itself looks for under these names, so that they are no matter of taste.
const LOOKED_FOR: &[&str] =
    &["action", "trigger", "outcome", "stage", "role", "entity", "procedure", "waiver", "decide", "step", "branch"];

impl Analysis {
    /// The name that would be changed.
    ///
    /// # Errors
    /// A sentence that says why it cannot be.
    pub fn prepare_rename(&self, at: Point) -> Result<Span, String> {
        self.renamed(at).map(|it| it.0.at.span)
    }

    /// What to change so that the thing at a point is called otherwise and nothing else changes its meaning.
    ///
    /// # Errors
    /// A sentence that says why it cannot be.
    pub fn rename(&self, at: Point, name: &str) -> Result<Vec<Edit>, String> {
        let (named, things) = self.renamed(at)?;
        let old = self.text_of(named.at).to_owned();
        let name = name.trim();
        if name == old {
            return Ok(Vec::new());
        }
        valid(name)?;
        self.not_taken(&things, name)?;
        let places: BTreeSet<Place> = self.occurrences_of(things.iter().copied()).into_keys().collect();
        self.not_elsewhere(&old, &places, &things)?;
        self.still_means_the_same(&places, &old, name)?;
        let edit = |at: &Place| Edit { at: *at, text: name.to_owned(), confirm: false };
        let mut edits: Vec<Edit> = places.iter().map(edit).collect();
        edits.extend(self.prose_edits(&old, name, &places));
        edits.sort();
        Ok(edits)
    }

    /// The name at a point, and everything that goes by it and has to be called otherwise together.
    fn renamed(&self, at: Point) -> Result<(Named, Vec<Thing>), String> {
        let named = self.named_at(at).ok_or_else(|| self.no_name(at))?;
        let mut things: Vec<Thing> = named.means.iter().map(|it| it.thing).collect();
        // An outcome that is a word of a vocabulary is called otherwise where that word is.
        if things.iter().any(|it| matches!(it, Thing::Term(_))) {
            things.retain(|it| matches!(it, Thing::Term(_)));
        } else if let Some(term) = self.word_of_outcome(&named) {
            things = vec![term];
        }
        let things = self.together(things);
        let name = self.text_of(named.at);
        let looked_for = |it: &Thing| matches!(it, Thing::Vocabulary(_) | Thing::Subject(_) | Thing::Term(_));
        if LOOKED_FOR.contains(&name) && things.iter().any(looked_for) {
            return Err(format!("the language itself looks for `{name}`, so it cannot be called otherwise"));
        }
        let declared = || things.iter().flat_map(|&it| self.read.catalogue().of(it));
        if let Some(shipped) = declared().find(|it| self.is_shipped(it.name.file)) {
            let path = self.files.get(shipped.name.file.0 as usize).map_or("", |it| &it.path);
            let shared = declared().any(|it| !self.is_shipped(it.name.file));
            return Err(match shared {
                true => format!(
                    "`{name}` is one with what `{path}` declares, which comes along with the program, so it cannot be \
                     called otherwise here alone"
                ),
                false => format!("`{name}` comes along with the program, in `{path}`, and cannot be called otherwise"),
            });
        }
        Ok((named, things))
    }

    /// The word of a vocabulary that the outcome at a point is.
    fn word_of_outcome(&self, named: &Named) -> Option<Thing> {
        let outcome = named.means.iter().find(|it| matches!(it.thing, Thing::Outcome(_)))?;
        let catalogue = self.read.catalogue();
        let mut means = self.mentions_at(outcome.name).iter().flat_map(|it| catalogue.at(it.declared));
        means.find(|it| matches!(it.thing, Thing::Term(_))).map(|it| it.thing)
    }

    /// Things whose names are one to the reader: where one name stands for several, and fields that actions share.
    fn together(&self, mut things: Vec<Thing>) -> Vec<Thing> {
        let model = &self.read.model;
        let catalogue = self.read.catalogue();
        let mut next = 0;
        while let Some(&thing) = things.get(next) {
            next += 1;
            let mut more: BTreeSet<Thing> = BTreeSet::new();
            for declared in catalogue.of(thing) {
                more.extend(catalogue.at(declared.name).iter().map(|it| it.thing));
            }
            for &at in self.occurrences_of([thing]).keys() {
                let means = self.mentions_at(at).iter().flat_map(|it| catalogue.at(it.declared));
                more.extend(means.filter(|it| same_kind(it.thing, thing)).map(|it| it.thing));
            }
            if let Thing::Field(id) = thing
                && model.terms.iter().any(|(_, it)| it.fields.contains(&id))
            {
                let name = &model.fields[id].name;
                let of_terms = model.terms.iter().flat_map(|(_, it)| it.fields.iter().copied());
                let one = |it: &Id<Field>| {
                    model.fields[*it].name == *name && self.related(model.fields[*it].owner, model.fields[id].owner)
                };
                more.extend(of_terms.filter(one).map(Thing::Field));
            }
            things.extend(more.into_iter().filter(|it| !things.contains(it)).collect::<Vec<_>>());
        }
        things
    }

    fn no_name(&self, at: Point) -> String {
        let Some((_, token)) = self.token_at(at) else {
            return "there is no name here".to_owned();
        };
        let text = cut(&plain(self.text_of(Place { file: at.file, span: token.span })), 40);
        match token.kind {
            Kind::Word(_) => format!("`{text}` is a word of the language and cannot be called otherwise"),
            Kind::Text | Kind::UnclosedText => "this is a text, not a name; change it as it stands".to_owned(),
            Kind::Comment | Kind::Doc => "this is a remark, not a name; change it as it stands".to_owned(),
            kind if kind.is_word() => {
                format!("it is not known what `{text}` means here, so nothing can be changed along with it")
            }
            _ => "there is no name here".to_owned(),
        }
    }

    /// Nothing beside it may go by the new name already.
    fn not_taken(&self, things: &[Thing], name: &str) -> Result<(), String> {
        let catalogue = self.read.catalogue();
        for &thing in things {
            for declared in catalogue.of(thing) {
                if let Some(other) = self.beside(declared, name) {
                    return Err(format!("`{name}` is taken already, in {}", self.line_words(other.name)));
                }
            }
        }
        Ok(())
    }

    /// What goes by a name already where it can stand for one thing of a kind only.
    fn beside(&self, of: &Declared, name: &str) -> Option<&Declared> {
        let model = &self.read.model;
        let (within, owner) = (self.scope(of.thing), self.owner_of(of.thing).or_else(|| self.viewpoint(of.name)));
        let clashes = |it: &&Declared| match it.thing {
            // Of one name there is one in all texts.
            Thing::Guidance(_) | Thing::Entity(_) | Thing::Subject(_) | Thing::Vocabulary(_) => true,
            Thing::Term(id) => owner.is_none_or(|owner| self.related(owner, model.terms[id].owner)),
            _ => self.owner_of(it.thing).or_else(|| self.viewpoint(it.name)) == owner,
        };
        let files = (0..).map(FileId).take(self.files.len());
        let mut all = files.flat_map(|it| self.read.catalogue().in_file(it));
        all.find(|it| {
            let same = same_kind(it.thing, of.thing) && it.thing != of.thing;
            same && self.text_of(it.name) == name && self.scope(it.thing) == within && clashes(it)
        })
    }

    /// What a thing belongs to, where names need to differ only within that.
    fn scope(&self, thing: Thing) -> Option<Thing> {
        let model = &self.read.model;
        Some(match thing {
            Thing::Step(id) => Thing::Procedure(model.steps[id].procedure),
            Thing::Level(id, _) => Thing::Classification(id),
            Thing::Clause(id, _) => Thing::Requirement(id),
            Thing::Term(id) => Thing::Vocabulary(model.terms[id].vocabulary),
            Thing::Instance(id) => Thing::Subject(model.instances[id].subject),
            Thing::Outcome(number) => Thing::Step(self.read.catalogue().outcome(number)?),
            Thing::Field(id) => {
                let subject = model.subjects.iter().find(|(_, it)| it.fields.contains(&id));
                let term = || model.terms.iter().find(|(_, it)| it.fields.contains(&id));
                subject.map(|(id, _)| Thing::Subject(id)).or_else(|| term().map(|(id, _)| Thing::Term(id)))?
            }
            _ => return None,
        })
    }

    /// The old name must not stand where nobody can say what it means: it might have to be changed there, too.
    fn not_elsewhere(&self, old: &str, places: &BTreeSet<Place>, things: &[Thing]) -> Result<(), String> {
        if !things.iter().any(|it| matches!(it, Thing::Outcome(_))) {
            return Ok(());
        }
        for (number, (file, parse)) in (0..).zip(self.files.iter().zip(&self.read.parses)) {
            for token in parse.tokens.iter().filter(|it| it.kind.is_name()) {
                let at = Place { file: FileId(number), span: token.span };
                if file.slice(token.span) == old && !places.contains(&at) && self.named(at).is_none() {
                    return Err(format!(
                        "`{old}` also stands in {}, and nothing says whether the same is meant; \
                         declare the outcomes in `vocabulary outcome` first",
                        self.line_words(at)
                    ));
                }
            }
        }
        Ok(())
    }

    /// `` `rules.duly`, line 3 ``
    fn line_words(&self, at: Place) -> String {
        let file = self.files.get(at.file.0 as usize);
        file.map_or(String::new(), |it| format!("`{}`, line {}", it.path, it.position(at.span.start).line))
    }
}

/// Whether two things are of one kind.
fn same_kind(one: Thing, other: Thing) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}

/// Whether something can be called so.
fn valid(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("a name needs at least one letter".to_owned());
    }
    let shown = cut(&plain(name), 40);
    if name.chars().count() > LONGEST {
        return Err(format!("`{shown}` is too long for a name; {LONGEST} letters are enough"));
    }
    let (found, problems) = tokens(name);
    match (found.as_slice(), problems.is_empty()) {
        ([one], true) if one.kind.is_name() => Ok(()),
        ([one], true) => match one.kind {
            Kind::Word(word) if word.class() == Class::Reserved => Err(reserved(word)),
            Kind::Word(word) => Err(format!("`{}` is a word of the language; choose another name", word.text())),
            _ => Err(format!("`{shown}` is not a name; write letters, digits and hyphens")),
        },
        _ => Err(format!("`{shown}` is not a name; write letters, digits and hyphens, without spaces")),
    }
}

fn reserved(word: Word) -> String {
    format!("`{}` is a word of the language ({}); choose another name", word.text(), word.meaning())
}

/// The places of each file, in the order of the text.
fn by_file(places: &BTreeSet<Place>) -> BTreeMap<FileId, Vec<Span>> {
    let mut files: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    for at in places {
        files.entry(at.file).or_default().push(at.span);
    }
    files
}
