//! The reading desk, complete: what can be written at a point.
//!
//! The text up to the point is read by the grammar once more, which leaves there all that it would take; each of these
//! spots is then filled with the names and values that mean something in that place.

mod conditions; // what can be asked about, and how
mod declarations; // what can be declared
mod declared; // what the trees know and the shelves do not
mod desk; // where offers are gathered
mod fields; // what can be said of something
mod names; // terms, roles, things
mod point; // the word at a point
mod reader; // reading up to a point
mod references; // other fields to point to
mod rules; // requirements, and types of fields
mod spot; // where a point stands
mod statements; // what can be done
mod values; // what a field takes
mod whose; // to whom a text belongs

use super::Point;
use crate::Analysis;
use crate::source::Span;
use desk::{Desk, group};
use point::{Around, Stands};
use reader::Reader;
use spot::Spot;

/// What kind of word is offered; an editor chooses its picture by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfferKind {
    Keyword,
    Field,
    Term,
    Value,
    Role,
    Step,
    Procedure,
    Requirement,
    Entity,
    Guidance,
    Snippet,
}

/// A word, or several lines, that can be written at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is shown in the list.
    pub label: String,
    /// A few words behind it: the owner, the vocabulary.
    pub detail: String,
    pub kind: OfferKind,
    /// What is written, as a snippet: `${1:name}` is a place to fill in, `$0` where writing goes on; `$`, `}` and `\\` of the text are escaped.
    pub snippet: String,
    /// The same for editors that know no snippets.
    pub plain: String,
    /// What it means, as Markdown.
    pub markdown: String,
    /// Offers are shown in this order.
    pub rank: u32,
}

/// What can be written at a point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// The word that is being written, which an offer replaces.
    pub replaces: Span,
    pub offers: Vec<Offer>,
}

impl Analysis {
    /// What can be written at a point, and nothing that cannot.
    #[must_use]
    pub fn complete(&self, at: Point) -> Offers {
        let Some(around) = Around::look(self, at) else {
            return Offers::default();
        };
        if around.stands != Stands::Free {
            return Offers { replaces: Span { start: at.offset, end: at.offset }, offers: Vec::new() };
        }
        let reader = around.read();
        let owner = whose::owner(self, at.file, &reader.scene);
        let mut desk = Desk::new(self, at, &around, &reader.scene, owner);
        for spot in &reader.spots {
            desk.offer(spot);
        }
        Offers { replaces: around.word, offers: desk.finish() }
    }
}

/// What the grammar found at a point, also inside a text.
pub(super) fn read_to<T>(analysis: &Analysis, at: Point, then: impl FnOnce(&Reader<'_>) -> T) -> Option<T> {
    let around = Around::look(analysis, at).filter(|it| it.stands != Stands::Comment)?;
    Some(then(&around.read()))
}

impl<'a> Desk<'a> {
    fn offer(&mut self, spot: &Spot<'a>) {
        match spot {
            Spot::Word(word) => {
                let near = self.goes_on();
                self.phrase(word.text(), word.meaning(), near);
            }
            Spot::Item(inside) => self.items(inside),
            Spot::Statement => self.statements(),
            Spot::Outcome(_) => self.outcome_blocks(),
            Spot::Key(carrier) => self.keys(carrier),
            Spot::Value(wanted, listed) => self.value(wanted, *listed),
            Spot::Unit(wanted) => self.unit(wanted),
            Spot::After(wanted) => self.after_value(wanted),
            Spot::Constraint(wanted) => self.constraint(wanted),
            Spot::Reference(wanted) => self.references(wanted),
            Spot::Date => self.date(),
            Spot::Operand => self.operands(true),
            Spot::Test(names) => self.tests(names),
            Spot::ThingHead(keyword) => self.thing_head(keyword),
            _ => self.offer_name(spot),
        }
        if self.before_dot() {
            self.prefixes(spot);
        }
    }

    fn offer_name(&mut self, spot: &Spot<'a>) {
        match spot {
            Spot::Guidance => self.guidances(),
            Spot::Subject => self.subjects(),
            Spot::ForWhat => self.for_what(),
            Spot::Term(vocabulary) => self.terms_named(vocabulary, group::USUAL),
            Spot::Action => self.terms_named("action", group::USUAL),
            Spot::Trigger => self.terms_named("trigger", group::USUAL),
            Spot::Happening => {
                self.terms_named("action", group::USUAL);
                self.terms_named("trigger", group::LATER);
            }
            Spot::Event => self.events(),
            Spot::Each => self.each(),
            Spot::Role(action) => self.roles(action.as_ref()),
            Spot::Procedure => self.procedures(),
            Spot::Body => self.bodies(),
            Spot::Step => self.steps(),
            Spot::Requirement(why) => self.requirements(*why),
            Spot::Expectation => self.expectations(),
            Spot::Thing => self.things(None, group::FIRST),
            Spot::Level => self.requirement_levels(),
            Spot::ScaleLevel => self.scale_levels(),
            Spot::Range => self.ranges(),
            Spot::FieldType => self.field_types(),
            Spot::RequirementMember => self.requirement_members(),
            Spot::Pattern { scoped } => self.patterns(*scoped),
            Spot::Tailoring => self.tailorings(),
            _ => {}
        }
    }
}
