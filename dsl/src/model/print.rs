//! Prints: what of the registry an entity's answers depend on, as one number, wherever it stands in the texts.
//!
//! Two prints are alike if what they are taken of is the same but for its places and for how it happens to be numbered.
//! Then the places that were met on the way pair off one by one.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::arena::Shelved;
use super::{
    Arena, Classification, Entity, Expectation, Field, Given, Guidance, Id, Instance, Judgement, Model, Owner,
    Procedure, Record, Requirement, Role, Step, Subject, Term, Vocabulary, Waiver,
};
use crate::source::{FileId, Place};

/// A sum of what was declared, and its places in the order in which they were met; shipped ones never move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Print {
    pub(crate) sum: u64,
    pub(crate) places: Vec<Place>,
}

/// The prints of a registry.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prints {
    /// What belongs to everybody, and all guidance.
    pub(crate) guidance: Print,
    /// For each entity, everything that its answers depend on.
    pub(crate) entities: Vec<Print>,
}

macro_rules! shelves {
    ($($number:literal $thing:ident,)*) => { $(impl Shelved for $thing { const SHELF: u8 = $number; })* };
}

shelves! {
    0 Guidance, 1 Subject, 2 Field, 3 Vocabulary, 4 Term, 5 Given, 6 Classification, 7 Requirement, 8 Expectation,
    9 Entity, 10 Role, 11 Instance, 12 Procedure, 13 Step, 14 Record, 15 Judgement, 16 Waiver,
}

/// For each shelf, whose each thing on it is, and which of theirs.
type Numbers = Vec<Vec<(u64, u64)>>;

/// Marks what belongs to an entity.
const ENTITY: u64 = 1 << 31;

/// Adds up what it is given. Places are put aside, and things are counted among those of their owner.
struct Printer<'n> {
    sum: DefaultHasher,
    places: Vec<Place>,
    numbers: &'n Numbers,
    /// The first file that is not shipped.
    own: FileId,
    /// Whose things are meant: they are not told by the number of their owner.
    who: u64,
}

impl Hasher for Printer<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.sum.write(bytes);
    }

    fn write_u8(&mut self, number: u8) {
        self.sum.write_u8(number);
    }

    fn write_u32(&mut self, number: u32) {
        self.sum.write_u32(number);
    }

    fn write_u64(&mut self, number: u64) {
        self.sum.write_u64(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.sum.write_usize(number);
    }

    fn write_isize(&mut self, number: isize) {
        self.sum.write_isize(number);
    }

    /// A place.
    fn write_u128(&mut self, place: u128) {
        let part = |shift: u32| u32::try_from(place >> shift & u128::from(u32::MAX)).unwrap_or(u32::MAX);
        let span = crate::source::Span { start: part(32), end: part(0) };
        let place = Place { file: FileId(part(64)), span };
        if place.file >= self.own {
            self.places.push(place);
        }
    }

    /// An id.
    fn write_i128(&mut self, id: i128) {
        let part = |shift: u32| usize::try_from(id >> shift & i128::from(u32::MAX)).unwrap_or(usize::MAX);
        let known = self.numbers.get(part(32)).and_then(|shelf| shelf.get(part(0)));
        let (owner, number) = known.copied().unwrap_or((u64::MAX, u64::MAX));
        self.sum.write_u64(if owner == self.who { ENTITY } else { owner });
        self.sum.write_u64(number);
    }

    fn finish(&self) -> u64 {
        self.sum.finish()
    }
}

impl<'n> Printer<'n> {
    fn new(numbers: &'n Numbers, own: FileId, who: u64) -> Self {
        Self { sum: DefaultHasher::new(), places: Vec::new(), numbers, own, who }
    }

    /// What of a shelf is wanted, each with its id.
    fn shelf<T: Shelved + Hash>(&mut self, shelf: &Arena<T>, wanted: impl Fn(&T) -> bool) {
        for (id, it) in shelf.iter().filter(|(_, it)| wanted(it)) {
            id.hash(self);
            it.hash(self);
        }
        self.write_u8(0xFE);
    }

    /// The same without what no answer tells of.
    fn bare<T: Shelved + Hash + Clone>(
        &mut self,
        shelf: &Arena<T>,
        wanted: impl Fn(&T) -> bool,
        of: impl Fn(&mut T) -> [&mut Option<String>; 2],
    ) {
        for (id, it) in shelf.iter().filter(|(_, it)| wanted(it)) {
            let mut it = it.clone();
            of(&mut it).into_iter().for_each(|text| *text = None);
            id.hash(self);
            it.hash(self);
        }
        self.write_u8(0xFE);
    }

    fn done(self) -> Print {
        Print { sum: self.sum.finish(), places: self.places }
    }
}

