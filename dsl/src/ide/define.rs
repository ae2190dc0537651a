//! The reading desk, define: where a name is declared, and what else it leads to.

use super::Point;
use crate::Analysis;
use crate::model::{FieldType, Id, Range, Role, Step, Term, Thing};
use crate::source::{Place, Span};

/// Somewhere to go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The name one comes from, in the file that was asked about.
    pub origin: Span,
    /// The name one goes to.
    pub name: Place,
    /// All of what is declared there.
    pub whole: Place,
}

impl Analysis {
    /// Where the name at a point is declared.
    #[must_use]
    pub fn definitions(&self, at: Point) -> Vec<Target> {
        let Some(named) = self.named_at(at) else { return Vec::new() };
        let elsewhere = || named.means.iter().filter(|it| it.name != named.at).map(|it| it.thing);
        let things: Vec<Thing> = match elsewhere().next() {
            Some(_) => elsewhere().collect(),
            None => named.means.iter().map(|it| it.thing).collect(),
        };
        let all = self.targets(named.at.span, things);
        let Some(from) = self.viewpoint(named.at).filter(|_| all.len() > 1) else { return all };
        // Several guidances may declare a subject or a vocabulary of one name; near are those that are seen from here.
        let near = |it: &&Target| self.viewpoint(it.name).is_none_or(|of| self.related(from, of));
        let near: Vec<Target> = all.iter().filter(near).cloned().collect();
        if near.is_empty() { all } else { near }
    }

    /// What kind of thing it is: of a step its action, of a use its subject, of a field the vocabulary of its values.
    #[must_use]
    pub fn type_definitions(&self, at: Point) -> Vec<Target> {
        let Some(named) = self.named_at(at) else { return Vec::new() };
        let kinds = named.means.iter().filter_map(|it| self.kind_of(it.thing));
        self.targets(named.at.span, kinds.collect::<Vec<_>>())
    }

    /// What carries it out: of a requirement the steps that serve it, of an action its steps, of an expectation the
    /// requirements that answer it.
    #[must_use]
    pub fn implementations(&self, at: Point) -> Vec<Target> {
        let Some(named) = self.named_at(at) else { return Vec::new() };
        let things: Vec<Thing> = named.means.iter().flat_map(|it| self.carried_out_by(it.thing)).collect();
        self.targets(named.at.span, things)
    }

    /// Where some things are declared, each place once, in the order of the texts.
    fn targets(&self, origin: Span, things: impl IntoIterator<Item = Thing>) -> Vec<Target> {
        let catalogue = self.read.catalogue();
        let declared = things.into_iter().flat_map(|it| catalogue.of(it));
        let mut targets: Vec<Target> = declared.map(|it| Target { origin, name: it.name, whole: it.place() }).collect();
        targets.sort();
        targets.dedup();
        targets
    }

    fn kind_of(&self, thing: Thing) -> Option<Thing> {
        let model = &self.read.model;
        Some(match thing {
            Thing::Step(id) => Thing::Term(model.steps[id].action?),
            Thing::Instance(id) => Thing::Subject(model.instances[id].subject),
            Thing::Term(id) => Thing::Vocabulary(model.terms[id].vocabulary),
            Thing::Field(id) => match model.fields[id].ty? {
                FieldType::OneOf(Range::Vocabulary(it))
                | FieldType::SomeOf(Range::Vocabulary(it))
                | FieldType::ScopeOf(it) => Thing::Vocabulary(it),
                FieldType::OneOf(Range::Subject(it)) | FieldType::SomeOf(Range::Subject(it)) => Thing::Subject(it),
                FieldType::OneOf(Range::Roles) | FieldType::SomeOf(Range::Roles) => {
                    Thing::Subject(model.subject_named("role")?)
                }
                FieldType::YesNo
                | FieldType::Number
                | FieldType::Money
                | FieldType::Duration
                | FieldType::Date
                | FieldType::Text => return None,
            },
            Thing::Level(class, _) => Thing::Classification(class),
            Thing::Clause(requirement, _) => Thing::Requirement(requirement),
            Thing::Classification(id) => Thing::Subject(model.classifications[id].subject?),
            Thing::Role(_) => Thing::Subject(model.subject_named("role")?),
            Thing::Procedure(id) => Thing::Subject(model.procedures[id].subject.as_ref()?.subject),
            Thing::Record(id) => Thing::Term(model.records[id].what?),
            Thing::Judgement(id) => Thing::Requirement(model.judgements[id].requirement?),
            Thing::Waiver(id) => Thing::Requirement(model.waivers[id].requirement?),
            Thing::Outcome(number) => Thing::Step(self.read.catalogue().outcome(number)?),
            Thing::Guidance(_)
            | Thing::Entity(_)
            | Thing::Subject(_)
            | Thing::Vocabulary(_)
            | Thing::Definition(_)
            | Thing::Requirement(_)
            | Thing::Expectation(_)
            | Thing::Suggested(_) => return None,
        })
    }

    fn carried_out_by(&self, thing: Thing) -> Vec<Thing> {
        let model = &self.read.model;
        match thing {
            Thing::Requirement(id) | Thing::Clause(id, _) => {
                self.read.serving().of_requirement(id).iter().map(|&it| Thing::Step(it)).collect()
            }
            Thing::Expectation(id) => {
                let answering = model.requirements.iter().filter(|(_, it)| it.answers.contains(&id));
                answering.map(|(id, _)| Thing::Requirement(id)).collect()
            }
            Thing::Term(id) => self.steps_of(id).into_iter().map(Thing::Step).collect(),
            Thing::Subject(id) => {
                let registered = model.instances.iter().filter(|(_, it)| it.subject == id);
                registered.map(|(id, _)| Thing::Instance(id)).collect()
            }
            Thing::Role(id) => self.steps_by(id).into_iter().map(Thing::Step).collect(),
            _ => Vec::new(),
        }
    }

    /// The steps whose action is this or below it.
    pub(super) fn steps_of(&self, action: Id<Term>) -> Vec<Id<Step>> {
        let model = &self.read.model;
        let steps = model.steps.iter().filter(|(_, it)| it.action.is_some_and(|it| model.is_a(it, action)));
        steps.map(|(id, _)| id).collect()
    }

    /// The steps that a role acts in, always or in some case.
    pub(super) fn steps_by(&self, role: Id<Role>) -> Vec<Id<Step>> {
        let steps = self.read.model.steps.iter().filter(|(_, it)| it.actors.all().any(|it| it == role));
        steps.map(|(id, _)| id).collect()
    }
}