impl Model {
    /// Everything that answers are given about, as prints; `own` is the first file that is not shipped.
    pub(crate) fn prints(&self, own: FileId) -> Prints {
        let numbers = self.numbers();
        let mut all = Printer::new(&numbers, own, u64::MAX - 1);
        self.shared(&mut all);
        let shared = all.done();
        let of = |id: Id<Guidance>| {
            let mut printer = Printer::new(&numbers, own, u64::MAX - 1);
            self.owned(&mut printer, Owner::Guidance(id));
            printer.done()
        };
        let each: Vec<Print> = self.guidances.ids().map(of).collect();
        let entities = self.entities.ids().map(|id| self.of_entity(id, (&numbers, own), &shared, &each)).collect();
        let mut sum = DefaultHasher::new();
        let mut guidance = Print::default();
        for print in std::iter::once(&shared).chain(&each) {
            print.sum.hash(&mut sum);
            guidance.places.extend_from_slice(&print.places);
        }
        guidance.sum = sum.finish();
        Prints { guidance, entities }
    }

    fn of_entity(
        &self,
        entity: Id<Entity>,
        (numbers, own): (&Numbers, FileId),
        shared: &Print,
        each: &[Print],
    ) -> Print {
        let mut printer = Printer::new(numbers, own, ENTITY | entity.index() as u64);
        let visible = self.visible(Owner::Entity(entity));
        let guidance = visible.iter().filter_map(|it| match it {
            Owner::Guidance(id) => each.get(id.index()),
            Owner::Entity(_) => None,
        });
        for print in std::iter::once(shared).chain(guidance) {
            print.sum.hash(&mut printer);
            printer.places.extend_from_slice(&print.places);
        }
        visible.hash(&mut printer);
        // In which order things of several owners stand on one shelf.
        let turns = |owner: &&Owner| visible.contains(*owner);
        self.requirements.iter().map(|(_, it)| &it.owner).filter(turns).for_each(|it| it.hash(&mut printer));
        printer.write_u8(0xFE);
        self.givens.iter().map(|(_, it)| &it.owner).filter(turns).for_each(|it| it.hash(&mut printer));
        Entity { title: None, doc: None, ..self.entities[entity].clone() }.hash(&mut printer);
        self.owned(&mut printer, Owner::Entity(entity));
        printer.bare(&self.roles, |it| it.entity == entity, |it| [&mut it.title, &mut it.doc]);
        printer.bare(&self.instances, |it| it.entity == entity, |it| [&mut it.title, &mut it.doc]);
        printer.bare(&self.procedures, |it| it.entity == entity, |it| [&mut it.title, &mut it.doc]);
        let steps = |it: &Step| self.procedures[it.procedure].entity == entity;
        printer.bare(&self.steps, steps, |it| [&mut it.title, &mut it.doc]);
        printer.shelf(&self.records, |it| it.entity == entity);
        printer.shelf(&self.judgements, |it| it.entity == entity);
        printer.shelf(&self.waivers, |it| it.entity == entity);
        printer.done()
    }

    /// What everybody may look at.
    fn shared(&self, printer: &mut Printer<'_>) {
        printer.shelf(&self.guidances, |_| true);
        printer.shelf(&self.subjects, |_| true);
        printer.shelf(&self.fields, |_| true);
        printer.shelf(&self.vocabularies, |_| true);
        printer.shelf(&self.terms, |_| true);
        printer.shelf(&self.classifications, |_| true);
        // That some register claims a level makes the claim a fact that there is, for all.
        let claimed = self.instances.iter().flat_map(|(_, it)| &it.classed).map(|(name, ..)| name.as_str());
        claimed.collect::<std::collections::BTreeSet<_>>().hash(printer);
    }

    fn owned(&self, printer: &mut Printer<'_>, owner: Owner) {
        printer.shelf(&self.requirements, |it| it.owner == owner);
        printer.shelf(&self.expectations, |it| it.owner == owner);
        printer.shelf(&self.givens, |it| it.owner == owner);
    }

    fn numbers(&self) -> Numbers {
        let of = |owner: Owner| match owner {
            Owner::Guidance(id) => id.index() as u64 + 1,
            Owner::Entity(id) => ENTITY | id.index() as u64,
        };
        let entity = |id: Id<Entity>| ENTITY | id.index() as u64;
        let entities = self.entities.ids().map(|id| (entity(id), 0)).collect();
        vec![
            counted(&self.guidances, |_| 0),
            counted(&self.subjects, |it| of(it.owner)),
            counted(&self.fields, |it| of(it.owner)),
            counted(&self.vocabularies, |_| 0),
            counted(&self.terms, |it| of(it.owner)),
            counted(&self.givens, |it| of(it.owner)),
            counted(&self.classifications, |it| of(it.owner)),
            counted(&self.requirements, |it| of(it.owner)),
            counted(&self.expectations, |it| of(it.owner)),
            entities,
            counted(&self.roles, |it| entity(it.entity)),
            counted(&self.instances, |it| entity(it.entity)),
            counted(&self.procedures, |it| entity(it.entity)),
            counted(&self.steps, |it| entity(self.procedures[it.procedure].entity)),
            counted(&self.records, |it| entity(it.entity)),
            counted(&self.judgements, |it| entity(it.entity)),
            counted(&self.waivers, |it| entity(it.entity)),
        ]
    }
}

fn counted<T>(shelf: &Arena<T>, owner: impl Fn(&T) -> u64) -> Vec<(u64, u64)> {
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    let number = |(_, it): (Id<T>, &T)| {
        let owner = owner(it);
        let count = counts.entry(owner).or_insert(0);
        *count += 1;
        (owner, *count - 1)
    };
    shelf.iter().map(number).collect()
}
